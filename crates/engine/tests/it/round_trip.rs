//! One renewal from the beginning to the end, in full: everything there is afterwards, and how it came about.

use expect_test::expect;
use perennial_testkit::{Holding, each_app, paypal};

#[tokio::test]
async fn a_paid_order_extends_its_services_and_leaves_a_bill() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide()).await;
        let order = alice.order(12345, "P1Y", &[67890, 12345]).await.unwrap();
        alice.pay(order.id, paypal()).await.unwrap();
        expect![[r#"
            service 12345: active until 2028-01-15
            service 67890: active until 2028-01-15
            service 112233: active until 2027-01-31
            service 112234: active until 2027-01-31
            order 1: 67890@2027-01-15 12345@2027-01-15 for P1Y, 45.44 €, settled
            payment of order 1: 45.44 € with paypal, captured
            bill of order 1: 45.44 €, issued
            gateway: captured 45.44 €
            ledger: clearing:paypal 45.44 €
            ledger: customer -45.44 €
            ledger: customer 45.44 €
            ledger: opening 50.00 €
            ledger: points -10000 points
            ledger: pointsIssued 10000 points
            ledger: prepaid -50.00 €
            ledger: revenue -37.87 €
            ledger: tax:2000 -7.57 €
            holds 50.00 €, 10000 points
        "#]].assert_eq(&alice.picture().await);
        expect![[r#"
            account.create inventory: 4 services, 2 payment methods
            order.place order 7091314438: renew 67890, 12345 for P1Y, 45.44 €
            payment.start payment 2074512624227124: 45.44 € with paypal for order 7091314438
            order.settle order 7091314438: paid 45.44 € with paypal; 67890 until 2028-01-15, 12345 until 2028-01-15"#]].assert_eq(&app.journal(alice.account).await.join("\n"));
    })
    .await;
}
