//! `perennial account show`.

use jiff::civil::Date;
use perennial_core::account::AutoRenew;
use perennial_core::debt::{Debt, DebtState, DebtStatus};
use perennial_core::service::ServiceState;
use perennial_core::text::Name;
use perennial_core::{Account, AccountId, PaymentMethod, Service, Tax};
use perennial_engine::Engine;
use perennial_store::{Parked, StoredAccount};
use serde_json::{Value, json};

use super::super::setup::{DatabaseArgs, block_on};
use super::super::{find, parked, profile};
use crate::failure::Failure;
use crate::output::{Align, BOLD, DIM, Output, YELLOW, plain};

/// What `account show` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct ShowArgs {
    /// The account
    #[arg(value_parser = profile::name)]
    nichandle: Name,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// An account with what it holds.
struct Shown {
    stored: StoredAccount,
    services: Vec<Service>,
    methods: Vec<PaymentMethod>,
    debts: Vec<Debt>,
    applications: usize,
    parked: Option<Parked>,
}

pub(super) fn run(args: &ShowArgs, output: &Output) -> Result<(), Failure> {
    block_on(async {
        let engine = args.database.open_existing().await?;
        args.database.note_other_calendar(&engine, output).await?;
        let id = find::account(&engine, &args.nichandle).await?;
        let shown = read(&engine, id).await?;
        let shown = shown.ok_or_else(|| Failure::failed("the account has a name and no row"))?;
        print(output, &engine, &shown);
        output.json(&to_json(&engine, &shown));
        Ok(())
    })
}

async fn read(engine: &Engine, id: AccountId) -> Result<Option<Shown>, Failure> {
    let store = engine.store();
    let Some(stored) = store.account(id).await.map_err(Failure::failed)? else { return Ok(None) };
    Ok(Some(Shown {
        stored,
        services: store.services(id).await.map_err(Failure::failed)?,
        methods: store.payment_methods(id).await.map_err(Failure::failed)?,
        debts: store.debts(id).await.map_err(Failure::failed)?,
        applications: store.applications(id).await.map_err(Failure::failed)?.len(),
        parked: parked::parked(engine, id).await?,
    }))
}

impl Shown {
    /// The expiry that comes first. What is deleted does not expire.
    fn next_expiry(&self) -> Option<Date> {
        let alive = self.services.iter().filter(|one| one.state != ServiceState::Deleted);
        alive.map(|one| one.expiry.on()).min()
    }

    /// The day on which the calendar looks at any of the services next.
    fn next_look(&self) -> Option<Date> {
        self.services.iter().filter_map(|one| one.agenda.due_on).min()
    }

    /// The day of the month on which the account is debited, and whose choice it is.
    fn renew_day(&self, engine: &Engine) -> String {
        let account = &self.stored.account;
        let day = account.renew_day(engine.calendar()).get();
        match account.autorenew {
            Some(AutoRenew { active: true, .. }) => format!("{day}, chosen by the account"),
            Some(AutoRenew { active: false, renew_day }) => {
                let chosen = renew_day.get();
                format!("{day}, that of the calendar; the account's own, {chosen}, is not active")
            }
            None => format!("{day}, that of the calendar"),
        }
    }
}

fn print(output: &Output, engine: &Engine, shown: &Shown) {
    let StoredAccount { account, balances, .. } = &shown.stored;
    let Account { profile, .. } = account;
    let zone = engine.clock().zone();
    output.text(format!("{BOLD}{}{BOLD:#}", account.nichandle));
    let fact = |name: &str, value: &str| {
        if !value.is_empty() {
            output.text(format!("  {DIM}{name:<14}{DIM:#}{value}"));
        }
    };
    fact("customer", &joined(&[&profile.first_name, &profile.last_name], " "));
    fact("organisation", &joined(&[&profile.organisation], ""));
    fact("legal form", profile.legal_form.as_str());
    fact("e-mail", profile.email.as_str());
    fact("telephone", &joined(&[&profile.phone], ""));
    let city = joined(&[&profile.zip, &profile.city], " ");
    let parts = [joined(&[&profile.address], ""), city];
    let parts = parts.iter().map(String::as_str).filter(|part| !part.is_empty());
    fact("address", &parts.collect::<Vec<_>>().join(", "));
    fact("country", &profile.country.to_string());
    fact("language", profile.language.as_str());
    fact("vat number", &joined(&[&profile.vat], ""));
    let tax = match engine.tax_of(account) {
        Ok(Tax { ground, rate }) => format!("{rate} tax ({ground})"),
        Err(undecided) => undecided.to_string(),
    };
    let billing = format!("in {} by {}, {tax}", account.currency, account.subsidiary);
    fact("billed", &billing);
    fact("account id", &account.id.to_string());
    fact("created", &find::minute(account.created_at, zone));
    fact("prepaid", &balances.prepaid.to_string());
    fact("fidelity", &balances.fidelity.to_string());
    let services = match (shown.services.len(), shown.next_expiry()) {
        (count, Some(next)) => format!("{count}, the next one expires on {next}"),
        (count, None) => count.to_string(),
    };
    fact("services", &services);
    fact("renew day", &shown.renew_day(engine));
    let look = match (&shown.parked, shown.next_look()) {
        (Some(_), _) => "not before it is released".to_owned(),
        (None, Some(day)) => format!("the calendar looks at it on {day}"),
        (None, None) => "the calendar has nothing to look at".to_owned(),
    };
    fact("agenda", &look);
    if let Some(parked) = &shown.parked {
        let (since, reason) = (find::minute(parked.at, zone), &parked.reason);
        fact("parked", &format!("{YELLOW}since {since}: {reason}{YELLOW:#}"));
    }
    fact("applications", &shown.applications.to_string());
    methods(output, &shown.methods);
    debts(output, engine, &shown.debts);
}

