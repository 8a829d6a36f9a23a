//! Bodies that are not what a call takes.

use expect_test::expect;
use perennial_testkit::{Holding, each_app};
use serde_json::json;

use super::all_told;

#[tokio::test]
async fn bodies_are_refused_with_field_and_place() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let bodies = [
            "hello",
            "null",
            "42",
            "\"P1Y\"",
            "[true,\"P1Y\",[]]",
            "{",
            "{\"duration\":\"P1Y\",\n \"services\": [1,]}",
            "{\"duration\":\"P1Y\",\"services\":[]} x",
            "duration=P1Y&services=",
            "{}",
            "{\"duration\":\"P1Y\"}",
            "{\"services\":[]}",
            "{\"duration\":\"P1Y\",\"services\":[],\"servces\":[1]}",
            "{\"duration\":\"P1Y\",\"duration\":\"P2Y\",\"services\":[]}",
            "{\"duration\":12,\"services\":[]}",
            "{\"duration\":null,\"services\":[]}",
            "{\"duration\":\"P1Y\",\"services\":12345}",
            "{\"duration\":\"P1Y\",\"services\":null}",
            "{\"duration\":\"P1Y\",\"services\":[12345,\"67890\"]}",
            "{\"duration\":\"P1Y\",\"services\":[12345,1.5]}",
            "{\"duration\":\"P1Y\",\"services\":[18446744073709551615]}",
            "{\"duration\":\"P1Y\",\"services\":[1e400]}",
            "{\"duration\":\"P1Y\",\"services\":[{}]}",
            "{\"duration\":\"P1Y\",\"services\":[],\"dryRun\":\"yes\"}",
            "{\"duration\":\"P1Y\",\"services\":[],\"dryRun\":1}",
            "{\"duration\":\"P1Y\",\"services\":[\"\\u001b[31m\"]}",
        ];
        let renew = |body| alice.request("POST", "/1.0/service/12345/renew").body(body);
        let blank = [("nothing", renew("")), ("white space", renew(" \n"))];
        let calls = blank.into_iter().chain(bodies.map(|body| (body, renew(body))));
        expect![[r#"
            nothing
              400 Client::BadRequest
                The body is empty; send a JSON object
            white space
              400 Client::BadRequest
                The body is empty; send a JSON object
            hello
              400 Client::BadRequest
                The body is not JSON: expected value at line 1 column 1
            null
              400 Client::BadRequest
                The body is not what this call takes: invalid type: null, expected a JSON object
            42
              400 Client::BadRequest
                The body is not what this call takes: invalid type: integer `42`, expected a JSON object
            "P1Y"
              400 Client::BadRequest
                The body is not what this call takes: invalid type: string "P1Y", expected a JSON object
            [true,"P1Y",[]]
              400 Client::BadRequest
                The body is a list; send a JSON object
            {
              400 Client::BadRequest
                The body is not JSON: EOF while parsing an object at line 1 column 1
            {"duration":"P1Y",
             "services": [1,]}
              400 Client::BadRequest
                The body is not JSON: trailing comma at line 2 column 17
            {"duration":"P1Y","services":[]} x
              400 Client::BadRequest
                The body is not JSON: trailing characters at line 1 column 34
            duration=P1Y&services=
              400 Client::BadRequest
                The body is not JSON: expected value at line 1 column 1
            {}
              400 Client::BadRequest
                The body is not what this call takes: missing field `duration`
            {"duration":"P1Y"}
              400 Client::BadRequest
                The body is not what this call takes: missing field `services`
            {"services":[]}
              400 Client::BadRequest
                The body is not what this call takes: missing field `duration`
            {"duration":"P1Y","services":[],"servces":[1]}
              400 Client::BadRequest {"parameter":"servces"}
                servces: unknown field `servces`, expected one of `dryRun`, `duration`, `services` (at line 1 column 41)
            {"duration":"P1Y","duration":"P2Y","services":[]}
              400 Client::BadRequest
                The body is not what this call takes: duplicate field `duration`
            {"duration":12,"services":[]}
              400 Client::BadRequest {"parameter":"duration"}
                duration: invalid type: integer `12`, expected a string (at line 1 column 14)
            {"duration":null,"services":[]}
              400 Client::BadRequest {"parameter":"duration"}
                duration: invalid type: null, expected a string (at line 1 column 16)
            {"duration":"P1Y","services":12345}
              400 Client::BadRequest {"parameter":"services"}
                services: invalid type: integer `12345`, expected a list (at line 1 column 34)
            {"duration":"P1Y","services":null}
              400 Client::BadRequest {"parameter":"services"}
                services: invalid type: null, expected a list (at line 1 column 33)
            {"duration":"P1Y","services":[12345,"67890"]}
              400 Client::BadRequest {"parameter":"services[1]"}
                services[1]: invalid type: string "67890", expected a whole number (at line 1 column 43)
            {"duration":"P1Y","services":[12345,1.5]}
              400 Client::BadRequest {"parameter":"services[1]"}
                services[1]: invalid type: floating point `1.5`, expected a whole number (at line 1 column 39)
            {"duration":"P1Y","services":[18446744073709551615]}
              400 Client::BadRequest {"parameter":"services[0]"}
                services[0]: invalid value: integer `18446744073709551615`, expected a whole number (at line 1 column 50)
            {"duration":"P1Y","services":[1e400]}
              400 Client::BadRequest
                The body is not JSON: number out of range at line 1 column 35
            {"duration":"P1Y","services":[{}]}
              400 Client::BadRequest {"parameter":"services[0]"}
                services[0]: invalid type: object, expected a whole number (at line 1 column 30)
            {"duration":"P1Y","services":[],"dryRun":"yes"}
              400 Client::BadRequest {"parameter":"dryRun"}
                dryRun: invalid type: string "yes", expected a boolean (at line 1 column 46)
            {"duration":"P1Y","services":[],"dryRun":1}
              400 Client::BadRequest {"parameter":"dryRun"}
                dryRun: invalid type: integer `1`, expected a boolean (at line 1 column 42)
            {"duration":"P1Y","services":["\u001b[31m"]}
              400 Client::BadRequest {"parameter":"services[0]"}
                services[0]: invalid type: string "\u{1b}[31m", expected a whole number (at line 1 column 42)
        "#]].assert_eq(&all_told(app, calls).await);
        // What is no text at all, and what is nested too deeply to be read.
        let latin1 =
            alice.request("POST", "/1.0/service/12345/renew").body(b"{\"duration\":\"\xe9\"}");
        let deep = alice
            .request("POST", "/1.0/service/12345/renew")
            .body("{\"services\":".to_owned() + &"[".repeat(9999));
        expect![[r#"
            latin1
              400 Client::BadRequest
                The body is not JSON: invalid unicode code point at line 1 column 14
            deep
              400 Client::BadRequest {"parameter":"services[0]"}
                services[0]: invalid type: list, expected a whole number (at line 1 column 13)
        "#]].assert_eq(&all_told(app, [("latin1", latin1), ("deep", deep)]).await);
    })
    .await;
}

#[tokio::test]
async fn a_body_is_read_up_to_its_bound() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let body = |bytes: usize| {
            let body = json!({"dryRun": true, "duration": "P1Y", "services": []}).to_string();
            " ".repeat(bytes - body.len()) + &body
        };
        let call = |bytes| alice.request("POST", "/1.0/service/12345/renew").body(body(bytes));
        assert_eq!(call(1024 * 1024).send().await.status, 200);
        expect![[r#"
            1 MiB and 1 byte
              413 Client::PayloadTooLarge
                The body is too large; at most 1048576 bytes are read
        "#]]
        .assert_eq(&all_told(app, [("1 MiB and 1 byte", call(1024 * 1024 + 1))]).await);
        let unsigned = app.request("POST", "/1.0/nowhere").body(body(2 << 20));
        assert_eq!(unsigned.send().await.status, 413, "whoever sends it");
    })
    .await;
}

#[tokio::test]
async fn the_content_type_is_no_matter() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let body = json!({"dryRun": true, "duration": "P1Y", "services": []});
        let call = || alice.request("POST", "/1.0/service/12345/renew").json(&body);
        for content_type in ["application/json", "application/json;charset=utf-8", "text/plain", ""]
        {
            assert_eq!(call().header("content-type", content_type).send().await.status, 200);
        }
        // A body where none is asked for is signed like any other, and not read.
        assert_eq!(alice.request("GET", "/1.0/me").body("{}").send().await.status, 200);
        assert_eq!(
            alice.request("POST", "/1.0/auth/logout").body("nonsense").send().await.status,
            200
        );
    })
    .await;
}

