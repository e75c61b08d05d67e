//! The application service: one open ledger, asked and told through plain messages.
