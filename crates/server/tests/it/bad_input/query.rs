//! Queries and paths that are not what a call takes.

use expect_test::expect;
use perennial_testkit::{Holding, each_app};
use serde_json::json;

use super::all_told;

#[tokio::test]
async fn ids_filters_and_dates_are_refused_with_what_they_can_be() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let targets = [
            "/service/0",
            "/service/-1",
            "/service/abc",
            "/service/9007199254740992",
            "/service/99999999999999999999",
            "/service/1e3/renew",
            "/service/%1B%5B31m",
            "/me/order/12%2F34",
            "/me/payment/method/0x10",
            "/me/bill?orderId=FR1",
            "/me/bill?category=renewal",
            "/me/bill?date.from=yesterday",
            "/me/order?date.from=2026-02-30",
            "/me/order?date.to=2026-01-01T00:00:00",
            "/me/order?date.to=1795435200",
            "/me/payment/method?status=valid",
            "/me/payment/method?default=ja",
            "/me/paymentMean/bankAccount?state=VALID",
            "/service/12345/renew?includeOptions=maybe",
            "/service/99999",
            "/me/order/99999",
            "/me/bill/FR99999999",
            "/me/bill/99",
            "/me/payment/method/99",
            "/me/paymentMean/creditCard/1234",
            "/vps/mypersonaldomain.ovh/serviceInfos",
        ];
        let call = |target| (target, alice.request("GET", &format!("/1.0{target}")));
        expect![[r#"
            /service/0
              400 Client::BadRequest {"parameter":"serviceId"}
                serviceId: `0` is not an id: ids are whole numbers from 1 to 9007199254740991
            /service/-1
              400 Client::BadRequest {"parameter":"serviceId"}
                serviceId: `-1` is not an id: ids are whole numbers from 1 to 9007199254740991
            /service/abc
              400 Client::BadRequest {"parameter":"serviceId"}
                serviceId: `abc` is not an id: ids are whole numbers from 1 to 9007199254740991
            /service/9007199254740992
              400 Client::BadRequest {"parameter":"serviceId"}
                serviceId: `9007199254740992` is not an id: ids are whole numbers from 1 to 9007199254740991
            /service/99999999999999999999
              400 Client::BadRequest {"parameter":"serviceId"}
                serviceId: `99999999999999999999` is not an id: ids are whole numbers from 1 to 9007199254740991
            /service/1e3/renew
              400 Client::BadRequest {"parameter":"serviceId"}
                serviceId: `1e3` is not an id: ids are whole numbers from 1 to 9007199254740991
            /service/%1B%5B31m
              400 Client::BadRequest {"parameter":"serviceId"}
                serviceId: `\u{1b}[31m` is not an id: ids are whole numbers from 1 to 9007199254740991
            /me/order/12%2F34
              400 Client::BadRequest {"parameter":"orderId"}
                orderId: `12/34` is not an id: ids are whole numbers from 1 to 9007199254740991
            /me/payment/method/0x10
              400 Client::BadRequest {"parameter":"paymentMethodId"}
                paymentMethodId: `0x10` is not an id: ids are whole numbers from 1 to 9007199254740991
            /me/bill?orderId=FR1
              400 Client::BadRequest {"parameter":"orderId"}
                orderId: `FR1` is not an id: ids are whole numbers from 1 to 9007199254740991
            /me/bill?category=renewal
              400 Client::BadRequest {"parameter":"category"}
                category: `renewal` is unknown; it can be autorenew, earlyrenewal, purchase, purchase-cloud, purchase-servers, purchase-telecom, purchase-web
            /me/bill?date.from=yesterday
              400 Client::BadRequest {"parameter":"date.from"}
                date.from: `yesterday` is not a datetime; write it like 2026-01-31T00:00:00Z, or a whole day like 2026-01-31
            /me/order?date.from=2026-02-30
              400 Client::BadRequest {"parameter":"date.from"}
                date.from: `2026-02-30` is not a datetime; write it like 2026-01-31T00:00:00Z, or a whole day like 2026-01-31
            /me/order?date.to=2026-01-01T00:00:00
              400 Client::BadRequest {"parameter":"date.to"}
                date.to: `2026-01-01T00:00:00` is not a datetime; write it like 2026-01-31T00:00:00Z, or a whole day like 2026-01-31
            /me/order?date.to=1795435200
              400 Client::BadRequest {"parameter":"date.to"}
                date.to: `1795435200` is not a datetime; write it like 2026-01-31T00:00:00Z, or a whole day like 2026-01-31
            /me/payment/method?status=valid
              400 Client::BadRequest {"parameter":"status"}
                status: `valid` is unknown; it can be CANCELED, CANCELING, CREATED, CREATING, ERROR, EXPIRED, FAILED, MAINTENANCE, PAUSED, REJECTED, REPLACED, VALID, VALIDATING
            /me/payment/method?default=ja
              400 Client::BadRequest {"parameter":"default"}
                default: `ja` is not a boolean; write true or false
            /me/paymentMean/bankAccount?state=VALID
              400 Client::BadRequest {"parameter":"state"}
                state: `VALID` is unknown; it can be blockedForIncidents, pendingValidation, replaced, valid
            /service/12345/renew?includeOptions=maybe
              400 Client::BadRequest {"parameter":"includeOptions"}
                includeOptions: `maybe` is not a boolean; write true or false
            /service/99999
              404 Client::NotFound
                This service does not exist
            /me/order/99999
              404 Client::NotFound
                The requested object (orderId = 99999) does not exist
            /me/bill/FR99999999
              404 Client::NotFound
                The requested object (billId = FR99999999) does not exist
            /me/bill/99
              404 Client::NotFound
                The requested object (billId = 99) does not exist
            /me/payment/method/99
              404 Client::NotFound
                The requested object (paymentMethodId = 99) does not exist
            /me/paymentMean/creditCard/1234
              404 Client::NotFound
                The requested object (id = 1234) does not exist
            /vps/mypersonaldomain.ovh/serviceInfos
              404 Client::NotFound
                This service does not exist
        "#]].assert_eq(&all_told(app, targets.map(call)).await);
    })
    .await;
}

