//! `perennial refund`: a bill, or a part of it, is given back.

use expect_test::expect;
use serde_json::json;

use crate::play::{INVENTORY, each_sandbox};

const REASON: [&str; 2] = ["--reason", "Two days without service"];

fn refund<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["refund", "ab1-ovh", "FR00000003"], more, &REASON].concat()
}

#[tokio::test]
async fn a_bill_is_given_back_in_parts() {
    each_sandbox(INVENTORY, async |admin| {
        admin.json(&["clock", "advance", "P2M"]).await;
        let told = admin.text(&refund(&["--line", "1=1", "--dry-run"])).await;
        expect![[r#"
            LINE  SERVICE                                           NET
               1  vps71.example.net  VPS 1, renewal for 1 month  1.00 €
            Bill FR00000003: 1.00 € and 0.20 € tax, 1.20 € to paypal
            Reason: Two days without service
            Nothing was given back.
        "#]]
        .assert_eq(&told);
        let ask = refund(&["--line", "1=1", "--idempotency-key", "k1", "--yes"]);
        let told = admin.text(&ask).await;
        expect![[r#"
            LINE  SERVICE                                           NET
               1  vps71.example.net  VPS 1, renewal for 1 month  1.00 €
            Bill FR00000003: 1.00 € and 0.20 € tax, 1.20 € to paypal
            Reason: Two days without service
            given back: credit note CN-FR00000001
        "#]]
        .assert_eq(&told);
        let again = admin.json(&ask).await;
        let order = &again["orderId"];
        assert_eq!(
            again,
            json!({
                "creditNote": "CN-FR00000001",
                "bill": "FR00000003",
                "orderId": order,
                "reason": "Two days without service",
                "lines": [{"line": 1, "name": "vps71.example.net", "net": "1.00"}],
                "currency": "EUR",
                "net": "1.00",
                "tax": "0.20",
                "gross": "1.20",
                "to": "paypal",
                "state": "givenBack",
            })
        );
        let rest = admin.json(&refund(&["--to", "prepaid", "--yes"])).await;
        assert_eq!((&rest["gross"], &rest["to"]), (&json!("4.78"), &json!("ovhAccount")));
        let audit = admin.text(&["audit"]).await;
        assert!(audit.contains(" 2 credit notes, "), "{audit}");
        let why = admin.text(&["why", "FR00000003"]).await;
        assert!(why.contains("CN-FR00000001"), "{why}");
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_given_back_is_refused() {
    each_sandbox(INVENTORY, async |admin| {
        admin.json(&["clock", "advance", "P2M"]).await;
        for (arguments, code, expected) in [
            (refund(&["--line", "9", "--yes"]), 3, expect![[r#"
                error: bill FR00000003 has no line 9; its lines are 1 to 2
            "#]]),
            (refund(&["--line", "1=99", "--yes"]), 3, expect![[r#"
                error: line 1: 99.00 € is more than the 2.99 € (net) that are left of it; give at most that
            "#]]),
            (refund(&["--line", "1=many", "--yes"]), 2, expect![[r#"
                error: --line 1: `many` is not an amount: write digits with at most 8 decimals after a dot, such as 45.44
            "#]]),
            (refund(&[]), 2, expect![[r#"
                error: standard input is not a terminal, so there is nobody to ask
                  give --yes to do it without asking
            "#]]),
            (
                ["refund", "ab1-ovh", "FR00000099", "--yes"].into_iter().chain(REASON).collect(),
                3,
                expect![[r#"
                    error: account ab1-ovh has no bill FR00000099
                      perennial why bill FR00000099 tells whose it is
                "#]],
            ),
        ] {
            expected.assert_eq(&admin.refused(&arguments, code).await);
        }
        let nothing = admin.json(&["audit"]).await;
        assert_eq!(nothing["creditNotes"], json!(0));
    })
    .await;
}