#[tokio::test]
async fn a_service_is_renamed_with_the_whole_of_it_or_with_its_name() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let put = |body: &str| alice.request("PUT", "/1.0/service/12345").body(body);
        let bodies = [
            "{}",
            "{\"displayName\":\"Mine\"}",
            "{\"resource\":{}}",
            "{\"resource\":{\"displayName\":null}}",
            "{\"resource\":{\"displayName\":7}}",
            "{\"resource\":{\"displayName\":\"a\\tb\"}}",
            "{\"resource\":{\"displayName\":\"x\",\"colour\":\"red\"}}",
            "{\"resource\":{\"displayName\":\"x\"},\"colour\":\"red\"}",
        ];
        let long = "é".repeat(128);
        let long = ("long", put(&format!("{{\"resource\":{{\"displayName\":\"{long}\"}}}}")));
        let calls = bodies.iter().map(|body| (*body, put(body))).chain([long]);
        expect![[r#"
            {}
              400 Client::BadRequest
                The body is not what this call takes: missing field `resource`
            {"displayName":"Mine"}
              400 Client::BadRequest {"parameter":"displayName"}
                displayName: unknown field `displayName`, expected one of `resource`, `creationDate`, `details`, `engagementDate`, `expirationDate`, `nextBillingDate`, `plan`, `quantity`, `renew`, `route`, `state` (at line 1 column 14)
            {"resource":{}}
              400 Client::BadRequest {"parameter":"resource"}
                resource: missing field `displayName` (at line 1 column 14)
            {"resource":{"displayName":null}}
              400 Client::BadRequest {"parameter":"resource.displayName"}
                resource.displayName: invalid type: null, expected a string (at line 1 column 31)
            {"resource":{"displayName":7}}
              400 Client::BadRequest {"parameter":"resource.displayName"}
                resource.displayName: invalid type: integer `7`, expected a string (at line 1 column 28)
            {"resource":{"displayName":"a\tb"}}
              400 Client::BadRequest {"parameter":"displayName"}
                displayName: the text has a control character (U+0009)
            {"resource":{"displayName":"x","colour":"red"}}
              400 Client::BadRequest {"parameter":"resource.colour"}
                resource.colour: unknown field `colour`, expected one of `displayName`, `name`, `state` (at line 1 column 39)
            {"resource":{"displayName":"x"},"colour":"red"}
              400 Client::BadRequest {"parameter":"colour"}
                colour: unknown field `colour`, expected one of `resource`, `creationDate`, `details`, `engagementDate`, `expirationDate`, `nextBillingDate`, `plan`, `quantity`, `renew`, `route`, `state` (at line 1 column 40)
            long
              400 Client::BadRequest {"parameter":"displayName"}
                displayName: the text has 256 bytes; at most 255 are allowed
        "#]].assert_eq(&all_told(app, calls).await);

        // SDK examples send back what they got, with one thing changed; all else is read-only and ignored.
        let mut service = alice.get("/service/12345").await.ok();
        service["resource"]["displayName"] = json!(" My domain ");
        service["quantity"] = json!(1000);
        service["renew"]["mode"] = json!("manual");
        assert_eq!(alice.put("/service/12345", service.clone()).await.ok(), json!(null));
        service["resource"]["displayName"] = json!("My domain");
        service["quantity"] = json!(1);
        service["renew"]["mode"] = json!("automaticV2012");
        assert_eq!(alice.get("/service/12345").await.ok(), service);
        let empty = json!({"resource": {"displayName": " "}});
        assert_eq!(alice.put("/service/12345", empty).await.ok(), json!(null));
        let name = &alice.get("/service/12345").await.ok()["resource"]["displayName"];
        assert_eq!(
            name, "mypersonaldomain.ovh",
            "without a name of its own it is called what it is"
        );
    })
    .await;
}
