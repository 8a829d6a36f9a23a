//! Pages for people with a browser: signing in, letting applications in, making keys.

mod browser;
mod forgotten;
mod grant;
mod hostile;
mod keys;
mod operator;
mod operator_hostile;
mod pages;
mod sign_in;
