//! Changing who the customer is: field by field, with what each may hold.
//!
//! What a change does not name stays as it is. Which countries, languages and legal forms there are is known to the wire.
//! A VAT number decides about tax, so it must have the form that its country gives, whenever either of them changes.

use std::collections::BTreeMap;

use crate::account::{CodeError, CountryCode, Profile};
use crate::email;
use crate::tax::{TaxUndecided, is_vat_number, vat_number_forms};
use crate::text::Name;

/// The longest telephone number, and the longest postal code, in characters.
const NUMBER_MAX: usize = 32;

/// What a customer can change about an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProfileField {
    /// Street and number.
    Address,
    /// Region.
    Area,
    /// City of birth.
    BirthCity,
    /// Day of birth, in any notation.
    BirthDay,
    /// City.
    City,
    /// Number of the company in its national register.
    CompanyNumber,
    /// More of the address.
    AddressSupplement,
    /// Kind of company.
    CorporationType,
    /// Country.
    Country,
    /// Fax number.
    Fax,
    /// First name.
    FirstName,
    /// Code of the Italian exchange of invoices.
    ItalianSdi,
    /// Language of letters and documents.
    Language,
    /// Legal form.
    LegalForm,
    /// Family name.
    LastName,
    /// Number of the person in a national register.
    NationalNumber,
    /// Company or association.
    Organisation,
    /// Telephone number.
    Phone,
    /// Country of the telephone number.
    PhoneCountry,
    /// Kind of telephone.
    PhoneType,
    /// What the account buys for.
    Purpose,
    /// Sex.
    Sex,
    /// Second e-mail address.
    SpareEmail,
    /// Number for value-added tax.
    Vat,
    /// Postal code.
    Zip,
}

impl ProfileField {
    /// All fields.
    pub const ALL: [Self; 25] = [
        Self::Address,
        Self::Area,
        Self::BirthCity,
        Self::BirthDay,
        Self::City,
        Self::CompanyNumber,
        Self::AddressSupplement,
        Self::CorporationType,
        Self::Country,
        Self::Fax,
        Self::FirstName,
        Self::ItalianSdi,
        Self::Language,
        Self::LegalForm,
        Self::LastName,
        Self::NationalNumber,
        Self::Organisation,
        Self::Phone,
        Self::PhoneCountry,
        Self::PhoneType,
        Self::Purpose,
        Self::Sex,
        Self::SpareEmail,
        Self::Vat,
        Self::Zip,
    ];

    /// The API's name of the field.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Area => "area",
            Self::BirthCity => "birthCity",
            Self::BirthDay => "birthDay",
            Self::City => "city",
            Self::CompanyNumber => "companyNationalIdentificationNumber",
            Self::AddressSupplement => "complementaryAddress",
            Self::CorporationType => "corporationType",
            Self::Country => "country",
            Self::Fax => "fax",
            Self::FirstName => "firstname",
            Self::ItalianSdi => "italianSDI",
            Self::Language => "language",
            Self::LegalForm => "legalform",
            Self::LastName => "name",
            Self::NationalNumber => "nationalIdentificationNumber",
            Self::Organisation => "organisation",
            Self::Phone => "phone",
            Self::PhoneCountry => "phoneCountry",
            Self::PhoneType => "phoneType",
            Self::Purpose => "purposeOfPurchase",
            Self::Sex => "sex",
            Self::SpareEmail => "spareEmail",
            Self::Vat => "vat",
            Self::Zip => "zip",
        }
    }

    /// The field with a name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.code() == code)
    }
}

/// What of an account is kept beside its profile, because nothing is decided by it.
pub type ProfileDetails = BTreeMap<ProfileField, Name>;

/// What is to be changed: the fields that are named, with what they are to hold, or nothing to empty them.
pub type ProfileUpdate = BTreeMap<ProfileField, Option<Name>>;

/// Why an account stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileRefusal {
    /// The field cannot be empty.
    #[error("{}: every account has one; give another one to change it", field.code())]
    Required {
        /// The field.
        field: ProfileField,
    },
    /// The country is none.
    #[error("country: {0}")]
    Country(#[from] CodeError),
    /// The text is no telephone number.
    #[error(
        "{}: `{text}` is not a telephone number; write at least 3 digits, with a + before them and spaces, points, dashes, slashes or brackets between them if you like, {NUMBER_MAX} characters at most",
        field.code()
    )]
    Phone {
        /// The field.
        field: ProfileField,
        /// What was given.
        text: Name,
    },
    /// The text is no postal code.
    #[error(
        "zip: `{text}` is not a postal code; write letters, digits, spaces and dashes, {NUMBER_MAX} characters at most"
    )]
    Zip {
        /// What was given.
        text: Name,
    },
    /// The text is no e-mail address.
    #[error("spareEmail: `{text}` is not an e-mail address; write one such as alice@example.com")]
    Email {
        /// What was given.
        text: Name,
    },
    /// The text is not how the Italian exchange names receivers.
    #[error(
        "italianSDI: `{text}` is not a code of the Italian exchange; write 6 or 7 letters and digits"
    )]
    ItalianSdi {
        /// What was given.
        text: Name,
    },
    /// The VAT number does not have the form of the country.
    #[error(
        "vat: `{text}` is not a VAT number of {country}; there it is {forms}, where 9 is a digit, A a letter and X either. Change number and country together, or send an empty number"
    )]
    Vat {
        /// What the number would be.
        text: Name,
        /// What the country would be.
        country: CountryCode,
        /// How numbers of the country are made.
        forms: String,
    },
    /// Nobody knows the tax of such a customer.
    #[error(
        "country: customers there cannot be billed, because nobody has said what tax applies ({0}); the account stays as it is"
    )]
    Untaxed(TaxUndecided),
}

