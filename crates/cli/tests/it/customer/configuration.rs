//! Which server is called and with which keys: files, variables, arguments, and which of them wins.

use std::fs;
use std::future::pending;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;

use expect_test::expect;
use perennial_server::{Listener, ServerSettings, TlsFiles};
use perennial_testkit::Credentials;
use serde_json::json;

use super::shop::{Shop, each_guide};

/// The section of an endpoint.
fn section(endpoint: &str, keys: &Credentials) -> String {
    let Credentials { application_key, application_secret, consumer_key } = keys;
    format!(
        "[{endpoint}]\napplication_key={application_key}\napplication_secret={application_secret}\n\
         consumer_key={consumer_key}\n"
    )
}

/// Writes a configuration file with these keys.
fn write(path: &Path, endpoint: &str, keys: &Credentials, more: &str) {
    let section = section(endpoint, keys);
    fs::write(path, format!("[default]\nendpoint={endpoint}\n\n{section}{more}")).unwrap();
}

/// The same keys with another application key, by which an answer shows which were used.
fn other(keys: &Credentials, application_key: &str) -> Credentials {
    Credentials { application_key: application_key.to_owned(), ..keys.clone() }
}

/// Whether the program could list services.
async fn lists(shop: &Shop<'_>, arguments: &[&str], variables: &[(&str, &str)]) -> bool {
    let mut command = shop.bare_command(&[&["services"], arguments].concat());
    let told = shop.told(command.envs(variables.iter().copied())).await;
    let expected = told.contains("vps112233.ovh.net");
    assert!(expected || told.contains("application key is invalid"), "{told}");
    expected
}

#[tokio::test]
async fn an_oauth2_client_or_a_token_is_as_good_as_keys() {
    each_guide(async |shop| {
        let body = json!({"name": "Nightly", "description": "lists", "flow": "CLIENT_CREDENTIALS"});
        let made = shop.alice.post("/me/api/oauth2/client", body).await.ok();
        let [id, secret] = ["clientId", "clientSecret"].map(|name| made[name].as_str().unwrap());
        let text = format!(
            "[default]\nendpoint={url}\n[{url}]\nclient_id={id}\nclient_secret={secret}\n",
            url = shop.url
        );
        fs::write(shop.work().join("ovh.conf"), &text).unwrap();
        assert!(lists(shop, &[], &[]).await);
        let form = format!("grant_type=client_credentials&client_id={id}&client_secret={secret}");
        let asked = shop.app.request("POST", "/auth/oauth2/token").body(form);
        let asked = asked.header("content-type", "application/x-www-form-urlencoded");
        let given = asked.send_unchecked().await.ok();
        let token = given["access_token"].as_str().unwrap();
        fs::write(shop.work().join("ovh.conf"), format!("[default]\nendpoint={}\n", shop.url))
            .unwrap();
        assert!(lists(shop, &[], &[("OVH_ACCESS_TOKEN", token)]).await);

        let wrong = text.replace(secret, "another-secret");
        fs::write(shop.work().join("ovh.conf"), wrong).unwrap();
        let told = shop.told(&mut shop.bare_command(&["services"])).await;
        let said = "GET /service was not sent: no access token was given out for the OAuth2 client";
        assert!(told.contains(said) && told.contains("invalid_client: there is no"), "{told}");
        assert!(told.ends_with("exit code 4\n"), "{told}");
    })
    .await;
}

#[tokio::test]
async fn the_nearer_file_wins_and_variables_before_all() {
    each_guide(async |shop| {
        let keys = &shop.alice.credentials;
        let (at_home, here) = (shop.home().join(".ovh.conf"), shop.work().join("ovh.conf"));
        write(&at_home, &shop.url, keys, "");
        assert!(lists(shop, &[], &[]).await);
        write(&here, &shop.url, &other(keys, "wrong"), "");
        assert!(!lists(shop, &[], &[]).await, "the file here comes before that at home");
        assert!(lists(shop, &["--config", "../.ovh.conf"], &[]).await);
        let variable = [("OVH_APPLICATION_KEY", keys.application_key.as_str())];
        assert!(lists(shop, &[], &variable).await, "and a variable before both");
        let wrong = [("OVH_APPLICATION_KEY", "wrong")];
        assert!(!lists(shop, &["--config", "../.ovh.conf"], &wrong).await);
    })
    .await;
}

#[tokio::test]
async fn an_endpoint_as_argument_chooses_the_section() {
    each_guide(async |shop| {
        let keys = &shop.alice.credentials;
        let wrong = section("http://127.0.0.1:9/1.0", &other(keys, "wrong"));
        let text = format!("[default]\nendpoint=ovh-ca\n{wrong}{}", section(&shop.url, keys));
        fs::write(shop.work().join("ovh.conf"), text).unwrap();
        assert!(lists(shop, &["--endpoint", &shop.url], &[("OVH_ENDPOINT", "ovh-eu")]).await);
    })
    .await;
}

/// What is said before the files are listed: whether there is an /etc/ovh.conf here is none of the test's business.
fn before_files(told: &str) -> &str {
    assert!(told.contains("configuration files: ovh.conf (not there), ~/.ovh.conf (not there)"));
    let (before, _) = told.split_once("  configuration files:").unwrap();
    before
}

