//! Which mail server, how the way to it is protected, and whom letters come from. Where that is configured is not known
//! here.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use lettre::Address;
use zeroize::Zeroizing;

/// The time limits that make sense: a notice that is on its way for ten minutes is taken for lost.
const TIMEOUT_MAX: Duration = Duration::from_mins(5);

/// A mail server, and who writes.
#[derive(Debug, Clone)]
pub struct SmtpSettings {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub protection: Protection,
    /// Whether letters may be sent in the clear to another machine. A password never is.
    pub allow_plain: bool,
    /// Who sends, where the server wants to know.
    pub login: Option<Login>,
    /// Whom letters come from. What cannot be delivered comes back there.
    pub from: Mailbox,
    /// How long one letter may take, from connecting to the answer of the server.
    pub timeout: Duration,
    /// Certificates in PEM that are trusted besides the public authorities.
    pub trusted_pem: Option<String>,
}

impl SmtpSettings {
    /// The usual settings for a server: STARTTLS on port 587, without a password.
    #[must_use]
    pub fn new(host: impl Into<String>, from: Mailbox) -> Self {
        Self {
            host: host.into(),
            port: 587,
            protection: Protection::StartTls,
            allow_plain: false,
            login: None,
            from,
            timeout: Duration::from_secs(30),
            trusted_pem: None,
        }
    }

    /// The sender, if everything is in order.
    pub(super) fn sender(&self) -> Result<lettre::message::Mailbox, SettingsError> {
        if self.timeout.is_zero() || self.timeout > TIMEOUT_MAX {
            return Err(SettingsError::Timeout);
        }
        if self.protection == Protection::None && !is_loopback(&self.host) {
            if self.login.is_some() {
                return Err(SettingsError::PasswordInClear);
            }
            if !self.allow_plain {
                return Err(SettingsError::LettersInClear);
            }
        }
        let Mailbox { name, address } = &self.from;
        let wrong = || SettingsError::Sender { address: address.clone() };
        let parsed: Address = address.parse().map_err(|_| wrong())?;
        Ok(lettre::message::Mailbox::new(name.clone(), parsed))
    }
}

/// Why settings cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// The sender is no address.
    #[error("letters cannot come from `{address}`: write an address such as renewals@example.com")]
    Sender {
        /// What was given.
        address: String,
    },
    /// The time limit makes no sense.
    #[error("a letter may take up to 5 minutes, and more than no time at all")]
    Timeout,
    /// The password would be readable on the way.
    #[error(
        "the password would be sent for everybody to read: protect the connection with TLS or STARTTLS"
    )]
    PasswordInClear,
    /// Letters would be readable on the way.
    #[error(
        "letters would be sent for everybody to read: protect the connection with TLS or STARTTLS"
    )]
    LettersInClear,
    /// Certificates cannot be read, or TLS cannot be set up with them.
    #[error("TLS cannot be set up: {0}")]
    Tls(String),
}

/// How the connection to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protection {
    /// By TLS from the beginning.
    Tls,
    /// By TLS, after the server has said that it speaks it. If it does not say so, nothing is sent.
    StartTls,
    /// Not at all.
    None,
}

/// A user of the mail server.
#[derive(Debug, Clone)]
pub struct Login {
    /// Its name.
    pub user: String,
    /// Its password.
    pub password: Password,
}

/// A password. It is shown nowhere.
#[derive(Clone)]
pub struct Password(Zeroizing<String>);

impl Password {
    /// A password, as it is.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text, for the server alone.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// Whom letters come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// The name that readers see.
    pub name: Option<String>,
    /// The address.
    pub address: String,
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(host: &str) -> SmtpSettings {
        let address = "renewals@example.com".to_owned();
        SmtpSettings::new(host, Mailbox { name: None, address })
    }

    fn login() -> Option<Login> {
        Some(Login { user: "renewals".to_owned(), password: Password::new("correct horse") })
    }

    #[test]
    fn nothing_is_sent_in_the_clear_unless_that_is_meant() {
        let plain = |host| SmtpSettings { protection: Protection::None, ..settings(host) };
        for host in ["localhost", "127.0.0.1", "127.1.2.3", "::1"] {
            let settings = SmtpSettings { login: login(), ..plain(host) };
            assert!(settings.sender().is_ok(), "{host}");
        }
        for host in ["smtp.example.com", "10.0.0.1", "localhost.example.com", "127.0.0.1.example"] {
            assert_eq!(plain(host).sender(), Err(SettingsError::LettersInClear), "{host}");
            let allowed = SmtpSettings { allow_plain: true, ..plain(host) };
            assert!(allowed.sender().is_ok());
            let with_password = SmtpSettings { login: login(), ..allowed };
            assert_eq!(with_password.sender(), Err(SettingsError::PasswordInClear));
        }
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for timeout in [Duration::ZERO, Duration::from_mins(6)] {
            let settings = SmtpSettings { timeout, ..settings("smtp.example.com") };
            assert_eq!(settings.sender(), Err(SettingsError::Timeout));
        }
        for address in ["", "renewals", "a@b\r\nBcc: c@d.example", "a b@example.com"] {
            let from = Mailbox { name: None, address: address.to_owned() };
            let error = SmtpSettings::new("smtp.example.com", from).sender().unwrap_err();
            assert!(matches!(error, SettingsError::Sender { .. }), "{address:?}");
        }
    }

    #[test]
    fn a_password_is_not_shown() {
        let settings = SmtpSettings { login: login(), ..settings("smtp.example.com") };
        let shown = format!("{settings:?}");
        assert!(shown.contains("renewals") && !shown.contains("horse"), "{shown}");
    }
}
