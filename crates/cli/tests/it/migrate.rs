//! `perennial migrate`.

use perennial_store::testing::each_database;
use serde_json::json;

use crate::admin::Admin;

#[tokio::test]
async fn the_schema_is_told_and_brought_up_to_date() {
    each_database(async |database| {
        let admin = Admin::of(database);
        let all = json!([
            {"number": 1, "name": "base"},
            {"number": 2, "name": "automatic renewal"},
            {"number": 3, "name": "terminations"},
            {"number": 4, "name": "tax"},
            {"number": 5, "name": "contact changes"},
            {"number": 6, "name": "payment methods"},
            {"number": 7, "name": "buyers of bills"},
            {"number": 8, "name": "balances"},
            {"number": 9, "name": "details"},
            {"number": 10, "name": "closures"},
            {"number": 11, "name": "account details"},
            {"number": 12, "name": "oauth2"},
            {"number": 13, "name": "told ends"},
            {"number": 14, "name": "credit notes"},
            {"number": 15, "name": "debts"},
            {"number": 16, "name": "engagements"},
            {"number": 17, "name": "calls"},
            {"number": 18, "name": "exports"},
            {"number": 19, "name": "sign in"},
            {"number": 20, "name": "sellers"},
            {"number": 21, "name": "operators"},
        ]);
        let check = admin.json(&["migrate", "--check"]).await;
        assert_eq!(check, json!({"version": 0, "applied": [], "pending": all}));
        let check = admin.text(&["migrate", "--check"]).await;
        let pending = "1 (base), 2 (automatic renewal), 3 (terminations), 4 (tax), 5 (contact changes), \
             6 (payment methods), 7 (buyers of bills), 8 (balances), 9 (details), 10 (closures), 11 (account details), \
             12 (oauth2), 13 (told ends), 14 (credit notes), 15 (debts), 16 (engagements), \
             17 (calls), 18 (exports), 19 (sign in), 20 (sellers), 21 (operators)";
        assert!(check.ends_with(&format!(": no schema; to be applied: {pending}\n")), "{check}");
        assert!(!check.contains("postgres://"), "a URL may have a password in it");

        let done = admin.json(&["migrate"]).await;
        assert_eq!(done, json!({"version": 21, "applied": all, "pending": []}));
        let again = admin.text(&["migrate"]).await;
        assert!(again.ends_with(": schema 21; it was up to date\n"), "{again}");
        let check = admin.text(&["migrate", "--check"]).await;
        assert!(check.ends_with(": schema 21; it is up to date\n"), "{check}");
        assert_eq!(admin.json(&["account", "list"]).await, json!([]));
    })
    .await;
}

#[tokio::test]
async fn a_schema_that_is_not_this_program_s_is_left_alone() {
    let cases = [
        ("ALTER TABLE plan ADD COLUMN colour TEXT", "it has `plan.colour: text or null`"),
        ("UPDATE schema_migration SET checksum = 'x'", "is not the one of this program"),
        (
            "INSERT INTO schema_migration (number, name, checksum, applied_at) \
             VALUES (99, 'future', 'x', 0)",
            "the database has schema 99, this program knows up to 21: use a newer program",
        ),
    ];
    for (change, text) in cases {
        each_database(async |database| {
            let admin = Admin::of(database);
            admin.text(&["migrate"]).await;
            database.alter(change).await;
            for command in [&["migrate"][..], &["migrate", "--check"], &["account", "list"]] {
                let told = admin.refused(command, 1).await;
                assert!(told.contains(text), "{told}");
            }
        })
        .await;
    }
}
