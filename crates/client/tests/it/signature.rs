//! What is signed is what is sent.

use perennial_api::model::RenewRequest;
use perennial_api::sign::{Arrival, CandidateUrls, Request, Scheme, Signature};
use perennial_client::{BillFilter, Call, Client, Credentials, DateRange, Error, Secret, Settings};
use serde_json::{Value, json};

use crate::stub::{self, APPLICATION_KEY, CONSUMER_KEY, NOW, SECRET, Seen, Stub};

/// Whether the signature of a request fits the request as it arrived.
fn is_signed(seen: &Seen) -> bool {
    let request = Request {
        application_secret: SECRET,
        consumer_key: seen.header("x-ovh-consumer").unwrap(),
        method: &seen.method,
        body: &seen.body,
        timestamp: seen.header("x-ovh-timestamp").unwrap().parse().unwrap(),
    };
    let arrival = Arrival {
        scheme: Scheme::Http,
        host: seen.header("host").unwrap(),
        forwarded_host: None,
        forwarded_proto: None,
        forwarded_port: None,
        target: &seen.target,
    };
    let claimed: Signature = seen.header("x-ovh-signature").unwrap().parse().unwrap();
    request.verify(claimed, &CandidateUrls::new(arrival, &[]))
}

async fn echo() -> Stub {
    Stub::on_time(|_| stub::json(200, "null")).await
}

