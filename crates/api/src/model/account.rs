//! `/me`: the account.

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

/// The currency of an account, `nichandle.Currency`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Currency {
    /// Code, as in prices.
    pub code: String,
    /// Symbol for people.
    pub symbol: String,
}
