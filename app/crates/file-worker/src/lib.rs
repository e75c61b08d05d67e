//! The Web Worker that reads and writes list files.
