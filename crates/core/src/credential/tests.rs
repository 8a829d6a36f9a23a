//! Rules, address blocks and the life of a credential.

use proptest::prelude::*;

use super::*;

fn rule(method: &str, path: &str) -> AccessRule {
    AccessRule::parse(method, path).unwrap()
}

#[test]
fn a_star_matches_any_run_of_characters_and_nothing_else_does() {
    let cases = [
        ("/*", "/me/bill", true),
        ("/me", "/me", true),
        ("/me", "/me/bill", false),
        ("/me/*", "/me", false),
        ("/me/*", "/me/bill/FR1", true),
        ("/me/bill*", "/me/bill", true),
        ("/me/bill*", "/me/billing", true),
        ("/vps/*/serviceInfos", "/vps/a.b/serviceInfos", true),
        ("/vps/*/serviceInfos", "/vps/serviceInfos", false),
        ("/vps/*/serviceInfos", "/vps/a/b/serviceInfos", true),
        ("*", "/anything", true),
        ("/a*b*c", "/aXbYbZc", true),
        ("/a*b*c", "/abc", true),
        ("/a*a", "/a", false),
        ("/**", "/x", true),
    ];
    for (pattern, path, expected) in cases {
        assert_eq!(rule("GET", pattern).matches(Verb::Get, path), expected, "{pattern} on {path}");
        assert!(!rule("GET", pattern).matches(Verb::Put, path), "another method");
    }
}

#[test]
fn rules_are_trimmed_or_refused() {
    assert_eq!(rule("GET", " /me\t").pattern(), "/me");
    assert!(matches!(AccessRule::parse("PATCH", "/me"), Err(RuleError::Method { .. })));
    for path in ["", "me", "/a b", "/é"] {
        assert!(matches!(AccessRule::parse("GET", path), Err(RuleError::Path { .. })), "{path:?}");
    }
}

#[test]
fn address_blocks_compare_prefixes() {
    let cases = [
        ("192.0.2.0/24", "192.0.2.255", true),
        ("192.0.2.0/24", "192.0.3.1", false),
        ("192.0.2.7", "192.0.2.7", true),
        ("192.0.2.7", "::ffff:192.0.2.7", true),
        ("0.0.0.0/0", "203.0.113.9", true),
        ("0.0.0.0/0", "2001:db8::1", false),
        ("2001:db8::/32", "2001:db8:ffff::1", true),
        ("::/0", "2001:db8::1", true),
    ];
    for (block, address, expected) in cases {
        let block = IpBlock::parse(block).unwrap();
        assert_eq!(block.contains(address.parse().unwrap()), expected, "{block} and {address}");
        assert_eq!(IpBlock::parse(&block.to_string()), Ok(block));
    }
    for text in ["", "192.0.2.0/33", "::/129", "192.0.2/24", "a/8", "192.0.2.0/-1", "192.0.2.0/"] {
        assert!(IpBlock::parse(text).is_err(), "{text:?}");
    }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn pending() -> Credential {
    let id = CredentialId::try_new(5).unwrap();
    let application = ApplicationId::try_new(6).unwrap();
    Credential::requested(id, application, vec![rule("GET", "/me")], vec![], None, at(0)).unwrap()
}

#[test]
fn only_a_pending_credential_is_validated_or_refused() {
    let account = AccountId::try_new(1).unwrap();
    let validated = pending().validated(account, Some(at(1000)), at(10)).unwrap();
    assert_eq!(validated.state_at(at(999)), CredentialState::Validated);
    assert_eq!(validated.state_at(at(1000)), CredentialState::Expired);
    assert!(validated.grants(Verb::Get, "/me") && !validated.grants(Verb::Get, "/me/bill"));

    let again = validated.clone().validated(account, None, at(20)).unwrap_err();
    assert_eq!(
        again.to_string(),
        "credential 5 is validated, only a pending one can be validated or refused"
    );
    assert!(pending().refused(at(10)).unwrap().validated(account, None, at(20)).is_err());
    assert!(pending().validated(account, None, at(24 * 3600)).is_err(), "after a day");

    let ended = validated.ended().changed().unwrap();
    assert_eq!(ended.state_at(at(20)), CredentialState::Expired);
    assert_eq!(ended.ended(), Step::Unchanged);
}

#[test]
fn a_credential_without_rules_is_refused() {
    let id = CredentialId::try_new(5).unwrap();
    let application = ApplicationId::try_new(6).unwrap();
    let request = |rules, blocks| {
        Credential::requested(id, application, rules, blocks, None, at(0)).map(|_| ())
    };
    assert_eq!(request(vec![], vec![]), Err(RequestRefusal::NoRules));
    assert_eq!(
        request(vec![rule("GET", "/me"); 101], vec![]),
        Err(RequestRefusal::TooManyRules { count: 101 })
    );
    let block = IpBlock::parse("::/0").unwrap();
    assert_eq!(
        request(vec![rule("GET", "/me")], vec![block; 101]),
        Err(RequestRefusal::TooManyBlocks { count: 101 })
    );
}

#[test]
fn a_credential_is_good_from_the_blocks_that_are_named_or_from_anywhere() {
    let (id, application) = (CredentialId::try_new(5).unwrap(), ApplicationId::try_new(6).unwrap());
    let rules = vec![rule("GET", "/me")];
    let free = Credential::requested(id, application, rules, vec![], None, at(0)).unwrap();
    let block = IpBlock::parse("192.0.2.0/24").unwrap();
    let here = "192.0.2.7".parse().unwrap();
    let there = "198.51.100.1".parse().unwrap();
    assert_eq!(free.clone().allowed_from(vec![]), Ok(Step::Unchanged));
    let restricted = free.clone().allowed_from(vec![block]).unwrap().changed().unwrap();
    assert!(restricted.allows_address(here) && !restricted.allows_address(there));
    assert_eq!(restricted.clone().allowed_from(vec![]), Ok(Step::Changed(free.clone())));
    assert_eq!(
        free.allowed_from(vec![block; 101]),
        Err(RequestRefusal::TooManyBlocks { count: 101 })
    );
}

/// The definition of `*`, tried everywhere.
fn naive(pattern: &[u8], path: &[u8]) -> bool {
    match pattern.split_first() {
        None => path.is_empty(),
        Some((b'*', rest)) => (0..=path.len()).any(|skip| naive(rest, &path[skip..])),
        Some((byte, rest)) => {
            path.split_first().is_some_and(|(b, after)| b == byte && naive(rest, after))
        }
    }
}

proptest! {
    #[test]
    fn matching_is_its_definition(pattern in "/[ab/*]{0,8}", path in "/[ab/]{0,8}") {
        let expected = naive(pattern.as_bytes(), path.as_bytes());
        prop_assert_eq!(rule("GET", &pattern).matches(Verb::Get, &path), expected);
    }
}
