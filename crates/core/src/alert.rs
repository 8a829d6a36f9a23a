//! Balances that fall below what their owner wants to be told of.

use jiff::civil::Date;

use crate::account::Account;
use crate::automatic::{Notice, NoticeKind, NoticeSubject};
use crate::means::{Balances, Means};
use crate::money::Money;

/// What is told of a change of balances: one notice for each that was not below its threshold and is now.
#[must_use]
pub fn low_balances(
    account: &Account,
    before: Balances,
    after: Balances,
    day: Date,
) -> Vec<Notice> {
    let alerts = account.alerts;
    let balances = [
        (Means::Prepaid, alerts.prepaid, before.prepaid, after.prepaid),
        (Means::Fidelity, alerts.points, before.fidelity, after.fidelity),
    ];
    let low = balances.into_iter().filter_map(|(of, threshold, before, after)| {
        let threshold = threshold.filter(|threshold| threshold.is_passed(before, after))?;
        let threshold = Money::from_ucents(threshold.ucents(), after.currency());
        Some(NoticeSubject::Balance { of, amount: after, threshold })
    });
    low.map(|subject| Notice {
        kind: NoticeKind::BalanceLow,
        day,
        order: None,
        amount: None,
        means: None,
        request: None,
        parties: None,
        refund: None,
        subject: Some(subject),
        items: Vec::new(),
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::{Alerts, Threshold};
    use crate::samples::{TODAY, account, balances, eur};

    #[test]
    fn each_balance_is_told_of_when_it_passes_its_threshold() {
        let threshold = |units| Threshold::try_new(units).ok();
        let alerts = Alerts { prepaid: threshold(10), points: threshold(0) };
        let account = Account { alerts, ..account() };
        let full = balances("30", "5");
        let told = |before: Balances, after: Balances| {
            let notices = low_balances(&account, before, after, TODAY);
            notices.into_iter().filter_map(|notice| notice.subject).collect::<Vec<_>>()
        };
        let low = NoticeSubject::Balance {
            of: Means::Prepaid,
            amount: eur("9.99"),
            threshold: eur("10"),
        };
        assert_eq!(told(full, balances("9.99", "0")), [low], "nothing is below no points");
        assert_eq!(told(full, balances("10", "5")), []);
        assert_eq!(told(balances("9.99", "5"), balances("2", "5")), [], "it was told of before");
        assert_eq!(told(balances("2", "5"), full), []);
    }
}
