//! `perennial demo`.

use perennial_api::model::{
    CredentialRequest, PayWithRegisteredPaymentMean, RenewRequest, ReusablePaymentMean,
};
use perennial_client::{Client, DateRange};
use perennial_store::testing::{TestDatabase, each_database};
use perennial_testkit::{Holding, TestApp};
use serde_json::{Value, json};

use crate::process::{Done, Program, argument, client, file, program, run};

/// What the guide's figures come to, and that the play has been to its end.
fn assert_played(done: &Done) {
    assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""), "{done:?}");
    for expected in [
        "12345  Domain .ovh",
        "P1Y      1.99 €  12345 Domain .ovh\n",
        "37.87 €  67890 Hosting Perso 2014 + 12345 Domain .ovh\n",
        "37.87 € net, 7.57 € tax, 45.44 € to pay",
        "to pay                                                        45.44 €\n",
        "order is   delivered\n",
        "7. Bill FR0000000",
        "clearing:paypal  45.44 €\n",
        "Every invariant holds.\n",
    ] {
        assert!(done.stdout.contains(expected), "{expected:?} is not in {}", done.stdout);
    }
    assert!(!done.stdout.contains('\u{1b}'), "there is no terminal, and so no colour");
}

#[tokio::test]
async fn it_plays_to_the_end_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = program(&["demo"]);
    // It heeds nothing that is meant for a real server.
    command.env("TMPDIR", folder.path()).current_dir(folder.path());
    command.env("DATABASE_URL", file(folder.path(), "production.db"));
    command.env("PERENNIAL_KEY_FILE", file(folder.path(), "production.key"));
    command.env("PERENNIAL_LISTEN", "127.0.0.1:1");
    let done = Program::start(command).end().await;
    assert_played(&done);
    assert!(done.stdout.contains("loaded just now"), "{}", done.stdout);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn kept_in_a_temporary_folder_it_leaves_nothing_behind_either() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = program(&["demo", "--keep"]);
    command.env("TMPDIR", folder.path());
    let mut server = Program::start(command);
    server.read_until("strategy[\"price\"]").await;
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    server.signal().await;
    assert_eq!(server.end().await.code, Some(0));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn on_a_database_of_its_own_it_plays_as_often_as_wanted() {
    each_database(async |database| {
        let (name, key) = (argument(database.database()), file(database.folder(), "key"));
        let arguments = ["demo", "--database", &name, "--key-file", &key];
        let first = run(&arguments).await;
        assert_played(&first);
        assert!(first.stdout.contains("7. Bill FR00000001\n"), "{}", first.stdout);
        let second = run(&arguments).await;
        assert_played(&second);
        assert!(second.stdout.contains("which the database had already"), "{}", second.stdout);
        assert!(second.stdout.contains("7. Bill FR00000002\n"), "{}", second.stdout);
        let summary = run(&[&arguments[..], &["--output", "json"]].concat()).await;
        let summary: Value = serde_json::from_str(&summary.stdout).unwrap();
        assert_eq!(
            (&summary["priceWithTax"], &summary["billId"], &summary["violations"]),
            (&json!("45.44 €"), &json!("FR00000003"), &json!(0))
        );
    })
    .await;
}

#[tokio::test]
async fn it_adds_nothing_to_a_database_with_other_accounts() {
    each_database(async |database| {
        let app = TestApp::on(database.database()).await;
        app.add_user("alice", &Holding::guide()).await;
        let name = argument(database.database());
        let key = "07".repeat(32);
        let done = run(&["demo", "--database", &name, "--key", &key]).await;
        assert_eq!((done.code, done.stdout.as_str()), (Some(3), ""));
        assert_eq!(
            done.stderr,
            "error: the database has accounts, and not that of the demo: nothing is added to it\n  \
             name another database with --database, or none for a temporary one\n"
        );
    })
    .await;
}

/// Renews services and pays with PayPal, as the guide's script does.
async fn renew(client: &Client, services: &[i64], period: &str) -> String {
    let duration = period.parse().unwrap();
    let request = RenewRequest { dry_run: None, duration, services: services.to_vec() };
    let order = client.renew(services[0], &request).await.unwrap();
    let mean = PayWithRegisteredPaymentMean {
        payment_mean: ReusablePaymentMean::OldPaypal,
        payment_mean_id: Some(1234),
    };
    client.pay_with_registered_mean(order.order_id, &mean).await.unwrap();
    order.price_with_tax.text
}

async fn keep(database: &TestDatabase) -> (Program, Value) {
    let (name, key) = (argument(database.database()), file(database.folder(), "key"));
    Program::serving(&["demo", "--keep", "--database", &name, "--key-file", &key]).await
}

