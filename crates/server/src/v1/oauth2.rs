//! `/me/api/oauth2`: programs that call for the account with access tokens. Where they get them is in `token`.

use std::sync::Arc;

use axum::extract::State;
use perennial_api::model::{
    OAuth2Client, OAuth2ClientRequest, OAuth2ClientSecret, OAuth2ClientUpdate, OAuth2Flow,
};
use perennial_core::oauth2::{About, AboutUpdate, ClientRefusal};
use perennial_core::text::Name;
use perennial_core::web::WebAddress;
use perennial_engine::EngineError;

use super::payment::description;
use super::{Answer, VOID};
use crate::App;
use crate::convert;
use crate::error::ApiError;
use crate::extract::{Caller, PathParams, Payload};
use crate::reply::Json;

/// `GET /me/api/oauth2/client`.
pub(super) async fn list_clients(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Answer<Vec<String>> {
    let clients = app.engine.clients(caller.account).await?;
    Ok(Json(clients.iter().map(|client| client.id.to_text()).collect()))
}

/// `POST /me/api/oauth2/client`: one that may do what the caller may, and no more.
pub(super) async fn create_client(
    State(app): State<Arc<App>>,
    caller: Caller,
    Payload(request): Payload<OAuth2ClientRequest>,
) -> Answer<OAuth2ClientSecret> {
    check_flow(&request.flow)?;
    let about = About {
        name: name(&request.name)?,
        description: description(&request.description)?,
        callback_urls: addresses(request.callback_urls.as_deref().unwrap_or_default())?,
    };
    let key = caller.idempotency(&request)?;
    let (context, grant) = (caller.context(), caller.authority.grant());
    let made = app.engine.create_client(&context, &about, &grant, key.as_ref()).await?;
    Ok(Json(OAuth2ClientSecret {
        client_id: made.client.id.to_text(),
        client_secret: made.secret.to_string(),
    }))
}

/// `GET /me/api/oauth2/client/{clientId}`.
pub(super) async fn get_client(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<OAuth2Client> {
    let client = app.engine.require_client(caller.account, path.text("clientId")?).await?;
    let account = app.engine.require_account(caller.account).await?;
    let wire = app.wire(caller.account);
    Ok(Json(convert::oauth2_client(wire, account.nichandle.as_str(), &client)))
}

/// `PUT /me/api/oauth2/client/{clientId}`: what is said of it.
pub(super) async fn change_client(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    Payload(update): Payload<OAuth2ClientUpdate>,
) -> Answer<()> {
    let update = AboutUpdate {
        name: update.name.as_deref().map(name).transpose()?,
        description: update.description.as_deref().map(description).transpose()?,
        callback_urls: update.callback_urls.as_deref().map(addresses).transpose()?,
    };
    app.engine.describe_client(&caller.context(), path.text("clientId")?, &update).await?;
    Ok(VOID)
}

/// `DELETE /me/api/oauth2/client/{clientId}`.
pub(super) async fn delete_client(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<()> {
    app.engine.delete_client(&caller.context(), path.text("clientId")?).await?;
    Ok(VOID)
}

fn check_flow(flow: &OAuth2Flow) -> Result<(), ApiError> {
    let problem = match flow {
        OAuth2Flow::ClientCredentials => return Ok(()),
        OAuth2Flow::AuthorizationCode => {
            "AUTHORIZATION_CODE is not served, because there are no pages to sign in yet; use CLIENT_CREDENTIALS"
                .to_owned()
        }
        OAuth2Flow::Other(flow) => {
            format!("`{flow}` is unknown; it can be CLIENT_CREDENTIALS")
        }
    };
    Err(ApiError::bad_parameter("flow", problem))
}

fn name(text: &str) -> Result<Name, ApiError> {
    if text.trim().is_empty() {
        return Err(EngineError::from(ClientRefusal::NoName).into());
    }
    Name::parse(text).map_err(|error| ApiError::bad_parameter("name", error))
}

fn addresses(texts: &[String]) -> Result<Vec<WebAddress>, ApiError> {
    let addresses = texts.iter().map(|text| WebAddress::parse(text));
    addresses
        .collect::<Result<_, _>>()
        .map_err(|error| ApiError::bad_parameter("callbackUrls", error))
}
