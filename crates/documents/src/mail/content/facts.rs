//! Facts: what the messages of a mail are filled in with.
//!
//! A fact that a notice does not have is not made up; a message that needs it has another form without it.

use fluent_bundle::FluentArgs;
use jiff::Span;
use jiff::civil::Date;
use perennial_core::automatic::{Notice, NoticeSubject};
use perennial_core::limits::DEBT_DUE_DAYS;

use super::script::{Pivot, Script};
use crate::language::Language;
use crate::mail::{ComposeError, Reader};
use crate::plain::{harmless, shorten};
use crate::print;

/// The facts that messages may use; `locales/en/mail.ftl` says what they are.
pub(super) fn facts(
    notice: &Notice,
    script: &Script,
    reader: &Reader<'_>,
    language: Language,
) -> Result<FluentArgs<'static>, ComposeError> {
    let mut facts = FluentArgs::with_capacity(11);
    facts.set("count", notice.items.len());
    match (notice.items.first(), &notice.subject) {
        (Some(first), _) => facts.set("name", shorten(&harmless(first.name.as_str()))),
        (None, Some(NoticeSubject::Balance { .. } | NoticeSubject::Password { .. })) => {}
        (None, Some(NoticeSubject::Papers { count, .. })) => facts.set("count", *count),
        (None, _) if script.pivot == Pivot::Due => {}
        (None, _) => return Err(ComposeError::NoServices),
    }
    facts.set("day", print::date(notice.day, language));
    let is_due = script.pivot == Pivot::Due;
    let due_on = is_due.then(|| notice.day.saturating_add(Span::new().days(DEBT_DUE_DAYS)));
    let dates = notice.items.iter().map(|item| match script.pivot {
        Pivot::Expiry => Some(item.expires_on),
        Pivot::Event => item.on,
        Pivot::Due => due_on,
    });
    let date: Option<Date> = dates.clone().flatten().min().or(due_on);
    let is_same = dates.clone().all(|other| other == date);
    facts.set("dates", date.map_or("none", |_| if is_same { "same" } else { "several" }));
    if let Some(date) = date {
        facts.set("date", print::date(date, language));
    }
    facts.set("ordered", if notice.order.is_some() { "yes" } else { "no" });
    if let Some(order) = notice.order {
        facts.set("order", order.to_string());
    }
    if let Some(means) = notice.means {
        facts.set("means", means.name());
    }
    if let Some(request) = notice.request {
        facts.set("hours", request.hours);
    }
    if let Some(refund) = &notice.refund {
        facts.set("bill", refund.bill.to_string());
        facts.set("refused", if refund.was_refused { "yes" } else { "no" });
    }
    match &notice.subject {
        Some(NoticeSubject::Method { kind, ends_on, .. }) => {
            facts.set("means", kind.mean());
            facts.set("ends", print::date(*ends_on, language));
        }
        Some(NoticeSubject::Balance { of, amount, threshold }) => {
            facts.set("means", of.name());
            facts.set("left", print::amount(*amount, language));
            facts.set("threshold", print::amount(*threshold, language));
        }
        Some(NoticeSubject::Papers { kind, archive, .. }) => {
            facts.set("papers", kind.code());
            facts.set("archive", archive.code());
        }
        Some(NoticeSubject::Password { .. }) | None => {}
    }
    facts.set("reader", name_of(reader));
    facts.set("nichandle", harmless(reader.nichandle));
    Ok(facts)
}

/// How a reader is addressed: by name, as an organisation, or as the account.
fn name_of(reader: &Reader<'_>) -> String {
    let names = [reader.first_name, reader.last_name].into_iter().flatten().map(harmless);
    let names: Vec<String> = names.filter(|name| !name.is_empty()).collect();
    if !names.is_empty() {
        return names.join(" ");
    }
    let organisation = reader.organisation.map(harmless).filter(|name| !name.is_empty());
    organisation.unwrap_or_else(|| harmless(reader.nichandle))
}
