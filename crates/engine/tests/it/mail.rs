//! Letters: what a mail server gets, what its answers come to, and that every notice goes out once.

mod notices;
pub(crate) mod server;

use std::time::Duration;

use expect_test::expect;
use jiff::tz::TimeZone;
use perennial_core::NoticeId;
use perennial_core::text::Name;
use perennial_documents::mail::Mail;
use perennial_engine::clock::{Clock, ClockController};
use perennial_engine::mail::smtp::{Login, Password, Protection, SmtpMailer, SmtpSettings};
use perennial_engine::mail::{Letter, Mailer, SendError};
use perennial_testkit::START;

use self::server::{Fault, MailServer, PASSWORD, USER};

fn clock() -> (Clock, ClockController) {
    Clock::manual(START.parse().unwrap(), TimeZone::UTC)
}

fn mailer(settings: SmtpSettings) -> SmtpMailer {
    SmtpMailer::try_new(settings, clock().0).unwrap()
}

fn letter(to: &str) -> Letter {
    letter_about(to, "mypersonaldomain.ovh expires on 15\u{a0}January 2027")
}

fn letter_about(to: &str, subject: &str) -> Letter {
    let text = "Dear Alice,\n.\n..\nKind regards\n".to_owned();
    let mail = Mail { subject: subject.to_owned(), text, html: "<p>10 €</p>\n".to_owned() };
    let id = NoticeId::try_new(1_234_567_890_123).unwrap();
    Letter { to: Name::parse(to).unwrap(), id, mail }
}

