//! What the operations of the catalogue are asked with: the bodies, and what has to be registered for them.

use perennial_api::catalogue::{Location, Method, Operation};
use perennial_testkit::User;
use serde_json::{Value, json};

use super::World;

/// Methods that Alice registers: their ids, in the numbering of their routes.
pub(super) async fn registrations(alice: &User) -> [String; 5] {
    let card = registration();
    let first = alice.post("/me/payment/method", card.clone()).await.ok();
    let second = alice.post("/me/payment/method", card).await.ok();
    let account = alice.post("/me/paymentMean/bankAccount", bank_account()).await.ok();
    let card = alice.post("/me/paymentMean/creditCard", json!({})).await.ok();
    let paypal = alice.post("/me/paymentMean/paypal", json!({})).await.ok();
    let newer = [&first, &second].map(|method| method["paymentMethodId"].to_string());
    let [first, second] = newer;
    let [account, card, paypal] = [account, card, paypal].map(|mean| mean["id"].to_string());
    [first, second, account, card, paypal]
}

/// A card that is to be registered.
pub(crate) fn registration() -> Value {
    let page = |name: &str| format!("https://shop.example/{name}");
    let names = ["cancel", "error", "failure", "pending", "success"];
    let pages: serde_json::Map<_, _> =
        names.iter().map(|name| ((*name).to_owned(), json!(page(name)))).collect();
    json!({"callbackUrl": pages, "default": false, "paymentType": "CREDIT_CARD", "register": true})
}

/// A bank account that is to be registered.
pub(crate) fn bank_account() -> Value {
    json!({
        "bic": "PSSTFRPP",
        "iban": "FR14 2004 1010 0505 0001 3M02 606",
        "ownerAddress": "1 rue des Lilas",
        "ownerName": "Alice Martin",
        "setDefault": false,
    })
}

