//! Configurations: the default file is the default, and what a file comes to.

use perennial_core::account::{CountryCode, Subsidiary};
use perennial_core::calendar::{RenewDay, Rules};
use perennial_core::service::ProductLine;

use super::mail::MailTls;
use super::*;

fn read(text: &str) -> Config {
    let source = Source::of_text("test.toml", text);
    let config = Config::of(&source, Path::new("/etc/perennial"));
    config.unwrap_or_else(|failure| panic!("{:?}", failure.problems))
}

fn assert_is_default(config: &Config) {
    let built_in = Config::default();
    assert_eq!(config.calendar, built_in.calendar);
    assert_eq!(config.budget, built_in.budget);
    assert_eq!((&config.seller, &config.mail), (&built_in.seller, &built_in.mail));
}

#[test]
fn the_default_file_is_the_default() {
    assert_is_default(&read(DEFAULT));
    assert_is_default(&read(""));
    // The engine's own default is the same.
    assert_eq!(Config::default().calendar, perennial_core::Calendar::default());
    assert_eq!(Config::default().budget, perennial_core::budget::Budget::default());
}

/// The file without the marks before its examples: sections and fields.
fn uncommented() -> String {
    let is_example = |line: &str| {
        let word: String = line.chars().take_while(char::is_ascii_alphanumeric).collect();
        line == "[mail]" || line.strip_prefix(&word).is_some_and(|rest| rest.starts_with(" = "))
    };
    let line = |line: &'static str| match line.strip_prefix("# ") {
        Some(rest) if is_example(rest) => rest,
        _ => line,
    };
    let is_file = |line: &&str| {
        ["logo = ", "font = ", "folder = "].iter().any(|field| line.starts_with(field))
    };
    DEFAULT.lines().map(line).filter(|line| !is_file(line)).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_examples_of_the_default_file_can_be_used() {
    let config = read(&uncommented());
    assert_eq!(config.seller.url.as_deref(), Some("https://renew.example.com"));
    assert_eq!(config.seller.identity.vat.unwrap().as_str(), "FI12345671");
    assert_eq!(config.seller.iban.as_deref(), Some("FI2112345600000785"));
    assert_eq!(config.seller.look.languages().collect::<Vec<_>>(), ["en"]);
    assert_eq!(config.budget.amounts_max.len(), 2);
    let mail = config.mail.unwrap();
    assert_eq!(
        (mail.host.as_str(), mail.port, mail.tls),
        ("smtp.example.com", 587, MailTls::StartTls)
    );
    let login = mail.login.unwrap();
    assert_eq!(login.password_file, Path::new("/etc/perennial/smtp.password"));
    assert_eq!(mail.from.to_string(), "Example Renewals <renewals@example.com>");
}

#[test]
fn a_product_line_has_what_is_said_of_it_then_what_is_said_of_all_then_its_own() {
    let config = read(
        r#"
        [calendar]
        renewDay = 5
        retentionDays = 20
        [calendar.products."domain"]
        retentionDays = 10
        [calendar.products."hosting/web"]
        noticesManual = []
        "#,
    );
    let rules = |line: &str| config.calendar.rules(&ProductLine::parse(line).unwrap()).clone();
    let usual = Rules { retention_days: 20, ..Rules::default() };
    assert_eq!(config.calendar.renew_day(), RenewDay::try_new(5).unwrap());
    assert_eq!(rules("domain"), Rules { retention_days: 10, redemption_days: 30, ..usual.clone() });
    assert_eq!(rules("vps"), usual, "what is said of all goes before what is built in");
    assert_eq!(rules("hosting/web"), Rules { notices_manual: vec![], ..usual.clone() });
    assert_eq!(rules("cloud"), usual);
}

#[test]
fn tax_rules_are_added_to_those_that_are_built_in() {
    let config = read(
        r#"
        [tax]
        subsidiaries = { WE = "IE" }
        rates = { CA = "5", FI = { "2024-09-01" = "25.5", "2027-01-01" = "25" } }
        "#,
    );
    let rates = |country: &str| {
        let country = CountryCode::parse(country).unwrap();
        let rates = config.taxes.rates().get(&country).unwrap().iter();
        rates.map(|(since, rate)| format!("{since}: {rate}")).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(rates("FI"), "2024-09-01: 25.5 %, 2027-01-01: 25 %");
    assert_eq!(rates("CA"), "0001-01-01: 5 %");
    assert_eq!(rates("FR"), "2024-01-01: 20 %");
    let subsidiary = Subsidiary::parse("WE").unwrap();
    assert_eq!(config.taxes.country_of(&subsidiary).unwrap().to_string(), "IE");
}