#[tokio::test]
async fn a_letter_arrives_as_it_was_written() {
    let server = MailServer::start(Protection::None, false).await;
    mailer(server.settings()).send(&letter("alice@example.org")).await.unwrap();
    let taken = server.take();
    assert_eq!(taken.len(), 1);
    assert_eq!(taken[0].from, "MAIL FROM:<renewals@example.com>");
    assert_eq!(taken[0].to, "RCPT TO:<alice@example.org>");
    expect![[r#"
        From: "Example Hosting" <renewals@example.com>
        To: alice@example.org
        Subject: mypersonaldomain.ovh expires on =?utf-8?b?MTXCoEphbnVhcnk=?= 2027
        Date: Mon, 23 Nov 2026 12:00:00 +0000
        Message-ID: <notice.1234567890123@example.com>
        Auto-Submitted: auto-generated
        MIME-Version: 1.0
        Content-Type: multipart/alternative; boundary="notice-1234567890123"

        --notice-1234567890123
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 7bit

        Dear Alice,
        .
        ..
        Kind regards

        --notice-1234567890123
        Content-Type: text/html; charset=utf-8
        Content-Transfer-Encoding: quoted-printable

        <p>10 =E2=82=AC</p>

        --notice-1234567890123--

    "#]]
    .assert_eq(&taken[0].data.replace("\r\n", "\n"));
}

#[tokio::test]
async fn the_way_is_protected_as_it_is_asked_for() {
    for (protection, is_encrypted) in
        [(Protection::None, false), (Protection::StartTls, true), (Protection::Tls, true)]
    {
        for has_login in [false, true] {
            let server = MailServer::start(protection, has_login).await;
            mailer(server.settings()).send(&letter("alice@example.org")).await.unwrap();
            let taken = server.take();
            let seen = (taken[0].is_encrypted, taken[0].is_logged_in);
            assert_eq!(seen, (is_encrypted, has_login), "{protection:?}");
        }
    }
}

#[tokio::test]
async fn a_server_that_is_not_the_right_one_hears_nothing() {
    let unknown = |settings| SmtpSettings { trusted_pem: None, ..settings };
    for protection in [Protection::StartTls, Protection::Tls] {
        let server = MailServer::start(protection, true).await;
        let sent = mailer(unknown(server.settings())).send(&letter("a@example.org")).await;
        assert!(matches!(sent, Err(SendError::Unreachable(_))), "{sent:?}");
        assert!(!server.heard().contains("AUTH") && server.take().is_empty());
    }
    // One that does not speak TLS: nothing is sent in the clear instead.
    let server = MailServer::start(Protection::None, true).await;
    let settings = SmtpSettings { protection: Protection::StartTls, ..server.settings() };
    let sent = mailer(settings).send(&letter("a@example.org")).await;
    assert!(matches!(sent, Err(SendError::Unreachable(_))), "{sent:?}");
    assert!(!server.heard().contains("AUTH") && server.take().is_empty());
}

#[tokio::test]
async fn a_password_that_is_refused_is_told_to_nobody() {
    let server = MailServer::start(Protection::Tls, true).await;
    let password = Password::new("battery staple");
    let login = Some(Login { user: USER.to_owned(), password });
    // A server that says it again.
    server.always(Some(("AUTH", Fault::Answer("535 `battery staple` is wrong"))));
    let mailer = mailer(SmtpSettings { login, ..server.settings() });
    let error = mailer.send(&letter("a@example.org")).await.unwrap_err();
    assert!(matches!(error, SendError::Unreachable(_)));
    for shown in [format!("{error}"), format!("{error:?}"), format!("{mailer:?}")] {
        assert!(!shown.contains("staple") && !shown.contains(PASSWORD), "{shown}");
    }
    assert!(error.to_string().contains("it refuses the user or the password (535)"), "{error}");
    assert!(format!("{mailer:?}").contains(USER));
}

/// Somebody whom the server does not let in, and then does. Answers the passwords.
pub(crate) async fn log_in() -> Vec<String> {
    let server = MailServer::start(Protection::Tls, true).await;
    let login = Login { user: USER.to_owned(), password: Password::new("battery staple") };
    let settings = SmtpSettings { login: Some(login), ..server.settings() };
    tracing::info!(?settings, "mail is configured");
    let error = mailer(settings).send(&letter("a@example.org")).await.unwrap_err();
    tracing::warn!(%error, ?error, "nothing is sent");
    mailer(server.settings()).send(&letter("a@example.org")).await.unwrap();
    vec![PASSWORD.to_owned(), "battery staple".to_owned()]
}

#[tokio::test]
async fn what_is_refused_for_good_is_given_up_and_all_else_is_not() {
    use Fault::*;
    let server = MailServer::start(Protection::None, false).await;
    let cases = [
        ("RCPT", Answer("550 5.1.1 no such mailbox"), "good"),
        ("RCPT", Answer("553 5.1.3 what an address"), "good"),
        ("RCPT", Answer("450 4.2.0 greylisted"), "now"),
        ("RCPT", Answer("530 5.7.0 who are you"), "now"),
        ("DATA", Answer("554 5.6.0 no"), "good"),
        ("DATA", Answer("451 4.3.0 later"), "now"),
        (".", Answer("552 5.3.4 too large"), "good"),
        (".", Answer("452 4.3.1 disk full"), "now"),
        (".", Answer("not smtp"), "now"),
        (".", Close, "now"),
        (".", TakeAndClose, "now"),
        ("MAIL", Answer("550 5.7.1 not from you"), "now"),
        ("MAIL", Close, "now"),
        ("EHLO", Answer("500 what"), "unreachable"),
        ("EHLO", Close, "unreachable"),
        ("", Answer("421 4.3.2 closing"), "unreachable"),
        ("", Answer("554 5.3.2 no mail here"), "unreachable"),
        ("", Close, "unreachable"),
    ];
    for (command, fault, expected) in cases {
        let mailer = mailer(server.settings());
        server.fault(command, fault);
        let error = mailer.send(&letter("a@example.org")).await.unwrap_err();
        let kind = match &error {
            SendError::ForGood(_) => "good",
            SendError::ForNow(_) => "now",
            SendError::Unreachable(_) => "unreachable",
        };
        assert_eq!(kind, expected, "{command:?} {fault:?}: {error}");
        assert!(error.to_string().starts_with("mail server localhost:"), "{error}");
        // What the server says is told, without the number in front.
        let words = match fault {
            Answer(answer) => answer.split_once(' ').filter(|(code, _)| code.len() == 3),
            _ => None,
        };
        assert!(words.is_none_or(|(_, words)| error.to_string().contains(words)), "{error}");
    }
    assert_eq!(server.take().len(), 1, "the one that was taken without a word");
}

#[tokio::test]
async fn an_answer_that_does_not_come_is_not_waited_for_for_ever() {
    let server = MailServer::start(Protection::None, false).await;
    let settings = SmtpSettings { timeout: Duration::from_millis(300), ..server.settings() };
    for (command, expected) in [
        ("", "it did not answer in time; nothing is sent for now"),
        ("MAIL", "it did not answer in time; it is tried again"),
        (".", "it did not say in time whether it took the letter; it is tried again"),
    ] {
        server.fault(command, Fault::Hang);
        let error = mailer(settings.clone()).send(&letter("a@example.org")).await.unwrap_err();
        assert!(error.to_string().ends_with(expected), "{error}");
    }
}

#[tokio::test]
async fn letters_go_out_on_one_connection_while_it_lasts() {
    let server = MailServer::start(Protection::StartTls, true).await;
    let (clock, controller) = clock();
    let mailer = SmtpMailer::try_new(server.settings(), clock).unwrap();
    for _ in 0..3 {
        mailer.send(&letter("a@example.org")).await.unwrap();
    }
    assert_eq!(server.connections(), 1);
    // One that the server has closed meanwhile, and one that is too old to be trusted.
    server.fault("RSET", Fault::Close);
    mailer.send(&letter("a@example.org")).await.unwrap();
    assert_eq!(server.connections(), 2);
    controller.advance(jiff::SignedDuration::from_mins(1));
    mailer.send(&letter("a@example.org")).await.unwrap();
    assert_eq!((server.connections(), server.take().len()), (3, 5));
}

#[tokio::test]
async fn a_letter_in_doubt_goes_out_again_as_the_same() {
    let server = MailServer::start(Protection::None, false).await;
    let mailer = mailer(server.settings());
    server.fault(".", Fault::TakeAndClose);
    let doubt = mailer.send(&letter("a@example.org")).await.unwrap_err();
    assert!(doubt.to_string().contains("it may have the letter or not"), "{doubt}");
    assert!(!doubt.is_final());
    mailer.send(&letter("a@example.org")).await.unwrap();
    let taken = server.take();
    assert_eq!(taken[0], taken[1]);
    assert_eq!(taken[0].header("Message-ID"), "<notice.1234567890123@example.com>");
}

#[tokio::test]
async fn a_server_that_is_gone_is_left_alone_for_a_minute() {
    let server = MailServer::start(Protection::None, false).await;
    let (clock, controller) = clock();
    let mailer = SmtpMailer::try_new(server.settings(), clock).unwrap();
    server.fault("", Fault::Close);
    for _ in 0..3 {
        let gone = mailer.send(&letter("a@example.org")).await;
        assert!(matches!(gone, Err(SendError::Unreachable(_))));
    }
    assert_eq!(server.connections(), 1);
    controller.advance(jiff::SignedDuration::from_mins(1));
    mailer.send(&letter("a@example.org")).await.unwrap();
}

#[tokio::test]
async fn nothing_in_a_letter_becomes_a_header_or_a_command() {
    let server = MailServer::start(Protection::None, false).await;
    let mailer = mailer(server.settings());
    let subject = "a\r\nBcc: b@example.org\r\n\r\n.\r\nRCPT TO:<c@example.org>";
    mailer.send(&letter_about("a@example.org", subject)).await.unwrap();
    let taken = server.take();
    let (head, _) = taken[0].data.split_once("\r\n\r\n").unwrap();
    let names: Vec<&str> =
        head.split("\r\n").filter(|line| !line.starts_with([' ', '\t'])).collect();
    assert!(names.iter().all(|line| !line.starts_with("Bcc") && !line.starts_with("RCPT")));
    assert_eq!(server.heard().matches("RCPT TO").count(), 1);
    for address in ["alice", "a@b@c", "a b@example.org", "<a@example.org>", "a@example.org>"] {
        let sent = mailer.send(&letter(address)).await;
        assert!(matches!(sent, Err(SendError::ForGood(_))), "{address}: {sent:?}");
    }
    assert!(server.take().is_empty());
}
