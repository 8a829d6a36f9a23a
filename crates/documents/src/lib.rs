//! What customers read, made from values of the domain: mails, orders and bills, in their language; and pages with a form.
//!
//! Everything here is a function of its input: the same value gives the same bytes. Nothing is sent, stored or looked up.

pub mod archive;
pub mod chart;
pub mod form;
mod language;
pub mod mail;
pub mod paper;
mod plain;
mod print;
pub mod site;
mod words;

pub use words::{PageWords, Word, WordsError};
