//! Choosing below which balance one wants to be told.

use std::sync::Arc;

use perennial_core::account::{Alerts, Threshold};
use perennial_core::journal::Action;
use perennial_store::WriteSet;

use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::journal;

/// The balance that an alert is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlertOf {
    /// The prepaid account.
    Prepaid,
    /// Fidelity points.
    Points,
}

impl Engine {
    /// Stores below which balance the account wants to be told; none for never. What is so already changes nothing.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn set_alert(
        self: &Arc<Self>,
        context: &Context,
        of: AlertOf,
        threshold: Option<Threshold>,
    ) -> Result<(), EngineError> {
        let attempt = || self.set_alert_once(context, of, threshold);
        self.retry(context.account, attempt).await
    }

    async fn set_alert_once(
        &self,
        context: &Context,
        of: AlertOf,
        threshold: Option<Threshold>,
    ) -> Result<(), EngineError> {
        let stored = self.require_stored(context.account).await?;
        let before = stored.account.alerts;
        let (alerts, name) = match of {
            AlertOf::Prepaid => (Alerts { prepaid: threshold, ..before }, "ovhAccount"),
            AlertOf::Points => (Alerts { points: threshold, ..before }, "fidelityAccount"),
        };
        if alerts == before {
            return Ok(());
        }
        let below =
            threshold.map_or_else(|| "never".to_owned(), |t| format!("below {}", t.units()));
        let at = self.clock.at();
        let entry = journal::next(&stored.head, context, at, Action::SetAlert, name, below);
        let mut set = WriteSet::of_account(&entry);
        set.set_alerts(context.account, alerts);
        Ok(self.store.commit(set).await?)
    }
}
