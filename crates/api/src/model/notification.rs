//! `/me/notification/email/history`: the e-mails that the account was sent.

use serde::{Deserialize, Serialize};

use super::DateTime;

/// An e-mail, `nichandle.EmailNotification`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EmailNotification {
    /// Its text.
    pub body: String,
    /// When it was written.
    pub date: DateTime,
    /// Its id.
    pub id: i64,
    /// Its subject.
    pub subject: String,
}
