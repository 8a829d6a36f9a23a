//! What is said between us and a mail server, and what its answers mean for a letter.
//!
//! What the server refuses for good about this letter is final: its recipient, its content. What it says about us, such
//! as that the password is wrong, concerns every letter and may be put right; so may all that does not work.

use std::fmt;
use std::time::Duration;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{
    AsyncSmtpConnection, Certificate, CertificateStore, TlsParameters,
};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use tokio::time::{Instant, timeout_at};

use super::letter::Prepared;
use super::settings::{Login, Protection, SettingsError, SmtpSettings};
use crate::mail::SendError;

/// The most of a server's answer that is told.
const ANSWER_CHARS_MAX: usize = 300;
/// How to say who we are: the plain ways, since the connection is encrypted.
const MECHANISMS: [Mechanism; 2] = [Mechanism::Plain, Mechanism::Login];

/// A mail server.
pub(super) struct Server {
    host: String,
    port: u16,
    protection: Protection,
    tls: TlsParameters,
    login: Option<Login>,
    hello: ClientId,
    timeout: Duration,
}

/// How far a letter has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Connect,
    Login,
    Sender,
    Recipient,
    Content,
    /// The whole letter is over there, and the server has not answered yet.
    Answer,
}

impl Server {
    pub(super) fn try_new(settings: SmtpSettings, domain: &str) -> Result<Self, SettingsError> {
        let wrong = |error: Error| SettingsError::Tls(error.to_string());
        let mut tls = TlsParameters::builder(settings.host.clone())
            .certificate_store(CertificateStore::WebpkiRoots);
        if let Some(pem) = &settings.trusted_pem {
            if !pem.contains("-----BEGIN CERTIFICATE-----") {
                return Err(SettingsError::Tls("there is no certificate in PEM".to_owned()));
            }
            tls = tls.add_root_certificate(Certificate::from_pem(pem.as_bytes()).map_err(wrong)?);
        }
        Ok(Self {
            tls: tls.build_rustls().map_err(wrong)?,
            host: settings.host,
            port: settings.port,
            protection: settings.protection,
            login: settings.login,
            hello: ClientId::Domain(domain.to_owned()),
            timeout: settings.timeout,
        })
    }

    /// When the letter that is begun now has taken too long.
    pub(super) fn deadline(&self) -> Instant {
        let now = Instant::now();
        now.checked_add(self.timeout).unwrap_or(now)
    }

    /// A new connection, on which letters can be handed over.
    ///
    /// # Errors
    ///
    /// [`SendError::Unreachable`].
    pub(super) async fn connect(
        &self,
        deadline: Instant,
    ) -> Result<AsyncSmtpConnection, SendError> {
        let connect = timeout_at(deadline, self.try_connect()).await;
        match connect {
            Ok(connected) => connected.map_err(|(stage, error)| self.judge(stage, &error)),
            Err(_) => Err(SendError::Unreachable(self.about("it did not answer in time"))),
        }
    }

    async fn try_connect(&self) -> Result<AsyncSmtpConnection, (Stage, Error)> {
        let at = |stage| move |error| (stage, error);
        let (address, hello) = ((self.host.as_str(), self.port), &self.hello);
        let wrapped = (self.protection == Protection::Tls).then(|| self.tls.clone());
        let connected =
            AsyncSmtpConnection::connect_tokio1(address, None, hello, wrapped, None).await;
        let mut connection = connected.map_err(at(Stage::Connect))?;
        if self.protection == Protection::StartTls {
            let encrypted = connection.starttls(self.tls.clone(), hello).await;
            encrypted.map_err(at(Stage::Connect))?;
        }
        if let Some(Login { user, password }) = &self.login {
            let credentials = Credentials::new(user.clone(), password.reveal().to_owned());
            let known = connection.auth(&MECHANISMS, &credentials).await;
            known.map_err(at(Stage::Login))?;
        }
        Ok(connection)
    }

    /// A connection that was idle, if it still works.
    pub(super) async fn renewed(
        &self,
        mut connection: AsyncSmtpConnection,
        deadline: Instant,
    ) -> Option<AsyncSmtpConnection> {
        let reset = timeout_at(deadline, connection.command(Rset)).await;
        matches!(reset, Ok(Ok(_))).then_some(connection)
    }

    /// Hands a letter over. Answers the connection, for the next one.
    ///
    /// # Errors
    ///
    /// [`SendError`] unless the server takes it.
    pub(super) async fn hand_over(
        &self,
        mut connection: AsyncSmtpConnection,
        letter: &Prepared,
        deadline: Instant,
    ) -> Result<AsyncSmtpConnection, SendError> {
        let mut stage = Stage::Sender;
        let handed = timeout_at(deadline, talk(&mut connection, letter, &mut stage)).await;
        let error = match handed {
            Ok(Ok(())) => return Ok(connection),
            Ok(Err(error)) => self.judge(stage, &error),
            Err(_) => {
                let what = match stage {
                    Stage::Answer => "it did not say in time whether it took the letter",
                    _ => "it did not answer in time",
                };
                SendError::ForNow(self.about(what))
            }
        };
        // Whatever the server is waiting for now, it ends with the connection.
        drop(connection);
        Err(error)
    }

    /// What an error at a stage means for the letter.
    fn judge(&self, stage: Stage, error: &Error) -> SendError {
        // What a server says after it has seen the password might repeat it.
        let why = match (stage, error.status()) {
            (Stage::Login, Some(code)) => format!("it refuses the user or the password ({code})"),
            (Stage::Login, None) => "it does not let the user in".to_owned(),
            (Stage::Answer, None) => format!("it may have the letter or not: {error}"),
            _ => error.to_string(),
        };
        let why = self.about(&why);
        let is_about_us = error
            .status()
            .is_some_and(|code| matches!(code.to_string().as_str(), "530" | "534" | "535" | "538"));
        match stage {
            Stage::Connect | Stage::Login => SendError::Unreachable(why),
            Stage::Recipient | Stage::Content | Stage::Answer
                if error.is_permanent() && !is_about_us =>
            {
                SendError::ForGood(why)
            }
            _ => SendError::ForNow(why),
        }
    }

    /// A sentence about the server, fit for a log.
    fn about(&self, what: &str) -> String {
        let what = what.chars().map(|c| if c.is_control() { ' ' } else { c });
        let what: String = what.take(ANSWER_CHARS_MAX).collect();
        format!("mail server {}:{}: {what}", self.host, self.port)
    }
}

async fn talk(
    connection: &mut AsyncSmtpConnection,
    letter: &Prepared,
    stage: &mut Stage,
) -> Result<(), Error> {
    let mut options = Vec::new();
    let server = connection.server_info();
    let is_ascii = [&letter.from, &letter.to].iter().all(|one| one.to_string().is_ascii());
    if !is_ascii && server.supports_feature(Extension::SmtpUtfEight) {
        options.push(MailParameter::SmtpUtfEight);
    }
    if !letter.bytes.is_ascii() && server.supports_feature(Extension::EightBitMime) {
        options.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    connection.command(Mail::new(Some(letter.from.clone()), options)).await?;
    *stage = Stage::Recipient;
    connection.command(Rcpt::new(letter.to.clone(), Vec::new())).await?;
    *stage = Stage::Content;
    connection.command(Data).await?;
    *stage = Stage::Answer;
    connection.message(&letter.bytes).await?;
    Ok(())
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { host, port, protection, login, .. } = self;
        write!(f, "{host}:{port} ({protection:?}")?;
        if let Some(login) = login {
            write!(f, ", as {}", login.user)?;
        }
        f.write_str(")")
    }
}
