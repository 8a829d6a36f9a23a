//! What customers read, made from values of the domain: mails, in their language.
//!
//! Everything here is a function of its input: the same value gives the same bytes. Nothing is sent, stored or looked up.

pub mod mail;
