//! What the words of a notice are made of, as it is stored: JSON with the facts and nothing else.
//!
//! Released programs have written these, so fields are only ever added.

use jiff::civil::Date;
use perennial_core::automatic::{
    Notice, NoticeItem, NoticeKind, NoticeParties, NoticeRefund, NoticeRequest, NoticeSubject,
};
use perennial_core::bill::BillNumber;
use perennial_core::contact::ContactKind;
use perennial_core::means::MethodKind;
use perennial_core::paper_export::{Archive, PaperKind};
use perennial_core::text::Name;
use perennial_core::web::WebAddress;
use perennial_core::{Currency, Means, Money, OrderId, PaymentId, PaymentMethodId, ServiceId};
use serde::{Deserialize, Serialize};

/// Stored data that are no notice.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the data of a notice cannot be read: {0}")]
pub struct Unreadable(String);

#[derive(Debug, Serialize, Deserialize)]
struct Data {
    day: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    means: Option<PaidWith>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<Request>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parties: Option<Parties>,
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<EndingMethod>,
    #[serde(skip_serializing_if = "Option::is_none")]
    balance: Option<LowBalance>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refund: Option<Refund>,
    #[serde(skip_serializing_if = "Option::is_none")]
    papers: Option<ExportedPapers>,
    #[serde(skip_serializing_if = "Option::is_none")]
    password: Option<String>,
    items: Vec<Item>,
}

