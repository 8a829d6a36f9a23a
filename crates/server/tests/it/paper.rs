//! Orders and bills to read, without signing in: for who has the password, and for nobody else.

use perennial_testkit::{Holding, Reply, TestApp, User, each_app};
use serde_json::{Value, json};

/// Asks for an address as a browser does, from somewhere.
async fn browse(app: &TestApp, url: &str, from: &str) -> Reply {
    let target = url.strip_prefix("https://perennial.test").unwrap_or(url);
    let call = app.request("GET", target).from_address(from);
    app.send(call.header("accept-language", "fr-FR,fr;q=0.9,en;q=0.8").build()).await
}

async fn read(app: &TestApp, url: &Value) -> Reply {
    browse(app, url.as_str().unwrap(), "192.0.2.1").await
}

/// The guide's order, placed.
async fn place(user: &User) -> Value {
    let body = json!({"duration": "P1Y", "services": [67890, 12345]});
    user.post("/service/12345/renew", body).await.ok()
}

/// An order of the guide's, paid, and its bill.
async fn billed(user: &User) -> (Value, Value) {
    let order = place(user).await;
    let id = &order["orderId"];
    let body = json!({"paymentMean": "paypal", "paymentMeanId": 1234});
    let paid = user.post(&format!("/me/order/{id}/payWithRegisteredPaymentMean"), body).await;
    assert_eq!(paid.ok(), json!(null));
    let bill = user.get(&format!("/me/order/{id}/associatedObject")).await.ok();
    let bill = bill["id"].as_str().unwrap();
    (order.clone(), user.get(&format!("/me/bill/{bill}")).await.ok())
}

fn html(reply: &Reply) -> &str {
    assert_eq!(reply.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(reply.header("referrer-policy"), Some("no-referrer"));
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    let policy = reply.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    reply.body.as_str().unwrap()
}

#[tokio::test]
async fn orders_and_bills_are_read_where_the_api_says() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let (order, bill) = billed(&alice).await;
        let id = perennial_testkit::order_id(order["orderId"].as_i64().unwrap());
        app.customer_of(alice.account).refund(id, &[], None).await.unwrap();
        let refund = alice.get("/me/refund/CN-FR00000001").await.ok();
        let papers = [(&order, "7091314438"), (&bill, "FR00000001"), (&refund, "CN-FR00000001")];
        for (paper, number) in papers {
            let page = read(app, &paper["url"]).await;
            assert_eq!(page.status, 200, "{}", page.body);
            let text = html(&page);
            assert!(text.contains(number) && text.contains("45,44"), "{text}");
            assert!(text.contains("mypersonaldomain.ovh"), "{text}");
            // The page leads to the PDF, as its address beside this one.
            let link = text.split("<a href=\"").nth(1).unwrap().split('"').next().unwrap();
            let pdf_url = paper["pdfUrl"].as_str().unwrap();
            assert!(pdf_url.ends_with(&link.replace("&amp;", "&")), "{link} {pdf_url}");
            let pdf = read(app, &paper["pdfUrl"]).await;
            assert_eq!(pdf.status, 200, "{}", pdf.body);
            assert_eq!(pdf.header("content-type"), Some("application/pdf"));
            let name = format!("inline; filename=\"{number}.pdf\"");
            assert_eq!(pdf.header("content-disposition"), Some(name.as_str()));
            assert!(pdf.bytes.starts_with(b"%PDF-1.7"));
            assert_eq!(read(app, &paper["pdfUrl"]).await.bytes, pdf.bytes);
        }
    })
    .await;
}

#[tokio::test]
async fn an_order_says_how_far_it_has_come() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let order = place(&alice).await;
        let due = read(app, &order["url"]).await;
        assert!(html(&due).contains("class=\"status due\""), "{}", due.body);
        app.advance(jiff::SignedDuration::from_hours(25));
        app.engine.reconcile().await;
        let cancelled = read(app, &order["url"]).await;
        assert!(html(&cancelled).contains("class=\"status cancelled\""), "{}", cancelled.body);
    })
    .await;
}

