//! The pages of operators: signing in, finding accounts, reading a customer's pages, runs, payments in
//! doubt, the clock.

use jiff::SignedDuration;
use jiff::civil::date;
use perennial_core::operator::Role;
use perennial_core::renew::{AutomaticKind, RenewMode};
use perennial_core::text::Name;
use perennial_engine::access::password::Password;
use perennial_engine::access::{NewOperator, factor};
use perennial_engine::gateway::sandbox::Order;
use perennial_engine::sandbox::Sandbox;
use perennial_engine::{Actor, OperatorContext, Settings};
use perennial_testkit::{Holding, Reply, TestApp, each_app, each_app_with};

use super::browser::{
    Browser, add_person, codes, error, hidden, html, location, once, once_for, plain,
};
use crate::support::vps;

pub(crate) const SECRET: &str = "a desk of four legs";
pub(crate) const V2012: RenewMode = RenewMode::Automatic(AutomaticKind::V2012);

pub(crate) fn at_the_command_line() -> OperatorContext {
    OperatorContext { actor: Actor::Operator, query_id: "test".to_owned() }
}

pub(crate) async fn add_operator(app: &TestApp, name: &str, role: Role) {
    let (name, password) = (Name::parse(name).unwrap(), Password::parse(SECRET, name).unwrap());
    let new = NewOperator { name, role, password };
    app.engine.add_operator(&at_the_command_line(), new).await.unwrap();
}

pub(crate) async fn sign_in(browser: &mut Browser<'_>, name: &str) -> Reply {
    let fields = [("account", name), ("password", SECRET)];
    browser.post("/operator/sign-in", &fields, &[]).await
}

/// A browser of somebody who has signed in as an operator.
pub(crate) async fn operator<'a>(app: &'a TestApp, name: &str, role: Role) -> Browser<'a> {
    add_operator(app, name, role).await;
    let mut browser = Browser::new(app);
    assert_eq!(location(&sign_in(&mut browser, name).await), "/operator/accounts");
    browser
}

pub(crate) async fn account_url(app: &TestApp, name: &str) -> String {
    let name = Name::parse(&format!("{name}-ovh")).unwrap();
    let id = app.engine.store().account_by_nichandle(&name).await.unwrap().unwrap();
    format!("/operator/accounts/{id}")
}

/// Opens a page, and sends its form that goes to an address.
pub(crate) async fn press(
    browser: &mut Browser<'_>,
    page: &str,
    action: &str,
    fields: &[(&str, &str)],
) -> Reply {
    let page = browser.get(page).await;
    let once = once_for(&page, action);
    let all = [&[("once", once.as_str())], fields].concat();
    browser.post(action, &all, &[]).await
}

/// Who did what to an account.
pub(crate) async fn journal(app: &TestApp, url: &str) -> Vec<(String, String)> {
    let id: i64 = url.rsplit('/').next().unwrap().parse().unwrap();
    let id = perennial_core::AccountId::try_new(id).unwrap();
    let entries = app.engine.store().journal_after(id, 0, 1000).await.unwrap();
    let line = |sealed: &perennial_core::journal::Sealed| {
        (sealed.entry.action.code().to_owned(), sealed.entry.actor.clone())
    };
    entries.iter().map(line).collect()
}

/// Who did what that belongs to no account.
async fn deeds(app: &TestApp) -> Vec<String> {
    let entries = app.engine.store().operator_journal_after(0, 100).await.unwrap();
    let line = |entry: &perennial_core::operator::OperatorEntry| {
        format!("{} {} by {}", entry.action.code(), entry.subject, entry.actor)
    };
    entries.iter().map(|sealed| line(&sealed.entry)).collect()
}

pub(crate) fn pair(action: &str, actor: &str) -> (String, String) {
    (action.to_owned(), actor.to_owned())
}

