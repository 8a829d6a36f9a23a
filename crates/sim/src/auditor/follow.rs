//! Following what happens: passes of the background work, charges and their outcomes.

use super::books::{AccountRows, Books, RunRow};
use super::date::{self, Day};
use super::model::{Account, Means, Moment, PaymentState};
use super::{Auditor, ChargeRecord, PassFacts, Truth, Violation};

/// Times that one day is gone through, should declined payments make the account due again.
const SWEEPS: usize = 32;

/// Orders whose time ends at one instant, of which any may be over: more come together too seldom to matter.
const TIES: usize = 5;

/// A pass, for one account.
struct Pass<'a> {
    moment: Moment<'a>,
    facts: PassFacts,
    gateway: Vec<&'a ChargeRecord>,
    rows: &'a AccountRows,
    days: &'a [Day],
    /// Every moment at which the account could stand if the process died.
    moments: Vec<Account>,
    wrong: Vec<Violation>,
}

impl Auditor {
    /// A pass of the background work was made: says what must have come of it.
    pub fn follow_pass(
        &mut self,
        books: &Books,
        gateway: &[ChargeRecord],
        facts: PassFacts,
    ) -> Vec<Violation> {
        let is_of_pass = |run: &&RunRow| {
            matches!(run.state.as_str(), "running" | "done") && !self.runs_done.contains(&run.id)
        };
        let runs: Vec<&RunRow> = books.runs.iter().filter(is_of_pass).collect();
        let is_whole = !facts.died && runs.iter().all(|run| run.state == "done");
        let done = runs.iter().filter(|run| run.state == "done").map(|run| run.id);
        self.runs_done.extend(done.collect::<Vec<_>>());
        let mut wrong = check_days(&runs, facts.at);
        let nobody = AccountRows::default();
        let today = date::in_paris(facts.at);
        for (id, customer) in &mut self.customers {
            let rows = books.accounts.get(id).unwrap_or(&nobody);
            // A run does the partitions that had anything due when it was planned. What has become due since is done by the
            // next run of the day; if it never is, it is found overdue.
            let is_planned = |run: &&&RunRow| run.partitions.contains(&rows.partition);
            let days: Vec<Day> = runs.iter().filter(is_planned).map(|run| run.day).collect();
            let moment =
                Moment { calendar: &self.calendar, plans: &self.plans, at: facts.at, today };
            let mut pass = Pass {
                moment,
                facts,
                gateway: gateway.iter().filter(|record| record.account == *id).collect(),
                rows,
                days: &days,
                moments: vec![customer.account.clone()],
                wrong: Vec::new(),
            };
            pass.follow(&mut customer.account);
            if is_whole {
                wrong.append(&mut pass.wrong);
            } else {
                customer.candidates = pass.moments;
            }
        }
        wrong
    }

    /// A charge was made for the payment that was started last: says what came of it, if the gateway has it.
    pub fn follow_charge(
        &mut self,
        id: i64,
        order: usize,
        at: i64,
        gateway: &[ChargeRecord],
    ) -> Result<Option<PaymentState>, Violation> {
        let of_account: Vec<&ChargeRecord> =
            gateway.iter().filter(|record| record.account == id).collect();
        self.act(id, at, |account, moment| charge(account, order, &of_account, moment))
    }

    /// A charge has arrived at the gateway, for the payment that was started last; nobody knows its outcome yet.
    pub fn name_charge(&mut self, id: i64, order: usize, gateway: &[ChargeRecord]) {
        let of_account = gateway.iter().filter(|record| record.account == id);
        self.act(id, 0, |account, _| {
            if let Some(record) = find(account, order, of_account) {
                account.name_payment(order, record.payment);
            }
        });
    }

    /// What is due and was not done, though nobody is waited for.
    #[must_use]
    pub fn overdue(&self, at: i64) -> Vec<Violation> {
        let today = date::in_paris(at);
        let mut found = Vec::new();
        for customer in self.customers.values() {
            let services = customer.account.services.iter();
            for (id, service) in services.filter(|(_, one)| one.due.is_some_and(|due| due <= today))
            {
                let (name, due) = (&customer.name, service.due.map(date::print));
                let text = format!("{name}: service {id} is due since {due:?}: {service:?}");
                found.push(Violation::new("liveness", text));
            }
        }
        found
    }
}

/// The charge of the last payment of an order: the first one with its method that belongs to no other payment.
fn find<'a>(
    account: &Account,
    order: usize,
    gateway: impl Iterator<Item = &'a ChargeRecord>,
) -> Option<&'a ChargeRecord> {
    let last = account.last_payment(order);
    let Means::Method(method) = last.means else { return None };
    let mut of_method = gateway.filter(|record| record.method == method);
    match last.id {
        Some(id) => of_method.find(|record| record.payment == id),
        None => of_method.find(|record| !account.knows_payment(record.payment)),
    }
}

/// Runs do the days in their order, and none that is still to come.
fn check_days(runs: &[&RunRow], at: i64) -> Vec<Violation> {
    let today = date::in_paris(at);
    let wrong = runs.iter().filter(|run| run.day > today || run.planned_at > at);
    wrong
        .map(|run| {
            let day = date::print(run.day);
            Violation::new("runs", format!("run {} does {day}, which is still to come", run.id))
        })
        .collect()
}

