//! At a terminal: questions before money is spent, and colours.

use std::process::Stdio;

use expect_test::expect;

use super::shop::{Shop, each_guide};
use crate::terminal::{terminal, with_answer};

/// What the program says to somebody who answers its question like this.
async fn answered(shop: &Shop<'_>, arguments: &[&str], answer: &str) -> String {
    let mut command = shop.command(arguments);
    let _terminal = with_answer(&mut command, answer);
    shop.told(&mut command).await
}

#[tokio::test]
async fn nothing_is_ordered_without_a_yes() {
    each_guide(async |shop| {
        let line = ["renew", "12345", "67890", "--period", "P1Y"];
        expect![[r#"
            Renewal for P1Y
               ID  SERVICE               PRODUCT             EXPIRES
            12345  mypersonaldomain.ovh  Domain .ovh         2027-01-15
            67890  mypersonaldomain.ovh  Hosting Perso 2014  2027-01-15
            Net 37.87 €, tax 7.57 €, total 45.44 €
            Order this? [y/N] error: not confirmed; nothing was done
            exit code 3
        "#]]
        .assert_eq(&answered(shop, &line, "").await);
        assert!(shop.orders().await.is_empty());
        let told = answered(shop, &line, "y").await;
        assert!(told.contains("is placed") && told.contains("It can be paid until"), "{told}");
        assert_eq!(shop.orders().await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_paid_and_with_what_is_in_the_question() {
    each_guide(async |shop| {
        let line = ["renew", "112233", "--period", "P3M", "--pay", "paypal:1234"];
        expect![[r#"
            Renewal for P3M
                ID  SERVICE            PRODUCT    EXPIRES
            112233  vps112233.ovh.net  VPS SSD 1  2027-01-31
            Net 8.97 €, tax 1.79 €, total 10.76 €
            Order 7091314438 is placed. Net 8.97 €, tax 1.79 €, total 10.76 €
            Order 7091314438 is paid with PayPal alice@example.com (paypal 1234).
            Bill FR00000001.
                ID  SERVICE            PRODUCT    EXPIRES
            112233  vps112233.ovh.net  VPS SSD 1  2027-04-30
            Order this, and pay 10.76 € with PayPal alice@example.com (paypal 1234)? [y/N] "#]]
        .assert_eq(&answered(shop, &line, "yes").await);
        assert_eq!(shop.expiries(&[112_233]).await, ["2027-04-30"]);
    })
    .await;
}

#[tokio::test]
async fn an_order_is_paid_after_a_yes() {
    each_guide(async |shop| {
        shop.run(&["renew", "112233", "--period", "P1M", "--yes"]).await;
        let order = shop.orders().await[0].to_string();
        let line = ["pay", &order, "--with", "default"];
        expect![[r#"
            Pay 3.59 € for order 7091314438 with PayPal alice@example.com (payment method 5001)? [y/N] error: not confirmed; nothing was done
            exit code 3
        "#]].assert_eq(&answered(shop, &line, "no").await);
        assert_eq!(shop.expiries(&[112_233]).await, ["2027-01-31"]);
        let told = answered(shop, &line, "Y").await;
        assert!(told.contains("is paid with PayPal"), "{told}");
        assert_eq!(shop.expiries(&[112_233]).await, ["2027-02-28"]);
    })
    .await;
}

#[tokio::test]
async fn whoever_reads_json_is_not_asked() {
    each_guide(async |shop| {
        let line = ["renew", "112233", "--period", "P1M", "--output", "json"];
        expect![[r#"
            {"error":"whoever reads JSON cannot be asked","exitCode":2,"hint":"give --yes to do it without asking"}
            exit code 2
        "#]].assert_eq(&answered(shop, &line, "y").await);
        assert!(shop.orders().await.is_empty());
    })
    .await;
}

/// What the program shows on a terminal.
async fn shown(shop: &Shop<'_>, variables: &[(&str, &str)]) -> String {
    let (ours, theirs) = terminal();
    let mut command = shop.command(&["services"]);
    command.env("TERM", "xterm-256color").envs(variables.iter().copied());
    command.stdout(Stdio::from(theirs));
    crate::terminal::shown(command, ours).await
}

#[tokio::test]
async fn colours_are_for_terminals_and_for_those_who_want_them() {
    each_guide(async |shop| {
        let is_coloured = |text: &str| text.contains("\u{1b}[");
        let coloured = shown(shop, &[]).await;
        assert!(is_coloured(&coloured) && coloured.contains("vps112233.ovh.net"), "{coloured}");
        assert!(!is_coloured(&shown(shop, &[("NO_COLOR", "1")]).await));
        assert!(!is_coloured(&shop.run(&["services"]).await), "and not in a pipe");
    })
    .await;
}
