//! Accounts that hold something out of the ordinary.

use jiff::civil::Date;
use perennial_core::renew::RenewMode;
use perennial_core::text::Name;
use perennial_engine::import::{Inventory, InventoryAccount, InventoryService};
use perennial_testkit::{Holding, TestApp, User, account, plans};
use serde_json::Value;

/// An account with services that are changed before they are imported.
pub(crate) async fn user_with(
    app: &TestApp,
    name: &str,
    holding: &Holding,
    change: impl Fn(&mut InventoryService),
) -> User {
    let mut account = account(name, holding);
    account.services.iter_mut().for_each(change);
    import(app, account).await
}

/// An account of an inventory, with a credential that may call everything.
pub(crate) async fn import(app: &TestApp, account: InventoryAccount) -> User {
    let nichandle = account.nichandle.clone();
    let mut hash = [0xee; 32];
    hash.iter_mut().zip(nichandle.as_str().bytes()).for_each(|(to, from)| *to = from);
    let inventory = Inventory { plans: plans(), accounts: vec![account] };
    app.engine.import("test", &hash, &inventory).await.unwrap();
    let id = app.engine.store().account_by_nichandle(&nichandle).await.unwrap().unwrap();
    let rules = ["GET", "POST", "PUT", "DELETE"].map(|method| (method, "/*"));
    User::with_rules(app, id, &rules).await
}

/// VPS that nothing is linked with, with ids from 1, each renewed in its own way, and the guide's means.
pub(crate) fn vps(modes: &[RenewMode], expires_on: Date) -> Holding {
    let services = (1..).zip(modes).map(|(id, _)| {
        let name = format!("vps{id}.ovh.net");
        (id, "vps", name, "vps-ssd-1", expires_on)
    });
    let services = services.collect();
    let modes = (1..).zip(modes).map(|(id, mode)| (id, *mode)).collect();
    Holding { services, modes, links: Vec::new(), ..Holding::guide() }
}

/// Status and message of an error in one line.
pub(crate) fn refusal(reply: &perennial_testkit::Reply) -> String {
    let (status, message) = reply.error();
    format!("{status} {message}")
}

/// Some fields of an object in one line.
pub(crate) fn brief(value: &Value, fields: &[&str]) -> String {
    let shown = fields.iter().map(|field| {
        let found = field.split('.').fold(value, |value, name| &value[name]);
        format!("{}={found}", field.rsplit('.').next().unwrap())
    });
    shown.collect::<Vec<_>>().join(" ")
}

/// A day of a test later: the clock is moved to its noon, day by day, and everything that is due is done.
pub(crate) async fn live_until(app: &TestApp, day: Date) {
    while app.engine.clock().now().today < day {
        app.advance(jiff::SignedDuration::from_hours(24));
        app.engine.reconcile().await;
    }
}

/// A name.
pub(crate) fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}
