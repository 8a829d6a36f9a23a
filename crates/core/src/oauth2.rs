//! Clients of OAuth 2.0: programs that call for an account with access tokens (RFC 6749 section 4.4).
//!
//! What a client may do is copied from whoever makes it, and never more than that: the rules, the addresses and the end.
//! Secrets and tokens are not here; a client does not know them.

use jiff::{SignedDuration, Timestamp};

use crate::credential::{AccessRule, IpBlock, RequestRefusal, Verb};
use crate::id::{AccountId, ClientId};
use crate::limits::{ACCESS_RULES_MAX, CALLBACKS_MAX, CLIENTS_MAX, IP_BLOCKS_MAX};
use crate::step::Step;
use crate::text::Name;
use crate::web::WebAddress;

/// How long an access token is good.
pub const TOKEN_VALIDITY: SignedDuration = SignedDuration::from_hours(1);

/// What may be called, from where, and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// What may be called.
    pub rules: Vec<AccessRule>,
    /// From where; from anywhere when there are none.
    pub allowed_ips: Vec<IpBlock>,
    /// Until when, if not for ever.
    pub expires_at: Option<Timestamp>,
}

/// A client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// Its id.
    pub id: ClientId,
    /// The account that it calls for.
    pub account: AccountId,
    /// What it is called, and where it would send browsers.
    pub about: About,
    /// What it may do.
    pub grant: Grant,
    /// When it was made.
    pub created_at: Timestamp,
}

/// What the holder of an account says of a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// What it is called.
    pub name: Name,
    /// What it does.
    pub description: Option<Name>,
    /// Where browsers would go after somebody has signed in. Kept, and not used.
    pub callback_urls: Vec<WebAddress>,
}

/// What is to be changed about a client; what is not given stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AboutUpdate {
    /// What it is called.
    pub name: Option<Name>,
    /// What it does; nothing takes that away.
    pub description: Option<Option<Name>>,
    /// Where browsers would go.
    pub callback_urls: Option<Vec<WebAddress>>,
}

/// Why a client is not made or changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClientRefusal {
    /// It may do nothing, or too much is listed.
    #[error(transparent)]
    Grant(#[from] RequestRefusal),
    /// The account has many already.
    #[error(
        "the account has {CLIENTS_MAX} OAuth2 clients, which is the most; delete one that is not used any more"
    )]
    TooMany,
    /// There are too many addresses.
    #[error("callbackUrls: {count} addresses are given; at most {CALLBACKS_MAX} are kept")]
    TooManyCallbacks {
        /// How many.
        count: usize,
    },
    /// A request is repeated that made one, and that one is gone.
    #[error(
        "the OAuth2 client that was made under this Idempotency-Key was deleted; use a new key for another one"
    )]
    Gone,
    /// It has no name.
    #[error("name: every OAuth2 client has one; give another one to change it")]
    NoName,
}

impl Grant {
    /// Whether it is over at an instant.
    #[must_use]
    pub fn is_over(&self, at: Timestamp) -> bool {
        self.expires_at.is_some_and(|end| end <= at)
    }

    /// Whether a call is granted by one of the rules. The path is that of the API, without version and query.
    #[must_use]
    pub fn grants(&self, verb: Verb, path: &str) -> bool {
        self.rules.iter().any(|rule| rule.matches(verb, path))
    }

    fn check(&self) -> Result<(), RequestRefusal> {
        match (self.rules.len(), self.allowed_ips.len()) {
            (0, _) => Err(RequestRefusal::NoRules),
            (count, _) if count > ACCESS_RULES_MAX => Err(RequestRefusal::TooManyRules { count }),
            (_, count) if count > IP_BLOCKS_MAX => Err(RequestRefusal::TooManyBlocks { count }),
            _ => Ok(()),
        }
    }
}

impl About {
    fn check(&self) -> Result<(), ClientRefusal> {
        match self.callback_urls.len() {
            count if count > CALLBACKS_MAX => Err(ClientRefusal::TooManyCallbacks { count }),
            _ => Ok(()),
        }
    }
}

impl Client {
    /// A client of an account that has some already.
    ///
    /// # Errors
    ///
    /// [`ClientRefusal`] when there are too many of anything, or it could call nothing.
    pub fn made(
        (id, account): (ClientId, AccountId),
        about: About,
        grant: Grant,
        others: usize,
        at: Timestamp,
    ) -> Result<Self, ClientRefusal> {
        grant.check()?;
        about.check()?;
        if others >= CLIENTS_MAX {
            return Err(ClientRefusal::TooMany);
        }
        Ok(Self { id, account, about, grant, created_at: at })
    }