#[tokio::test]
async fn parameters_that_a_call_does_not_have_are_ignored() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let plain = alice.get("/vps").await.ok();
        // Published filters of products that are not sold here, and what one SDK writes for nothing.
        assert_eq!(alice.get("/vps?whoisOwner=x&nonsense").await.ok(), plain);
        let all = alice.get("/me/payment/method").await.ok();
        assert_eq!(alice.get("/me/payment/method?default=null&status=").await.ok(), all);
        for (text, count) in [("true", 2), ("1", 2), ("false", 1), ("0", 1), ("null", 1)] {
            let path = format!("/service/112233/renew?includeOptions={text}");
            let first = alice.get(&path).await.ok()[0]["strategies"].as_array().unwrap().len();
            assert_eq!(first, count, "{text}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_parameter_has_one_value() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let reply = alice.get("/me/bill?orderId=1&orderId=").await;
        assert_eq!(reply.error(), (400, "orderId: it is `1` and ``; give it once"));
        let all = alice.get("/me/payment/method").await.ok();
        assert_eq!(alice.get("/me/payment/method?status=&status=").await.ok(), all);
    })
    .await;
}

#[tokio::test]
async fn dates_select_orders_and_bills_both_ends_included() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let body = json!({"duration": "P1Y", "services": []});
        let order = alice.post("/service/12345/renew", body).await.ok()["orderId"].clone();
        let body = json!({"paymentMethod": {"id": 5001}});
        assert_eq!(alice.post(&format!("/me/order/{order}/pay"), body).await.ok(), json!(null));
        // It was placed at noon in London, at one o'clock in Paris.
        for (query, found) in [
            ("", true),
            ("?date.from=2026-11-23T12:00:00Z&date.to=2026-11-23T12:00:00Z", true),
            ("?date.from=2026-11-23T13:00:00%2B01:00", true),
            ("?date.from=2026-11-23T13:00:00+01:00", true),
            ("?date.from=2026-11-23T13:00:01%2B01:00", false),
            ("?date.to=2026-11-23T12:59:59.999999%2B01:00", false),
            ("?date.from=2026-11-23&date.to=2026-11-23", true),
            ("?date.from=2026-11-24", false),
            ("?date.to=2026-11-22", false),
            ("?date.from=2027-01-01&date.to=2026-01-01", false),
            ("?date.from=null&date.to=", true),
        ] {
            let expected = if found { json!([order]) } else { json!([]) };
            assert_eq!(alice.get(&format!("/me/order{query}")).await.ok(), expected, "{query}");
            let expected = if found { json!(["FR00000001"]) } else { json!([]) };
            assert_eq!(alice.get(&format!("/me/bill{query}")).await.ok(), expected, "{query}");
        }
        for (query, found) in [
            (format!("?orderId={order}"), true),
            ("?orderId=1".to_owned(), false),
            ("?category=earlyrenewal".to_owned(), true),
            ("?category=autorenew".to_owned(), false),
        ] {
            let expected = if found { json!(["FR00000001"]) } else { json!([]) };
            assert_eq!(alice.get(&format!("/me/bill{query}")).await.ok(), expected, "{query}");
        }
    })
    .await;
}
