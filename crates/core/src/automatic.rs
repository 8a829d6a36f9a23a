//! Automatic renewal: what the calendar does about the services of one account on one day.
//!
//! [`plan_day`] is a pure function. It takes what an account holds ([`Holder`]) and a day, and answers everything that
//! is to happen on that day ([`DayPlan`]): one order for all that is to be renewed, orders that are to be paid again,
//! notices, suspensions, deletions, and for each service why. The same function makes the run, the budget that may
//! stop it, and the forecast.
//!
//! The day is a business day, not "now": days that were missed are done afterwards, each once, oldest first, and come
//! to the same (invariant I10). Nothing is charged here, and no clock is read.

mod attempt;
mod brief;
mod ending;
mod finding;
mod forecast;
mod holder;
mod intent;
mod notice;
mod outlook;
mod plan;
mod planner;
mod renewals;
mod timeline;

pub use attempt::next_means;
pub use brief::{DebitBrief, ForecastBrief};
pub use ending::{last_day as last_end_told_of, method_that_ends};
pub use finding::{Finding, Found, WhyNot};
pub use forecast::{Debit, Doom, Forecast, Unusable, forecast};
pub use holder::{Holder, Standing};
pub use intent::Intent;
pub use notice::{
    Notice, NoticeItem, NoticeKind, NoticeParties, NoticeRefund, NoticeRequest, NoticeSubject,
};
pub use outlook::Outlook;
pub use plan::{Charge, DayPlan, OrderToPay, plan_day};
pub use timeline::{due_after_renewal, due_at_the_latest, next_due, notice_days, retry_on};

#[cfg(test)]
mod tests;
