//! Commands of whoever renews, against a real server: over the network, on every database that there is.

mod call;
mod configuration;
mod orders;
mod pay;
mod refusals;
mod renew;
mod services;
mod shop;
mod strategies;
mod terminal;
