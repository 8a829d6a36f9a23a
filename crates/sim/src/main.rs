//! The command `perennial-sim`.

fn main() {}