    /// The client, described in another way.
    ///
    /// # Errors
    ///
    /// [`ClientRefusal::TooManyCallbacks`].
    pub fn described(mut self, update: &AboutUpdate) -> Result<Step<Self>, ClientRefusal> {
        let before = self.about.clone();
        let About { name, description, callback_urls } = &mut self.about;
        update.name.iter().for_each(|new| name.clone_from(new));
        update.description.iter().for_each(|new| description.clone_from(new));
        update.callback_urls.iter().for_each(|new| callback_urls.clone_from(new));
        self.about.check()?;
        Ok(if self.about == before { Step::Unchanged } else { Step::Changed(self) })
    }
}

impl ClientId {
    /// The id as programs send it: 16 hexadecimal digits.
    #[must_use]
    pub fn to_text(self) -> String {
        format!("{:016x}", self.get())
    }

    /// Reads that text.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let digits = text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        let number = i64::from_str_radix(text, 16).ok().filter(|_| digits && text.len() == 16)?;
        Self::try_new(number).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client() -> Client {
        let ids = (ClientId::try_new(0xabc).unwrap(), AccountId::try_new(7).unwrap());
        Client::made(ids, about(1), grant(1), 0, Timestamp::UNIX_EPOCH).unwrap()
    }

    fn about(callbacks: usize) -> About {
        let url = WebAddress::parse("https://shop.example/").unwrap();
        let name = Name::parse("Billing").unwrap();
        About { name, description: None, callback_urls: vec![url; callbacks] }
    }

    fn grant(rules: usize) -> Grant {
        let rules = vec![AccessRule::parse("GET", "/me*").unwrap(); rules];
        Grant { rules, allowed_ips: vec![], expires_at: None }
    }

    #[test]
    fn ids_are_sixteen_digits() {
        let id = client().id;
        assert_eq!(id.to_text(), "0000000000000abc");
        assert_eq!(ClientId::from_text(&id.to_text()), Some(id));
        for text in [
            "",
            "abc",
            "0000000000000ABC",
            "0000000000000000",
            "+000000000000abc",
            "ffffffffffffffff",
            "00000000000000abc",
        ] {
            assert_eq!(ClientId::from_text(text), None, "{text}");
        }
    }

    #[test]
    fn a_client_may_do_something_and_is_one_of_few() {
        let Client { id, account, .. } = client();
        let made = |about, grant, others| {
            Client::made((id, account), about, grant, others, Timestamp::UNIX_EPOCH).map(|_| ())
        };
        assert_eq!(made(about(10), grant(100), 99), Ok(()));
        assert_eq!(made(about(0), grant(0), 0), Err(RequestRefusal::NoRules.into()));
        let count = 101;
        assert_eq!(
            made(about(0), grant(101), 0),
            Err(RequestRefusal::TooManyRules { count }.into())
        );
        let block = IpBlock::parse("::/0").unwrap();
        let blocks = Grant { allowed_ips: vec![block; 101], ..grant(1) };
        assert_eq!(made(about(0), blocks, 0), Err(RequestRefusal::TooManyBlocks { count }.into()));
        assert_eq!(
            made(about(11), grant(1), 0),
            Err(ClientRefusal::TooManyCallbacks { count: 11 })
        );
        assert_eq!(made(about(0), grant(1), 100), Err(ClientRefusal::TooMany));
    }

    #[test]
    fn what_is_said_of_a_client_changes_and_its_rights_do_not() {
        let name = Name::parse("Other").unwrap();
        let unchanged = AboutUpdate { description: Some(None), ..AboutUpdate::default() };
        assert_eq!(client().described(&unchanged), Ok(Step::Unchanged));
        let update =
            AboutUpdate { name: Some(name.clone()), callback_urls: Some(vec![]), ..unchanged };
        let changed = client().described(&update).unwrap().changed().unwrap();
        assert_eq!((&changed.about.name, changed.about.callback_urls.len()), (&name, 0));
        assert_eq!(changed.grant, client().grant);
        let many = AboutUpdate { callback_urls: Some(about(11).callback_urls), ..update };
        assert_eq!(client().described(&many), Err(ClientRefusal::TooManyCallbacks { count: 11 }));
    }

    #[test]
    fn a_grant_ends_at_its_end() {
        let end = Timestamp::from_second(100).unwrap();
        let ending = Grant { expires_at: Some(end), ..grant(1) };
        assert!(!ending.is_over(Timestamp::from_second(99).unwrap()) && ending.is_over(end));
        assert!(!grant(1).is_over(Timestamp::MAX));
        assert!(grant(1).grants(Verb::Get, "/me/bill") && !grant(1).grants(Verb::Post, "/me"));
    }
}
