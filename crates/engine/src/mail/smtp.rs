//! Letters by SMTP, to the mail server of the operator, which delivers them.
//!
//! A letter is sent when the server has said that it takes it. If the connection breaks between the end of the letter
//! and that answer, nobody knows: it is sent again under the same message id, so that it may come twice and is never
//! lost. Nothing is sent without encryption unless the settings say so, and the password is in no message and no log.

mod exchange;
mod letter;
mod settings;

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use futures_util::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};
use lettre::transport::smtp::client::AsyncSmtpConnection;

use self::exchange::Server;
use self::letter::Prepared;
use super::{Letter, Mailer, SendError};
use crate::clock::Clock;

pub use self::settings::{Login, Mailbox, Password, Protection, SettingsError, SmtpSettings};

/// How long a connection may be idle and still be used for the next letter. Servers close theirs after minutes.
const IDLE: SignedDuration = SignedDuration::from_secs(30);
/// How long nothing is tried after the server could not be reached: each try may take as long as the time limit.
const PAUSE: SignedDuration = SignedDuration::from_secs(60);

/// Sends letters to a mail server.
pub struct SmtpMailer {
    server: Server,
    from: lettre::message::Mailbox,
    clock: Clock,
    line: Mutex<Line>,
}

/// What is known of the server.
#[derive(Default)]
struct Line {
    /// A connection that nobody uses at present, and since when.
    open: Option<(AsyncSmtpConnection, Timestamp)>,
    /// Why the server could not be reached, and when that was.
    down: Option<(String, Timestamp)>,
}

impl SmtpMailer {
    /// A mailer. It connects when there is a letter to send. The clock dates the letters: it is the one of the world,
    /// even where the time of the business is played.
    ///
    /// # Errors
    ///
    /// [`SettingsError`] when the settings are no good, whatever the server says.
    pub fn try_new(settings: SmtpSettings, world: Clock) -> Result<Self, SettingsError> {
        let from = settings.sender()?;
        let server = Server::try_new(settings, from.email.domain())?;
        Ok(Self { server, from, clock: world, line: Mutex::default() })
    }

    async fn try_send(&self, letter: &Letter) -> Result<(), SendError> {
        let now = self.clock.at();
        let prepared = Prepared::try_new(letter, &self.from, now)?;
        let deadline = self.server.deadline();
        let connection = match self.idle(now)? {
            Some(connection) => self.server.renewed(connection, deadline).await,
            None => None,
        };
        let connection = match connection {
            Some(connection) => connection,
            None => {
                let connected = self.server.connect(deadline).await;
                connected.inspect_err(|error| self.note(error, now))?
            }
        };
        let connection = self.server.hand_over(connection, &prepared, deadline).await?;
        let mut line = self.line();
        line.open = Some((connection, self.clock.at()));
        line.down = None;
        Ok(())
    }

    /// A connection that is open still, perhaps.
    fn idle(&self, now: Timestamp) -> Result<Option<AsyncSmtpConnection>, SendError> {
        let is_within = |since: Timestamp, most| now.duration_since(since).abs() < most;
        let mut line = self.line();
        if let Some((why, at)) = &line.down
            && is_within(*at, PAUSE)
        {
            return Err(SendError::Unreachable(why.clone()));
        }
        let open = line.open.take().filter(|(_, since)| is_within(*since, IDLE));
        Ok(open.map(|(connection, _)| connection))
    }

    fn note(&self, error: &SendError, now: Timestamp) {
        if let SendError::Unreachable(why) = error {
            self.line().down = Some((why.clone(), now));
        }
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Mailer for SmtpMailer {
    fn send<'a>(&'a self, letter: &'a Letter) -> BoxFuture<'a, Result<(), SendError>> {
        Box::pin(self.try_send(letter))
    }
}

impl fmt::Debug for SmtpMailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpMailer").field("server", &self.server).finish_non_exhaustive()
    }
}
