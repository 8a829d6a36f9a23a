//! How letters are sent: `[mail]`.

use std::fmt;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use perennial_core::text::Name;

use crate::operator::file::document::Node;
use crate::operator::file::fields::{Fields, Problems};
use crate::operator::file::scalar;
use crate::operator::profile;

/// The mail server, and whom letters come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::operator) struct MailConfig {
    pub(in crate::operator) host: String,
    pub(in crate::operator) port: u16,
    pub(in crate::operator) tls: MailTls,
    /// Who sends, where the server wants to know.
    pub(in crate::operator) login: Option<Login>,
    pub(in crate::operator) from: Mailbox,
}

/// A user of the mail server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::operator) struct Login {
    pub(in crate::operator) user: String,
    /// The file that holds the password and nothing else.
    pub(in crate::operator) password_file: PathBuf,
}

/// An address, with a name if it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::operator) struct Mailbox {
    pub(in crate::operator) name: Option<Name>,
    pub(in crate::operator) address: Name,
}

/// How the connection to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::operator) enum MailTls {
    /// By TLS, after the server has said that it speaks it.
    StartTls,
    /// By TLS from the beginning.
    Implicit,
    /// Not at all.
    None,
}

impl MailTls {
    const ALL: [Self; 3] = [Self::StartTls, Self::Implicit, Self::None];

    pub(in crate::operator) const fn code(self) -> &'static str {
        match self {
            Self::StartTls => "startTls",
            Self::Implicit => "implicit",
            Self::None => "none",
        }
    }

    /// The port that is customary for it.
    const fn port(self) -> u16 {
        match self {
            Self::StartTls => 587,
            Self::Implicit => 465,
            Self::None => 25,
        }
    }
}

/// As the head of a letter has it.
impl fmt::Display for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) => write!(f, "{name} <{}>", self.address),
            None => self.address.fmt(f),
        }
    }
}

/// Reads the section. Names of files are relative to the folder.
pub(super) fn read(node: &Node<'_>, folder: &Path, problems: &Problems) -> Option<MailConfig> {
    let mut fields = Fields::open("[mail]", node, problems)?;
    let host = fields.required("host", scalar::parsed(host));
    let tls = scalar::word("a protection", &MailTls::ALL, MailTls::code);
    let tls = fields.or("tls", MailTls::StartTls, tls);
    let port = fields.optional("port", port);
    let user = fields.optional("user", scalar::name);
    let file = fields.optional("passwordFile", scalar::name);
    let from = fields.required("from", scalar::parsed(mailbox));
    fields.close();
    let complain = |field: &str, text: &str| {
        let at = node.get(field).map_or(node.at, |field| field.at);
        problems.add(at, format!("`{field}`: {text}"));
    };
    let login = match (user?, file?) {
        (None, None) => None,
        (Some(user), Some(file)) => Some((user, file)),
        (Some(_), None) => {
            complain(
                "user",
                "a user has a password: give the file that holds it as `passwordFile`",
            );
            return None;
        }
        (None, Some(_)) => {
            complain("passwordFile", "a password has a user: give it as `user`");
            return None;
        }
    };
    let (host, tls) = (host?, tls?);
    if login.is_some() && tls == MailTls::None && !is_local(&host) {
        complain(
            "tls",
            "the password would be sent for everybody to read: use startTls or implicit",
        );
        return None;
    }
    let login = login.map(|(user, file)| Login {
        user: user.to_string(),
        password_file: folder.join(file.as_str()),
    });
    Some(MailConfig { host, port: port?.unwrap_or(tls.port()), tls, login, from: from? })
}

fn host(text: &str) -> Result<String, String> {
    let is_name =
        |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    if !text.is_empty() && (is_name(text) || text.parse::<IpAddr>().is_ok()) {
        return Ok(text.to_owned());
    }
    Err(format!("`{text}` is not a host; write a name such as smtp.example.com, or an address"))
}

fn is_local(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "::1")
}

fn port(node: &Node<'_>) -> Result<u16, String> {
    let number = scalar::integer(node)?;
    let port = u16::try_from(number).ok().filter(|port| *port > 0);
    port.ok_or_else(|| format!("{number} is not a port: write 1 to 65535"))
}

/// `alice@example.com`, or `Alice <alice@example.com>`.
fn mailbox(text: &str) -> Result<Mailbox, String> {
    let Some((name, address)) = text.strip_suffix('>').and_then(|text| text.split_once('<')) else {
        return Ok(Mailbox { name: None, address: profile::email(text)? });
    };
    let name = match name.trim() {
        "" => None,
        name => Some(profile::name(name)?),
    };
    Ok(Mailbox { name, address: profile::email(address)? })
}
