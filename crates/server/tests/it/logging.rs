//! What the log tells of a call, and what it must never tell.

use std::io::Write;
use std::sync::{Arc, Mutex, Once};

use expect_test::expect;
use futures_util::future::BoxFuture;
use perennial_core::payment::Outcome;
use perennial_engine::gateway::{Charge, Notice, PaymentGateway};
use perennial_engine::sandbox::Sandbox;
use perennial_testkit::{
    CrashPoint, Holding, TestApp, User, each_app, each_app_with, each_database,
};
use serde_json::{Value, json};
use tracing_subscriber::fmt::MakeWriter;

/// Everything that is logged in this thread, at every level, as long as the value lives.
struct Logs {
    written: Written,
    _guard: tracing::subscriber::DefaultGuard,
}

#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Written {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

impl Logs {
    fn start() -> Self {
        // Without anybody who wants to hear everything in every thread, a place that logs may be found uninteresting by
        // another thread in this very moment, and be silent here as well.
        static EVERYWHERE: Once = Once::new();
        EVERYWHERE.call_once(|| {
            let _ = tracing::subscriber::set_global_default(tracing_subscriber::registry());
        });
        let written = Written::default();
        let logs = tracing_subscriber::fmt().json().with_max_level(tracing::Level::TRACE);
        let logs = logs.with_writer(written.clone()).finish();
        Self { written, _guard: tracing::subscriber::set_default(logs) }
    }

    fn text(&self) -> String {
        String::from_utf8(self.written.0.lock().unwrap().clone()).unwrap()
    }

    /// The lines of this server, without the time of day: level, then fields.
    fn lines(&self) -> Vec<String> {
        let text = self.text();
        let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let ours =
            lines.filter(|line| line["target"].as_str().unwrap().starts_with("perennial_server"));
        ours.map(|line| {
            let mut fields = line["fields"].clone();
            if let Some(duration) = fields.get_mut("duration_us") {
                assert!(duration.is_u64(), "{duration}");
                *duration = json!("…");
            }
            format!("{} {fields}", line["level"].as_str().unwrap())
        })
        .collect()
    }
}

#[tokio::test]
async fn each_call_is_one_line() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let logs = Logs::start();
        let dry = json!({"dryRun": true, "duration": "P1Y", "services": []});
        for reply in [
            alice.get("/service/12345/renew?includeOptions=true").await,
            alice.post("/service/12345/renew", dry).await,
            alice.get("/service/99999").await,
            alice.request("GET", "/v1/me").signed_over("x").send().await,
            app.request("GET", "/1.0/auth/time").send().await,
            app.request("GET", "/health").send().await,
            app.request("BREW", "/teapot").send().await,
        ] {
            assert!(
                logs.text().contains(&reply.query_id.unwrap()),
                "the caller's id is in the log"
            );
        }
        expect![[r#"
            DEBUG {"account":9872646932,"credential":4996108741,"duration_us":"…","message":"answered","method":"GET","path":"/1.0/service/12345/renew","query_id":"EU.perennial.10569376b407f0.0","status":200}
            INFO {"account":9872646932,"credential":4996108741,"duration_us":"…","message":"answered","method":"POST","path":"/1.0/service/12345/renew","query_id":"EU.perennial.10569376b407f0.1","status":200}
            INFO {"account":9872646932,"credential":4996108741,"duration_us":"…","message":"answered","method":"GET","path":"/1.0/service/99999","query_id":"EU.perennial.10569376b407f0.2","status":404}
            INFO {"duration_us":"…","message":"answered","method":"GET","path":"/v1/me","query_id":"EU.perennial.10569376b407f0.3","status":400}
            DEBUG {"duration_us":"…","message":"answered","method":"GET","path":"/1.0/auth/time","query_id":"EU.perennial.10569376b407f0.4","status":200}
            DEBUG {"duration_us":"…","message":"answered","method":"GET","path":"/health","query_id":"EU.perennial.10569376b407f0.5","status":200}
            INFO {"duration_us":"…","message":"answered","method":"BREW","path":"/teapot","query_id":"EU.perennial.10569376b407f0.6","status":404}"#]].assert_eq(&logs.lines().join("\n"));
    })
    .await;
}

