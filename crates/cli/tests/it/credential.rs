//! `perennial credential`.

use perennial_store::testing::{TestDatabase, each_database};
use serde_json::{Value, json};

use crate::admin::{Admin, create, number};

/// Asks for a credential, as a program does: the token of its validation.
async fn ask(database: &TestDatabase, application: &Value) -> String {
    use perennial_core::credential::AccessRule;
    use perennial_engine::access::CredentialRequest;
    let app = perennial_testkit::TestApp::with(database.database(), |settings| {
        // Ids of their own, or they would be those of the application before.
        settings.ids = perennial_engine::ids::Ids::from_entropy().unwrap();
        settings.wall = perennial_engine::clock::Clock::real(settings.clock.zone().clone());
    });
    let app = app.await;
    let key = application["applicationKey"].as_str().unwrap();
    let stored = app.engine.active_application(key).await.unwrap();
    let rules = ["GET", "POST"].map(|method| AccessRule::parse(method, "/me/*").unwrap());
    let request =
        CredentialRequest { rules: rules.to_vec(), allowed_ips: Vec::new(), redirection: None };
    let new = app.engine.request_credential(&stored, &request, None).await.unwrap();
    new.validation_token.to_string()
}

#[tokio::test]
async fn credentials_are_made_for_an_account_and_show_their_key_once() {
    each_database(async |database| {
        let admin = Admin::of(database);
        let application = create(&admin, "ab1-ovh").await;
        let id = number(&application["applicationId"]);
        let command = ["credential", "create", "--account", "ab1-ovh", "--application", &id];
        let rules = ["--rule", "* /me/*", "--rule", "GET /vps", "--ip", "192.0.2.0/24"];
        let told = admin.text(&[&command[..], &rules].concat()).await;
        let key = told.lines().find(|line| line.contains("consumer key")).unwrap();
        let key = key.rsplit(' ').next().unwrap().to_owned();
        assert_eq!(key.len(), 32, "{told}");
        assert!(told.ends_with("The consumer key is not shown again.\n"), "{told}");
        let by_key = application["applicationKey"].as_str().unwrap();
        let command = ["credential", "create", "--account", "ab1-ovh", "--application", by_key];
        let short = ["--rule", "GET /*", "--valid-for", "90d"];
        let second = admin.json(&[&command[..], &short].concat()).await;
        assert_eq!(second["consumerKey"].as_str().unwrap().len(), 32);

        let list = admin.json(&["credential", "list", "--account", "ab1-ovh"]).await;
        let [first, other] = &list.as_array().unwrap()[..] else { panic!("{list}") };
        assert_eq!(first["allowedIPs"], json!(["192.0.2.0/24"]));
        assert_eq!(first["rules"][3], json!({"method": "DELETE", "path": "/me/*"}));
        assert_eq!(first["rules"][4], json!({"method": "GET", "path": "/vps"}));
        assert_eq!((&first["status"], &first["expiresAt"]), (&"validated".into(), &Value::Null));
        assert_eq!(first["application"], "Renewals");
        assert_eq!(other["credentialId"], second["credentialId"]);
        assert_eq!(other["expiresAt"], second["expiresAt"]);
        let table = admin.text(&["credential", "list", "--application", by_key]).await;
        assert!(table.contains("validated  * /me/*, GET /vps  192.0.2.0/24  never"), "{table}");
        for text in [&list.to_string(), &table] {
            assert!(!text.contains(&key), "{text}");
        }

        let id = number(&first["credentialId"]);
        let revoked = admin.text(&["credential", "revoke", &id]).await;
        assert_eq!(revoked, format!("revoked: credential {id}\n"));
        let again = admin.text(&["credential", "revoke", &id]).await;
        assert_eq!(again, format!("credential {id} was over before, nothing was done\n"));
        let list = admin.json(&["credential", "list"]).await;
        assert_eq!(list.as_array().unwrap().len(), 1, "{list}");
        let all = admin.json(&["credential", "list", "--all"]).await;
        assert_eq!(
            (&all[0]["status"], &all[1]["status"]),
            (&"expired".into(), &"validated".into())
        );
        assert!(admin.json(&["audit"]).await["violations"].as_array().unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_pending_credential_is_looked_at_and_validated_or_refused() {
    each_database(async |database| {
        let admin = Admin::of(database);
        let application = create(&admin, "ab1-ovh").await;
        let token = ask(database, &application).await;
        let address = format!("https://renew.example.com/auth/?credentialToken={token}");
        let shown = admin.json(&["credential", "show", "--token", &address]).await;
        assert_eq!(shown["status"], "pendingValidation");
        assert_eq!(
            (&shown["nichandle"], &shown["rules"][1]["method"]),
            (&Value::Null, &"POST".into())
        );
        let id = number(&shown["credentialId"]);
        let told = admin.refused(&["credential", "revoke", &id], 3).await;
        assert!(told.contains("refuse it with perennial credential refuse"), "{told}");

        let validate = ["credential", "validate", "--token", &token, "--account", "ab1-ovh"];
        let told = admin.text(&[&validate[..], &["--valid-for", "1y"]].concat()).await;
        for line in
            ["validated:\n", "  account       ab1-ovh\n", "  may call      GET|POST /me/*\n"]
        {
            assert!(told.contains(line), "{told}");
        }
        let told = admin.refused(&validate, 3).await;
        let expected = format!(
            "error: credential {id} is validated, only a pending one can be validated or refused\n"
        );
        assert_eq!(told, expected);

        let token = ask(database, &application).await;
        let refuse = ["credential", "refuse", "--token", &token, "--account", "ab1-ovh"];
        let refused = admin.json(&refuse).await;
        assert_eq!(refused["status"], "refused");
        let id = number(&refused["credentialId"]);
        let told = admin.refused(&["credential", "revoke", &id], 3).await;
        assert!(told.contains("is refused: it is not anybody's"), "{told}");
        let list = admin.json(&["credential", "list"]).await;
        assert_eq!(list.as_array().unwrap().len(), 1, "{list}");
        assert!(admin.json(&["audit"]).await["violations"].as_array().unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_is_refused() {
    each_database(async |database| {
        let admin = Admin::of(database);
        let application = create(&admin, "ab1-ovh").await;
        let id = number(&application["applicationId"]);
        let make = async |application: &str, account: &str, more: &[&str], code| {
            let command = ["--account", account, "--application", application];
            admin.refused(&[&["credential", "create"][..], &command, more].concat(), code).await
        };
        let rule = ["--rule", "GET /*"];
        for (more, text) in [
            (&[][..], "--rule <METHOD PATH>"),
            (&["--rule", "GET"], "write a method and a path"),
            (&["--rule", "PATCH /me"], "use GET, POST, PUT or DELETE"),
            (&["--rule", "GET me"], "paths start with / or *"),
            (&["--rule", "GET /*", "--ip", "home"], "is not an address block"),
            (&["--rule", "GET /*", "--valid-for", "long"], "write one such as 12h, 90d or 1y"),
        ] {
            let told = make(&id, "ab1-ovh", more, 2).await;
            assert!(told.contains(text), "{told}");
        }
        assert!(make(&id, "nobody", &rule, 3).await.contains("there is no account nobody"));
        assert!(make("5", "ab1-ovh", &rule, 3).await.contains("there is no application 5"));
        let rules: Vec<String> = (0..101).map(|number| format!("GET /{number}")).collect();
        let rules: Vec<&str> = rules.iter().flat_map(|rule| ["--rule", rule.as_str()]).collect();
        assert!(make(&id, "ab1-ovh", &rules, 3).await.contains("at most 100 are allowed"));
        admin.text(&["application", "revoke", &id]).await;
        let told = make(&id, "ab1-ovh", &rule, 3).await;
        assert!(told.contains(&format!("application {id} was revoked")), "{told}");

        let told = admin.refused(&["credential", "show", "--token", "nothing"], 3).await;
        assert!(told.contains("what stands after credentialToken= in the address"), "{told}");
        let told = admin.refused(&["credential", "show", "7"], 3).await;
        assert!(told.contains("there is no credential 7\n"), "{told}");
        assert!(admin.refused(&["credential", "show"], 2).await.contains("<ID>"));
        assert_eq!(admin.json(&["credential", "list", "--all"]).await, json!([]));
    })
    .await;
}
