//! Simulates customers, faults and crashes on the real engine, and audits what comes of it.
