//! `/me/credit/balance`: what the customer holds, as one list of balances.

use serde::{Deserialize, Serialize};

use super::{DateTime, PriceWithUcents, wire_enum};

wire_enum! {
    /// What kind of balance.
    CreditBalanceType = "me.credit.balance.TypeEnum" {
        Bonus = "BONUS",
        Deposit = "DEPOSIT",
        PrepaidAccount = "PREPAID_ACCOUNT",
        Voucher = "VOUCHER",
    }
}

wire_enum! {
    /// What kind of movement of a balance.
    CreditMovementType = "me.credit.balance.movement.TypeEnum" {
        Bonus = "BONUS",
        Cancel = "CANCEL",
        CreditNote = "CREDIT_NOTE",
        Expire = "EXPIRE",
        Gift = "GIFT",
        Manual = "MANUAL",
        Order = "ORDER",
        Refund = "REFUND",
        Unpaid = "UNPAID",
        Use = "USE",
        Voucher = "VOUCHER",
    }
}

/// A balance, `me.credit.Balance`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreditBalance {
    /// What it holds.
    pub amount: PriceWithUcents,
    /// Its parts.
    pub balance_details: Vec<CreditBalanceDetails>,
    /// Its name.
    pub balance_name: String,
    /// What has left it and has not arrived.
    pub booked: Vec<BookedMovement>,
    /// Since when there is one.
    pub creation_date: DateTime,
    /// What of it ends by itself.
    pub expiring: Vec<ExpiringMovement>,
    /// When it last changed.
    pub last_update: DateTime,
    /// What kind of balance.
    #[serde(rename = "type")]
    pub kind: CreditBalanceType,
}

/// A part of a balance, `me.credit.balance.BalanceDetails`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreditBalanceDetails {
    /// What it holds.
    pub amount: PriceWithUcents,
    /// Its name.
    pub balance_sub_name: Option<String>,
    /// What of it ends by itself.
    pub expiring: Vec<ExpiringMovement>,
    /// The service that alone it pays for.
    pub service_id: Option<i64>,
}

/// What has left a balance and has not arrived, `me.credit.balance.BookedMovement`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BookedMovement {
    /// How much.
    pub amount: PriceWithUcents,
    /// The part of the balance.
    pub balance_sub_name: Option<String>,
    /// Id of the order.
    pub order_id: i64,
}

/// What of a balance ends by itself, `me.credit.balance.ExpiringMovement`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExpiringMovement {
    /// How much.
    pub amount: PriceWithUcents,
    /// Since when it is there.
    pub creation_date: DateTime,
    /// Until when.
    pub expiration_date: DateTime,
    /// When it last changed.
    pub last_update: DateTime,
    /// Where it came from.
    pub source_object: CreditObject,
}

/// A movement of a balance, `me.credit.balance.Movement`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreditMovement {
    /// What the balance changed by.
    pub amount: PriceWithUcents,
    /// The balance.
    pub balance_name: String,
    /// When.
    pub creation_date: DateTime,
    /// Where it went.
    pub destination_object: Option<CreditObject>,
    /// Until when it is there, if it ends by itself.
    pub expiration_date: Option<DateTime>,
    /// When it last changed.
    pub last_update: DateTime,
    /// Its id.
    pub movement_id: i64,
    /// Id of the order it comes from.
    pub order_id: Option<i64>,
    /// Where it came from.
    pub source_object: CreditObject,
    /// What kind of movement.
    #[serde(rename = "type")]
    pub kind: CreditMovementType,
}

/// Where money came from, or went, `me.credit.balance.movement.SubObject`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreditObject {
    /// Its id.
    pub id: String,
    /// What it is.
    pub name: String,
}
