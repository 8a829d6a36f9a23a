//! `perennial parked`: accounts that automatic renewal leaves alone.

use perennial_store::testing::each_database;
use serde_json::json;

use crate::admin::Admin;
use crate::play::{BOB, INVENTORY, begin};

const BROKEN: &str = "UPDATE service SET anchor_day = 3 WHERE plan_code = 'vps-1'";
const MENDED: &str = "UPDATE service SET anchor_day = CASE service_id WHEN 71 THEN 31 ELSE 15 END \
                      WHERE plan_code = 'vps-1'";

#[tokio::test]
async fn an_account_that_cannot_be_is_listed_with_the_reason_and_released() {
    each_database(async |database| {
        let admin = Admin::of(database);
        begin(&admin, INVENTORY).await;
        admin.import(BOB).await;
        assert_eq!(admin.text(&["parked"]).await, "No account is parked.\n");
        let not = admin.refused(&["parked", "release", "ab1-ovh"], 3).await;
        assert_eq!(
            not,
            "error: account ab1-ovh is not parked\n  perennial parked shows all that are\n"
        );

        database.alter(BROKEN).await;
        let done = admin.run(&["clock", "advance", "P1M"]).await;
        assert!(done.stderr.contains("the account is parked"), "{done:?}");
        let list = admin.json(&["parked"]).await;
        assert_eq!((&list[0]["nichandle"], list[1].is_null()), (&json!("ab1-ovh"), true), "{list}");
        let told = admin.text(&["parked"]).await;
        assert!(
            told.contains("ab1-ovh  2030-01-01 00:00  ") && told.contains("service.anchor_day"),
            "{told}"
        );
        assert!(
            told.ends_with("\nMend the cause, then: perennial parked release ACCOUNT\n"),
            "{told}"
        );

        // The other one was renewed all the same; sums leave the parked one out.
        let all = admin.json(&["forecast", "--all", "--months", "1"]).await;
        assert_eq!((&all["accounts"], &all["parked"]), (&json!(1), &json!(1)));

        database.alter(MENDED).await;
        let shown = admin.text(&["account", "show", "ab1-ovh"]).await;
        assert!(shown.contains("  parked        since 2030-01-01 00:00: "), "{shown}");
        assert!(shown.contains("  agenda        not before it is released\n"), "{shown}");
        let forecast = admin.text(&["forecast", "ab1-ovh", "--months", "1"]).await;
        assert!(
            forecast.contains(
                "\nThe account is parked: nothing of this happens before it is released."
            ),
            "{forecast}"
        );
        let why = admin.text(&["why", "71", "--account", "ab1-ovh"]).await;
        assert!(why.contains("\n    parked      since 2030-01-01 00:00: "), "{why}");

        let released = admin.text(&["parked", "release", "ab1-ovh"]).await;
        assert_eq!(released, "released: account ab1-ovh; the next run looks at it\n");
        assert_eq!(admin.json(&["parked"]).await, json!([]));
        admin.json(&["clock", "advance", "P1D"]).await;
        let shown = admin.json(&["account", "show", "ab1-ovh"]).await;
        assert_eq!((&shown["nextExpiry"], &shown["parked"]), (&json!("2030-02-28"), &json!(null)));
        let nobody = admin.refused(&["parked", "release", "nobody"], 3).await;
        assert!(nobody.contains("there is no account nobody\n"), "{nobody}");
    })
    .await;
}
