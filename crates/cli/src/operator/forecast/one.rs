//! `perennial forecast` of one account: each debit, and what will fail or end.

use std::collections::BTreeMap;

use jiff::civil::Date;
use perennial_core::automatic::{Debit, Doom, Forecast};
use perennial_core::means::Means;
use perennial_core::text::Name;
use perennial_core::{PaymentMethod, Service, ServiceId};
use perennial_engine::Engine;
use serde_json::{Value, json};

use super::super::fault::named;
use super::super::{find, parked};
use super::sums::Sums;
use crate::failure::Failure;
use crate::output::{Align, BOLD, Output, YELLOW};

/// What of an account the tables name.
struct Names {
    services: BTreeMap<ServiceId, Service>,
    methods: Vec<PaymentMethod>,
}

pub(super) async fn run(
    engine: &Engine,
    name: &Name,
    until: Date,
    output: &Output,
) -> Result<(), Failure> {
    let account = find::account(engine, name).await?;
    let failure = |error| find::failure(&error);
    let forecast = engine.forecast(account, until).await.map_err(failure)?;
    let currency = engine.require_account(account).await.map_err(failure)?.currency;
    let services = engine.store().services(account).await.map_err(Failure::failed)?;
    let services = services.into_iter().map(|service| (service.id, service)).collect();
    let names =
        Names { services, methods: engine.payment_methods(account).await.map_err(failure)? };
    let parked = parked::parked(engine, account).await?;
    let mut sums = Sums::default();
    sums.add(&forecast, currency).map_err(Failure::failed)?;
    output.text(format!("{BOLD}{name} until {until}{BOLD:#}"));
    if let Some(parked) = &parked {
        let reason = &parked.reason;
        output.text(format!("{YELLOW}The account is parked: nothing of this happens before it is released.{YELLOW:#} {reason}"));
    }
    debits(output, &names, &forecast);
    months(output, &sums)?;
    dooms(output, &names, &forecast.dooms);
    let (months, totals) = sums.to_json().map_err(Failure::failed)?;
    output.json(&json!({
        "nichandle": name.as_str(),
        "until": until.to_string(),
        "parked": parked.is_some(),
        "debits": forecast.debits.iter().map(debit_to_json).collect::<Vec<_>>(),
        "failures": forecast.dooms.iter().map(|doom| names.doom_to_json(doom)).collect::<Vec<_>>(),
        "months": months,
        "totals": totals,
    }));
    Ok(())
}

fn debits(output: &Output, names: &Names, forecast: &Forecast) {
    if forecast.debits.is_empty() {
        output.text("Nothing is debited.");
        return;
    }
    let columns = [
        ("debit", Align::Left),
        ("amount", Align::Right),
        ("with", Align::Left),
        ("for", Align::Left),
    ];
    let rows = forecast.debits.iter().map(|debit| {
        let lines = debit.lines.iter().map(|line| format!("{}: {}", line.description, line.name));
        let lines: Vec<String> = lines.collect();
        [debit.on.to_string(), debit.amount.to_string(), names.means(debit.means), lines.join("\n")]
    });
    output.table(0, columns, rows);
}

fn months(output: &Output, sums: &Sums) -> Result<(), Failure> {
    let totals = sums.totals().map_err(Failure::failed)?;
    let row = |month: String, debits: u64, amount: String| [month, debits.to_string(), amount];
    let months = sums.months().filter(|(.., sum)| sum.debits > 0);
    let months: Vec<_> =
        months.map(|(month, _, sum)| row(month, sum.debits, sum.amount.to_string())).collect();
    if months.is_empty() {
        return Ok(());
    }
    let totals =
        totals.values().map(|sum| row("total".to_owned(), sum.debits, sum.amount.to_string()));
    output.text("");
    let columns = [("month", Align::Left), ("debits", Align::Right), ("amount", Align::Right)];
    output.table(0, columns, months.into_iter().chain(totals));
    Ok(())
}

/// What will fail or end. The same on several days, as a debit that is tried again and again, is one row.
fn dooms(output: &Output, names: &Names, dooms: &[Doom]) {
    if dooms.is_empty() {
        output.text("\nNothing fails or ends.");
        return;
    }
    let mut rows: Vec<(&Doom, Vec<Date>)> = Vec::new();
    for doom in dooms {
        let is_same = |known: &Doom| {
            known.service == doom.service
                && known.found == doom.found
                && known.reasons == doom.reasons
        };
        match rows.iter_mut().find(|(known, _)| is_same(known)) {
            Some((_, days)) => days.push(doom.on),
            None => rows.push((doom, vec![doom.on])),
        }
    }
    output.text(format!("\n{BOLD}What will fail or end{BOLD:#}"));
    let columns = [
        ("day", Align::Left),
        ("service", Align::Left),
        ("what", Align::Left),
        ("why", Align::Left),
    ];
    let rows = rows.iter().map(|(doom, days)| {
        let days: Vec<String> = days.iter().map(ToString::to_string).collect();
        let reasons: Vec<String> = doom.reasons.iter().map(ToString::to_string).collect();
        [days.join("\n"), names.service(doom.service), doom.found.to_string(), reasons.join("\n")]
    });
    output.table(0, columns, rows);
}

impl Names {
    fn service(&self, id: ServiceId) -> String {
        let service = self.services.get(&id);
        service.map_or_else(|| id.to_string(), |service| format!("{id} {}", service.name))
    }

    fn means(&self, means: Means) -> String {
        match means {
            Means::Method(id, kind) => {
                let method = self.methods.iter().find(|method| method.id == id);
                method.map_or_else(|| format!("{id} ({})", kind.mean()), named)
            }
            Means::Prepaid => "prepaid account".to_owned(),
            Means::Fidelity => "-".to_owned(),
        }
    }

    fn doom_to_json(&self, doom: &Doom) -> Value {
        let service = self.services.get(&doom.service);
        json!({
            "on": doom.on.to_string(),
            "serviceId": doom.service.get(),
            "name": service.map(|service| service.name.as_str()),
            "what": doom.found.to_string(),
            "reasons": doom.reasons.iter().map(ToString::to_string).collect::<Vec<_>>(),
        })
    }
}

fn debit_to_json(debit: &Debit) -> Value {
    let method = match debit.means {
        Means::Method(id, _) => Some(id.get()),
        Means::Prepaid | Means::Fidelity => None,
    };
    let lines = debit.lines.iter().map(|line| {
        json!({
            "serviceId": line.service.map(ServiceId::get),
            "name": line.name.as_str(),
            "description": line.description.as_str(),
            "amount": line.amount.to_decimal(),
            "startsOn": line.term.map(|term| term.starts_on.to_string()),
            "endsOn": line.term.map(|term| term.ends_on.to_string()),
        })
    });
    json!({
        "on": debit.on.to_string(),
        "mean": debit.means.name(),
        "paymentMethodId": method,
        "amount": debit.amount.to_decimal(),
        "currency": debit.amount.currency().code(),
        "lines": lines.collect::<Vec<_>>(),
    })
}