#[tokio::test]
async fn an_operator_signs_in_with_a_second_factor_that_they_set_up() {
    each_app(async |app| {
        let mut browser = operator(app, "anna", Role::Operator).await;
        let page = browser.get("/operator/me").await;
        assert!(html(&page).contains("Operator anna"), "{}", page.shown());
        let page = browser.get("/operator/me/factor").await;
        let (secret, sealed) = (codes(&page).remove(0).replace(' ', ""), hidden(&page, "sealed"));
        let code = |app: &TestApp| factor::code(&secret, app.engine.wall().at()).unwrap();
        let fields = [("once", once(&page)), ("sealed", sealed), ("code", code(app))];
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let set = browser.post("/operator/me/factor", &fields, &[]).await;
        assert!(html(&set).contains("The second factor is set up."), "{}", set.shown());
        let door = "/operator/sign-in?next=%2Foperator%2Fruns";
        assert_eq!(location(&browser.get("/operator/runs").await), door);

        app.advance(SignedDuration::from_secs(30));
        let fields = [("account", " Anna "), ("password", SECRET)];
        let code_page = location(&browser.post(door, &fields, &[]).await);
        assert_eq!(code_page, "/operator/code?next=%2Foperator%2Fruns");
        assert!(location(&browser.get("/operator/runs").await).starts_with("/operator/sign-in"));
        let wrong = browser.post(&code_page, &[("code", "000000")], &[]).await;
        assert!(error(&wrong).starts_with("400 This code is wrong"), "{}", wrong.shown());
        let inside = browser.post(&code_page, &[("code", &code(app))], &[]).await;
        assert_eq!(location(&inside), "/operator/runs");
        assert_eq!(browser.get("/operator/runs").await.status, 200);
        let people = browser.get("/operator/people").await;
        assert!(html(&people).contains("factor.set"), "{}", people.shown());
        let out = once_for(&people, "/operator/sign-out");
        assert_eq!(browser.post("/operator/sign-out", &[("once", &out)], &[]).await.status, 200);
        assert_eq!(browser.get("/operator/runs").await.status, 303);
    })
    .await;
}

