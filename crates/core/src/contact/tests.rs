//! Changes of contacts: what is asked for, and every answer in every state.

use jiff::civil::date;

use super::*;
use crate::samples::{self, later, name, now};

fn service() -> Service {
    samples::service(1, "vps-1", date(2027, 1, 15))
}

fn account(value: i64) -> AccountId {
    AccountId::try_new(value).unwrap()
}

fn wanted(kind: ContactKind, nichandle: &str, id: i64) -> Wanted {
    (kind, name(nichandle), (id > 0).then(|| account(id)))
}

fn change(kinds: &[ContactKind]) -> ContactChange {
    let party = |nichandle: &str, id| Party {
        nichandle: name(nichandle),
        account: Some(account(id)),
        accepted_at: None,
    };
    ContactChange {
        id: ContactChangeId::try_new(9).unwrap(),
        service: service().id,
        service_name: service().name,
        kinds: kinds.to_vec(),
        asked_by: name("aa1"),
        from: party("aa1", 1),
        to: party("bb2", 2),
        asked_at: now().at,
        valid_until: valid_until(now()),
        state: ContactChangeState::Asked,
    }
}

#[test]
fn codes_are_inverse_and_contacts_are_changed_one_by_one() {
    for kind in ContactKind::ALL {
        assert_eq!(ContactKind::from_code(kind.code()), Some(kind));
        let after = service().contacts.with(kind, &name("bb2"));
        for other in ContactKind::ALL {
            let expected = if other == kind { "bb2" } else { "aa1" };
            assert_eq!(after.get(other).as_str(), expected);
        }
    }
}

#[test]
fn each_pair_of_accounts_is_one_change() {
    use ContactKind::{Admin, Billing, Tech};
    let both = [wanted(Admin, "bb2", 2), wanted(Billing, "cc3", 3), wanted(Tech, "bb2", 2)];
    let planned = plan(&service(), &both, &[], now()).unwrap();
    let shown: Vec<_> = planned
        .iter()
        .map(|one| format!("{} {} {} {:?}", one.from, one.to, one.to_account, one.kinds))
        .collect();
    assert_eq!(shown, ["aa1 bb2 2 [Admin, Tech]", "aa1 cc3 3 [Billing]"]);
    let one = [wanted(Admin, "aa1", 1), wanted(Tech, "bb2", 2)];
    assert_eq!(plan(&service(), &one, &[], now()).unwrap().len(), 1, "one is so already");
}

#[test]
fn what_cannot_be_asked_for_says_why() {
    use ContactKind::{Admin, Tech};
    let refused = |service: &Service, wanted: &[Wanted], open: &[ContactChange]| {
        plan(service, wanted, open, now()).unwrap_err().to_string()
    };
    let usual = service();
    let gone = Service { state: ServiceState::Deleted, ..service() };
    let nothing = "say who is to be contactAdmin, contactBilling or contactTech";
    assert_eq!(refused(&usual, &[], &[]), nothing);
    let same = [wanted(Admin, "aa1", 1)];
    assert_eq!(refused(&usual, &same, &[]), "these are the contacts of the service already");
    let unknown = [wanted(Admin, "zz9", 0)];
    assert_eq!(refused(&usual, &unknown, &[]), "contactAdmin: there is no account `zz9`");
    assert_eq!(refused(&gone, &unknown, &[]), "this service was deleted");
    let tech = [wanted(Tech, "bb2", 2)];
    assert_eq!(
        refused(&usual, &tech, &[change(&[Admin, Tech])]),
        "contactTech of the service is in task 9 already: accept it, refuse it, or wait until its time is over"
    );
    assert!(plan(&usual, &tech, &[change(&[Admin])], now()).is_ok());
    let hours = CONTACT_CHANGE_VALIDITY.as_hours();
    let old = plan(&usual, &tech, &[change(&[Tech])], later(hours + 1));
    assert!(old.is_ok(), "its time is over");
    let closed = ContactChangeState::Refused { at: now().at };
    let closed = ContactChange { state: closed, ..change(&[Tech]) };
    assert!(plan(&usual, &tech, &[closed], now()).is_ok());
}

/// The change and the contacts after an acceptance.
fn accepted(change: &ContactChange, side: Side) -> (ContactChange, Option<Contacts>) {
    match accept(change, Some(side), &service(), now()).unwrap() {
        Step::Changed(changed) => changed,
        Step::Unchanged => panic!("it changes something"),
    }
}

#[test]
fn the_contacts_change_when_both_have_accepted() {
    let kinds = [ContactKind::Admin, ContactKind::Tech];
    for [first, second] in [[Side::From, Side::To], [Side::To, Side::From]] {
        let (half, contacts) = accepted(&change(&kinds), first);
        assert_eq!((half.state, contacts), (ContactChangeState::Asked, None));
        let again = accept(&half, Some(first), &service(), now());
        assert_eq!(again, Ok(Step::Unchanged), "it was said before");
        let (whole, contacts) = accepted(&half, second);
        assert_eq!(whole.state, ContactChangeState::Done { at: now().at });
        let contacts = contacts.unwrap();
        let shown = [&contacts.admin, &contacts.billing, &contacts.tech].map(Name::as_str);
        assert_eq!(shown, ["bb2", "aa1", "bb2"]);
    }
    // Who has only a name cannot be asked.
    let mut alone = change(&kinds);
    alone.from.account = None;
    assert!(accepted(&alone, Side::To).1.is_some());
}

#[test]
fn answers_that_do_not_count_say_why() {
    let open = change(&[ContactKind::Admin]);
    let answers = |change: &ContactChange, service: &Service, now| {
        let accepted = accept(change, Some(Side::To), service, now).unwrap_err().to_string();
        let refused = refuse(change, Some(Side::To), now).map(|_| ()).map_err(|e| e.to_string());
        (accepted, refused)
    };
    assert_eq!(accept(&open, None, &service(), now()), Err(ContactRefusal::WrongToken));
    assert_eq!(refuse(&open, None, now()), Err(ContactRefusal::WrongToken));
    for (state, code) in [
        (ContactChangeState::Done { at: now().at }, "done"),
        (ContactChangeState::Refused { at: now().at }, "refused"),
    ] {
        let text = format!("task 9 is {code}: nothing can be changed about it");
        let closed = ContactChange { state, ..open.clone() };
        assert_eq!(answers(&closed, &service(), now()), (text.clone(), Err(text.clone())));
        assert_eq!(resend(&closed, now()).unwrap_err().to_string(), text);
    }
    let late = later(CONTACT_CHANGE_VALIDITY.as_hours() + 1);
    let (text, refused) = answers(&open, &service(), late);
    assert!(text.starts_with("task 9 could be answered until "), "{text}");
    assert_eq!(refused, Err(text));
    let mut other = service();
    other.contacts.admin = name("cc3");
    let (text, refused) = answers(&open, &other, now());
    assert_eq!(text, "contactAdmin of the service is no longer aa1: ask for the change again");
    assert_eq!(refused, Ok(()), "it can be refused all the same");
    let gone = Service { state: ServiceState::Deleted, ..service() };
    assert_eq!(answers(&open, &gone, now()).0, "this service was deleted");
}
