//! The pages of whoever has signed in: what they show is what the API answers, and what they do is done once.

use perennial_testkit::{TestApp, User, each_app};
use serde_json::{Value, json};

use super::browser::{Browser, add_person, error, hidden, html, location, once};

const PAGES: [&str; 7] =
    ["/services", "/orders", "/bills", "/means", "/forecast", "/notices", "/programs"];
/// The domain of the guide together with its hosting, for a year.
const BOTH: &str = "/services/12345?period=P1Y&with=67890";

/// What of a page is read: without marks.
fn text(page: &str) -> String {
    let parts = page.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text);
    let text = plain(&parts.collect::<Vec<_>>().join(" "));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text as it was before it was written into a page.
fn plain(escaped: &str) -> String {
    escaped.replace("&#x2f;", "/").replace("&#x27;", "'").replace("&amp;", "&")
}

async fn expiry(user: &User, service: i64) -> Value {
    user.get(&format!("/services/{service}")).await.body["billing"]["expirationDate"].clone()
}

/// Orders the domain with its hosting from its page; the page of the order.
async fn order(browser: &mut Browser<'_>) -> String {
    let page = browser.get(BOTH).await;
    let fields = ["period", "services", "gross"].map(|name| (name, hidden(&page, name)));
    let once = once(&page);
    let mut all = vec![("do", "order"), ("once", once.as_str())];
    all.extend(fields.iter().map(|(name, value)| (*name, value.as_str())));
    location(&browser.post("/services/12345", &all, &[]).await)
}

#[tokio::test]
async fn services_are_renewed_from_their_page_and_paid() {
    each_app(async |app| {
        let alice = add_person(app, "alice").await;
        let mut browser = Browser::of(app, "alice").await;
        let list = text(html(&browser.get("/services").await));
        assert!(list.contains("mypersonaldomain.ovh") && list.contains("vps112233.ovh.net"));
        let page = browser.get(BOTH).await;
        let shown = text(html(&page));
        for part in ["€37.87", "€7.57", "€45.44", "15 January 2028"] {
            assert!(shown.contains(part), "{part}: {shown}");
        }
        let url = order(&mut browser).await;
        let id = url.strip_prefix("/orders/").unwrap();
        assert_eq!(
            alice.get(&format!("/me/order/{id}")).await.body["priceWithTax"]["text"],
            "45.44 €"
        );
        assert!(text(html(&browser.get(&url).await)).contains("Pay €45.44"));
        // The prepaid account of the guide covers it.
        let paid = browser.fill(&url, &[("means", "prepaid"), ("do", "pay")]).await;
        assert_eq!(location(&paid), url, "{}", paid.shown());
        let page = browser.get(&url).await;
        let shown = text(html(&page));
        assert!(shown.contains("paid") && shown.contains("(PDF)"), "{shown}");
        assert!(!shown.contains("Pay with"), "{shown}");
        for service in [12345, 67890] {
            let until = expiry(&alice, service).await.to_string();
            assert!(until.starts_with("\"2028-01-15"), "{until}");
        }
        // Its bill opens without a session, by its own address.
        let page = plain(html(&page));
        let link = page.split("href=\"").find(|part| part.contains("/bill/pdf")).unwrap();
        let link = link.split('"').next().unwrap();
        let pdf = Browser::new(app).get(link).await;
        assert_eq!((pdf.status, pdf.header("content-type")), (200, Some("application/pdf")));
        assert!(text(html(&browser.get("/bills").await)).contains("€45.44"));
        assert!(text(html(&browser.get("/orders").await)).contains("and 1 more"));
    })
    .await;
}

