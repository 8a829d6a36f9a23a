//! Notices on their way: once each, over passes, restarts and crashes.
