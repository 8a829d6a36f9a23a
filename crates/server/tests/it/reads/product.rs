//! The product lines: every one lists its services and tells of each when it expires.

use expect_test::expect;
use perennial_api::catalogue::LINES;
use perennial_testkit::{Holding, each_app, pretty};
use serde_json::json;

#[tokio::test]
async fn every_line_answers_even_where_nothing_of_it_is_held() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::everything()).await;
        let bob = app.add_user("bob", &Holding::default()).await;
        let mut told = Vec::new();
        for line in LINES {
            let names = alice.get(&format!("/{}", line.path)).await.ok();
            for name in names.as_array().unwrap() {
                let name = name.as_str().unwrap();
                let infos = alice.get(&format!("/{}/{name}/serviceInfos", line.path)).await.ok();
                assert_eq!(infos["domain"], name);
                let service = alice.get(&format!("/service/{}", infos["serviceId"])).await.ok();
                assert_eq!(service["route"]["url"], format!("/{}/{name}", line.path));
                told.push(format!("{}: {} {name}", service["route"]["path"], infos["expiration"]));
            }
            assert_eq!(bob.get(&format!("/{}", line.path)).await.ok(), json!([]));
        }
        expect![[r#"
            "/allDom/{serviceName}": "2027-03-01" alldom-1.example
            "/cdn/dedicated/{serviceName}": "2027-03-01" cdn-dedicated-1.example
            "/cdn/website/{serviceName}": "2027-03-01" cdn-website-1.example
            "/cdn/webstorage/{serviceName}": "2027-03-01" cdn-webstorage-1.example
            "/cloud/project/{serviceName}": "2027-03-01" cloud-project-1.example
            "/cluster/hadoop/{serviceName}": "2027-03-01" cluster-hadoop-1.example
            "/dedicated/housing/{serviceName}": "2027-03-01" dedicated-housing-1.example
            "/dedicated/nas/{serviceName}": "2027-03-01" dedicated-nas-1.example
            "/dedicated/nasha/{serviceName}": "2027-03-01" dedicated-nasha-1.example
            "/dedicated/server/{serviceName}": "2027-03-01" dedicated-server-1.example
            "/dedicatedCloud/{serviceName}": "2027-03-01" dedicatedcloud-1.example
            "/domain/{serviceName}": "2027-01-15" mypersonaldomain.ovh
            "/domain/zone/{zoneName}": "2027-03-01" domain-zone-1.example
            "/email/domain/{domain}": "2027-03-01" email-domain-1.example
            "/email/exchange/{organizationName}": "2027-03-01" email-exchange-1.example
            "/freefax/{serviceName}": "2027-03-01" freefax-1.example
            "/hosting/privateDatabase/{serviceName}": "2027-03-01" hosting-privatedatabase-1.example
            "/hosting/web/{serviceName}": "2027-01-15" mypersonaldomain.ovh
            "/hosting/windows/{serviceName}": "2027-03-01" hosting-windows-1.example
            "/hpcspot/{serviceName}": "2027-03-01" hpcspot-1.example
            "/license/cloudLinux/{serviceName}": "2027-03-01" license-cloudlinux-1.example
            "/license/cpanel/{serviceName}": "2027-03-01" license-cpanel-1.example
            "/license/directadmin/{serviceName}": "2027-03-01" license-directadmin-1.example
            "/license/office/{serviceName}": "2027-03-01" license-office-1.example
            "/license/plesk/{serviceName}": "2027-03-01" license-plesk-1.example
            "/license/sqlserver/{serviceName}": "2027-03-01" license-sqlserver-1.example
            "/license/virtuozzo/{serviceName}": "2027-03-01" license-virtuozzo-1.example
            "/license/windows/{serviceName}": "2027-03-01" license-windows-1.example
            "/license/worklight/{serviceName}": "2027-03-01" license-worklight-1.example
            "/overTheBox/{serviceName}": "2027-03-01" overthebox-1.example
            "/pack/xdsl/{packName}": "2027-03-01" pack-xdsl-1.example
            "/partner/{serviceName}": "2027-03-01" partner-1.example
            "/router/{serviceName}": "2027-03-01" router-1.example
            "/sms/{serviceName}": "2027-03-01" sms-1.example
            "/telephony/{billingAccount}": "2027-03-01" telephony-1.example
            "/telephony/spare/{spare}": "2027-03-01" telephony-spare-1.example
            "/veeamCloudConnect/{serviceName}": "2027-03-01" veeamcloudconnect-1.example
            "/vps/{serviceName}": "2027-01-31" vps112233-backup
            "/vps/{serviceName}": "2027-01-31" vps112233.ovh.net
            "/xdsl/{serviceName}": "2027-03-01" xdsl-1.example
            "/xdsl/spare/{spare}": "2027-03-01" xdsl-spare-1.example"#]]
        .assert_eq(&told.join("\n"));
    })
    .await;
}

#[tokio::test]
async fn expiry_and_renewal_of_a_service() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        expect![[r#"
            {
              "canDeleteAtExpiration": true,
              "contactAdmin": "alice-ovh",
              "contactBilling": "alice-ovh",
              "contactTech": "alice-ovh",
              "creation": "2020-01-15",
              "domain": "vps112233.ovh.net",
              "engagedUpTo": null,
              "expiration": "2027-01-31",
              "possibleRenewPeriod": [
                1,
                3,
                6,
                12
              ],
              "renew": {
                "automatic": true,
                "deleteAtExpiration": false,
                "forced": false,
                "manualPayment": false,
                "period": 1
              },
              "renewalType": "automaticV2012",
              "serviceId": 112233,
              "status": "ok"
            }"#]]
        .assert_eq(&pretty(&alice.get("/vps/vps112233.ovh.net/serviceInfos").await.ok()));
        let option = alice.get("/vps/vps112233-backup/serviceInfos").await.ok();
        expect![[r#"
            {
              "automatic": false,
              "deleteAtExpiration": false,
              "forced": false,
              "manualPayment": false,
              "period": 1
            }"#]]
        .assert_eq(&pretty(&option["renew"]));
        assert_eq!(option["renewalType"], "option");
    })
    .await;
}

#[tokio::test]
async fn a_name_is_read_as_it_is_encoded() {
    each_app(async |app| {
        let mut holding = Holding::guide();
        let expiry = jiff::civil::date(2027, 1, 31);
        for (id, name) in [(1, "été à Roubaix"), (2, "a/b"), (3, "100%"), (4, "..")] {
            holding.services.push((id, "sms", name.to_owned(), "sms", expiry));
        }
        let alice = app.add_user("alice", &holding).await;
        for (id, path) in [
            (1, "%C3%A9t%C3%A9%20%C3%A0%20Roubaix"),
            (2, "a%2Fb"),
            (3, "100%25"),
            (4, "%2E%2E"),
            (4, ".."),
        ] {
            let infos = alice.get(&format!("/sms/{path}/serviceInfos")).await.ok();
            assert_eq!(infos["serviceId"], id);
        }
        assert_eq!(
            alice.get("/sms/%C3%A9t%C3%A9%20%C3%A0%20roubaix/serviceInfos").await.status,
            404
        );
        assert_eq!(alice.get("/sms/a/b/serviceInfos").await.status, 404);
    })
    .await;
}
