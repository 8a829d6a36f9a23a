//! Bad input: each is refused with an error that says what is wrong, what is allowed and what to do, and changes nothing.

mod body;
mod credential;
mod pay;
mod query;
mod renew;
mod retraction;

use perennial_testkit::{Call, TestApp};

/// What a call that must not write anything is told: one line of status and message, and the details if there are any.
async fn told(app: &TestApp, call: Call) -> String {
    let reply = app.unchanged(async || call.send().await).await;
    let (status, message) = reply.error();
    let class = reply.body["class"].as_str().unwrap();
    match reply.body.get("details") {
        Some(details) => format!("{status} {class} {details}\n    {message}"),
        None => format!("{status} {class}\n    {message}"),
    }
}

/// What each of several calls is told, under a heading of its own.
async fn all_told(app: &TestApp, calls: impl IntoIterator<Item = (&str, Call)>) -> String {
    let mut text = String::new();
    for (heading, call) in calls {
        text += &format!("{heading}\n  {}\n", told(app, call).await);
    }
    text
}
