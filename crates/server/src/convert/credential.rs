//! Credentials and their rules.

use perennial_api::model::{
    AccessRule as WireRule, AccessRuleRequest, ApiApplication, ApiCredential, ApplicationStatus,
    AuthenticationMethod, CredentialState, Details, HttpMethod,
};
use perennial_core::credential::{AccessRule, Application, Credential, IpBlock};
use perennial_core::text::Name;
use perennial_engine::access::Authority;

use super::oauth2::client_identity;
use super::{Wire, datetime};
use crate::error::ApiError;

/// `GET /auth/currentCredential`.
pub(crate) fn api_credential(wire: Wire<'_>, credential: &Credential) -> ApiCredential {
    let state = credential.state_at(wire.app.engine.wall().at());
    let blocks: Vec<String> = credential.allowed_ips.iter().map(ToString::to_string).collect();
    ApiCredential {
        allowed_ips: (!blocks.is_empty()).then_some(blocks),
        application_id: credential.application.get(),
        creation: datetime(wire, credential.created_at),
        credential_id: credential.id.get(),
        expiration: credential.expires_at.map(|at| datetime(wire, at)),
        last_use: credential.last_used_at.map(|at| datetime(wire, at)),
        ovh_support: false,
        rules: credential.rules.iter().map(access_rule).collect(),
        status: CredentialState::from(state.code()),
    }
}

/// One rule.
pub(crate) fn access_rule(rule: &AccessRule) -> WireRule {
    WireRule { method: HttpMethod::from(rule.verb().name()), path: rule.pattern().to_owned() }
}

/// `GET /auth/details`.
pub(crate) fn details(nichandle: &str, authority: &Authority) -> Details {
    let (identity, method, description) = match authority {
        Authority::Credential(_) | Authority::Session(_) => {
            let identity = format!("urn:v1:eu:identity:account:{nichandle}");
            (identity, AuthenticationMethod::Account, None)
        }
        Authority::Client(bearer) => (
            client_identity(nichandle, &bearer.client),
            AuthenticationMethod::OAuth2ClientCredentials,
            Some(bearer.client.about.name.to_string()),
        ),
    };
    Details {
        account: nichandle.to_owned(),
        allowed_routes: Some(authority.rules().iter().map(access_rule).collect()),
        description,
        identities: vec![identity],
        method,
        roles: None,
        user: None,
    }
}

/// The rules that an application asks for.
pub(crate) fn parse_rules(rules: &[AccessRuleRequest]) -> Result<Vec<AccessRule>, ApiError> {
    let parse = |rule: &AccessRuleRequest| AccessRule::parse(rule.method.as_str(), &rule.path);
    rules.iter().map(parse).collect::<Result<_, _>>().map_err(ApiError::invalid_access_rules)
}

/// The blocks of addresses that are named.
pub(crate) fn parse_blocks(blocks: &[String]) -> Result<Vec<IpBlock>, ApiError> {
    let blocks = blocks.iter().map(|block| IpBlock::parse(block));
    blocks.collect::<Result<_, _>>().map_err(|error| ApiError::bad_parameter("allowedIPs", error))
}

/// `GET /me/api/application/{applicationId}`.
pub(crate) fn api_application(application: &Application) -> ApiApplication {
    ApiApplication {
        application_id: application.id.get(),
        application_key: application.key.clone(),
        description: application.description.as_ref().map(Name::to_string).unwrap_or_default(),
        name: application.name.to_string(),
        status: ApplicationStatus::from(application.status.code()),
    }
}
