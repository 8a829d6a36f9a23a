//! The client: signs calls, sends them, reads answers.
//!
//! Which calls there are is in `calls`, what is repeated in `retry`. A client is cheap to clone, and its clones share
//! connections and what is known of the server's clock.

mod keys;
mod prepared;

use std::fmt;
use std::sync::Arc;

use http::HeaderMap;
use perennial_api::error::code;
use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};

use self::keys::Keys;
use self::prepared::Prepared;
use crate::answer::Answer;
use crate::call::{Call, Signing};
use crate::credentials::Secret;
use crate::error::{Error, MissingKey};
use crate::server_time::ServerTime;
use crate::settings::Settings;
use crate::tokens::{self, Given, Tokens};
use crate::transport::{SetupError, Transport};

/// A client of one API. Calls need a tokio runtime with time and IO, and all of them fail with an [`Error`].
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

struct Shared {
    settings: Settings,
    transport: Transport,
    server_time: ServerTime,
    tokens: Tokens,
}

impl Client {
    /// Makes a client. Connects to nothing yet.
    ///
    /// # Errors
    ///
    /// The root certificates of the settings cannot be read.
    pub fn try_new(settings: Settings) -> Result<Self, SetupError> {
        let transport = Transport::try_new(&settings)?;
        let (server_time, tokens) = (ServerTime::default(), Tokens::default());
        let shared = Shared { settings, transport, server_time, tokens };
        Ok(Self { shared: Arc::new(shared) })
    }

    /// What the client was made from.
    pub fn settings(&self) -> &Settings {
        &self.shared.settings
    }

    /// Reads `path`, which may have a query.
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Error> {
        self.send(&Call::get(path)).await
    }

    /// Posts a JSON body to `path`.
    pub async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, Error> {
        self.send(&Call::post(path).json(body)).await
    }

    /// Puts a JSON body to `path`.
    pub async fn put<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, Error> {
        self.send(&Call::put(path).json(body)).await
    }

    /// Deletes what is at `path`.
    pub async fn delete<T: DeserializeOwned>(&self, path: &str) -> Result<T, Error> {
        self.send(&Call::delete(path)).await
    }

    /// Makes any call, and reads its answer. `serde_json::Value` reads every answer.
    ///
    /// # Errors
    ///
    /// See [`Error`]; of a call that changes something, ask [`Error::is_doubtful`] before making it again.
    pub async fn send<T: DeserializeOwned>(&self, call: &Call) -> Result<T, Error> {
        self.answer(call).await?.decode(&call.name)
    }

    /// Makes any call whose answer says nothing of interest. It must be JSON all the same, or nothing: a page with the
    /// status of a success is no proof that the API has seen the call.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub async fn send_void(&self, call: &Call) -> Result<(), Error> {
        let IgnoredAny = self.send(call).await?;
        Ok(())
    }

    async fn answer(&self, call: &Call) -> Result<Answer, Error> {
        let Shared { settings, .. } = &*self.shared;
        match call.signing {
            Signing::Nothing => self.unsigned(call, &HeaderMap::new()).await,
            Signing::Application => {
                self.unsigned(call, &keys::application(&settings.credentials, call)?).await
            }
            Signing::Full if settings.credentials.use_tokens() => {
                let prepared = Prepared::try_new(call, &settings.endpoint)?;
                let random = || settings.ambient.random();
                settings.retry.run(call, random, || self.with_token(&prepared)).await
            }
            Signing::Full => {
                let keys = Keys::try_new(&settings.credentials, call)?;
                let prepared = Prepared::try_new(call, &settings.endpoint)?;
                let random = || settings.ambient.random();
                settings.retry.run(call, random, || self.signed(&prepared, &keys)).await
            }
        }
    }

    async fn unsigned(&self, call: &Call, keys: &HeaderMap) -> Result<Answer, Error> {
        let Shared { settings, .. } = &*self.shared;
        let prepared = Prepared::try_new(call, &settings.endpoint)?;
        let random = || settings.ambient.random();
        settings.retry.run(call, random, || self.once(&prepared, keys.clone())).await
    }

    /// One attempt. If the server finds it signed at the wrong time, it did nothing: the time is asked for again, and
    /// the call is made again, once.
    async fn signed(&self, prepared: &Prepared<'_>, keys: &Keys<'_>) -> Result<Answer, Error> {
        let signed_at = |ahead_s| {
            let timestamp = self.shared.settings.ambient.seconds().saturating_add(ahead_s);
            keys.sign(prepared, timestamp)
        };
        let ahead_s = self.server_ahead_s(prepared.call, None).await?;
        match self.once(prepared, signed_at(ahead_s)?).await {
            Err(error) if error.error_code() == Some(code::QUERY_TIME_OUT) => {
                let ahead_s = self.server_ahead_s(prepared.call, Some(ahead_s)).await?;
                self.once(prepared, signed_at(ahead_s)?).await
            }
            outcome => outcome,
        }
    }

    /// One attempt with an access token. If the server does not know it any more, it did nothing: another one is got, and
    /// the call is made again, once.
    async fn with_token(&self, prepared: &Prepared<'_>) -> Result<Answer, Error> {
        let token = self.token(prepared.call, None).await?;
        match self.once(prepared, keys::bearer(&token, prepared.call)?).await {
            Err(error)
                if error.is_credential_invalid()
                    && self.settings().credentials.oauth2.is_some() =>
            {
                let token = self.token(prepared.call, Some(&token)).await?;
                self.once(prepared, keys::bearer(&token, prepared.call)?).await
            }
            outcome => outcome,
        }
    }

    /// The access token that is configured, or one for the OAuth2 client that is.
    async fn token(&self, call: &Call, refused: Option<&Secret>) -> Result<Secret, Error> {
        let Shared { settings, transport, tokens, .. } = &*self.shared;
        let credentials = &settings.credentials;
        let keys = match (&credentials.access_token, &credentials.oauth2) {
            (Some(token), _) => return Ok(token.clone()),
            (None, Some(keys)) => keys,
            (None, None) => return Err(keys::missing(call, MissingKey::Application)),
        };
        let now_s = settings.ambient.seconds();
        let ask = async || {
            let name = Call::post("/auth/oauth2/token").name;
            let request = tokens::request(call, &settings.endpoint.token_url(), keys)?;
            let answer = transport.exchange(&name, request).await?.accepted(&name)?;
            Ok::<_, Error>(answer.decode::<Given>(&name)?.at(now_s))
        };
        let token = tokens.get(now_s, refused, ask).await;
        token.map_err(|source| Error::Token { call: call.name.clone(), source: Box::new(source) })
    }

    async fn once(&self, prepared: &Prepared<'_>, keys: HeaderMap) -> Result<Answer, Error> {
        let name = &prepared.call.name;
        self.shared.transport.exchange(name, prepared.request(keys)).await?.accepted(name)
    }

    /// By how many seconds the server is ahead, given what it refused. Needed for `call`.
    async fn server_ahead_s(&self, call: &Call, refused: Option<i64>) -> Result<i64, Error> {
        let ask = async || {
            let time = Call::get("/auth/time").unsigned();
            let server_s: i64 =
                self.unsigned(&time, &HeaderMap::new()).await?.decode(&time.name)?;
            Ok(server_s.saturating_sub(self.shared.settings.ambient.seconds()))
        };
        let ahead_s = self.shared.server_time.ahead_s(refused, ask).await;
        ahead_s.map_err(|source| Error::Time { call: call.name.clone(), source: Box::new(source) })
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("settings", self.settings()).finish_non_exhaustive()
    }
}
