//! Pages for people with a browser: signing in, letting applications in, making keys, calling the API.

mod browser;
mod console;
mod forgotten;
mod grant;
mod hostile;
mod keys;
mod operator;
mod operator_hostile;
mod pages;
mod parked;
mod sign_in;
