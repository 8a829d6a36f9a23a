//! `/me/task/contactChange`: changes of contacts.

use perennial_api::model::{ContactChangeStatus, ContactChangeTask, ContactToken};

use crate::{Call, Client, Error};

/// Which changes of contacts to list. The default is all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContactChangeFilter {
    /// Only those that this account asked for.
    pub asking_account: Option<String>,
    /// Only those in this state.
    pub state: Option<ContactChangeStatus>,
    /// Only those to this account.
    pub to_account: Option<String>,
}

impl Client {
    /// The ids of the changes of contacts that the account has to do with.
    pub async fn contact_changes(&self, filter: &ContactChangeFilter) -> Result<Vec<i64>, Error> {
        let call = Call::get("/me/task/contactChange")
            .optional_query("askingAccount", filter.asking_account.as_ref())
            .optional_query("state", filter.state.as_ref())
            .optional_query("toAccount", filter.to_account.as_ref());
        self.send(&call).await
    }

    /// A change of contacts.
    pub async fn contact_change(&self, id: i64) -> Result<ContactChangeTask, Error> {
        self.send(&Call::get("/me/task/contactChange/{id}").segment(id)).await
    }

    /// Accepts a change of contacts with the token of the e-mail.
    pub async fn accept_contact_change(&self, id: i64, token: &str) -> Result<(), Error> {
        let body = ContactToken { token: token.to_owned() };
        let call = Call::post("/me/task/contactChange/{id}/accept").segment(id);
        self.send_void(&call.json(&body)).await
    }

    /// Refuses a change of contacts with the token of the e-mail.
    pub async fn refuse_contact_change(&self, id: i64, token: &str) -> Result<(), Error> {
        let body = ContactToken { token: token.to_owned() };
        let call = Call::post("/me/task/contactChange/{id}/refuse").segment(id);
        self.send_void(&call.json(&body)).await
    }

    /// Sends those who have not answered another token each.
    pub async fn resend_contact_change(&self, id: i64) -> Result<(), Error> {
        self.send_void(&Call::post("/me/task/contactChange/{id}/resendEmail").segment(id)).await
    }
}
