//! Mails as they are read, and what holds for all of them.

mod exported;
mod forgotten;
mod hostile;
mod keys;
mod means;
mod papers;
mod read;
mod reversed;
mod seller;

use jiff::civil::{Date, date};
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

use super::*;
use crate::language::Language;
use crate::print;

const HEAD: Letterhead<'static> = Letterhead {
    provider: "Perennial Hosting",
    url: Some("https://manager.example/services"),
    seller: None,
};

/// A token as long as they are.
const TOKEN: Option<&str> = Some("Tk7Gq2mZx9Lw4Rb6Vn1Hs8Yd3Jf5Pc0A");

fn reader(language: &str) -> Reader<'_> {
    Reader {
        nichandle: "ab12345-ovh",
        first_name: Some("Anna"),
        last_name: Some("Virtanen"),
        organisation: None,
        language,
    }
}

fn item(id: i64, name: &str, expires_on: Date) -> NoticeItem {
    let service = ServiceId::try_new(id).unwrap();
    NoticeItem {
        service,
        name: Name::parse(name).unwrap(),
        display_name: Name::parse("Club").ok(),
        plan_name: Name::parse("VPS SSD 1").ok(),
        expires_on,
        on: None,
        amount: None,
    }
}

/// A notice of a kind as the planner would write it, about one service or about three.
fn notice(kind: NoticeKind, count: usize) -> Notice {
    let day = date(2027, 1, 1);
    let (before, after) = (date(2027, 1, 15), date(2028, 1, 15));
    let (expires_on, on) = match kind {
        NoticeKind::RenewalAhead => (before, Some(day)),
        NoticeKind::ExpiryAhead => (before, None),
        NoticeKind::Renewed => (after, None),
        NoticeKind::PaymentFailed => (before, Some(before)),
        NoticeKind::NotRenewable => (before, Some(before)),
        NoticeKind::Suspended => (date(2026, 12, 25), Some(date(2027, 1, 31))),
        NoticeKind::Deleted => (date(2026, 12, 2), None),
        NoticeKind::MethodEnds => (before, Some(date(2027, 2, 1))),
        NoticeKind::BalanceLow => (before, None),
        NoticeKind::TerminationAsked => (before, Some(before)),
        NoticeKind::ContactChangeAsked | NoticeKind::PaymentReversed => (before, None),
        NoticeKind::Refunded | NoticeKind::PapersExported | NoticeKind::PasswordForgotten => {
            (after, None)
        }
    };
    let is_paid = matches!(kind, NoticeKind::Renewed | NoticeKind::Refunded);
    let is_priced = is_paid || kind == NoticeKind::RenewalAhead;
    let names = ["vps112233.ovh.net", "example.fi", "cloud-web-2.hosting.example"];
    let items = names.into_iter().zip([12345, 678, 9_007_199]).zip(["37.87", "8", "1234.5"]);
    let items = items.take(count).map(|((name, id), net)| NoticeItem {
        on,
        amount: is_priced.then(|| eur(net)),
        ..item(id, name, expires_on)
    });
    let is_money = is_paid || kind == NoticeKind::PaymentReversed;
    let is_ordered = is_money || kind == NoticeKind::PaymentFailed;
    let is_asked = matches!(
        kind,
        NoticeKind::TerminationAsked
            | NoticeKind::ContactChangeAsked
            | NoticeKind::PapersExported
            | NoticeKind::PasswordForgotten
    );
    let is_of_services = !matches!(
        kind,
        NoticeKind::BalanceLow | NoticeKind::PapersExported | NoticeKind::PasswordForgotten
    );
    Notice {
        kind,
        day,
        order: OrderId::try_new(204_157).ok().filter(|_| is_ordered),
        amount: is_money.then(|| eur("45.44")),
        means: is_money.then_some(Means::Prepaid),
        request: is_asked.then_some(NoticeRequest { id: 17, hours: 72 }),
        parties: (kind == NoticeKind::ContactChangeAsked).then(|| NoticeParties {
            from: Name::parse("ab12345-ovh").unwrap(),
            to: Name::parse("cd67890-ovh").unwrap(),
            kinds: vec![ContactKind::Admin, ContactKind::Tech],
        }),
        refund: (kind == NoticeKind::Refunded).then(|| NoticeRefund {
            id: PaymentId::try_new(13).unwrap(),
            bill: BillNumber::parse("FR00000042").unwrap(),
            reason: Name::parse("Not as promised").unwrap(),
            was_refused: count == 3,
        }),
        subject: subject(kind),
        items: items.take(if is_of_services { count } else { 0 }).collect(),
    }
}

/// What a notice is about that is no service.
fn subject(kind: NoticeKind) -> Option<NoticeSubject> {
    match kind {
        NoticeKind::MethodEnds => Some(NoticeSubject::Method {
            id: PaymentMethodId::try_new(5002).unwrap(),
            kind: MethodKind::CreditCard,
            label: Name::parse("**** **** **** 4242").ok(),
            ends_on: date(2027, 1, 31),
        }),
        NoticeKind::BalanceLow => Some(NoticeSubject::Balance {
            of: Means::Prepaid,
            amount: eur("9.5"),
            threshold: eur("10"),
        }),
        NoticeKind::PapersExported => Some(NoticeSubject::Papers {
            kind: PaperKind::Bill,
            count: 12,
            archive: Archive::Zip,
            link: WebAddress::parse("https://api.example/bill/export?reference=7&passwd=").unwrap(),
        }),
        NoticeKind::PasswordForgotten => Some(NoticeSubject::Password {
            link: WebAddress::parse("https://api.example/auth/new?account=7&until=9&token=")
                .unwrap(),
        }),
        _ => None,
    }
}

fn eur(text: &str) -> Money {
    Money::parse(text, Currency::Eur).unwrap()
}

fn mail(notice: &Notice, language: &str) -> Mail {
    compose(notice, &reader(language), &HEAD, TOKEN).unwrap()
}

/// Every form that a notice of each kind can have: dates that are the same, differ or are missing, with an order and
/// without.
fn forms() -> Vec<Notice> {
    let mut forms = Vec::new();
    for (kind, count) in NoticeKind::ALL.into_iter().flat_map(|kind| [(kind, 1), (kind, 3)]) {
        let whole = notice(kind, count);
        let mut bare = whole.clone();
        (bare.order, bare.amount) = (None, None);
        bare.items.iter_mut().for_each(|item| (item.on, item.amount) = (None, None));
        let mut scattered = whole.clone();
        scattered.order = OrderId::try_new(7).ok();
        scattered.amount = Some(eur("0.01"));
        for (item, days) in scattered.items.iter_mut().zip([40, 0, 7]) {
            let days = jiff::Span::new().days(days);
            item.on = Some(date(2027, 2, 1).saturating_add(days));
            item.expires_on = item.expires_on.saturating_add(days);
        }
        forms.extend([whole, bare, scattered]);
    }
    forms
}

/// All mails there are, with their languages.
fn mails() -> impl Iterator<Item = (Notice, Language, Mail)> {
    forms().into_iter().flat_map(|notice| {
        Language::ALL.map(|language| {
            let mail = mail(&notice, language.tag());
            (notice.clone(), language, mail)
        })
    })
}
