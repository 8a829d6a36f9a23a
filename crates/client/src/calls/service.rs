//! `/service`: services, and renewing them.

use perennial_api::model::{RenewDescription, RenewOrder, RenewRequest, Service, ServiceUpdate};

use crate::{Call, Client, Error, IdempotencyKey};

impl Client {
    /// The ids of all services.
    pub async fn services(&self) -> Result<Vec<i64>, Error> {
        self.send(&Call::get("/service")).await
    }

    /// A service.
    pub async fn service(&self, id: i64) -> Result<Service, Error> {
        self.send(&Call::get("/service/{serviceId}").segment(id)).await
    }

    /// Gives a service another display name.
    pub async fn rename_service(&self, id: i64, display_name: &str) -> Result<(), Error> {
        let update = ServiceUpdate { display_name: display_name.to_owned() };
        self.send_void(&Call::put("/service/{serviceId}").segment(id).json(&update)).await
    }

    /// Takes a service out of service for a while; it is charged as before.
    pub async fn suspend_service(&self, id: i64) -> Result<(), Error> {
        self.send_void(&Call::post("/service/{serviceId}/suspend").segment(id)).await
    }

    /// Opens a suspended service again.
    pub async fn reopen_service(&self, id: i64) -> Result<(), Error> {
        self.send_void(&Call::post("/service/{serviceId}/reopen").segment(id)).await
    }

    /// Deletes a service that is suspended.
    pub async fn terminate_suspended_service(&self, id: i64) -> Result<(), Error> {
        self.send_void(&Call::post("/service/{serviceId}/terminate").segment(id)).await
    }

    /// Every way to renew a service, with its price; with or without those that contain options.
    pub async fn strategies(
        &self,
        id: i64,
        include_options: bool,
    ) -> Result<Vec<RenewDescription>, Error> {
        let call = Call::get("/service/{serviceId}/renew").segment(id);
        self.send(&call.query("includeOptions", include_options)).await
    }

    /// Orders a renewal, or shows the order that would be made if the request is a dry run.
    pub async fn renew(&self, id: i64, request: &RenewRequest) -> Result<RenewOrder, Error> {
        self.send(&renewal(id, request)).await
    }

    /// Orders a renewal once, however often it is called with this key. See [`Call::key`].
    pub async fn renew_with_key(
        &self,
        id: i64,
        request: &RenewRequest,
        key: &IdempotencyKey,
    ) -> Result<RenewOrder, Error> {
        self.send(&renewal(id, request).key(key)).await
    }
}

fn renewal(id: i64, request: &RenewRequest) -> Call {
    let call = Call::post("/service/{serviceId}/renew").segment(id).json(request);
    if request.dry_run == Some(true) { call.dry_run() } else { call }
}
