//! `/me`: the account.

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use super::wire_enum;

wire_enum! {
    /// A sex.
    Gender = "nichandle.GenderEnum" { Female = "female", Male = "male" }
}

wire_enum! {
    /// The legal form of an account.
    LegalForm = "nichandle.LegalFormEnum" {
        Administration = "administration",
        Association = "association",
        Corporation = "corporation",
        Individual = "individual",
        Unlisted = "other",
        PersonalCorporation = "personalcorporation",
    }
}

wire_enum! {
    /// A brand of the seller.
    Brand = "nichandle.OvhCompanyEnum" {
        Kimsufi = "kimsufi",
        Ovh = "ovh",
        SoYouStart = "soyoustart",
    }
}

wire_enum! {
    /// A selling company.
    Subsidiary = "nichandle.OvhSubsidiaryEnum" {
        Cz = "CZ",
        De = "DE",
        Es = "ES",
        Eu = "EU",
        Fi = "FI",
        Fr = "FR",
        Gb = "GB",
        Ie = "IE",
        It = "IT",
        Lt = "LT",
        Ma = "MA",
        Nl = "NL",
        Pl = "PL",
        Pt = "PT",
        Sn = "SN",
        Tn = "TN",
    }
}

wire_enum! {
    /// A kind of telephone.
    PhoneType = "nichandle.PhoneTypeEnum" { Landline = "landline", Mobile = "mobile" }
}

wire_enum! {
    /// Whether an account may order.
    AccountState = "nichandle.StateEnum" { Complete = "complete", Incomplete = "incomplete" }
}

/// An account, `nichandle.Nichandle`.
///
/// Countries and languages are text here, although the schema lists them: nobody decides by them, and one list of 254
/// codes is enough.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Nichandle {
    /// Street.
    pub address: Option<String>,
    /// Region.
    pub area: Option<String>,
    /// City of birth.
    pub birth_city: Option<String>,
    /// Day of birth, in any notation.
    pub birth_day: Option<String>,
    /// City.
    pub city: Option<String>,
    /// Number of the company in its national register.
    pub company_national_identification_number: Option<String>,
    /// More of the address.
    pub complementary_address: Option<String>,
    /// Kind of company.
    pub corporation_type: Option<String>,
    /// Country, a code such as `FR`.
    pub country: String,
    /// Currency of orders and bills.
    pub currency: Currency,
    /// Number of the customer.
    pub customer_code: Option<String>,
    /// E-mail address.
    pub email: String,
    /// Fax number.
    pub fax: Option<String>,
    /// First name.
    pub firstname: Option<String>,
    /// Code of the Italian exchange of invoices.
    #[serde(rename = "italianSDI")]
    pub italian_sdi: Option<String>,
    /// Whether the identity was checked.
    pub kyc_validated: Option<bool>,
    /// Language, a code such as `fr_FR`.
    pub language: Option<String>,
    /// Legal form.
    pub legalform: LegalForm,
    /// Last name.
    pub name: Option<String>,
    /// Number of the person in a national register.
    pub national_identification_number: Option<String>,
    /// Name of the account.
    pub nichandle: String,
    /// Name of the company.
    pub organisation: Option<String>,
    /// Brand.
    pub ovh_company: Brand,
    /// Selling company.
    pub ovh_subsidiary: Subsidiary,
    /// Telephone number.
    pub phone: Option<String>,
    /// Country of the telephone number.
    pub phone_country: Option<String>,
    /// Kind of telephone.
    pub phone_type: Option<PhoneType>,
    /// What the account buys for.
    pub purpose_of_purchase: Option<String>,
    /// Sex.
    pub sex: Option<Gender>,
    /// Second e-mail address.
    pub spare_email: Option<String>,
    /// Whether the account may order.
    pub state: AccountState,
    /// VAT number.
    pub vat: Option<String>,
    /// Postal code.
    pub zip: Option<String>,
}

