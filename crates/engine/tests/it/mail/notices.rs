//! Notices on their way: once each, over passes, restarts and crashes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::SignedDuration;
use jiff::civil::date;
use perennial_core::renew::RenewMode;
use perennial_engine::Settings;
use perennial_engine::mail::smtp::{Protection, SmtpMailer, SmtpSettings};
use perennial_store::{CrashPoint, NoticeState, StoredNotice};
use perennial_testkit::{Customer, Holding, TestApp, each_app, each_app_with, each_database};

use super::server::{Fault, MailServer, Taken};

async fn server() -> MailServer {
    MailServer::start(Protection::None, false).await
}

/// Has an engine send its letters to a server.
fn through(server: &MailServer) -> impl Fn(&mut Settings) + use<> {
    let settings = server.settings();
    move |s| s.mailer = Some(Arc::new(mailer(settings.clone(), s)))
}

fn mailer(settings: SmtpSettings, s: &Settings) -> SmtpMailer {
    SmtpMailer::try_new(settings, s.wall.clone()).unwrap()
}

/// Two services that are renewed by hand and expire on 31 January: 30, 15, 7, 3 and 1 days before, their holder is told.
fn holding() -> Holding {
    Holding {
        services: (1..=2)
            .map(|id| (id, "vps", format!("vps-{id}"), "vps-ssd-1", date(2027, 1, 31)))
            .collect(),
        modes: vec![(1, RenewMode::Manual), (2, RenewMode::Manual)],
        ..Holding::default()
    }
}

fn at(text: &str) -> jiff::Timestamp {
    format!("{text}:00Z").parse().unwrap()
}

async fn notices(customer: &Customer) -> Vec<StoredNotice> {
    customer.engine().store().notices(customer.account).await.unwrap()
}

async fn states(customer: &Customer) -> Vec<(NoticeState, i64)> {
    notices(customer).await.iter().map(|notice| (notice.state, notice.attempts)).collect()
}

