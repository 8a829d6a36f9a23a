//! Pages for people with a browser: signing in, letting applications in, making keys, calling the API.

mod browser;
mod console;
mod grant;
mod hostile;
mod keys;
mod sign_in;