/// The body of `PUT /me`: the whole account or a part of it. What is not said stays as it is; an empty text takes away what
/// there is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", from = "WholeNichandle")]
pub struct NichandleUpdate {
    /// Street.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// City of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_city: Option<String>,
    /// Day of birth, in any notation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_day: Option<String>,
    /// City.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// Number of the company in its national register.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company_national_identification_number: Option<String>,
    /// More of the address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complementary_address: Option<String>,
    /// Kind of company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corporation_type: Option<String>,
    /// Country, a code such as `FR`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Fax number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fax: Option<String>,
    /// First name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub firstname: Option<String>,
    /// Code of the Italian exchange of invoices.
    #[serde(rename = "italianSDI", skip_serializing_if = "Option::is_none")]
    pub italian_sdi: Option<String>,
    /// Language, a code such as `fr_FR`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Legal form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legalform: Option<LegalForm>,
    /// Last name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Number of the person in a national register.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub national_identification_number: Option<String>,
    /// Name of the company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// Telephone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Country of the telephone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_country: Option<String>,
    /// Kind of telephone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_type: Option<PhoneType>,
    /// What the account buys for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose_of_purchase: Option<String>,
    /// Sex.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sex: Option<Gender>,
    /// Second e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spare_email: Option<String>,
    /// VAT number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vat: Option<String>,
    /// Postal code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zip: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
#[expect(dead_code, reason = "the read-only fields are there to be allowed, not to be read")]
struct WholeNichandle {
    address: Option<String>,
    area: Option<String>,
    birth_city: Option<String>,
    birth_day: Option<String>,
    city: Option<String>,
    company_national_identification_number: Option<String>,
    complementary_address: Option<String>,
    corporation_type: Option<String>,
    country: Option<String>,
    currency: Option<IgnoredAny>,
    customer_code: Option<IgnoredAny>,
    email: Option<IgnoredAny>,
    fax: Option<String>,
    firstname: Option<String>,
    #[serde(rename = "italianSDI")]
    italian_sdi: Option<String>,
    kyc_validated: Option<IgnoredAny>,
    language: Option<String>,
    legalform: Option<LegalForm>,
    name: Option<String>,
    national_identification_number: Option<String>,
    nichandle: Option<IgnoredAny>,
    organisation: Option<String>,
    ovh_company: Option<IgnoredAny>,
    ovh_subsidiary: Option<IgnoredAny>,
    phone: Option<String>,
    phone_country: Option<String>,
    phone_type: Option<PhoneType>,
    purpose_of_purchase: Option<String>,
    sex: Option<Gender>,
    spare_email: Option<String>,
    state: Option<IgnoredAny>,
    vat: Option<String>,
    zip: Option<String>,
}

impl From<WholeNichandle> for NichandleUpdate {
    fn from(whole: WholeNichandle) -> Self {
        Self {
            address: whole.address,
            area: whole.area,
            birth_city: whole.birth_city,
            birth_day: whole.birth_day,
            city: whole.city,
            company_national_identification_number: whole.company_national_identification_number,
            complementary_address: whole.complementary_address,
            corporation_type: whole.corporation_type,
            country: whole.country,
            fax: whole.fax,
            firstname: whole.firstname,
            italian_sdi: whole.italian_sdi,
            language: whole.language,
            legalform: whole.legalform,
            name: whole.name,
            national_identification_number: whole.national_identification_number,
            organisation: whole.organisation,
            phone: whole.phone,
            phone_country: whole.phone_country,
            phone_type: whole.phone_type,
            purpose_of_purchase: whole.purpose_of_purchase,
            sex: whole.sex,
            spare_email: whole.spare_email,
            vat: whole.vat,
            zip: whole.zip,
        }
    }
}

/// The currency of an account, `nichandle.Currency`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Currency {
    /// Code, as in prices.
    pub code: String,
    /// Symbol for people.
    pub symbol: String,
}
