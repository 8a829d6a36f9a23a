//! Who sold: kept with each paper, whatever becomes of the seller afterwards.

use perennial_core::seller::Seller as Identity;
use perennial_core::text::Name;
use perennial_engine::{Engine, Seller, Settings};
use perennial_store::testing::each_database;
use perennial_testkit::{Customer, Holding, TestApp, card};

pub(crate) fn called(name: &str) -> impl Fn(&mut Settings) {
    let identity = Identity::named(Name::parse(name).unwrap());
    move |settings| {
        settings.seller = Seller { identity: identity.clone(), ..Seller::default() };
    }
}

/// The seller's name on the order, the bill and the credit note.
pub(crate) async fn names(engine: &Engine, alice: &Customer) -> [String; 3] {
    let order = alice.orders().await.remove(0).id;
    let password = engine.vault().order_password(alice.account, order);
    let bill = engine.store().bill_of_order(alice.account, order).await.unwrap().unwrap();
    let note = engine.store().credit_notes(alice.account).await.unwrap().remove(0);
    let papers = [
        engine.open_order(order, &password).await.unwrap(),
        engine.open_bill(&bill.issue.unwrap().number, &password).await.unwrap(),
        engine.open_credit_note(&note.issue.unwrap().number, &password).await.unwrap(),
    ];
    papers.map(|paper| paper.unwrap().seller.identity.name.to_string())
}

#[tokio::test]
async fn a_paper_stays_as_it_was_when_its_seller_is_called_otherwise() {
    each_database(async |database| {
        let app = TestApp::with(database.database(), called("Old Hosting")).await;
        let alice = app.customer("alice", &Holding::guide()).await;
        let order = alice.order(12345, "P1Y", &[]).await.unwrap().id;
        alice.pay(order, card()).await.unwrap();
        let app = app.restarted_with(called("New Hosting")).await;
        let alice = alice.at(&app);
        alice.refund(order, &[], None).await.unwrap();
        app.audit().await;
        let app = app.restarted_with(called("Newest Hosting")).await;
        let alice = alice.at(&app);
        let expected = ["Newest Hosting", "Old Hosting", "New Hosting"].map(str::to_owned);
        assert_eq!(names(&app.engine, &alice).await, expected);
        // What was called otherwise and is again called as before is one.
        let app = app.restarted_with(called("Old Hosting")).await;
        assert_eq!(app.engine.store().sellers().await.unwrap().len(), 3);
        app.audit().await;
    })
    .await;
}
