//! What happens in a world: steps, and the list of them that a seed makes.
//!
//! A list of steps is made before anything is done, from nothing but the seed and two sizes. Every number in a step is
//! taken modulo what there is when its turn comes, so a list stays meaningful when steps are taken out of it. Nothing is
//! executed here.

mod generate;
mod random;
mod step;

pub use generate::{Sizes, generate};
pub use random::Random;
pub use step::{Kind, Step, parse_steps};
