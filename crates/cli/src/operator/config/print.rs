//! A configuration, shown: what a file comes to.

use std::path::Path;

use jiff::civil::Date;
use perennial_core::budget::Budget;
use perennial_core::calendar::{Rule, Rules};
use perennial_core::seller::Seller as Identity;
use perennial_core::text::Name;
use perennial_core::{Money, TaxRate, TaxRules};
use perennial_engine::Seller;
use serde_json::{Value, json};

use super::{Config, MailConfig};
use crate::output::{Align, BOLD, DIM, GREEN, Output};

/// The file that says what is built in.
pub(super) fn default(output: &Output, text: &str) {
    output.text(text.trim_end());
    output.json(&to_json(&Config::default()));
}

/// A file that can be used.
pub(super) fn checked(output: &Output, file: &Path, config: &Config) {
    let name = file.display().to_string();
    output.text(format!("{GREEN}good:{GREEN:#} {name}"));
    let fact = |name: &str, value: &str| {
        output.text(format!("  {DIM}{name:<10}{DIM:#}{value}"));
    };
    let url = config.seller.url.as_ref().map(|url| format!(", {url}")).unwrap_or_default();
    fact("seller", &format!("{}{url}", config.seller.identity.name));
    seller_in_words(&config.seller).iter().for_each(|line| fact("", line));
    let replaced: Vec<&str> = config.templates.replaced().collect();
    if !replaced.is_empty() {
        fact("templates", &format!("of your own: {}", replaced.join(", ")));
    }
    fact("mail", &mail_in_words(config.mail.as_ref()));
    let subsidiaries = config.taxes.subsidiaries().iter();
    let subsidiaries: Vec<String> =
        subsidiaries.map(|(code, country)| format!("; {code} is in {country}")).collect();
    let countries = config.taxes.rates().len();
    fact("tax", &format!("standard rates of {countries} countries{}", subsidiaries.concat()));
    fact("renew day", &config.calendar.renew_day().get().to_string());
    output.text(format!("\n  {BOLD}Calendar{BOLD:#}, in days"));
    calendar(output, config);
    output.text(format!("\n  {BOLD}Budget{BOLD:#} of a run"));
    budget(output, &config.budget);
    let mut told = to_json(config);
    if let Some(told) = told.as_object_mut() {
        told.insert("file".to_owned(), json!(name));
    }
    output.json(&told);
}

