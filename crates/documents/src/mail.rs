//! Mails: the notices of the domain, in words.

mod data;

pub use data::{Unreadable, decode, encode};
