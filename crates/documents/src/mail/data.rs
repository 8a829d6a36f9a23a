//! What the words of a notice are made of, as it is stored: JSON with the facts and nothing else.
//!
//! Released programs have written these, so fields are only ever added.

use jiff::civil::Date;
use perennial_core::automatic::{Notice, NoticeItem, NoticeKind};
use perennial_core::text::Name;
use perennial_core::{Currency, Money, OrderId, ServiceId};
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
    items: Vec<Item>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Item {
    service: i64,
    name: String,
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

impl From<Money> for Amount {
    fn from(money: Money) -> Self {
        Self { ucents: money.ucents(), currency: money.currency().code().to_owned() }
    }
}

/// The facts of a notice, to be stored.
#[must_use]
pub fn encode(notice: &Notice) -> String {
    let item = |item: &NoticeItem| Item {
        service: item.service.get(),
        name: item.name.as_str().to_owned(),
        expires_on: item.expires_on.to_string(),
        on: item.on.map(|on| on.to_string()),
        amount: item.amount.map(Amount::from),
    };
    let data = Data {
        day: notice.day.to_string(),
        order: notice.order.map(OrderId::get),
        amount: notice.amount.map(Amount::from),
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
        items,
    })
}

fn read_item(item: &Item) -> Result<NoticeItem, Unreadable> {
    Ok(NoticeItem {
        service: ServiceId::try_new(item.service).map_err(unreadable)?,
        name: Name::parse(&item.name).map_err(unreadable)?,
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

fn unreadable(error: impl std::fmt::Display) -> Unreadable {
    Unreadable(error.to_string())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn facts_come_back_as_they_were_stored() {
        let amount = Money::parse("45.44", Currency::Eur).unwrap();
        let item = NoticeItem {
            service: ServiceId::try_new(12345).unwrap(),
            name: Name::parse("\"ä\".example").unwrap(),
            expires_on: date(2027, 1, 15),
            on: Some(date(2027, 1, 1)),
            amount: Some(amount),
        };
        for kind in NoticeKind::ALL {
            let bare = NoticeItem { on: None, amount: None, ..item.clone() };
            let order = OrderId::try_new(7).ok();
            let (day, items) = (date(2027, 1, 1), vec![item.clone(), bare]);
            let notice = Notice { kind, day, order, amount: Some(amount), items };
            assert_eq!(decode(kind, &encode(&notice)), Ok(notice.clone()));
            let nothing = Notice { order: None, amount: None, items: vec![], ..notice };
            assert_eq!(decode(kind, &encode(&nothing)), Ok(nothing));
        }
    }

    #[test]
    fn what_is_no_notice_is_refused() {
        for text in ["", "{}", "[]", r#"{"day":"soon","items":[]}"#] {
            assert!(decode(NoticeKind::Deleted, text).is_err(), "{text}");
        }
    }
}
