//! Ending services: by a token that goes out by e-mail, and at once.

use jiff::SignedDuration;
use jiff::civil::date;
use perennial_core::automatic::NoticeKind;
use perennial_core::limits::TERMINATION_VALIDITY;
use perennial_core::payment::Choice;
use perennial_core::renew::{RenewMode, Stop, WantedStop, Wish};
use perennial_core::service::{ServiceState, StateKind};
use perennial_core::termination::{
    AtOnce, Commentary, FutureUse, Reason, Survey, TerminationState,
};
use perennial_engine::gateway::sandbox::Order;
use perennial_engine::{Confirmation, Deletion, EngineError, Idempotency, Renewal, ServiceUpdate};
use perennial_testkit::{Customer, Holding, TestApp, each_app, paypal, service_id};

use crate::support::told;

/// Asks for the end of a service, and reads the token in the letter.
pub(crate) async fn ask(
    app: &TestApp,
    alice: &Customer,
    service: i64,
) -> Result<String, EngineError> {
    app.engine.ask_termination(&alice.context(), service_id(service), None).await?;
    Ok(app.token_of(alice.account, service).await)
}

pub(crate) async fn confirm(
    alice: &Customer,
    service: i64,
    token: &str,
) -> Result<Confirmation, EngineError> {
    let (context, survey) = (alice.context(), Survey::default());
    alice.engine().confirm_termination(&context, service_id(service), token, &survey, None).await
}

async fn delete(alice: &Customer, service: i64, which: AtOnce) -> Result<Deletion, EngineError> {
    alice.engine().delete_service(&alice.context(), service_id(service), which, None).await
}

async fn stop(app: &TestApp, alice: &Customer, service: i64) -> Option<Stop> {
    let service = app.engine.require_service(alice.account, service_id(service)).await.unwrap();
    service.renew.stop()
}

/// Takes the end of a service back.
async fn keep(alice: &Customer, service: i64) {
    let wish = Wish { stop: Some(WantedStop::Never), ..Wish::default() };
    let update = ServiceUpdate { display_name: None, renewal: Some(Renewal::Wish(wish)) };
    let service = service_id(service);
    alice.engine().update_service(&alice.context(), service, &update).await.unwrap();
}

