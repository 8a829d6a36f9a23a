//! Ends of services and payment methods that were changed behind the program's back.

use expect_test::expect;

use super::found;

#[tokio::test]
async fn ends_of_services_that_nobody_asked_for_or_could_confirm() {
    let changes = [
        "UPDATE termination SET service_id = 999 WHERE account_id = {alice} AND state = 'confirmed'",
        "UPDATE termination SET confirmed_at = valid_until + 1 WHERE state = 'confirmed'",
        "UPDATE termination SET valid_until = asked_at WHERE state = 'waiting'",
        "UPDATE termination SET state = 'waiting', confirmed_at = NULL WHERE state = 'confirmed'",
        "UPDATE termination SET token_hash = (SELECT consumer_key_hash FROM credential LIMIT 1) \
         WHERE state = 'waiting'",
        "DELETE FROM notice WHERE kind = 'terminationAsked' AND created_at IS NOT NULL",
        "DELETE FROM termination WHERE state = 'confirmed'",
    ];
    found(&changes, expect![[r#"
        UPDATE termination SET service_id = 999 WHERE account_id = {alice} AND state = 'confirmed'
          journal alice: service 999 is there, an entry termination.ask for it is not
          journal alice: the entry termination.ask is for service 67890, which is not so
          journal alice: service 999 is there, an entry termination.confirm for it is not
          journal alice: the entry termination.confirm is for service 67890, which is not so
          ends alice: termination … is of service 999, which is not there
        UPDATE termination SET confirmed_at = valid_until + 1 WHERE state = 'confirmed'
          ends alice: termination … was confirmed out of time
        UPDATE termination SET valid_until = asked_at WHERE state = 'waiting'
          ends alice: termination … could never be confirmed
        UPDATE termination SET state = 'waiting', confirmed_at = NULL WHERE state = 'confirmed'
          journal alice: the entry termination.confirm is for service 67890, which is not so
        UPDATE termination SET token_hash = (SELECT consumer_key_hash FROM credential LIMIT 1) WHERE state = 'waiting'
          I11 alice: no letter has the token that confirms termination …
        DELETE FROM notice WHERE kind = 'terminationAsked' AND created_at IS NOT NULL
          I11 alice: no letter has the token that confirms termination …
          I11 alice: no letter has the token that confirms termination …
          I11 alice: no letter has the token that confirms termination …
        DELETE FROM termination WHERE state = 'confirmed'
          journal alice: the entry termination.ask is for service 67890, which is not so
          journal alice: the entry termination.confirm is for service 67890, which is not so
    "#]]).await;
}

#[tokio::test]
async fn services_that_were_closed_by_nobody() {
    let changes = [
        "UPDATE service SET closed_on = '2026-11-23', closed_with = 112233 \
         WHERE account_id = {alice} AND service_id = 112234",
        "UPDATE service SET closed_on = '2026-11-23', closed_with = 12345 \
         WHERE account_id = {alice} AND service_id = 12345",
        "UPDATE service SET closed_on = NULL, closed_with = NULL \
         WHERE account_id = {bob} AND service_id = 112233",
        "UPDATE service SET closed_on = NULL, closed_with = NULL WHERE account_id = {bob}",
        "UPDATE service SET closed_with = 12345 WHERE account_id = {bob} AND service_id = 112234",
        "UPDATE service SET closed_with = NULL WHERE account_id = {bob} AND service_id = 112234",
    ];
    found(&changes, expect![[r#"
        UPDATE service SET closed_on = '2026-11-23', closed_with = 112233 WHERE account_id = {alice} AND service_id = 112234
          closures alice: service 112234 was closed with service 112233, which was not
        UPDATE service SET closed_on = '2026-11-23', closed_with = 12345 WHERE account_id = {alice} AND service_id = 12345
          closures alice: service 12345 is closed, and the journal does not say so
        UPDATE service SET closed_on = NULL, closed_with = NULL WHERE account_id = {bob} AND service_id = 112233
          closures bob: service 112234 was closed with service 112233, which was not
          closures bob: service 112233 is open, and by the journal it was closed
        UPDATE service SET closed_on = NULL, closed_with = NULL WHERE account_id = {bob}
          closures bob: service 112233 is open, and by the journal it was closed
        UPDATE service SET closed_with = 12345 WHERE account_id = {bob} AND service_id = 112234
          closures bob: service 112234 was closed with service 12345, which was not
        UPDATE service SET closed_with = NULL WHERE account_id = {bob} AND service_id = 112234
          rows bob: the stored value of service.closed_with is not valid: its state needs a value
    "#]]).await;
}

#[tokio::test]
async fn payment_methods_that_cannot_stand_side_by_side() {
    let changes = [
        "UPDATE payment_method SET is_default = 1 WHERE account_id = {alice}",
        "UPDATE payment_method SET status = 'CANCELED' WHERE account_id = {alice} AND is_default = 1",
        "INSERT INTO payment_registration (account_id, payment_method_id, wants, makes_default, wrong_codes, expires_at) \
         VALUES ({alice}, 5001, 'details', 0, 0, 0)",
    ];
    found(&changes, expect![[r#"
        UPDATE payment_method SET is_default = 1 WHERE account_id = {alice}
          methods alice: 2 payment methods are the default
        UPDATE payment_method SET status = 'CANCELED' WHERE account_id = {alice} AND is_default = 1
          methods alice: payment method 5001 is the default and CANCELED
        INSERT INTO payment_registration (account_id, payment_method_id, wants, makes_default, wrong_codes, expires_at) VALUES ({alice}, 5001, 'details', 0, 0, 0)
          methods alice: payment method 5001 is registered, and does not wait
          methods alice: payment method 5001 waits for its details
    "#]]).await;
}
