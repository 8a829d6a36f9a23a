//! What gateways have taken back becomes debts.
//!
//! Every reversal is told until it is acknowledged, and it is acknowledged when its debt is durable: so one is never lost,
//! and told twice it is known already. One that cannot be entered now does not keep others waiting.

use std::sync::Arc;

use perennial_core::step::Step;
use perennial_core::text::Name;

use crate::engine::Engine;
use crate::error::EngineError;
use crate::gateway::{Reversal, answer_within};
use crate::journal;

const ACTOR: &str = "take back payments";

impl Engine {
    /// Enters what was taken back. Answers how many payments that was.
    pub(super) async fn take_back_payments(self: &Arc<Self>) -> usize {
        let mut last: Option<Name> = None;
        let mut taken = 0;
        loop {
            let told = answer_within(self.gateway.reversals(last.as_ref())).await;
            let told = told.unwrap_or_default();
            // A gateway that does not go on would be asked for ever.
            let end = told.iter().map(|reversal| &reversal.id).max();
            let Some(end) = end.filter(|end| Some(*end) > last.as_ref()) else { return taken };
            last = Some(end.clone());
            for reversal in &told {
                taken += usize::from(self.hear_reversal(reversal).await);
            }
        }
    }

    /// Enters a reversal. One that cannot be is in the journal, for people to look at, and is acknowledged too.
    async fn hear_reversal(&self, reversal: &Reversal) -> bool {
        let context = journal::own_context(reversal.account, ACTOR, self.ids.query());
        let entered = self.reverse_payment(&context, reversal).await;
        let is_new = matches!(entered, Ok(Step::Changed(_)));
        match entered {
            Ok(_) | Err(EngineError::Reversal(_)) => {
                self.gateway.acknowledge_reversal(reversal).await;
            }
            Err(error) => {
                let (account, payment) = (reversal.account, reversal.payment);
                tracing::warn!(%account, %payment, %error, "a reversal will be heard again");
            }
        }
        is_new
    }
}
