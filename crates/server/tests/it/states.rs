//! What happens to services, in each of the three vocabularies, as the calendar goes on.

use expect_test::expect;
use jiff::civil::date;
use perennial_core::renew::{AutomaticKind, RenewMode};
use perennial_engine::gateway::sandbox::Order as Outcome;
use perennial_testkit::{User, each_app};
use serde_json::json;

use crate::support::{brief, live_until, refusal, vps};

async fn shown(user: &User, id: i64) -> String {
    let infos = user.get(&format!("/vps/vps{id}.ovh.net/serviceInfos")).await.ok();
    let service = user.get(&format!("/service/{id}")).await.ok();
    let expanded = user.get(&format!("/services/{id}")).await.ok();
    let infos = brief(&infos, &["status", "expiration", "canDeleteAtExpiration"]);
    let service = brief(&service, &["state", "resource.state", "nextBillingDate"]);
    let fields = [
        "billing.lifecycle.current.state",
        "resource.state",
        "billing.nextBillingDate",
        "billing.lifecycle.current.terminationDate",
        "billing.lifecycle.capacities.actions",
    ];
    let expanded = brief(&expanded, &fields);
    format!("serviceInfos: {infos}\n/service: {service}\n/services: {expanded}\n")
}

#[tokio::test]
async fn an_unpaid_renewal_from_the_debit_to_the_end() {
    each_app(async |app| {
        let automatic = RenewMode::Automatic(AutomaticKind::V2012);
        let mut holding = vps(&[automatic], date(2027, 1, 15));
        let declined = vec![Outcome::DeclineSoft; 20];
        holding.methods.iter_mut().for_each(|(_, _, _, outcomes)| outcomes.clone_from(&declined));
        holding.prepaid = "";
        let alice = app.add_user("alice", &holding).await;
        expect![[r#"
            serviceInfos: status="ok" expiration="2027-01-15" canDeleteAtExpiration=true
            /service: state="ok" state="ok" nextBillingDate="2027-01-01"
            /services: state="active" state="active" nextBillingDate="2027-01-01T00:00:00+01:00" terminationDate=null actions=["earlyRenewal","terminate","terminateAtExpirationDate"]
        "#]].assert_eq(&shown(&alice, 1).await);

        live_until(app, date(2027, 1, 1)).await;
        expect![[r#"
            serviceInfos: status="unPaid" expiration="2027-01-15" canDeleteAtExpiration=false
            /service: state="unpaid" state="ok" nextBillingDate="2027-01-02"
            /services: state="unpaid" state="active" nextBillingDate="2027-01-02T00:00:00+01:00" terminationDate=null actions=["earlyRenewal"]
        "#]].assert_eq(&shown(&alice, 1).await);
        let body = json!({"renew": {"automatic": false, "manualPayment": true}});
        let order = alice.get("/me/order").await.ok()[0].to_string();
        let reply = alice.put("/vps/vps1.ovh.net/serviceInfos", body.clone()).await;
        let told = refusal(&reply).replace(&order, "…");
        expect!["409 the renewal of this service is unpaid (order …): pay it first"].assert_eq(&told);

        live_until(app, date(2027, 1, 15)).await;
        expect![[r#"
            serviceInfos: status="expired" expiration="2027-01-15" canDeleteAtExpiration=false
            /service: state="expired" state="suspended" nextBillingDate=null
            /services: state="unrenewed" state="suspended" nextBillingDate=null terminationDate="2027-01-20T00:00:00+01:00" actions=["earlyRenewal"]
        "#]].assert_eq(&shown(&alice, 1).await);
        let reply = alice.put("/vps/vps1.ovh.net/serviceInfos", body.clone()).await;
        expect!["460 This service is expired: it is out of service since 2027-01-15: renew it first"]
            .assert_eq(&refusal(&reply));

        live_until(app, date(2027, 1, 20)).await;
        expect![[r#"
            serviceInfos: status="expired" expiration="2027-01-15" canDeleteAtExpiration=false
            /service: state="expired" state="deleted" nextBillingDate=null
            /services: state="terminated" state="deleted" nextBillingDate=null terminationDate=null actions=[]
        "#]].assert_eq(&shown(&alice, 1).await);
        let reply = alice.put("/vps/vps1.ovh.net/serviceInfos", body).await;
        expect!["460 This service is expired: this service was deleted"].assert_eq(&refusal(&reply));
        let renewal = json!({"duration": "P1M", "services": []});
        assert_eq!(alice.post("/service/1/renew", renewal).await.status, 460);
    })
    .await;
}

#[tokio::test]
async fn a_renewal_by_hand_is_due_and_then_too_late() {
    each_app(async |app| {
        let alice = app.add_user("alice", &vps(&[RenewMode::Manual], date(2027, 1, 15))).await;
        expect![[r#"
            serviceInfos: status="ok" expiration="2027-01-15" canDeleteAtExpiration=true
            /service: state="ok" state="ok" nextBillingDate=null
            /services: state="active" state="active" nextBillingDate=null terminationDate=null actions=["earlyRenewal","terminate","terminateAtExpirationDate"]
        "#]].assert_eq(&shown(&alice, 1).await);
        live_until(app, date(2026, 12, 16)).await;
        expect![[r#"
            serviceInfos: status="ok" expiration="2027-01-15" canDeleteAtExpiration=true
            /service: state="ok" state="ok" nextBillingDate=null
            /services: state="toRenew" state="active" nextBillingDate=null terminationDate=null actions=["earlyRenewal","terminate","terminateAtExpirationDate"]
        "#]].assert_eq(&shown(&alice, 1).await);
        live_until(app, date(2027, 1, 15)).await;
        expect![[r#"
            serviceInfos: status="expired" expiration="2027-01-15" canDeleteAtExpiration=false
            /service: state="expired" state="suspended" nextBillingDate=null
            /services: state="unrenewed" state="suspended" nextBillingDate=null terminationDate="2027-01-20T00:00:00+01:00" actions=["earlyRenewal"]
        "#]].assert_eq(&shown(&alice, 1).await);
        // It can be paid all the same, and is as it was before.
        let order =
            alice.post("/service/1/renew", json!({"duration": "P3M", "services": []})).await;
        let pay = format!("/me/order/{}/pay", order.ok()["orderId"]);
        let body = json!({"paymentMethod": {"id": 5001}});
        assert_eq!(alice.post(&pay, body).await.ok(), json!(null));
        expect![[r#"
            serviceInfos: status="ok" expiration="2027-04-15" canDeleteAtExpiration=true
            /service: state="ok" state="ok" nextBillingDate=null
            /services: state="active" state="active" nextBillingDate=null terminationDate=null actions=["earlyRenewal","terminate","terminateAtExpirationDate"]
        "#]].assert_eq(&shown(&alice, 1).await);
    })
    .await;
}
