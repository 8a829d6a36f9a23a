//! What customers read, made from values of the domain: mails, orders and bills, in their language; and pages with a form.
//!
//! Everything here is a function of its input: the same value gives the same bytes. Nothing is sent, stored or looked up.
//! One thing is chosen once for the life of the program: the [`templates`].

pub mod archive;
pub mod chart;
pub mod einvoice;
pub mod form;
mod language;
pub mod look;
pub mod mail;
pub mod paper;
mod plain;
mod print;
pub mod site;
pub mod templates;
mod words;

pub use words::{PageWords, Word, WordsError};
