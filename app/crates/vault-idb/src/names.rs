//! What are the databases called? By numbers: the name of a database is as readable as anything on the disk.

use std::fmt::Write;

use vault::VaultId;

/// The database of the registry.
pub const REGISTRY: &str = "sx-registry";

/// The database of a vault. The number is that of the registry's entry, which need not be the vault's own id.
#[must_use]
pub fn vault_name(id: &VaultId) -> String {
    id.iter().fold(String::from("sx-vault-"), |mut name, byte| {
        // Writing to a String cannot fail.
        let _ = write!(name, "{byte:02x}");
        name
    })
}