#[tokio::test]
async fn what_is_not_opened_is_answered_as_what_is_not_there() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let bob = app.add_user("bob", &Holding::guide()).await;
        let ((order, bill), (_, others)) = (billed(&alice).await, billed(&bob).await);
        let (id, number) = (&order["orderId"], bill["billId"].as_str().unwrap());
        let (password, other) =
            (order["password"].as_str().unwrap(), others["password"].as_str().unwrap());
        let wrong = password.replacen(|_| true, "0", 1);
        let upper = password.to_uppercase();
        let mut pages = Vec::new();
        for place in ["display", "pdf"] {
            for query in [
                // A wrong password, none, and that of another account.
                format!("/order/{place}?orderId={id}&orderPassword={wrong}"),
                format!("/order/{place}?orderId={id}&orderPassword={upper}"),
                format!("/order/{place}?orderId={id}&orderPassword="),
                format!("/order/{place}?orderId={id}"),
                format!("/order/{place}?orderId={id}&orderPassword={other}"),
                format!("/bill/{place}?reference={number}&passwd={wrong}"),
                format!("/bill/{place}?reference={number}&passwd={other}"),
                // Nothing there: an id of nothing, of no kind, or of the other kind.
                format!("/order/{place}?orderId=1&orderPassword={password}"),
                format!("/order/{place}?orderId=x&orderPassword={password}"),
                format!("/order/{place}?orderId={number}&orderPassword={password}"),
                format!("/bill/{place}?reference=FR00000099&passwd={password}"),
                format!("/bill/{place}?reference={id}&passwd={password}"),
                format!("/bill/{place}?orderId={id}&orderPassword={password}"),
                format!("/order/{place}"),
            ] {
                let reply = browse(app, &query, "192.0.2.7").await;
                assert_eq!(reply.status, 404, "{query}");
                pages.push(html(&reply).to_owned());
            }
        }
        pages.dedup();
        assert_eq!(pages.len(), 1, "one answer for all");
        assert!(pages[0].contains("<html lang=\"fr\">"), "in the language of the browser");
        assert_eq!(read(app, &order["url"]).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn who_guesses_has_to_wait_and_nobody_else() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let order = place(&alice).await;
        let guess = format!("/order/pdf?orderId={}&orderPassword=guess", order["orderId"]);
        for _ in 0..10 {
            assert_eq!(browse(app, &guess, "192.0.2.9").await.status, 404);
        }
        let url = order["url"].as_str().unwrap();
        for url in [&guess, url] {
            let refused = browse(app, url, "192.0.2.9").await;
            assert_eq!((refused.status, refused.header("retry-after")), (429, Some("60")));
            assert!(html(&refused).contains("Trop de tentatives"), "{}", refused.body);
        }
        assert_eq!(browse(app, url, "192.0.2.10").await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn papers_are_read_and_nothing_else() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let order = place(&alice).await;
        let target = order["url"].as_str().unwrap().strip_prefix("https://perennial.test").unwrap();
        let post = app.send(app.request("POST", target).build()).await;
        assert_eq!(post.status, 405);
        let head = app.send(app.request("HEAD", target).build()).await;
        assert_eq!((head.status, head.bytes.len()), (200, 0));
        let read = async || assert_eq!(browse(app, target, "192.0.2.1").await.status, 200);
        app.unchanged(read).await;
        // The password is for papers: it opens nothing of the API.
        let (id, password) = (&order["orderId"], order["password"].as_str().unwrap());
        let api = format!("/1.0/me/order/{id}?orderPassword={password}");
        assert_eq!(app.send(app.request("GET", &api).build()).await.status, 401);
    })
    .await;
}

/// A seller of whom everything is known that an e-invoice names.
fn known(settings: &mut perennial_engine::Settings) {
    let name = |text: &str| perennial_core::text::Name::parse(text).unwrap();
    settings.seller.identity = perennial_core::seller::Seller {
        city: Some(name("Helsinki")),
        country: perennial_core::account::CountryCode::parse("FI").ok(),
        vat: Some(name("FI12345671")),
        ..perennial_core::seller::Seller::named(name("Hosting Oy"))
    };
    settings.seller.iban = Some("FI2112345600000785".to_owned());
}

/// The address of a paper in another form.
fn form(paper: &Value, form: &str) -> String {
    paper["pdfUrl"].as_str().unwrap().replacen("/pdf?", &format!("/{form}?"), 1)
}

const FORMS: [(&str, &str); 3] = [
    ("ubl", "<cbc:TaxInclusiveAmount currencyID=\"EUR\">45.44<"),
    ("facturx", "<ram:GrandTotalAmount>45.44<"),
    ("finvoice", "45,44</InvoiceTotalVatIncludedAmount>"),
];

#[tokio::test]
async fn bills_and_credit_notes_are_e_invoices_too() {
    perennial_testkit::each_app_with(known, async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let (order, bill) = billed(&alice).await;
        let id = perennial_testkit::order_id(order["orderId"].as_i64().unwrap());
        app.customer_of(alice.account).refund(id, &[], None).await.unwrap();
        let refund = alice.get("/me/refund/CN-FR00000001").await.ok();
        for (paper, number) in [(&bill, "FR00000001"), (&refund, "CN-FR00000001")] {
            let page = read(app, &paper["url"]).await;
            for (form, mark) in FORMS {
                let url = self::form(paper, form);
                let xml = browse(app, &url, "192.0.2.1").await;
                assert_eq!(xml.status, 200, "{}", xml.body);
                assert_eq!(xml.header("content-type"), Some("application/xml; charset=utf-8"));
                let name = format!("attachment; filename=\"{number}-{form}.xml\"");
                assert_eq!(xml.header("content-disposition"), Some(name.as_str()));
                let text = String::from_utf8(xml.bytes.clone()).unwrap();
                assert!(text.contains(mark) && text.contains(number), "{text}");
                assert!(html(&page).contains(&format!("<a href=\"{form}?")), "{}", page.body);
                let wrong = url.replace("passwd=", "passwd=x");
                assert_eq!(browse(app, &wrong, "192.0.2.1").await.status, 404);
            }
        }
        let order = form(&order, "ubl");
        assert_eq!(browse(app, &order, "192.0.2.1").await.status, 404, "an order is no invoice");
    })
    .await;
}

#[tokio::test]
async fn a_bill_that_is_no_e_invoice_says_so_and_is_a_paper_all_the_same() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let (_, bill) = billed(&alice).await;
        assert_eq!(read(app, &bill["pdfUrl"]).await.status, 200);
        let page = read(app, &bill["url"]).await;
        for (form, _) in FORMS {
            let refused = browse(app, &self::form(&bill, form), "192.0.2.1").await;
            assert_eq!(refused.status, 404);
            assert!(html(&refused).contains("facture électronique"), "{}", refused.body);
            assert!(!html(&page).contains(&format!("<a href=\"{form}?")), "{}", page.body);
        }
    })
    .await;
}
