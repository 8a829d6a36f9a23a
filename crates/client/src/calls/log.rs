//! `/me/api/logs`: the calls that may have changed something.

use perennial_api::model::ApiLog;

use crate::{Call, Client, Error};

impl Client {
    /// The ids of the calls that were made for the account, the oldest first.
    pub async fn api_logs(&self) -> Result<Vec<i64>, Error> {
        self.send(&Call::get("/me/api/logs/self")).await
    }

    /// A call.
    pub async fn api_log(&self, id: i64) -> Result<ApiLog, Error> {
        self.send(&Call::get("/me/api/logs/self/{logId}").segment(id)).await
    }

    /// The ids of the calls about services of the account, the oldest first.
    pub async fn api_logs_of_services(&self) -> Result<Vec<i64>, Error> {
        self.send(&Call::get("/me/api/logs/services")).await
    }

    /// A call about services of the account.
    pub async fn api_log_of_services(&self, id: i64) -> Result<ApiLog, Error> {
        self.send(&Call::get("/me/api/logs/services/{logId}").segment(id)).await
    }
}
