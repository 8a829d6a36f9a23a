//! Money of the prepaid account goes back to its owner: by transfer to one of their bank accounts.
//!
//! The amount leaves the balance when the transfer is started, so that it cannot be spent meanwhile, and comes back if
//! the transfer comes to nothing.

use crate::account::Account;
use crate::id::{OrderId, PaymentId, PaymentMeanId};
use crate::limits::{CREDIT_UNITS_MAX, ORDER_VALIDITY};
use crate::means::{Balances, Means, MethodKind, PaymentMethod};
use crate::money::{Money, MoneyError, UCENTS_PER_UNIT};
use crate::payment::{Payment, PaymentState};
use crate::service::Quantity;
use crate::tax::{Tax, TaxRate};
use crate::text::{Name, TextError};
use crate::time::Now;

use super::{Category, Line, Order, OrderState, OrderTerms, Totals};

/// What is to be paid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WithdrawRequest {
    /// Whole units of the account's currency.
    pub units: i64,
    /// The bank account, in the older numbering.
    pub bank_account: PaymentMeanId,
}

/// Why no money is paid out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WithdrawRefusal {
    /// The amount is nothing, less, or more than is paid out at once.
    #[error(
        "amount: {asked} {unit} cannot be paid out at once; ask for a whole number from 1 to {CREDIT_UNITS_MAX}"
    )]
    Amount {
        /// What was asked for.
        asked: i64,
        /// What it was in.
        unit: &'static str,
    },
    /// There is less on the prepaid account.
    #[error(
        "the prepaid account holds {balance}, and {amount} is to be paid out; ask for at most that"
    )]
    BalanceTooLow {
        /// What it holds.
        balance: Money,
        /// What was asked for.
        amount: Money,
    },
    /// No such bank account is registered.
    #[error("bankAccountId: there is no bank account {asked}; {}", offer(usable))]
    UnknownAccount {
        /// The id that was given.
        asked: PaymentMeanId,
        /// The bank accounts that money can be paid to.
        usable: Vec<PaymentMeanId>,
    },
    /// The bank account cannot be used.
    #[error("bankAccountId: bank account {asked} is {status}; {}", offer(usable))]
    NotUsable {
        /// The bank account.
        asked: PaymentMeanId,
        /// Its status.
        status: &'static str,
        /// The bank accounts that money can be paid to.
        usable: Vec<PaymentMeanId>,
    },
    /// The amounts do not fit.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// A text of the order cannot be.
    #[error(transparent)]
    Text(#[from] TextError),
}

fn offer(usable: &[PaymentMeanId]) -> String {
    match usable {
        [] => "register one first".to_owned(),
        some => {
            let ids: Vec<String> = some.iter().map(ToString::to_string).collect();
            format!("money can be paid to {}", ids.join(", "))
        }
    }
}

/// A withdrawal that is started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// The order, whose total is below nothing. It waits for the payment.
    pub order: Order,
    /// The payment, of the same amount.
    pub payment: Payment,
    /// What the account holds afterwards.
    pub balances: Balances,
}

/// Starts to pay money out.
///
/// # Errors
///
/// [`WithdrawRefusal`] for the first guard that does not hold.
pub fn withdraw(
    request: WithdrawRequest,
    account: &Account,
    methods: &[PaymentMethod],
    balances: Balances,
    now: Now,
    (order, payment): (OrderId, PaymentId),
) -> Result<Withdrawal, WithdrawRefusal> {
    let WithdrawRequest { units, .. } = request;
    let currency = account.currency;
    if !(1..=i64::from(CREDIT_UNITS_MAX)).contains(&units) {
        return Err(WithdrawRefusal::Amount { asked: units, unit: currency.code() });
    }
    let means = destination(request.bank_account, methods, now)?;
    let ucents = units.checked_mul(UCENTS_PER_UNIT).ok_or(MoneyError::Overflow)?;
    let amount = Money::from_ucents(ucents, currency);
    if !balances.prepaid_covers(amount) {
        return Err(WithdrawRefusal::BalanceTooLow { balance: balances.prepaid, amount });
    }
    let balances = Balances { prepaid: balances.prepaid.checked_sub(amount)?, ..balances };
    let amount = amount.checked_neg()?;
    let terms = terms(amount, now)?;
    let order = Order { id: order, terms, state: OrderState::Paying { payment } };
    let state = PaymentState::Pending;
    let payment =
        Payment { id: payment, order: order.id, means, amount, created_at: now.at, state };
    Ok(Withdrawal { order, payment, balances })
}

