//! What accounts hold: `[[accounts.services]]`, `[[accounts.links]]`, `[[accounts.paymentMethods]]`.

use perennial_core::Expiry;
use perennial_core::Period;
use perennial_core::detail::About;
use perennial_core::link::LinkKind;
use perennial_core::means::{MethodKind, MethodStatus};
use perennial_core::renew::{RenewMode, RenewSettings, Stop};
use perennial_core::service::{Contacts, ProductLine, Quantity, StateKind};
use perennial_core::text::Name;
use perennial_engine::gateway::sandbox::Order;
use perennial_engine::import::{InventoryLink, InventoryMethod, InventoryService, ServiceName};

use super::details;
use crate::operator::file::document::Node;
use crate::operator::file::fields::{Fields, Problems};
use crate::operator::file::scalar;

const LINKS: [LinkKind; 2] = [LinkKind::OptionOf, LinkKind::HostingOfDomain];
const STOPS: [Stop; 2] = [Stop::AtExpiration, Stop::AtEngagementEnd];

pub(super) fn service(
    node: &Node<'_>,
    account: Option<&Name>,
    problems: &Problems,
) -> Option<InventoryService> {
    let mut fields = Fields::open("a service", node, problems)?;
    let product = fields.required("product", scalar::parsed(ProductLine::parse));
    let name = fields.required("name", scalar::name);
    let plan = fields.required("plan", scalar::name);
    let created_on = fields.required("createdOn", scalar::date);
    let expires_on = fields.required("expiresOn", scalar::date);
    let anchor_day = fields.optional("anchorDay", scalar::integer);
    let id = fields.optional("id", scalar::id);
    let display_name = fields.optional("displayName", scalar::name);
    let quantity = fields.or("quantity", Quantity::ONE, quantity);
    let state = scalar::word("a state of a service", &StateKind::ALL, StateKind::code);
    let state = fields.or("state", StateKind::Active, state);
    let engaged_until = fields.optional("engagedUntil", scalar::date);
    let renew = fields.node("renew");
    let contacts = fields.node("contacts");
    let details = fields.node("details");
    let tags = fields.node("tags");
    let complain = |field: &str, text: String| {
        problems.add(node.get(field).map_or(node.at, |field| field.at), text);
    };
    if let (Some(created), Some(expires)) = (created_on, expires_on)
        && created > expires
    {
        let text = format!("created on {created}, the service cannot expire on {expires}");
        complain("expiresOn", text);
    }
    let expiry = match (expires_on, anchor_day) {
        (Some(on), Some(None)) => Some(Expiry::anchored_on(on)),
        (Some(on), Some(Some(day))) => {
            let expiry = Expiry::try_new(on, day);
            expiry.map_err(|error| complain("anchorDay", error.to_string())).ok()
        }
        _ => None,
    };
    fields.close();
    let renew = self::renew(renew, problems);
    let contacts = contacts.map(|node| self::contacts(node, account, problems));
    let details = details::details(details, product.as_ref(), problems);
    let tags = details::tags(tags, problems);
    Some(InventoryService {
        id: id?,
        product: product?,
        name: name?,
        display_name: display_name?,
        plan: plan?,
        quantity: quantity?,
        created_on: created_on?,
        expiry: expiry?,
        state: state?,
        renew: renew?,
        engaged_until: engaged_until?,
        contacts: match contacts {
            Some(contacts) => Some(contacts?),
            None => None,
        },
        about: About { details: details?, tags: tags? },
    })
}

fn quantity(node: &Node<'_>) -> Result<Quantity, String> {
    Quantity::try_new(scalar::integer(node)?).map_err(|error| error.to_string())
}

/// By hand, where nothing is given.
fn renew(node: Option<&Node<'_>>, problems: &Problems) -> Option<RenewSettings> {
    let Some(node) = node else {
        return RenewSettings::try_new(RenewMode::Manual, None, None).ok();
    };
    let mut fields = Fields::open("`renew`", node, problems)?;
    let mode = scalar::word("a mode of renewal", &RenewMode::ALL, RenewMode::code);
    let mode = fields.required("mode", mode);
    let period = fields.optional("period", scalar::parsed(Period::parse));
    let stop = fields.optional("stop", scalar::word("an end", &STOPS, Stop::code));
    fields.close();
    let settings = RenewSettings::try_new(mode?, period?, stop?);
    settings.map_err(|error| problems.add(node.at, error.to_string())).ok()
}

/// The account itself, where nobody is named.
fn contacts(node: &Node<'_>, account: Option<&Name>, problems: &Problems) -> Option<Contacts> {
    let mut fields = Fields::open("`contacts`", node, problems)?;
    let admin = fields.optional("admin", scalar::name);
    let billing = fields.optional("billing", scalar::name);
    let tech = fields.optional("tech", scalar::name);
    fields.close();
    let or_account = |name: Option<Name>| name.or_else(|| account.cloned());
    Some(Contacts {
        admin: or_account(admin?)?,
        billing: or_account(billing?)?,
        tech: or_account(tech?)?,
    })
}

pub(super) fn link(node: &Node<'_>, problems: &Problems) -> Option<InventoryLink> {
    let mut fields = Fields::open("a link", node, problems)?;
    let kind = fields.required("kind", scalar::word("a kind of link", &LINKS, LinkKind::code));
    let ends = ["from", "to"].map(|name| {
        let node = fields.node(name);
        if node.is_none() {
            fields
                .complain(format!("a link needs `{name}`: the product and the name of a service"));
        }
        node
    });
    fields.close();
    let [from, to] = ends.map(|node| end(node?, problems));
    Some(InventoryLink { kind: kind?, from: from?, to: to? })
}

fn end(node: &Node<'_>, problems: &Problems) -> Option<ServiceName> {
    let mut fields = Fields::open("an end of a link", node, problems)?;
    let product = fields.required("product", scalar::parsed(ProductLine::parse));
    let name = fields.required("name", scalar::name);
    fields.close();
    Some(ServiceName { product: product?, name: name? })
}

pub(super) fn method(node: &Node<'_>, problems: &Problems) -> Option<InventoryMethod> {
    let mut fields = Fields::open("a payment method", node, problems)?;
    let kind = scalar::word("a kind of payment method", &MethodKind::ALL, MethodKind::mean);
    let kind = fields.required("kind", kind);
    let id = fields.optional("id", scalar::id);
    let mean_id = fields.optional("meanId", scalar::id);
    let status =
        scalar::word("a status of a payment method", &MethodStatus::ALL, MethodStatus::code);
    let status = fields.or("status", MethodStatus::Valid, status);
    let is_default = fields.or("default", false, scalar::boolean);
    let label = fields.optional("label", scalar::name);
    let expires_on = fields.optional("expiresOn", scalar::date);
    let outcomes = fields.list("sandboxOutcomes");
    fields.close();
    let outcome = |node: &Node<'_>| {
        let read = scalar::word("an outcome of the sandbox gateway", &Order::ALL, Order::word);
        read(node).map_err(|text| problems.add(node.at, text)).ok()
    };
    let outcomes: Vec<_> = outcomes.iter().map(outcome).collect();
    Some(InventoryMethod {
        id: id?,
        mean_id: mean_id?,
        kind: kind?,
        status: status?,
        is_default: is_default?,
        label: label?,
        expires_on: expires_on?,
        outcomes: outcomes.into_iter().collect::<Option<_>>()?,
    })
}
