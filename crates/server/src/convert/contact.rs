//! Changes of contacts, from the wire and to it.

use jiff::Timestamp;
use perennial_api::model::{
    ChangeContact, ContactChangeStatus, ContactChangeTask, ContactChangeType,
};
use perennial_core::contact::{ContactChange, ContactChangeState, ContactKind};
use perennial_core::text::Name;

use super::{Wire, datetime};
use crate::error::ApiError;

/// Who is wanted as what.
pub(crate) fn wanted_contacts(
    request: &ChangeContact,
) -> Result<Vec<(ContactKind, Name)>, ApiError> {
    let wanted = [
        (ContactKind::Admin, &request.contact_admin),
        (ContactKind::Billing, &request.contact_billing),
        (ContactKind::Tech, &request.contact_tech),
    ];
    let named = wanted.into_iter().filter_map(|(kind, name)| Some((kind, name.as_deref()?)));
    named
        .map(|(kind, name)| {
            let name = Name::parse(name);
            Ok((kind, name.map_err(|error| ApiError::bad_parameter(kind.code(), error))?))
        })
        .collect()
}

/// How far a change is.
pub(crate) fn contact_status(change: &ContactChange, now: Timestamp) -> ContactChangeStatus {
    match change.state {
        ContactChangeState::Asked if change.is_expired(now) => ContactChangeStatus::Expired,
        ContactChangeState::Asked => ContactChangeStatus::ValidatingByCustomers,
        ContactChangeState::Done { .. } => ContactChangeStatus::Done,
        ContactChangeState::Refused { .. } => ContactChangeStatus::Refused,
    }
}

/// `GET /me/task/contactChange/{id}`.
pub(crate) fn contact_task(
    wire: Wire<'_>,
    change: &ContactChange,
    now: Timestamp,
) -> ContactChangeTask {
    let closed_at = match change.state {
        ContactChangeState::Asked => None,
        ContactChangeState::Done { at } | ContactChangeState::Refused { at } => Some(at),
    };
    ContactChangeTask {
        asking_account: Some(change.asked_by.to_string()),
        contact_types: change.kinds.iter().map(|kind| kind_of(*kind)).collect(),
        date_done: closed_at.map(|at| datetime(wire, at)),
        date_request: datetime(wire, change.asked_at),
        from_account: change.from.nichandle.to_string(),
        id: change.id.get(),
        service_domain: Some(change.service_name.to_string()),
        state: contact_status(change, now),
        to_account: change.to.nichandle.to_string(),
    }
}

const fn kind_of(kind: ContactKind) -> ContactChangeType {
    match kind {
        ContactKind::Admin => ContactChangeType::Admin,
        ContactKind::Billing => ContactChangeType::Billing,
        ContactKind::Tech => ContactChangeType::Tech,
    }
}
