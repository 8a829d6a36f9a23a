//! The guide's round trip: list the ways, try one, order it, pay it; once, with a bill and balanced books.

use insta::assert_json_snapshot;
use perennial_testkit::{Holding, each_app};
use serde_json::json;

#[tokio::test]
async fn domain_and_hosting_are_renewed_with_the_guide_s_figures() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let strategies = alice.get("/service/12345/renew?includeOptions=false").await.ok();
        assert_json_snapshot!(strategies[0], @"");
        let body = json!({"dryRun": true, "duration": "P1Y", "services": [67890, 12345]});
        let tried = alice.post("/service/12345/renew", body).await.ok();
        assert_eq!((&tried["orderId"], &tried["priceWithTax"]["text"]), (&json!(0), &json!("45.44 €")));
        assert_eq!(alice.get("/me/order").await.ok(), json!([]));

        let body = json!({"duration": "P1Y", "services": [67890, 12345]});
        let order = alice.post("/service/12345/renew", body).await.ok();
        assert_json_snapshot!(order, @"");
        let id = &order["orderId"];
        assert_eq!(alice.get(&format!("/me/order/{id}/status")).await.ok(), "notPaid");
        let body = json!({"paymentMean": "paypal", "paymentMeanId": 1234});
        let paid = alice.post(&format!("/me/order/{id}/payWithRegisteredPaymentMean"), body).await;
        assert_eq!(paid.ok(), json!(null));
        assert_eq!(alice.get(&format!("/me/order/{id}/status")).await.ok(), "delivered");
        let infos = alice.get("/domain/mypersonaldomain.ovh/serviceInfos").await.ok();
        assert_eq!(infos["expiration"], "2028-01-15");
        let infos = alice.get("/hosting/web/mypersonaldomain.ovh/serviceInfos").await.ok();
        assert_eq!(infos["expiration"], "2028-01-15");
        let bill = alice.get(&format!("/me/order/{id}/associatedObject")).await.ok();
        assert_eq!(bill, json!({"id": "FR00000001", "type": "Bill"}));
        assert_json_snapshot!(alice.get("/me/bill/FR00000001").await.ok(), @"");
        assert_json_snapshot!(app.journal(alice.account).await, @"");
    })
    .await;
}