#[tokio::test]
async fn an_order_is_placed_once_and_for_the_price_that_was_shown() {
    each_app(async |app| {
        let alice = add_person(app, "alice").await;
        let mut browser = Browser::of(app, "alice").await;
        let page = browser.get(BOTH).await;
        let (once, services) = (once(&page), hidden(&page, "services"));
        let fields =
            |gross: &'static str| vec![("do", "order"), ("period", "P1Y"), ("gross", gross)];
        let send = async |browser: &mut Browser<'_>, gross, once: &str| {
            let mut all = fields(gross);
            all.extend([("once", once), ("services", services.as_str())]);
            browser.post("/services/12345", &all, &[]).await
        };
        let other = send(&mut browser, "45.43", &once).await;
        assert!(error(&other).starts_with("400 The price is another one"), "{}", other.shown());
        assert_eq!(alice.get("/me/order").await.body, json!([]));
        location(&send(&mut browser, "45.44", &once).await);
        let again = send(&mut browser, "45.44", &once).await;
        assert!(error(&again).starts_with("400 This form was sent already"), "{}", again.shown());
        assert_eq!(alice.get("/me/order").await.body.as_array().unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_payment_that_is_sent_twice_is_charged_once() {
    each_app(async |app| {
        let alice = add_person(app, "alice").await;
        let mut browser = Browser::of(app, "alice").await;
        let url = order(&mut browser).await;
        let nothing = browser.fill(&url, &[("means", "gold"), ("do", "pay")]).await;
        assert!(error(&nothing).starts_with("400 Choose what to pay with"));
        let once = once(&browser.get(&url).await);
        let fields = [("do", "pay"), ("means", "prepaid"), ("once", once.as_str())];
        assert_eq!(location(&browser.post(&url, &fields, &[]).await), url);
        let balance = alice.get("/me/credit/balance/PREPAID_ACCOUNT").await.body;
        let again = browser.post(&url, &fields, &[]).await;
        assert!(error(&again).starts_with("400 This form was sent already"), "{}", again.shown());
        assert_eq!(alice.get("/me/credit/balance/PREPAID_ACCOUNT").await.body, balance);
        // What there is nothing to pay with is told, and nothing happens.
    })
    .await;
}

#[tokio::test]
async fn how_a_service_is_renewed_is_set_on_its_page() {
    each_app(async |app| {
        let alice = add_person(app, "alice").await;
        let mut browser = Browser::of(app, "alice").await;
        let url = "/services/12345";
        let mode = async || alice.get("/service/12345").await.body["renew"]["mode"].clone();
        let forecast =
            async |browser: &mut Browser<'_>| text(html(&browser.get("/forecast").await));
        let by_hand = [("renewal", "manual"), ("do", "renewal")];
        assert_eq!(location(&browser.fill(url, &by_hand).await), url);
        let before = forecast(&mut browser).await;
        assert_eq!(forecast(&mut browser).await, before);
        let set = [("renewal", "automatic"), ("every", "P1Y"), ("do", "renewal")];
        assert_eq!(location(&browser.fill(url, &set).await), url);
        assert_ne!(forecast(&mut browser).await, before, "what was kept in memory is over");
        assert_eq!(mode().await, "automaticV2012");
        let end = [("renewal", "end"), ("every", "P1Y"), ("do", "renewal")];
        assert_eq!(location(&browser.fill(url, &end).await), url);
        assert_eq!(mode().await, "deleteAtExpiration");
        assert!(text(html(&browser.get(url).await)).contains("Ends on 15 January 2027"));
        let never = [("renewal", "automatic"), ("every", "P7M"), ("do", "renewal")];
        let refused = browser.fill(url, &never).await;
        assert!(error(&refused).contains("cannot be renewed for P7M"), "{}", refused.shown());
        let hostile = [("name", "<script>alert(1)</script>"), ("do", "name")];
        assert_eq!(location(&browser.fill(url, &hostile).await), url);
        for page in [url, "/services", "/forecast"] {
            let page = browser.get(page).await;
            assert!(!html(&page).contains("<script>alert"), "{}", page.shown());
        }
        assert!(html(&browser.get(url).await).contains("&lt;script&gt;"));
    })
    .await;
}

#[tokio::test]
async fn nothing_of_somebody_else_is_shown_or_changed() {
    each_app(async |app| {
        let alice = add_person(app, "alice").await;
        let order_of_alice = {
            let mut browser = Browser::of(app, "alice").await;
            order(&mut browser).await
        };
        let mut mallory = stranger(app).await;
        for url in ["/services/12345", &order_of_alice, "/services/0", "/orders/x", "/services/-1"]
        {
            let page = mallory.get(url).await;
            assert_eq!(page.status, 404, "{url}: {}", page.shown());
            assert!(text(html(&page)).contains("or it is not yours"));
            let once = once(&mallory.get("/means").await);
            let reply = mallory.post(url, &[("do", "pay"), ("once", &once)], &[]).await;
            assert!(matches!(reply.status, 400 | 404), "{url}: {}", reply.shown());
        }
        assert_eq!(expiry(&alice, 12345).await.to_string().get(..11), Some("\"2027-01-15"));
    })
    .await;
}

/// A browser of somebody who holds nothing of the guide.
async fn stranger(app: &TestApp) -> Browser<'_> {
    use perennial_engine::access::password::Password;
    let user = app.add_user("mallory", &perennial_testkit::Holding::many_vps(1)).await;
    assert_eq!(user.put("/me", json!({ "language": "en_GB" })).await.status, 200);
    let password = Password::parse(super::browser::PASSWORD, "mallory").unwrap();
    app.engine.set_password(&perennial_testkit::operator(user.account), password).await.unwrap();
    Browser::of(app, "mallory").await
}

#[tokio::test]
async fn every_page_is_there_in_every_language_and_wants_a_session() {
    each_app(async |app| {
        let alice = add_person(app, "alice").await;
        let mut browser = Browser::of(app, "alice").await;
        let url = order(&mut browser).await;
        for (language, services) in
            [("en_GB", "Services"), ("fi_FI", "Palvelut"), ("fr_FR", "Services")]
        {
            assert_eq!(alice.put("/me", json!({ "language": language })).await.status, 200);
            for page in PAGES.iter().chain(&["/services/12345", url.as_str()]) {
                let reply = browser.get(page).await;
                assert_eq!(reply.status, 200, "{page}: {}", reply.shown());
                assert!(
                    html(&reply).contains(&format!("lang=\"{}\"", language.split_at(2).0)),
                    "{page}"
                );
                assert!(text(html(&reply)).contains(services), "{page}");
                let policy = reply.header("content-security-policy").unwrap();
                assert!(!policy.contains("unsafe") && policy.contains("script-src 'self'"));
            }
        }
        for page in PAGES {
            let door = location(&Browser::new(app).get(page).await);
            assert!(door.starts_with("/auth/sign-in?next="), "{page}: {door}");
        }
    })
    .await;
}

#[tokio::test]
async fn forms_of_the_pages_are_good_for_one_session_and_one_state() {
    each_app(async |app| {
        let alice = add_person(app, "alice").await;
        add_person(app, "bob").await;
        let mut browser = Browser::of(app, "alice").await;
        let mut bob = Browser::of(app, "bob").await;
        let before = alice.get("/me/payment/method").await.body;
        for url in ["/services/12345", "/bills", "/means", "/programs"] {
            let fields = |once| {
                vec![
                    ("once", once),
                    ("do", "remove"),
                    ("method", "1"),
                    ("kind", "paypal"),
                    ("id", "1"),
                ]
            };
            let of_bob = once(&bob.get(url).await);
            for forged in [of_bob.as_str(), "", "aaaa"] {
                let reply = browser.post(url, &fields(forged), &[]).await;
                assert!(error(&reply).starts_with("400 This form was sent already"), "{url}");
            }
            let own = once(&browser.get(url).await);
            for (header, value) in
                [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")]
            {
                let reply = browser.post(url, &fields(&own), &[(header, value)]).await;
                assert_eq!(reply.status, 403, "{url}: {}", reply.shown());
            }
        }
        assert_eq!(alice.get("/me/payment/method").await.body, before);
    })
    .await;
}

#[tokio::test]
async fn payment_methods_and_programs_are_taken_away_on_their_pages() {
    each_app(async |app| {
        let alice = add_person(app, "alice").await;
        let mut browser = Browser::of(app, "alice").await;
        let methods = async || alice.get("/me/payment/method").await.body;
        let first = methods().await[0].to_string();
        let gone = [("method", first.as_str()), ("do", "remove")];
        let reply = browser.fill("/means", &gone).await;
        assert!(error(&reply).contains("is the default: make another one the default"));
        // A new one is confirmed at the gateway's page, which leads back.
        let page = location(&browser.fill("/means", &[("kind", "paypal"), ("do", "")]).await);
        assert!(page.starts_with("/payment/method/register?"), "{page}");
        assert_eq!(browser.get(&page).await.status, 200);
        let new = page.split(['=', '&']).nth(1).unwrap();
        assert!(methods().await.to_string().contains(new));
        let gone = [("method", new), ("do", "remove")];
        assert_eq!(location(&browser.fill("/means", &gone).await), "/means");
        let status = alice.get(&format!("/me/payment/method/{new}")).await.body["status"].clone();
        assert_eq!(status, "CANCELED");
        let wrong = browser.fill("/means", &[("method", "7"), ("do", "default")]).await;
        assert!(error(&wrong).starts_with("400 "), "{}", wrong.shown());
        let credential = alice.get("/me/api/credential").await.body[0].to_string();
        let end = [("id", credential.as_str()), ("do", "credential")];
        assert_eq!(location(&browser.fill("/programs", &end).await), "/programs");
        assert_eq!(alice.get("/me").await.status, 403, "its key is over");
    })
    .await;
}

#[tokio::test]
async fn the_calendar_is_read_by_its_address_until_the_password_is_another_one() {
    each_app(async |app| {
        add_person(app, "alice").await;
        let mut browser = Browser::of(app, "alice").await;
        let page = browser.get("/forecast").await;
        let page = plain(html(&page));
        let address = page.split("value=\"").find(|part| part.contains(".ics")).unwrap();
        let address = address.split('"').next().unwrap().to_owned();
        let mut reader = Browser::new(app);
        let feed = reader.get(&address).await;
        assert_eq!(feed.header("content-type"), Some("text/calendar; charset=utf-8"));
        let lines = feed.body.as_str().unwrap();
        assert!(lines.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"), "{lines}");
        assert!(lines.contains("DTSTART;VALUE=DATE:20270115\r\nDTEND;VALUE=DATE:20270116\r\n"));
        assert!(lines.contains("UID:expiry-12345@"), "{lines}");
        assert!(lines.lines().all(|line| line.len() <= 75), "{lines}");
        for wrong in
            [address.replace("-", "-a"), address.replace(".ics", ""), "/calendar/x".to_owned()]
        {
            assert_eq!(reader.get(&wrong).await.status, 404, "{wrong}");
        }
        let new = "another horse battery";
        let fields = [("present", super::browser::PASSWORD), ("new", new), ("again", new)];
        assert_eq!(browser.fill("/auth/password", &fields).await.status, 200);
        assert_eq!(reader.get(&address).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn services_are_found_by_what_is_looked_for() {
    each_app(async |app| {
        add_person(app, "alice").await;
        let mut browser = Browser::of(app, "alice").await;
        let found = async |browser: &mut Browser<'_>, query: &str| {
            let page = browser.get(&format!("/services?{query}")).await;
            let html = html(&page).to_owned();
            html.matches("<th scope=\"row\">").count()
        };
        let all = found(&mut browser, "").await;
        assert!(all >= 3);
        for (query, count) in [
            ("search=VPS112233.ovh", 1),
            ("product=domain", 1),
            ("search=no+such", 0),
            ("due=over", 0),
            ("page=9", 0),
            ("page=x&due=never&product=&search=", all),
            ("search=%3Cscript%3E", 0),
        ] {
            assert_eq!(found(&mut browser, query).await, count, "{query}");
        }
    })
    .await;
}

#[tokio::test]
async fn stylesheets_and_scripts_are_kept_by_browsers_and_compressed() {
    let app = TestApp::new().await;
    add_person(&app, "bob").await;
    let mut browser = Browser::of(&app, "bob").await;
    let page = browser.get("/services").await;
    let page = plain(html(&page));
    let assets: Vec<&str> = page.split('"').filter(|part| part.starts_with("/assets/")).collect();
    assert_eq!(assets.len(), 3, "{assets:?}");
    for asset in assets {
        let call = app.request("GET", asset).header("accept-encoding", "gzip, br");
        let reply = app.send(call.build()).await;
        assert_eq!(reply.status, 200, "{asset}");
        assert_eq!(reply.header("content-encoding"), Some("gzip"), "{asset}");
        assert!(reply.header("cache-control").unwrap().contains("immutable"), "{asset}");
        assert_eq!(
            app.send(app.request("GET", asset).build()).await.header("content-encoding"),
            None
        );
    }
    for unknown in ["/assets/", "/assets/site.css", "/assets/../Cargo.toml", "/assets/%2e%2e/x"] {
        assert_eq!(app.send(app.request("GET", unknown).build()).await.status, 404, "{unknown}");
    }
}