impl ProfileRefusal {
    /// The field that is refused.
    #[must_use]
    pub const fn field(&self) -> ProfileField {
        match self {
            Self::Required { field } | Self::Phone { field, .. } => *field,
            Self::Country(_) | Self::Untaxed(_) => ProfileField::Country,
            Self::Zip { .. } => ProfileField::Zip,
            Self::Email { .. } => ProfileField::SpareEmail,
            Self::ItalianSdi { .. } => ProfileField::ItalianSdi,
            Self::Vat { .. } => ProfileField::Vat,
        }
    }
}

/// An account as it is to be, and which of its fields that changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedProfile {
    /// The profile.
    pub profile: Profile,
    /// What changes beside it.
    pub details: ProfileUpdate,
    /// The fields that hold something else now, in order.
    pub fields: Vec<ProfileField>,
}

impl ChangedProfile {
    /// Whether the tax of the account may be another one now.
    #[must_use]
    pub fn may_change_tax(&self) -> bool {
        self.fields.iter().any(|field| matches!(field, ProfileField::Country | ProfileField::Vat))
    }
}

/// Changes a profile; nothing comes of what is so already.
///
/// # Errors
///
/// [`ProfileRefusal`] for what a field cannot hold.
pub fn change(
    before: &Profile,
    details: &ProfileDetails,
    update: &ProfileUpdate,
) -> Result<Option<ChangedProfile>, ProfileRefusal> {
    let mut changed =
        ChangedProfile { profile: before.clone(), details: BTreeMap::new(), fields: Vec::new() };
    for (field, value) in update {
        check(*field, value.as_ref())?;
        if set(&mut changed, details, *field, value.as_ref())? {
            changed.fields.push(*field);
        }
    }
    if changed.may_change_tax() {
        check_vat(&changed.profile)?;
    }
    Ok((!changed.fields.is_empty()).then_some(changed))
}

/// Whether a field may hold a text.
fn check(field: ProfileField, value: Option<&Name>) -> Result<(), ProfileRefusal> {
    use ProfileField as F;
    let Some(text) = value else {
        return match field {
            F::Country | F::Language | F::LegalForm => Err(ProfileRefusal::Required { field }),
            _ => Ok(()),
        };
    };
    let refused = || text.clone();
    let ok = match field {
        F::Phone | F::Fax => is_phone(text.as_str()),
        F::Zip => is_zip(text.as_str()),
        F::SpareEmail => email::parse(text.as_str()).is_some(),
        F::ItalianSdi => {
            let letters = text.as_str().bytes().all(|b| b.is_ascii_alphanumeric());
            letters && (6..=7).contains(&text.as_str().len())
        }
        _ => true,
    };
    match field {
        _ if ok => Ok(()),
        F::Zip => Err(ProfileRefusal::Zip { text: refused() }),
        F::SpareEmail => Err(ProfileRefusal::Email { text: refused() }),
        F::ItalianSdi => Err(ProfileRefusal::ItalianSdi { text: refused() }),
        _ => Err(ProfileRefusal::Phone { field, text: refused() }),
    }
}

fn is_phone(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or(text);
    let of_number = |c: char| c.is_ascii_digit() || " .-/()".contains(c);
    digits.chars().all(of_number)
        && digits.chars().filter(char::is_ascii_digit).count() >= 3
        && text.len() <= NUMBER_MAX
}

fn is_zip(text: &str) -> bool {
    let of_code = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-');
    text.chars().all(of_code) && text.chars().count() <= NUMBER_MAX
}

/// A number must be one of its country. Countries outside of the Union give numbers in forms that are not known here.
fn check_vat(profile: &Profile) -> Result<(), ProfileRefusal> {
    let (Some(text), country) = (&profile.vat, profile.country) else { return Ok(()) };
    let forms = vat_number_forms(country);
    if forms.is_empty() || is_vat_number(country, text.as_str()) {
        return Ok(());
    }
    Err(ProfileRefusal::Vat { text: text.clone(), country, forms: forms.join(" or ") })
}

/// Sets a field, and says whether it held something else.
fn set(
    changed: &mut ChangedProfile,
    details: &ProfileDetails,
    field: ProfileField,
    value: Option<&Name>,
) -> Result<bool, ProfileRefusal> {
    use ProfileField as F;
    let profile = &mut changed.profile;
    let place = match (field, value) {
        (F::Country, Some(text)) => {
            let country = CountryCode::parse(text.as_str())?;
            return Ok(std::mem::replace(&mut profile.country, country) != country);
        }
        (F::Language, Some(text)) => return Ok(replace(&mut profile.language, text)),
        (F::LegalForm, Some(text)) => return Ok(replace(&mut profile.legal_form, text)),
        (F::Address, _) => &mut profile.address,
        (F::City, _) => &mut profile.city,
        (F::FirstName, _) => &mut profile.first_name,
        (F::LastName, _) => &mut profile.last_name,
        (F::Organisation, _) => &mut profile.organisation,
        (F::Phone, _) => &mut profile.phone,
        (F::Vat, _) => &mut profile.vat,
        (F::Zip, _) => &mut profile.zip,
        _ => {
            let differs = details.get(&field) != value;
            if differs {
                changed.details.insert(field, value.cloned());
            }
            return Ok(differs);
        }
    };
    let differs = place.as_ref() != value;
    *place = value.cloned();
    Ok(differs)
}

fn replace(place: &mut Name, text: &Name) -> bool {
    let differs = place != text;
    place.clone_from(text);
    differs
}

#[cfg(test)]
mod tests;
