//! A sandbox to play in: its clock begins with the year 2030, and Alice holds something that renews itself.

use perennial_store::testing::{TestDatabase, each_database};

use crate::admin::Admin;

/// A VPS by the month that always ends on the 31st, a domain by the year, and a VPS that is renewed by hand.
pub(crate) const INVENTORY: &str = r#"
[[plans]]
code = "vps-1"
product = "vps"
name = "VPS 1"
prices.EUR = { P1M = "2.99", P1Y = "35.88" }

[[plans]]
code = "domain-ovh"
product = "domain"
name = "Domain .ovh"
prices.EUR = { P1Y = "1.99" }
restoration = { EUR = "30.00" }

[[accounts]]
nichandle = "ab1-ovh"
email = "alice@example.com"
country = "FR"
currency = "EUR"
taxRate = "20"
subsidiary = "FR"

[[accounts.services]]
id = 71
product = "vps"
name = "vps71.example.net"
plan = "vps-1"
createdOn = 2026-01-31
expiresOn = 2030-01-31
renew = { mode = "automaticV2012", period = "P1M" }

[[accounts.services]]
id = 72
product = "domain"
name = "example.ovh"
plan = "domain-ovh"
createdOn = 2026-03-15
expiresOn = 2030-03-15
renew = { mode = "automaticV2012", period = "P1Y" }

[[accounts.services]]
id = 73
product = "vps"
name = "vps73.example.net"
plan = "vps-1"
createdOn = 2026-04-15
expiresOn = 2030-04-15

[[accounts.paymentMethods]]
id = 5001
meanId = 1234
kind = "paypal"
default = true
label = "alice@example.com"

[[accounts.paymentMethods]]
id = 5002
meanId = 4321
kind = "creditCard"
label = "XXXX 1881"
"#;

/// A second account, billed in another currency.
pub(crate) const BOB: &str = r#"
[[plans]]
code = "vps-us"
product = "vps"
name = "VPS US"
prices.USD.P1M = "3.35"

[[accounts]]
nichandle = "bob2-ovh"
email = "bob@example.com"
country = "US"
currency = "USD"
taxRate = "0"
subsidiary = "US"
prepaid = "5.00 USD"
autorenew = { renewDay = 20 }

[[accounts.services]]
id = 71
product = "vps"
name = "vps71.example.net"
plan = "vps-us"
createdOn = 2026-01-25
expiresOn = 2030-01-25
renew = { mode = "automaticV2012", period = "P1M" }
"#;

/// Makes the database a sandbox in which it is the 1st of January 2030, and imports an inventory.
pub(crate) async fn begin(admin: &Admin<'_>, inventory: &str) {
    admin.json(&["clock", "start", "2030-01-01"]).await;
    admin.import(inventory).await;
}

/// Plays on each database there is.
pub(crate) async fn each_sandbox(inventory: &str, test: impl AsyncFn(&Admin<'_>)) {
    each_database(async |database: &TestDatabase| {
        let admin = Admin::of(database);
        begin(&admin, inventory).await;
        test(&admin).await;
        let audit = admin.json(&["audit"]).await;
        assert_eq!(audit["violations"], serde_json::json!([]));
    })
    .await;
}