#[tokio::test]
async fn a_path_without_end_is_cut_in_the_log() {
    let app = TestApp::new().await;
    let logs = Logs::start();
    let path = format!("/1.0/{}", "x".repeat(5000));
    assert_eq!(app.request("GET", &path).send().await.status, 401);
    let lines = logs.lines();
    assert_eq!(lines.len(), 1);
    assert!(lines[0].len() < 600, "{}", lines[0]);
}

/// Everything that must stay between the server and one caller.
fn secrets(alice: &User, answers: &[Value]) -> Vec<String> {
    let keys = &alice.credentials;
    let mut secrets =
        vec![keys.application_secret.clone(), keys.consumer_key.clone(), "07".repeat(32)];
    for answer in answers {
        for name in ["password", "consumerKey"] {
            secrets.extend(answer[name].as_str().map(str::to_owned));
        }
        let token = answer["validationUrl"].as_str().and_then(|url| url.split_once("Token="));
        secrets.extend(token.map(|(_, token)| token.to_owned()));
    }
    secrets
}

#[tokio::test]
async fn no_secret_is_ever_logged() {
    each_app(async |app| {
        let logs = Logs::start();
        let alice = app.add_user("alice", &Holding::guide()).await;
        let body = json!({"duration": "P1Y", "services": [12345]});
        let order = alice.post("/service/12345/renew", body).await.ok();
        let pay = format!("/me/order/{}/pay", order["orderId"]);
        let paid = alice.post(&pay, json!({"paymentMethod": {"id": 5001}})).await;
        assert_eq!(paid.status, 200);
        let bill = alice.get("/me/bill/FR00000001").await.ok();
        let body = json!({"accessRules": [{"method": "GET", "path": "/me"}]});
        let call = app.request("POST", "/1.0/auth/credential").json(&body);
        let call = call.header("x-ovh-application", &alice.credentials.application_key);
        let pending = call.send().await.ok();
        let secrets = secrets(&alice, &[order, bill, pending]);
        assert_eq!(secrets.len(), 7, "{secrets:?}");

        // In places where a secret may come to stand by mistake.
        let token = &secrets[6];
        app.request("GET", &format!("/auth/?credentialToken={token}")).send().await;
        let consumer_key = &secrets[1];
        alice.get(&format!("/me?consumerKey={consumer_key}")).await;
        alice.request("GET", "/1.0/me").header("x-ovh-signature", consumer_key).send().await;
        alice.request("POST", "/1.0/auth/logout").body(format!("{{{token}")).send().await;
        app.engine.reconcile().await;
        let text = logs.text();
        assert!(text.contains("/1.0/service/12345/renew"), "there is a log");
        for secret in secrets {
            assert!(!text.contains(&secret), "{secret} is in the log");
        }
    })
    .await;
}

#[tokio::test]
async fn the_token_of_a_sandbox_is_not_logged() {
    let played = |settings: &mut perennial_engine::Settings| settings.sandbox = Sandbox::Always;
    each_app_with(played, async |app| {
        let logs = Logs::start();
        let token = app.engine.vault().sandbox_token();
        let bearer = format!("Bearer {}", token.as_str());
        for body in [r#"{"advance": "P1D"}"#.to_owned(), format!(r#"{{"{}": 1}}"#, token.as_str())]
        {
            let call = app.request("POST", "/sandbox/clock").body(body);
            call.header("authorization", &bearer).send().await;
        }
        let text = logs.text();
        assert!(text.contains("/sandbox/clock"), "there is a log");
        assert!(!text.contains(token.as_str()));
    })
    .await;
}

/// A payment provider whose program breaks.
#[derive(Debug)]
struct Broken;

impl PaymentGateway for Broken {
    fn charge<'a>(&'a self, _: &'a Charge) -> BoxFuture<'a, Outcome> {
        Box::pin(async { panic!("the inside of the server, which is nobody's business") })
    }

    fn settle<'a>(&'a self, _: &'a Charge) -> BoxFuture<'a, Outcome> {
        Box::pin(async { Outcome::Voided })
    }

    fn notices(&self) -> BoxFuture<'_, Vec<Notice>> {
        Box::pin(async { Vec::new() })
    }

    fn acknowledge<'a>(&'a self, _: &'a Notice) -> BoxFuture<'a, ()> {
        Box::pin(async {})
    }
}

