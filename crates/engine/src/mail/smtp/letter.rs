//! A letter as the bytes that a mail server takes: headers, and the same words as plain text and as HTML.
//!
//! The same letter has the same message id whenever it is sent, so mail stores know a second copy for what it is.

use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};

use crate::mail::{Letter, SendError};

/// A letter that can be handed over.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) from: Address,
    pub(super) to: Address,
    pub(super) bytes: Vec<u8>,
}

impl Prepared {
    /// The letter, from somebody, dated now.
    ///
    /// # Errors
    ///
    /// [`SendError::ForGood`] when there is no such address.
    pub(super) fn try_new(
        letter: &Letter,
        from: &Mailbox,
        now: Timestamp,
    ) -> Result<Self, SendError> {
        let to: Address = letter.to.as_str().parse().map_err(|_| {
            SendError::ForGood("the address is none that mail can be sent to".to_owned())
        })?;
        let message = message(letter, from, &to, now)?;
        Ok(Self { from: from.email.clone(), to, bytes: message.formatted() })
    }
}

fn message(
    letter: &Letter,
    from: &Mailbox,
    to: &Address,
    now: Timestamp,
) -> Result<Message, SendError> {
    let since_1970 = Duration::from_secs(u64::try_from(now.as_second()).unwrap_or_default());
    let part = |kind, body: &str| SinglePart::builder().header(kind).body(body.to_owned());
    let words = MultiPart::alternative()
        .boundary(format!("notice-{}", letter.id))
        .singlepart(part(ContentType::TEXT_PLAIN, &letter.mail.text))
        .singlepart(part(ContentType::TEXT_HTML, &letter.mail.html));
    Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, to.clone()))
        .subject(one_line(&letter.mail.subject))
        .date(SystemTime::UNIX_EPOCH + since_1970)
        .message_id(Some(format!("<notice.{}@{}>", letter.id, from.email.domain())))
        // Nobody's absence is to be answered to us (RFC 3834).
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ))
        .multipart(words)
        .map_err(|error| SendError::ForGood(format!("the letter cannot be written: {error}")))
}

/// A header ends where its line does, so there is only one.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