#[tokio::test]
async fn the_token_of_the_letter_ends_the_service_at_its_expiry() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide()).await;
        let token = ask(app, &alice, 112_233).await.unwrap();
        assert_eq!(stop(app, &alice, 112_233).await, None, "nothing has changed yet");
        let survey = Survey {
            reason: Some(Reason::TooExpensive),
            future_use: Some(FutureUse::Nothing),
            commentary: Commentary::parse("Thank you\nfor everything").unwrap(),
        };
        let (context, vps) = (alice.context(), service_id(112_233));
        let done = app.engine.confirm_termination(&context, vps, &token, &survey, None).await;
        assert_eq!(done.unwrap(), Confirmation { ends_on: Some(date(2027, 1, 31)) });
        let service = app.engine.require_service(alice.account, vps).await.unwrap();
        assert_eq!(service.renew.mode(), RenewMode::Manual);
        assert_eq!(service.renew.stop(), Some(Stop::AtExpiration));
        let kept = app.engine.store().terminations(alice.account).await.unwrap();
        let TerminationState::Confirmed { survey: said, .. } = &kept[0].termination.state else {
            panic!("{kept:?}")
        };
        assert_eq!(*said, survey);
        let journal = app.journal(alice.account).await;
        let last = journal.last().unwrap();
        assert!(last.starts_with("termination.confirm service 112233"), "{last}");
        assert!(last.contains("because TOO_EXPENSIVE, then NOT_REPLACING_SERVICE"), "{last}");

        // It is not renewed, and deleted on its day, with its option.
        while app.engine.clock().now().today < date(2027, 2, 1) {
            app.advance(SignedDuration::from_hours(24));
            app.engine.reconcile().await;
        }
        for id in [112_233, 112_234] {
            let service = app.engine.require_service(alice.account, service_id(id)).await.unwrap();
            assert_eq!(service.state, ServiceState::Deleted, "{id}");
            assert_eq!(service.expiry.on(), date(2027, 1, 31), "{id}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_token_is_good_once_for_its_service_and_until_another_is_asked_for() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide()).await;
        let bob = app.customer("bob", &Holding::guide()).await;
        let first = ask(app, &alice, 112_233).await.unwrap();
        let second = ask(app, &alice, 112_233).await.unwrap();
        let other = ask(app, &alice, 12345).await.unwrap();
        let bobs = ask(app, &bob, 112_233).await.unwrap();
        assert_ne!(first, second);
        let wrong = "Forbidden: Invalid token: it is not the one of the last e-mail about this service; an earlier one \
                     does not count any more";
        let changed: String = second.chars().take(31).chain(['-']).collect();
        for token in ["", &first, &other, &bobs, &changed, &second.to_lowercase()] {
            let refused = app.unchanged(async || confirm(&alice, 112_233, token).await).await;
            assert_eq!(told(&refused), wrong);
        }
        let refused = confirm(&alice, 67890, &second).await;
        let not_asked = "Conflict: no termination waits for a confirmation: ask for one first, with POST …/terminate";
        assert_eq!(told(&refused), not_asked);
        confirm(&alice, 112_233, &second).await.unwrap();
        let already = "Conflict: this service is to end already (deleteAtExpiration): to keep it, take that back with \
                       terminationPolicy empty, or with deleteAtExpiration false";
        assert_eq!(told(&confirm(&alice, 112_233, &second).await), already);
        assert_eq!(told(&ask(app, &alice, 112_233).await), already);
        // Taken back, the token of before is worth nothing.
        keep(&alice, 112_233).await;
        assert_eq!(told(&confirm(&alice, 112_233, &second).await), not_asked);
        confirm(&alice, 12345, &other).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_token_is_good_for_a_time() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide()).await;
        let token = ask(app, &alice, 112_233).await.unwrap();
        app.advance(TERMINATION_VALIDITY + SignedDuration::from_secs(1));
        let refused = app.unchanged(async || confirm(&alice, 112_233, &token).await).await;
        assert!(told(&refused).starts_with("Conflict: the token could be used until "));
        let token = ask(app, &alice, 112_233).await.unwrap();
        app.advance(TERMINATION_VALIDITY);
        confirm(&alice, 112_233, &token).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn what_is_being_paid_is_not_ended() {
    each_app(async |app| {
        let holding = Holding::guide_with_outcomes(&[Order::NoAnswerThenApprove]);
        let alice = app.customer("alice", &holding).await;
        let token = ask(app, &alice, 112_233).await.unwrap();
        let order = alice.order(112_233, "P1M", &[]).await.unwrap().id;
        assert!(matches!(alice.pay(order, paypal()).await, Err(EngineError::InDoubt { .. })));
        let held = "Conflict: service 112233 is in order …, which is being paid: try again when the outcome of the \
                    payment is known";
        assert_eq!(told(&ask(app, &alice, 112_233).await), held);
        assert_eq!(told(&confirm(&alice, 112_233, &token).await), held);
        assert_eq!(told(&delete(&alice, 112_233, AtOnce::Any).await), held);
        app.reconcile_later().await;
        // It was renewed meanwhile, and ends a month later.
        let done = confirm(&alice, 112_233, &token).await.unwrap();
        assert_eq!(done.ends_on, Some(date(2027, 2, 28)));
    })
    .await;
}

#[tokio::test]
async fn who_ends_a_service_at_once_gives_up_what_is_paid() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide()).await;
        let unpaid = alice.order(112_233, "P1M", &[]).await.unwrap().id;
        let refused = app.unchanged(async || delete(&alice, 112_233, AtOnce::Suspended).await);
        let refused = told(&refused.await);
        assert!(refused.starts_with("Conflict: the service is not suspended"), "{refused}");
        let done = delete(&alice, 112_233, AtOnce::Any).await.unwrap();
        assert_eq!(done, Deletion { was_paid_until: date(2027, 1, 31) });
        for id in [112_233, 112_234] {
            let service = app.engine.require_service(alice.account, service_id(id)).await.unwrap();
            assert_eq!((service.state, service.agenda.due_on), (ServiceState::Deleted, None));
        }
        let again = delete(&alice, 112_233, AtOnce::Any).await;
        assert_eq!(told(&again), "Expired: this service was deleted");
        // An order that was waiting for its payment cannot be paid any more.
        let refused = told(&alice.pay(unpaid, Choice::Prepaid).await);
        assert!(refused.starts_with("Conflict: "), "{refused}");
        let notices = app.engine.store().notices(alice.account).await.unwrap();
        let kinds: Vec<NoticeKind> = notices.iter().map(|notice| notice.kind).collect();
        assert_eq!(kinds, [NoticeKind::Deleted]);
        assert_eq!(stop(app, &alice, 12345).await, None, "everything else goes on");
    })
    .await;
}

