//! `perennial services`.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::IntoResponse;
use axum::{Json, Router};
use expect_test::expect;
use jiff::civil::date;
use perennial_testkit::{Holding, each_app};
use serde_json::json;
use tokio::sync::Barrier;

use super::shop::{Shop, each_guide, each_shop};

#[tokio::test]
async fn services_are_listed_with_their_expiry_and_renewal() {
    each_guide(async |shop| {
        let renamed = json!({"resource": {"displayName": "web front"}});
        assert_eq!(shop.alice.put("/service/112233", renamed).await.ok(), json!(null));
        expect![[r#"
                ID  SERVICE                        PRODUCT      STATE  EXPIRES     RENEWED
             12345  mypersonaldomain.ovh           domain       ok     2027-01-15  automatically, every year
             67890  mypersonaldomain.ovh           hosting/web  ok     2027-01-15  automatically, every year
            112233  vps112233.ovh.net (web front)  vps          ok     2027-01-31  automatically, every month
            112234  vps112233-backup               vps          ok     2027-01-31  with its service
        "#]].assert_eq(&shop.run(&["services"]).await);
        expect![[r#"
               ID  SERVICE               PRODUCT      STATE  EXPIRES     RENEWED
            67890  mypersonaldomain.ovh  hosting/web  ok     2027-01-15  automatically, every year
        "#]].assert_eq(&shop.run(&["services", "--product", "hosting/web"]).await);
    })
    .await;
}

#[tokio::test]
async fn what_expires_soon_comes_soonest_first() {
    each_guide(async |shop| {
        // It is 23 November 2026 at the server, and 54 days from the first expiry.
        expect![[r#"
               ID  SERVICE               PRODUCT      STATE  EXPIRES     RENEWED
            12345  mypersonaldomain.ovh  domain       ok     2027-01-15  automatically, every year
            67890  mypersonaldomain.ovh  hosting/web  ok     2027-01-15  automatically, every year
        "#]]
        .assert_eq(&shop.run(&["services", "--expiring-within", "P2M"]).await);
        expect![[r#"
            No service expires within this time.
        "#]]
        .assert_eq(&shop.run(&["services", "--expiring-within", "52"]).await);
        let line = ["services", "--product", "vps", "--expiring-within", "69"];
        expect![[r#"
                ID  SERVICE            PRODUCT  STATE  EXPIRES     RENEWED
            112233  vps112233.ovh.net  vps      ok     2027-01-31  automatically, every month
            112234  vps112233-backup   vps      ok     2027-01-31  with its service
        "#]]
        .assert_eq(&shop.run(&line).await);
        let line = ["services", "--product", "sms"];
        expect![[r#"
            The account has no services of sms; it has some of domain, hosting/web, vps.
        "#]]
        .assert_eq(&shop.run(&line).await);
    })
    .await;
}

#[tokio::test]
async fn an_account_without_services_has_none() {
    each_shop(&Holding::default(), async |shop| {
        expect![[r#"
            The account has no services.
        "#]]
        .assert_eq(&shop.run(&["services", "--expiring-within", "30"]).await);
        assert_eq!(shop.json(&["services"]).await, json!([]));
    })
    .await;
}

#[tokio::test]
async fn programs_get_the_wire_s_services_with_their_ids() {
    each_guide(async |shop| {
        let mut expected = shop.alice.get("/service/112233").await.ok();
        expected["serviceId"] = json!(112_233);
        let listed = shop.json(&["services", "--product", "vps"]).await;
        assert_eq!((&listed[0], listed.as_array().unwrap().len()), (&expected, 2));
    })
    .await;
}

/// Lookups at once.
const AT_ONCE: usize = 8;

#[tokio::test]
async fn many_services_are_looked_up_eight_at_a_time_and_stay_in_order() {
    let services = (1..=40)
        .map(|id| (id, "vps", format!("vps{id:02}.ovh.net"), "vps-ssd-1", date(2027, 1, 15)));
    let holding = Holding { services: services.collect(), ..Holding::default() };
    each_app(async |app| {
        // Nobody is answered before eight have asked; a ninth would be counted.
        let barrier = Arc::new(Barrier::new(AT_ONCE));
        let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let seen = Arc::clone(&most);
        let gather = move |request: Request, next: Next| {
            let (barrier, now, most) = (Arc::clone(&barrier), Arc::clone(&now), Arc::clone(&most));
            async move {
                if request.uri().path().starts_with("/1.0/service/") {
                    most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    barrier.wait().await;
                    now.fetch_sub(1, Ordering::SeqCst);
                }
                next.run(request).await
            }
        };
        let shop = Shop::open(app, &holding, |router| router.layer(from_fn(gather))).await;
        let listed = shop.json(&["services"]).await;
        let ids: Vec<i64> =
            listed.as_array().unwrap().iter().map(|s| s["serviceId"].as_i64().unwrap()).collect();
        assert_eq!(ids, (1..=40).collect::<Vec<_>>());
        assert_eq!(seen.load(Ordering::SeqCst), AT_ONCE);
    })
    .await;
}

#[tokio::test]
async fn a_service_that_is_gone_does_not_hide_the_others() {
    each_app(async |app| {
        let forget = |request: Request, next: Next| async move {
            if request.uri().path() == "/1.0/service/67890" {
                let body = json!({"message": "This service does not exist"});
                return (StatusCode::NOT_FOUND, Json(body)).into_response();
            }
            next.run(request).await
        };
        let wrap = |router: Router| router.layer(from_fn(forget));
        let shop = Shop::open(app, &Holding::guide(), wrap).await;
        expect![[r#"
                ID  SERVICE               PRODUCT  STATE  EXPIRES     RENEWED
             12345  mypersonaldomain.ovh  domain   ok     2027-01-15  automatically, every year
            112233  vps112233.ovh.net     vps      ok     2027-01-31  automatically, every month
            112234  vps112233-backup      vps      ok     2027-01-31  with its service
            note: service 67890 is left out: This service does not exist
        "#]]
        .assert_eq(&shop.run(&["services"]).await);
    })
    .await;
}
