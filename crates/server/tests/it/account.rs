//! `PUT /me`: who the customer is, and what comes of changing that.

use expect_test::expect;
use jiff::SignedDuration;
use perennial_core::OrderId;
use perennial_core::tax::AccountTax;
use perennial_testkit::{Holding, TestApp, User, account, each_app};
use serde_json::{Value, json};

use crate::support::{brief, import, refusal};

async fn me(user: &User) -> Value {
    user.get("/me").await.ok()
}

/// Alice in Roubaix, billed by the rules.
async fn alice(app: &TestApp) -> User {
    let mut alice = account("alice", &Holding::guide());
    alice.new.as_mut().unwrap().tax = AccountTax::ByRules;
    import(app, alice).await
}

#[tokio::test]
async fn what_is_said_is_changed_and_the_rest_stays() {
    each_app(async |app| {
        let alice = alice(app).await;
        let before = me(&alice).await;
        let body = json!({
            "city": " Lille ",
            "phone": "+33 3 20 00 00 00",
            "firstname": "",
            "name": null,
            "sex": "female",
            "birthDay": "1980-02-29",
            "phoneCountry": "FR",
            "phoneType": "mobile",
            "spareEmail": "alice@other.example",
            "email": "somebody@else.example",
            "nichandle": "bob-ovh",
            "currency": {"code": "USD"},
            "state": "incomplete",
        });
        assert_eq!(alice.put("/me", body).await.ok(), json!(null));
        let mut expected = before.clone();
        for (field, value) in [
            ("city", json!("Lille")),
            ("phone", json!("+33 3 20 00 00 00")),
            ("firstname", json!(null)),
            ("sex", json!("female")),
            ("birthDay", json!("1980-02-29")),
            ("phoneCountry", json!("FR")),
            ("phoneType", json!("mobile")),
            ("spareEmail", json!("alice@other.example")),
        ] {
            expected[field] = value;
        }
        assert_eq!(me(&alice).await, expected);
        let journal = app.journal(alice.account).await;
        let last = journal.last().unwrap();
        assert!(last.starts_with("account.change"), "{last}");
        assert!(
            last.contains(
                "birthDay, city, firstname, phone, phoneCountry, phoneType, sex, spareEmail"
            ),
            "{last}"
        );
        assert!(!last.contains("Lille") && !last.contains("1980"), "{last}");
        // Whatever is read can be written; it changes nothing.
        for body in [expected.clone(), json!({}), json!({"sex": null, "city": "Lille"})] {
            assert_eq!(
                app.unchanged(async || alice.put("/me", body).await).await.ok(),
                json!(null)
            );
        }
        assert_eq!(alice.put("/me", json!({"sex": "", "birthDay": ""})).await.ok(), json!(null));
        assert_eq!(brief(&me(&alice).await, &["sex", "birthDay"]), "sex=null birthDay=null");
        let other = app.restarted().await;
        assert_eq!(me(&alice.at(&other)).await["city"], "Lille");
    })
    .await;
}

