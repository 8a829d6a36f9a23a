//! Secrets are never stored in clear, never logged, and never in anybody's debug output (invariant I11).

use std::io::Write;
use std::sync::{Arc, Mutex};

use perennial_engine::access::Decision;
use perennial_engine::vault::MasterKey;
use perennial_engine::{Database, Idempotency, Settings};
use perennial_store::CrashPoint;
use perennial_store::testing::RecordedValue;
use perennial_testkit::{Holding, TestApp, User, each_app, each_database, paypal};
use serde_json::json;
use tracing_subscriber::fmt::MakeWriter;

use crate::keys::{Keys, application, request, stored};
use crate::oauth2;
use crate::sign_in;
use crate::termination;

/// The key that all test servers have.
fn master_key() -> String {
    "07".repeat(32)
}

/// Everything that nobody but its owner may know, after a life of it.
async fn live(app: &TestApp) -> Vec<String> {
    let alice = app.customer("alice", &Holding::guide()).await;
    let asked = request(&["GET /me"], &[]);
    let keys = Keys::good(app, &alice, &asked, None).await;
    let (program, secret) = application(app, &alice).await;
    let key = Idempotency::new("key", b"GET /me");
    let new = app.engine.request_credential(&stored(&program), &asked, Some(&key)).await.unwrap();
    let decision = Decision::Validate { expires_at: None };
    app.engine.decide_credential(&alice.context(), new.credential.id, decision).await.unwrap();
    keys.call(app).await.unwrap();
    app.engine.flush_last_used().await;
    let order = alice.order(12345, "P1Y", &[]).await.unwrap().id;
    alice.with_key("payment").pay(order, paypal()).await.unwrap();
    let ended = termination::ask(app, &alice, 112_233).await.unwrap();
    app.engine.reconcile().await;
    termination::confirm(&alice, 112_233, &ended).await.unwrap();
    app.engine.revoke_credential(&alice.context(), new.credential.id).await.unwrap();
    let client = oauth2::client(app, &alice).await;
    let given = app.engine.give_token(client.client.id, &client.secret).await.unwrap();
    app.engine.revoke_application(&alice.context(), program.id).await.unwrap();
    let signed_in = sign_in::live(app, &alice, "alice-ovh").await;
    let secrets = vec![
        master_key(),
        keys.secret,
        keys.consumer_key,
        keys.token,
        secret,
        new.consumer_key.to_string(),
        new.validation_token.to_string(),
        app.engine.vault().order_password(alice.account, order),
        ended,
        client.secret.to_string(),
        given.token.to_string(),
    ];
    secrets.into_iter().chain(signed_in).collect()
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[tokio::test]
async fn the_database_has_no_secret_in_clear() {
    each_database(async |database| {
        let app = TestApp::on(database.database()).await;
        app.engine.store().start_recording();
        let secrets = live(&app).await;
        let mut written = Vec::new();
        for arg in
            app.engine.store().stop_recording().into_iter().flatten().flat_map(|one| one.args)
        {
            match arg {
                RecordedValue::Text(text) => written.extend(text.unwrap_or_default().into_bytes()),
                RecordedValue::Bytes(bytes) => written.extend(bytes.unwrap_or_default()),
                RecordedValue::Int(_) => {}
            }
            written.push(b'\n');
        }
        // Where the database is a file, that is looked through too, with all that lies beside it.
        for file in std::fs::read_dir(database.folder()).unwrap() {
            written.extend(std::fs::read(file.unwrap().path()).unwrap());
        }
        assert!(contains(&written, "mypersonaldomain.ovh"), "this looks at the right bytes");
        for secret in &secrets {
            assert!(!contains(&written, secret), "{secret} is in the database");
        }
        assert!(!written.windows(32).any(|window| window == [7; 32]), "the master key is in it");
        app.audit().await;
    })
    .await;
}

#[tokio::test]
async fn debug_output_has_no_secret() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide()).await;
        let asked = request(&["GET /me"], &[]);
        let name = perennial_core::text::Name::parse("program").unwrap();
        let context = alice.context();
        let new = app.engine.create_application(&context, &name, None).await.unwrap();
        let program = stored(&new.application);
        let pending = app.engine.request_credential(&program, &asked, None).await.unwrap();
        let good = app.engine.create_credential(&context, &program, &asked, None).await.unwrap();
        let secrets = [
            new.secret.to_string(),
            pending.consumer_key.to_string(),
            pending.validation_token.to_string(),
            good.consumer_key.to_string(),
        ];
        let keys = Keys {
            application: new.application.clone(),
            secret: new.secret.to_string(),
            consumer_key: good.consumer_key.to_string(),
            credential: good.credential.clone(),
            token: String::new(),
        };
        // From now on the engine has the secret in memory.
        let caller = keys.call(app).await.unwrap();
        let stored = app.engine.store().application(new.application.id).await.unwrap();
        let held = app.engine.store().credential(good.credential.id).await.unwrap();
        let shown = format!(
            "{new:#?} {pending:#?} {good:#?} {caller:#?} {stored:#?} {held:#?} {:#?} {:#?}",
            app.engine,
            app.engine.vault()
        );
        assert!(shown.contains(&new.application.key), "this looks at the right text");
        for secret in &secrets {
            assert!(!shown.contains(secret.as_str()), "{secret} is in {shown}");
        }
    })
    .await;
}

