//! The product lines: names of services, when each expires, and how it is renewed.

use perennial_api::catalogue::ProductLine;
use perennial_api::model::{
    ChangeContact, ConfirmTermination, ServiceInfos, ServiceInfosUpdate, TagFilters,
};

use crate::{Call, Client, Error};

impl Client {
    /// The names of the services of a product line, one of [`LINES`](perennial_api::catalogue::LINES).
    pub async fn products(&self, line: &ProductLine) -> Result<Vec<String>, Error> {
        self.tagged_products(line, &TagFilters::default()).await
    }

    /// The names of those services of a product line that have these tags.
    pub async fn tagged_products(
        &self,
        line: &ProductLine,
        tags: &TagFilters,
    ) -> Result<Vec<String>, Error> {
        let [list, ..] = &line.operations;
        let call = Call::get(list.path);
        let call = if tags.is_empty() { call } else { call.json_query("iamTags", tags) };
        self.send(&call).await
    }

    /// The domain names that a contact owns, and that have these tags.
    pub async fn domains_owned_by(
        &self,
        owner: &str,
        tags: &TagFilters,
    ) -> Result<Vec<String>, Error> {
        let call = Call::get("/domain").query("whoisOwner", owner);
        let call = if tags.is_empty() { call } else { call.json_query("iamTags", tags) };
        self.send(&call).await
    }

    /// Expiry and renewal of a service, and its id in `/service`.
    pub async fn service_infos(
        &self,
        line: &ProductLine,
        name: &str,
    ) -> Result<ServiceInfos, Error> {
        let [_, infos, _] = &line.operations;
        self.send(&Call::get(infos.path).segment(name)).await
    }

    /// Changes how a service is renewed. Whoever changes what [`service_infos`](Self::service_infos) has answered and
    /// sends it back as it was otherwise changes nothing else.
    pub async fn change_service_infos(
        &self,
        line: &ProductLine,
        name: &str,
        update: &ServiceInfosUpdate,
    ) -> Result<(), Error> {
        let [.., change] = &line.operations;
        self.send_void(&Call::put(change.path).segment(name).json(update)).await
    }

    /// Asks for the end of a service; a token goes out by e-mail. Answers a sentence for people.
    pub async fn terminate_product(&self, line: &ProductLine, name: &str) -> Result<String, Error> {
        let path = format!("/{}/{{{}}}/terminate", line.path, line.parameter);
        self.send(&Call::post(&path).segment(name)).await
    }

    /// Confirms the end of a service with the token. Answers a sentence for people.
    pub async fn confirm_product_termination(
        &self,
        line: &ProductLine,
        name: &str,
        confirmation: &ConfirmTermination,
    ) -> Result<String, Error> {
        let path = format!("/{}/{{{}}}/confirmTermination", line.path, line.parameter);
        self.send(&Call::post(&path).segment(name).json(confirmation)).await
    }

    /// Asks for other contacts of a service. Answers the ids of the tasks that wait for answers.
    pub async fn change_contacts(
        &self,
        line: &ProductLine,
        name: &str,
        wanted: &ChangeContact,
    ) -> Result<Vec<i64>, Error> {
        self.send(&Call::post(line.contacts.path).segment(name).json(wanted)).await
    }
}