#[tokio::test]
async fn what_is_out_of_service_can_be_deleted_before_its_time() {
    each_app(async |app| {
        let mut holding = Holding::guide();
        holding.states.push((112_233, StateKind::Suspended));
        let alice = app.customer("alice", &holding).await;
        let refused = told(&ask(app, &alice, 112_233).await);
        assert!(refused.starts_with("Expired: it is out of service since "), "{refused}");
        delete(&alice, 112_233, AtOnce::Suspended).await.unwrap();
        let again = told(&delete(&alice, 112_233, AtOnce::Suspended).await);
        assert_eq!(again, "Expired: this service was deleted");
    })
    .await;
}

#[tokio::test]
async fn a_repeat_under_a_key_is_answered_the_same_and_sends_nothing() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide()).await;
        let (context, vps) = (alice.context(), service_id(112_233));
        let key = Idempotency::new("one", b"ask");
        let sent = app.engine.ask_termination(&context, vps, Some(&key)).await.unwrap();
        app.advance(SignedDuration::from_hours(1));
        let ask = async || app.engine.ask_termination(&context, vps, Some(&key)).await;
        assert_eq!(app.unchanged(ask).await.unwrap(), sent);
        let token = app.token_of(alice.account, 112_233).await;
        let survey = Survey::default();
        let key = Idempotency::new("two", b"confirm");
        let confirm = async || {
            app.engine.confirm_termination(&context, vps, &token, &survey, Some(&key)).await
        };
        let done = confirm().await.unwrap();
        assert_eq!(app.unchanged(confirm).await.unwrap(), done);
        let other = Idempotency::new("two", b"something else");
        let refused = app.engine.ask_termination(&context, vps, Some(&other)).await;
        assert!(matches!(refused, Err(EngineError::KeyReused)), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn the_letter_is_read_with_its_token_before_and_after_it_went_out() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide()).await;
        let token = ask(app, &alice, 112_233).await.unwrap();
        let store = app.engine.store();
        let waiting = store.notices(alice.account).await.unwrap().remove(0);
        assert_eq!(waiting.words, None);
        let before = app.engine.require_notice(alice.account, waiting.id).await.unwrap().1;
        app.engine.reconcile().await;
        let gone = store.notices(alice.account).await.unwrap().remove(0);
        let (_, stored) = gone.words.unwrap();
        assert!(stored.contains("{token}") && !stored.contains(&token), "{stored}");
        let after = app.engine.require_notice(alice.account, waiting.id).await.unwrap().1;
        assert_eq!(after, before);
        assert!(after.1.contains(&token), "{}", after.1);
    })
    .await;
}
