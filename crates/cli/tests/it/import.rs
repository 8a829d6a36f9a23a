//! `perennial import`: what is imported, and that it is all or nothing.

use perennial_core::link::LinkKind;
use perennial_core::renew::Stop;
use perennial_core::tax::AccountTax;
use perennial_core::text::Name;
use perennial_core::{Currency, Expiry, Period, ServiceId};
use perennial_store::Store;
use perennial_store::testing::each_database;
use perennial_testkit::TestApp;
use serde_json::{Value, json};

use crate::admin::Admin;
use crate::process::run;

const EXAMPLE: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/inventory.toml"));
const SUMMARY: &str = "4 plans, 2 accounts, 5 services, 2 links, 2 payment methods";

/// The example as JSON. Dates are texts there.
fn example_in_json() -> String {
    fn convert(value: toml::Value) -> Value {
        match value {
            toml::Value::String(text) => json!(text),
            toml::Value::Integer(number) => json!(number),
            toml::Value::Boolean(value) => json!(value),
            toml::Value::Datetime(date) => json!(date.to_string()),
            toml::Value::Array(items) => items.into_iter().map(convert).collect(),
            toml::Value::Table(table) => Value::Object(
                table.into_iter().map(|(name, value)| (name, convert(value))).collect(),
            ),
            toml::Value::Float(_) => panic!("an inventory has no fractions"),
        }
    }
    convert(toml::Value::Table(toml::from_str(EXAMPLE).unwrap())).to_string()
}

