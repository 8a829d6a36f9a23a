//! `/me`: the account itself.

use perennial_api::model::Nichandle;

use crate::{Call, Client, Error};

impl Client {
    /// The account.
    pub async fn me(&self) -> Result<Nichandle, Error> {
        self.send(&Call::get("/me")).await
    }
}
