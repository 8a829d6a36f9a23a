//! Signatures of the published test vectors, and the URLs that clients sign.

use proptest::prelude::*;

use super::*;

/// The keys with which the test suites of the published SDKs sign.
fn request<'a>(method: &'a str, body: &'a [u8]) -> Request<'a> {
    Request {
        application_secret: "9ufkBmLaTQ9nz5yMUlg79taH0GNnzDjk",
        consumer_key: "5mBuy6SUQcRw2ZUxg0cG68BoDKpED4KY",
        method,
        body,
        timestamp: 1_457_018_875,
    }
}

const BODY: &[u8] = br#"{"a":"b","c":"d"}"#;

#[test]
fn signs_as_the_published_sdks_do() {
    let cases: [(&str, &str, &[u8], &str); 7] = [
        ("GET", "/1.0/auth", b"", "$1$e9556054b6309771395efa467c22e627407461ad"),
        ("POST", "/1.0/auth", BODY, "$1$ec2fb5c7a81f64723c77d2e5b609ae6f58a84fc1"),
        ("PUT", "/1.0/auth", BODY, "$1$8a75a9e7c8e7296c9dbeda6a2a735eb6bd58ec4b"),
        ("DELETE", "/1.0/auth", b"", "$1$a1eecd00b3b02b6cf5708b84b9ff42059a950d85"),
        ("GET", "/1.0/call", b"", "$1$7f2db49253edfc41891023fcd1a54cf61db05fbb"),
        ("GET", "/v1/call", b"", "$1$e6e7906d385eb28adcbfbe6b66c1528a42d741ad"),
        ("GET", "/v2/call", b"", "$1$bb63b132a6f84ad5433d0c534d48d3f7c3804285"),
    ];
    for (method, path, body, expected) in cases {
        let signature = request(method, body).sign(&format!("https://eu.api.ovh.com{path}"));
        assert_eq!(signature.to_string(), expected, "{method} {path}");
        assert_eq!(expected.parse(), Ok(signature));
    }
}

#[test]
fn refuses_what_is_not_a_signature() {
    let good = "$1$e9556054b6309771395efa467c22e627407461ad";
    assert_eq!(good.to_uppercase().parse(), good.parse::<Signature>());
    let bad = [
        "",
        "$1$",
        "e9556054b6309771395efa467c22e627407461ad",
        "$2$e9556054b6309771395efa467c22e627407461ad",
        "$1$e9556054b6309771395efa467c22e627407461a",
        "$1$e9556054b6309771395efa467c22e627407461ad0",
        "$1$e9556054b6309771395efa467c22e627407461ad00",
        "$1$g9556054b6309771395efa467c22e627407461ad",
        "$1$é9556054b6309771395efa467c22e627407461a",
    ];
    for text in bad {
        assert_eq!(text.parse::<Signature>(), Err(InvalidSignature), "{text}");
    }
}

/// A request that arrives as it was sent, without a proxy.
fn direct(host: &'static str, target: &'static str) -> Arrival<'static> {
    Arrival {
        scheme: Scheme::Http,
        host,
        forwarded_host: None,
        forwarded_proto: None,
        forwarded_port: None,
        target,
    }
}

/// Whether a server at which the request arrives like this accepts a client that signed `url`.
fn accepts(url: &str, arrival: Arrival<'_>, public: &[&str]) -> bool {
    let public: Vec<PublicUrl> = public.iter().map(|url| url.parse().unwrap()).collect();
    let request = request("GET", b"");
    request.verify(request.sign(url), &CandidateUrls::new(arrival, &public))
}

const LOCAL: &str = "127.0.0.1:8080";

#[test]
fn python_go_and_php_sign_their_endpoint_and_keep_the_port() {
    let arrival = direct(LOCAL, "/1.0/service/12345/renew?includeOptions=false");
    let url = "http://127.0.0.1:8080/1.0/service/12345/renew?includeOptions=false";
    assert!(accepts(url, arrival, &[]));
    assert!(accepts(url, arrival, &["https://renew.example.com"]));
}

#[test]
fn a_default_port_in_an_endpoint_is_signed_but_not_sent() {
    assert!(accepts("http://localhost:80/1.0/me", direct("localhost", "/1.0/me"), &[]));
    assert!(accepts("https://localhost:443/1.0/me", direct("localhost", "/1.0/me"), &[]));
}

#[test]
fn node_signs_https_without_the_port() {
    assert!(accepts("https://localhost/1.0/me", direct("localhost:8443", "/1.0/me"), &[]));
}

#[test]
fn ruby_leaves_commas_as_they_are_and_escapes_the_rest() {
    let target = "/1.0/service/1,2%203";
    assert!(accepts("http://127.0.0.1:8080/1.0/service/1,2%203", direct(LOCAL, target), &[]));
}

#[test]
fn httpie_signs_the_url_that_is_requested() {
    let target = "/v1/me/bill?date.from=2024-01-01T00%3A00%3A00%2B02%3A00";
    assert!(accepts(&format!("http://127.0.0.1:8080{target}"), direct(LOCAL, target), &[]));
}

#[test]
fn the_query_is_never_written_in_another_way() {
    assert!(!accepts("http://127.0.0.1:8080/1.0/me?a=%2C", direct(LOCAL, "/1.0/me?a=,"), &[]));
    assert!(!accepts("http://127.0.0.1:8080/1.0/me/", direct(LOCAL, "/1.0/me"), &[]));
}

