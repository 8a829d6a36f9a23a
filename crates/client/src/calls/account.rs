//! `/me`: the account itself.

use perennial_api::model::{Nichandle, NichandleUpdate};

use crate::{Call, Client, Error};

impl Client {
    /// The account.
    pub async fn me(&self) -> Result<Nichandle, Error> {
        self.send(&Call::get("/me")).await
    }

    /// Changes who the account belongs to.
    pub async fn change_me(&self, update: &NichandleUpdate) -> Result<(), Error> {
        self.send_void(&Call::put("/me").json(update)).await
    }
}
