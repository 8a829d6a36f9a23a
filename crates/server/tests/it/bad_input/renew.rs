//! Renewals that cannot be ordered.

use expect_test::expect;
use jiff::civil::date;
use perennial_core::link::LinkKind;
use perennial_testkit::{Holding, each_app};
use serde_json::{Value, json};

use super::all_told;

#[tokio::test]
async fn periods_and_sets_are_refused_with_what_there_is_instead() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let renew = |service: i64, duration: &str, services: Value| {
            let body = json!({"duration": duration, "services": services});
            alice.request("POST", &format!("/1.0/service/{service}/renew")).json(&body)
        };
        let calls = [
            ("no duration", renew(12345, "1 year", json!([]))),
            ("lower case", renew(12345, "p1y", json!([]))),
            ("days", renew(12345, "P365D", json!([]))),
            ("nothing", renew(12345, "P0M", json!([]))),
            ("too long", renew(12345, "P999Y", json!([]))),
            ("years that nobody can count", renew(12345, "P999999999Y", json!([]))),
            ("a period without a price", renew(12345, "P1M", json!([]))),
            ("a period that only a linked service has", renew(67890, "P2Y", json!([]))),
            ("id 0", renew(12345, "P1Y", json!([0]))),
            ("id below 0", renew(12345, "P1Y", json!([12345, -1]))),
            ("id above all", renew(12345, "P1Y", json!([9_007_199_254_740_992_i64]))),
            ("a service twice", renew(12345, "P1Y", json!([12345, 12345]))),
            ("a service of nobody", renew(12345, "P1Y", json!([12345, 99999]))),
            ("a service that is not linked", renew(12345, "P1Y", json!([12345, 112_233]))),
            ("without the service of the path", renew(12345, "P1Y", json!([67890]))),
            ("an option without its parent", renew(112_234, "P3M", json!([112_234]))),
            ("everything at once", renew(112_234, "P3M", json!([112_234, 112_234, 12345, 7]))),
            (
                "a period that the parent has and the option has not",
                renew(112_233, "P6M", json!([112_233, 112_234])),
            ),
            ("a service of nobody in the path", renew(99999, "P1Y", json!([]))),
        ];
        expect![[r#"
            no duration
              400 Client::BadRequest {"parameter":"duration"}
                duration: not a duration; write it in ISO 8601, as in P1M, P3M or P1Y (at line 1 column 20)
            lower case
              400 Client::BadRequest {"parameter":"duration"}
                duration: not a duration; write it in ISO 8601, as in P1M, P3M or P1Y (at line 1 column 17)
            days
              400 Client::BadRequest {"parameter":"duration"}
                duration: `P365D` is not a renewal period: write whole months or years as P1M, P3M, P1Y, up to 120 months
            nothing
              400 Client::BadRequest {"parameter":"duration"}
                duration: `P0M` is not a renewal period: write whole months or years as P1M, P3M, P1Y, up to 120 months
            too long
              400 Client::BadRequest {"parameter":"duration"}
                duration: `P999Y` is not a renewal period: write whole months or years as P1M, P3M, P1Y, up to 120 months
            years that nobody can count
              400 Client::BadRequest {"parameter":"duration"}
                duration: `P999999999Y` is not a renewal period: write whole months or years as P1M, P3M, P1Y, up to 120 months
            a period without a price
              400 Client::BadRequest
                service 12345 cannot be renewed for P1M: its plan has no price for P1M; it can be renewed for P1Y, P2Y
            a period that only a linked service has
              400 Client::BadRequest
                service 67890 cannot be renewed for P2Y: its plan has no price for P2Y; it can be renewed for P1Y
            id 0
              400 Client::BadRequest {"parameter":"services"}
                services: 0 is not an id: ids are whole numbers from 1 to 9007199254740991
            id below 0
              400 Client::BadRequest {"parameter":"services"}
                services: -1 is not an id: ids are whole numbers from 1 to 9007199254740991
            id above all
              400 Client::BadRequest {"parameter":"services"}
                services: 9007199254740992 is not an id: ids are whole numbers from 1 to 9007199254740991
            a service twice
              400 Client::BadRequest
                these services are not a strategy: 12345 given twice; nearest strategies: [12345]
            a service of nobody
              400 Client::BadRequest
                these services are not a strategy: 99999 not linked with the service; nearest strategies: [12345]
            a service that is not linked
              400 Client::BadRequest
                these services are not a strategy: 112233 not linked with the service; nearest strategies: [12345]
            without the service of the path
              400 Client::BadRequest
                these services are not a strategy: 12345 missing from the set; nearest strategies: [67890, 12345]
            an option without its parent
              400 Client::BadRequest
                these services are not a strategy: 112233 missing from the set; nearest strategies: [112233, 112234]
            everything at once
              400 Client::BadRequest
                these services are not a strategy: 112234 given twice; 12345, 7 not linked with the service; 112233 missing from the set; nearest strategies: [112233, 112234]
            a period that the parent has and the option has not
              400 Client::BadRequest
                these services are not a strategy: 112234 cannot be renewed: its plan has no price for P6M; nearest strategies: [112233]
            a service of nobody in the path
              404 Client::NotFound
                This service does not exist
        "#]].assert_eq(&all_told(app, calls).await);
        assert_eq!(alice.get("/me/order").await.ok(), json!([]));
    })
    .await;
}

