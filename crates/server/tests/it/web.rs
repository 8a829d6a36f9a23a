//! Pages for people with a browser: signing in, letting applications in, making keys.

mod browser;
mod grant;
mod hostile;
mod keys;
mod operator;
mod operator_hostile;
mod parked;
mod sign_in;