#[test]
fn behind_a_proxy_the_client_signs_what_the_proxy_answers_to() {
    let plain = direct("10.0.0.7:8080", "/1.0/me");
    let forwarded = Arrival {
        forwarded_host: Some("renew.example.com, inner.example.com"),
        forwarded_proto: Some("https"),
        ..plain
    };
    assert!(accepts("https://renew.example.com/1.0/me", forwarded, &[]));
    assert!(!accepts("https://inner.example.com/1.0/me", forwarded, &[]));
    let moved = Arrival { forwarded_port: Some("8443"), ..forwarded };
    assert!(accepts("https://renew.example.com:8443/1.0/me", moved, &[]));
    assert!(accepts("https://renew.example.com/1.0/me", moved, &[])); // Node.js
    let kept_host =
        Arrival { forwarded_proto: Some("HTTPS"), ..direct("renew.example.com", "/1.0/me") };
    assert!(accepts("https://renew.example.com/1.0/me", kept_host, &[]));
}

#[test]
fn a_public_url_may_have_a_port_and_a_path() {
    let inner = direct("app:8080", "/1.0/me");
    let public = ["https://example.com:8443/renew/"];
    assert!(accepts("https://example.com:8443/renew/1.0/me", inner, &public));
    assert!(accepts("https://example.com/renew/1.0/me", inner, &public)); // Node.js
    assert!(!accepts("https://example.com:8443/1.0/me", inner, &public));
}

#[test]
fn ipv6_hosts_keep_their_colons() {
    assert!(accepts("http://[::1]:8080/1.0/me", direct("[::1]:8080", "/1.0/me"), &[]));
    assert!(accepts("https://[::1]/1.0/me", direct("[::1]:8080", "/1.0/me"), &[]));
}

fn urls(arrival: Arrival<'_>, public: &[PublicUrl]) -> Vec<String> {
    CandidateUrls::new(arrival, public).all().iter().map(Url::to_string).collect()
}

#[test]
fn the_most_likely_url_comes_first() {
    let expected = [
        "http://127.0.0.1:8080/1.0/me",
        "https://127.0.0.1:8080/1.0/me",
        "https://127.0.0.1/1.0/me",
        "http://127.0.0.1/1.0/me",
        "http://127.0.0.1:80/1.0/me",
        "https://127.0.0.1:443/1.0/me",
    ];
    assert_eq!(urls(direct(LOCAL, "/1.0/me"), &[]), expected);
    let public = ["https://renew.example.com".parse().unwrap()];
    assert_eq!(urls(direct(LOCAL, "/"), &public)[0], "https://renew.example.com/");
}

#[test]
fn a_wrong_key_or_another_request_does_not_verify() {
    let signed = request("POST", BODY).sign("http://127.0.0.1:8080/1.0/me");
    let urls = CandidateUrls::new(direct(LOCAL, "/1.0/me"), &[]);
    assert!(request("POST", BODY).verify(signed, &urls));
    let good = request("POST", BODY);
    for other in [
        Request { application_secret: "x", ..good },
        Request { consumer_key: "x", ..good },
        Request { method: "PUT", ..good },
        Request { body: b"", ..good },
        Request { timestamp: 0, ..good },
    ] {
        assert!(!other.verify(signed, &urls), "{other:?}");
    }
}

#[test]
fn secrets_are_not_shown() {
    let shown = format!("{:?}", request("POST", BODY));
    assert_eq!(shown, r#"Request { method: "POST", timestamp: 1457018875, .. }"#);
}

#[test]
fn public_urls_are_checked() {
    for bad in ["", "example.com", "ftp://example.com", "https://", "https:///x", "https://a b"] {
        assert!(bad.parse::<PublicUrl>().is_err(), "{bad}");
    }
    for bad in ["https://u:p@example.com", "https://example.com/?x", "https://example.com/#x"] {
        assert!(bad.parse::<PublicUrl>().is_err(), "{bad}");
    }
    let public: PublicUrl = "HTTPS://example.com/a/b/".parse().unwrap();
    assert_eq!(public.to_string(), "https://example.com/a/b");
}

proptest! {
    /// Whatever stands in the headers, the list is short, has no repeats and never loses the request target.
    #[test]
    fn hostile_headers_do_no_harm(
        host in ".{0,20}",
        forwarded_host in proptest::option::of(".{0,20}"),
        forwarded_proto in proptest::option::of("(https?|.{0,6})"),
        forwarded_port in proptest::option::of("[0-9, ]{0,7}"),
        target in "/.{0,20}",
    ) {
        let arrival = Arrival {
            scheme: Scheme::Https,
            host: &host,
            forwarded_host: forwarded_host.as_deref(),
            forwarded_proto: forwarded_proto.as_deref(),
            forwarded_port: forwarded_port.as_deref(),
            target: &target,
        };
        let candidates = CandidateUrls::new(arrival, &[]).all();
        prop_assert!(candidates.len() <= 16);
        for (n, url) in candidates.iter().enumerate() {
            prop_assert!(!candidates[..n].contains(url));
            prop_assert!(url.to_string().ends_with(&target));
        }
    }

    #[test]
    fn signatures_round_trip(text in "\\$1\\$[0-9a-f]{40}") {
        prop_assert_eq!(text.parse::<Signature>().unwrap().to_string(), text);
    }

    #[test]
    fn parsing_never_panics(text in ".{0,60}") {
        let _ = text.parse::<Signature>();
        let _ = text.parse::<PublicUrl>();
    }
}
