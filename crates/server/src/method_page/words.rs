//! What the page says. It is the sandbox's, so it speaks English only.

use perennial_core::means::{MethodKind, MethodStatus, PaymentMethod};
use perennial_core::text::Name;
use perennial_documents::form::{Button, Field, FieldKind, Form};

pub(super) const SENT_BEFORE: &str =
    "This form was sent before, or is an older one. Here is the step that comes next.";
pub(super) const CANCELED: &str = "The payment method was given up. Nothing is debited from it.";
pub(super) const LATER: &str =
    "The payment method waits for its code. Come back to this address within a day.";
pub(super) const VALID: &str = "The payment method is confirmed and can be debited.";
pub(super) const REJECTED: &str =
    "The code was wrong too often. The payment method is rejected: register it again.";
pub(super) const LAPSED: &str =
    "The payment method was not confirmed within a day: register it again.";
pub(super) const UNKNOWN: &str =
    "There is no payment method at this address. Copy the whole address that you were given.";

const SANDBOX: &str = "This is the page of a sandbox: no money moves, and nothing is sent to a bank. \
                       Of what you enter only the ends of the number are kept.";

fn button(value: &'static str, label: &str) -> Button {
    Button { value, label: label.to_owned(), sends: value == "send" }
}

/// The form for what a method is.
pub(super) fn details(kind: MethodKind) -> Form {
    let field = |name, label: &str, hint: &str, autocomplete, is_number| Field {
        name,
        label: label.to_owned(),
        hint: hint.to_owned(),
        autocomplete,
        kind: if is_number { FieldKind::Number } else { FieldKind::Text },
        ..Field::default()
    };
    let (title, fields) = match kind {
        MethodKind::CreditCard => (
            "Register a card",
            vec![
                field("number", "Card number", "4242 4242 4242 4242", "cc-number", true),
                field("expiration", "Expires at the end of", "MM/YY", "cc-exp", true),
            ],
        ),
        MethodKind::BankAccount => (
            "Register a bank account",
            vec![
                field("ownerName", "Owner", "Alice Martin", "name", false),
                field("iban", "IBAN", "FR14 2004 1010 0505 0001 3M02 606", "off", false),
                Field {
                    is_optional: true,
                    ..field("bic", "BIC (may be left out)", "PSSTFRPP", "off", false)
                },
            ],
        ),
        MethodKind::Paypal | MethodKind::DeferredPaymentAccount => (
            "Register a PayPal agreement",
            vec![field("email", "E-mail address at PayPal", "name@example.com", "email", false)],
        ),
    };
    let (title, text) = (title.to_owned(), vec![SANDBOX.to_owned()]);
    let buttons = vec![button("send", "Continue"), button("cancel", "Cancel")];
    Form { title, text, fields, buttons, ..Form::default() }
}

/// The form for the code.
pub(super) fn code(method: &PaymentMethod, code: &str) -> Form {
    let label = method.label.as_ref().map_or("it", Name::as_str);
    let sender = match method.kind {
        MethodKind::CreditCard => {
            "The bank of the card would send its holder this code (3-D Secure)"
        }
        MethodKind::BankAccount => {
            "By this code, which is the owner's signature, debits by SEPA direct debit are allowed; the bank would \
             show it beside a first debit"
        }
        MethodKind::Paypal | MethodKind::DeferredPaymentAccount => {
            "PayPal would send its holder this code"
        }
    };
    let field = Field {
        name: "code",
        label: "Code".to_owned(),
        hint: "6 digits".to_owned(),
        autocomplete: "one-time-code",
        kind: FieldKind::Number,
        ..Field::default()
    };
    Form {
        title: "Confirm the payment method".to_owned(),
        text: vec![format!("{label} is to be confirmed."), format!("{sender}: {code}.")],
        fields: vec![field],
        buttons: vec![
            button("send", "Confirm"),
            button("later", "Later"),
            button("cancel", "Cancel"),
        ],
        ..Form::default()
    }
}

/// What became of a method whose registration is not under way.
pub(super) fn over(status: MethodStatus) -> Form {
    closing(match status {
        MethodStatus::Valid | MethodStatus::Expired => VALID,
        MethodStatus::Validating => LAPSED,
        MethodStatus::Canceled => CANCELED,
        MethodStatus::Rejected => REJECTED,
        MethodStatus::Failed => LAPSED,
    })
}

/// A last word.
pub(super) fn closing(text: &str) -> Form {
    Form { title: "Payment method".to_owned(), text: vec![text.to_owned()], ..Form::default() }
}
