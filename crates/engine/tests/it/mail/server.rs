//! A mail server for tests: it takes letters on the loopback interface and keeps them, and does at each step what a test
//! has ordered. It knows no more of SMTP than a client needs.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use perennial_engine::mail::smtp::{Login, Mailbox, Password, Protection, SmtpSettings};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

pub(super) const USER: &str = "renewals";
pub(super) const PASSWORD: &str = "correct horse";
/// `\0renewals\0correct horse` in base64.
const PLAIN: &str = "AHJlbmV3YWxzAGNvcnJlY3QgaG9yc2U=";

/// A letter that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Taken {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) data: String,
    pub(super) is_encrypted: bool,
    pub(super) is_logged_in: bool,
}

impl Taken {
    /// A header, in its first line.
    pub(super) fn header(&self, name: &str) -> &str {
        let (head, _) = self.data.split_once("\r\n\r\n").unwrap();
        let mut found = head.split("\r\n").filter_map(|line| line.split_once(": "));
        found.find(|(found, _)| *found == name).map_or("", |(_, value)| value)
    }
}

/// What the server does instead of what it should.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fault {
    /// It answers this.
    Answer(&'static str),
    /// It closes the connection.
    Close,
    /// It takes the letter and closes the connection without a word.
    TakeAndClose,
    /// It says nothing any more.
    Hang,
}