/// How many copies of each letter there are.
fn copies(taken: &[Taken]) -> BTreeMap<&str, usize> {
    let mut copies = BTreeMap::new();
    for letter in taken {
        *copies.entry(letter.header("Message-ID")).or_default() += 1;
    }
    copies
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_goes_out_once_however_many_passes_and_processes_there_are() {
    let server = server().await;
    each_app_with(through(&server), async |app| {
        let alice = app.customer("alice", &holding()).await;
        let bob = app.customer("bob", &holding()).await;
        let other = app.restarted_with(through(&server)).await;
        for day in ["2027-01-01T08:00", "2027-01-16T08:00", "2027-01-24T08:00", "2027-02-01T08:00"]
        {
            for process in [app, &other] {
                process.clock.set(at(day));
            }
            for _ in 0..3 {
                let work = |app: &TestApp| {
                    let engine = Arc::clone(&app.engine);
                    tokio::spawn(async move { engine.reconcile().await })
                };
                for pass in [work(app), work(&other)] {
                    pass.await.unwrap();
                }
                for process in [app, &other] {
                    process.advance(SignedDuration::from_mins(11));
                }
            }
        }
        let next = app.restarted_with(through(&server)).await;
        next.engine.reconcile().await;
        let taken = server.take();
        // Five ahead of the expiry and one of the suspension, for each.
        let all: Vec<_> = notices(&alice).await.into_iter().chain(notices(&bob).await).collect();
        assert_eq!((all.len(), taken.len()), (12, 12));
        assert!(all.iter().all(|n| n.state == NoticeState::Sent && n.sent_at.is_some()));
        assert!(copies(&taken).values().all(|copies| *copies == 1));
        let ids: BTreeSet<String> =
            all.iter().map(|notice| format!("<notice.{}@example.com>", notice.id)).collect();
        assert_eq!(
            ids.iter().map(String::as_str).collect::<Vec<_>>(),
            copies(&taken).into_keys().collect::<Vec<_>>()
        );
        let to: BTreeSet<_> = taken.iter().map(|letter| letter.to.as_str()).collect();
        assert_eq!(to.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_letter_has_the_words_and_the_language_of_its_notice() {
    let server = server().await;
    each_app_with(through(&server), async |app| {
        let alice = app.customer("alice", &holding()).await;
        app.clock.set(at("2027-01-01T08:00"));
        let pass = app.engine.reconcile().await;
        assert_eq!(pass.notices_sent, 1);
        let taken = server.take();
        let notice = notices(&alice).await[0].clone();
        let (subject, text) = notice.words.unwrap();
        assert_eq!(subject, "2 de vos services expirent le 31\u{a0}janvier 2027");
        assert!(text.starts_with("Bonjour "), "{text}");
        assert_eq!(taken[0].to, "RCPT TO:<alice@example.com>");
        assert_eq!(taken[0].header("Auto-Submitted"), "auto-generated");
        assert_eq!(taken[0].header("Date"), "Fri, 01 Jan 2027 08:00:00 +0000");
        assert!(taken[0].data.contains("vps-1") && taken[0].data.contains("<table"));
    })
    .await;
}

#[tokio::test]
async fn a_notice_survives_a_crash_at_every_write() {
    let server = server().await;
    each_database(async |database| {
        let app = TestApp::with(database.database(), through(&server)).await;
        app.customer("alice", &holding()).await;
        app.clock.set(at("2027-01-01T08:00"));
        let writes = app.writes_of(app.engine.reconcile()).await;
        assert_eq!(copies(&server.take()).into_values().collect::<Vec<_>>(), [1]);
        let mut doubled = Vec::new();
        for number in 1..=writes {
            for point in [CrashPoint::BeforeWrite(number), CrashPoint::AfterWrite(number)] {
                let other = perennial_testkit::TestDatabase::sqlite();
                let app = TestApp::with(other.database(), through(&server)).await;
                let alice = app.customer("alice", &holding()).await;
                app.clock.set(at("2027-01-01T08:00"));
                app.faults.crash_at(point);
                app.engine.reconcile().await;
                assert!(app.faults.is_dead(), "{point:?} was not reached");
                let next = app.restarted_with(through(&server)).await;
                for _ in 0..4 {
                    next.engine.reconcile().await;
                    next.advance(SignedDuration::from_mins(6));
                }
                let taken = server.take();
                let copies: Vec<usize> = copies(&taken).into_values().collect();
                assert_eq!(copies.len(), 1, "{point:?}: a letter is lost, or has two ids");
                assert_eq!(states(&alice.at(&next)).await[0].0, NoticeState::Sent);
                if copies == [2] {
                    doubled.push(point);
                }
                next.audit().await;
            }
        }
        // It comes twice when it was sent and that was not written down, and never otherwise.
        assert_eq!(doubled.len(), 1, "{doubled:?}");
        assert!(matches!(doubled[0], CrashPoint::BeforeWrite(_)));
    })
    .await;
}

#[tokio::test]
async fn a_letter_that_may_have_arrived_goes_out_again_under_the_same_id() {
    let server = server().await;
    each_app_with(through(&server), async |app| {
        let alice = app.customer("alice", &holding()).await;
        app.clock.set(at("2027-01-01T08:00"));
        server.fault(".", Fault::TakeAndClose);
        app.engine.reconcile().await;
        assert_eq!(states(&alice).await, [(NoticeState::Waiting, 1)]);
        app.reconcile_later().await;
        assert_eq!(states(&alice).await, [(NoticeState::Sent, 2)]);
        assert_eq!(copies(&server.take()).into_values().collect::<Vec<_>>(), [2]);
    })
    .await;
}

#[tokio::test]
async fn without_a_mailer_letters_are_kept_to_be_read() {
    each_app(async |app| {
        let alice = app.customer("alice", &holding()).await;
        app.clock.set(at("2027-01-01T08:00"));
        app.engine.reconcile().await;
        let kept = notices(&alice).await;
        assert_eq!(
            (kept[0].state, kept[0].attempts, kept[0].sent_at),
            (NoticeState::Kept, 0, None)
        );
        let (subject, text) = kept[0].words.clone().unwrap();
        assert!(
            subject.starts_with("2 de vos services") && text.contains("vps-2"),
            "{subject}\n{text}"
        );
        // A mailer that comes later does not send what is old.
        let server = server().await;
        let next = app.restarted_with(through(&server)).await;
        next.reconcile_later().await;
        assert!(server.take().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_server_that_is_gone_is_waited_for() {
    let server = server().await;
    each_app_with(through(&server), async |app| {
        let mut customers = Vec::new();
        for name in ["a", "b", "c"] {
            customers.push(app.customer(name, &holding()).await);
        }
        app.clock.set(at("2027-01-01T08:00"));
        server.always(Some(("", Fault::Close)));
        let before = server.connections();
        app.engine.reconcile().await;
        // The first letter tells that nobody is there; the others are not even tried.
        let mut attempts = Vec::new();
        for customer in &customers {
            attempts.push(states(customer).await[0].1);
        }
        attempts.sort_unstable();
        assert_eq!((attempts, server.connections() - before), (vec![0, 0, 1], 1));
        for _ in 0..60 {
            app.advance(SignedDuration::from_mins(2));
            app.engine.reconcile().await;
        }
        assert!(server.take().is_empty());
        server.always(None);
        for _ in 0..3 {
            app.advance(SignedDuration::from_hours(4));
            app.engine.reconcile().await;
        }
        for customer in &customers {
            let states = states(customer).await;
            assert!(matches!(states[..], [(NoticeState::Sent, 2..)]), "{states:?}");
        }
        assert!(copies(&server.take()).into_values().eq([1, 1, 1]));
    })
    .await;
}

#[tokio::test]
async fn tries_come_apart_and_end_after_some_days() {
    let server = server().await;
    each_app_with(through(&server), async |app| {
        let alice = app.customer("alice", &holding()).await;
        app.clock.set(at("2027-01-01T08:00"));
        server.always(Some(("RCPT", Fault::Answer("450 4.2.0 later"))));
        let mut waits = Vec::new();
        loop {
            app.engine.reconcile().await;
            let notice = notices(&alice).await[0].clone();
            let now = app.engine.clock().at();
            let Some(next_at) = notice.next_at else {
                assert_eq!((notice.state, notice.attempts), (NoticeState::Failed, 26));
                break;
            };
            waits.push(next_at.duration_since(now).as_mins());
            app.clock.set(next_at);
        }
        assert_eq!(waits[..9], [2, 4, 8, 16, 32, 64, 128, 240, 240]);
        assert!((3..4).contains(&(waits.iter().sum::<i64>() / 60 / 24)));
        server.always(None);
        app.advance(SignedDuration::from_hours(24));
        app.engine.reconcile().await;
        let about = server.take();
        assert!(about.is_empty(), "given up is given up");
    })
    .await;
}

#[tokio::test]
async fn a_letter_that_is_refused_for_good_is_not_sent_again_and_holds_up_no_other() {
    let server = server().await;
    each_app_with(through(&server), async |app| {
        let alice = app.customer("alice", &holding()).await;
        let bob = app.customer("bob", &holding()).await;
        app.clock.set(at("2027-01-01T08:00"));
        server.fault("RCPT", Fault::Answer("550 5.1.1 no such mailbox"));
        app.engine.reconcile().await;
        app.advance(SignedDuration::from_hours(24));
        app.engine.reconcile().await;
        let mut all = [states(&alice).await[0], states(&bob).await[0]];
        all.sort_by_key(|(state, _)| *state == NoticeState::Sent);
        assert_eq!(all, [(NoticeState::Failed, 1), (NoticeState::Sent, 1)]);
        assert_eq!(server.take().len(), 1);
    })
    .await;
}
