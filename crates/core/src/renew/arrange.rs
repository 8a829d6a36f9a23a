//! Changing how a service is to be renewed: from a wish to settings, or to a refusal that explains itself.

use jiff::civil::Date;

use super::{AutomaticKind, RenewMode, RenewSettings, Stop};
use crate::id::OrderId;
use crate::period::Period;
use crate::service::{Service, ServiceState};
use crate::step::Step;

/// What the holder wants; what is not said stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wish {
    /// Who is to start the renewals.
    pub mode: Option<WantedMode>,
    /// For how long automatic renewal is to renew.
    pub period: Option<Period>,
    /// Whether, and when, the service is to end.
    pub stop: Option<WantedStop>,
}

/// Who is to start the renewals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WantedMode {
    /// The calendar.
    Automatic,
    /// The holder.
    Manual,
}

/// Whether, and when, a service is to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WantedStop {
    /// It is not.
    Never,
    /// Then.
    At(Stop),
}

/// The settings as the older API has them: flags, of which clients send all, changed or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags {
    /// Renewed by the calendar.
    pub automatic: Option<bool>,
    /// Renewed by hand.
    pub manual_payment: Option<bool>,
    /// Ended at the expiry.
    pub delete_at_expiration: Option<bool>,
    /// Part of the product.
    pub forced: Option<bool>,
    /// For how long; none leaves it as it is.
    pub period: Option<Period>,
}

/// Why the settings stay as they are.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ArrangeRefusal {
    /// It is wanted both ways.
    #[error("automatic and manualPayment contradict each other: set one of them")]
    BothModes,
    /// It is wanted neither way, and something else is to change.
    #[error(
        "automatic and manualPayment are both false, and the period is to change: say who renews the service by \
         setting one of them to true"
    )]
    NeitherMode,
    /// Automatic renewal and an end are wanted at once.
    #[error(
        "a service cannot both be renewed automatically and end at its expiry: ask for one of them"
    )]
    AutomaticAndStop,
    /// Whether a product's renewal is forced is not the holder's to say.
    #[error("`forced` belongs to the product and cannot be changed: it is {is}")]
    Forced {
        /// What it is.
        is: bool,
    },
    /// The mode belongs to the product.
    #[error("the renewal of this service is {} and cannot be changed: {}", mode.code(), explain(*mode))]
    ModeFixed {
        /// The mode.
        mode: RenewMode,
    },
    /// This kind of automatic renewal is ended, not switched off.
    #[error("{} cannot be switched to manual renewal: let the service end with deleteAtExpiration, or terminate it", mode.code())]
    NotSwitchable {
        /// The mode.
        mode: RenewMode,
    },
    /// The holder is bound.
    #[error(
        "the engagement lasts until {until}, beyond the expiry: the service can end with it (terminateAtEngagementDate)"
    )]
    Engaged {
        /// The last day of the engagement.
        until: Date,
    },
    /// There is no engagement that it could end with.
    #[error("the service has no engagement to end with: use terminateAtExpirationDate")]
    NotEngaged,
    /// A renewal was not paid.
    #[error("the renewal of this service is unpaid{}: pay it first", of(*order))]
    InDebt {
        /// The order that renews it.
        order: Option<OrderId>,
    },
    /// It is out of service.
    #[error("it is out of service since {since}: renew it first")]
    Suspended {
        /// Since when.
        since: Date,
    },
    /// It is not delivered yet.
    #[error("this service is still being created: try again when it is delivered")]
    InCreation,
    /// It is gone.
    #[error("this service was deleted")]
    Deleted,
    /// The plan has no price for the period.
    #[error("the service cannot be renewed for {asked}; periods: {}", list(allowed))]
    NoPrice {
        /// The period that was asked for.
        asked: Period,
        /// Those that have a price.
        allowed: Vec<Period>,
    },
    /// Automatic renewal would have nothing to debit.
    #[error(
        "automatic renewal needs something to debit: register a payment method, or credit the prepaid account"
    )]
    NothingToDebit,
}

