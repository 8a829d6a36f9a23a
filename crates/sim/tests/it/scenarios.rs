//! Every scenario of `crates/sim/scenarios/`, on every database.
//!
//! With `UPDATE_EXPECT=1` the answers that are given take the place of those that were expected.

use std::path::{Path, PathBuf};

use expect_test::expect_file;
use perennial_sim::scenario::{Mismatch, play};
use perennial_testkit::each_database;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios")
}

async fn run(name: &str) {
    let path = folder().join(format!("{name}.txt"));
    let text = std::fs::read_to_string(&path).unwrap();
    each_database(async |database| {
        let played = play(&text, database.database()).await;
        let played = played.unwrap_or_else(|error| panic!("scenarios/{name}.txt, {error:#}"));
        for mismatch in &played.mismatches {
            tell(name, mismatch);
        }
        expect_file![&path].assert_eq(&played.text);
    })
    .await;
}

/// Says where an answer is another one than was expected.
fn tell(name: &str, mismatch: &Mismatch) {
    let Mismatch { line, command, expected, got } = mismatch;
    let list = |answers: &[String]| match answers {
        [] => "    nothing".to_owned(),
        some => some.iter().map(|one| format!("    {one}")).collect::<Vec<_>>().join("\n"),
    };
    #[expect(clippy::print_stderr, reason = "the reader of a failed test wants to know")]
    {
        eprintln!("crates/sim/scenarios/{name}.txt:{line}: {command}");
        eprintln!("  expected\n{}\n  got\n{}", list(expected), list(got));
    }
}

macro_rules! scenarios {
    ($($name:ident,)*) => {
        $(
            #[tokio::test]
            async fn $name() {
                run(stringify!($name)).await;
            }
        )*

        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

scenarios! {
    a_card_that_ends,
    a_change_of_zone,
    a_day_that_never_was,
    a_hard_decline,
    a_parked_account,
    a_payment_in_doubt,
    a_price_that_rises,
    a_soft_decline,
    a_stale_order,
    an_end_at_the_expiry,
    an_option_follows_its_parent,
    an_outage_is_capped,
    an_outage_of_a_year,
    anchor_day,
    anchor_day_in_a_leap_year,
    dates_are_not_aligned,
    early_renewal,
    engagement,
    engagement_without_an_end,
    forced_renewal,
    late_by_more_than_a_period,
    late_renewal,
    leap_day,
    months_within_a_quarter,
    nights_in_helsinki,
    nights_in_new_york,
    nothing_to_pay,
    notices_of_an_expiry,
    notices_of_automatic_renewal,
    one_shot,
    over_budget,
    paid_after_suspension,
    paid_while_suspension_is_due,
    redemption,
    rounding,
    sold_once,
    the_expiry_day,
    the_first_zone_and_the_last,
    the_renew_day,
    thirty_or_last,
    what_is_debited_first,
    who_never_pays,
}

#[test]
fn every_scenario_is_played() {
    let files = std::fs::read_dir(folder()).unwrap();
    let mut found: Vec<String> =
        files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    found.sort();
    let mut played: Vec<String> = NAMES.iter().map(|name| format!("{name}.txt")).collect();
    played.sort();
    assert_eq!(found, played);
}
