//! `/me/notification/email/history`: the e-mails to the account.

use perennial_api::model::EmailNotification;

use crate::{Call, Client, Error};

impl Client {
    /// The ids of the e-mails, the oldest first.
    pub async fn emails(&self) -> Result<Vec<i64>, Error> {
        self.send(&Call::get("/me/notification/email/history")).await
    }

    /// An e-mail.
    pub async fn email(&self, id: i64) -> Result<EmailNotification, Error> {
        self.send(&Call::get("/me/notification/email/history/{id}").segment(id)).await
    }
}
