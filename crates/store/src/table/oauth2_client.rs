//! `oauth2_client` and `access_token`: programs that call with tokens. Of their secrets there are keyed hashes alone.

use jiff::Timestamp;
use perennial_core::credential::IpBlock;
use perennial_core::oauth2::{About, Client, Grant};
use perennial_core::web::WebAddress;
use perennial_core::{AccountId, ClientId};

use super::credential::{lines, parse_rules};
use crate::codec::{self, Reader, all, first};
use crate::db::{Query, Row};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

macro_rules! columns {
    () => {
        "client_id, account_id, name, description, callback_urls, rules, allowed_ips, expires_at, created_at, \
         secret_hash"
    };
}

static GET: Sql =
    Sql::new(concat!("SELECT ", columns!(), " FROM oauth2_client WHERE client_id = $1"));
static OF_ACCOUNT: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM oauth2_client WHERE account_id = $1 ORDER BY client_id"
));
static PAGE: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM oauth2_client WHERE client_id > $1 ORDER BY client_id LIMIT $2"
));
static INSERT: Sql = Sql::new(concat!(
    "INSERT INTO oauth2_client (",
    columns!(),
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
));
static DESCRIBE: Sql = Sql::new(
    "UPDATE oauth2_client SET name = $2, description = $3, callback_urls = $4 WHERE client_id = $1",
);
static DELETE: Sql = Sql::new("DELETE FROM oauth2_client WHERE client_id = $1");

static TOKEN: Sql = Sql::new(
    "SELECT token_hash, client_id, account_id, expires_at FROM access_token WHERE token_hash = $1",
);
static COUNT_TOKENS: Sql = Sql::new(
    "SELECT COUNT(*) AS tokens FROM access_token WHERE client_id = $1 AND expires_at > $2",
);
static INSERT_TOKEN: Sql = Sql::new(
    "INSERT INTO access_token (token_hash, client_id, account_id, expires_at) VALUES ($1, $2, $3, $4)",
);
static DELETE_TOKEN: Sql = Sql::new("DELETE FROM access_token WHERE token_hash = $1");
static DELETE_TOKENS: Sql = Sql::new("DELETE FROM access_token WHERE client_id = $1");
static FORGET_TOKENS: Sql = Sql::new("DELETE FROM access_token WHERE expires_at <= $1");

pub(crate) static STATEMENTS: &[&Sql] = &[
    &GET,
    &OF_ACCOUNT,
    &PAGE,
    &INSERT,
    &DESCRIBE,
    &DELETE,
    &TOKEN,
    &COUNT_TOKENS,
    &INSERT_TOKEN,
    &DELETE_TOKEN,
    &DELETE_TOKENS,
    &FORGET_TOKENS,
];

/// A client with the keyed hash of its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredClient {
    /// The client.
    pub client: Client,
    /// The keyed hash of its secret.
    pub secret_hash: [u8; 32],
}

/// An access token, by its keyed hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredToken {
    /// The keyed hash.
    pub hash: [u8; 32],
    /// The client that it was given to.
    pub client: ClientId,
    /// The account of the client.
    pub account: AccountId,
    /// Until when it is good.
    pub expires_at: Timestamp,
}

fn read(row: Row) -> Result<StoredClient, StoreError> {
    let mut row = Reader::new("oauth2_client", row);
    let client = Client {
        id: row.id("client_id")?,
        account: row.id("account_id")?,
        about: About {
            name: row.name("name")?,
            description: row.opt_name("description")?,
            callback_urls: row.parsed("callback_urls", |text| {
                text.lines().map(WebAddress::parse).collect::<Result<_, _>>()
            })?,
        },
        grant: Grant {
            rules: row.parsed("rules", parse_rules)?,
            allowed_ips: row.parsed("allowed_ips", |text| {
                text.lines().map(IpBlock::parse).collect::<Result<_, _>>()
            })?,
            expires_at: row.opt_instant("expires_at")?,
        },
        created_at: row.instant("created_at")?,
    };
    Ok(StoredClient { client, secret_hash: row.hash("secret_hash")? })
}

fn read_token(row: Row) -> Result<StoredToken, StoreError> {
    let mut row = Reader::new("access_token", row);
    Ok(StoredToken {
        hash: row.hash("token_hash")?,
        client: row.id("client_id")?,
        account: row.id("account_id")?,
        expires_at: row.instant("expires_at")?,
    })
}