#[test]
fn settings_do_not_show_the_key_or_the_password() {
    let url = "postgres://perennial:pa55word@db.example/perennial?options=x".to_owned();
    let database = Database::Postgres { url, connections: 4 };
    let key = MasterKey::parse(&master_key()).unwrap();
    let (clock, _) = perennial_engine::clock::Clock::manual(
        jiff::Timestamp::UNIX_EPOCH,
        jiff::tz::TimeZone::UTC,
    );
    let ids = perennial_engine::ids::Ids::from_seed(&[7; 32]);
    let shown = format!("{:?}", Settings::new(database, key, clock, ids));
    assert!(shown.contains("Postgres"), "{shown}");
    for secret in ["pa55word", "0707", "7, 7"] {
        assert!(!shown.contains(secret), "{secret} is in {shown}");
    }
}

/// A place for everything that is logged while this suite runs.
#[derive(Clone, Default)]
struct Logs(Arc<Mutex<Vec<u8>>>);

impl Write for Logs {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Logs {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Requests of all kinds, over HTTP: good ones, and such as come with other people's keys, or none.
async fn call(app: &TestApp) -> Vec<String> {
    let alice = app.add_user("caller", &Holding::guide()).await;
    let order =
        alice.post("/service/12345/renew", json!({"duration": "P1Y", "services": []})).await.ok();
    let pay = format!("/me/order/{}/payWithRegisteredPaymentMean", order["orderId"]);
    let means = json!({"paymentMean": "paypal", "paymentMeanId": 1234});
    assert_eq!(alice.with_key("key").post(&pay, means.clone()).await.ok(), json!(null));
    assert!(alice.post(&pay, means.clone()).await.status >= 400);
    let mut stranger: User = alice.clone();
    stranger.credentials.application_secret = "not the secret".to_owned();
    assert!(stranger.get("/me").await.status >= 400);
    let dying = app.restarted().await;
    dying.faults.crash_at(CrashPoint::BeforeWrite(1));
    let body = json!({"duration": "P1M", "services": []});
    assert!(alice.at(&dying).post("/service/112233/renew", body).await.status >= 500);
    dying.engine.reconcile().await;
    let password = order["password"].as_str().unwrap().to_owned();
    let keys = alice.credentials;
    vec![keys.application_secret, keys.consumer_key, password]
}

#[tokio::test]
async fn logs_have_no_secret() {
    let logs = Logs::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_ansi(false)
        .with_writer(logs.clone());
    subscriber.try_init().unwrap();
    each_app(async |app| {
        let mut secrets = live(app).await;
        secrets.extend(call(app).await);
        secrets.extend(crate::mail::log_in().await);
        let written = logs.0.lock().unwrap().clone();
        assert!(
            contains(&written, "the process died, by order of a test"),
            "this looks at the logs"
        );
        for secret in &secrets {
            assert!(!contains(&written, secret), "{secret} was logged");
        }
    })
    .await;
}
