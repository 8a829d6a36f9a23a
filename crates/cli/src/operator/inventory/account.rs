//! Accounts: `[[accounts]]`.

use perennial_core::account::{AutoRenew, CountryCode, Profile, Subsidiary};
use perennial_core::calendar::RenewDay;
use perennial_core::tax::AccountTax;
use perennial_core::text::Name;
use perennial_core::{Currency, Money, TaxRate};
use perennial_engine::NewAccount;
use perennial_engine::import::InventoryAccount;

use super::holding;
use crate::operator::file::document::Node;
use crate::operator::file::fields::{Fields, Problems};
use crate::operator::file::scalar;
use crate::operator::profile;

/// The fields that make an account. Without any of them an account is meant that is there already.
const MAKING: [&str; 16] = [
    "email",
    "country",
    "language",
    "legalForm",
    "firstName",
    "lastName",
    "organisation",
    "address",
    "zip",
    "city",
    "phone",
    "vat",
    "currency",
    "taxRate",
    "subsidiary",
    "autorenew",
];

pub(super) fn read(node: &Node<'_>, problems: &Problems) -> Option<InventoryAccount> {
    let mut fields = Fields::open("an account", node, problems)?;
    let nichandle = fields.required("nichandle", scalar::name);
    let new = if fields.has_any(&MAKING) {
        Some(new_account(&mut fields, nichandle.as_ref(), problems))
    } else {
        fields.know(&MAKING);
        None
    };
    let prepaid = fields.optional("prepaid", scalar::money);
    let fidelity = fields.optional("fidelity", points);
    let services = fields.list("services");
    let links = fields.list("links");
    let methods = fields.list("paymentMethods");
    fields.close();
    let own = nichandle.as_ref();
    let services: Vec<_> =
        services.iter().map(|node| holding::service(node, own, problems)).collect();
    let links: Vec<_> = links.iter().map(|node| holding::link(node, problems)).collect();
    let methods: Vec<_> = methods.iter().map(|node| holding::method(node, problems)).collect();
    Some(InventoryAccount {
        new: match new {
            Some(new) => Some(new?),
            None => None,
        },
        nichandle: nichandle?,
        services: services.into_iter().collect::<Option<_>>()?,
        links: links.into_iter().collect::<Option<_>>()?,
        methods: methods.into_iter().collect::<Option<_>>()?,
        prepaid: prepaid?,
        fidelity: fidelity?,
    })
}

fn new_account(
    fields: &mut Fields<'_>,
    nichandle: Option<&Name>,
    problems: &Problems,
) -> Option<NewAccount> {
    let currency = fields.required("currency", scalar::parsed(profile::currency));
    let tax_rate = fields.optional("taxRate", scalar::parsed(TaxRate::parse));
    let subsidiary = fields.required("subsidiary", scalar::parsed(Subsidiary::parse));
    let email = fields.required("email", scalar::parsed(profile::email));
    let country = fields.required("country", scalar::parsed(CountryCode::parse));
    let language = fields.optional("language", scalar::parsed(profile::language));
    let legal_form = fields.optional("legalForm", scalar::parsed(profile::legal_form));
    let first_name = fields.optional("firstName", scalar::name);
    let last_name = fields.optional("lastName", scalar::name);
    let organisation = fields.optional("organisation", scalar::name);
    let address = fields.optional("address", scalar::name);
    let zip = fields.optional("zip", scalar::name);
    let city = fields.optional("city", scalar::name);
    let phone = fields.optional("phone", scalar::name);
    let vat = fields.optional("vat", scalar::name);
    let autorenew = fields.node("autorenew").map(|node| self::autorenew(node, problems));
    let or = |given: Option<Name>, otherwise| given.or_else(|| Name::parse(otherwise).ok());
    let profile = Profile {
        email: email?,
        country: country?,
        language: or(language?, profile::LANGUAGE)?,
        legal_form: or(legal_form?, profile::LEGAL_FORM)?,
        first_name: first_name?,
        last_name: last_name?,
        organisation: organisation?,
        address: address?,
        zip: zip?,
        city: city?,
        phone: phone?,
        vat: vat?,
    };
    Some(NewAccount {
        nichandle: nichandle?.clone(),
        currency: currency?,
        tax: tax_rate?.map_or(AccountTax::ByRules, AccountTax::Agreed),
        subsidiary: subsidiary?,
        profile,
        autorenew: match autorenew {
            Some(chosen) => Some(chosen?),
            None => None,
        },
    })
}

/// What an account has chosen about automatic renewal.
fn autorenew(node: &Node<'_>, problems: &Problems) -> Option<AutoRenew> {
    let mut fields = Fields::open("`autorenew`", node, problems)?;
    let renew_day = fields.required("renewDay", |node| {
        RenewDay::try_new(scalar::integer(node)?).map_err(|error| error.to_string())
    });
    let active = fields.or("active", true, scalar::boolean);
    fields.close();
    Some(AutoRenew { active: active?, renew_day: renew_day? })
}

/// Fidelity points, as a text like other amounts.
fn points(node: &Node<'_>) -> Result<Money, String> {
    scalar::amount_in(Currency::Points, scalar::text(node)?)
}