#[tokio::test]
async fn a_dry_run_is_refused_like_the_order() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        for (duration, services) in
            [("P1M", json!([])), ("P1Y", json!([67890])), ("P1Y", json!([7]))]
        {
            let mut told = Vec::new();
            for dry_run in [true, false] {
                let body = json!({"dryRun": dry_run, "duration": duration, "services": services});
                let reply =
                    app.unchanged(async || alice.post("/service/12345/renew", body).await).await;
                told.push((reply.status, reply.body));
            }
            assert_eq!(told[0], told[1]);
        }
    })
    .await;
}

#[tokio::test]
async fn services_that_cannot_be_renewed_say_why() {
    each_app(async |app| {
        let mut holding = Holding::guide();
        holding.services.extend([
            (301, "vps", "far-ahead.example".to_owned(), "vps-ssd-1", date(2036, 11, 1)),
            (302, "vps", "no-price.example".to_owned(), "free", date(2027, 1, 31)),
        ]);
        let alice = app.add_user("alice", &holding).await;
        let renew = |service: i64, duration: &str, services: Value| {
            let body = json!({"duration": duration, "services": services});
            alice.request("POST", &format!("/1.0/service/{service}/renew")).json(&body)
        };
        let calls = [
            ("further ahead than ten years", renew(301, "P3M", json!([]))),
            ("no price for the period", renew(302, "P1Y", json!([]))),
        ];
        expect![[r#"
            further ahead than ten years
              400 Client::BadRequest
                service 301 cannot be renewed for P3M: it would run until 2037-02-01, more than 120 months ahead
            no price for the period
              400 Client::BadRequest
                service 302 cannot be renewed for P1Y: its plan has no price for P1Y; it can be renewed for P1M
        "#]].assert_eq(&all_told(app, calls).await);
    })
    .await;
}

#[tokio::test]
async fn a_list_that_would_be_endless_says_how_to_narrow_it() {
    each_app(async |app| {
        let mut holding = Holding::guide();
        let options = (1..=14).map(|n| {
            (400 + n, "vps", format!("option-{n}.example"), "vps-option", date(2027, 1, 31))
        });
        let first = holding.services.len();
        holding.services.extend(options);
        holding.links.extend((first..first + 14).map(|from| (from, 2, LinkKind::OptionOf)));
        let alice = app.add_user("alice", &holding).await;
        let list = alice.request("GET", "/1.0/service/112233/renew?includeOptions=true");
        expect![[r#"
            2^15 sets for a period
              400 Client::BadRequest
                service 112233 has 65538 strategies, an answer lists at most 10000; leave the options out (includeOptions=false), or order the set you want: it need not be listed first
        "#]].assert_eq(&all_told(app, [("2^15 sets for a period", list)]).await);
        assert_eq!(alice.get("/service/112233/renew").await.status, 200);
        let body = json!({"dryRun": true, "duration": "P1M", "services": [112_233, 401, 407]});
        assert_eq!(alice.post("/service/112233/renew", body).await.status, 200);
    })
    .await;
}
