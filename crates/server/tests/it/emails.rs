//! `/me/notification/email/history`: what the account was told.

use jiff::civil::date;
use perennial_core::renew::RenewMode;
use perennial_testkit::each_app;
use serde_json::json;

use crate::support::{live_until, vps};

#[tokio::test]
async fn letters_are_read_the_oldest_first() {
    each_app(async |app| {
        let alice = app.add_user("alice", &vps(&[RenewMode::Manual], date(2027, 1, 15))).await;
        let bob = app.add_user("bob", &vps(&[RenewMode::Manual], date(2027, 6, 15))).await;
        let list = "/me/notification/email/history";
        assert_eq!(alice.get(list).await.ok(), json!([]));
        live_until(app, date(2027, 1, 21)).await;
        let ids = alice.get(list).await.ok();
        let ids = ids.as_array().unwrap();
        let mut dates = Vec::new();
        for id in ids {
            let email = alice.get(&format!("{list}/{id}")).await.ok();
            assert_eq!(email["id"], *id);
            assert!(!email["subject"].as_str().unwrap().is_empty());
            assert!(email["body"].as_str().unwrap().contains("vps1.ovh.net"), "{email}");
            dates.push(email["date"].as_str().unwrap().get(..10).unwrap().to_owned());
            // Nobody else is told.
            assert_eq!(bob.get(&format!("{list}/{id}")).await.status, 404);
        }
        let reminders = ["2026-12-16", "2026-12-31", "2027-01-08", "2027-01-12", "2027-01-14"];
        let ends = ["2027-01-15", "2027-01-20"];
        assert_eq!(dates, [&reminders[..], &ends].concat());
        assert_eq!(bob.get(list).await.ok(), json!([]));
    })
    .await;
}

#[tokio::test]
async fn a_letter_can_be_read_before_it_goes_out() {
    each_app(async |app| {
        let alice = app.add_user("alice", &vps(&[RenewMode::Manual], date(2026, 12, 8))).await;
        // The calendar has its turn, and dies before the letter has its words.
        let store = app.engine.store();
        app.engine.renew().await;
        let notices = store.notices(alice.account).await.unwrap();
        assert_eq!(notices.len(), 1);
        assert_eq!(notices[0].words, None);
        let path = format!("/me/notification/email/history/{}", notices[0].id);
        let before = app.unchanged(async || alice.get(&path).await).await.ok();
        app.engine.reconcile().await;
        assert!(store.notices(alice.account).await.unwrap()[0].words.is_some());
        assert_eq!(alice.get(&path).await.ok(), before, "the same as it went out");
    })
    .await;
}
