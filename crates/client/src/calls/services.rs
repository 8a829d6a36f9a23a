//! `/services`: services in the newer form.

use perennial_api::model::{
    ConfirmServiceTermination, ExpandedService, FormAnswers, FormDescription, FormResponse,
    IsoDuration, ServicesUpdate, TechnicalDetails, TerminationAnswer,
};

use crate::{Call, Client, Error};

/// Which services to list, and in which order. The default is all, by id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ServiceFilter {
    /// The field of a service by which they are put in order, such as `billing.expirationDate`.
    pub order_by: Option<String>,
    /// Only with this name.
    pub resource_name: Option<String>,
    /// Only of these routes, such as `/vps/{serviceName}`.
    pub routes: Vec<String>,
    /// Whether the order is that from the last to the first.
    pub descending: bool,
}

impl Client {
    /// What a service technically is.
    pub async fn technical_details(&self, id: i64) -> Result<TechnicalDetails, Error> {
        self.send(&Call::get("/services/{serviceId}/technicalDetails").segment(id)).await
    }

    /// The ids of services.
    pub async fn find_services(&self, filter: &ServiceFilter) -> Result<Vec<i64>, Error> {
        let routes = (!filter.routes.is_empty()).then(|| filter.routes.join(","));
        let call = Call::get("/services")
            .optional_query("orderBy", filter.order_by.as_ref())
            .optional_query("resourceName", filter.resource_name.as_ref())
            .optional_query("routes", routes)
            .optional_query("sort", filter.descending.then_some("DESC"));
        self.send(&call).await
    }

    /// A service in the newer form.
    pub async fn expanded_service(&self, id: i64) -> Result<ExpandedService, Error> {
        self.send(&Call::get("/services/{serviceId}").segment(id)).await
    }

    /// Changes the name, the renewal and the end of a service.
    pub async fn update_service(&self, id: i64, update: &ServicesUpdate) -> Result<(), Error> {
        self.send_void(&Call::put("/services/{serviceId}").segment(id).json(update)).await
    }

    /// The periods that a service can be set to renew for.
    pub async fn renew_periods(&self, id: i64) -> Result<Vec<IsoDuration>, Error> {
        self.send(&Call::get("/services/{serviceId}/renewPeriodCapacities").segment(id)).await
    }

    /// The options of a service.
    pub async fn service_options(&self, id: i64) -> Result<Vec<ExpandedService>, Error> {
        self.send(&Call::get("/services/{serviceId}/options").segment(id)).await
    }

    /// The forms about a service that can be answered.
    pub async fn service_forms(&self, id: i64) -> Result<Vec<FormDescription>, Error> {
        self.send(&Call::get("/services/{serviceId}/form").segment(id)).await
    }

    /// A form about a service.
    pub async fn service_form(&self, id: i64, form: &str) -> Result<FormDescription, Error> {
        let call = Call::get("/services/{serviceId}/form/{formName}").segment(id).segment(form);
        self.send(&call).await
    }

    /// Answers a form about a service.
    pub async fn answer_service_form(
        &self,
        id: i64,
        form: &str,
        answers: &FormAnswers,
    ) -> Result<FormResponse, Error> {
        let call = Call::post("/services/{serviceId}/form/{formName}/answer");
        self.send(&call.segment(id).segment(form).json(answers)).await
    }

    /// Asks for the end of a service; a token goes out by e-mail.
    pub async fn terminate_service(&self, id: i64) -> Result<TerminationAnswer, Error> {
        self.send(&Call::post("/services/{serviceId}/terminate").segment(id)).await
    }

    /// Confirms the end of a service with the token.
    pub async fn confirm_service_termination(
        &self,
        id: i64,
        confirmation: &ConfirmServiceTermination,
    ) -> Result<TerminationAnswer, Error> {
        let call = Call::post("/services/{serviceId}/terminate/confirm").segment(id);
        self.send(&call.json(confirmation)).await
    }

    /// Deletes a service at once. Nothing is paid back.
    pub async fn delete_service(&self, id: i64) -> Result<TerminationAnswer, Error> {
        self.send(&Call::delete("/services/{serviceId}").segment(id)).await
    }
}
