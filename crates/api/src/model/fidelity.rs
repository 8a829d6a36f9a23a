//! `/me/fidelityAccount`: fidelity points.

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use super::{DateTime, wire_enum};

wire_enum! {
    /// What kind of movement of the fidelity account.
    FidelityOperation = "billing.fidelityAccount.OperationEnum" {
        Bonus = "bonus",
        CancelBonus = "cancel-bonus",
        CancelCredit = "cancel-credit",
        CancelDebit = "cancel-debit",
        CancelPreDebit = "cancel-pre-debit",
        Credit = "credit",
        Debit = "debit",
        PreCredit = "pre-credit",
        PreDebit = "pre-debit",
    }
}

/// The fidelity account, `billing.FidelityAccount`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FidelityAccount {
    /// Below how many points to be told.
    pub alert_threshold: Option<i64>,
    /// How many points there are.
    pub balance: i64,
    /// Whether points can be bought.
    pub can_be_credited: bool,
    /// When the balance last changed.
    pub last_update: DateTime,
    /// Since when there is one.
    pub open_date: DateTime,
}

/// The body of `PUT /me/fidelityAccount`: the whole account, of which one field can change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", from = "WholeAccount")]
pub struct FidelityAccountUpdate {
    /// Below how many points to be told; none for never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alert_threshold: Option<i64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
#[expect(dead_code, reason = "the fields are there to be allowed, not to be read")]
struct WholeAccount {
    alert_threshold: Option<i64>,
    balance: Option<IgnoredAny>,
    can_be_credited: Option<IgnoredAny>,
    last_update: Option<IgnoredAny>,
    open_date: Option<IgnoredAny>,
}

impl From<WholeAccount> for FidelityAccountUpdate {
    fn from(whole: WholeAccount) -> Self {
        Self { alert_threshold: whole.alert_threshold }
    }
}

/// A movement of the fidelity account, `billing.FidelityMovement`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FidelityMovement {
    /// What the balance changed by.
    pub amount: i64,
    /// The balance after it.
    pub balance: i64,
    /// When.
    pub date: DateTime,
    /// What it was, for people.
    pub description: String,
    /// Its id.
    pub movement_id: i64,
    /// What kind of movement.
    pub operation: FidelityOperation,
    /// Id of the order it comes from; 0 if there is none.
    pub order: i64,
    /// The balance before it.
    pub previous_balance: i64,
}
