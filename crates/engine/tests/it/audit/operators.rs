//! Operators who were changed behind the program's back.

use perennial_core::operator::OperatorState;
use perennial_core::text::Name;
use perennial_store::{Factor, WriteSet};
use perennial_testkit::{TestApp, each_database};

use crate::sign_in::live_as_operator;

#[tokio::test]
async fn the_audit_finds_operators_who_are_none_and_a_journal_that_was_altered() {
    each_database(async |database| {
        let app = TestApp::on(database.database()).await;
        let password = live_as_operator(&app).await.remove(0);
        app.audit().await;
        let (store, name) = (app.engine.store(), Name::parse("anna").unwrap());
        let mut anna = store.operator_by_name(&name).await.unwrap().unwrap();
        anna.password_hash = password;
        anna.factor = anna.factor.map(|one| Factor { sealed_secret: vec![1; 64], ..one });
        anna.operator.state = OperatorState::Removed;
        let mut set = WriteSet::without_account();
        set.set_operator(&anna);
        store.commit(set).await.unwrap();
        let alter = "UPDATE operator_journal SET detail = 'role read-only' WHERE entry_no = 1";
        database.alter(alter).await;
        let told = format!("{:?}", app.engine.audit().await.unwrap());
        for expected in [
            "the password of operator anna is not kept as a hash",
            "the second factor of operator anna does not open",
            "is signed in, and is none",
            "entry 1 of the operators was altered",
        ] {
            assert!(told.contains("I11") && told.contains(expected), "{expected}: {told}");
        }
        database.alter("DELETE FROM operator_journal WHERE entry_no = 1").await;
        let told = format!("{:?}", app.engine.audit().await.unwrap());
        assert!(told.contains("entry 2 of the operators follows entry 0"), "{told}");
    })
    .await;
}
