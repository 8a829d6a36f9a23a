//! What is told before and after the play: where it takes place, and what programs need to call the server.

use std::path::Path;

use super::account::Loaded;
use super::holding::NICHANDLE;
use super::keys::Keys;
use crate::output::{BOLD, DIM, Output};

/// Where it takes place.
pub(super) fn opening(output: &Output, endpoint: &str, database: &str, loaded: Loaded) {
    output.text(format!("{BOLD}A renewal from beginning to end{BOLD:#}"));
    let account = match loaded {
        Loaded::Now => "loaded just now",
        Loaded::Before => "which the database had already",
    };
    output.text(format!("   server    {endpoint}"));
    output.text(format!("   database  {database}"));
    output.text(format!("   account   {NICHANDLE}, {account}"));
}

/// How to go on, where the server does not.
pub(super) fn farewell(output: &Output) {
    output.text(format!(
        "\n{DIM}To call the server from programs of your own: perennial demo --keep{DIM:#}"
    ));
}

/// What programs need.
pub(super) fn keys(output: &Output, endpoint: &str, keys: &Keys, certificate: Option<&Path>) {
    output.json(&keys.to_json(endpoint));
    output.text(format!("\n{BOLD}The server goes on until Ctrl-C{BOLD:#}"));
    let page = format!("{}/auth/account", endpoint.trim_end_matches("/1.0"));
    output.text(format!("{DIM}With a browser:{DIM:#}\n"));
    output.text(format!(
        "{page}\n   account   {NICHANDLE}\n   password  {}\n",
        keys.password.reveal()
    ));
    let desk = format!("{}/operator/", endpoint.trim_end_matches("/1.0"));
    output.text(format!(
        "{desk}\n   operator  {}\n   password  {}\n",
        keys.operator,
        keys.operator_password.reveal()
    ));
    output
        .text(format!("{DIM}For this program, and for others that read OVH's variables:{DIM:#}\n"));
    let (secret, consumer) = (keys.application_secret.reveal(), keys.consumer_key.reveal());
    let key = &keys.application_key;
    output.text(format!("export OVH_ENDPOINT={endpoint}"));
    output.text(format!("export OVH_APPLICATION_KEY={key}"));
    output.text(format!("export OVH_APPLICATION_SECRET={secret}"));
    output.text(format!("export OVH_CONSUMER_KEY={consumer}"));
    if let Some(file) = certificate {
        output.text(format!("export REQUESTS_CA_BUNDLE={}", file.display()));
        output.text(format!("export NODE_EXTRA_CA_CERTS={}", file.display()));
    }
    output.text(format!("\n{DIM}With Python, after pip install ovh:{DIM:#}\n"));
    output.text(python(endpoint, key, secret, consumer));
}

/// A program for the `ovh` package. It knows endpoints by name only, so the server is given one.
fn python(endpoint: &str, key: &str, secret: &str, consumer: &str) -> String {
    format!(
        r#"import ovh

ovh.client.ENDPOINTS["perennial"] = "{endpoint}"
client = ovh.Client(
    endpoint="perennial",
    application_key="{key}",
    application_secret="{secret}",
    consumer_key="{consumer}",
)

vps = client.get("/vps/vps112233.ovh.net/serviceInfos")
print("expires on", vps["expiration"])
for way in client.get(f"/service/{{vps['serviceId']}}/renew"):
    for strategy in way["strategies"]:
        print(way["renewPeriod"], strategy["services"], strategy["price"]["text"])"#
    )
}
