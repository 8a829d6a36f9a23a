//! `perennial credential validate`, `refuse` and `revoke`.

use perennial_core::CredentialId;
use perennial_core::credential::{Credential, CredentialState};
use perennial_core::text::Name;
use perennial_engine::access::Decision;
use perennial_engine::{Engine, EngineError};
use serde_json::json;

use super::make::ValidityArgs;
use super::{list, print};
use crate::failure::{Exit, Failure};
use crate::operator::setup::DatabaseArgs;
use crate::operator::{find, profile};
use crate::output::{GREEN, Output};

pub(super) const EXAMPLE: &str = "\
A program that asks for a credential is told an address with a credentialToken in it. Whoever holds the account passes
it on to the operator, who looks at what is asked for, and grants it:
  perennial credential show --token TOKEN
  perennial credential validate --token TOKEN --account ab12345-ovh";

/// What `credential validate` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct ValidateArgs {
    /// The token, or the address with it
    #[arg(long, value_parser = token)]
    token: String,
    /// The account it is to be good for
    #[arg(long, value_parser = profile::name, value_name = "NICHANDLE")]
    account: Name,
    #[command(flatten)]
    validity: ValidityArgs,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// What `credential refuse` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct RefuseArgs {
    /// The token, or the address with it
    #[arg(long, value_parser = token)]
    token: String,
    /// The account that refuses
    #[arg(long, value_parser = profile::name, value_name = "NICHANDLE")]
    account: Name,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// What `credential revoke` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct RevokeArgs {
    /// Its id
    #[arg(value_parser = list::id)]
    id: CredentialId,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// A token: alone, or in the address of the page that a program is told.
#[expect(clippy::unnecessary_wraps, reason = "clap expects a result")]
pub(super) fn token(text: &str) -> Result<String, String> {
    let after = text.split_once("credentialToken=").map_or(text, |(_, after)| after);
    Ok(after.split(['&', '#']).next().unwrap_or_default().trim().to_owned())
}

/// The credential that a token is for.
pub(super) async fn by_token(engine: &Engine, token: &str) -> Result<Credential, Failure> {
    engine.credential_by_token(token).await.map_err(|error| match error {
        EngineError::NotFound { .. } => {
            Failure::new(Exit::Refused, "no credential was asked for under this token")
                .with_hint("the token is what stands after credentialToken= in the address")
        }
        error => find::failure(&error),
    })
}

pub(super) async fn validate(args: &ValidateArgs, output: &Output) -> Result<(), Failure> {
    let engine = args.database.open_existing().await?;
    let expires_at = args.validity.end(&engine)?;
    let context = find::context(&engine, find::account(&engine, &args.account).await?);
    let pending = by_token(&engine, &args.token).await?;
    let decision = Decision::Validate { expires_at };
    let validated = engine.decide_credential(&context, pending.id, decision).await;
    let validated = validated.map_err(|error| find::failure(&error))?;
    output.text(format!("{GREEN}validated:{GREEN:#}"));
    print::one(output, &engine, &validated).await
}

pub(super) async fn refuse(args: &RefuseArgs, output: &Output) -> Result<(), Failure> {
    let engine = args.database.open_existing().await?;
    let context = find::context(&engine, find::account(&engine, &args.account).await?);
    let pending = by_token(&engine, &args.token).await?;
    let refused = engine.decide_credential(&context, pending.id, Decision::Refuse).await;
    let refused = refused.map_err(|error| find::failure(&error))?;
    output.text(format!("{GREEN}refused:{GREEN:#} credential {}", refused.id));
    told(output, refused.id, refused.state);
    Ok(())
}

pub(super) async fn revoke(args: &RevokeArgs, output: &Output) -> Result<(), Failure> {
    let engine = args.database.open_existing().await?;
    let credential = list::by_id(&engine, args.id).await?;
    let id = credential.id;
    let state = credential.state_at(engine.wall().at());
    let Some(account) = credential.account else {
        let text = format!("credential {id} is {}: it is not anybody's", state.code());
        let failure = Failure::new(Exit::Refused, text);
        return Err(match state {
            CredentialState::Pending => {
                failure.with_hint("refuse it with perennial credential refuse")
            }
            _ => failure,
        });
    };
    let context = find::context(&engine, account);
    let revoked = engine.revoke_credential(&context, id).await;
    revoked.map_err(|error| find::failure(&error))?;
    if state == CredentialState::Expired {
        output.text(format!("credential {id} was over before, nothing was done"));
    } else {
        output.text(format!("{GREEN}revoked:{GREEN:#} credential {id}"));
    }
    told(output, id, CredentialState::Expired);
    Ok(())
}

fn told(output: &Output, id: CredentialId, state: CredentialState) {
    output.json(&json!({ "credentialId": id.get(), "status": state.code() }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_taken_out_of_its_address() {
        for text in [
            "abc",
            " abc ",
            "https://renew.example.com/auth/?credentialToken=abc",
            "http://localhost:8080/auth/?a=b&credentialToken=abc&c=d",
        ] {
            assert_eq!(token(text).unwrap(), "abc", "{text}");
        }
    }
}
