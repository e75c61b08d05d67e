//! What a written workbook says of its origin, so that a list that comes back is known again.
//!
//! Files travel by chat and versions multiply: the batch tells which export this is, unit and period whose and of when,
//! the digest whether it is the same content.

use serde::{Deserialize, Serialize};

/// The origin of a written workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Identifier of the export.
    pub batch: String,
    /// The unit that wrote it.
    pub unit: String,
    /// The term or month it is about.
    pub period: String,
    /// Digest of its content.
    pub digest: String,
}

/// Names of the document properties, in the order of [`Stamp::values`].
pub(crate) const PROPERTIES: [&str; 4] = ["shouxue.batch", "shouxue.unit", "shouxue.period", "shouxue.digest"];

impl Stamp {
    /// The values in the order of [`PROPERTIES`].
    pub(crate) fn values(&self) -> [&str; 4] {
        [&self.batch, &self.unit, &self.period, &self.digest]
    }

    /// Takes the value of a document property.
    pub(crate) fn set(&mut self, property: &str, value: String) {
        let place = PROPERTIES.iter().position(|p| *p == property);
        let field = match place {
            Some(0) => &mut self.batch,
            Some(1) => &mut self.unit,
            Some(2) => &mut self.period,
            Some(3) => &mut self.digest,
            _ => return,
        };
        *field = value;
    }
}