#[tokio::test]
async fn what_a_field_cannot_hold_is_refused() {
    each_app(async |app| {
        let alice = alice(app).await;
        let mut refusals = String::new();
        for body in [
            json!({"country": "ZZ"}),
            json!({"country": ""}),
            json!({"language": "fi"}),
            json!({"legalform": "person"}),
            json!({"sex": "unknown"}),
            json!({"phone": "call me"}),
            json!({"zip": "<59100>"}),
            json!({"spareEmail": "alice"}),
            json!({"italianSDI": "123"}),
            json!({"vat": "DE123456789"}),
            json!({"country": "FI", "vat": "FI1234"}),
            json!({"city": "x".repeat(256)}),
            json!({"city": "a\u{0}b"}),
            json!({"city": 7}),
            json!({"town": "Lille"}),
        ] {
            let reply = app.unchanged(async || alice.put("/me", body).await).await;
            assert!(!reply.body["details"]["parameter"].is_null(), "{}", reply.shown());
            let mut line = refusal(&reply);
            line.truncate(line.char_indices().nth(150).map_or(line.len(), |(place, _)| place));
            refusals += &format!("{line}\n");
        }
        expect![[r#"
            400 country: `ZZ` is unknown; it can be AC, AD, AE, AF, AG, AI, AL, AM, AO, AQ, AR, AS, AT, AU, AW, AX, AZ, BA, BB, BD, BE, BF, BG, BH, BI, BJ, BL, BM
            400 country: every account has one; give another one to change it
            400 language: `fi` is unknown; it can be cs_CZ, de_DE, en_AU, en_CA, en_GB, en_IE, en_US, es_ES, fi_FI, fr_CA, fr_FR, fr_MA, fr_SN, fr_TN, it_IT, lt_L
            400 legalform: `person` is unknown; it can be administration, association, corporation, individual, other, personalcorporation
            400 sex: `unknown` is unknown; it can be female, male
            400 phone: `call me` is not a telephone number; write at least 3 digits, with a + before them and spaces, points, dashes, slashes or brackets between 
            400 zip: `<59100>` is not a postal code; write letters, digits, spaces and dashes, 32 characters at most
            400 spareEmail: `alice` is not an e-mail address; write one such as alice@example.com
            400 italianSDI: `123` is not a code of the Italian exchange; write 6 or 7 letters and digits
            400 vat: `DE123456789` is not a VAT number of FR; there it is FRXX999999999, where 9 is a digit, A a letter and X either. Change number and country to
            400 vat: `FI1234` is not a VAT number of FI; there it is FI99999999, where 9 is a digit, A a letter and X either. Change number and country together, 
            400 city: the text has 256 bytes; at most 255 are allowed
            400 city: the text has a control character (U+0000)
            400 city: invalid type: integer `7`, expected a string (at line 1 column 9)
            400 town: unknown field `town`, expected one of `address`, `area`, `birthCity`, `birthDay`, `city`, `companyNationalIdentificationNumber`, `complement
        "#]]
        .assert_eq(&refusals);
    })
    .await;
}

/// Orders the domain for a year: the tax of that, and the order.
async fn tax(alice: &User) -> (f64, OrderId) {
    let body = json!({"duration": "P1Y", "services": []});
    let order = alice.post("/service/12345/renew", body).await.ok();
    let id = OrderId::try_new(order["orderId"].as_i64().unwrap()).unwrap();
    let read = alice.get(&format!("/me/order/{id}")).await.ok();
    (read["tax"]["value"].as_f64().unwrap(), id)
}

async fn pay(alice: &User, order: OrderId) {
    let body = json!({"paymentMethod": {"id": 5001}});
    assert_eq!(alice.post(&format!("/me/order/{order}/pay"), body).await.ok(), json!(null));
}

#[tokio::test]
async fn later_orders_have_the_tax_of_the_new_country_and_earlier_ones_keep_theirs() {
    each_app(async |app| {
        let alice = alice(app).await;
        let (french, placed_before) = tax(&alice).await;
        assert!((french - 0.40).abs() < 1e-9, "1.99 at 20 %: {french}");
        // A move within the Union, then a business there, then one outside.
        assert_eq!(alice.put("/me", json!({"country": "FI"})).await.ok(), json!(null));
        let (finnish, as_consumer) = tax(&alice).await;
        assert!((finnish - 0.51).abs() < 1e-9, "1.99 at 25.5 %: {finnish}");
        assert_ne!(as_consumer, placed_before);
        assert_eq!(alice.put("/me", json!({"vat": "FI12345678"})).await.ok(), json!(null));
        let (reversed, as_business) = tax(&alice).await;
        assert!(reversed.abs() < 1e-9, "{reversed}");
        let move_out = json!({"country": "US", "vat": "12-3456789"});
        assert_eq!(alice.put("/me", move_out).await.ok(), json!(null));
        // What was placed before is paid as it was placed; the bill names who buys now.
        pay(&alice, placed_before).await;
        let store = app.engine.store();
        let bill = async |id| store.bill_of_order(alice.account, id).await.unwrap().unwrap();
        let first = bill(placed_before).await;
        assert_eq!(first.buyer.country.to_string(), "US");
        let read = alice.get(&format!("/me/order/{placed_before}")).await.ok();
        assert!((read["tax"]["value"].as_f64().unwrap() - 0.40).abs() < 1e-9, "{read}");
        // The same period is not sold again, whatever the tax.
        let body = json!({"paymentMethod": {"id": 5001}});
        let again = alice.post(&format!("/me/order/{as_business}/pay"), body).await;
        assert_eq!(again.status, 409, "{}", again.shown());
        // What stands on a bill stays.
        let back = json!({"country": "FR", "vat": "", "city": "Lille", "name": "Durand"});
        assert_eq!(alice.put("/me", back).await.ok(), json!(null));
        assert_eq!(bill(placed_before).await, first);
        let (_, next) = tax(&alice).await;
        pay(&alice, next).await;
        let buyer = bill(next).await.buyer;
        let named = (buyer.country.to_string(), buyer.vat, buyer.last_name.unwrap().to_string());
        assert_eq!(named, ("FR".to_owned(), None, "Durand".to_owned()));
    })
    .await;
}

#[tokio::test]
async fn letters_are_in_the_language_of_the_account() {
    each_app(async |app| {
        let alice = alice(app).await;
        let subject = async |language: &str| {
            app.advance(SignedDuration::from_secs(1));
            assert_eq!(alice.put("/me", json!({"language": language})).await.ok(), json!(null));
            let path = "/1.0/vps/vps112233.ovh.net/terminate";
            assert_eq!(alice.request("POST", path).send().await.status, 200);
            let ids = alice.get("/me/notification/email/history").await.ok();
            let last = ids.as_array().unwrap().last().unwrap().clone();
            let letter = alice.get(&format!("/me/notification/email/history/{last}")).await.ok();
            letter["subject"].as_str().unwrap().to_owned()
        };
        let subjects = [subject("fi_FI").await, subject("en_GB").await, subject("fr_FR").await];
        expect![[r#"
            Vahvista: palvelusi vps112233.ovh.net päättyy
            Please confirm: your service vps112233.ovh.net is to end
            À confirmer : la fin de votre service vps112233.ovh.net
        "#]]
        .assert_eq(&format!("{}\n", subjects.join("\n")));
    })
    .await;
}
