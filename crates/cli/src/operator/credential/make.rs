//! `perennial credential create`.

use jiff::{Span, Timestamp};
use perennial_core::credential::{AccessRule, ApplicationStatus, IpBlock, Verb};
use perennial_core::text::Name;
use perennial_engine::Engine;
use perennial_engine::access::CredentialRequest;
use serde_json::json;

use crate::failure::{Exit, Failure};
use crate::operator::setup::DatabaseArgs;
use crate::operator::{find, profile};
use crate::output::{BOLD, GREEN, Output};

pub(super) const EXAMPLE: &str = "\
Examples, one that may read everything and one that may renew and pay:
  perennial credential create --application 1234567890 --account ab12345-ovh --rule 'GET /*'
  perennial credential create --application 1234567890 --account ab12345-ovh \\
      --rule 'GET /*' --rule 'POST /service/*/renew' --rule 'POST /me/order/*' --valid-for 90d

In a rule * stands for any characters, also for /. As the method it stands for GET, POST, PUT and DELETE.";

/// What `credential create` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct CreateArgs {
    /// The account it is for
    #[arg(long, value_parser = profile::name, value_name = "NICHANDLE")]
    account: Name,
    /// The application that will use it: its id or its key
    #[arg(long, value_name = "ID|KEY")]
    application: String,
    /// What it may call, a method and a path; may be repeated
    #[arg(long = "rule", value_name = "METHOD PATH", required = true, value_parser = rules)]
    rules: Vec<Rules>,
    /// From where it may be used, an address or a block such as 192.0.2.0/24; may be repeated [default: anywhere]
    #[arg(long = "ip", value_name = "BLOCK", value_parser = IpBlock::parse)]
    ips: Vec<IpBlock>,
    #[command(flatten)]
    validity: ValidityArgs,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// How long a credential is good.
#[derive(Debug, clap::Args)]
pub(in crate::operator) struct ValidityArgs {
    /// How long it is good, such as 12h, 90d or 1y [default: until it is revoked]
    #[arg(long, value_name = "TIME", value_parser = validity)]
    valid_for: Option<Span>,
}

impl ValidityArgs {
    /// Until when it is good, if it is validated now.
    pub(in crate::operator) fn end(&self, engine: &Engine) -> Result<Option<Timestamp>, Failure> {
        let Some(span) = self.valid_for else { return Ok(None) };
        let now = engine.wall().at().to_zoned_datetime(engine.wall().zone().clone());
        let end = now
            .checked_add(span)
            .map_err(|error| Failure::new(Exit::Usage, format!("--valid-for: {error}")))?;
        Ok(Some(end.timestamp()))
    }
}

fn validity(text: &str) -> Result<Span, String> {
    let wrong = || format!("`{text}` is not a time; write one such as 12h, 90d or 1y");
    let span: Span = text.parse().map_err(|_| wrong())?;
    if span.is_positive() { Ok(span) } else { Err(wrong()) }
}

/// A rule as it is written: with `*` for all methods it is four.
pub(in crate::operator) type Rules = Vec<AccessRule>;

pub(in crate::operator) fn rules(text: &str) -> Result<Rules, String> {
    let (method, path) = text
        .trim()
        .split_once(' ')
        .ok_or_else(|| format!("`{text}` is not a rule; write a method and a path: GET /me"))?;
    let rule = |method: &str| AccessRule::parse(method, path).map_err(|error| error.to_string());
    if method == "*" {
        return Verb::ALL.iter().map(|verb| rule(verb.name())).collect();
    }
    Ok(vec![rule(method)?])
}

pub(super) async fn create(args: &CreateArgs, output: &Output) -> Result<(), Failure> {
    let engine = args.database.open_existing().await?;
    let context = find::context(&engine, find::account(&engine, &args.account).await?);
    let application = find::application(&engine, &args.application).await?;
    if application.application.status == ApplicationStatus::Inactive {
        let text = format!("application {} was revoked", application.application.id);
        return Err(
            Failure::new(Exit::Refused, text).with_hint("make a credential for another one")
        );
    }
    let request = CredentialRequest {
        rules: args.rules.concat(),
        allowed_ips: args.ips.clone(),
        redirection: None,
    };
    let end = args.validity.end(&engine)?;
    let made = engine.create_credential(&context, &application, &request, end).await;
    let made = made.map_err(|error| find::failure(&error))?;
    let (id, key) = (made.credential.id, made.consumer_key.as_str());
    output.text(format!("{GREEN}made:{GREEN:#} credential {id} of {}", args.account));
    output.text(format!("  application key  {}", application.application.key));
    output.text(format!("  consumer key     {BOLD}{key}{BOLD:#}"));
    output.text("The consumer key is not shown again.");
    output.json(&json!({
        "credentialId": id.get(),
        "applicationKey": application.application.key,
        "consumerKey": key,
        "expiresAt": end.map(|end| end.to_string()),
    }));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_a_method_and_a_path() {
        let read = |text: &str| {
            let rules = rules(text)?;
            let words =
                rules.iter().map(|rule| format!("{} {}", rule.verb().name(), rule.pattern()));
            Ok::<_, String>(words.collect::<Vec<_>>())
        };
        assert_eq!(read(" GET  /me* "), Ok(vec!["GET /me*".to_owned()]));
        assert_eq!(read("* /*").unwrap(), ["GET /*", "POST /*", "PUT /*", "DELETE /*"]);
        for (wrong, part) in [
            ("GET", "write a method and a path"),
            ("/me GET", "is not a method of the API"),
            ("GET me", "is not a path of the API"),
        ] {
            let error = read(wrong).unwrap_err();
            assert!(error.contains(part), "{error}");
        }
    }

    #[test]
    fn a_validity_is_a_time_that_goes_on() {
        for good in ["12h", "90d", "1y", "1y 6mo", "P3M"] {
            assert!(validity(good).is_ok(), "{good}");
        }
        for bad in ["", "90", "tomorrow", "-1d", "0d"] {
            assert!(validity(bad).is_err(), "{bad}");
        }
    }
}