#[derive(Debug, Default)]
struct State {
    taken: Vec<Taken>,
    connections: usize,
    /// Faults with the command that they wait for; `.` is the end of a letter, and an empty one the connection itself.
    once: VecDeque<(&'static str, Fault)>,
    always: Option<(&'static str, Fault)>,
    /// Everything that was said to the server.
    heard: Vec<String>,
}

/// A mail server.
#[derive(Clone)]
pub(super) struct MailServer {
    port: u16,
    protection: Protection,
    has_login: bool,
    tls: TlsAcceptor,
    pem: String,
    state: Arc<Mutex<State>>,
}

impl MailServer {
    /// A server with a protection that it offers, and perhaps a user whom it wants to know.
    pub(super) async fn start(protection: Protection, has_login: bool) -> Self {
        let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self {
            port: listener.local_addr().unwrap().port(),
            protection,
            has_login,
            tls: TlsAcceptor::from(Arc::new(config)),
            pem: made.cert.pem(),
            state: Arc::default(),
        };
        let serving = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let server = serving.clone();
                tokio::spawn(async move { server.serve(stream).await });
            }
        });
        server
    }

    /// Settings of somebody who knows the server.
    pub(super) fn settings(&self) -> SmtpSettings {
        let (user, password) = (USER.to_owned(), Password::new(PASSWORD));
        let name = Some("Example Hosting".to_owned());
        let from = Mailbox { name, address: "renewals@example.com".to_owned() };
        SmtpSettings {
            port: self.port,
            protection: self.protection,
            login: self.has_login.then_some(Login { user, password }),
            timeout: Duration::from_secs(20),
            trusted_pem: Some(self.pem.clone()),
            ..SmtpSettings::new("localhost", from)
        }
    }

    /// Orders a fault, for the next time that a command comes.
    pub(super) fn fault(&self, command: &'static str, fault: Fault) {
        self.state.lock().unwrap().once.push_back((command, fault));
    }

    /// Orders a fault for every time, or none any more.
    pub(super) fn always(&self, fault: Option<(&'static str, Fault)>) {
        self.state.lock().unwrap().always = fault;
    }

    /// What was taken since this was last asked.
    pub(super) fn take(&self) -> Vec<Taken> {
        std::mem::take(&mut self.state.lock().unwrap().taken)
    }

    pub(super) fn connections(&self) -> usize {
        self.state.lock().unwrap().connections
    }

    pub(super) fn heard(&self) -> String {
        self.state.lock().unwrap().heard.join("\n")
    }

    fn fault_at(&self, command: &str) -> Option<Fault> {
        let mut state = self.state.lock().unwrap();
        let is_of = |(at, _): &(&str, Fault)| *at == command;
        if state.once.front().is_some_and(is_of) {
            return state.once.pop_front().map(|(_, fault)| fault);
        }
        state.always.filter(is_of).map(|(_, fault)| fault)
    }

    async fn serve(&self, stream: TcpStream) {
        self.state.lock().unwrap().connections += 1;
        if self.protection == Protection::Tls {
            if let Ok(stream) = self.tls.accept(stream).await {
                self.talk(BufReader::new(stream), true, true).await;
            }
            return;
        }
        if let Some(stream) = self.talk(BufReader::new(stream), false, true).await
            && let Ok(stream) = self.tls.accept(stream).await
        {
            self.talk(BufReader::new(stream), true, false).await;
        }
    }

    /// Talks until the client leaves, or wants to be encrypted: then the stream is answered.
    async fn talk<S>(&self, mut stream: BufReader<S>, is_encrypted: bool, greets: bool) -> Option<S>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        if greets {
            let greeting = match self.fault_at("") {
                None => "220 mail.example.net ready",
                Some(Fault::Answer(answer)) => answer,
                Some(Fault::Hang) => std::future::pending().await,
                Some(Fault::Close | Fault::TakeAndClose) => return None,
            };
            say(&mut stream, greeting).await?;
        }
        let (mut from, mut to, mut is_logged_in) = (String::new(), String::new(), false);
        loop {
            let line = hear(&mut stream).await?;
            self.state.lock().unwrap().heard.push(line.clone());
            let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
            match self.fault_at(&verb) {
                None => {}
                Some(Fault::Answer(answer)) => {
                    say(&mut stream, answer).await?;
                    continue;
                }
                Some(Fault::Hang) => std::future::pending().await,
                Some(Fault::Close | Fault::TakeAndClose) => return None,
            }
            let answer = match verb.as_str() {
                "EHLO" => self.extensions(is_encrypted),
                "STARTTLS" => {
                    say(&mut stream, "220 go ahead").await?;
                    return Some(stream.into_inner());
                }
                "AUTH" => {
                    is_logged_in = line == format!("AUTH PLAIN {PLAIN}");
                    if is_logged_in { "235 welcome" } else { "535 5.7.8 not you" }.to_owned()
                }
                "MAIL" if self.has_login && !is_logged_in => "530 5.7.0 who are you".to_owned(),
                "MAIL" => {
                    from = line;
                    "250 ok".to_owned()
                }
                "RCPT" => {
                    to = line;
                    "250 ok".to_owned()
                }
                "DATA" => {
                    say(&mut stream, "354 go on").await?;
                    let mut data = String::new();
                    loop {
                        let line = hear(&mut stream).await?;
                        if line == "." {
                            break;
                        }
                        data.push_str(line.strip_prefix('.').unwrap_or(&line));
                        data.push_str("\r\n");
                    }
                    let (from, to) = (from.clone(), to.clone());
                    let taken = Taken { from, to, data, is_encrypted, is_logged_in };
                    self.end_of_letter(taken).await?
                }
                "RSET" | "NOOP" => "250 ok".to_owned(),
                _ => return None,
            };
            say(&mut stream, &answer).await?;
        }
    }

    /// Takes a letter or not. Answers what is to be said, unless the connection ends here.
    async fn end_of_letter(&self, taken: Taken) -> Option<String> {
        let fault = self.fault_at(".");
        if matches!(fault, None | Some(Fault::TakeAndClose)) {
            self.state.lock().unwrap().taken.push(taken);
        }
        match fault {
            None => Some("250 taken".to_owned()),
            Some(Fault::Answer(answer)) => Some(answer.to_owned()),
            Some(Fault::Hang) => std::future::pending().await,
            Some(Fault::Close | Fault::TakeAndClose) => None,
        }
    }

    fn extensions(&self, is_encrypted: bool) -> String {
        let mut lines = vec!["mail.example.net", "8BITMIME"];
        if self.protection == Protection::StartTls && !is_encrypted {
            lines.push("STARTTLS");
        }
        if self.has_login {
            lines.push("AUTH PLAIN LOGIN");
        }
        let last = lines.len() - 1;
        let line = |(index, line)| format!("250{}{line}", if index == last { ' ' } else { '-' });
        lines.into_iter().enumerate().map(line).collect::<Vec<_>>().join("\r\n")
    }
}

async fn say<S: AsyncWrite + Unpin>(stream: &mut S, line: &str) -> Option<()> {
    stream.write_all(format!("{line}\r\n").as_bytes()).await.ok()?;
    stream.flush().await.ok()
}

/// A line, or nothing when the client is gone.
async fn hear<S: AsyncRead + Unpin>(stream: &mut BufReader<S>) -> Option<String> {
    let mut line = String::new();
    match stream.read_line(&mut line).await {
        Ok(read) if read > 0 => Some(line.trim_end_matches(['\r', '\n']).to_owned()),
        _ => None,
    }
}
