//! `perennial fault --takes-back`, the debts of `account show`, and `perennial debt write-off`.

use perennial_store::testing::each_database;

use crate::admin::{Admin, number};
use crate::clock::store;
use crate::play::{INVENTORY, begin};

#[tokio::test]
async fn what_is_taken_back_is_shown_and_given_up() {
    each_database(async |database| {
        let admin = Admin::of(database);
        begin(&admin, INVENTORY).await;
        admin.run(&["clock", "advance", "P1M"]).await;
        let store = store(admin.database.database()).await;
        let account = admin.json(&["account", "show", "ab1-ovh"]).await;
        let account = perennial_core::AccountId::try_new(account["accountId"].as_i64().unwrap());
        let orders = store.orders(account.unwrap()).await.unwrap();
        let order =
            orders.iter().find(|order| order.settled_at().is_some()).unwrap().id.to_string();
        let fault = ["fault", "ab1-ovh", "paypal:1234", "--takes-back", &order];
        let told = admin.text(&fault).await;
        assert!(
            told.starts_with(&format!("taken back: 3.59 € of order {order} by 5001")),
            "{told}"
        );
        let refused = admin.refused(&fault, 3).await;
        assert!(refused.contains("was taken back before"), "{refused}");
        admin.run(&["clock", "advance", "PT1M"]).await;

        let shown = admin.json(&["account", "show", "ab1-ovh"]).await;
        assert_eq!(shown["debts"][0]["state"], "open", "{shown}");
        let debt = number(&shown["debts"][0]["id"]);
        let shown = admin.text(&["account", "show", "ab1-ovh"]).await;
        assert!(shown.contains("\n  Debts\n"), "{shown}");
        let give_up = ["debt", "write-off", "ab1-ovh", &debt, "--reason", "insolvent"];
        let told = admin.text(&give_up).await;
        let expected = format!("written off: debt {debt} of ab1-ovh, 3.59 € of order {order}\n");
        assert_eq!(told, expected);
        let refused = admin.refused(&give_up, 3).await;
        assert!(refused.contains("was written off at"), "{refused}");
        let shown = admin.text(&["account", "show", "ab1-ovh"]).await;
        assert!(shown.contains("written off: insolvent"), "{shown}");
        let audit = admin.text(&["audit"]).await;
        assert!(audit.ends_with("Every invariant holds.\n"), "{audit}");
    })
    .await;
}
