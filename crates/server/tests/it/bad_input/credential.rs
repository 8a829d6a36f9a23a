//! Requests for a credential that could never be granted.

use expect_test::expect;
use perennial_testkit::{Holding, each_app};
use serde_json::{Value, json};

use super::all_told;

#[tokio::test]
async fn rules_addresses_and_redirections_are_refused_with_their_reason() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let ask = |body: Value| {
            let call = app.request("POST", "/1.0/auth/credential").json(&body);
            call.header("x-ovh-application", &alice.credentials.application_key)
        };
        let rule =
            |method: &str, path: &str| json!({"accessRules": [{"method": method, "path": path}]});
        let with = |field: &str, value: Value| {
            let mut body = rule("GET", "/me");
            body[field] = value;
            body
        };
        let many = vec![json!({"method": "GET", "path": "/me"}); 101];
        let blocks: Vec<_> = (0..101).map(|n| format!("192.0.2.{n}")).collect();
        let calls = [
            ("no rules", ask(json!({"accessRules": []}))),
            ("no field", ask(json!({"redirection": "https://example.com"}))),
            ("rules that are text", ask(json!({"accessRules": "GET /me"}))),
            ("a rule that is text", ask(json!({"accessRules": ["GET /me"]}))),
            ("a rule without path", ask(json!({"accessRules": [{"method": "GET"}]}))),
            ("no method of the API", ask(rule("PATCH", "/me"))),
            ("a method in lower case", ask(rule("get", "/me"))),
            ("any method", ask(rule("*", "/me"))),
            ("a path without its slash", ask(rule("GET", "me"))),
            ("a path with a space", ask(rule("GET", "/me /bill"))),
            ("a path beyond ASCII", ask(rule("GET", "/é"))),
            ("no path", ask(rule("GET", ""))),
            ("a path without end", ask(rule("GET", &"/x".repeat(128)))),
            ("rules without end", ask(json!({"accessRules": many}))),
            ("no block", ask(with("allowedIPs", json!(["192.0.2.0/33"])))),
            ("a name for a block", ask(with("allowedIPs", json!(["localhost"])))),
            ("blocks without end", ask(with("allowedIPs", json!(blocks)))),
            ("a script to go to", ask(with("redirection", json!("javascript:alert(1)")))),
            ("a path to go to", ask(with("redirection", json!("/me")))),
            ("a line break on the way", ask(with("redirection", json!("https://a\r\nb")))),
            ("an unknown field", ask(with("redirectUrl", json!("https://a")))),
        ];
        expect![[r#"
            no rules
              400 Client::BadRequest
                no access rule is given; name at least one method and path
            no field
              400 Client::BadRequest
                The body is not what this call takes: missing field `accessRules`
            rules that are text
              400 Client::BadRequest {"parameter":"accessRules"}
                accessRules: invalid type: string "GET /me", expected a list (at line 1 column 24)
            a rule that is text
              400 Client::BadRequest {"parameter":"accessRules[0]"}
                accessRules[0]: invalid type: string "GET /me", expected a JSON object (at line 1 column 25)
            a rule without path
              400 Client::BadRequest {"parameter":"accessRules[0]"}
                accessRules[0]: missing field `path` (at line 1 column 32)
            no method of the API
              400 Client::BadRequest
                Body parameter accessRules isn't formated correctly: `PATCH` is not a method of the API; use GET, POST, PUT or DELETE
            a method in lower case
              400 Client::BadRequest
                Body parameter accessRules isn't formated correctly: `get` is not a method of the API; use GET, POST, PUT or DELETE
            any method
              400 Client::BadRequest
                Body parameter accessRules isn't formated correctly: `*` is not a method of the API; use GET, POST, PUT or DELETE
            a path without its slash
              400 Client::BadRequest
                Body parameter accessRules isn't formated correctly: `me` is not a path of the API; paths start with / or *, without spaces, up to 255 characters
            a path with a space
              400 Client::BadRequest
                Body parameter accessRules isn't formated correctly: `/me /bill` is not a path of the API; paths start with / or *, without spaces, up to 255 characters
            a path beyond ASCII
              400 Client::BadRequest
                Body parameter accessRules isn't formated correctly: `/é` is not a path of the API; paths start with / or *, without spaces, up to 255 characters
            no path
              400 Client::BadRequest
                Body parameter accessRules isn't formated correctly: `` is not a path of the API; paths start with / or *, without spaces, up to 255 characters
            a path without end
              400 Client::BadRequest
                Body parameter accessRules isn't formated correctly: `/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x` is not a path of the API; paths start with / or *, without spaces, up to 255 characters
            rules without end
              400 Client::BadRequest
                101 access rules are given; at most 100 are allowed, and `*` matches any path
            no block
              400 Client::BadRequest {"parameter":"allowedIPs"}
                allowedIPs: `192.0.2.0/33` is not an address block; write an address or a block such as 192.0.2.0/24 or 2001:db8::/32
            a name for a block
              400 Client::BadRequest {"parameter":"allowedIPs"}
                allowedIPs: `localhost` is not an address block; write an address or a block such as 192.0.2.0/24 or 2001:db8::/32
            blocks without end
              400 Client::BadRequest
                101 address blocks are given; at most 100 are allowed
            a script to go to
              400 Client::BadRequest {"parameter":"redirection"}
                redirection: it must be an address that starts with https:// or http://
            a path to go to
              400 Client::BadRequest {"parameter":"redirection"}
                redirection: it must be an address that starts with https:// or http://
            a line break on the way
              400 Client::BadRequest {"parameter":"redirection"}
                redirection: the text has a control character (U+000D)
            an unknown field
              400 Client::BadRequest {"parameter":"redirectUrl"}
                redirectUrl: unknown field `redirectUrl`, expected one of `accessRules`, `allowedIPs`, `redirection` (at line 1 column 60)
        "#]].assert_eq(&all_told(app, calls).await);
    })
    .await;
}

#[tokio::test]
async fn spaces_around_a_rule_are_no_part_of_it() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let body = json!({
            "accessRules": [{"method": " GET ", "path": "\t/auth/* "}],
            "allowedIPs": ["192.0.2.0/24", "2001:db8::1"],
            "redirection": "",
        });
        let call = app.request("POST", "/1.0/auth/credential").json(&body);
        let new =
            call.header("x-ovh-application", &alice.credentials.application_key).send().await.ok();
        let url = new["validationUrl"].as_str().unwrap();
        let (_, token) = url.split_once("credentialToken=").unwrap();
        let asked = app.engine.credential_by_token(token).await.unwrap();
        let rule = &asked.rules[0];
        assert_eq!((rule.verb().name(), rule.pattern()), ("GET", "/auth/*"));
        let blocks: Vec<_> = asked.allowed_ips.iter().map(ToString::to_string).collect();
        assert_eq!(blocks, ["192.0.2.0/24", "2001:db8::1/128"]);
        assert_eq!(asked.redirection, None);
    })
    .await;
}