/// What stands on papers beside the name.
fn seller_in_words(seller: &Seller) -> Vec<String> {
    let Identity { street, zip, city, country, vat, register, .. } = &seller.identity;
    let city: Vec<&str> = zip.iter().chain(city).map(Name::as_str).collect();
    let address = street.iter().map(ToString::to_string).chain([city.join(" ")]);
    let address = address.chain(country.map(|country| country.to_string()));
    let address: Vec<String> = address.filter(|line| !line.is_empty()).collect();
    let numbers = [("VAT", vat), ("register", register)];
    let numbers = numbers
        .into_iter()
        .filter_map(|(what, number)| Some(format!("{what} {}", number.as_ref()?)));
    let numbers: Vec<String> = numbers.collect();
    let look = &seller.look;
    let looks = [
        look.logo().map(|logo| format!("a logo of {} by {}", logo.size().0, logo.size().1)),
        look.colour().map(|colour| format!("{colour}, {} on dark pages", colour.on_dark())),
        look.has_font().then(|| "a font of its own".to_owned()),
    ];
    let looks: Vec<String> = looks.into_iter().flatten().collect();
    let lines = [address.join(", "), numbers.join(", "), looks.join("; ")];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

fn seller_to_json(seller: &Seller) -> Value {
    let Identity { name, street, zip, city, country, vat, register } = &seller.identity;
    let text = |name: &Option<Name>| name.as_ref().map(Name::to_string);
    let street: Vec<&str> = street.iter().map(Name::as_str).collect();
    let look = &seller.look;
    json!({
        "name": name.as_str(),
        "street": street,
        "zip": text(zip),
        "city": text(city),
        "country": country.map(|country| country.to_string()),
        "vatNumber": text(vat),
        "registerNumber": text(register),
        "url": seller.url,
        "email": seller.email,
        "phone": seller.phone,
        "iban": seller.iban,
        "bic": seller.bic,
        "logo": look.logo().is_some(),
        "colour": look.colour().map(|colour| colour.to_string()),
        "font": look.has_font(),
        "texts": look.languages().collect::<Vec<_>>(),
    })
}

fn mail_in_words(mail: Option<&MailConfig>) -> String {
    let Some(mail) = mail else { return "none: letters are kept, not sent".to_owned() };
    let MailConfig { host, port, tls, login, from } = mail;
    let user = login.as_ref().map(|login| format!(" as {}", login.user)).unwrap_or_default();
    format!("from {from}, by {host}:{port}{user}, TLS: {}", tls.code())
}

fn calendar(output: &Output, config: &Config) {
    let columns = [
        ("product line", Align::Left),
        ("automatic", Align::Left),
        ("by hand", Align::Left),
        ("retries", Align::Left),
        ("unpaid", Align::Right),
        ("retention", Align::Right),
        ("redemption", Align::Right),
    ];
    let row = |line: &str, rules: &Rules| {
        let months = rules.notices_automatic_from_months;
        [
            line.to_owned(),
            format!("{}, from {months} months", list(&rules.notices_automatic)),
            list(&rules.notices_manual),
            list(&rules.retries),
            rules.unpaid_days.to_string(),
            rules.retention_days.to_string(),
            rules.redemption_days.to_string(),
        ]
    };
    let lines = config.calendar.products().iter();
    let others = row("all others", config.calendar.default_rules());
    output.table(2, columns, lines.map(|(line, rules)| row(line.as_str(), rules)).chain([others]));
}

fn list(days: &[u16]) -> String {
    if days.is_empty() {
        return "none".to_owned();
    }
    days.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn budget(output: &Output, budget: &Budget) {
    let amounts: Vec<String> = budget.amounts_max.values().map(Money::to_string).collect();
    let amounts = if amounts.is_empty() { "any amount".to_owned() } else { amounts.join(", ") };
    let Budget { growth_percent_max, growth_from, .. } = budget;
    let lines = [
        (budget.renewals_max.to_string(), "renewals"),
        (budget.suspensions_max.to_string(), "suspensions"),
        (budget.deletions_max.to_string(), "deletions"),
        (budget.repeats_max.to_string(), "services renewed twice on one day"),
        (amounts, "to charge, tax included"),
        (
            format!("{growth_percent_max} %"),
            &format!("of the largest run of the last 40 days, from {growth_from} renewals on"),
        ),
    ];
    let columns = [("at most", Align::Right), ("", Align::Left)];
    output.table(2, columns, lines.map(|(most, what)| [most, what.to_owned()]));
}

fn to_json(config: &Config) -> Value {
    let Config { seller, calendar, budget, taxes, templates, mail } = config;
    let products: serde_json::Map<String, Value> = calendar
        .products()
        .iter()
        .map(|(line, rules)| (line.to_string(), Value::Object(rules_to_json(rules))))
        .collect();
    let mut days = rules_to_json(calendar.default_rules());
    days.insert("renewDay".to_owned(), json!(calendar.renew_day().get()));
    days.insert("products".to_owned(), Value::Object(products));
    let amounts = budget.amounts_max.iter();
    let amounts: serde_json::Map<String, Value> =
        amounts.map(|(code, sum)| (code.code().to_owned(), json!(sum.to_decimal()))).collect();
    json!({
        "seller": seller_to_json(seller),
        "templates": templates.replaced().collect::<Vec<_>>(),
        "calendar": days,
        "budget": {
            "renewals": budget.renewals_max,
            "suspensions": budget.suspensions_max,
            "deletions": budget.deletions_max,
            "repeats": budget.repeats_max,
            "growthPercent": budget.growth_percent_max,
            "growthFrom": budget.growth_from,
            "amounts": amounts,
        },
        "tax": taxes_to_json(taxes),
        "mail": mail.as_ref().map(mail_to_json),
    })
}

fn taxes_to_json(taxes: &TaxRules) -> Value {
    let subsidiaries = taxes.subsidiaries().iter();
    let subsidiaries: serde_json::Map<String, Value> = subsidiaries
        .map(|(code, country)| (code.to_string(), json!(country.to_string())))
        .collect();
    let by_day = |(since, rate): (&Date, &TaxRate)| {
        (since.to_string(), json!(rate.to_string().trim_end_matches(" %")))
    };
    let rates = taxes.rates().iter().map(|(country, rates)| {
        (country.to_string(), Value::Object(rates.iter().map(by_day).collect()))
    });
    let rates: serde_json::Map<String, Value> = rates.collect();
    json!({ "subsidiaries": subsidiaries, "rates": rates })
}

fn rules_to_json(rules: &Rules) -> serde_json::Map<String, Value> {
    let value = |rule| match rule {
        Rule::NoticesAutomatic => json!(rules.notices_automatic),
        Rule::NoticesAutomaticFromMonths => json!(rules.notices_automatic_from_months),
        Rule::NoticesManual => json!(rules.notices_manual),
        Rule::Retries => json!(rules.retries),
        Rule::UnpaidDays => json!(rules.unpaid_days),
        Rule::RetentionDays => json!(rules.retention_days),
        Rule::RedemptionDays => json!(rules.redemption_days),
    };
    Rule::ALL.into_iter().map(|rule| (rule.code().to_owned(), value(rule))).collect()
}

fn mail_to_json(mail: &MailConfig) -> Value {
    json!({
        "host": mail.host,
        "port": mail.port,
        "tls": mail.tls.code(),
        "user": mail.login.as_ref().map(|login| &login.user),
        "passwordFile": mail.login.as_ref().map(|login| &login.password_file),
        "from": mail.from.to_string(),
    })
}
