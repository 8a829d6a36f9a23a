//! `/me`: the account itself, a *nichandle* in OVHcloud's words.

use super::country::COUNTRIES;
use super::notation::{fields, ro, rw, values, whole_body};
use super::operation::{Operation, Resource};
use super::shape::Model;
use crate::error::class;

/// The resource of everything that belongs to the account.
pub(super) const ME: Resource =
    Resource { path: "/me", description: "The account: orders, bills and means of payment" };

pub(super) const OPERATIONS: &[Operation] = &[
    ME.get("/me", "nichandle.Nichandle", "Read the account", &[]).iam("account:apiovh:me/get"),
    ME.put(
        "/me",
        "void",
        "Change who the account belongs to",
        &[whole_body("nichandle.Nichandle", "The account")],
    )
    .iam("account:apiovh:me/edit")
    .refuses(&[class::CONFLICT]),
];

pub(super) const MODELS: &[Model] = &[
    fields(
        "nichandle.Nichandle",
        "An account",
        &[
            rw("address", "string?", "Street"),
            rw("area", "string?", "Region"),
            rw("birthCity", "string?", "City of birth"),
            rw("birthDay", "string?", "Day of birth"),
            rw("city", "string?", "City"),
            rw("companyNationalIdentificationNumber", "string?", "Number of the company"),
            rw("complementaryAddress", "string?", "More of the address"),
            rw("corporationType", "string?", "Kind of company"),
            rw("country", "nichandle.CountryEnum", "Country"),
            ro("currency", "nichandle.Currency", "Currency of orders and bills"),
            ro("customerCode", "string?", "Number of the customer"),
            ro("email", "string", "E-mail address"),
            rw("fax", "string?", "Fax number"),
            rw("firstname", "string?", "First name"),
            rw("italianSDI", "string?", "Code of the Italian exchange of invoices"),
            ro("kycValidated", "boolean?", "Whether the identity was checked"),
            rw("language", "nichandle.LanguageEnum?", "Language"),
            rw("legalform", "nichandle.LegalFormEnum", "Legal form"),
            rw("name", "string?", "Last name"),
            rw("nationalIdentificationNumber", "string?", "Number of the person"),
            ro("nichandle", "string", "Name of the account"),
            rw("organisation", "string?", "Name of the company"),
            ro("ovhCompany", "nichandle.OvhCompanyEnum", "Brand"),
            ro("ovhSubsidiary", "nichandle.OvhSubsidiaryEnum", "Selling company"),
            rw("phone", "string?", "Telephone number"),
            rw("phoneCountry", "nichandle.CountryEnum?", "Country of the telephone number"),
            rw("phoneType", "nichandle.PhoneTypeEnum?", "Kind of telephone"),
            rw("purposeOfPurchase", "string?", "What the account buys for"),
            rw("sex", "nichandle.GenderEnum?", "Sex"),
            rw("spareEmail", "string?", "Second e-mail address"),
            ro("state", "nichandle.StateEnum", "Whether the account may order"),
            rw("vat", "string?", "VAT number"),
            rw("zip", "string?", "Postal code"),
        ],
    ),
    fields(
        "nichandle.Currency",
        "The currency of an account",
        &[rw("code", "string", "Code, as in prices"), rw("symbol", "string", "Symbol for people")],
    ),
    values("nichandle.CountryEnum", "A country", COUNTRIES),
    values("nichandle.GenderEnum", "A sex", &["female", "male"]),
    values(
        "nichandle.LanguageEnum",
        "A language",
        &[
            "cs_CZ", "de_DE", "en_AU", "en_CA", "en_GB", "en_IE", "en_US", "es_ES", "fi_FI",
            "fr_CA", "fr_FR", "fr_MA", "fr_SN", "fr_TN", "it_IT", "lt_LT", "nl_NL", "pl_PL",
            "pt_PT",
        ],
    ),
    values(
        "nichandle.LegalFormEnum",
        "The legal form of an account",
        &[
            "administration",
            "association",
            "corporation",
            "individual",
            "other",
            "personalcorporation",
        ],
    ),
    values("nichandle.OvhCompanyEnum", "A brand", &["kimsufi", "ovh", "soyoustart"]),
    values(
        "nichandle.OvhSubsidiaryEnum",
        "A selling company",
        &[
            "CZ", "DE", "ES", "EU", "FI", "FR", "GB", "IE", "IT", "LT", "MA", "NL", "PL", "PT",
            "SN", "TN",
        ],
    ),
    values("nichandle.PhoneTypeEnum", "A kind of telephone", &["landline", "mobile"]),
    values("nichandle.StateEnum", "Whether an account may order", &["complete", "incomplete"]),
];
