//! `/me/api`: programs that call for the account, and what each may do.

use perennial_api::model::{ApiApplication, ApiCredential, CredentialState, CredentialUpdate};

use crate::{Call, Client, Error};

/// Which credentials to list. The default is all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CredentialFilter {
    /// Only of this application.
    pub application_id: Option<i64>,
    /// Only those in this state.
    pub status: Option<CredentialState>,
}

impl Client {
    /// The ids of the applications.
    pub async fn applications(&self) -> Result<Vec<i64>, Error> {
        self.send(&Call::get("/me/api/application")).await
    }

    /// An application.
    pub async fn application(&self, id: i64) -> Result<ApiApplication, Error> {
        self.send(&Call::get("/me/api/application/{applicationId}").segment(id)).await
    }

    /// Takes an application away; its credentials end.
    pub async fn remove_application(&self, id: i64) -> Result<(), Error> {
        self.send_void(&Call::delete("/me/api/application/{applicationId}").segment(id)).await
    }

    /// The ids of the credentials.
    pub async fn credentials(&self, filter: &CredentialFilter) -> Result<Vec<i64>, Error> {
        let call = Call::get("/me/api/credential");
        let call = call.optional_query("applicationId", filter.application_id);
        self.send(&call.optional_query("status", filter.status.as_ref())).await
    }

    /// A credential.
    pub async fn credential(&self, id: i64) -> Result<ApiCredential, Error> {
        self.send(&Call::get("/me/api/credential/{credentialId}").segment(id)).await
    }

    /// Changes from where a credential may be used.
    pub async fn change_credential(&self, id: i64, update: &CredentialUpdate) -> Result<(), Error> {
        let call = Call::put("/me/api/credential/{credentialId}").segment(id);
        self.send_void(&call.json(update)).await
    }

    /// Ends a credential at once.
    pub async fn end_credential(&self, id: i64) -> Result<(), Error> {
        self.send_void(&Call::delete("/me/api/credential/{credentialId}").segment(id)).await
    }

    /// The application of a credential.
    pub async fn application_of_credential(&self, id: i64) -> Result<ApiApplication, Error> {
        self.send(&Call::get("/me/api/credential/{credentialId}/application").segment(id)).await
    }
}