#[tokio::test]
async fn every_call_is_signed_as_it_arrives() {
    let stub = echo().await;
    let client = stub.client();
    let body = json!({"name": "Ünïcode ✓", "n": 1});
    let calls = [
        Call::get("/me"),
        Call::get("/me/"),
        Call::get("/v1/me"),
        Call::get("/v2/iam/resource"),
        Call::get("/vps/{serviceName}/serviceInfos").segment("exämple a/b%2F+c?#.net"),
        Call::get("/ip/{ip}").segment("2001:db8::/32"),
        Call::get("/me/bill?orderId=1").query("date.from", "2024-01-01T00:00:00+02:00"),
        Call::get("/me").query("ключ", "знач=ение & more"),
        Call::get("/a,b;c:d@e/!$&'()*+=~"),
        Call::post("/service/1/renew").json(&body),
        Call::post("/auth/logout"),
        Call::put("/service/1").json(&body),
        Call::delete("/me/api/credential/1"),
    ];
    for call in &calls {
        client.send::<Value>(call).await.unwrap();
    }
    let seen = stub.seen();
    let (time, seen) = seen.split_first().unwrap();
    assert_eq!(time.line(), "GET /1.0/auth/time");
    assert_eq!(seen.len(), calls.len());
    for (seen, call) in seen.iter().zip(&calls) {
        assert!(is_signed(seen), "{seen:?}");
        assert!(seen.target.ends_with(&call.target()), "{seen:?}");
        assert_eq!(seen.header("x-ovh-application"), Some(APPLICATION_KEY));
        assert_eq!(seen.header("x-ovh-consumer"), Some(CONSUMER_KEY));
        assert_eq!(seen.header("x-ovh-timestamp"), Some(NOW.to_string().as_str()));
        assert_eq!(seen.header("idempotency-key"), None);
        let agent = format!("perennial/{}", env!("CARGO_PKG_VERSION"));
        assert_eq!(seen.header("user-agent"), Some(agent.as_str()));
        let content_type = (!seen.body.is_empty()).then_some("application/json");
        assert_eq!(seen.header("content-type"), content_type);
    }
    let targets: Vec<_> = seen.iter().map(|seen| seen.target.as_str()).take(5).collect();
    assert_eq!(
        targets,
        [
            "/1.0/me",
            "/1.0/me/",
            "/v1/me",
            "/v2/iam/resource",
            "/1.0/vps/ex%C3%A4mple%20a%2Fb%252F%2Bc%3F%23.net/serviceInfos",
        ]
    );
    assert_eq!(seen[9].body, r#"{"n":1,"name":"Ünïcode ✓"}"#);
    assert_eq!(seen[10].header("content-length"), Some("0"));
}

#[tokio::test]
async fn typed_calls_write_queries_and_bodies_as_the_api_wants_them() {
    let stub =
        Stub::on_time(|seen| stub::json(200, if seen.method == "POST" { "null" } else { "[]" }))
            .await;
    let client = stub.client();
    client.strategies(12345, false).await.unwrap();
    let from = "2024-01-01T00:00:00+02:00".parse().unwrap();
    let range = DateRange { from: Some(from), to: None };
    let filter = BillFilter { range, category: Some("purchase-web".into()), order_id: Some(7) };
    client.bills(&filter).await.unwrap();
    client.bills(&BillFilter::default()).await.unwrap();
    client.pay(7, 1234).await.unwrap();
    let request = RenewRequest {
        dry_run: None,
        duration: "P1Y".parse().unwrap(),
        services: vec![67890, 12345],
    };
    let key = "plan/1".parse().unwrap();
    let unread = client.renew_with_key(12345, &request, &key).await.unwrap_err();
    assert!(matches!(unread, Error::Undecodable { .. }) && unread.is_doubtful(), "{unread}");
    assert_eq!(
        stub.calls(),
        [
            "GET /1.0/service/12345/renew?includeOptions=false",
            "GET /1.0/me/bill?category=purchase-web&orderId=7&date.from=2024-01-01T00%3A00%3A00%2B02%3A00",
            "GET /1.0/me/bill",
            "POST /1.0/me/order/7/pay",
            "POST /1.0/service/12345/renew",
        ]
    );
    let seen = stub.seen();
    let [.., pay, renew] = seen.as_slice() else { panic!("{seen:?}") };
    assert_eq!(pay.body, r#"{"paymentMethod":{"id":1234}}"#);
    assert_eq!(renew.body, r#"{"duration":"P1Y","services":[67890,12345]}"#);
    assert_eq!(renew.header("idempotency-key"), Some("plan/1"));
}

#[tokio::test]
async fn calls_without_authentication_carry_no_more_than_they_need() {
    let stub = echo().await;
    let client = stub.client();
    client.send::<Value>(&Call::get("/auth/time").unsigned()).await.unwrap();
    client.send::<Value>(&Call::post("/auth/credential").application_only()).await.unwrap();
    let seen = stub.seen();
    let keys = |seen: &Seen| {
        let mut names: Vec<_> = seen.headers.keys().map(ToString::to_string).collect();
        names.retain(|name| name.starts_with("x-ovh"));
        names
    };
    assert_eq!(keys(&seen[0]), Vec::<String>::new());
    assert_eq!(keys(&seen[1]), ["x-ovh-application"]);
    assert_eq!(seen.len(), 2, "no signature, no question for the time");
}

#[tokio::test]
async fn a_missing_key_is_named_and_nothing_is_sent() {
    let stub = echo().await;
    let full = stub.settings();
    let with = |credentials| Client::try_new(Settings { credentials, ..full.clone() }).unwrap();
    let all = &full.credentials;
    let cases = [
        (Credentials { application_key: None, ..all.clone() }, "OVH_APPLICATION_KEY"),
        (Credentials { application_secret: None, ..all.clone() }, "OVH_APPLICATION_SECRET"),
        (Credentials { consumer_key: None, ..all.clone() }, "OVH_CONSUMER_KEY"),
        (Credentials { consumer_key: Some(Secret::new("a\nb")), ..all.clone() }, "consumer_key"),
    ];
    for (credentials, name) in cases {
        let error = with(credentials).me().await.unwrap_err();
        assert!(error.to_string().contains(name), "{error}");
        assert!(error.to_string().starts_with("GET /me "), "{error}");
    }
    assert!(stub.seen().is_empty());

    let anonymous = with(Credentials::default());
    anonymous.send_void(&Call::get("/auth/time").unsigned()).await.unwrap();
    let error = anonymous.send_void(&Call::post("/x").application_only()).await.unwrap_err();
    assert!(matches!(error, Error::Unconfigured { .. }), "{error}");
}

#[tokio::test]
async fn a_call_that_cannot_be_made_is_not_sent() {
    let stub = echo().await;
    let client = stub.client();
    let long = format!("/{}", "x".repeat(70_000));
    for call in [
        Call::get("me"),
        Call::get("/vps/{a}"),
        Call::get("/vps/{a}").segment(".."),
        Call::get(&long),
    ] {
        let error = client.send::<Value>(&call).await.unwrap_err();
        assert!(matches!(error, Error::Invalid { .. }) && !error.is_doubtful(), "{error}");
    }
    assert!(stub.seen().is_empty());
}