/// A body that the operation takes.
pub(super) fn body(world: &World, operation: &Operation) -> Option<Value> {
    let body = match (operation.method, operation.path) {
        (Method::Post, path) if path.ends_with("/changeContact") => json!({
            "contactAdmin": "carol-ovh",
            "contactBilling": null,
            "contactTech": "carol-ovh",
        }),
        (Method::Post, path) if path.ends_with("/resendEmail") => return None,
        (Method::Post, path) if path.starts_with("/me/task/contactChange/") => {
            json!({"token": world.tokens[path]})
        }
        (Method::Post, path) if world.tokens.contains_key(path) => json!({
            "commentary": "thank you",
            "futureUse": "OTHER",
            "reason": "NOT_NEEDED_ANYMORE",
            "token": world.tokens[path],
        }),
        (Method::Post, "/auth/credential") => {
            json!({"accessRules": [{"method": "GET", "path": "/me"}], "redirection": null})
        }
        (Method::Post, "/services/{serviceId}/form/{formName}/answer") => {
            json!({"answers": [{"question": "reason", "value": "NOT_NEEDED_ANYMORE"}]})
        }
        (Method::Put, "/services/{serviceId}/billing/engagement/endRule") => {
            json!({"strategy": "CANCEL_SERVICE"})
        }
        (Method::Post, "/services/{serviceId}/billing/engagement/request") => {
            json!({"pricingMode": "engaged24"})
        }
        (Method::Post, "/services/{serviceId}/billing/engagement/flush") => json!({
            "autoPayWithPreferredPaymentMethod": false,
            "dryRun": false,
            "terminateSubscription": true,
        }),
        (Method::Put, "/service/{serviceId}") => json!({"resource": {"displayName": "Mine"}}),
        (Method::Put, "/services/{serviceId}") => json!({
            "displayName": "Mine",
            "renew": {"mode": "manual", "period": "P1Y"},
            "terminationPolicy": "empty",
        }),
        (Method::Put, "/vps/{serviceName}") => json!({
            "displayName": "Mine",
            "keymap": "fr",
            "netbootMode": "rescue",
            "slaMonitoring": true,
        }),
        (Method::Put, "/domain/{serviceName}") => {
            json!({"nameServerType": "external", "transferLockStatus": "unlocked"})
        }
        (Method::Put, "/hosting/web/{serviceName}") => json!({"displayName": "Mine"}),
        (Method::Put, "/dedicated/server/{serviceName}") => json!({
            "bootId": 7,
            "bootScript": "#!ipxe",
            "monitoring": true,
            "noIntervention": true,
            "rescueMail": "alice@example.com",
            "rescueSshKey": "ssh-ed25519 AAAA",
            "rootDevice": "/dev/sda",
            "state": "hacked",
        }),
        (Method::Put, path) if path.ends_with("/serviceInfos") => json!({"renew": {
            "automatic": false,
            "deleteAtExpiration": false,
            "forced": false,
            "manualPayment": true,
            "period": 12,
        }}),
        (Method::Put, "/me") => json!({"phone": "+33 1 23 45 67 89", "spareEmail": "a@b.co"}),
        (Method::Post, "/me/api/oauth2/client") => json!({
            "callbackUrls": ["https://shop.example/"],
            "description": "bills",
            "flow": "CLIENT_CREDENTIALS",
            "name": "Billing",
        }),
        (Method::Put, "/me/api/oauth2/client/{clientId}") => {
            json!({"callbackUrls": [], "description": "other", "name": "Other"})
        }
        (Method::Put, "/me/api/credential/{credentialId}") => {
            json!({"allowedIPs": ["192.0.2.0/24"]})
        }
        (Method::Post, "/me/autorenew") => json!({"renewDay": 15}),
        (Method::Put, "/me/autorenew") => json!({"active": true, "renewDay": 20}),
        (Method::Put, "/me/payment/method/{paymentMethodId}") => {
            json!({"default": true, "description": "Mine"})
        }
        (Method::Post, "/me/payment/method") => registration(),
        (Method::Post, "/me/payment/method/{paymentMethodId}/details") => {
            json!({"details": "number=4242424242424242&expiration=05%2F28"})
        }
        (Method::Post, "/me/payment/method/{paymentMethodId}/finalize") => {
            json!({"expirationMonth": null, "expirationYear": null})
        }
        (Method::Post, path) if path.ends_with("/challenge") => {
            json!({"challenge": world.code(path)})
        }
        (Method::Post, "/me/paymentMean/bankAccount") => bank_account(),
        (Method::Post, "/me/paymentMean/creditCard" | "/me/paymentMean/paypal") => {
            json!({"description": "Mine", "returnUrl": "https://shop.example/"})
        }
        (Method::Put, path) if path.starts_with("/me/paymentMean/") => {
            json!({"description": "Mine"})
        }
        (Method::Post, "/service/{serviceId}/renew") => {
            json!({"dryRun": true, "duration": "P1Y", "services": []})
        }
        (Method::Post, "/me/order/{orderId}/payWithRegisteredPaymentMean") => {
            json!({"paymentMean": "creditCard", "paymentMeanId": 4321})
        }
        (Method::Post, path) if path.ends_with("/creditOrder") => json!({"amount": 10}),
        (Method::Post, "/me/ovhAccount/{ovhAccountId}/retrieveMoney") => {
            json!({"amount": 1, "bankAccountId": 3333})
        }
        (Method::Put, "/me/ovhAccount/{ovhAccountId}" | "/me/fidelityAccount") => {
            json!({"alertThreshold": 5})
        }
        (Method::Post, "/me/bill/export" | "/me/refund/export") => json!({
            "archiveType": "zip",
            "endDate": "2030-01-01T00:00:00+01:00",
            "ids": null,
            "startDate": "2026-01-01T00:00:00+01:00",
        }),
        (Method::Post, "/me/order/{orderId}/retraction") => {
            json!({"comment": "too slow", "reason": "performance"})
        }
        (Method::Post, "/me/order/{orderId}/pay") => json!({"paymentMethod": {"id": 5001}}),
        _ => {
            let none = operation.parameters.iter().all(|p| p.location != Location::Body);
            assert!(none, "say here what {} {} takes", operation.method, operation.path);
            return None;
        }
    };
    Some(body)
}
