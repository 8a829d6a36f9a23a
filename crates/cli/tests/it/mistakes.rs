//! Every mistake that an inventory can have, with its place: in the file that is imported, and what is told of it.

use expect_test::{Expect, expect};
use perennial_store::testing::{TestDatabase, each_database};

use crate::admin::Admin;

/// Imports a file and compares what is told of it, line by line.
async fn told(admin: &Admin<'_>, name: &str, text: &str, expected: &Expect) {
    admin.write(name, text);
    let told = admin.refused(&["import", name], 3).await;
    let listed = admin.run(&["account", "list"]).await;
    assert!(listed.stdout.is_empty() || !listed.stdout.contains("new-ovh"), "nothing was imported");
    expected.assert_eq(&told);
}

#[tokio::test]
async fn plans() {
    let database = TestDatabase::sqlite();
    let admin = Admin::of(&database);
    let file = r#"currency = "EUR"

[[plans]]
code = "vps-1"
product = "vps 1"
nom = "VPS"
prices.EUR = { P1X = "1.99", P1M = 2.99, P3M = "1,99", P12M = "1", P1Y = "1" }
prices.XXX.P1M = "1"
prices.points.P1M = "1"

[[plans]]
code = "vps-2"
product = "vps"
name = ""

[[plans]]
code = "vps-3"
product = "vps"
name = "VPS 3"
prices = {}

[[plans]]
code = "vps-4"
product = "vps"
name = "VPS 4"
prices = { EUR = "1", USD = { P1M = "-1", P2M = "9999999999.99" } }
restoration = { EUR = 30, XXX = "1", USD = "-1" }
"#;
    told(&admin, "plans.toml", file, &expect![[r#"
        error: plans.toml: 19 problems, nothing was imported
          plans.toml:1:1: an inventory has no `currency`; it has plans, accounts
          plans.toml:3:1: a plan needs `name`
          plans.toml:5:11: `product`: `vps 1` is not a product line: write it as in the API's paths, such as vps or dedicated/server
          plans.toml:6:1: a plan has no `nom`; it has code, product, name, prices, restoration, engagements, details
          plans.toml:7:16: `P1X` is not a renewal period: write whole months or years as P1M, P3M, P1Y, up to 120 months
          plans.toml:7:36: this must be a text; write it in quotes: "2.99"
          plans.toml:7:48: `1,99` is not an amount: write digits with at most 8 decimals after a dot, such as 45.44
          plans.toml:7:68: there is a price for P1Y already
          plans.toml:8:8: `XXX` is not a known currency; known are AUD, CAD, CZK, EUR, GBP, INR, LTL, MAD, PLN, SGD, TND, USD, XOF, points
          plans.toml:9:8: nobody is billed in fidelity points; write a currency such as EUR
          plans.toml:11:1: a plan needs `prices`, such as prices.EUR.P1Y = "1.99"
          plans.toml:14:8: `name`: the text is empty
          plans.toml:20:10: a plan needs a price, such as prices.EUR.P1Y = "1.99"
          plans.toml:26:18: `EUR` is a table, not the text "1"
          plans.toml:26:37: $-1.00 USD cannot be a price: prices are from 0 to $1000000000.00 USD
          plans.toml:26:49: $9999999999.99 USD cannot be a price: prices are from 0 to $1000000000.00 USD
          plans.toml:27:23: this must be a text; write it in quotes: "30"
          plans.toml:27:27: `XXX` is not a known currency; known are AUD, CAD, CZK, EUR, GBP, INR, LTL, MAD, PLN, SGD, TND, USD, XOF, points
          plans.toml:27:44: $-1.00 USD cannot be a price: prices are from 0 to $1000000000.00 USD
    "#]]).await;
}

#[tokio::test]
async fn accounts() {
    let database = TestDatabase::sqlite();
    let admin = Admin::of(&database);
    let file = r#"[[accounts]]
nichandle = "new-ovh"
email = "alice"
country = "fr"
language = "french"
legalForm = "ltd"
currency = "eur"
taxRate = 20
zip = 59100
phone = "\u001b[31m"
prepaid = "50"
fidelity = 10
nickname = "Al"

[[accounts]]
email = "alice@example.com"
currency = "points"
taxRate = "a lot"
prepaid = 50
autorenew = { renewDay = 32, active = "yes", on = true }

[accounts.services]
"#;
    told(&admin, "accounts.toml", file, &expect![[r#"
        error: accounts.toml: 22 problems, nothing was imported
          accounts.toml:1:1: an account needs `subsidiary`
          accounts.toml:3:9: `email`: `alice` is not an e-mail address; write one such as alice@example.com
          accounts.toml:4:11: `country`: `fr` is not a code of a country: write two upper-case letters, such as FR
          accounts.toml:5:12: `language`: `french` is not a language; write language and country, such as fr_FR
          accounts.toml:6:13: `legalForm`: `ltd` is not a legal form; there are administration, association, corporation, individual, other, personalcorporation
          accounts.toml:7:12: `currency`: `eur` is not a known currency; known are AUD, CAD, CZK, EUR, GBP, INR, LTL, MAD, PLN, SGD, TND, USD, XOF, points
          accounts.toml:8:11: `taxRate`: this must be a text; write it in quotes: "20"
          accounts.toml:9:7: `zip`: this must be a text; write it in quotes: "59100"
          accounts.toml:10:9: `phone`: the text has a control character (U+001B)
          accounts.toml:11:11: `prepaid`: `50` has no currency; write "50 EUR"
          accounts.toml:12:12: `fidelity`: this must be a text; write it in quotes: "10"
          accounts.toml:13:1: an account has no `nickname`; it has nichandle, currency, taxRate, subsidiary, email, country, language, legalForm, firstName, lastName, organisation, address, zip, city, phone, vat, autorenew, prepaid, fidelity, services, links, paymentMethods
          accounts.toml:15:1: an account needs `nichandle`
          accounts.toml:15:1: an account needs `subsidiary`
          accounts.toml:15:1: an account needs `country`
          accounts.toml:17:12: `currency`: nobody is billed in fidelity points; write a currency such as EUR
          accounts.toml:18:11: `taxRate`: `a lot` is not a tax rate: write a percentage from 0 to 100 with at most 2 decimals, such as 20 or 25.5
          accounts.toml:19:11: `prepaid`: write an amount with its currency, as a text: "50 EUR"
          accounts.toml:20:26: `renewDay`: 32 is not a renew day: a day of the month is from 1 to 31
          accounts.toml:20:39: `active`: this must be true or false, not the text "yes"
          accounts.toml:20:46: `autorenew` has no `on`; it has renewDay, active
          accounts.toml:22:1: `services` is a list, not a table
    "#]]).await;
}

#[tokio::test]
async fn services() {
    let database = TestDatabase::sqlite();
    let admin = Admin::of(&database);
    let file = r#"[[accounts]]
nichandle = "new-ovh"

[[accounts.services]]
id = 0
product = "vps"
name = "one"
plan = "vps-1"
quantity = 0
state = "alive"
createdOn = 2027-01-16
expiresOn = 2027-01-15T00:00:00Z
renew = "manual"
contacts = { boss = "x" }

[[accounts.services]]
product = "vps"
name = "two"
plan = "vps-1"
createdOn = 2027-01-16
expiresOn = "2027-01-15"
anchorDay = 31
renew = { mode = "automatic", period = "P1D", stop = "never" }
displayName = ["a"]

[[accounts.services]]
name = "three"
renew = { mode = "automaticV2012", stop = "deleteAtExpiration" }
createdOn = "yesterday"
engagedUntil = "2027-02-30"
quantity = "many"
"#;
    told(&admin, "services.toml", file, &expect![[r#"
        error: services.toml: 19 problems, nothing was imported
          services.toml:5:6: `id`: 0 is not an id: ids are whole numbers from 1 to 9007199254740991
          services.toml:9:12: `quantity`: 0 is not a quantity: quantities are whole numbers from 1 to 100000
          services.toml:10:9: `state`: `alive` is not a state of a service; there are inCreation, active, unpaid, suspended, deleted
          services.toml:12:13: `expiresOn`: `2027-01-15T00:00:00Z` is not a date; write year, month and day: 2027-01-15
          services.toml:13:9: `renew` is a table, not the text "manual"
          services.toml:14:14: `contacts` has no `boss`; it has admin, billing, tech
          services.toml:21:13: created on 2027-01-16, the service cannot expire on 2027-01-15
          services.toml:22:13: 2027-01-15 does not follow from the anchor day 31: it would be 2027-01-31
          services.toml:23:18: `mode`: `automatic` is not a mode of renewal; there are automaticV2012, automaticV2014, automaticV2016, automaticForcedProduct, manual, oneShot, option
          services.toml:23:40: `period`: `P1D` is not a renewal period: write whole months or years as P1M, P3M, P1Y, up to 120 months
          services.toml:23:54: `stop`: `never` is not an end; there are deleteAtExpiration, deleteAtEndEngagement
          services.toml:24:15: `displayName`: this must be a text, not a list
          services.toml:26:1: a service needs `product`
          services.toml:26:1: a service needs `plan`
          services.toml:26:1: a service needs `expiresOn`
          services.toml:28:9: a service cannot both renew automatically and end at expiry: choose manual renewal with the end, or no end
          services.toml:29:13: `createdOn`: `yesterday` is not a date; write year, month and day: 2027-01-15
          services.toml:30:16: `engagedUntil`: `2027-02-30` is not a date; write year, month and day: 2027-01-15
          services.toml:31:12: `quantity`: this must be a whole number, not the text "many"
    "#]]).await;
}

#[tokio::test]
async fn links_and_payment_methods() {
    let database = TestDatabase::sqlite();
    let admin = Admin::of(&database);
    let file = r#"[[accounts]]
nichandle = "new-ovh"

[[accounts.links]]
kind = "parentOf"
from = "one"

[[accounts.links]]
from = { product = "vps" }
to = { product = "vps", name = "two", id = 5 }

[[accounts.paymentMethods]]
kind = "card"
default = "yes"
status = "OK"
id = 1.5
meanId = 99999999999999999999
sandboxOutcomes = ["approve", "explode", 1]

[[accounts.paymentMethods]]
kind = "paypal"
sandboxOutcomes = "approve"
"#;
    told(&admin, "links.toml", file, &expect![[r#"
        error: links.toml: 14 problems, nothing was imported
          links.toml:4:1: a link needs `to`: the product and the name of a service
          links.toml:5:8: `kind`: `parentOf` is not a kind of link; there are optionOf, hostingOfDomain
          links.toml:6:8: an end of a link is a table, not the text "one"
          links.toml:8:1: a link needs `kind`
          links.toml:9:8: an end of a link needs `name`
          links.toml:10:39: an end of a link has no `id`; it has product, name
          links.toml:13:8: `kind`: `card` is not a kind of payment method; there are bankAccount, creditCard, deferredPaymentAccount, paypal
          links.toml:14:11: `default`: this must be true or false, not the text "yes"
          links.toml:15:10: `status`: `OK` is not a status of a payment method; there are VALID, VALIDATING, EXPIRED, FAILED, CANCELED, REJECTED
          links.toml:16:6: `id`: 1.5 is not a whole number, or is too large
          links.toml:17:10: `meanId`: 99999999999999999999 is not a whole number, or is too large
          links.toml:18:31: `explode` is not an outcome of the sandbox gateway; there are approve, declineSoft, declineHard, noAnswerThenApprove, noAnswerThenDecline, approveTwice
          links.toml:18:42: this must be a text; write it in quotes: "1"
          links.toml:22:19: `sandboxOutcomes` is a list, not the text "approve"
    "#]]).await;
}

#[tokio::test]
async fn files_that_are_not_what_they_are_called() {
    let database = TestDatabase::sqlite();
    let admin = Admin::of(&database);
    let toml = "a = \n[[plans\nx = 1.2.3\nx = 4\n";
    told(
        &admin,
        "broken.toml",
        toml,
        &expect![[r#"
        error: broken.toml: 2 problems, nothing was imported
          broken.toml:1:5: not TOML: string values must be quoted, expected literal string
          broken.toml:2:8: not TOML: unclosed array table, expected `]]`
    "#]],
    )
    .await;
    told(
        &admin,
        "empty.toml",
        "\n",
        &expect![[r#"
        error: empty.toml: 1 problem, nothing was imported
          empty.toml:1:1: there is nothing to import: give `plans` or `accounts`
    "#]],
    )
    .await;
    let json = r#"{
  "plans": [
    { "code": "a", "code": "é", "product": "vps", "name": null, "prices": { "EUR": { "P1M": 1.5 } } },
    17
  ],
  "accounts": { "nichandle": "new-ovh" }
}"#;
    told(
        &admin,
        "wrong.json",
        json,
        &expect![[r#"
        error: wrong.json: 5 problems, nothing was imported
          wrong.json:3:5: a plan needs `name`
          wrong.json:3:20: `code` stands twice
          wrong.json:3:93: this must be a text; write it in quotes: "1.5"
          wrong.json:4:5: a plan is a table, not the number 17
          wrong.json:6:15: `accounts` is a list, not a table
    "#]],
    )
    .await;
    let mut lines = String::new();
    for text in
        ["", "{", "[]", "{\"plans\": [],\n}", "{} {}", "{'plans': []}", "// x", "{\"a\": tru}"]
    {
        admin.write("broken.json", text);
        let told = admin.refused(&["import", "broken.json"], 3).await;
        lines.push_str(told.lines().nth(1).unwrap().trim_start());
        lines.push('\n');
    }
    expect![[r#"
          broken.json:1:1: not JSON: the file is empty
          broken.json:1:1: not JSON: unterminated object
          broken.json:1:1: an inventory is a table, not a list
          broken.json:1:13: not JSON: trailing commas are not allowed
          broken.json:1:4: not JSON: text cannot contain more than one JSON value
          broken.json:1:2: not JSON: single-quoted strings are not allowed
          broken.json:1:1: not JSON: comments are not allowed
          broken.json:1:7: not JSON: unexpected token
    "#]]
    .assert_eq(&lines);
}

/// What is sound in itself, and does not go together.
const TOGETHER: &str = r#"
[[plans]]
code = "vps-1"
product = "vps"
name = "VPS 1"
prices.EUR.P1M = "1"

[[plans]]
code = "vps-1"
product = "vps"
name = "VPS 1"
prices.EUR.P1M = "1"

[[plans]]
code = "domain-old"
product = "vps"
name = "Domain"
prices.EUR.P1Y = "1"

[[accounts]]
nichandle = "old-ovh"
email = "alice@example.com"
country = "FR"
currency = "EUR"
taxRate = "20"
subsidiary = "FR"

[[accounts]]
nichandle = "unknown-ovh"

[[accounts]]
nichandle = "new-ovh"
email = "alice@example.com"
country = "FR"
currency = "USD"
taxRate = "20"
subsidiary = "FR"
prepaid = "1.005 EUR"
fidelity = "-5"

[[accounts.services]]
id = 7
product = "vps"
name = "one"
plan = "vps-1"
createdOn = 2026-01-15
expiresOn = 2027-01-15

[[accounts.services]]
id = 7
product = "domain"
name = "two"
plan = "vps-1"
createdOn = 2026-01-15
expiresOn = 2027-01-15

[[accounts.services]]
product = "vps"
name = "one"
plan = "vps-2"
createdOn = 2026-01-15
expiresOn = 2027-01-15

[[accounts.links]]
kind = "optionOf"
from = { product = "vps", name = "one" }
to = { product = "vps", name = "two" }

[[accounts.links]]
kind = "optionOf"
from = { product = "domain", name = "two" }
to = { product = "domain", name = "two" }

[[accounts.paymentMethods]]
id = 5
meanId = 6
kind = "paypal"
default = true

[[accounts.paymentMethods]]
id = 5
meanId = 6
kind = "paypal"
default = true

[[accounts]]
nichandle = "new-ovh"
"#;

/// What is there before.
const BEFORE: &str = r#"
[[plans]]
code = "domain-old"
product = "domain"
name = "Domain"
prices.EUR.P1Y = "1"

[[accounts]]
nichandle = "old-ovh"
email = "alice@example.com"
country = "FR"
currency = "EUR"
taxRate = "20"
subsidiary = "FR"

[[accounts.services]]
id = 7
product = "domain"
name = "a.ovh"
plan = "domain-old"
createdOn = 2026-01-15
expiresOn = 2027-01-15

[[accounts.services]]
id = 8
product = "domain"
name = "b.ovh"
plan = "domain-old"
createdOn = 2026-01-15
expiresOn = 2027-01-15

[[accounts.links]]
kind = "optionOf"
from = { product = "domain", name = "b.ovh" }
to = { product = "domain", name = "a.ovh" }

[[accounts.paymentMethods]]
id = 5
meanId = 6
kind = "paypal"
default = true
"#;

/// What does not go together with what is there.
const AFTER: &str = r#"
[[accounts]]
nichandle = "old-ovh"
prepaid = "1 USD"

[[accounts.services]]
id = 7
product = "domain"
name = "b.ovh"
plan = "domain-old"
createdOn = 2026-01-15
expiresOn = 2027-01-15

[[accounts.services]]
product = "domain"
name = "c.ovh"
plan = "domain-old"
createdOn = 2026-01-15
expiresOn = 2027-01-15

[[accounts.links]]
kind = "hostingOfDomain"
from = { product = "domain", name = "b.ovh" }
to = { product = "domain", name = "a.ovh" }

[[accounts.links]]
kind = "optionOf"
from = { product = "domain", name = "b.ovh" }
to = { product = "domain", name = "c.ovh" }

[[accounts.paymentMethods]]
id = 5
meanId = 6
kind = "paypal"
default = true
"#;

#[tokio::test]
async fn what_does_not_go_together() {
    // Both databases hold what is there before, so both must find the same.
    let together = expect![[r#"
        error: together.toml: 18 problems, nothing was imported
          together.toml:9:8: plan vps-1 stands twice in the inventory
          together.toml:16:11: plan domain-old is for domain already; give a plan for vps another code
          together.toml:21:13: there is an account old-ovh already; to add to it, give nothing of it but its nichandle
          together.toml:29:13: there is no account unknown-ovh; to make it, give its email, country, currency, tax rate and the rest of what a new account needs
          together.toml:38:11: a balance cannot be 1.005 €: it is whole and not below nothing
          together.toml:38:11: the prepaid balance is in EUR, the account in USD
          together.toml:39:12: a balance cannot be -5 points: it is whole and not below nothing
          together.toml:45:8: plan vps-1 has no price in USD, the currency of the account
          together.toml:50:6: the account has a service 7 already
          together.toml:53:8: plan vps-1 is for vps, the service is a domain
          together.toml:59:8: the account has a service one of vps already
          together.toml:60:8: there is no plan vps-2; add it to the inventory
          together.toml:67:6: the account has no service two of vps
          together.toml:69:1: two (domain) is linked with itself
          together.toml:81:6: the account has a payment method 5 already
          together.toml:82:10: the account has a paypal 6 already
          together.toml:84:11: the account has a default payment method already
          together.toml:87:13: account new-ovh stands twice in the inventory
    "#]];
    let after = expect![[r#"
        error: after.toml: 8 problems, nothing was imported
          after.toml:4:11: the prepaid balance is in USD, the account in EUR
          after.toml:7:6: the account has a service 7 already
          after.toml:9:8: the account has a service b.ovh of domain already
          after.toml:21:1: b.ovh (domain) and a.ovh (domain) are linked already
          after.toml:26:1: b.ovh (domain) is an option of two services; an option has one parent
          after.toml:32:6: the account has a payment method 5 already
          after.toml:33:10: the account has a paypal 6 already
          after.toml:35:11: the account has a default payment method already
    "#]];
    each_database(async |database| {
        let admin = Admin::of(database);
        admin.import(BEFORE).await;
        told(&admin, "together.toml", TOGETHER, &together).await;
        told(&admin, "after.toml", AFTER, &after).await;
    })
    .await;
}

#[tokio::test]
async fn links_that_do_not_fit() {
    let database = TestDatabase::sqlite();
    let admin = Admin::of(&database);
    let mut file = String::from(
        "[[plans]]\ncode = \"p\"\nproduct = \"vps\"\nname = \"VPS\"\nprices.EUR.P1M = \"1\"\n\n\
         [[accounts]]\nnichandle = \"new-ovh\"\nemail = \"a@example.com\"\ncountry = \"FR\"\ncurrency = \"EUR\"\n\
         taxRate = \"20\"\nsubsidiary = \"FR\"\nservices = [\n",
    );
    for number in 0..66 {
        file.push_str(&format!(
            "  {{ product = \"vps\", name = \"v{number}\", plan = \"p\", createdOn = 2026-01-01, expiresOn = 2027-01-01 }},\n"
        ));
    }
    file.push_str("]\n");
    let link = |from: usize, to: usize| {
        format!(
            "[[accounts.links]]\nkind = \"optionOf\"\nfrom = {{ product = \"vps\", name = \"v{from}\" }}\n\
             to = {{ product = \"vps\", name = \"v{to}\" }}\n"
        )
    };
    let cases: [Vec<(usize, usize)>; 5] = [
        vec![(1, 1)],
        vec![(1, 0), (1, 2)],
        vec![(1, 0), (2, 1), (0, 2)],
        vec![(1, 0), (1, 0)],
        (1..66).map(|from| (from, 0)).collect(),
    ];
    let mut lines = String::new();
    for links in cases {
        let links: String = links.into_iter().map(|(from, to)| link(from, to)).collect();
        admin.write("links.toml", format!("{file}{links}"));
        let told = admin.refused(&["import", "links.toml"], 3).await;
        lines.push_str(told.split_once('\n').unwrap().1.trim_start());
    }
    expect![[r#"
          links.toml:82:1: v1 (vps) is linked with itself
          links.toml:86:1: v1 (vps) is an option of two services; an option has one parent
          links.toml:90:1: v0 (vps) is, through its parents, an option of itself
          links.toml:86:1: v1 (vps) and v0 (vps) are linked already
          links.toml:334:1: 65 services are linked with v64 (vps), directly or through others; at most 64 can be
    "#]].assert_eq(&lines);
}