/// Finds the charge of the last payment of an order at the gateway, and does what follows. None if it is not there.
fn charge(
    account: &mut Account,
    order: usize,
    gateway: &[&ChargeRecord],
    moment: &Moment<'_>,
) -> Result<Option<PaymentState>, Violation> {
    let Some(record) = find(account, order, gateway.iter().copied()) else { return Ok(None) };
    let gross = account.order(order).gross;
    if (record.amount, record.currency.as_str()) != (gross, account.currency.code) {
        let ChargeRecord { amount, currency, payment, .. } = record;
        let text = format!("payment {payment} charged {amount} {currency}, not {gross}");
        return Err(Violation::new("I3", text));
    }
    account.name_payment(order, record.payment);
    if record.answered && account.last_payment(order).state == PaymentState::Open {
        resolve(account, order, record.truth, moment);
    }
    Ok(Some(account.last_payment(order).state))
}

/// The outcome of the payment that an order waits for is known.
fn resolve(account: &mut Account, order: usize, truth: Truth, moment: &Moment<'_>) {
    match truth {
        Truth::Captured => account.captured(order, moment),
        Truth::Declined { hard } => account.failed(order, PaymentState::Declined { hard }, moment),
        Truth::Voided => account.failed(order, PaymentState::Voided, moment),
    }
}

impl Pass<'_> {
    /// Everything that one pass does for an account.
    fn follow(&mut self, account: &mut Account) {
        for (order, payment) in account.open_payments() {
            let of_payment = |record: &&&ChargeRecord| record.payment == payment;
            let Some(record) = self.gateway.iter().find(of_payment) else { continue };
            if record.told.is_some_and(|pass| pass <= self.facts.number) {
                resolve(account, order, record.truth, &self.moment);
                self.moments.push(account.clone());
            }
        }
        self.lapse(account);
        for day in self.days {
            for _ in 0..SWEEPS {
                if !account.is_due(*day) || !self.look(account, *day) {
                    break;
                }
            }
        }
    }

    /// Orders lapse in the order in which their time ends. Among those whose time ends at one instant there is no order, so
    /// any of them may be over when the process dies.
    fn lapse(&mut self, account: &mut Account) {
        while let Some(over) = account.lapsing(self.moment.at) {
            let before = account.clone();
            for chosen in 1..(1_u32 << over.len().min(TIES)) {
                let is_chosen =
                    |(place, _): &(usize, &usize)| *place >= TIES || chosen & (1 << place) != 0;
                let some = over.iter().enumerate().filter(is_chosen).map(|(_, order)| *order);
                *account = before.clone();
                account.lapse(some);
                self.moments.push(account.clone());
            }
            // The last choice were all of them.
        }
    }

    /// One look at an account. Answers whether it went to its end.
    fn look(&mut self, account: &mut Account, day: Day) -> bool {
        let charges = account.look(day, &self.moment);
        account.claim_orders(self.rows);
        for (order, means) in &charges {
            match means {
                Means::Method(_) => account.intend(*order, *means, &self.moment),
                Means::Prepaid | Means::Points => account.take(*order, *means, &self.moment),
            }
        }
        self.moments.push(account.clone());
        for (order, means) in charges {
            if !matches!(means, Means::Method(_)) {
                continue;
            }
            match charge(account, order, &self.gateway, &self.moment) {
                Ok(Some(_)) => self.moments.push(account.clone()),
                Ok(None) => {
                    let order = account.order(order);
                    let text =
                        format!("the gateway was not asked for {} of {order:?}", order.gross);
                    self.wrong.push(Violation::new("renewal", text));
                    return false;
                }
                Err(wrong) => {
                    self.wrong.push(wrong);
                    return false;
                }
            }
        }
        true
    }
}

impl Account {
    /// Whether a payment with an id is known.
    fn knows_payment(&self, id: i64) -> bool {
        let mut payments = self.orders.iter().flat_map(|order| &order.payments);
        payments.any(|payment| payment.id == Some(id))
    }

    /// The last payment of an order has an id.
    fn name_payment(&mut self, order: usize, id: i64) {
        let payments = self.orders.get_mut(order).map(|order| &mut order.payments);
        if let Some(payment) = payments.and_then(|payments| payments.last_mut()) {
            payment.id = Some(id);
        }
    }

    /// Orders whose payment has no outcome, with the payment's id, the oldest payment first.
    fn open_payments(&self) -> Vec<(usize, i64)> {
        let open = self.orders.iter().enumerate().filter_map(|(place, order)| {
            let last = order.payments.last()?;
            Some((last.at, place, last.id?)).filter(|_| last.state == PaymentState::Open)
        });
        let mut open: Vec<(i64, usize, i64)> = open.collect();
        open.sort_unstable();
        open.into_iter().map(|(_, place, id)| (place, id)).collect()
    }

    /// Gives payments without an outcome the ids that stand in the database.
    pub(super) fn claim_payments(&mut self, rows: &AccountRows) {
        for order in &mut self.orders {
            let id = order.id;
            let Some(last) = order.payments.last_mut() else { continue };
            if last.id.is_some() || last.state != PaymentState::Open {
                continue;
            }
            let is_open = |state: &str| matches!(state, "pending" | "unknown");
            let mut open = rows.payments.iter().filter(|(_, row)| is_open(&row.state));
            last.id = open.find(|(_, row)| Some(row.order) == id).map(|(id, _)| *id);
        }
    }
}
