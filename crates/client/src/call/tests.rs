//! Paths, queries and bodies as they are sent.

use percent_encoding::percent_decode_str;
use proptest::prelude::*;

use super::*;

fn target(call: &Call) -> Result<String, InvalidCall> {
    call.checked_target()
}

#[test]
fn a_segment_is_encoded_once_and_stays_one_segment() {
    let cases = [
        ("vps112233.ovh.net", "vps112233.ovh.net"),
        ("192.0.2.0/24", "192.0.2.0%2F24"),
        ("exämple.com", "ex%C3%A4mple.com"),
        ("a b+c&d=e", "a%20b%2Bc%26d%3De"),
        ("100%", "100%25"),
        ("%2F", "%252F"),
        ("{x}?#", "%7Bx%7D%3F%23"),
        ("...", "..."),
    ];
    for (name, expected) in cases {
        let call = Call::get("/vps/{serviceName}/serviceInfos").segment(name);
        assert_eq!(target(&call).unwrap(), format!("/vps/{expected}/serviceInfos"));
    }
}

#[test]
fn variables_are_filled_in_order() {
    let call = Call::get("/me/order/{orderId}/details/{orderDetailId}").segment(1).segment("{x}");
    assert_eq!(target(&call).unwrap(), "/me/order/1/details/%7Bx%7D");
}

#[test]
fn a_query_follows_the_one_that_the_path_has() {
    let none: Option<i64> = None;
    let call = Call::get("/me/bill?orderId=1").query("date.from", "2024-01-01T00:00:00+00:00");
    let call = call.optional_query("category", none).optional_query("x", Some(true));
    assert_eq!(
        target(&call).unwrap(),
        "/me/bill?orderId=1&date.from=2024-01-01T00%3A00%3A00%2B00%3A00&x=true"
    );
}

#[test]
fn what_is_encoded_already_is_left_alone() {
    for path in ["/ip/192.0.2.0%2F24", "/me/", "/a,b;c:d@e/!$&'()*+=~", "/me?x=%C3%A9&y=/?", "//"] {
        assert_eq!(target(&Call::get(path)).unwrap(), path);
    }
}

#[test]
fn a_call_that_cannot_be_sent_says_why() {
    use InvalidCall::{EmptySegment, NoVariable, Target};
    use InvalidTarget::{Character, Dots, Percent, Slash, Variable};
    let cases = [
        (Call::get("me"), Target(Slash)),
        (Call::get(""), Target(Slash)),
        (Call::get("?x=1"), Target(Slash)),
        (Call::get("/vps/{serviceName}"), Target(Variable)),
        (Call::get("/vps/x}"), Target(Variable)),
        (Call::get("/me bill"), Target(Character(' '))),
        (Call::get("/é"), Target(Character('é'))),
        (Call::get("/me#x"), Target(Character('#'))),
        (Call::get("/me?x={y}"), Target(Character('{'))),
        (Call::get("/me\r\nHost: x"), Target(Character('\r'))),
        (Call::get("/100%"), Target(Percent)),
        (Call::get("/me?x=%4"), Target(Percent)),
        (Call::get("/%zz"), Target(Percent)),
        (Call::get("/vps/../me"), Target(Dots)),
        (Call::get("/vps/."), Target(Dots)),
        (Call::get("/me").segment(1), NoVariable),
        (Call::get("/vps/{a}").segment(""), EmptySegment),
        (Call::get("/vps/{a}").segment("..").segment(1), EmptySegment),
    ];
    for (call, expected) in cases {
        let name = call.name.clone();
        assert_eq!(target(&call), Err(expected), "{name}");
    }
}

#[test]
fn a_body_without_a_json_form_is_a_mistake_of_the_call() {
    let body = std::collections::BTreeMap::from([((1, 2), 3)]); // JSON wants text as keys
    let error = target(&Call::post("/me").json(&body)).unwrap_err();
    assert!(matches!(error, InvalidCall::Body(_)), "{error}");
}

#[test]
fn keys_are_visible_ascii() {
    for good in ["a", "plan-2026-11/12345", "~!\"#", &"k".repeat(255)] {
        assert_eq!(good.parse::<IdempotencyKey>().unwrap().to_string(), good);
    }
    for bad in ["", "two words", "é", "a\n", &"k".repeat(256)] {
        assert_eq!(bad.parse::<IdempotencyKey>(), Err(InvalidKey), "{bad}");
    }
}

#[test]
fn debug_shows_no_body() {
    let call = Call::post("/me").json(&"secret body");
    assert!(!format!("{call:?}").contains("secret"), "{call:?}");
}

proptest! {
    #[test]
    fn any_name_comes_back_from_its_segment(name in "\\PC{1,20}") {
        prop_assume!(name != "." && name != "..");
        let path = target(&Call::get("/vps/{serviceName}").segment(&name)).unwrap();
        let segment = path.strip_prefix("/vps/").unwrap();
        prop_assert!(!segment.contains('/'));
        prop_assert_eq!(percent_decode_str(segment).decode_utf8().unwrap(), name);
    }

    #[test]
    fn hostile_targets_do_no_harm(target in ".{0,40}|[-/{}%?#. a-f0-9]{0,40}") {
        if check_target(&target).is_ok() {
            let url: http::Uri = format!("http://localhost{target}").parse().unwrap();
            prop_assert_eq!(url.path_and_query().unwrap().as_str(), target); // nothing is cut off or changed
        }
    }
}
