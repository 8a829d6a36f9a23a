//! Who sends letters.

use std::sync::Arc;

use perennial_engine::mail::Mailer;
use perennial_engine::sandbox::Sandbox;

use super::config::mail::MailConfig;

/// The sender that is configured. None, so far: whoever configures one is told that letters are kept.
///
/// A sandbox has none in any case: its customers may be copies of real ones, and what is played there must not reach them.
pub(super) fn mailer(mail: Option<&MailConfig>, sandbox: Sandbox) -> Option<Arc<dyn Mailer>> {
    let MailConfig { host, .. } = mail?;
    if sandbox == Sandbox::Always {
        tracing::info!(host, "a sandbox sends no mail: letters are kept in the database");
    } else {
        tracing::warn!(
            host,
            "mail is configured, but this version cannot send any: letters are kept in the database"
        );
    }
    None
}
