//! `perennial strategies`, and finding a service by what it is called.

use expect_test::expect;
use serde_json::json;

use super::shop::each_guide;

#[tokio::test]
async fn strategies_are_listed_with_their_services_and_prices() {
    each_guide(async |shop| {
        expect![[r#"
            Renewing 12345 mypersonaldomain.ovh (Domain .ovh), prices without tax
            PERIOD     ID  SERVICE               PRODUCT                 NET
            P1Y     12345  mypersonaldomain.ovh  Domain .ovh          1.99 €
            P1Y     67890  mypersonaldomain.ovh  Hosting Perso 2014  37.87 €
                    12345  mypersonaldomain.ovh  Domain .ovh
            P2Y     12345  mypersonaldomain.ovh  Domain .ovh          3.98 €
            The same with tax: perennial renew ID… --period PERIOD --dry-run
        "#]]
        .assert_eq(&shop.run(&["strategies", "12345"]).await);
        let line = ["strategies", "vps112233.ovh.net", "--options", "--period", "P3M"];
        expect![[r#"
            Renewing 112233 vps112233.ovh.net (VPS SSD 1), prices without tax
            PERIOD      ID  SERVICE            PRODUCT               NET
            P3M     112233  vps112233.ovh.net  VPS SSD 1          8.97 €
            P3M     112234  vps112233-backup   Automated backup  13.47 €
                    112233  vps112233.ovh.net  VPS SSD 1
            The same with tax: perennial renew ID… --period PERIOD --dry-run
        "#]]
        .assert_eq(&shop.run(&line).await);
        let line = ["strategies", "112233", "--period", "P12M"];
        expect![[r#"
            Renewing 112233 vps112233.ovh.net (VPS SSD 1), prices without tax
            PERIOD      ID  SERVICE            PRODUCT        NET
            P1Y     112233  vps112233.ovh.net  VPS SSD 1  35.88 €
            The same with tax: perennial renew ID… --period PERIOD --dry-run
        "#]]
        .assert_eq(&shop.run(&line).await);
    })
    .await;
}

#[tokio::test]
async fn programs_get_the_wire_s_strategies() {
    each_guide(async |shop| {
        let path = "/service/112233/renew?includeOptions=true";
        let mut expected = shop.alice.get(path).await.ok();
        assert_eq!(shop.json(&["strategies", "112233", "--options"]).await, expected);
        let quarters = expected.as_array_mut().unwrap();
        quarters.retain(|description| description["renewPeriod"] == "P3M");
        let line = ["strategies", "112233", "--options", "--period", "P3M"];
        assert_eq!(shop.json(&line).await, json!(quarters));
    })
    .await;
}

#[tokio::test]
async fn a_period_that_is_not_sold_is_refused_with_those_that_are() {
    each_guide(async |shop| {
        let line = ["strategies", "12345", "--period", "P1M"];
        expect![[r#"
            error: service 12345 cannot be renewed for P1M
              it can be renewed for P1Y, P2Y
            exit code 3
        "#]].assert_eq(&shop.run(&line).await);
        let line = ["strategies", "12345", "--period", "yearly"];
        expect![[r#"
            error: invalid value 'yearly' for '--period <PERIOD>': not a duration; write it in ISO 8601, as in P1M, P3M or P1Y

            For more information, try '--help'.
            exit code 2
        "#]].assert_eq(&shop.run(&line).await);
    })
    .await;
}

#[tokio::test]
async fn a_service_is_found_by_its_id_its_name_or_its_route() {
    each_guide(async |shop| {
        let renamed = json!({"resource": {"displayName": "web front"}});
        assert_eq!(shop.alice.put("/service/112233", renamed).await.ok(), json!(null));
        for service in ["112233", "VPS112233.ovh.net", "web front", "vps/vps112233.ovh.net"] {
            let told = shop.run(&["strategies", service]).await;
            assert!(told.starts_with("Renewing 112233 vps112233.ovh.net (VPS SSD 1)"), "{told}");
        }
        let told = shop.run(&["strategies", "hosting/web/mypersonaldomain.ovh"]).await;
        assert!(told.starts_with("Renewing 67890 mypersonaldomain.ovh"), "{told}");
    })
    .await;
}

#[tokio::test]
async fn a_service_that_is_not_found_is_told_with_what_may_be_meant() {
    each_guide(async |shop| {
        expect![[r#"
            error: 2 services are called mypersonaldomain.ovh
              name one by its id, or by its product and name:
                12345 or domain/mypersonaldomain.ovh (Domain .ovh)
                67890 or hosting/web/mypersonaldomain.ovh (Hosting Perso 2014)
            exit code 3
        "#]]
        .assert_eq(&shop.run(&["strategies", "mypersonaldomain.ovh"]).await);
        expect![[r#"
            error: no service is called vps/vps11233.ovh.net
              near it: vps112233.ovh.net; `perennial services` lists all
            exit code 3
        "#]]
        .assert_eq(&shop.run(&["strategies", "vps/vps11233.ovh.net"]).await);
        expect![[r#"
            error: no service is called something
              `perennial services` lists those that there are
            exit code 3
        "#]]
        .assert_eq(&shop.run(&["strategies", "something"]).await);
        expect![[r#"
            error: This service does not exist
            exit code 3
        "#]]
        .assert_eq(&shop.run(&["strategies", "999"]).await);
    })
    .await;
}