fn explain(mode: RenewMode) -> &'static str {
    match mode {
        RenewMode::Option => "it follows the service that it is an option of",
        RenewMode::OneShot => "it was sold once",
        RenewMode::Automatic(_) | RenewMode::Manual => "it is part of the product",
    }
}

fn of(order: Option<OrderId>) -> String {
    order.map(|order| format!(" (order {order})")).unwrap_or_default()
}

fn list(periods: &[Period]) -> String {
    periods.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

impl Flags {
    /// What the flags ask for, beside what the settings are.
    ///
    /// # Errors
    ///
    /// [`ArrangeRefusal`] for flags that contradict each other or are not the holder's to set.
    pub fn wish(&self, present: RenewSettings) -> Result<Wish, ArrangeRefusal> {
        let is_forced = present.mode().is_forced();
        if self.forced.is_some_and(|forced| forced != is_forced) {
            return Err(ArrangeRefusal::Forced { is: is_forced });
        }
        let is_automatic = matches!(present.mode(), RenewMode::Automatic(_));
        let is_manual = present.mode() == RenewMode::Manual;
        let automatic = self.automatic.filter(|wanted| *wanted != is_automatic);
        let manual = self.manual_payment.filter(|wanted| *wanted != is_manual);
        let both = self.automatic == Some(true) && self.manual_payment == Some(true);
        let neither = self.automatic == Some(false) && self.manual_payment == Some(false);
        let period = self.period.filter(|period| Some(*period) != present.period());
        let ends = self.delete_at_expiration == Some(true);
        let mode = match (automatic, manual) {
            (Some(true), _) if ends => return Err(ArrangeRefusal::AutomaticAndStop),
            // Whoever sends the answer of a GET back with the end set means the end.
            _ if ends => None,
            (Some(true), _) | (_, Some(true)) if both => return Err(ArrangeRefusal::BothModes),
            // Who turns automatic renewal off by this flag alone has no other business. A program that wants another
            // period, and fills in false for whatever it was not told, must not turn it off in passing.
            (Some(false), _) if neither && period.is_some() => {
                return Err(ArrangeRefusal::NeitherMode);
            }
            (Some(true), _) => Some(WantedMode::Automatic),
            (Some(false), _) | (_, Some(true)) => Some(WantedMode::Manual),
            (None, _) => None,
        };
        let stop = match self.delete_at_expiration {
            Some(true) => Some(WantedStop::At(Stop::AtExpiration)),
            // An end with the engagement is none of these flags.
            Some(false) if present.stop() == Some(Stop::AtExpiration) => Some(WantedStop::Never),
            Some(false) | None => None,
        };
        Ok(Wish { mode, period, stop })
    }
}

impl Wish {
    /// The settings of a service after the wish, [`Step::Unchanged`] if that is what they are.
    ///
    /// An end at the expiry turns automatic renewal off where it can be; taking the end back does not turn it on again.
    /// `periods` have a price; `can_debit` says whether the account has anything to debit.
    ///
    /// # Errors
    ///
    /// [`ArrangeRefusal`] for the first guard that does not hold.
    pub fn granted(
        &self,
        service: &Service,
        periods: &[Period],
        can_debit: bool,
    ) -> Result<Step<RenewSettings>, ArrangeRefusal> {
        let present = service.renew;
        let mode = self.mode_after(present.mode())?;
        let stop = match self.stop {
            None => present.stop(),
            Some(WantedStop::Never) => None,
            Some(WantedStop::At(stop)) => Some(stop),
        };
        let ends = stop == Some(Stop::AtExpiration);
        if ends && self.mode == Some(WantedMode::Automatic) {
            return Err(ArrangeRefusal::AutomaticAndStop);
        }
        let switchable = mode == RenewMode::Automatic(AutomaticKind::V2012);
        let mode = if ends && switchable { RenewMode::Manual } else { mode };
        let period = self.period.or(present.period());
        let after = RenewSettings { mode, period, stop };
        if after == present {
            return Ok(Step::Unchanged);
        }
        check_state(service)?;
        self.check_engagement(service, after)?;
        if mode == RenewMode::OneShot && period != present.period() {
            return Err(ArrangeRefusal::ModeFixed { mode });
        }
        let begins = matches!(mode, RenewMode::Automatic(_)) && mode != present.mode();
        let has_price = |asked: &Period| periods.contains(asked);
        let asked = self.period.filter(|asked| begins || Some(*asked) != present.period());
        if let Some(asked) = asked.filter(|asked| !has_price(asked)) {
            return Err(ArrangeRefusal::NoPrice { asked, allowed: periods.to_vec() });
        }
        if begins && !can_debit {
            return Err(ArrangeRefusal::NothingToDebit);
        }
        Ok(Step::Changed(after))
    }

    fn mode_after(&self, present: RenewMode) -> Result<RenewMode, ArrangeRefusal> {
        use AutomaticKind::{ForcedProduct, V2012};
        let Some(wanted) = self.mode else { return Ok(present) };
        match (present, wanted) {
            (RenewMode::Automatic(_), WantedMode::Automatic)
            | (RenewMode::Manual, WantedMode::Manual) => Ok(present),
            (RenewMode::Manual, WantedMode::Automatic) => Ok(RenewMode::Automatic(V2012)),
            (RenewMode::Automatic(V2012), WantedMode::Manual) => Ok(RenewMode::Manual),
            (RenewMode::Automatic(ForcedProduct) | RenewMode::OneShot | RenewMode::Option, _) => {
                Err(ArrangeRefusal::ModeFixed { mode: present })
            }
            (RenewMode::Automatic(_), WantedMode::Manual) => {
                Err(ArrangeRefusal::NotSwitchable { mode: present })
            }
        }
    }

    fn check_engagement(
        &self,
        service: &Service,
        after: RenewSettings,
    ) -> Result<(), ArrangeRefusal> {
        let bound = service.engaged_until.filter(|_| service.is_engaged_beyond_expiry());
        let leaves = after.stop == Some(Stop::AtExpiration)
            || (after.mode == RenewMode::Manual && service.renew.mode != RenewMode::Manual);
        match bound {
            Some(until) if leaves => Err(ArrangeRefusal::Engaged { until }),
            None if self.stop == Some(WantedStop::At(Stop::AtEngagementEnd)) => {
                Err(ArrangeRefusal::NotEngaged)
            }
            _ => Ok(()),
        }
    }
}

/// Whether the state of a service lets its settings change.
pub(crate) fn check_state(service: &Service) -> Result<(), ArrangeRefusal> {
    match service.state {
        ServiceState::Active => Ok(()),
        ServiceState::Unpaid(unpaid) => Err(ArrangeRefusal::InDebt { order: unpaid.order }),
        ServiceState::Suspended(suspension) => {
            Err(ArrangeRefusal::Suspended { since: suspension.since })
        }
        ServiceState::InCreation => Err(ArrangeRefusal::InCreation),
        ServiceState::Deleted => Err(ArrangeRefusal::Deleted),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::samples::{self, period};

    fn service(mode: RenewMode, stop: Option<Stop>) -> Service {
        let renew = RenewSettings::try_new(mode, Some(period("P1M")), stop).unwrap();
        Service { renew, ..samples::service(1, "vps-1", date(2027, 1, 15)) }
    }

    const V2012: RenewMode = RenewMode::Automatic(AutomaticKind::V2012);
    const V2016: RenewMode = RenewMode::Automatic(AutomaticKind::V2016);

    /// The flags as a client sends them: what the settings are, with one change.
    fn flags(service: &Service, change: impl FnOnce(&mut Flags)) -> Result<String, String> {
        let automatic = matches!(service.renew.mode(), RenewMode::Automatic(_));
        let mut flags = Flags {
            automatic: Some(automatic),
            manual_payment: Some(service.renew.mode() == RenewMode::Manual),
            delete_at_expiration: Some(service.renew.stop() == Some(Stop::AtExpiration)),
            forced: Some(service.renew.mode().is_forced()),
            period: service.renew.period(),
        };
        change(&mut flags);
        let wish = flags.wish(service.renew).map_err(|error| error.to_string())?;
        grant(service, wish)
    }

    fn grant(service: &Service, wish: Wish) -> Result<String, String> {
        let periods = [period("P1M"), period("P1Y")];
        let step = wish.granted(service, &periods, true).map_err(|error| error.to_string())?;
        let Step::Changed(after) = step else { return Ok("unchanged".to_owned()) };
        let stop = after.stop().map(|stop| format!(" {}", stop.code())).unwrap_or_default();
        let period = after.period().map(|period| format!(" {period}")).unwrap_or_default();
        Ok(format!("{}{period}{stop}", after.mode().code()))
    }

    #[test]
    fn whatever_is_read_can_be_written_back() {
        for mode in RenewMode::ALL {
            assert_eq!(flags(&service(mode, None), |_| ()).as_deref(), Ok("unchanged"), "{mode:?}");
        }
        let ending = service(RenewMode::Manual, Some(Stop::AtExpiration));
        assert_eq!(flags(&ending, |_| ()).as_deref(), Ok("unchanged"));
        let with_engagement = service(V2012, Some(Stop::AtEngagementEnd));
        assert_eq!(flags(&with_engagement, |_| ()).as_deref(), Ok("unchanged"));
        // A price may be gone that was there when the period was chosen.
        let mut old = service(V2012, None);
        old.renew.period = Some(period("P2Y"));
        assert_eq!(flags(&old, |_| ()).as_deref(), Ok("unchanged"));
        let off = flags(&old, |flags| flags.automatic = Some(false));
        assert_eq!(off.as_deref(), Ok("manual P2Y"));
    }

    #[test]
    fn an_end_turns_automatic_renewal_off_and_taking_it_back_does_not_turn_it_on() {
        let ends = flags(&service(V2012, None), |flags| flags.delete_at_expiration = Some(true));
        assert_eq!(ends.as_deref(), Ok("manual P1M deleteAtExpiration"));
        let ending = service(RenewMode::Manual, Some(Stop::AtExpiration));
        let back = flags(&ending, |flags| flags.delete_at_expiration = Some(false));
        assert_eq!(back.as_deref(), Ok("manual P1M"));
        let both = flags(&ending, |flags| {
            *flags = Flags { automatic: Some(true), delete_at_expiration: Some(false), ..*flags };
            flags.manual_payment = Some(false);
        });
        assert_eq!(both.as_deref(), Ok("automaticV2012 P1M"));
        let other_kind = flags(&service(V2016, None), |f| f.delete_at_expiration = Some(true));
        assert_eq!(other_kind.as_deref(), Ok("automaticV2016 P1M deleteAtExpiration"));
    }

    #[test]
    fn manual_and_back() {
        let off = flags(&service(V2012, None), |flags| flags.automatic = Some(false));
        assert_eq!(off.as_deref(), Ok("manual P1M"));
        let manual = service(RenewMode::Manual, None);
        let on = flags(&manual, |flags| {
            (flags.automatic, flags.manual_payment) = (Some(true), Some(false));
            flags.period = Some(period("P1Y"));
        });
        assert_eq!(on.as_deref(), Ok("automaticV2012 P1Y"));
        let poor = Wish { mode: Some(WantedMode::Automatic), ..Wish::default() };
        assert_eq!(poor.granted(&manual, &[], false), Err(ArrangeRefusal::NothingToDebit));
    }

    #[test]
    fn what_makes_no_sense_is_refused_with_an_explanation() {
        let manual = service(RenewMode::Manual, None);
        let cases = [
            (
                flags(&manual, |flags| flags.automatic = Some(true)),
                "automatic and manualPayment contradict each other: set one of them",
            ),
            (
                flags(&service(V2012, None), |flags| {
                    (flags.automatic, flags.period) = (Some(false), Some(period("P1Y")));
                }),
                "automatic and manualPayment are both false, and the period is to change: say who renews the \
                 service by setting one of them to true",
            ),
            (
                flags(&service(RenewMode::Manual, Some(Stop::AtExpiration)), |flags| {
                    (flags.automatic, flags.manual_payment) = (Some(true), Some(false));
                }),
                "a service cannot both be renewed automatically and end at its expiry: ask for one of them",
            ),
            (
                flags(&service(RenewMode::Option, None), |flags| flags.manual_payment = Some(true)),
                "the renewal of this service is option and cannot be changed: it follows the service that it is an \
                 option of",
            ),
            (
                flags(&service(RenewMode::OneShot, None), |flags| {
                    flags.period = Some(period("P1Y"));
                }),
                "the renewal of this service is oneShot and cannot be changed: it was sold once",
            ),
            (
                flags(&manual, |flags| flags.forced = Some(true)),
                "`forced` belongs to the product and cannot be changed: it is false",
            ),
            (
                flags(&service(RenewMode::OneShot, None), |flags| flags.automatic = Some(true)),
                "the renewal of this service is oneShot and cannot be changed: it was sold once",
            ),
            (
                flags(&service(V2016, None), |flags| flags.automatic = Some(false)),
                "automaticV2016 cannot be switched to manual renewal: let the service end with \
                 deleteAtExpiration, or terminate it",
            ),
            (
                flags(&manual, |flags| flags.period = Some(period("P3M"))),
                "the service cannot be renewed for P3M; periods: P1M, P1Y",
            ),
            (
                grant(
                    &manual,
                    Wish {
                        mode: Some(WantedMode::Automatic),
                        stop: Some(WantedStop::At(Stop::AtExpiration)),
                        ..Wish::default()
                    },
                ),
                "a service cannot both be renewed automatically and end at its expiry: ask for one of them",
            ),
            (
                grant(
                    &manual,
                    Wish { stop: Some(WantedStop::At(Stop::AtEngagementEnd)), ..Wish::default() },
                ),
                "the service has no engagement to end with: use terminateAtExpirationDate",
            ),
        ];
        for (refused, text) in cases {
            assert_eq!(refused.unwrap_err(), text);
        }
    }

    #[test]
    fn debts_and_engagements_bind() {
        let mut engaged = service(V2012, None);
        engaged.engaged_until = Some(date(2027, 6, 14));
        let text = "the engagement lasts until 2027-06-14, beyond the expiry: the service can end with it \
                    (terminateAtEngagementDate)";
        let off = flags(&engaged, |flags| flags.automatic = Some(false));
        assert_eq!(off.unwrap_err(), text);
        let ends = flags(&engaged, |flags| flags.delete_at_expiration = Some(true));
        assert_eq!(ends.unwrap_err(), text);
        let with_it = Wish { stop: Some(WantedStop::At(Stop::AtEngagementEnd)), ..Wish::default() };
        assert_eq!(
            grant(&engaged, with_it).as_deref(),
            Ok("automaticV2012 P1M deleteAtEndEngagement")
        );
        let mut unpaid = service(V2012, None);
        unpaid.state = ServiceState::Unpaid(crate::service::Unpaid {
            since: date(2027, 1, 1),
            attempts: 1,
            order: Some(samples::order_id(7)),
            attempts_before: 0,
        });
        let off = flags(&unpaid, |flags| flags.automatic = Some(false));
        assert_eq!(
            off.unwrap_err(),
            "the renewal of this service is unpaid (order 7): pay it first"
        );
        let mut late = service(RenewMode::Manual, None);
        late.state = samples::suspended(date(2027, 1, 15));
        let on = flags(&late, |flags| flags.period = Some(period("P1Y")));
        assert_eq!(on.unwrap_err(), "it is out of service since 2027-01-15: renew it first");
    }
}