#[tokio::test]
async fn a_password_is_changed_and_a_role_that_changes_signs_out() {
    each_app(async |app| {
        let mut browser = operator(app, "anna", Role::ReadOnly).await;
        let fields = [
            ("present", SECRET),
            ("new", "another desk, of five"),
            ("again", "another desk, of five"),
        ];
        let done = browser.fill("/operator/me/password", &fields).await;
        assert!(html(&done).contains("The password was changed."), "{}", done.shown());
        assert_eq!(sign_in(&mut browser, "anna").await.status, 400);
        let fields = [("account", "anna"), ("password", "another desk, of five")];
        browser.post("/operator/sign-in", &fields, &[]).await;
        let stored = app.engine.require_operator("Anna").await.unwrap().operator;
        assert!(stored.signed_in_at.is_some());
        let command = at_the_command_line();
        app.engine.set_operator_role(&command, &stored, Role::Operator).await.unwrap();
        assert_eq!(browser.get("/operator/runs").await.status, 303);
        browser.post("/operator/sign-in", &fields, &[]).await;
        assert_eq!(browser.get("/operator/runs").await.status, 200);
        let left = browser.fill("/operator/me/everywhere", &[]).await;
        assert!(html(&left).contains("Nobody is signed in"), "{}", left.shown());
        app.engine.remove_operator(&command, stored.id).await.unwrap();
        assert_eq!(browser.post("/operator/sign-in", &fields, &[]).await.status, 400);
        let refused = app.engine.require_operator("anna").await.unwrap_err().to_string();
        assert_eq!(refused, "there is no operator anna");
        let name = Name::parse("anna").unwrap();
        let new = NewOperator {
            name,
            role: Role::Operator,
            password: Password::parse(SECRET, "anna").unwrap(),
        };
        let taken = app.engine.add_operator(&command, new).await.unwrap_err().to_string();
        assert!(taken.starts_with("anna is an operator already, or was one"), "{taken}");
        assert_eq!(
            deeds(app).await,
            [
                "operator.add operator anna by operator",
                "password.set operator anna by operator anna",
                "operator.role operator anna by operator",
                "sessions.end operator anna by operator anna",
                "operator.remove operator anna by operator",
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn accounts_are_found_by_the_beginning_of_what_they_are_called() {
    each_app(async |app| {
        for number in 0..60 {
            app.add_account(&format!("user{number:02}"), &Holding::default()).await;
        }
        app.add_account("alice", &Holding::guide()).await;
        let mut browser = operator(app, "anna", Role::ReadOnly).await;
        let first = browser.get("/operator/accounts").await;
        assert!(html(&first).contains("alice-ovh") && html(&first).contains("user48-ovh"));
        assert!(!html(&first).contains("user49-ovh"), "the next page");
        let next = browser.get("/operator/accounts?after=user48-ovh").await;
        assert!(html(&next).contains("user49-ovh") && html(&next).contains("user59-ovh"));
        assert!(!html(&next).contains("user48-ovh"), "{}", next.shown());
        let mut found = async |text: &str| {
            let page = browser.get(&format!("/operator/accounts?search={text}")).await;
            assert_eq!(page.status, 200, "{}", page.shown());
            plain(&page).matches("/operator/accounts/").count()
        };
        for (text, expected) in [
            ("alice", 1),
            ("ALICE", 1),
            ("user1", 10),
            ("vps112233.", 1),
            ("VPS112233", 1),
            ("mypersonal", 1),
            ("personal", 0),
            ("user", 50),
            ("%00", 0),
            ("%25", 0),
            ("_", 0),
            ("%27+OR+1%3D1", 0),
        ] {
            assert_eq!(found(text).await, expected, "{text}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_pages_of_a_customer_are_read_and_nothing_is_sent_there() {
    each_app(async |app| {
        add_person(app, "alice").await;
        let mut holder = Browser::of(app, "alice").await;
        let mut browser = operator(app, "anna", Role::ReadOnly).await;
        let url = account_url(app, "alice").await;
        let open = format!("{url}/open");
        let page = browser.get(&url).await;
        assert!(html(&page).contains("vps112233.ovh.net"), "{}", page.shown());
        let mut desk = Browser::new(app);
        desk.cookie.clone_from(&browser.cookie);
        let opened = press(&mut browser, &url, &open, &[]).await;
        assert_eq!(location(&opened), "/services");
        assert!(browser.cookie.as_ref().unwrap().starts_with("perennial_session="));
        for path in ["/services", "/auth/account", "/auth/password", "/createToken/"] {
            let page = browser.get(path).await;
            assert_eq!(page.status, 200, "{path}: {}", page.shown());
            assert!(html(&page).contains("Reading the pages of alice-ovh"), "{path}");
        }
        let services = browser.get("/services").await;
        assert!(html(&services).contains("An operator reads these pages."));
        for page in
            ["/services/12345", "/orders", "/bills", "/means", "/forecast", "/notices", "/programs"]
        {
            let read = browser.get(page).await;
            assert!(html(&read).contains("An operator reads these pages."), "{page}");
            assert!(!html(&read).contains(".ics"), "{page}: what opens something elsewhere");
            let sent = browser.post(page, &[("do", "order"), ("once", &once(&read))], &[]).await;
            assert_eq!(sent.status, 403, "{page}: {}", sent.shown());
        }
        let journal_before = journal(app, &url).await;
        assert_eq!(journal_before.last().unwrap(), &pair("pages.open", "operator anna"));
        for path in [
            "/auth/password",
            "/auth/factor",
            "/auth/everywhere",
            "/createApp/",
            "/createToken/",
            "/auth/",
            "/auth/sign-in",
            "/services",
            "/what/comes",
        ] {
            let token = match path {
                "/auth/" | "/auth/sign-in" | "/services" | "/what/comes" => String::new(),
                path => once(&browser.get(path).await),
            };
            let fields =
                [("once", token.as_str()), ("name", "Evil"), ("rights", "GET /*"), ("do", "send")];
            let refused = browser.post(path, &fields, &[]).await;
            assert_eq!(refused.status, 403, "{path}: {}", refused.shown());
            assert!(refused.shown().contains("nothing can be changed there"), "{path}");
        }
        assert_eq!(journal(app, &url).await, journal_before, "nothing was done");
        assert_eq!(holder.get("/auth/account").await.status, 200);

        // An hour later it is over; the operator may end it before, or sign out altogether.
        let out = once_for(&browser.get("/services").await, "/auth/sign-out");
        assert_eq!(browser.post("/auth/sign-out", &[("once", &out)], &[]).await.status, 200);
        assert_eq!(browser.get("/services").await.status, 303);
        let reader = async |desk: &mut Browser<'_>| {
            let mut reader = Browser::new(app);
            let cookie = desk.cookie.clone();
            press(desk, &url, &open, &[]).await;
            reader.cookie.clone_from(&desk.cookie);
            desk.cookie = cookie;
            reader
        };
        let mut late = reader(&mut desk).await;
        assert_eq!(late.get("/services").await.status, 200);
        app.advance(SignedDuration::from_hours(1));
        assert_eq!(late.get("/services").await.status, 303);
        let mut other = reader(&mut desk).await;
        assert_eq!(other.get("/services").await.status, 200);
        let out = once_for(&desk.get("/operator/me").await, "/operator/sign-out");
        desk.post("/operator/sign-out", &[("once", &out)], &[]).await;
        assert_eq!(other.get("/services").await.status, 303);
    })
    .await;
}

fn played(settings: &mut Settings) {
    settings.sandbox = Sandbox::Always;
    settings.budget.renewals_max = 0;
}

#[tokio::test]
async fn the_clock_is_moved_and_a_run_that_waits_is_decided() {
    each_app_with(played, async |app| {
        app.add_user("alice", &vps(&[V2012], date(2027, 1, 31))).await;
        let mut browser = operator(app, "anna", Role::Operator).await;
        let clock = "/operator/clock";
        let moved = press(&mut browser, clock, clock, &[("do", "advance"), ("by", "P3M")]).await;
        assert_eq!(location(&moved), "/operator/clock?done=advanced");
        let page = browser.get(clock).await;
        assert!(html(&page).contains("2027-01-01 00:00"), "{}", page.shown());
        assert!(plain(&page).contains("/operator/runs/1"), "{}", page.shown());
        let runs = browser.get("/operator/runs").await;
        assert!(html(&runs).contains("waits for a person"), "{}", runs.shown());
        let run = "/operator/runs/1";
        let page = browser.get(run).await;
        assert!(html(&page).contains("1 renewal, at most 0 allowed"), "{}", page.shown());
        let token = once_for(&page, run);
        let approve = [("once", token.as_str()), ("do", "approve")];
        let odd = browser.post(run, &[("once", &token), ("do", "else")], &[]).await;
        assert_eq!(odd.status, 404);
        assert_eq!(
            location(&browser.post(run, &approve, &[]).await),
            "/operator/runs/1?done=approved"
        );
        let again = browser.post(run, &approve, &[]).await;
        assert_eq!(again.status, 400, "{}", again.shown());
        assert!(html(&again).contains("This form was sent already"));
        let moved = press(&mut browser, clock, clock, &[("do", "set"), ("to", "2027-01-02")]).await;
        assert_eq!(location(&moved), "/operator/clock?done=advanced");
        let page = browser.get(run).await;
        assert!(html(&page).contains("operator anna") && html(&page).contains("done"));
        for (to, text) in [
            ("2026-01-01", "back"),
            ("2126-01-01", "10 years at most"),
            ("yesterday", "Write a day such as"),
        ] {
            let refused = press(&mut browser, clock, clock, &[("do", "set"), ("to", to)]).await;
            assert_eq!(refused.status, 400);
            assert!(html(&refused).contains(text), "{to}: {}", refused.shown());
        }
        assert_eq!(
            deeds(app).await,
            [
                "operator.add operator anna by operator",
                "clock.move clock by operator anna",
                "run.approve run 1 by operator anna",
                "clock.move clock by operator anna",
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn payment_methods_of_a_sandbox_do_as_an_operator_says() {
    let sandbox = |settings: &mut Settings| settings.sandbox = Sandbox::Always;
    each_app_with(sandbox, async |app| {
        app.add_user("alice", &vps(&[V2012], date(2027, 1, 31))).await;
        let mut browser = operator(app, "anna", Role::Operator).await;
        let url = account_url(app, "alice").await;
        let action = format!("{url}/outcomes");
        let fields = [
            ("method", "5001"),
            ("outcomes", "declineSoft, approve"),
            ("expires", "2027-05-31"),
            ("order", ""),
        ];
        let done = press(&mut browser, &url, &action, &fields).await;
        assert_eq!(location(&done), format!("{url}?done=ordered"));
        let page = browser.get(&format!("{url}?done=ordered")).await;
        assert!(html(&page).contains("It is ordered."), "{}", page.shown());
        let odd = browser.get(&format!("{url}?done=%3Cb%3E")).await;
        assert!(!html(&odd).contains("role=\"status\""), "{}", odd.shown());
        for (fields, status) in [
            ([("method", "5001"), ("outcomes", "maybe")], 400),
            ([("method", "5001"), ("expires", "soon")], 400),
            ([("method", "5001"), ("order", "x")], 404),
            ([("method", "1"), ("outcomes", "approve")], 404),
            ([("method", "5001"), ("outcomes", "")], 400),
        ] {
            let refused = press(&mut browser, &url, &action, &fields).await;
            assert_eq!(refused.status, status, "{fields:?}: {}", refused.shown());
        }
        assert_eq!(journal(app, &url).await.last().unwrap().1, "operator anna");
        let last = deeds(app).await.pop().unwrap();
        assert!(last.starts_with("sandbox.outcomes account "), "{last}");
    })
    .await;
}

#[tokio::test]
async fn a_payment_in_doubt_is_asked_about() {
    each_app(async |app| {
        let mut holding = Holding::guide();
        holding.methods[0].3 = vec![Order::NoAnswerThenApprove];
        let alice = app.add_user("alice", &holding).await;
        let customer = app.customer_of(alice.account);
        let order = customer.order(12345, "P1Y", &[]).await.unwrap().id;
        customer.pay(order, perennial_testkit::paypal()).await.unwrap_err();
        let mut browser = operator(app, "anna", Role::Operator).await;
        let page = browser.get("/operator/payments").await;
        assert!(html(&page).contains("alice-ovh") && html(&page).contains("in doubt"));
        let url = account_url(app, "alice").await;
        let payment = customer.payments().await[0].id;
        let action = format!("{url}/payments/{payment}");
        let asked = press(&mut browser, "/operator/payments", &action, &[]).await;
        assert_eq!(location(&asked), "/operator/payments?done=asked");
        let page = browser.get("/operator/payments").await;
        assert!(!html(&page).contains("alice-ovh"), "{}", page.shown());
        let journal = journal(app, &url).await;
        for action in ["payment.ask", "order.settle"] {
            assert!(journal.contains(&pair(action, "operator anna")), "{journal:?}");
        }
        let health = browser.get("/operator/health").await;
        assert!(html(&health).contains(env!("CARGO_PKG_VERSION")), "{}", health.shown());
    })
    .await;
}
