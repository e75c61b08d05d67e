//! Where an open ledger lives.
pub(crate) use vault::MemoryBlocks as Disk;
