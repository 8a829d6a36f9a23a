//! Giving up a payment method, and every reason why not now.

use jiff::Timestamp;
use jiff::civil::Date;

use super::refusal::MethodRefusal;
use super::registration::ended;
use super::{Means, MethodStatus, PaymentMethod};
use crate::payment::Payment;
use crate::renew::RenewMode;
use crate::service::{Service, ServiceState};
use crate::step::Step;

/// What of an account matters when a method goes.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings<'a> {
    /// All its methods.
    pub methods: &'a [PaymentMethod],
    /// Its payments that have no outcome, at least.
    pub payments: &'a [Payment],
    /// All its services.
    pub services: &'a [Service],
}

/// The method, given up. One that is over already stays as it is.
///
/// # Errors
///
/// [`MethodRefusal`] while a payment with it is in doubt, while it is the default beside others, and while it is the last
/// one that services which renew automatically can be debited from.
pub fn remove(
    method: &PaymentMethod,
    around: Surroundings<'_>,
    today: Date,
    now: Timestamp,
) -> Result<Step<PaymentMethod>, MethodRefusal> {
    if method.status.is_over() {
        return Ok(Step::Unchanged);
    }
    let id = method.id;
    let with_it = |payment: &&Payment| matches!(payment.means, Means::Method(one, _) if one == id);
    let open = around.payments.iter().filter(|payment| payment.state.is_open()).find(with_it);
    if let Some(open) = open {
        return Err(MethodRefusal::InDoubt { method: id, payment: open.id });
    }
    let others = || around.methods.iter().filter(|other| other.id != id);
    if method.is_default && others().any(|other| other.status == MethodStatus::Valid) {
        return Err(MethodRefusal::IsDefault { method: id });
    }
    let is_last = method.is_usable(today) && !others().any(|other| other.is_usable(today));
    let mut automatic = around.services.iter().filter(|service| is_debited(service));
    if let Some(first) = automatic.next().filter(|_| is_last) {
        let services = automatic.count().saturating_add(1);
        return Err(MethodRefusal::LastMethod { method: id, services, first: first.id });
    }
    Ok(Step::Changed(ended(method.clone(), MethodStatus::Canceled, now)))
}

/// Whether a service is to be debited one day: it renews itself, and is not to end.
fn is_debited(service: &Service) -> bool {
    let renews = matches!(service.renew.mode(), RenewMode::Automatic(_));
    renews && service.renew.stop().is_none() && service.state != ServiceState::Deleted
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::id::PaymentMethodId;
    use crate::means::MethodKind;
    use crate::payment::PaymentState;
    use crate::renew::{AutomaticKind, RenewSettings, Stop};
    use crate::samples::{self, TODAY, eur, order_id, payment_id, period};

    fn service(mode: RenewMode, stop: Option<Stop>) -> Service {
        let renew = RenewSettings::try_new(mode, Some(period("P1M")), stop).unwrap();
        Service { renew, ..samples::service(7, "vps-1", date(2027, 1, 31)) }
    }

    fn methods() -> Vec<PaymentMethod> {
        let card = samples::method(1, 11, MethodKind::CreditCard);
        let paypal = samples::method(2, 12, MethodKind::Paypal);
        vec![PaymentMethod { is_default: true, ..card }, paypal]
    }

    fn removed(
        at: usize,
        methods: &[PaymentMethod],
        payments: &[Payment],
        services: &[Service],
    ) -> Result<Step<PaymentMethod>, MethodRefusal> {
        let around = Surroundings { methods, payments, services };
        remove(&methods[at], around, TODAY, samples::now().at)
    }

    fn id(method: i64) -> PaymentMethodId {
        PaymentMethodId::try_new(method).unwrap()
    }

    #[test]
    fn what_is_given_up_is_not_the_default_and_stays_given_up() {
        let gone = removed(1, &methods(), &[], &[]).unwrap().changed().unwrap();
        assert_eq!((gone.status, gone.is_default), (MethodStatus::Canceled, false));
        for status in [MethodStatus::Canceled, MethodStatus::Rejected] {
            let mut methods = methods();
            methods[1].status = status;
            assert_eq!(removed(1, &methods, &[], &[]), Ok(Step::Unchanged));
        }
    }

    #[test]
    fn a_payment_in_doubt_keeps_its_method() {
        let payment = |state| Payment {
            id: payment_id(5),
            order: order_id(6),
            means: Means::Method(id(2), MethodKind::Paypal),
            amount: eur("1"),
            created_at: samples::now().at,
            state,
        };
        let at = samples::now().at;
        for state in [PaymentState::Pending, PaymentState::Unknown { since: at }] {
            let refused = removed(1, &methods(), &[payment(state)], &[]);
            let payment = payment_id(5);
            assert_eq!(refused, Err(MethodRefusal::InDoubt { method: id(2), payment }));
        }
        let over = payment(PaymentState::Captured { at, reference: None });
        assert!(removed(1, &methods(), &[over], &[]).is_ok());
    }

    #[test]
    fn another_default_is_chosen_first() {
        let refused = removed(0, &methods(), &[], &[]);
        assert_eq!(refused, Err(MethodRefusal::IsDefault { method: id(1) }));
        let mut methods = methods();
        methods[1].status = MethodStatus::Failed;
        assert!(removed(0, &methods, &[], &[]).is_ok(), "nothing else could be the default");
    }

    #[test]
    fn the_last_method_stays_while_something_renews_itself() {
        use RenewMode::{Automatic, Manual, OneShot};
        let mut methods = methods();
        methods.pop();
        let automatic = || service(Automatic(AutomaticKind::V2012), None);
        let refused = removed(0, &methods, &[], &[service(Manual, None), automatic()]);
        let first = samples::id(7);
        assert_eq!(refused, Err(MethodRefusal::LastMethod { method: id(1), services: 1, first }));
        let ending = service(Automatic(AutomaticKind::V2014), Some(Stop::AtExpiration));
        let deleted = Service { state: ServiceState::Deleted, ..automatic() };
        for free in [service(Manual, None), ending, deleted] {
            assert!(removed(0, &methods, &[], &[free]).is_ok());
        }
        let once = RenewSettings::try_new(OneShot, None, None).unwrap();
        let once = Service { renew: once, ..automatic() };
        assert!(removed(0, &methods, &[], &[once]).is_ok());
        // One that is over for another reason is not the last that can be debited.
        methods[0].expires_on = Some(date(2026, 10, 31));
        assert!(removed(0, &methods, &[], &[automatic()]).is_ok());
    }
}