#[tokio::test]
async fn what_is_not_configured_is_named_with_where_to_set_it() {
    each_guide(async |shop| {
        let mut command = shop.bare_command(&["services", "--endpoint", &shop.url]);
        expect![[r#"
            error: not configured for http://server/1.0: application_key, application_secret, consumer_key
              set OVH_APPLICATION_KEY, OVH_APPLICATION_SECRET, OVH_CONSUMER_KEY, or application_key, application_secret, consumer_key in the section of ovh.conf that is called as the endpoint is written
        "#]].assert_eq(before_files(&shop.told(&mut command).await));
        let mut command = shop.command(&["services"]);
        let told = shop.told(command.env("OVH_CONSUMER_KEY", "")).await;
        expect![[r#"
            error: not configured for http://server/1.0: consumer_key
              set OVH_CONSUMER_KEY, or consumer_key in the section of ovh.conf that is called as the endpoint is written
        "#]].assert_eq(before_files(&told));
        if !Path::new("/etc/ovh.conf").exists() {
            expect![[r#"
                error: no endpoint is configured
                  give --endpoint, set OVH_ENDPOINT, or write endpoint into the section [default] of ovh.conf: ovh-eu, or a URL such as http://127.0.0.1:8080/1.0
                exit code 2
            "#]].assert_eq(&shop.told(&mut shop.bare_command(&["services"])).await);
        }
    })
    .await;
}

#[tokio::test]
async fn a_file_that_cannot_be_used_is_named_with_its_line() {
    each_guide(async |shop| {
        let file = shop.work().join("ovh.conf");
        fs::write(&file, "[default]\nendpoint\n").unwrap();
        expect![[r#"
            error: ovh.conf:2: expected [section], or a name and a value with = between them
            exit code 1
        "#]].assert_eq(&shop.told(&mut shop.bare_command(&["orders"])).await);
        fs::write(&file, "[default]\nendpoint = ovh-fr\n").unwrap();
        expect![[r#"
            error: ovh.conf:2: not an endpoint; use a URL such as http://127.0.0.1:8080/1.0, or one of ovh-eu, ovh-ca, ovh-us, kimsufi-eu, kimsufi-ca, soyoustart-eu, soyoustart-ca
            exit code 1
        "#]].assert_eq(&shop.told(&mut shop.bare_command(&["orders"])).await);
        fs::write(&file, "[default]\nendpoint = ovh-eu\n[ovh-eu]\nclient_id = x\n").unwrap();
        expect![[r#"
            error: ovh.conf:4: client_id and client_secret belong together; configure both, or application_key, application_secret and consumer_key
            exit code 4
        "#]].assert_eq(&shop.told(&mut shop.bare_command(&["orders"])).await);
        let line = ["orders", "--config", "nowhere.conf"];
        expect![[r#"
            error: nowhere.conf cannot be read: No such file or directory (os error 2)
            exit code 1
        "#]].assert_eq(&shop.told(&mut shop.bare_command(&line)).await);
        let line = ["orders", "--endpoint", "ftp://example.com"];
        expect![[r#"
            error: invalid value 'ftp://example.com' for '--endpoint <URL|NAME>': an endpoint begins with http:// or https://

            For more information, try '--help'.
            exit code 2
        "#]].assert_eq(&shop.told(&mut shop.bare_command(&line)).await);
    })
    .await;
}

#[tokio::test]
async fn a_file_that_others_may_not_read_is_passed_over() {
    each_guide(async |shop| {
        // A folder cannot be read as a file, not even by the superuser.
        fs::create_dir(shop.work().join("ovh.conf")).unwrap();
        let file = shop.home().join(".ovh.conf");
        write(&file, &shop.url, &shop.alice.credentials, "");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        assert!(lists(shop, &[], &[]).await);
    })
    .await;
}

#[tokio::test]
async fn a_server_with_a_certificate_of_its_own_is_trusted_by_ca_file() {
    each_guide(async |shop| {
        let own = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        let (certificate, key) = (shop.home().join("own.pem"), shop.home().join("own.key"));
        fs::write(&certificate, own.cert.pem()).unwrap();
        fs::write(&key, own.signing_key.serialize_pem()).unwrap();
        let files = TlsFiles { certificate, key };
        let listener = Listener::bind("127.0.0.1:0", Some(&files)).await.unwrap();
        let endpoint = format!("https://localhost:{}/1.0", listener.address().port());
        let settings = ServerSettings::new(listener.local_url());
        let router = perennial_server::router(Arc::clone(&shop.app.engine), settings);
        let serving = tokio::spawn(listener.serve(router, pending()));

        let file = shop.home().join(".ovh.conf");
        write(&file, &endpoint, &shop.alice.credentials, "");
        let told = shop.told(&mut shop.bare_command(&["services"])).await;
        assert!(told.contains("configure ca_file") && told.ends_with("exit code 1\n"), "{told}");
        write(&file, &endpoint, &shop.alice.credentials, "ca_file=own.pem\n");
        assert!(lists(shop, &[], &[]).await);
        write(&file, &endpoint, &shop.alice.credentials, "ca_file=gone.pem\n");
        expect![[r#"
            error: ~/gone.pem cannot be read: No such file or directory (os error 2)
              ca_file names it
            exit code 1
        "#]]
        .assert_eq(&shop.told(&mut shop.bare_command(&["services"])).await);
        serving.abort();
    })
    .await;
}
