//! The server from the outside: signed requests in, JSON out, on every database there is.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod round_trip;
