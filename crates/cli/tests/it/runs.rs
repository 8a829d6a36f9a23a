//! `perennial runs`: the days of the calendar, and the decisions about those that wait.

use expect_test::expect;
use perennial_store::testing::TestDatabase;
use serde_json::{Value, json};

use crate::admin::Admin;
use crate::play::{INVENTORY, begin, each_sandbox};
use crate::process::{Program, program};
use crate::terminal::with_answer;

const TIGHT: &str = "[budget]\nrenewals = 1\namounts = { EUR = \"5\" }\n";

/// Goes on by the tight budget until a run waits, which is that of the 1st of March: two renewals for 5.98 €.
async fn until_it_waits(admin: &Admin<'_>) -> String {
    admin.write("tight.toml", TIGHT);
    let done = admin.run(&["clock", "advance", "P1Y", "--config", "tight.toml"]).await;
    assert_eq!(done.code, Some(0), "{done:?}");
    assert!(done.stderr.contains("a run exceeds its budget and waits to be approved"), "{done:?}");
    done.stdout
}

#[tokio::test]
async fn they_are_listed_with_what_they_did() {
    each_sandbox(INVENTORY, async |admin| {
        assert_eq!(admin.text(&["runs"]).await, "There were no runs: nothing was due so far.\n");
        assert_eq!(admin.json(&["runs"]).await, json!([]));
        admin.json(&["clock", "advance", "P2M"]).await;
        expect![[r#"
            RUN  DAY         PLANNED           STATE  RENEWALS  AMOUNT  NOTICES  SUSPENSIONS  DELETIONS  FINISHED
              5  2030-03-01  2030-03-01 00:00  done          2  5.98 €        0            0          0  2030-03-01 00:00
              4  2030-02-28  2030-02-28 00:00  done          0       -        1            0          0  2030-02-28 00:00
              3  2030-02-03  2030-02-03 00:00  done          0       -        1            0          0  2030-02-03 00:00
        "#]].assert_eq(&admin.text(&["runs", "--count", "3"]).await);
        expect![[r#"
            Run 1
              day       2030-01-01
              planned   2030-01-01 00:00
              state     done
              finished  2030-01-01 00:00

                                                  PLANNED    DONE
              accounts                                  1       1
              services renewed                          1       1
              renewed before on the same day            0       0
              orders placed                             1       1
              orders paid again                         0       0
              services that could not be renewed        0       0
              notices                                   0       0
              services suspended                        0       0
              services deleted                          0       0
              to charge                            3.59 €  3.59 €
        "#]].assert_eq(&admin.text(&["runs", "show", "1"]).await);
        let shown = admin.json(&["runs", "show", "1"]).await;
        assert_eq!(shown["planned"], shown["done"]);
        assert_eq!(shown["done"]["amounts"], json!({ "EUR": "3.59" }));
        assert_eq!((&shown["state"], &shown["next"]), (&json!("done"), &json!([])));
        assert_eq!(shown["partitions"].as_array().unwrap().len(), 1);
        assert!(shown["partitions"][0]["finishedAt"].is_string());
    })
    .await;
}

#[tokio::test]
async fn one_that_waits_cannot_be_overlooked_and_goes_on_when_it_is_approved() {
    each_sandbox(INVENTORY, async |admin| {
        let waits = "\
Run 5 waits for a person, and nothing is renewed before: 2 renewals, at most 1 allowed; 5.98 € to charge, at most \
5.00 € allowed.
  perennial runs show 5       what it would do
  perennial runs approve 5    it is done, although it exceeds its budget
  perennial runs cancel 5     it is not done: what is due is planned anew, so remove the cause first
";
        let advanced = until_it_waits(admin).await;
        assert!(advanced.starts_with("it is Friday, 2030-03-01 00:00 (Europe/Paris)\n"), "{advanced}");
        let on = "Time stops there. Go on afterwards: perennial clock set 2030-12-31T23:00:00Z\n";
        assert!(advanced.ends_with(&format!("\n{waits}{on}")), "{advanced}");
        for command in [&["runs"][..], &["runs", "show", "5"], &["clock"]] {
            let told = admin.text(command).await;
            assert!(told.ends_with(&format!("\n{waits}")), "{told}");
        }
        assert_eq!(admin.json(&["clock"]).await["runWaiting"], 5);
        let next = ["perennial runs show 5", "perennial runs approve 5", "perennial runs cancel 5"];
        assert_eq!(admin.json(&["runs"]).await[0]["next"], json!(next));

        let nobody = admin.refused(&["runs", "approve", "5"], 2).await;
        assert!(nobody.contains("there is nobody to ask\n  give --yes to do it without asking"), "{nobody}");
        let mut approve = program(&[&["runs", "approve", "5", "--yes"], &admin.place()[..]].concat());
        let done = Program::start({ approve.env("USER", "carol").env_remove("SUDO_USER"); approve }).end().await;
        assert_eq!(
            done.stdout,
            "approved: run 5, by carol. It is done at the next `perennial clock advance` or by the server.\n"
        );
        let again = admin.refused(&["runs", "cancel", "5", "--yes"], 3).await;
        expect![[r#"
            error: run 5 is running; only a run that is waiting can be approved or cancelled
        "#]].assert_eq(&again);
        admin.json(&["clock", "advance", "P1D"]).await;
        let shown = admin.json(&["runs", "show", "5"]).await;
        assert_eq!(
            (&shown["state"], &shown["decidedBy"], &shown["done"]["renewals"]),
            (&json!("done"), &json!("carol"), &json!(2))
        );
        let text = admin.text(&["runs", "show", "5"]).await;
        assert!(text.contains("  decided   approved by carol, 2030-03-01 00:00\n"), "{text}");
        let why = admin.json(&["why", "FR00000003"]).await.to_string();
        let approved = "5.98 € to charge, at most 5.00 € allowed), and approved 2030-03-01 00:00 by carol";
        assert!(why.contains(approved), "{why}");
    })
    .await;
}

#[tokio::test]
async fn one_that_is_cancelled_is_planned_anew() {
    each_sandbox(INVENTORY, async |admin| {
        until_it_waits(admin).await;
        let cancelled = admin.json(&["runs", "cancel", "5", "--yes"]).await;
        assert_eq!((&cancelled["runId"], &cancelled["state"]), (&json!(5), &json!("cancelled")));
        // By the usual budget it is no problem.
        admin.json(&["clock", "advance", "P1D"]).await;
        let list = admin.json(&["runs", "--count", "2"]).await;
        let of = |run: &Value| (run["runId"].clone(), run["day"].clone(), run["state"].clone());
        let day = json!("2030-03-01");
        assert_eq!(of(&list[0]), (json!(6), day.clone(), json!("done")));
        assert_eq!(of(&list[1]), (json!(5), day, json!("cancelled")));
    })
    .await;
}

#[tokio::test]
async fn a_person_at_a_terminal_is_asked() {
    let database = TestDatabase::sqlite();
    let admin = Admin::of(&database);
    begin(&admin, INVENTORY).await;
    until_it_waits(&admin).await;
    let answered = async |answer: &str| {
        let mut command = program(&[&["runs", "approve", "5"], &admin.place()[..]].concat());
        command.env("USER", "carol").env_remove("SUDO_USER");
        let _terminal = with_answer(&mut command, answer);
        let done = Program::start(command).end().await;
        format!("{}{}{:?}\n", done.stdout, done.stderr, done.code)
    };
    expect![[r#"
        Run 5 of 2030-03-01: 2 services of 1 accounts renewed, 0 suspended, 0 deleted, to charge 5.98 €.
        It exceeds its budget: 2 renewals, at most 1 allowed; 5.98 € to charge, at most 5.00 € allowed.
        Approve run 5? [y/N] error: not confirmed; nothing was done
        Some(3)
    "#]].assert_eq(&answered("no").await);
    expect![[r#"
        Run 5 of 2030-03-01: 2 services of 1 accounts renewed, 0 suspended, 0 deleted, to charge 5.98 €.
        It exceeds its budget: 2 renewals, at most 1 allowed; 5.98 € to charge, at most 5.00 € allowed.
        approved: run 5, by carol. It is done at the next `perennial clock advance` or by the server.
        Approve run 5? [y/N] Some(0)
    "#]].assert_eq(&answered("y").await);
}

#[tokio::test]
async fn a_server_says_at_its_start_that_a_run_waits() {
    let database = TestDatabase::sqlite();
    let admin = Admin::of(&database);
    begin(&admin, INVENTORY).await;
    until_it_waits(&admin).await;
    let serve = ["serve", "--sandbox", "--listen", "127.0.0.1:0"];
    let (server, _) = Program::serving(&[&serve, &admin.place()[..]].concat()).await;
    server.signal().await;
    let done = server.end().await;
    let warning = "WARN Run 5 waits for a person, and nothing is renewed before: 2 renewals, at most 1 allowed; ";
    assert!(done.stderr.contains(warning), "{done:?}");
}

#[tokio::test]
async fn a_run_that_is_not_there() {
    each_sandbox(INVENTORY, async |admin| {
        for command in [&["runs", "show", "9"][..], &["runs", "approve", "9", "--yes"]] {
            let told = admin.refused(command, 3).await;
            assert_eq!(told, "error: there is no run 9\n  perennial runs shows the last ones\n");
        }
        let told = admin.refused(&["runs", "show", "x"], 2).await;
        assert!(told.contains("write the number of a run, such as 31"), "{told}");
    })
    .await;
}
