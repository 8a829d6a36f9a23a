//! A call, as its account looks it up.

use perennial_api::model::{ApiLog, CallMethod};
use perennial_core::Account;
use perennial_core::api_call::ApiCall;

use super::{Wire, datetime};

/// `GET /me/api/logs/self/{logId}`.
pub(crate) fn api_log(wire: Wire<'_>, account: &Account, call: &ApiCall) -> ApiLog {
    ApiLog {
        account: account.nichandle.to_string(),
        date: datetime(wire, call.at),
        ip: call.address.map(|address| address.to_string()),
        log_id: call.id.get(),
        method: CallMethod::from(call.target.verb.name()),
        path: call.target.path.as_str().to_owned(),
        route: call.target.route.clone(),
    }
}
