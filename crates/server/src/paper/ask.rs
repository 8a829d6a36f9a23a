//! What is asked for: the id and the password in an address.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use form_urlencoded::Serializer;
use hyper::header::ACCEPT_LANGUAGE;
use hyper::http::request::Parts;
use perennial_core::bill::BillNumber;
use perennial_core::refund::CreditNoteNumber;
use perennial_core::{OrderId, PaperExportId};
use perennial_documents::einvoice::EInvoiceRefusal;
use perennial_documents::paper::Closed;

use crate::App;
use crate::error::ClosedPaper;
use crate::gate::header_text;

/// The names of id and password in the address of an order, and in that of a bill or credit note.
const ORDER: (&str, &str) = ("orderId", "orderPassword");
const BILL: (&str, &str) = ("reference", "passwd");

/// What a paper is found by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    Order(OrderId),
    Bill(BillNumber),
    CreditNote(CreditNoteNumber),
    /// Several of them.
    Export(PaperExportId),
}

/// A paper, and where somebody asks for it from.
pub(crate) type Attempt = (Option<Key>, Option<std::net::IpAddr>);

/// What is asked for, by whom.
#[derive(Debug)]
pub(super) struct Ask {
    /// None where there can be no such paper.
    pub(super) key: Option<Key>,
    pub(super) password: String,
    address: Option<std::net::IpAddr>,
    /// The first language of the browser, for what is not shown.
    language: String,
}

impl FromRequestParts<Arc<App>> for Ask {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default().as_bytes();
        let value = |wanted: &str| {
            let mut values = form_urlencoded::parse(query).filter(|(name, _)| name == wanted);
            values.next().map(|(_, value)| value.into_owned()).unwrap_or_default()
        };
        let mut segments = parts.uri.path().split('/').skip(1);
        let kind = segments.next().unwrap_or_default();
        let is_export = segments.next() == Some("export");
        let (id, password) = if kind == "order" { ORDER } else { BILL };
        let (id, password) = (value(id), value(password));
        let key = match kind {
            "order" => id.parse().ok().and_then(|id| OrderId::try_new(id).ok()).map(Key::Order),
            _ if is_export => {
                id.parse().ok().and_then(|id| PaperExportId::try_new(id).ok()).map(Key::Export)
            }
            "bill" => BillNumber::parse(&id).map(Key::Bill),
            _ => CreditNoteNumber::parse(&id).map(Key::CreditNote),
        };
        let language = header_text(&parts.headers, ACCEPT_LANGUAGE.as_str()).unwrap_or_default();
        let language = language.split([',', ';']).next().unwrap_or_default().trim().to_owned();
        Ok(Self { key, password, address: app.address(parts), language })
    }
}

impl Ask {
    /// What is counted if the password is wrong.
    pub(super) fn attempt(&self) -> Attempt {
        (self.key.clone(), self.address)
    }

    /// The same paper at another place beside this one.
    pub(super) fn link(&self, place: &str) -> Option<String> {
        let (id, password) = match self.key.as_ref()? {
            Key::Order(_) => ORDER,
            Key::Bill(_) | Key::CreditNote(_) | Key::Export(_) => BILL,
        };
        let mut query = Serializer::new(String::new());
        query.append_pair(id, &self.name()).append_pair(password, &self.password);
        Some(format!("{place}?{}", query.finish()))
    }

    /// What the paper is called: the number of the order, the bill or the credit note.
    pub(super) fn name(&self) -> String {
        match &self.key {
            Some(Key::Order(order)) => order.to_string(),
            Some(Key::Bill(number)) => number.to_string(),
            Some(Key::CreditNote(number)) => number.to_string(),
            Some(Key::Export(export)) => export.to_string(),
            None => String::new(),
        }
    }

    pub(super) fn closed(&self, reason: Closed) -> ClosedPaper {
        ClosedPaper { reason, language: self.language.clone(), private: None }
    }

    /// It is no e-invoice. Whoever asks is told that it is not; the log is told why.
    pub(super) fn no_invoice(&self, refusal: &EInvoiceRefusal) -> ClosedPaper {
        ClosedPaper { private: Some(refusal.to_string()), ..self.closed(Closed::NoInvoice) }
    }

    /// It cannot be shown, and the log is told why.
    pub(super) fn trouble(&self, error: &dyn std::fmt::Display) -> ClosedPaper {
        ClosedPaper { private: Some(error.to_string()), ..self.closed(Closed::Trouble) }
    }
}
