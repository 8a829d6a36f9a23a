//! Changes of contacts: asking for them, and `/me/task/contactChange`.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{DateTime, wire_enum};

wire_enum! {
    /// What a contact is for.
    ContactChangeType = "nichandle.changeContact.ContactTypeEnum" {
        Admin = "contactAdmin",
        Billing = "contactBilling",
        Tech = "contactTech",
    }
}

wire_enum! {
    /// How far a change of contacts is.
    ContactChangeStatus = "nichandle.changeContact.TaskStateEnum" {
        Aborted = "aborted",
        CheckValidity = "checkValidity",
        Doing = "doing",
        Done = "done",
        Error = "error",
        Expired = "expired",
        Refused = "refused",
        Todo = "todo",
        ValidatingByCustomers = "validatingByCustomers",
    }
}

/// The body of `POST /{product line}/{name}/changeContact`. What is not said stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
pub struct ChangeContact {
    /// Account that is to manage the service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_admin: Option<String>,
    /// Account that is to pay for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_billing: Option<String>,
    /// Account that is to run it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_tech: Option<String>,
}

/// The body of an answer to a change of contacts.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
pub struct ContactToken {
    /// The token of the e-mail.
    pub token: String,
}

/// Shows no token.
impl fmt::Debug for ContactToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ContactToken").finish_non_exhaustive()
    }
}

/// A change of contacts, `nichandle.contactChange.Task`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContactChangeTask {
    /// Account that asked for it.
    pub asking_account: Option<String>,
    /// What the contact is for.
    pub contact_types: Vec<ContactChangeType>,
    /// When it was done or refused.
    pub date_done: Option<DateTime>,
    /// When it was asked for.
    pub date_request: DateTime,
    /// Account that is to be it no longer.
    pub from_account: String,
    /// Its id.
    pub id: i64,
    /// Name of the service.
    pub service_domain: Option<String>,
    /// How far it is.
    pub state: ContactChangeStatus,
    /// Account that is to be it.
    pub to_account: String,
}