/// What the example means: everything in it is somewhere in the database.
async fn assert_example_is_there(store: &Store) {
    let name = |text: &str| Name::parse(text).unwrap();
    let alice = store.account_by_nichandle(&name("ab12345-ovh")).await.unwrap().unwrap();
    let account = store.account(alice).await.unwrap().unwrap();
    let profile = &account.account.profile;
    assert_eq!(profile.language, name("fr_FR"));
    assert_eq!((&profile.city, &profile.vat), (&Some(name("Roubaix")), &None));
    assert_eq!(account.balances.prepaid.to_string(), "50.00 €");
    assert_eq!(account.balances.fidelity.to_decimal(), "10000");

    let prices = store.price_list().await.unwrap();
    let vps = prices.get(&name("vps-ssd-1")).unwrap();
    let price = vps.price(Currency::Usd, Period::parse("P1Y").unwrap()).unwrap();
    assert_eq!((prices.iter().count(), price.to_decimal().as_str()), (4, "40.20"));

    let domain = prices.get(&name("domain-ovh")).unwrap();
    assert_eq!(domain.restoration(Currency::Eur).unwrap().to_decimal(), "30.00");
    let chosen = account.account.autorenew.unwrap();
    assert_eq!((chosen.active, chosen.renew_day.get()), (true, 5));

    let services = store.services(alice).await.unwrap();
    let service = |id: i64| services.iter().find(|one| one.id.get() == id).unwrap();
    let (hosting, vps) = (service(67890), service(112_233));
    assert_eq!(hosting.display_name, Some(name("My home page")));
    assert_eq!(hosting.renew.mode().code(), "automaticV2012");
    assert_eq!(hosting.renew.period(), Period::parse("P1Y").ok());
    assert_eq!(hosting.contacts.tech, name("ab12345-ovh"), "nobody else is named");
    assert_eq!(vps.expiry, Expiry::try_new("2027-02-28".parse().unwrap(), 31).unwrap());
    assert_eq!(vps.renew.stop(), Some(Stop::AtEngagementEnd));
    assert_eq!(vps.engaged_until, "2027-07-31".parse().ok());
    assert_eq!(vps.contacts.tech, name("cd67890-ovh"));
    let about = store.about(alice, vps.id).await.unwrap();
    assert_eq!(about.details.get("ips"), Some(r#"["192.0.2.33"]"#));
    assert_eq!(about.tags, [(name("environment"), name("production"))].into());
    let plan = prices.get(&name("vps-ssd-1")).unwrap();
    assert_eq!(plan.details.get("vcore"), Some("1"));
    let option = services.iter().find(|one| one.plan == name("vps-snapshot")).unwrap();
    assert_eq!(option.quantity.get(), 2);

    let mut links = store.links(alice).await.unwrap();
    links.sort_by_key(|link| link.kind);
    let ends: Vec<_> = links.iter().map(|link| (link.from, link.to, link.kind)).collect();
    let hosting_of = (hosting.id, ServiceId::try_new(12345).unwrap(), LinkKind::HostingOfDomain);
    assert_eq!(ends, [(option.id, vps.id, LinkKind::OptionOf), hosting_of]);
    assert_eq!((hosting.group.get(), option.group), (12345, option.id.min(vps.id)));

    let methods = store.payment_methods(alice).await.unwrap();
    let paypal = methods.iter().find(|one| one.mean_id.get() == 1234).unwrap();
    let card = methods.iter().find(|one| one.id != paypal.id).unwrap();
    assert!(paypal.is_default && !card.is_default);
    assert_eq!(card.expires_on, "2028-05-31".parse().ok());
    let outcomes = store.sandbox_outcomes(alice, card.id).await.unwrap();
    assert_eq!(outcomes.as_deref(), Some("declineSoft,noAnswerThenApprove"));

    let company = store.account_by_nichandle(&name("ef24680-ovh")).await.unwrap().unwrap();
    let company = store.account(company).await.unwrap().unwrap().account;
    assert_eq!((company.tax, company.subsidiary.as_str()), (AccountTax::ByRules, "FI"));
    assert_eq!(company.profile.language, name("en_GB"));
}

#[tokio::test]
async fn the_example_is_imported_once() {
    each_database(async |database| {
        let admin = Admin::of(database);
        admin.write("example.toml", EXAMPLE);
        let check = admin.text(&["import", "example.toml", "--check"]).await;
        assert_eq!(check, format!("can be imported: {SUMMARY}\n"));
        let status = admin.json(&["migrate", "--check"]).await;
        assert_eq!(status["version"], 0, "checking makes no database");

        let imported = admin.text(&["import", "example.toml"]).await;
        assert_eq!(imported, format!("imported: {SUMMARY}\n"));
        let app = TestApp::on(database.database()).await;
        assert_example_is_there(app.engine.store()).await;
        app.audit().await;

        for command in [&["import", "example.toml"][..], &["import", "example.toml", "--check"]] {
            let again = admin.text(command).await;
            assert!(again.starts_with("imported before, on 2"), "{again}");
            assert!(again.ends_with(&format!("; nothing was done: {SUMMARY}\n")), "{again}");
            let again = admin.json(command).await;
            assert_eq!((&again["imported"], &again["summary"]), (&json!(false), &json!(SUMMARY)));
        }
        assert_eq!(admin.json(&["account", "list"]).await.as_array().unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn json_says_the_same() {
    each_database(async |database| {
        let admin = Admin::of(database);
        admin.write("example.json", example_in_json());
        let imported = admin.json(&["import", "example.json"]).await;
        assert_eq!(imported, json!({"imported": true, "before": null, "summary": SUMMARY}));
        let app = TestApp::on(database.database()).await;
        assert_example_is_there(app.engine.store()).await;
        app.audit().await;
    })
    .await;
}

const DOCUMENTATION: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/inventory.md"));

/// The examples of a kind in the documentation.
fn blocks(kind: &str) -> Vec<&'static str> {
    let open = format!("```{kind}\n");
    let blocks = DOCUMENTATION.split(&open).skip(1);
    blocks.map(|block| block.split_once("```").unwrap().0).collect()
}

#[tokio::test]
async fn the_documentation_is_true() {
    each_database(async |database| {
        let admin = Admin::of(database);
        admin.write("inventory.json", blocks("json")[0]);
        admin.text(&["import", "inventory.json"]).await;
        let examples = blocks("toml");
        assert_eq!(examples.len(), 4);
        for example in examples {
            admin.import(example).await;
        }
        let shown = admin.json(&["account", "show", "ab12345-ovh"]).await;
        assert_eq!(shown["services"], 3);
        let [wrong, told] = blocks("text")[..] else { panic!("other examples") };
        admin.write("inventory.toml", wrong);
        assert_eq!(admin.refused(&["import", "inventory.toml"], 3).await, told);
    })
    .await;
}

/// Every field that an inventory can have is in the documentation and in the example.
#[tokio::test]
async fn every_field_is_documented() {
    let database = perennial_store::testing::TestDatabase::sqlite();
    let admin = Admin::of(&database);
    let file = "x = 1\n[[plans]]\nx = 1\n[[plans.engagements]]\nx = 1\n[[accounts]]\nx = 1\n[[accounts.services]]\nx = 1\nrenew = { x = 1 }\n\
                contacts = { x = 1 }\n[[accounts.links]]\nx = 1\nfrom = { x = 1 }\n[[accounts.paymentMethods]]\n\
                x = 1\n";
    admin.write("x.toml", file);
    let told = admin.refused(&["import", "x.toml"], 3).await;
    let lists: Vec<&str> = told
        .lines()
        .filter_map(|line| line.split_once("has no `x`; it has "))
        .map(|(_, list)| list)
        .collect();
    assert_eq!(lists.len(), 10, "{told}");
    for name in lists.iter().flat_map(|list| list.split(", ")) {
        let forms = [format!("`{name}`"), format!("[[{name}]]"), format!("{name} = ")];
        assert!(forms.iter().any(|form| DOCUMENTATION.contains(form)), "{name} is not documented");
        assert!(EXAMPLE.contains(name), "{name} is not in the example");
    }
}

const ADDITION: &str = r#"
[[accounts]]
nichandle = "ab12345-ovh"
prepaid = "12.50 EUR"

[[accounts.services]]
product = "domain"
name = "another.ovh"
plan = "domain-ovh"
createdOn = 2026-01-15
expiresOn = 2027-01-15

[[accounts.links]]
kind = "hostingOfDomain"
from = { product = "hosting/web", name = "mypersonaldomain.ovh" }
to = { product = "domain", name = "another.ovh" }
"#;

#[tokio::test]
async fn more_is_added_to_an_account_that_is_there() {
    each_database(async |database| {
        let admin = Admin::of(database);
        admin.import(EXAMPLE).await;
        let summary = admin.import(ADDITION).await;
        let expected = "0 plans, 1 account, 1 service, 1 link, 0 payment methods";
        assert_eq!(summary, format!("imported: {expected}\n"));
        let shown = admin.json(&["account", "show", "ab12345-ovh"]).await;
        assert_eq!((&shown["prepaid"], &shown["services"]), (&json!("62.50"), &json!(5)));

        let app = TestApp::on(database.database()).await;
        app.audit().await;
        let store = app.engine.store();
        let name = |text: &str| Name::parse(text).unwrap();
        let alice = store.account_by_nichandle(&name("ab12345-ovh")).await.unwrap().unwrap();
        let services = store.services(alice).await.unwrap();
        let added = services.iter().find(|one| one.name == name("another.ovh")).unwrap();
        assert_eq!(added.group.get(), 12345, "it has joined the group of the other domain");
        let entries = store.journal_after(alice, 0, 10).await.unwrap();
        let told = |entry: &perennial_core::journal::Entry| {
            format!("{} by {}: {}", entry.action.code(), entry.actor, entry.detail)
        };
        assert_eq!(
            entries.iter().map(|sealed| told(&sealed.entry)).collect::<Vec<_>>(),
            [
                "account.create by operator: 4 services, 2 payment methods",
                "account.import by operator: 1 service, 0 payment methods"
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn one_mistake_and_nothing_is_imported() {
    each_database(async |database| {
        let admin = Admin::of(database);
        admin.text(&["migrate"]).await;
        // A mistake of reading, and one that only the engine sees, at the end of a file that is right before.
        let unread = format!("{EXAMPLE}quantity = 0\n");
        let unknown = EXAMPLE.replace(
            "plan = \"vps-ssd-1\"\ncreatedOn = 2026",
            "plan = \"vps-9\"\ncreatedOn = 2026",
        );
        assert_ne!(unknown, EXAMPLE);
        for (text, mistake) in
            [(unread, "0 is not a quantity"), (unknown, "there is no plan vps-9")]
        {
            admin.write("example.toml", &text);
            for command in [&["import", "example.toml"][..], &["import", "--check", "example.toml"]]
            {
                let told = admin.refused(command, 3).await;
                assert!(told.starts_with("error: example.toml: 1 problem, nothing was imported\n"));
                assert!(told.contains(mistake), "{told}");
            }
            assert_eq!(admin.json(&["account", "list"]).await, json!([]));
        }
        let app = TestApp::on(database.database()).await;
        assert_eq!(app.engine.store().price_list().await.unwrap().iter().count(), 0);
        // And what was refused is not taken for imported.
        admin.import(EXAMPLE).await;
    })
    .await;
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_no_inventory() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(file("wrong.toml"), b"a = 1\nb = \"\xff\"\n").unwrap();
    for (name, code, text) in [
        ("none.toml", 1, "No such file or directory"),
        ("wrong.toml", 3, "wrong.toml:2: the file is not UTF-8 text"),
        ("inventory.yaml", 2, "an inventory is a .toml or a .json file"),
        ("inventory", 2, "an inventory is a .toml or a .json file"),
    ] {
        let done = run(&["import", &file(name), "--database", &file("new.db")]).await;
        assert_eq!((done.code, done.stdout.as_str()), (Some(code), ""), "{done:?}");
        assert!(done.stderr.contains(text), "{}", done.stderr);
    }
    assert!(!std::fs::exists(file("new.db")).unwrap(), "nothing was made");
}

#[tokio::test]
async fn engagements_that_cannot_be_are_mistakes() {
    let database = perennial_store::testing::TestDatabase::sqlite();
    let admin = Admin::of(&database);
    let plan = "[[plans]]\ncode = \"a\"\nproduct = \"vps\"\nname = \"A\"\nprices.EUR.P1M = \"1\"\n\
                [[plans.engagements]]\nmode = \"year\"\nlength = \"P1Y\"\nprices.EUR = \"1\"\n";
    let cases = [
        ("", "an engagement that is paid period by period needs a `period`, such as \"P1M\""),
        (
            "period = \"P5M\"",
            "the plan has no price for P5M in EUR: it needs one for what comes after",
        ),
        (
            "type = \"upfront\"",
            "the plan has no price for P1Y in EUR: it needs one for what comes after",
        ),
        ("type = \"weekly\"", "`weekly` is not a type of engagements"),
        ("period = \"P1M\"\nendRule = \"x\"", "`x` is not what comes after an engagement"),
        (
            "period = \"P1M\"\n[[plans.engagements]]\nmode = \"year\"\nlength = \"P2Y\"\nperiod = \"P1M\"\n\
             prices.EUR = \"1\"",
            "the plan has an engagement `year` already",
        ),
        (
            "period = \"P1M\"\n[[plans.engagements]]\nmode = \"default\"\nlength = \"P2Y\"\nperiod = \"P1M\"\n\
             prices.EUR = \"1\"",
            "`default` is the mode of the prices that bind nobody",
        ),
    ];
    for (more, text) in cases {
        admin.write("x.toml", format!("{plan}{more}\n"));
        let told = admin.refused(&["import", "x.toml"], 3).await;
        assert!(told.contains(text), "{told}");
    }
}
