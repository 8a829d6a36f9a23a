//! Who sells: `[seller]`.

mod look;

use perennial_core::account::CountryCode;
use perennial_core::means::bank::BankAccount;
use perennial_core::seller::Seller as Identity;
use perennial_core::tax::{is_vat_number, vat_number_forms};
use perennial_core::text::Name;
use perennial_engine::Seller;
use std::path::Path;
use std::sync::Arc;

use crate::operator::file::document::Node;
use crate::operator::file::fields::{Fields, Problems};
use crate::operator::file::scalar;
use crate::operator::profile;

/// The most lines of an address before the city.
const STREET_LINES_MAX: usize = 3;

/// Reads the section. Names of files are relative to the folder.
pub(super) fn read(node: &Node<'_>, folder: &Path, problems: &Problems) -> Option<Seller> {
    let mut fields = Fields::open("[seller]", node, problems)?;
    let name = fields.optional("name", scalar::name);
    let street = street(node, fields.list("street"), problems);
    let zip = fields.optional("zip", scalar::name);
    let city = fields.optional("city", scalar::name);
    let country = fields.optional("country", scalar::parsed(CountryCode::parse));
    let vat = fields.optional("vatNumber", scalar::name);
    let register = fields.optional("registerNumber", scalar::name);
    let url = fields.optional("url", scalar::parsed(url));
    let email = fields.optional("email", scalar::parsed(profile::email));
    let phone = fields.optional("phone", scalar::name);
    let iban = fields.optional("iban", scalar::name);
    let bic = fields.optional("bic", scalar::name);
    let look = look::read(&mut fields, folder, problems);
    fields.close();
    let (country, vat) = (country?, vat?.map(|vat| plain(&vat)));
    if let Some(text) = vat.as_ref().and_then(|vat| wrong_vat(vat, country)) {
        complain(node, "vatNumber", &text, problems);
        return None;
    }
    let identity = Identity {
        name: name?.unwrap_or_else(|| Identity::default().name),
        street: street?,
        zip: zip?,
        city: city?,
        country,
        vat,
        register: register?,
    };
    let account = account(node, iban?.as_ref(), bic?.as_ref(), problems)?;
    let text = |name: Option<Name>| name.as_ref().map(Name::to_string);
    Some(Seller {
        identity,
        url: url?,
        email: text(email?),
        phone: text(phone?),
        iban: account.0,
        bic: account.1,
        look: Arc::new(look?),
    })
}

fn complain(node: &Node<'_>, field: &str, text: &str, problems: &Problems) {
    let at = node.get(field).map_or(node.at, |field| field.at);
    problems.add(at, format!("`{field}`: {text}"));
}

/// The lines of the address before the city.
fn street(node: &Node<'_>, lines: &[Node<'_>], problems: &Problems) -> Option<Vec<Name>> {
    if lines.len() > STREET_LINES_MAX {
        let text = format!("{} lines; at most {STREET_LINES_MAX} are allowed", lines.len());
        complain(node, "street", &text, problems);
        return None;
    }
    let line = |line: &Node<'_>| match scalar::name(line) {
        Ok(name) => Some(name),
        Err(text) => {
            problems.add(line.at, format!("`street`: {text}"));
            None
        }
    };
    lines.iter().map(line).collect()
}

/// The same without spaces.
fn plain(text: &Name) -> Name {
    let plain: String = text.as_str().chars().filter(|c| !c.is_whitespace()).collect();
    Name::parse(&plain.to_ascii_uppercase()).unwrap_or_else(|_| text.clone())
}

/// Why a number is not one of the country.
fn wrong_vat(vat: &Name, country: Option<CountryCode>) -> Option<String> {
    let Some(country) = country else {
        return Some("a number is one of a country: give `country` as well, such as FI".to_owned());
    };
    let forms = vat_number_forms(country);
    if forms.is_empty() {
        let is_so = vat.as_str().starts_with(&country.to_string());
        return (!is_so)
            .then(|| format!("`{vat}` has to begin with {country}, the country that gave it"));
    }
    (!is_vat_number(country, vat.as_str())).then(|| {
        let forms = forms.join(", ");
        format!(
            "`{vat}` is not a number of {country}: 9 is a digit, A a letter, X either in {forms}"
        )
    })
}

/// The account that is paid into: none, or one whose check digits fit.
fn account(
    node: &Node<'_>,
    iban: Option<&Name>,
    bic: Option<&Name>,
    problems: &Problems,
) -> Option<(Option<String>, Option<String>)> {
    let Some(iban) = iban.map(plain) else {
        if bic.is_some() {
            complain(node, "bic", "a bank alone is no account: give `iban` as well", problems);
            return None;
        }
        return Some((None, None));
    };
    let bic = bic.map(plain);
    let text = bic.as_ref().map_or("", Name::as_str);
    if let Err(error) = BankAccount::parse(iban.as_str(), text, "seller", "") {
        complain(node, "iban", &error.to_string(), problems);
        return None;
    }
    Some((Some(iban.to_string()), bic.map(|bic| bic.to_string())))
}

/// An address of the web, as letters can link to it.
fn url(text: &str) -> Result<String, String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let is_url = rest.is_some_and(|rest| !rest.is_empty())
        && text.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>'));
    if is_url {
        return Ok(text.to_owned());
    }
    Err(format!("`{text}` is not a URL; write one such as https://renew.example.com"))
}
