//! A browser: it holds cookies, fills in forms, and does not follow where it is sent unless it is told to.

use form_urlencoded::Serializer;
use perennial_engine::access::password::Password;
use perennial_testkit::{Holding, Reply, TestApp, User, operator};
use serde_json::json;

pub(crate) const PASSWORD: &str = "correct horse battery";

/// Somebody who reads English and has a password.
pub(crate) async fn add_person(app: &TestApp, name: &str) -> User {
    let user = app.add_user(name, &Holding::guide()).await;
    assert_eq!(user.put("/me", json!({ "language": "en_GB" })).await.status, 200);
    let password = Password::parse(PASSWORD, name).unwrap();
    app.engine.set_password(&operator(user.account), password).await.unwrap();
    user
}

pub(crate) struct Browser<'a> {
    app: &'a TestApp,
    pub(crate) cookie: Option<String>,
    pub(crate) language: &'static str,
    address: &'static str,
}

impl<'a> Browser<'a> {
    pub(crate) fn new(app: &'a TestApp) -> Self {
        Self { app, cookie: None, language: "en", address: "192.0.2.1" }
    }

    pub(crate) fn at(app: &'a TestApp, address: &'static str) -> Self {
        Self { address, ..Self::new(app) }
    }

    /// A browser of somebody who has signed in with a password alone.
    pub(crate) async fn of(app: &'a TestApp, name: &str) -> Self {
        let mut browser = Self::new(app);
        let reply = browser.sign_in(&format!("{name}-ovh"), PASSWORD).await;
        assert_eq!(location(&reply), "/services");
        browser
    }

    pub(crate) async fn sign_in(&mut self, name: &str, password: &str) -> Reply {
        self.post("/auth/sign-in", &[("account", name), ("password", password)], &[]).await
    }

    pub(crate) async fn get(&mut self, url: &str) -> Reply {
        self.send("GET", url, String::new(), &[]).await
    }

    /// Sends fields as they are.
    pub(crate) async fn post(
        &mut self,
        url: &str,
        fields: &[(&str, &str)],
        headers: &[(&str, &str)],
    ) -> Reply {
        let body = Serializer::new(String::new()).extend_pairs(fields).finish();
        self.send("POST", url, body, headers).await
    }

    /// Opens a page, fills in its form and sends it.
    pub(crate) async fn fill(&mut self, url: &str, fields: &[(&str, &str)]) -> Reply {
        let page = self.get(url).await;
        assert_eq!(page.status, 200, "{}", page.shown());
        let once = once(&page);
        let mut all = vec![("once", once.as_str())];
        if !fields.iter().any(|(name, _)| *name == "do") {
            all.push(("do", "send"));
        }
        all.extend(fields);
        self.post(url, &all, &[]).await
    }

    /// Sends JSON.
    pub(crate) async fn json(
        &mut self,
        url: &str,
        body: &serde_json::Value,
        headers: &[(&str, &str)],
    ) -> Reply {
        let headers = [&[("content-type", "application/json")], headers].concat();
        self.send("POST", url, body.to_string(), &headers).await
    }

    pub(crate) async fn send(
        &mut self,
        method: &str,
        url: &str,
        body: String,
        headers: &[(&str, &str)],
    ) -> Reply {
        let target = url.strip_prefix("https://perennial.test").unwrap_or(url);
        let mut call = self.app.request(method, target).from_address(self.address).body(body);
        call = call.header("accept-language", self.language);
        for (name, value) in headers {
            call = call.header(name, value);
        }
        if let Some(cookie) = &self.cookie {
            call = call.header("cookie", cookie);
        }
        let reply = self.app.send(call.build()).await;
        if let Some(set) = reply.header("set-cookie") {
            assert!(
                set.contains("; Path=/; ") && set.contains("; HttpOnly; SameSite=Lax"),
                "{set}"
            );
            self.cookie = set.split(';').next().map(str::to_owned);
        }
        reply
    }
}

/// The token of the form on a page; that of signing out stands before it.
pub(crate) fn once(page: &Reply) -> String {
    let html = html(page);
    let last = html.rsplit("name=\"once\" value=\"").next().unwrap();
    last.split('"').next().unwrap().to_owned()
}

/// A page with the slashes of its addresses as they are.
pub(crate) fn plain(page: &Reply) -> String {
    html(page).replace("&#x2f;", "/")
}

/// The token of the form that goes to an address; the first of them, if there are several.
pub(crate) fn once_for(page: &Reply, action: &str) -> String {
    let html = plain(page);
    let form = html.split(&format!("action=\"{action}\"")).nth(1);
    let form = form.unwrap_or_else(|| panic!("no {action}: {html}"));
    form.split("name=\"once\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

/// A value that a form sends along unseen.
pub(crate) fn hidden(page: &Reply, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    html(page).split(&mark).nth(1).unwrap().split('"').next().unwrap().to_owned()
}

pub(crate) fn html(page: &Reply) -> &str {
    let html = page.body.as_str().unwrap();
    assert!(html.starts_with("<!doctype html>"), "{html}");
    assert!(page.header("content-security-policy").unwrap().starts_with("default-src 'none'"));
    assert_eq!(page.header("cache-control"), Some("no-store"));
    html
}

/// What is to be copied from a page.
pub(crate) fn codes(page: &Reply) -> Vec<String> {
    let parts = html(page).split("<code>").skip(1);
    parts.map(|part| part.split('<').next().unwrap().to_owned()).collect()
}

/// What a page says is wrong.
pub(crate) fn error(page: &Reply) -> String {
    let part = html(page).split("role=\"alert\">").nth(1).unwrap_or("nothing<");
    format!("{} {}", page.status, part.split('<').next().unwrap())
}

pub(crate) fn location(reply: &Reply) -> String {
    assert_eq!(reply.status, 303, "{}", reply.shown());
    reply.header("location").unwrap().to_owned()
}
