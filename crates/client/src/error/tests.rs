//! What answers and failures are told as.

use perennial_api::error::{Error as Body, class, message};
use serde::de::Error as _;

use super::*;

fn refused(method: Method, status: u16, body: Body) -> Error {
    let path = "/service/12345/renew".to_owned();
    let call = CallName { method, path, is_dry_run: false };
    let query_id = Some("EU.test1".to_owned());
    Error::Refused(Box::new(Refusal { call, status, body, query_id, retry_after: None }))
}

fn coded(status: u16, code: &str, message: &str) -> Error {
    refused(Method::Get, status, Body::new(message).code(code))
}

/// The predicates that hold, by their names.
fn predicates(error: &Error) -> Vec<&'static str> {
    let all = [
        ("not_found", error.is_not_found()),
        ("not_granted", error.is_not_granted()),
        ("credential_invalid", error.is_credential_invalid()),
        ("conflict", error.is_conflict()),
        ("expired", error.is_expired()),
        ("throttled", error.is_throttled()),
        ("doubtful", error.is_doubtful()),
    ];
    all.into_iter().filter(|(_, holds)| *holds).map(|(name, _)| name).collect()
}

#[test]
fn each_published_error_has_its_predicate_and_says_what_to_do() {
    let get = |status, body| refused(Method::Get, status, body);
    let not_granted = Body::new(message::NOT_GRANTED_CALL).class(class::FORBIDDEN);
    let cases: [(Error, &[&str], &str); 18] = [
        (
            coded(403, code::INVALID_KEY, message::INVALID_KEY),
            &["credential_invalid"],
            "application_key",
        ),
        (
            coded(400, code::INVALID_SIGNATURE, message::INVALID_SIGNATURE),
            &[],
            "application_secret",
        ),
        (coded(400, code::QUERY_TIME_OUT, message::QUERY_TIME_OUT), &[], "clocks"),
        (
            coded(403, code::NOT_CREDENTIAL, message::NOT_CREDENTIAL),
            &["credential_invalid"],
            "ask for a new one",
        ),
        (
            coded(403, code::INVALID_CREDENTIAL, message::INVALID_CREDENTIAL),
            &["credential_invalid"],
            "validation",
        ),
        (
            coded(403, code::NOT_GRANTED_CALL, message::NOT_GRANTED_CALL),
            &["not_granted"],
            "a rule for GET /service/12345/renew",
        ),
        (get(403, not_granted), &["not_granted"], "a rule for GET"),
        (
            get(403, Body::new("User not granted").detail("unauthorizedActionsByIAM", "account:x")),
            &["not_granted"],
            "account:x",
        ),
        (
            get(403, Body::new(message::cannot_be_paid_with("PAYPAL")).class(class::FORBIDDEN)),
            &[],
            "PAYPAL",
        ),
        (coded(403, code::FORBIDDEN, "no"), &[], "FORBIDDEN"),
        (coded(400, code::INVALID_ARGUMENT, "no"), &[], "INVALID_ARGUMENT"),
        (get(401, Body::new(message::LOGIN_FIRST)), &[], message::LOGIN_FIRST),
        (
            get(404, Body::new(message::SERVICE_NOT_FOUND)),
            &["not_found"],
            message::SERVICE_NOT_FOUND,
        ),
        (get(409, Body::new("no").class(class::CONFLICT)), &["conflict"], class::CONFLICT),
        (get(460, Body::new(message::SERVICE_EXPIRED)), &["expired"], message::SERVICE_EXPIRED),
        (get(429, Body::new("no")), &["throttled"], "more slowly"),
        (get(500, Body::new(message::INTERNAL)), &[], "failed at the server"),
        (
            refused(Method::Post, 500, Body::new(message::INTERNAL)),
            &["doubtful"],
            "look before you repeat it",
        ),
    ];
    for (error, expected, advice) in cases {
        let text = error.to_string();
        assert_eq!(predicates(&error), expected, "{text}");
        assert!(text.contains(advice), "{advice}: {text}");
        assert!(text.ends_with("(query id EU.test1)"), "{text}");
    }
}

#[test]
fn a_refusal_reads_as_one_sentence() {
    let body = Body::new(message::NOT_GRANTED_CALL)
        .code(code::NOT_GRANTED_CALL)
        .detail("missingRule", "POST /service/*/renew");
    assert_eq!(
        refused(Method::Post, 403, body).to_string(),
        "POST /service/12345/renew was refused (HTTP 403, NOT_GRANTED_CALL): This call has not been granted; \
         missingRule: POST /service/*/renew; ask for a consumer key with a rule for POST /service/12345/renew \
         (query id EU.test1)"
    );
}

#[test]
fn nothing_of_the_server_can_drive_a_terminal() {
    let text =
        refused(Method::Get, 400, Body::new("a\x1b[2J\nb").detail("x\r", "\u{9b}y")).to_string();
    assert!(text.contains("a [2J b; x :  y"), "{text}");
}

#[test]
fn doubt_is_only_about_calls_that_change_something_and_were_sent() {
    let cause = || Cause::from("cause");
    for (method, is_dry_run, doubtful) in [
        (Method::Get, false, false),
        (Method::Post, false, true),
        (Method::Post, true, false),
        (Method::Put, false, true),
        (Method::Delete, false, true),
    ] {
        let call = || CallName { method, path: "/me".to_owned(), is_dry_run };
        let unread = serde_json::Error::custom("x");
        let sent = [
            Error::TimedOut { call: call(), limit: Duration::from_secs(60) },
            Error::Lost { call: call(), source: cause() },
            Error::TooLong { call: call(), bytes_max: 64 },
            Error::Undecodable { call: call(), query_id: None, source: unread },
        ];
        for error in sent {
            assert_eq!(error.is_doubtful(), doubtful, "{error}");
            assert_eq!(error.to_string().contains("repeat it"), doubtful, "{error}");
        }
        let server = || "http://localhost".to_owned();
        let unsent = [
            Error::Invalid { call: call(), fault: InvalidCall::NoVariable },
            Error::Unconfigured { call: call(), key: MissingKey::Consumer },
            Error::Connect { call: call(), server: server(), source: cause() },
            Error::Tls { call: call(), server: server(), source: cause() },
            Error::Time {
                call: call(),
                source: Box::new(Error::Lost { call: call(), source: cause() }),
            },
            Error::Token {
                call: call(),
                source: Box::new(Error::Lost { call: call(), source: cause() }),
            },
            Error::Redirected { call: call(), status: 301, location: None },
        ];
        for error in unsent {
            assert!(!error.is_doubtful(), "{error}");
        }
    }
}
