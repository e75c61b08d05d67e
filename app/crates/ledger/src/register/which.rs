//! Which register is meant: one that comes with the program, or one that a county added.

use serde::{Deserialize, Serialize};

use super::Register;

/// A register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Which {
    /// One that comes with the program.
    Shipped(Register),
    /// One that a county added, by the row that defines it.
    Own([u8; 16]),
}

const OWN: &str = "own-";

impl Which {
    /// The stored key, and the part of an address.
    pub fn key(self) -> String {
        match self {
            Which::Shipped(register) => register.key().to_owned(),
            Which::Own(row) => row.iter().fold(OWN.to_owned(), |key, byte| key + &format!("{byte:02x}")),
        }
    }

    /// The register with this key; one of a county's own whether or not it is known here.
    pub fn from_key(key: &str) -> Option<Which> {
        let Some(hex) = key.strip_prefix(OWN) else { return Register::from_key(key).map(Which::Shipped) };
        let mut row = [0; 16];
        if hex.len() != 32 || !hex.is_ascii() {
            return None;
        }
        for (at, byte) in row.iter_mut().enumerate() {
            *byte = u8::from_str_radix(hex.get(at * 2..at * 2 + 2)?, 16).ok()?;
        }
        Some(Which::Own(row))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_leads_back() {
        let own = Which::Own(std::array::from_fn(|at| at as u8 * 17));
        for which in [own, Which::Shipped(Register::LeftBehind), Which::Shipped(Register::Disabled)] {
            assert_eq!(Which::from_key(&which.key()), Some(which));
        }
        for key in ["", "own-", "own-00", "own-中文中文中文中文中文中", "something_newer"] {
            assert_eq!(Which::from_key(key), None, "{key}");
        }
    }
}