#[tokio::test]
async fn kept_for_a_script_it_plays_nothing_and_has_the_same_keys_again() {
    each_database(async |database| {
        let (server, first) = keep(database).await;
        assert_eq!(first.as_object().unwrap().len(), 8);
        let program = client(&first, None);
        assert_eq!(program.me().await.unwrap().nichandle, "demo-ovh");
        assert_eq!(program.orders(DateRange::default()).await.unwrap(), Vec::<i64>::new());
        server.signal().await;
        let done = server.end().await;
        assert_eq!((done.code, done.stdout.as_str(), done.stderr.as_str()), (Some(0), "", ""));

        let (server, second) = keep(database).await;
        for key in ["applicationKey", "applicationSecret", "consumerKey", "nichandle"] {
            assert_eq!(first[key], second[key]);
        }
        assert_eq!(first["operator"], second["operator"]);
        for password in ["password", "operatorPassword"] {
            assert_ne!(first[password], second[password], "what is kept of it cannot be shown");
        }
        let program = client(&second, None);
        assert_eq!(program.orders(DateRange::default()).await.unwrap(), Vec::<i64>::new());
        assert_eq!(renew(&program, &[12345, 67890], "P1Y").await, "45.44 €");
        assert_eq!(renew(&program, &[112_233], "P3M").await, "10.76 €");

        // A program of somebody else's asks for a key of its own.
        let request = json!({"accessRules": [{"method": "GET", "path": "/*"}]});
        let request: CredentialRequest = serde_json::from_value(request).unwrap();
        let pending = program.request_credential(&request).await.unwrap();
        assert!(pending.validation_url.contains("/auth/?credentialToken="), "{pending:?}");

        // Without its key the demo could not go on: it makes itself another one.
        program.logout().await.unwrap();
        server.signal().await;
        assert_eq!(server.end().await.code, Some(0));
        let (_server, third) = keep(database).await;
        assert_eq!(first["applicationKey"], third["applicationKey"]);
        assert_ne!(first["consumerKey"], third["consumerKey"]);
        assert_eq!(client(&third, None).me().await.unwrap().nichandle, "demo-ovh");
    })
    .await;
}

#[tokio::test]
async fn kept_for_a_person_it_plays_once_and_says_how_to_call_it() {
    let database = TestDatabase::sqlite();
    let name = argument(database.database());
    let arguments = ["demo", "--keep", "--database", &name];
    let stop = async || {
        let mut server = Program::start(program(&arguments));
        let seen = server.read_until("strategy[\"price\"]").await;
        server.signal().await;
        assert_eq!(server.end().await.code, Some(0));
        seen
    };
    let first = stop().await;
    assert!(first.contains("Every invariant holds."), "{first}");
    assert!(first.contains("\nexport OVH_CONSUMER_KEY="), "{first}");
    assert!(
        first.contains("\novh.client.ENDPOINTS[\"perennial\"] = \"http://127.0.0.1:"),
        "{first}"
    );
    let second = stop().await;
    assert!(!second.contains("Payment"), "nothing is played again: {second}");
    let key = |text: &str| {
        let line = text.lines().find(|line| line.starts_with("export OVH_CONSUMER_KEY"));
        line.unwrap().to_owned()
    };
    assert_eq!(key(&first), key(&second));
}

#[tokio::test]
async fn it_speaks_https_with_a_certificate() {
    let folder = tempfile::tempdir().unwrap();
    let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
    let made = rcgen::generate_simple_self_signed(names).unwrap();
    let (certificate, key) = (file(folder.path(), "cert.pem"), file(folder.path(), "key.pem"));
    std::fs::write(&certificate, made.cert.pem()).unwrap();
    std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    let tls = ["--tls-certificate", &certificate, "--tls-key", &key];
    assert_played(&run(&[&["demo"], &tls[..]].concat()).await);
    let (_server, line) = Program::serving(&[&["demo", "--keep"], &tls[..]].concat()).await;
    assert!(line["endpoint"].as_str().unwrap().starts_with("https://127.0.0.1:"), "{line}");
    let program = client(&line, Some(made.cert.pem().into_bytes()));
    assert_eq!(program.me().await.unwrap().nichandle, "demo-ovh");
}

#[tokio::test]
async fn it_makes_itself_a_certificate_once_and_keeps_it() {
    let folder = tempfile::tempdir().unwrap();
    let name = file(folder.path(), "tls");
    let tls = ["--tls-self-signed", &name];
    assert_played(&run(&[&["demo"], &tls[..]].concat()).await);
    let certificate = std::fs::read(folder.path().join("tls/certificate.pem")).unwrap();
    let kept = ["demo", "--keep", "--public-url", "https://[::1]:8443"];
    let (_server, line) = Program::serving(&[&kept, &tls[..]].concat()).await;
    assert_eq!(std::fs::read(folder.path().join("tls/certificate.pem")).unwrap(), certificate);
    assert_eq!(line["endpoint"], "https://[::1]:8443/1.0");

    // Half of what it made is not taken for the whole, and not replaced.
    std::fs::remove_file(folder.path().join("tls/key.pem")).unwrap();
    let both = ["--tls-certificate", "a.pem", "--tls-key", "b.pem"];
    for (more, code, text) in [(&[][..], 1, "but not both"), (&both, 2, "cannot be used with")] {
        let done = run(&[&["demo"], &tls[..], more].concat()).await;
        assert_eq!(done.code, Some(code), "{done:?}");
        assert!(done.stderr.contains(text), "{done:?}");
    }
}
