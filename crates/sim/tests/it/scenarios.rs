//! Every scenario of `crates/sim/scenarios/`, on every database.
//!
//! With `UPDATE_EXPECT=1` the answers that are given take the place of those that were expected.

use std::path::{Path, PathBuf};

use expect_test::expect_file;
use perennial_sim::scenario::{Mismatch, play};
use perennial_testkit::{TestDatabase, each_database};

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
    a_card_nobody_needs,
    a_card_that_comes_too_late,
    a_card_that_ends,
    a_card_that_ends_is_told_of,
    a_change_of_zone,
    a_day_that_never_was,
    a_hard_decline,
    a_parked_account,
    a_payment_in_doubt,
    a_price_that_rises,
    a_soft_decline,
    a_stale_order,
    an_end_at_the_expiry,
    an_option_ends_with_its_parent,
    an_option_follows_its_parent,
    an_outage_is_capped,
    an_outage_of_a_year,
    an_outage_while_in_doubt,
    an_outage_while_unpaid,
    anchor_day,
    anchor_day_in_a_leap_year,
    automatic_after_the_debit_day,
    dates_are_not_aligned,
    early_renewal,
    engagement,
    engagement_after_an_outage,
    engagement_by_each_end_rule,
    engagement_flushed,
    engagement_for_the_asking,
    engagement_paid_at_once,
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
    one_period_a_day,
    one_shot,
    over_budget,
    paid_after_suspension,
    paid_by_hand_meanwhile,
    paid_while_suspension_is_due,
    redemption,
    rounding,
    sold_once,
    tax_by_rules,
    the_expiry_day,
    the_first_zone_and_the_last,
    the_renew_day,
    thirty_or_last,
    told_twice,
    what_cannot_be_renewed,
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

/// Why a scenario cannot be played.
async fn mistake(text: &str) -> String {
    let database = TestDatabase::sqlite();
    let error = play(text, database.database()).await.unwrap_err();
    let text = format!("{error:#}");
    text.lines().next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_mistake_is_told_with_its_line_and_with_what_is_allowed() {
    let start = "today 2026-01-10\nplan vps P1M 10\ncustomer alice\n";
    for (line, expected) in [
        ("rnew vps1 P1M", "line 4, `rnew vps1 P1M`: `rnew` is not a command; these are:"),
        ("expiry vps1", "line 4, `expiry vps1`: there is no service vps1"),
        (
            "service vps1 of alice plan vps expires soon",
            "line 4, `service vps1 of alice plan vps expires soon`: `soon` is not a date, such as 2026-01-31",
        ),
        ("run until 2026-01-10", "line 4, `run until 2026-01-10`: it is 2026-01-10 already"),
        (
            "today 2026-01-09",
            "line 4, `today 2026-01-09`: time does not go back: it is 2026-01-10T08:00:00 already",
        ),
        (
            "customer bob colour red",
            "line 4, `customer bob colour red`: `colour` is not known here; known are country, by, tax, vat, \
             currency, prepaid, points",
        ),
        (
            "budget renewals 1",
            "line 4, `budget renewals 1`: `budget` stands before the first day is set",
        ),
        ("balance alice now", "line 4, `balance alice now`: `now` is not expected here"),
    ] {
        let told = mistake(&format!("{start}{line}\n")).await;
        assert!(told.starts_with(expected), "{told}");
    }
}
