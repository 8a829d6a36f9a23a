//! The product lines: names of services, and when each expires.

use perennial_api::catalogue::ProductLine;
use perennial_api::model::ServiceInfos;

use crate::{Call, Client, Error};

impl Client {
    /// The names of the services of a product line, one of [`LINES`](perennial_api::catalogue::LINES).
    pub async fn products(&self, line: &ProductLine) -> Result<Vec<String>, Error> {
        let [list, _] = &line.operations;
        self.send(&Call::get(list.path)).await
    }

    /// Expiry and renewal of a service, and its id in `/service`.
    pub async fn service_infos(
        &self,
        line: &ProductLine,
        name: &str,
    ) -> Result<ServiceInfos, Error> {
        let [_, infos] = &line.operations;
        self.send(&Call::get(infos.path).segment(name)).await
    }
}