fn joined(names: &[&Option<Name>], separator: &str) -> String {
    let given = names.iter().filter_map(|name| name.as_ref().map(Name::as_str));
    given.collect::<Vec<_>>().join(separator)
}

fn methods(output: &Output, methods: &[PaymentMethod]) {
    if methods.is_empty() {
        return;
    }
    output.text(format!("\n  {BOLD}Payment methods{BOLD:#}"));
    let columns = [
        ("id", Align::Right),
        ("mean id", Align::Right),
        ("kind", Align::Left),
        ("label", Align::Left),
        ("status", Align::Left),
        ("last day", Align::Left),
        ("", Align::Left),
    ];
    let rows = methods.iter().map(|method| {
        [
            method.id.to_string(),
            method.mean_id.to_string(),
            method.kind.mean().to_owned(),
            joined(&[&method.label], ""),
            method.status.code().to_owned(),
            method.expires_on.map_or_else(|| "-".to_owned(), |date| date.to_string()),
            if method.is_default { "default".to_owned() } else { String::new() },
        ]
    });
    output.table(2, columns, rows);
}

fn debts(output: &Output, engine: &Engine, debts: &[Debt]) {
    if debts.is_empty() {
        return;
    }
    output.text(format!("\n  {BOLD}Debts{BOLD:#}"));
    let columns = [
        ("id", Align::Right),
        ("order", Align::Right),
        ("amount", Align::Right),
        ("since", Align::Left),
        ("to be paid by", Align::Left),
        ("state", Align::Left),
    ];
    let (zone, today) = (engine.clock().zone(), engine.clock().now().today);
    let rows = debts.iter().map(|debt| {
        [
            debt.id.to_string(),
            debt.order.to_string(),
            debt.amount.to_string(),
            find::minute(debt.at, zone),
            debt.due_on.to_string(),
            match (&debt.state, debt.status_on(today)) {
                (DebtState::Open, DebtStatus::Overdue) => "overdue".to_owned(),
                (DebtState::Open, _) => "open".to_owned(),
                (DebtState::BeingPaid { order }, _) => format!("being paid by order {order}"),
                (DebtState::Paid { order, .. }, _) => format!("paid by order {order}"),
                (DebtState::WrittenOff { reason, .. }, _) => {
                    plain(&format!("written off: {reason}"))
                }
            },
        ]
    });
    output.table(2, columns, rows);
}

fn to_json(engine: &Engine, shown: &Shown) -> Value {
    let StoredAccount { account, balances, .. } = &shown.stored;
    let (profile, tax) = (&account.profile, engine.tax_of(account).ok());
    let methods = shown.methods.iter().map(|method| {
        json!({
            "id": method.id.get(),
            "meanId": method.mean_id.get(),
            "kind": method.kind.mean(),
            "label": text(&method.label),
            "status": method.status.code(),
            "default": method.is_default,
            "expiresOn": method.expires_on.map(|date| date.to_string()),
        })
    });
    let debts = shown.debts.iter().map(|debt| {
        json!({
            "id": debt.id.get(),
            "orderId": debt.order.get(),
            "amount": debt.amount.to_decimal(),
            "since": debt.at.to_string(),
            "dueOn": debt.due_on.to_string(),
            "state": debt.state.code(),
        })
    });
    json!({
        "nichandle": account.nichandle.as_str(),
        "accountId": account.id.get(),
        "email": profile.email.as_str(),
        "country": profile.country.to_string(),
        "language": profile.language.as_str(),
        "legalForm": profile.legal_form.as_str(),
        "firstName": text(&profile.first_name),
        "lastName": text(&profile.last_name),
        "organisation": text(&profile.organisation),
        "address": text(&profile.address),
        "zip": text(&profile.zip),
        "city": text(&profile.city),
        "phone": text(&profile.phone),
        "vat": text(&profile.vat),
        "currency": account.currency.code(),
        "taxRate": tax.map(|tax| tax.rate.to_string().trim_end_matches(" %").to_owned()),
        "taxGround": tax.map(|tax| tax.ground.code()),
        "subsidiary": account.subsidiary.as_str(),
        "createdAt": account.created_at.to_string(),
        "prepaid": balances.prepaid.to_decimal(),
        "fidelity": balances.fidelity.to_decimal(),
        "services": shown.services.len(),
        "nextExpiry": shown.next_expiry().map(|date| date.to_string()),
        "renewDay": account.renew_day(engine.calendar()).get(),
        "autorenew": account.autorenew.map(|chosen| {
            json!({ "active": chosen.active, "renewDay": chosen.renew_day.get() })
        }),
        "nextLook": shown.next_look().map(|date| date.to_string()),
        "parked": shown.parked.as_ref().map(|parked| {
            json!({ "since": parked.at.to_string(), "reason": parked.reason })
        }),
        "applications": shown.applications,
        "paymentMethods": methods.collect::<Vec<_>>(),
        "debts": debts.collect::<Vec<_>>(),
    })
}

fn text(name: &Option<Name>) -> Option<&str> {
    name.as_ref().map(Name::as_str)
}
