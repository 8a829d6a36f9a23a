//! OAuth2 clients, as an operator makes them and takes them away.

use perennial_store::testing::each_database;

use crate::admin::{Admin, create};

#[tokio::test]
async fn clients_show_their_secret_once_and_are_taken_away() {
    each_database(async |database| {
        let admin = Admin::of(database);
        create(&admin, "ab1-ovh").await;
        let make = ["oauth2", "create", "Nightly", "--account", "ab1-ovh", "--ip", "192.0.2.0/24"];
        let make = [&make[..], &["--rule", "GET /*", "--rule", "* /service/*"]].concat();
        let made = admin.json(&make).await;
        let [id, secret] = ["clientId", "clientSecret"].map(|name| made[name].as_str().unwrap());
        assert_eq!(
            (id.len(), secret.len(), &made["expiresAt"]),
            (16, 32, &serde_json::Value::Null)
        );
        let told = admin.text(&[&make[..], &["--valid-for", "90d"]].concat()).await;
        assert!(told.ends_with("The secret is not shown again.\n"), "{told}");

        let list = admin.json(&["oauth2", "list", "--account", "ab1-ovh"]).await;
        let one = list.as_array().unwrap().iter().find(|one| one["clientId"] == id).unwrap();
        assert_eq!((&one["name"], &one["nichandle"]), (&"Nightly".into(), &"ab1-ovh".into()));
        assert_eq!(one["rules"].as_array().unwrap().len(), 5);
        assert_eq!(one["allowedIPs"][0], "192.0.2.0/24");
        let ends =
            list.as_array().unwrap().iter().filter(|one| !one["expiresAt"].is_null()).count();
        assert_eq!(ends, 1);
        for text in [list.to_string(), admin.text(&["oauth2", "list"]).await] {
            assert!(text.contains(id) && !text.contains(secret), "{text}");
        }

        let revoked = admin.text(&["oauth2", "revoke", id]).await;
        assert_eq!(revoked, format!("revoked: OAuth2 client {id} (Nightly)\n"));
        let again = admin.refused(&["oauth2", "revoke", id], 3).await;
        assert!(again.contains(&format!("there is no OAuth2 client {id}\n")), "{again}");
        assert!(
            admin.refused(&["oauth2", "revoke", "abc"], 2).await.contains("16 hexadecimal digits")
        );
        let nobody = ["oauth2", "create", "A", "--account", "nobody", "--rule", "GET /*"];
        assert!(admin.refused(&nobody, 3).await.contains("there is no account nobody\n"));
        admin.text(&["audit"]).await;
    })
    .await;
}
