//! The Web Worker that holds the open vault.
