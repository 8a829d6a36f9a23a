//! What an account is made of, as people give it: at the command line and in inventories.
//!
//! The domain leaves some texts open that the API shows; here they are held to what the API knows.

use perennial_api::model::LegalForm;
use perennial_core::Currency;
use perennial_core::text::Name;

/// The language where none is given.
pub(super) const LANGUAGE: &str = "en_GB";
/// The legal form where none is given.
pub(super) const LEGAL_FORM: &str = "individual";

/// An e-mail address: something, `@`, something.
pub(super) fn email(text: &str) -> Result<Name, String> {
    let wrong =
        || format!("`{text}` is not an e-mail address; write one such as alice@example.com");
    let (user, host) = text.split_once('@').ok_or_else(wrong)?;
    let is_part = |part: &str| !part.is_empty() && !part.contains([' ', '@']);
    if is_part(user) && is_part(host) { name(text) } else { Err(wrong()) }
}

/// A language with its country: `fi_FI`.
pub(super) fn language(text: &str) -> Result<Name, String> {
    let letters =
        |part: &str, is: fn(&u8) -> bool| part.len() == 2 && part.as_bytes().iter().all(is);
    let is_language = text.split_once('_').is_some_and(|(language, country)| {
        letters(language, u8::is_ascii_lowercase) && letters(country, u8::is_ascii_uppercase)
    });
    if is_language {
        return name(text);
    }
    Err(format!("`{text}` is not a language; write language and country, such as fr_FR"))
}

/// A legal form that the API knows.
pub(super) fn legal_form(text: &str) -> Result<Name, String> {
    if LegalForm::ALL.iter().any(|known| known.as_str() == text) {
        return name(text);
    }
    let known: Vec<&str> = LegalForm::ALL.iter().map(LegalForm::as_str).collect();
    Err(format!("`{text}` is not a legal form; there are {}", known.join(", ")))
}

/// A currency that an account can be billed in.
pub(super) fn currency(text: &str) -> Result<Currency, String> {
    match Currency::parse(text) {
        Ok(Currency::Points) => {
            Err("nobody is billed in fidelity points; write a currency such as EUR".to_owned())
        }
        Ok(currency) => Ok(currency),
        Err(error) => Err(error.to_string()),
    }
}

/// A text that is not empty and has no control characters.
pub(super) fn name(text: &str) -> Result<Name, String> {
    Name::parse(text).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_languages_forms_and_currencies() {
        for good in ["alice@example.com", "a@b"] {
            assert_eq!(email(good).unwrap().as_str(), good);
        }
        for bad in ["", "alice", "@b", "a@", "a b@c", "a@b@c"] {
            assert!(email(bad).is_err(), "{bad:?}");
        }
        assert_eq!(language("fi_FI").unwrap().as_str(), "fi_FI");
        for bad in ["", "fi", "fi-FI", "FI_fi", "fin_FI", "fi_FI "] {
            assert!(language(bad).is_err(), "{bad:?}");
        }
        for known in LegalForm::ALL {
            assert!(legal_form(known.as_str()).is_ok());
        }
        assert_eq!(
            legal_form("ltd").unwrap_err(),
            "`ltd` is not a legal form; there are administration, association, corporation, individual, other, \
             personalcorporation"
        );
        assert_eq!(currency("EUR"), Ok(Currency::Eur));
        assert!(currency("points").is_err() && currency("eur").is_err());
        assert!(language(LANGUAGE).is_ok() && legal_form(LEGAL_FORM).is_ok());
    }
}