fn destination(
    asked: PaymentMeanId,
    methods: &[PaymentMethod],
    now: Now,
) -> Result<Means, WithdrawRefusal> {
    let banks = || methods.iter().filter(|method| method.kind == MethodKind::BankAccount);
    let usable = || banks().filter(|m| m.is_usable(now.today)).map(|m| m.mean_id).collect();
    let Some(method) = banks().find(|method| method.mean_id == asked) else {
        return Err(WithdrawRefusal::UnknownAccount { asked, usable: usable() });
    };
    if !method.is_usable(now.today) {
        let status = method.status.code();
        return Err(WithdrawRefusal::NotUsable { asked, status, usable: usable() });
    }
    Ok(Means::Method(method.id, method.kind))
}

fn terms(amount: Money, now: Now) -> Result<OrderTerms, WithdrawRefusal> {
    let line = Line {
        service: None,
        debt: None,
        name: Name::parse("ovhAccount")?,
        description: Name::parse("Transfer from the prepaid account")?,
        quantity: Quantity::ONE,
        unit_price: amount,
        amount,
        tax: Tax::agreed(TaxRate::ZERO),
        term: None,
        clause: None,
    };
    let lines = vec![line];
    let totals = Totals::of(&lines, amount.currency())?;
    let valid_until = now.at.checked_add(ORDER_VALIDITY).map_err(|_| MoneyError::Overflow)?;
    let category = Category::Withdrawal;
    Ok(OrderTerms { category, run_on: None, lines, totals, placed_at: now.at, valid_until })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;
    use crate::means::MethodStatus;
    use crate::samples::{account, eur, method, now, order_id, payment_id};

    fn bank() -> PaymentMethod {
        method(1, 3333, MethodKind::BankAccount)
    }

    fn ask(units: i64, methods: &[PaymentMethod]) -> Result<Withdrawal, WithdrawRefusal> {
        let balances = Balances { prepaid: eur("50"), ..Balances::empty(Currency::Eur) };
        let request = WithdrawRequest { units, bank_account: bank().mean_id };
        withdraw(request, &account(), methods, balances, now(), (order_id(1), payment_id(2)))
    }

    #[test]
    fn money_leaves_the_balance_when_the_transfer_is_started() {
        let started = ask(50, &[bank()]).unwrap();
        assert_eq!(started.balances.prepaid, eur("0"));
        assert_eq!(started.payment.amount, eur("-50"));
        assert_eq!(started.order.terms.totals.gross, started.payment.amount);
        assert_eq!(started.order.state, OrderState::Paying { payment: started.payment.id });
    }

    #[test]
    fn each_guard_refuses() {
        let text = |result: Result<Withdrawal, WithdrawRefusal>| result.unwrap_err().to_string();
        assert_eq!(
            text(ask(0, &[bank()])),
            "amount: 0 EUR cannot be paid out at once; ask for a whole number from 1 to 100000"
        );
        assert_eq!(
            text(ask(51, &[bank()])),
            "the prepaid account holds 50.00 €, and 51.00 € is to be paid out; ask for at most that"
        );
        let card = PaymentMethod { kind: MethodKind::CreditCard, ..bank() };
        let unknown = text(ask(1, &[card]));
        assert!(unknown.ends_with("register one first"), "{unknown}");
        let failed = PaymentMethod { status: MethodStatus::Failed, ..bank() };
        assert!(text(ask(1, &[failed])).contains("is FAILED"));
    }
}
