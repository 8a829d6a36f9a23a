//! `/auth`: the clock of the server, and the credential of the caller.

use perennial_api::model::{ApiCredential, CredentialRequest, Details, PendingCredential};

use crate::{Call, Client, Error};

impl Client {
    /// The server's time, in seconds since 1970. Needs no key, so it shows whether there is an API at the endpoint.
    pub async fn time(&self) -> Result<i64, Error> {
        self.send(&Call::get("/auth/time").unsigned()).await
    }

    /// Asks for a consumer key, which the customer then validates on the page that the answer names. Needs the
    /// application key alone.
    pub async fn request_credential(
        &self,
        request: &CredentialRequest,
    ) -> Result<PendingCredential, Error> {
        self.send(&Call::post("/auth/credential").application_only().json(request)).await
    }

    /// The credential in use.
    pub async fn current_credential(&self) -> Result<ApiCredential, Error> {
        self.send(&Call::get("/auth/currentCredential")).await
    }

    /// Who is calling, and with which rights.
    pub async fn details(&self) -> Result<Details, Error> {
        self.send(&Call::get("/auth/details")).await
    }

    /// Ends the credential in use.
    pub async fn logout(&self) -> Result<(), Error> {
        self.send_void(&Call::post("/auth/logout")).await
    }
}
