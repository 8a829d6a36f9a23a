//! Accounts.

use perennial_api::catalogue::{Shape, find_model};
use perennial_api::model::{
    AccountState, Brand, Currency, Gender, LegalForm, Nichandle, NichandleUpdate, PhoneType,
    Subsidiary,
};
use perennial_core::Account;
use perennial_core::profile::{ProfileDetails, ProfileField, ProfileUpdate};
use perennial_core::text::Name;

use crate::error::ApiError;

/// How many values a refusal lists.
const LISTED_MAX: usize = 30;

/// `GET /me`.
pub(crate) fn nichandle(account: &Account, details: &ProfileDetails) -> Nichandle {
    let profile = &account.profile;
    let text = |name: &Option<Name>| name.as_ref().map(ToString::to_string);
    let detail = |field| details.get(&field).map(ToString::to_string);
    Nichandle {
        address: text(&profile.address),
        area: detail(ProfileField::Area),
        birth_city: detail(ProfileField::BirthCity),
        birth_day: detail(ProfileField::BirthDay),
        city: text(&profile.city),
        company_national_identification_number: detail(ProfileField::CompanyNumber),
        complementary_address: detail(ProfileField::AddressSupplement),
        corporation_type: detail(ProfileField::CorporationType),
        country: profile.country.to_string(),
        currency: Currency {
            code: account.currency.code().to_owned(),
            symbol: account.currency.symbol().to_owned(),
        },
        customer_code: None,
        email: profile.email.to_string(),
        fax: detail(ProfileField::Fax),
        firstname: text(&profile.first_name),
        italian_sdi: detail(ProfileField::ItalianSdi),
        kyc_validated: None,
        language: Some(profile.language.to_string()),
        legalform: LegalForm::from(profile.legal_form.as_str()),
        name: text(&profile.last_name),
        national_identification_number: detail(ProfileField::NationalNumber),
        nichandle: account.nichandle.to_string(),
        organisation: text(&profile.organisation),
        ovh_company: Brand::Ovh,
        ovh_subsidiary: Subsidiary::from(account.subsidiary.as_str()),
        phone: text(&profile.phone),
        phone_country: detail(ProfileField::PhoneCountry),
        phone_type: details.get(&ProfileField::PhoneType).map(|text| text.as_str().into()),
        purpose_of_purchase: detail(ProfileField::Purpose),
        sex: details.get(&ProfileField::Sex).map(|text| text.as_str().into()),
        spare_email: detail(ProfileField::SpareEmail),
        state: AccountState::Complete,
        vat: text(&profile.vat),
        zip: text(&profile.zip),
    }
}

/// What a customer wants to change. What is `null` says nothing, and an empty text takes away what there is.
pub(crate) fn profile_update(wanted: &NichandleUpdate) -> Result<ProfileUpdate, ApiError> {
    let mut update = ProfileUpdate::new();
    for (field, text) in fields(wanted) {
        let Some(text) = text else { continue };
        let value = match text.trim() {
            "" => None,
            text => {
                check_enum(field, text)?;
                let parsed = Name::parse(text);
                Some(parsed.map_err(|error| ApiError::bad_parameter(field.code(), error))?)
            }
        };
        update.insert(field, value);
    }
    Ok(update)
}

/// A text must be one of the values that the published model lists for its field, if it lists any.
fn check_enum(field: ProfileField, text: &str) -> Result<(), ApiError> {
    let shape_of = |name: &str| find_model("/me", name).map(|model| &model.shape);
    let Some(Shape::Fields(properties)) = shape_of("nichandle.Nichandle") else { return Ok(()) };
    let property = properties.iter().find(|property| property.name == field.code());
    let data_type = property.map_or("", |property| property.data_type);
    let Some(Shape::Enum(values)) = shape_of(data_type) else { return Ok(()) };
    if values.contains(&text) {
        return Ok(());
    }
    let some = values.iter().take(LISTED_MAX).copied().collect::<Vec<_>>().join(", ");
    let more =
        if values.len() > LISTED_MAX { ", … (all of them are in /1.0/me.json)" } else { "" };
    let problem = format!("`{text}` is unknown; it can be {some}{more}");
    Err(ApiError::bad_parameter(field.code(), problem))
}

fn fields(wanted: &NichandleUpdate) -> [(ProfileField, Option<&str>); 25] {
    use ProfileField as F;
    [
        (F::Address, wanted.address.as_deref()),
        (F::Area, wanted.area.as_deref()),
        (F::BirthCity, wanted.birth_city.as_deref()),
        (F::BirthDay, wanted.birth_day.as_deref()),
        (F::City, wanted.city.as_deref()),
        (F::CompanyNumber, wanted.company_national_identification_number.as_deref()),
        (F::AddressSupplement, wanted.complementary_address.as_deref()),
        (F::CorporationType, wanted.corporation_type.as_deref()),
        (F::Country, wanted.country.as_deref()),
        (F::Fax, wanted.fax.as_deref()),
        (F::FirstName, wanted.firstname.as_deref()),
        (F::ItalianSdi, wanted.italian_sdi.as_deref()),
        (F::Language, wanted.language.as_deref()),
        (F::LegalForm, wanted.legalform.as_ref().map(LegalForm::as_str)),
        (F::LastName, wanted.name.as_deref()),
        (F::NationalNumber, wanted.national_identification_number.as_deref()),
        (F::Organisation, wanted.organisation.as_deref()),
        (F::Phone, wanted.phone.as_deref()),
        (F::PhoneCountry, wanted.phone_country.as_deref()),
        (F::PhoneType, wanted.phone_type.as_ref().map(PhoneType::as_str)),
        (F::Purpose, wanted.purpose_of_purchase.as_deref()),
        (F::Sex, wanted.sex.as_ref().map(Gender::as_str)),
        (F::SpareEmail, wanted.spare_email.as_deref()),
        (F::Vat, wanted.vat.as_deref()),
        (F::Zip, wanted.zip.as_deref()),
    ]
}
