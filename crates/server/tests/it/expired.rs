//! A service that was not renewed in time and is gone: the API's own status 460 says so.

use perennial_core::service::StateKind;
use perennial_core::text::Name;
use perennial_engine::import::Inventory;
use perennial_testkit::{Holding, User, account, each_app, plans};
use serde_json::json;

#[tokio::test]
async fn a_service_that_is_gone_is_not_renewed() {
    each_app(async |app| {
        let mut alice = account("alice", &Holding::guide());
        for service in &mut alice.services {
            if service.name.as_str().starts_with("vps112233") {
                service.state = StateKind::Deleted;
            }
        }
        let inventory = Inventory { plans: plans(), accounts: vec![alice] };
        app.engine.import("test", &[0; 32], &inventory).await.unwrap();
        let nichandle = Name::parse("alice-ovh").unwrap();
        let id = app.engine.store().account_by_nichandle(&nichandle).await.unwrap().unwrap();
        let alice = User::with_rules(app, id, &[("GET", "/*"), ("POST", "/*")]).await;

        assert_eq!(alice.get("/service/112233/renew").await.ok(), json!([]));
        let infos = alice.get("/vps/vps112233.ovh.net/serviceInfos").await.ok();
        assert_eq!(infos["status"], "expired");
        let body = json!({"duration": "P3M", "services": [112_233]});
        let reply = alice.post("/service/112233/renew", body).await;
        assert_eq!(reply.status, 460);
        assert_eq!(reply.body["class"], "Client::ServiceExpired");
        assert_eq!(
            reply.body["message"],
            "This service is expired: service 112233 cannot be renewed for P3M: it was deleted"
        );
        assert_eq!(alice.get("/me/order").await.ok(), json!([]));
    })
    .await;
}
