//! Before something is ordered or paid: the customer's yes, and the key under which it is done once.

use perennial_client::{IdempotencyKey, InvalidKey};

use crate::confirm::YesArgs;
use crate::failure::Failure;

/// The arguments of commands that spend money.
#[derive(Debug, clap::Args)]
pub(super) struct ConfirmArgs {
    #[command(flatten)]
    pub(super) yes: YesArgs,
    /// The key under which a server does this once, however often it is asked to: give the same one to repeat a command
    /// whose outcome is not known [default: a new one each time]
    #[arg(long, value_name = "KEY", value_parser = key)]
    idempotency_key: Option<IdempotencyKey>,
}

/// What is put behind a key for the second of two calls.
const PAYMENT: &str = "/payment";

/// Whether the key leaves room for what is put behind it.
fn key(text: &str) -> Result<IdempotencyKey, InvalidKey> {
    format!("{text}{PAYMENT}").parse::<IdempotencyKey>()?;
    text.parse()
}

/// The key of the payment that belongs to an order with a key.
pub(super) fn payment_key(key: &IdempotencyKey) -> Result<IdempotencyKey, Failure> {
    format!("{key}{PAYMENT}").parse().map_err(Failure::failed)
}

impl ConfirmArgs {
    /// The key that was given, or a new one.
    pub(super) fn key(&self) -> Result<IdempotencyKey, Failure> {
        if let Some(key) = &self.idempotency_key {
            return Ok(key.clone());
        }
        let mut random = [0; 16];
        getrandom::fill(&mut random).map_err(Failure::failed)?;
        format!("cli-{:032x}", u128::from_be_bytes(random)).parse().map_err(Failure::failed)
    }
}

/// What to do when nobody knows whether it was done.
pub(super) fn when_in_doubt(look: &str, may_heed_keys: bool, key: &IdempotencyKey) -> String {
    if may_heed_keys {
        format!(
            "{look}; at a Perennial server the same command with --idempotency-key {key} does it once"
        )
    } else {
        format!(
            "{look}; look before you repeat the command, since OVHcloud does not heed idempotency keys"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_leaves_room_for_that_of_the_payment() {
        let longest = "k".repeat(255 - PAYMENT.len());
        let derived = payment_key(&key(&longest).unwrap()).unwrap();
        assert_eq!(derived.as_str(), format!("{longest}/payment"));
        assert!(key(&format!("{longest}k")).is_err());
        assert!(key("").is_err() && key("two words").is_err());
    }

    #[test]
    fn a_repeat_is_offered_only_where_the_key_is_heeded() {
        let key = "mine".parse().unwrap();
        assert!(when_in_doubt("look", true, &key).contains("--idempotency-key mine"));
        assert!(!when_in_doubt("look", false, &key).contains("mine"));
    }

    #[test]
    fn keys_are_new_each_time_unless_one_is_given() {
        let mut args = ConfirmArgs { yes: YesArgs { yes: false }, idempotency_key: None };
        assert_ne!(args.key().unwrap(), args.key().unwrap());
        args.idempotency_key = Some("mine".parse().unwrap());
        assert_eq!(args.key().unwrap().as_str(), "mine");
    }
}
