//! Who does something, for whom, under which request.

use perennial_core::text::Name;
use perennial_core::{AccountId, ClientId, CredentialId};

/// The circumstances of a command.
#[derive(Debug, Clone)]
pub struct Context {
    /// The account it is about.
    pub account: AccountId,
    /// Who asks.
    pub actor: Actor,
    /// The id of the request, as in the answer's `X-Ovh-Queryid`.
    pub query_id: String,
}

/// The circumstances of what an operator does that belongs to no account.
#[derive(Debug, Clone)]
pub struct OperatorContext {
    /// Who does it.
    pub actor: Actor,
    /// The id of the request.
    pub query_id: String,
}

/// Who asks for something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A program of the customer.
    Credential(CredentialId),
    /// A program of the customer that calls with access tokens.
    Client(ClientId),
    /// Somebody at the command line.
    Operator,
    /// An operator who has signed in, by name.
    NamedOperator(Name),
    /// Whoever holds a payment method, on the page where it is registered.
    Holder,
    /// The holder of the account, signed in with a browser.
    SignedIn,
    /// Somebody who has not signed in, and holds the account's mail.
    Stranger,
    /// The engine itself, in one of its reconcilers.
    Engine(&'static str),
}

/// As the journal names them.
impl std::fmt::Display for Actor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Credential(id) => write!(f, "credential {id}"),
            Self::Client(id) => write!(f, "OAuth2 client {}", id.to_text()),
            Self::Operator => f.write_str("operator"),
            Self::NamedOperator(name) => write!(f, "operator {name}"),
            Self::Holder => f.write_str("holder of the payment method"),
            Self::SignedIn => f.write_str("signed in"),
            Self::Stranger => f.write_str("not signed in"),
            Self::Engine(what) => write!(f, "engine: {what}"),
        }
    }
}
