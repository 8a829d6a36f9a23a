//! What the console shows as code for Rust, from one of its calls. A test holds it against the console.

#![expect(clippy::print_stdout, reason = "it is pasted into programs that print")]

// Cargo.toml: perennial-api, perennial-client, serde_json, and tokio with the features macros and rt.
use perennial_api::catalogue::Method;
use perennial_client::{Call, Client, Config};
use serde_json::Value;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // The keys: OVH_APPLICATION_KEY, OVH_APPLICATION_SECRET and OVH_CONSUMER_KEY.
    let config = Config::resolve(&[], |name| match name {
        "OVH_ENDPOINT" => Some("https://renew.example.com/1.0".to_owned()),
        name => std::env::var(name).ok(),
    })?;
    let client = Client::try_new(config.into())?;
    let body: Value = serde_json::from_str(
        r##"{
    "resource": {
        "displayName": "a'b\"c\\d $HOME `ls` %s é 東京 😀 \"# <?php {x} \u202e\u0007"
    }
}"##,
    )?;
    let call = Call::new(Method::Put, "/service/112233").json(&body);
    let answer: Value = client.send(&call).await?;
    println!("{answer:#}");
    Ok(())
}
