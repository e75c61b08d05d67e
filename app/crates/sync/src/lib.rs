//! Ops, envelopes, columnar state and the fold. Knows no domain and does no I/O.