#[derive(Debug, Serialize, Deserialize)]
struct EndingMethod {
    id: i64,
    kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    ends_on: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct LowBalance {
    of: String,
    amount: Amount,
    threshold: Amount,
}

#[derive(Debug, Serialize, Deserialize)]
struct ExportedPapers {
    kind: String,
    count: usize,
    archive: String,
    link: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct Parties {
    from: String,
    to: String,
    kinds: Vec<String>,
}

impl From<&NoticeParties> for Parties {
    fn from(parties: &NoticeParties) -> Self {
        let kinds = parties.kinds.iter().map(|kind| kind.code().to_owned()).collect();
        Self { from: parties.from.to_string(), to: parties.to.to_string(), kinds }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Refund {
    id: i64,
    bill: String,
    reason: String,
    refused: bool,
}

impl From<&NoticeRefund> for Refund {
    fn from(refund: &NoticeRefund) -> Self {
        Self {
            id: refund.id.get(),
            bill: refund.bill.to_string(),
            reason: refund.reason.to_string(),
            refused: refund.was_refused,
        }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Request {
    id: i64,
    hours: u16,
}

#[derive(Debug, Serialize, Deserialize)]
struct Item {
    service: i64,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    display_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    plan_name: Option<String>,
    expires_on: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    on: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<Amount>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Amount {
    ucents: i64,
    currency: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct PaidWith {
    kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<i64>,
}

impl From<Means> for PaidWith {
    fn from(means: Means) -> Self {
        let method = match means {
            Means::Method(method, _) => Some(method.get()),
            Means::Prepaid | Means::Fidelity => None,
        };
        Self { kind: means.name().to_owned(), method }
    }
}

impl From<Money> for Amount {
    fn from(money: Money) -> Self {
        Self { ucents: money.ucents(), currency: money.currency().code().to_owned() }
    }
}

fn ending_method(subject: &NoticeSubject) -> Option<EndingMethod> {
    let NoticeSubject::Method { id, kind, label, ends_on } = subject else { return None };
    Some(EndingMethod {
        id: id.get(),
        kind: kind.mean().to_owned(),
        label: label.as_ref().map(Name::to_string),
        ends_on: ends_on.to_string(),
    })
}

fn low_balance(subject: &NoticeSubject) -> Option<LowBalance> {
    let NoticeSubject::Balance { of, amount, threshold } = subject else { return None };
    let (amount, threshold) = (Amount::from(*amount), Amount::from(*threshold));
    Some(LowBalance { of: of.name().to_owned(), amount, threshold })
}

fn exported_papers(subject: &NoticeSubject) -> Option<ExportedPapers> {
    let NoticeSubject::Papers { kind, count, archive, link } = subject else { return None };
    let (kind, archive) = (kind.code().to_owned(), archive.code().to_owned());
    Some(ExportedPapers { kind, count: *count, archive, link: link.as_str().to_owned() })
}

fn password_link(subject: &NoticeSubject) -> Option<String> {
    let NoticeSubject::Password { link } = subject else { return None };
    Some(link.as_str().to_owned())
}

/// The facts of a notice, to be stored.
#[must_use]
pub fn encode(notice: &Notice) -> String {
    let item = |item: &NoticeItem| Item {
        service: item.service.get(),
        name: item.name.to_string(),
        display_name: item.display_name.as_ref().map(Name::to_string),
        plan_name: item.plan_name.as_ref().map(Name::to_string),
        expires_on: item.expires_on.to_string(),
        on: item.on.map(|on| on.to_string()),
        amount: item.amount.map(Amount::from),
    };
    let data = Data {
        day: notice.day.to_string(),
        order: notice.order.map(OrderId::get),
        amount: notice.amount.map(Amount::from),
        means: notice.means.map(PaidWith::from),
        parties: notice.parties.as_ref().map(Parties::from),
        refund: notice.refund.as_ref().map(Refund::from),
        request: notice.request.map(|NoticeRequest { id, hours }| Request { id, hours }),
        method: notice.subject.as_ref().and_then(ending_method),
        balance: notice.subject.as_ref().and_then(low_balance),
        papers: notice.subject.as_ref().and_then(exported_papers),
        password: notice.subject.as_ref().and_then(password_link),
        items: notice.items.iter().map(item).collect(),
    };
    // Texts and numbers always have a JSON form.
    serde_json::to_string(&data).unwrap_or_default()
}

/// A notice of a kind from its stored facts.
///
/// # Errors
///
/// [`Unreadable`] when they are something else.
pub fn decode(kind: NoticeKind, text: &str) -> Result<Notice, Unreadable> {
    let data: Data = serde_json::from_str(text).map_err(unreadable)?;
    let items = data.items.iter().map(read_item).collect::<Result<_, _>>()?;
    Ok(Notice {
        kind,
        day: read_date(&data.day)?,
        order: data.order.map(OrderId::try_new).transpose().map_err(unreadable)?,
        amount: data.amount.as_ref().map(read_amount).transpose()?,
        means: data.means.as_ref().map(read_means).transpose()?,
        parties: data.parties.as_ref().map(read_parties).transpose()?,
        subject: read_subject(&data)?,
        refund: data.refund.as_ref().map(read_refund).transpose()?,
        request: data.request.map(|Request { id, hours }| NoticeRequest { id, hours }),
        items,
    })
}

fn read_subject(data: &Data) -> Result<Option<NoticeSubject>, Unreadable> {
    if let Some(method) = &data.method {
        let kind = MethodKind::from_name(&method.kind);
        return Ok(Some(NoticeSubject::Method {
            id: PaymentMethodId::try_new(method.id).map_err(unreadable)?,
            kind: kind.ok_or_else(|| Unreadable("what ends".to_owned()))?,
            label: method.label.as_deref().map(Name::parse).transpose().map_err(unreadable)?,
            ends_on: read_date(&method.ends_on)?,
        }));
    }
    if let Some(ExportedPapers { kind, count, archive, link }) = &data.papers {
        let kind = PaperKind::from_code(kind);
        let archive = Archive::from_code(archive);
        return Ok(Some(NoticeSubject::Papers {
            kind: kind.ok_or_else(|| Unreadable("a kind of paper".to_owned()))?,
            count: *count,
            archive: archive.ok_or_else(|| Unreadable("the form of a file".to_owned()))?,
            link: WebAddress::parse(link).map_err(unreadable)?,
        }));
    }
    if let Some(link) = &data.password {
        let link = WebAddress::parse(link).map_err(unreadable)?;
        return Ok(Some(NoticeSubject::Password { link }));
    }
    let Some(balance) = &data.balance else { return Ok(None) };
    let of = PaidWith { kind: balance.of.clone(), method: None };
    Ok(Some(NoticeSubject::Balance {
        of: read_means(&of)?,
        amount: read_amount(&balance.amount)?,
        threshold: read_amount(&balance.threshold)?,
    }))
}

fn read_parties(parties: &Parties) -> Result<NoticeParties, Unreadable> {
    let name = |name: &str| Name::parse(name).map_err(unreadable);
    let kind = |code: &String| {
        let kind = ContactKind::from_code(code);
        kind.ok_or_else(|| Unreadable("what a contact is for".to_owned()))
    };
    let kinds = parties.kinds.iter().map(kind).collect::<Result<_, _>>()?;
    Ok(NoticeParties { from: name(&parties.from)?, to: name(&parties.to)?, kinds })
}

fn read_refund(refund: &Refund) -> Result<NoticeRefund, Unreadable> {
    let bill = BillNumber::parse(&refund.bill);
    Ok(NoticeRefund {
        id: PaymentId::try_new(refund.id).map_err(unreadable)?,
        bill: bill.ok_or_else(|| Unreadable("the number of a bill".to_owned()))?,
        reason: Name::parse(&refund.reason).map_err(unreadable)?,
        was_refused: refund.refused,
    })
}

fn read_item(item: &Item) -> Result<NoticeItem, Unreadable> {
    let name = |name: &str| Name::parse(name).map_err(unreadable);
    Ok(NoticeItem {
        service: ServiceId::try_new(item.service).map_err(unreadable)?,
        name: name(&item.name)?,
        display_name: item.display_name.as_deref().map(name).transpose()?,
        plan_name: item.plan_name.as_deref().map(name).transpose()?,
        expires_on: read_date(&item.expires_on)?,
        on: item.on.as_deref().map(read_date).transpose()?,
        amount: item.amount.as_ref().map(read_amount).transpose()?,
    })
}

fn read_date(text: &str) -> Result<Date, Unreadable> {
    text.parse().map_err(unreadable)
}

fn read_amount(amount: &Amount) -> Result<Money, Unreadable> {
    let currency = Currency::parse(&amount.currency).map_err(unreadable)?;
    Ok(Money::from_ucents(amount.ucents, currency))
}

fn read_means(means: &PaidWith) -> Result<Means, Unreadable> {
    match (means.kind.as_str(), means.method) {
        (kind, Some(method)) => {
            let kind = MethodKind::from_name(kind);
            let kind = kind.ok_or_else(|| Unreadable("what it was paid with".to_owned()))?;
            Ok(Means::Method(PaymentMethodId::try_new(method).map_err(unreadable)?, kind))
        }
        (kind, None) => [Means::Prepaid, Means::Fidelity]
            .into_iter()
            .find(|means| means.name() == kind)
            .ok_or_else(|| Unreadable("what it was paid with".to_owned())),
    }
}

fn unreadable(error: impl std::fmt::Display) -> Unreadable {
    Unreadable(error.to_string())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// A notice that tells of everything there is to tell, of a kind that is about a method or a balance.
    fn whole(kind: NoticeKind, means: Option<Means>) -> Notice {
        let amount = Money::parse("45.44", Currency::Eur).unwrap();
        let day = date(2027, 1, 1);
        let item = NoticeItem {
            service: ServiceId::try_new(12345).unwrap(),
            name: Name::parse("\"ä\".example").unwrap(),
            display_name: Name::parse("Club").ok(),
            plan_name: Name::parse("Domain .example").ok(),
            expires_on: date(2027, 1, 15),
            on: Some(day),
            amount: Some(amount),
        };
        let bare = NoticeItem {
            display_name: None,
            plan_name: None,
            on: None,
            amount: None,
            ..item.clone()
        };
        Notice {
            kind,
            day,
            order: OrderId::try_new(7).ok(),
            amount: Some(amount),
            means,
            request: Some(NoticeRequest { id: 11, hours: 72 }),
            parties: Some(NoticeParties {
                from: Name::parse("aa1").unwrap(),
                to: Name::parse("bb2").unwrap(),
                kinds: ContactKind::ALL.to_vec(),
            }),
            subject: Some(subject(kind)),
            refund: Some(NoticeRefund {
                id: PaymentId::try_new(13).unwrap(),
                bill: BillNumber::parse("FR00000042").unwrap(),
                reason: Name::parse("Not as \"promised\"").unwrap(),
                was_refused: true,
            }),
            items: vec![item, bare],
        }
    }

    fn subject(kind: NoticeKind) -> NoticeSubject {
        if kind == NoticeKind::BalanceLow {
            return NoticeSubject::Balance {
                of: Means::Fidelity,
                amount: Money::parse("0.5", Currency::Eur).unwrap(),
                threshold: Money::parse("10", Currency::Eur).unwrap(),
            };
        }
        if kind == NoticeKind::PapersExported {
            return NoticeSubject::Papers {
                kind: PaperKind::CreditNote,
                count: 7,
                archive: Archive::Zip,
                link: WebAddress::parse("https://shop.example/bill/export?passwd=").unwrap(),
            };
        }
        if kind == NoticeKind::PasswordForgotten {
            let link = WebAddress::parse("https://shop.example/auth/new?token=").unwrap();
            return NoticeSubject::Password { link };
        }
        NoticeSubject::Method {
            id: PaymentMethodId::try_new(5001).unwrap(),
            kind: MethodKind::CreditCard,
            label: Name::parse("•••• 4242").ok(),
            ends_on: date(2027, 1, 1),
        }
    }

    #[test]
    fn facts_come_back_as_they_were_stored() {
        let method = PaymentMethodId::try_new(5001).unwrap();
        let methods = MethodKind::ALL.map(|kind| Means::Method(method, kind));
        let means = methods.into_iter().chain([Means::Prepaid, Means::Fidelity]).map(Some);
        for (kind, means) in NoticeKind::ALL.into_iter().zip(means.chain(std::iter::repeat(None))) {
            let notice = whole(kind, means);
            assert_eq!(decode(kind, &encode(&notice)), Ok(notice.clone()));
            let nothing = Notice {
                order: None,
                amount: None,
                means: None,
                request: None,
                parties: None,
                subject: None,
                refund: None,
                items: vec![],
                ..notice
            };
            assert_eq!(decode(kind, &encode(&nothing)), Ok(nothing));
        }
    }

    #[test]
    fn what_the_first_release_stored_is_read() {
        let text =
            r#"{"day":"2027-01-01","items":[{"service":1,"name":"a","expires_on":"2027-01-15"}]}"#;
        let notice = decode(NoticeKind::Deleted, text).unwrap();
        assert_eq!((notice.means, notice.items[0].plan_name.as_ref()), (None, None));
    }

    #[test]
    fn what_is_no_notice_is_refused() {
        let odd = r#"{"day":"2027-01-01","means":{"kind":"cheque"},"items":[]}"#;
        for text in ["", "{}", "[]", r#"{"day":"soon","items":[]}"#, odd] {
            assert!(decode(NoticeKind::Deleted, text).is_err(), "{text}");
        }
    }
}
