//! Who sends letters.

use std::fs;
use std::sync::Arc;

use perennial_core::text::Name;
use perennial_engine::clock::Clock;
use perennial_engine::mail::Mailer;
use perennial_engine::mail::smtp::{self, Password, Protection, SmtpMailer, SmtpSettings};
use perennial_engine::sandbox::Sandbox;

use super::config::mail::{Login, MailConfig, MailTls};
use crate::failure::Failure;

/// The sender that is configured. `world` is the clock that dates letters.
///
/// A sandbox has none in any case: its customers may be copies of real ones, and what is played there must not reach them.
pub(super) fn mailer(
    mail: Option<&MailConfig>,
    sandbox: Sandbox,
    world: Clock,
) -> Result<Option<Arc<dyn Mailer>>, Failure> {
    let Some(config) = mail else { return Ok(None) };
    let (host, port) = (config.host.as_str(), config.port);
    if sandbox == Sandbox::Always {
        tracing::info!(host, "a sandbox sends no mail: letters are kept in the database");
        return Ok(None);
    }
    let failure = |error| Failure::failed(format!("[mail]: {error}"));
    let mailer = SmtpMailer::try_new(settings(config)?, world).map_err(failure)?;
    tracing::info!(host, port, from = %config.from, "letters go out by SMTP");
    Ok(Some(Arc::new(mailer)))
}

fn settings(config: &MailConfig) -> Result<SmtpSettings, Failure> {
    let MailConfig { host, port, tls, login, from } = config;
    let from = smtp::Mailbox {
        name: from.name.as_ref().map(Name::to_string),
        address: from.address.to_string(),
    };
    Ok(SmtpSettings {
        port: *port,
        protection: match tls {
            MailTls::StartTls => Protection::StartTls,
            MailTls::Implicit => Protection::Tls,
            MailTls::None => Protection::None,
        },
        // Whoever writes `none` has chosen it; a password in the clear is refused when the configuration is read.
        allow_plain: *tls == MailTls::None,
        login: login.as_ref().map(read_login).transpose()?,
        ..SmtpSettings::new(host, from)
    })
}

fn read_login(login: &Login) -> Result<smtp::Login, Failure> {
    let file = login.password_file.display();
    let text = fs::read_to_string(&login.password_file)
        .map_err(|error| Failure::failed(format!("[mail] passwordFile {file}: {error}")))?;
    let password = text.trim_end_matches(['\r', '\n']);
    if password.is_empty() || password.contains(['\r', '\n']) {
        let text = format!("[mail] passwordFile {file}: write the password there, in one line");
        return Err(Failure::failed(text));
    }
    Ok(smtp::Login { user: login.user.clone(), password: Password::new(password) })
}
