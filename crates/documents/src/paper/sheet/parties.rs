//! Who sells and who buys, in lines of an address.

use perennial_core::text::Name;

use super::{Block, Voice};
use crate::paper::{Document, PaperError, Seller, Title};
use crate::plain::harmless;

/// The seller, and the line at the foot.
pub(super) fn seller(seller: &Seller, voice: &Voice<'_>) -> Result<(Block, String), PaperError> {
    let identity = &seller.identity;
    let name = harmless(identity.name.as_str());
    let mut lines: Vec<String> = seller.address().iter().map(|line| harmless(line)).collect();
    let numbers = [("paper-vat", &identity.vat), ("paper-register", &identity.register)];
    let mut foot = vec![name.clone()];
    for (label, number) in numbers {
        if let Some(number) = number {
            let line = format!("{}\u{a0}{}", voice.words.say(label)?, harmless(number.as_str()));
            foot.push(line.clone());
            lines.push(line);
        }
    }
    let addresses = [&seller.email, &seller.phone, &seller.url];
    for address in addresses.into_iter().flatten().map(|address| harmless(address)) {
        foot.push(address.clone());
        lines.push(address);
    }
    for (label, account) in [("IBAN", &seller.iban), ("BIC", &seller.bic)] {
        foot.extend(account.as_ref().map(|account| format!("{label}\u{a0}{}", harmless(account))));
    }
    lines.retain(|line| !line.is_empty());
    Ok((Block { label: String::new(), name, lines }, foot.join(" · ")))
}

/// The customer: an organisation, a person, or else an account.
pub(super) fn buyer(document: &Document, voice: &Voice<'_>) -> Result<Block, PaperError> {
    let buyer = &document.customer;
    let label = match document.title {
        Title::Bill(_) => "paper-customer",
        Title::CreditNote { .. } => "paper-credited-customer",
        Title::Order => "paper-order-customer",
    };
    let text = |name: &Option<Name>| name.as_ref().map(|name| harmless(name.as_str()));
    let person = buyer.person.as_deref().map(harmless);
    let mut lines: Vec<String> = text(&buyer.organisation).into_iter().chain(person).collect();
    if lines.is_empty() {
        lines.push(harmless(buyer.nichandle.as_str()));
    }
    let city: Vec<String> = text(&buyer.zip).into_iter().chain(text(&buyer.city)).collect();
    lines.extend(text(&buyer.street));
    lines.push(city.join(" "));
    lines.push(buyer.country.to_string());
    if let Some(vat) = text(&buyer.vat) {
        lines.push(format!("{}\u{a0}{vat}", voice.words.say("paper-vat")?));
    }
    lines.retain(|line| !line.is_empty());
    let mut lines = lines.into_iter();
    let name = lines.next().unwrap_or_default();
    Ok(Block { label: voice.words.say(label)?, name, lines: lines.collect() })
}
