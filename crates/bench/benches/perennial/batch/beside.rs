//! Somebody who orders and pays while a run goes on.

use std::time::Instant;

use anyhow::Context as _;
use jiff::civil::date;
use perennial_core::payment::Choice;
use perennial_core::text::Name;
use perennial_core::{AccountId, Period, ServiceId};
use perennial_engine::import::Inventory;
use perennial_engine::{Actor, Context, PlaceOrder, Placed};
use perennial_testkit::{Holding, TestApp, account, plans};

use crate::table::percentile;

const NAME: &str = "beside";
/// Services that are renewed by hand, in turns.
const SERVICES: i64 = 100;

/// How long an order with its payment took, in seconds.
#[derive(Debug)]
pub(super) struct Latency {
    pub(super) p50: f64,
    pub(super) p99: f64,
    pub(super) count: usize,
}

/// The account, whose services the calendar has nothing to do with.
pub(super) async fn import(app: &TestApp) -> anyhow::Result<()> {
    let vps = |id| (id, "vps", format!("vps-beside-{id}"), "vps-ssd-1", date(2027, 6, 30));
    let services = (1..=SERVICES).map(vps).collect();
    let holding = Holding { services, prepaid: "1000000", ..Holding::default() };
    let inventory = Inventory { plans: plans(), accounts: vec![account(NAME, &holding)] };
    app.engine.import("bench", &[0xff; 32], &inventory).await?;
    Ok(())
}

/// Orders and pays, one after the other, until the work is done.
pub(super) async fn measure(
    app: &TestApp,
    work: impl Future<Output = anyhow::Result<()>>,
) -> anyhow::Result<Latency> {
    let name = Name::parse(&format!("{NAME}-ovh"))?;
    let found = app.engine.store().account_by_nichandle(&name).await?;
    let account: AccountId = found.context("the account is there")?;
    let mut seconds = Vec::new();
    tokio::pin!(work);
    for turn in 0_i64.. {
        let start = Instant::now();
        let order = renew(app, account, ServiceId::try_new(turn % SERVICES + 1)?);
        tokio::pin!(order);
        tokio::select! {
            done = &mut work => {
                done?;
                order.await?;
                break;
            }
            done = &mut order => done?,
        }
        seconds.push(start.elapsed().as_secs_f64());
    }
    let (p50, p99) = (percentile(seconds.clone(), 50), percentile(seconds.clone(), 99));
    Ok(Latency { p50, p99, count: seconds.len() })
}

async fn renew(app: &TestApp, account: AccountId, service: ServiceId) -> anyhow::Result<()> {
    let context = Context { account, actor: Actor::Operator, query_id: "bench".to_owned() };
    let period = Period::parse("P1M")?;
    let order = PlaceOrder { service, period, services: vec![], dry_run: false };
    let placed = app.engine.place_renewal_order(&context, &order, None).await?;
    let Placed::Order(order) = placed else { anyhow::bail!("a dry run") };
    app.engine.pay_order(&context, order.id, Choice::Prepaid, None).await?;
    Ok(())
}
