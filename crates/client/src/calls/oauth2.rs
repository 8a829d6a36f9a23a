//! `/me/api/oauth2`: programs that call for the account with access tokens.

use perennial_api::model::{
    OAuth2Client, OAuth2ClientRequest, OAuth2ClientSecret, OAuth2ClientUpdate,
};

use crate::{Call, Client, Error, IdempotencyKey};

impl Client {
    /// The ids of the OAuth2 clients.
    pub async fn oauth2_clients(&self) -> Result<Vec<String>, Error> {
        self.send(&Call::get("/me/api/oauth2/client")).await
    }

    /// Makes an OAuth2 client. Its secret is told this once.
    pub async fn create_oauth2_client(
        &self,
        request: &OAuth2ClientRequest,
    ) -> Result<OAuth2ClientSecret, Error> {
        self.send(&Call::post("/me/api/oauth2/client").json(request)).await
    }

    /// Makes an OAuth2 client once, however often it is called with this key. See [`Call::key`].
    pub async fn create_oauth2_client_with_key(
        &self,
        request: &OAuth2ClientRequest,
        key: &IdempotencyKey,
    ) -> Result<OAuth2ClientSecret, Error> {
        self.send(&Call::post("/me/api/oauth2/client").json(request).key(key)).await
    }

    /// An OAuth2 client.
    pub async fn oauth2_client(&self, id: &str) -> Result<OAuth2Client, Error> {
        self.send(&Call::get("/me/api/oauth2/client/{clientId}").segment(id)).await
    }

    /// Changes what is said of an OAuth2 client.
    pub async fn change_oauth2_client(
        &self,
        id: &str,
        update: &OAuth2ClientUpdate,
    ) -> Result<(), Error> {
        let call = Call::put("/me/api/oauth2/client/{clientId}").segment(id);
        self.send_void(&call.json(update)).await
    }

    /// Takes an OAuth2 client away; its access tokens end at once.
    pub async fn delete_oauth2_client(&self, id: &str) -> Result<(), Error> {
        self.send_void(&Call::delete("/me/api/oauth2/client/{clientId}").segment(id)).await
    }
}
