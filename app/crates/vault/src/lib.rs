//! Sealed storage: slots and keys, blocks, journal, backup, over a Blocks trait.
