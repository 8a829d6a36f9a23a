//! OAuth2 clients.

use perennial_api::model::{OAuth2Client, OAuth2Flow};
use perennial_core::oauth2::Client;
use perennial_core::text::Name;

use super::{Wire, datetime};

/// `GET /me/api/oauth2/client/{clientId}`.
pub(crate) fn oauth2_client(wire: Wire<'_>, nichandle: &str, client: &Client) -> OAuth2Client {
    let urls = client.about.callback_urls.iter().map(|url| url.as_str().to_owned());
    OAuth2Client {
        callback_urls: Some(urls.collect()),
        client_id: client.id.to_text(),
        created_at: datetime(wire, client.created_at),
        description: client.about.description.as_ref().map(Name::to_string).unwrap_or_default(),
        flow: OAuth2Flow::ClientCredentials,
        identity: Some(client_identity(nichandle, client)),
        name: client.about.name.to_string(),
    }
}

/// The name of a client in access policies.
pub(super) fn client_identity(nichandle: &str, client: &Client) -> String {
    format!("urn:v1:eu:identity:credential:{nichandle}/oauth2-{}", client.id.to_text())
}
