//! A parked account on the operators' pages. It is brought about by changing the database behind the program's back.

use jiff::civil::date;
use perennial_core::operator::Role;
use perennial_testkit::{TestApp, each_database};

use super::browser::{html, location};
use super::operator::{V2012, journal, operator, pair, press};
use crate::support::vps;

#[tokio::test]
async fn a_parked_account_is_let_go_on() {
    each_database(async |database| {
        let app = &TestApp::on(database.database()).await;
        let alice = app.add_user("alice", &vps(&[V2012], date(2027, 1, 31))).await;
        database.alter("UPDATE service SET anchor_day = 3").await;
        app.clock.set("2027-01-01T12:00:00Z".parse().unwrap());
        app.engine.reconcile().await;
        let mut browser = operator(app, "anna", Role::Operator).await;
        let page = browser.get("/operator/parked").await;
        assert!(html(&page).contains("service.anchor_day"), "{}", page.shown());
        database.alter("UPDATE service SET anchor_day = 31").await;
        let url = format!("/operator/accounts/{}", alice.account);
        let page = browser.get(&url).await;
        assert!(html(&page).contains("parked"), "{}", page.shown());
        let action = format!("{url}/unpark");
        let done = press(&mut browser, &url, &action, &[]).await;
        assert_eq!(location(&done), "/operator/parked?done=unparked");
        assert_eq!(app.engine.parked_accounts().await.unwrap(), []);
        assert_eq!(
            journal(app, &url).await.last().unwrap(),
            &pair("account.unpark", "operator anna")
        );
        app.audit().await;
    })
    .await;
}
