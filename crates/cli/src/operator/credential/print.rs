//! How credentials are printed. Their keys are not: nobody can read them any more.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use perennial_core::credential::{AccessRule, Credential, Verb};
use perennial_core::{AccountId, ApplicationId};
use perennial_engine::Engine;
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::operator::find;
use crate::output::{Align, DIM, Output};

/// Rules that a table shows of a credential.
const RULES: usize = 3;

/// The names of what credentials belong to.
pub(super) struct Names {
    accounts: BTreeMap<AccountId, String>,
    applications: BTreeMap<ApplicationId, String>,
}

impl Names {
    pub(super) async fn of(engine: &Engine, credentials: &[Credential]) -> Result<Self, Failure> {
        let accounts = credentials.iter().filter_map(|one| one.account);
        let accounts = find::names(engine, accounts).await?;
        let ids: BTreeSet<ApplicationId> = credentials.iter().map(|one| one.application).collect();
        let mut applications = BTreeMap::new();
        for id in ids {
            let stored = engine.store().application(id).await.map_err(Failure::failed)?;
            if let Some(stored) = stored {
                applications.insert(id, stored.application.name.to_string());
            }
        }
        Ok(Self { accounts, applications })
    }

    fn account(&self, credential: &Credential) -> String {
        credential.account.map_or_else(|| "-".to_owned(), |id| find::name_of(&self.accounts, id))
    }

    fn application(&self, credential: &Credential) -> String {
        let id = credential.application;
        self.applications.get(&id).cloned().unwrap_or_else(|| id.to_string())
    }
}

/// Rules in words: those for all methods of a path are one, with `*` for the method.
fn rules(rules: &[AccessRule]) -> Vec<String> {
    let mut by_path: Vec<(&str, Vec<Verb>)> = Vec::new();
    for rule in rules {
        match by_path.iter_mut().find(|(path, _)| *path == rule.pattern()) {
            Some((_, verbs)) => verbs.push(rule.verb()),
            None => by_path.push((rule.pattern(), vec![rule.verb()])),
        }
    }
    let words = by_path.into_iter().map(|(path, verbs)| {
        let names: Vec<&str> = verbs.iter().map(|verb| verb.name()).collect();
        let is_all = Verb::ALL.iter().all(|verb| verbs.contains(verb));
        format!("{} {path}", if is_all { "*".to_owned() } else { names.join("|") })
    });
    words.collect()
}

fn ips(credential: &Credential) -> String {
    if credential.allowed_ips.is_empty() {
        return "anywhere".to_owned();
    }
    let blocks = credential.allowed_ips.iter().map(ToString::to_string);
    blocks.collect::<Vec<_>>().join(", ")
}

pub(super) fn table(output: &Output, engine: &Engine, credentials: &[Credential], names: &Names) {
    let (now, zone) = (engine.wall().at(), engine.wall().zone());
    let day = |at: Option<Timestamp>, none: &str| {
        at.map_or_else(|| none.to_owned(), |at| find::minute(at, zone))
    };
    let columns = [
        ("id", Align::Right),
        ("account", Align::Left),
        ("application", Align::Left),
        ("status", Align::Left),
        ("rules", Align::Left),
        ("from", Align::Left),
        ("last use", Align::Left),
        ("expires", Align::Left),
    ];
    let rows = credentials.iter().map(|one| {
        let all = rules(&one.rules);
        let more = all.len().saturating_sub(RULES);
        let mut shown = all.into_iter().take(RULES).collect::<Vec<_>>().join(", ");
        if more > 0 {
            shown = format!("{shown} and {more} more");
        }
        [
            one.id.to_string(),
            names.account(one),
            names.application(one),
            one.state_at(now).code().to_owned(),
            shown,
            ips(one),
            day(one.last_used_at, "never"),
            day(one.expires_at, "never"),
        ]
    });
    output.table(0, columns, rows);
}

/// One credential with everything about it.
pub(super) async fn one(
    output: &Output,
    engine: &Engine,
    credential: &Credential,
) -> Result<(), Failure> {
    let names = Names::of(engine, std::slice::from_ref(credential)).await?;
    let zone = engine.wall().zone();
    let at = |at: Option<Timestamp>, none: &str| {
        at.map_or_else(|| none.to_owned(), |at| find::minute(at, zone))
    };
    let fact = |name: &str, value: &str| output.text(format!("  {DIM}{name:<14}{DIM:#}{value}"));
    fact("credential", &credential.id.to_string());
    fact("status", credential.state_at(engine.wall().at()).code());
    fact("account", &names.account(credential));
    fact("application", &names.application(credential));
    for (index, rule) in rules(&credential.rules).iter().enumerate() {
        fact(if index == 0 { "may call" } else { "" }, rule);
    }
    fact("from", &ips(credential));
    fact("asked for", &find::minute(credential.created_at, zone));
    fact("last use", &at(credential.last_used_at, "never"));
    fact("expires", &at(credential.expires_at, "never"));
    output.json(&to_json(engine, credential, &names));
    Ok(())
}

pub(super) fn to_json(engine: &Engine, one: &Credential, names: &Names) -> Value {
    let at = |at: Option<Timestamp>| at.map(|at| at.to_string());
    let rule = |rule: &AccessRule| json!({ "method": rule.verb().name(), "path": rule.pattern() });
    json!({
        "credentialId": one.id.get(),
        "applicationId": one.application.get(),
        "application": names.applications.get(&one.application),
        "nichandle": one.account.and_then(|id| names.accounts.get(&id)),
        "status": one.state_at(engine.wall().at()).code(),
        "rules": one.rules.iter().map(rule).collect::<Vec<_>>(),
        "allowedIPs": one.allowed_ips.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "createdAt": one.created_at.to_string(),
        "lastUsedAt": at(one.last_used_at),
        "expiresAt": at(one.expires_at),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_of_all_methods_are_one() {
        let parse = |(method, path)| AccessRule::parse(method, path).unwrap();
        let all = Verb::ALL.map(|verb| parse((verb.name(), "/me/*")));
        let few = [("GET", "/vps"), ("PUT", "/vps"), ("GET", "/sms")].map(parse);
        assert_eq!(
            rules(&[all.as_slice(), &few].concat()),
            ["* /me/*", "GET|PUT /vps", "GET /sms"]
        );
    }
}
