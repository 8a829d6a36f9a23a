//! A server on the network, and a customer who runs the program in a folder of their own.

use std::fs;
use std::future::{pending, ready};
use std::io;
use std::path::PathBuf;
use std::process::{Output, Stdio};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use futures_util::stream;
use perennial_server::{Listener, ServerSettings};
use perennial_testkit::{Credentials, Holding, TestApp, User, each_app};
use tempfile::TempDir;
use tokio::process::Command;
use tokio::task::JoinHandle;

/// A server, and somebody who holds something there.
pub(crate) struct Shop<'a> {
    pub(crate) app: &'a TestApp,
    pub(crate) alice: User,
    /// The endpoint.
    pub(crate) url: String,
    folder: TempDir,
    serving: JoinHandle<()>,
}

impl Drop for Shop<'_> {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// Variables of the environment.
pub(crate) type Variables = [(&'static str, String); 4];

/// Runs a test with a server on each database. At the end, every invariant is audited.
pub(crate) async fn each_shop(holding: &Holding, test: impl AsyncFn(&Shop<'_>)) {
    each_app(async |app| test(&Shop::open(app, holding, |router| router).await).await).await;
}

/// The same with the guide's customer, who lists, orders and pays.
pub(crate) async fn each_guide(test: impl AsyncFn(&Shop<'_>)) {
    each_shop(&Holding::guide(), test).await;
}

/// A layer that carries out each call that `is_lost` says, and then breaks off instead of answering.
pub(crate) fn losing(
    is_lost: impl Fn(&str) -> bool + Clone + Send + Sync + 'static,
) -> impl Fn(Router) -> Router {
    let lose = move |request: Request, next: Next| {
        let is_lost = is_lost(&format!("{} {}", request.method(), request.uri().path()));
        async move {
            let answer = next.run(request).await;
            if !is_lost {
                return answer;
            }
            let broken =
                stream::once(ready(Err::<Vec<u8>, _>(io::Error::other("told to break off"))));
            Response::new(Body::from_stream(broken))
        }
    };
    move |router| router.layer(from_fn(lose.clone()))
}

impl<'a> Shop<'a> {
    /// Opens a server; `wrap` stands between it and the network.
    pub(crate) async fn open(
        app: &'a TestApp,
        holding: &Holding,
        wrap: impl FnOnce(Router) -> Router,
    ) -> Self {
        Self::serving(app, app.add_user("alice", holding).await, wrap).await
    }

    /// Another server for the same customer, which answers every call.
    pub(crate) async fn again(&self) -> Self {
        Self::serving(self.app, self.alice.clone(), |router| router).await
    }

    async fn serving(app: &'a TestApp, alice: User, wrap: impl FnOnce(Router) -> Router) -> Self {
        let listener = Listener::bind("127.0.0.1:0", None).await.unwrap();
        let url = format!("{}/1.0", listener.local_url());
        // Links in answers are those that the test's own program gets.
        let settings = ServerSettings::new("https://perennial.test");
        let router = wrap(perennial_server::router(Arc::clone(&app.engine), settings));
        let serving = tokio::spawn(listener.serve(router, pending()));
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("home/work")).unwrap();
        Self { app, alice, url, folder, serving }
    }

    /// The home of whoever runs the program.
    pub(crate) fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// Where the program runs.
    pub(crate) fn work(&self) -> PathBuf {
        self.home().join("work")
    }

    /// The variables with keys that may make these calls only.
    pub(crate) async fn with_rules(&self, rules: &[(&str, &str)]) -> Variables {
        let user = User::with_rules(self.app, self.alice.account, rules).await;
        self.variables(&user.credentials)
    }

    fn variables(&self, keys: &Credentials) -> Variables {
        let Credentials { application_key, application_secret, consumer_key } = keys.clone();
        [
            ("OVH_ENDPOINT", self.url.clone()),
            ("OVH_APPLICATION_KEY", application_key),
            ("OVH_APPLICATION_SECRET", application_secret),
            ("OVH_CONSUMER_KEY", consumer_key),
        ]
    }

    /// The program with these arguments, with the keys in variables and no other variables.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.bare_command(arguments);
        command.envs(self.variables(&self.alice.credentials));
        command
    }

    /// The program with these arguments, without keys.
    pub(crate) fn bare_command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_perennial"));
        command.args(arguments).env_clear().env("HOME", self.home()).current_dir(self.work());
        command.stdin(Stdio::null()).kill_on_drop(true);
        command
    }

    /// What the program says, on both ways, and its exit code. The address of the server is left out.
    pub(crate) async fn run(&self, arguments: &[&str]) -> String {
        self.told(&mut self.command(arguments)).await
    }

    /// The same of a command that was prepared.
    pub(crate) async fn told(&self, command: &mut Command) -> String {
        let Output { status, stdout, stderr } = command.output().await.unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let code = match status.code() {
            Some(0) => String::new(),
            code => format!("exit code {}\n", code.unwrap()),
        };
        let told = format!("{}{}{code}", text(stdout), text(stderr));
        let server = self.url.trim_end_matches("/1.0");
        told.replace(server, "http://server").replace(self.home().to_str().unwrap(), "~")
    }

    /// The answer of the program for programs: one line.
    pub(crate) async fn json(&self, arguments: &[&str]) -> serde_json::Value {
        let output = self.command(arguments).args(["--output", "json"]).output().await.unwrap();
        assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(text.lines().count(), 1, "{text}");
        serde_json::from_str(&text).unwrap()
    }

    /// The days on which services expire, as the server says.
    pub(crate) async fn expiries(&self, services: &[i64]) -> Vec<String> {
        let mut expiries = Vec::new();
        for id in services {
            let service = self.alice.get(&format!("/service/{id}")).await.ok();
            expiries.push(service["expirationDate"].as_str().unwrap().to_owned());
        }
        expiries
    }

    /// The ids of the orders, as the server says.
    pub(crate) async fn orders(&self) -> Vec<i64> {
        serde_json::from_value(self.alice.get("/me/order").await.ok()).unwrap()
    }
}
