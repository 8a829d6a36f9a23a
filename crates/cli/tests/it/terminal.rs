//! A terminal, for a program that asks or shows something there.

use std::fs::File;
use std::io::{Read, Write};
use std::process::Stdio;

use rustix::fs::{Mode, OFlags, open};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use tokio::process::Command;

/// A terminal: the side of whoever sits at it, and the side of the program.
pub(crate) fn terminal() -> (File, File) {
    let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&ours).unwrap();
    unlockpt(&ours).unwrap();
    let name = ptsname(&ours, Vec::new()).unwrap();
    let theirs = open(name.as_c_str(), OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).unwrap();
    (ours.into(), theirs.into())
}

/// Gives a program a terminal at which somebody has typed a line already. The terminal lasts as long as what is answered.
pub(crate) fn with_answer(command: &mut Command, answer: &str) -> File {
    let (mut ours, theirs) = terminal();
    // The terminal keeps what is written before it is read.
    writeln!(ours, "{answer}").unwrap();
    command.stdin(Stdio::from(theirs));
    ours
}

/// What a program shows on standard error, if that is a terminal.
pub(crate) async fn shown_on_stderr(mut command: Command) -> String {
    let (ours, theirs) = terminal();
    command.stderr(Stdio::from(theirs));
    shown(command, ours).await
}

/// What a program shows on the terminal that it was given, up to its end.
pub(crate) async fn shown(mut command: Command, mut ours: File) -> String {
    let mut child = command.spawn().unwrap();
    drop(command); // and with it our copy of the program's side
    let reader = tokio::task::spawn_blocking(move || {
        let mut text = Vec::new();
        // When the program has ended, a terminal ends with an error instead of an end.
        let _ = ours.read_to_end(&mut text);
        String::from_utf8(text).unwrap()
    });
    assert!(child.wait().await.unwrap().success());
    reader.await.unwrap()
}
