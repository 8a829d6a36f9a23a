//! Configuration files and variables, in the order in which they count.

use super::*;

fn files(texts: &[&str]) -> Vec<(PathBuf, String)> {
    let paths = ["./ovh.conf", "/home/alice/.ovh.conf", "/etc/ovh.conf"];
    paths.iter().zip(texts).map(|(path, text)| (path.into(), (*text).to_owned())).collect()
}

/// Resolves with variables given as pairs.
fn resolve(texts: &[&str], variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
    Config::resolve(&files(texts), |name| {
        let (_, value) = variables.iter().find(|(n, _)| *n == name)?;
        Some((*value).to_owned())
    })
}

fn error(texts: &[&str]) -> String {
    resolve(texts, &[]).unwrap_err().to_string()
}

/// The three keys in short: `-` for none.
fn keys(config: &Config) -> String {
    let Credentials { application_key, application_secret, consumer_key, .. } = &config.credentials;
    let secret = |secret: &Option<Secret>| secret.as_ref().map(|s| s.reveal().to_owned());
    [application_key.clone(), secret(application_secret), secret(consumer_key)]
        .map(|key| key.unwrap_or("-".to_owned()))
        .join(" ")
}

#[test]
fn each_value_comes_from_the_first_place_that_has_it() {
    let local = "[default]\nendpoint=ovh-ca\n[ovh-eu]\nconsumer_key=C1";
    let home = "[default]\nendpoint=ovh-eu\n[ovh-eu]\napplication_key=A2\nconsumer_key=C2";
    let etc = "[ovh-eu]\napplication_key=A3\napplication_secret=S3\nconsumer_key=C3\n[ovh-ca]\nconsumer_key=X";
    let endpoint = ("OVH_ENDPOINT", "ovh-eu");
    type Case<'a> = (&'a [&'a str], &'a [(&'a str, &'a str)], &'a str);
    let cases: [Case<'_>; 8] = [
        (&[home], &[], "A2 - C2"),
        (&[home, etc], &[], "A2 S3 C2"),
        (&[etc, home], &[], "A3 S3 C3"),
        (&[local, home, etc], &[], "- - X"),
        (&[local, home, etc], &[endpoint], "A2 S3 C1"),
        (&[local, home, etc], &[endpoint, ("OVH_CONSUMER_KEY", "C0")], "A2 S3 C0"),
        (&[home], &[("OVH_APPLICATION_SECRET", " S0 "), ("OVH_APPLICATION_KEY", "")], "A2 S0 C2"),
        (&[], &[endpoint, ("OVH_APPLICATION_KEY", "A0")], "A0 - -"),
    ];
    for (texts, variables, expected) in cases {
        let config = resolve(texts, variables).unwrap();
        assert_eq!(keys(&config), expected, "{variables:?}");
    }
}

#[test]
fn a_section_is_called_as_the_endpoint_is_written() {
    let text = "[http://127.0.0.1:8080/1.0]\napplication_key=A";
    let at = |endpoint| resolve(&[text], &[("OVH_ENDPOINT", endpoint)]).unwrap();
    assert_eq!(keys(&at("http://127.0.0.1:8080/1.0")), "A - -");
    assert_eq!(keys(&at("http://127.0.0.1:8080")), "- - -");
    assert_eq!(at("http://127.0.0.1:8080").endpoint, at("http://127.0.0.1:8080/1.0").endpoint);
}

#[test]
fn the_notation_is_that_of_the_official_sdks() {
    let text = "\u{feff}; a comment\n\n[ default ]\r\nEndpoint : https://example.com:8443/1.0 ; here\n# more\n\
                [https://example.com:8443/1.0]\n  APPLICATION_KEY = \"A;1\"  # there\nunknown=1\n\
                application_secret='S=1:2#3'\nconsumer_key=\nclient_id=x\n";
    let config = resolve(&[text], &[]).unwrap();
    assert_eq!(config.endpoint.to_string(), "https://example.com:8443/1.0");
    assert_eq!(keys(&config), "A;1 S=1:2#3 -");
}

#[test]
fn a_line_that_cannot_be_read_is_named_and_not_repeated() {
    let cases = [
        ("[default\nendpoint=x", "./ovh.conf:1: a section ends with ]"),
        (
            "[default]\n\nsecret",
            "./ovh.conf:3: expected [section], or a name and a value with = between them",
        ),
        ("secret=1", "./ovh.conf:1: a section, such as [default], must come first"),
        (
            "[a]\nx=1\n[b]\nx=1\n[a]\nX=secret",
            "./ovh.conf:6: the section has a value of this name already: remove one of them",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(error(&[text]), expected);
    }
    assert!(error(&["", "secret=1"]).starts_with("/home/alice/.ovh.conf:1: "));
}

#[test]
fn an_endpoint_must_be_there_and_be_one() {
    assert!(error(&[]).contains("set OVH_ENDPOINT"));
    let place = error(&["[default]\nendpoint = ovh-fr"]);
    assert!(place.starts_with("./ovh.conf:2: not an endpoint; use a URL"), "{place}");
    let variable = resolve(&[], &[("OVH_ENDPOINT", "ftp://x")]).unwrap_err().to_string();
    assert_eq!(variable, "OVH_ENDPOINT: an endpoint begins with http:// or https://");
    let password = error(&["[default]\nendpoint = https://alice:secret@example.com"]);
    assert!(!password.contains("secret"), "{password}");
}

#[test]
fn an_oauth2_client_is_whole_or_beside_keys() {
    let file = |text: &str| format!("[default]\nendpoint=ovh-eu\n[ovh-eu]\n{text}");
    let whole = resolve(&[&file("client_id=x\nclient_secret=y")], &[]).unwrap().credentials;
    let keys = OAuth2Keys { client_id: "x".to_owned(), client_secret: Secret::new("y") };
    assert_eq!(whole, Credentials { oauth2: Some(keys), ..Credentials::default() });

    let half = file("client_secret=secret");
    let message = error(&[&half]);
    assert!(message.starts_with("./ovh.conf:4: client_id and client_secret belong"), "{message}");
    assert!(!message.contains("=secret"), "{message}");
    let with_keys = resolve(&[&half], &[("OVH_APPLICATION_KEY", "A")]).unwrap().credentials;
    assert_eq!((with_keys.application_key.as_deref(), with_keys.oauth2), (Some("A"), None));
    let variable = resolve(&[], &[("OVH_ENDPOINT", "ovh-eu"), ("OVH_CLIENT_ID", "x")]);
    let place = Place::Variable("OVH_CLIENT_ID".to_owned());
    assert_eq!(variable, Err(ConfigError::OAuth2 { place }));
}

#[test]
fn an_access_token_stands_for_keys() {
    let variables = [("OVH_ENDPOINT", "ovh-eu"), ("OVH_ACCESS_TOKEN", "t")];
    let credentials = resolve(&[], &variables).unwrap().credentials;
    let access_token = Some(Secret::new("t"));
    assert_eq!(credentials, Credentials { access_token, ..Credentials::default() });
}

#[test]
fn a_ca_file_starts_at_the_folder_of_the_file_that_names_it() {
    let ca_file = |text: &str, variables: &[(&str, &str)]| {
        let text = format!("[default]\nendpoint=ovh-eu\n[ovh-eu]\n{text}");
        resolve(&["", &text], variables).unwrap().ca_file
    };
    assert_eq!(ca_file("", &[]), None);
    assert_eq!(ca_file("ca_file = ca.pem", &[]), Some("/home/alice/ca.pem".into()));
    assert_eq!(ca_file("ca_file = /etc/ca.pem", &[]), Some("/etc/ca.pem".into()));
    let variable = [("OVH_CA_FILE", "ca.pem")];
    assert_eq!(ca_file("ca_file = /etc/ca.pem", &variable), Some("ca.pem".into()));
}

#[test]
fn debug_shows_no_secret() {
    let text = "[default]\nendpoint=ovh-eu\n[ovh-eu]\napplication_key=A\napplication_secret=hidden\nconsumer_key=hidden";
    let config = resolve(&[text], &[]).unwrap();
    let settings = crate::Settings::from(config.clone());
    for shown in [format!("{config:?}"), format!("{settings:?}")] {
        assert!(!shown.contains("hidden"), "{shown}");
    }
}
