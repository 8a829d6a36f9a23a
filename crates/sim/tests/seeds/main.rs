//! Tests of the simulation: seeds, determinism, and that the auditor bites.