#[tokio::test]
async fn an_error_inside_is_told_to_the_log_and_not_to_the_caller() {
    each_database(async |database| {
        let gateway =
            |settings: &mut perennial_engine::Settings| settings.gateway = Some(Arc::new(Broken));
        let app = TestApp::with(database.database(), gateway).await;
        let alice = app.add_user("alice", &Holding::guide()).await;
        let body = json!({"duration": "P1Y", "services": []});
        let order = alice.post("/service/12345/renew", body).await.ok()["orderId"].clone();
        let logs = Logs::start();
        let body = json!({"paymentMethod": {"id": 5001}});
        let reply = alice.post(&format!("/me/order/{order}/pay"), body).await;
        expect![[r#"
            500 {
              "class": "Server::InternalServerError",
              "message": "Internal server error"
            }"#]]
        .assert_eq(&reply.shown());
        let errors: Vec<_> =
            logs.lines().into_iter().filter(|line| line.starts_with("ERROR")).collect();
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert!(errors[0].contains("nobody's business"), "{errors:?}");
        assert!(errors[0].contains(&reply.query_id.unwrap()), "{errors:?}");
        // What was begun is settled later, like every payment of which nobody knows.
        app.advance(jiff::SignedDuration::from_mins(2));
        app.engine.reconcile().await;
        assert_eq!(alice.get(&format!("/me/order/{order}/status")).await.ok(), "notPaid");
        app.audit().await;
    })
    .await;
}

#[tokio::test]
async fn what_the_database_says_is_told_to_the_log() {
    each_app(async |app| {
        let dying = app.restarted().await;
        let alice = dying.add_user("alice", &Holding::guide()).await;
        dying.faults.crash_at(CrashPoint::BeforeWrite(1));
        let logs = Logs::start();
        let body = json!({"duration": "P1Y", "services": []});
        let order = alice.post("/service/12345/renew", body).await;
        let ready = dying.request("GET", "/ready").send().await;
        for reply in [order, ready] {
            assert_eq!(reply.status, 503);
            let id = reply.query_id.as_ref().unwrap();
            let errors = logs.lines();
            let told = errors.iter().find(|line| line.starts_with("ERROR") && line.contains(id));
            assert!(told.unwrap().contains("the process died"), "{errors:?}");
            assert!(!reply.body.to_string().contains("died"));
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_refused_is_no_error_of_the_server() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let logs = Logs::start();
        for (reply, status) in [
            (alice.get("/nowhere").await, 404),
            (alice.post("/service/12345/renew", json!({"duration": 1})).await, 400),
            (
                alice
                    .post("/service/12345/renew", json!({"duration": "P1M", "services": []}))
                    .await,
                400,
            ),
            (alice.post("/me/order/7/pay", json!({"paymentMethod": {"id": 5001}})).await, 404),
            (alice.request("GET", "/1.0/me").signed_after(999).send().await, 400),
            (app.request("GET", "/1.0/me").send().await, 401),
            (app.request("PATCH", "/1.0/me").send().await, 405),
        ] {
            assert_eq!(reply.status, status);
        }
        let lines = logs.lines();
        assert_eq!(lines.len(), 7);
        assert!(lines.iter().all(|line| line.starts_with("INFO")), "{lines:?}");
        assert!(!logs.text().contains("\"level\":\"WARN\""), "{}", logs.text());
    })
    .await;
}