impl Store {
    /// A client.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn oauth2_client(&self, id: ClientId) -> Result<Option<StoredClient>, StoreError> {
        first(self.read_one(Query::new(&GET, [id.get().into()])).await?, read)
    }

    /// The clients of an account, by id.
    ///
    /// # Errors
    ///
    /// As [`Store::oauth2_client`].
    pub async fn oauth2_clients(
        &self,
        account: AccountId,
    ) -> Result<Vec<StoredClient>, StoreError> {
        all(self.db.scan(Query::new(&OF_ACCOUNT, [account.get().into()])).await?, read)
    }

    /// Clients of all accounts after a given one, in the order of their ids; the first ones when none is given.
    ///
    /// # Errors
    ///
    /// As [`Store::oauth2_client`].
    pub async fn oauth2_clients_after(
        &self,
        after: Option<ClientId>,
        count: i64,
    ) -> Result<Vec<StoredClient>, StoreError> {
        let after = after.map_or(0, ClientId::get);
        all(self.db.scan(Query::new(&PAGE, [after.into(), count.into()])).await?, read)
    }

    /// The access token with a keyed hash.
    ///
    /// # Errors
    ///
    /// As [`Store::oauth2_client`].
    pub async fn access_token(&self, hash: &[u8; 32]) -> Result<Option<StoredToken>, StoreError> {
        first(self.read_one(Query::new(&TOKEN, [hash.as_slice().into()])).await?, read_token)
    }

    /// How many access tokens of a client are good after an instant.
    ///
    /// # Errors
    ///
    /// As [`Store::oauth2_client`].
    pub async fn count_access_tokens(
        &self,
        client: ClientId,
        after: Timestamp,
    ) -> Result<i64, StoreError> {
        let args = [client.get().into(), codec::instant(after)];
        let counted = first(self.read_one(Query::new(&COUNT_TOKENS, args)).await?, |row| {
            Reader::new("access_token", row).int("tokens")
        })?;
        Ok(counted.unwrap_or(0))
    }
}

impl WriteSet {
    /// Adds a client.
    pub fn insert_oauth2_client(&mut self, stored: &StoredClient) {
        let Client { id, account, about, grant, created_at } = &stored.client;
        let rules = grant.rules.iter();
        self.insert(
            &INSERT,
            [
                id.get().into(),
                account.get().into(),
                (&about.name).into(),
                (&about.description).into(),
                lines(about.callback_urls.iter().map(|url| url.as_str().to_owned())),
                lines(rules.map(|rule| format!("{} {}", rule.verb().name(), rule.pattern()))),
                lines(grant.allowed_ips.iter().map(ToString::to_string)),
                codec::opt_instant(grant.expires_at),
                codec::instant(*created_at),
                stored.secret_hash.as_slice().into(),
            ],
        );
    }

    /// Stores what is said of a client.
    pub fn describe_oauth2_client(&mut self, client: &Client) {
        let About { name, description, callback_urls } = &client.about;
        let urls = lines(callback_urls.iter().map(|url| url.as_str().to_owned()));
        self.update(&DESCRIBE, [client.id.get().into(), name.into(), description.into(), urls]);
    }

    /// Takes a client away, and its access tokens with it. The caller also has credentials in memory forgotten.
    pub fn delete_oauth2_client(&mut self, client: ClientId) {
        self.update(&DELETE, [client.get().into()]);
        self.any(&DELETE_TOKENS, [client.get().into()]);
    }

    /// Adds an access token.
    pub fn insert_access_token(&mut self, token: &StoredToken) {
        let StoredToken { hash, client, account, expires_at } = token;
        self.insert(
            &INSERT_TOKEN,
            [
                hash.as_slice().into(),
                client.get().into(),
                account.get().into(),
                codec::instant(*expires_at),
            ],
        );
    }

    /// Takes an access token away. The caller also has credentials in memory forgotten.
    pub fn delete_access_token(&mut self, hash: &[u8; 32]) {
        self.any(&DELETE_TOKEN, [hash.as_slice().into()]);
    }

    /// Takes away the access tokens that are not good any more at an instant.
    pub fn forget_access_tokens(&mut self, at: Timestamp) {
        self.any(&FORGET_TOKENS, [codec::instant(at)]);
    }
}
