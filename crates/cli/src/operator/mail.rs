//! Who sends letters.

use std::sync::Arc;

use perennial_engine::mail::Mailer;

use super::config::mail::MailConfig;

/// The sender that is configured. None, so far: whoever configures one is told that letters are kept.
pub(super) fn mailer(mail: Option<&MailConfig>) -> Option<Arc<dyn Mailer>> {
    if let Some(MailConfig { host, .. }) = mail {
        tracing::warn!(
            host,
            "mail is configured, but this version cannot send any: letters are kept in the database"
        );
    }
    None
}
