//! What goes wrong by order: a gateway that is silent, forgetful or contradicts itself, mail that is not taken, and a log
//! that is kept to be searched for secrets. Crashes are ordered at the database, by the store's own faults.

mod gateway;
mod log;
mod post;

pub use gateway::{Answer, Provider};
pub use log::Log;
pub use post::PostOffice;
