//! Tests of the simulation: fixed seeds, exact repetition, shrinking, and that the auditor bites.

mod broken;
mod fixed;
mod shrinking;
