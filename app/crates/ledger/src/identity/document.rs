//! 身份证件类型: what kind of paper a number comes from, which decides whether GB 11643 applies to it at all.

use serde::{Deserialize, Serialize};

/// 身份证件类型 with the codes of the student registry's template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdType {
    /// 1 居民身份证.
    Resident,
    /// 6 香港特区护照/身份证明.
    HongKong,
    /// 7 澳门特区护照/身份证明.
    Macao,
    /// 8 台湾居民来往大陆通行证.
    Taiwan,
    /// 9 境外永久居住证.
    Permanent,
    /// A 护照.
    Passport,
    /// Z 其他: the number may be empty; the school keeps other proof.
    Other,
}

impl IdType {
    /// All types in the order of their codes.
    pub const ALL: [IdType; 7] = [
        IdType::Resident,
        IdType::HongKong,
        IdType::Macao,
        IdType::Taiwan,
        IdType::Permanent,
        IdType::Passport,
        IdType::Other,
    ];

    /// The official text.
    pub const fn text(self) -> &'static str {
        match self {
            IdType::Resident => "居民身份证",
            IdType::HongKong => "香港特区护照/身份证明",
            IdType::Macao => "澳门特区护照/身份证明",
            IdType::Taiwan => "台湾居民来往大陆通行证",
            IdType::Permanent => "境外永久居住证",
            IdType::Passport => "护照",
            IdType::Other => "其他",
        }
    }

    /// Reads the official text.
    pub fn from_text(text: &str) -> Option<IdType> {
        IdType::ALL.into_iter().find(|t| t.text() == text)
    }

    /// Whether its numbers follow another rule than GB 11643.
    pub const fn is_foreign(self) -> bool {
        !matches!(self, IdType::Resident | IdType::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_lead_back_to_their_types() {
        for kind in IdType::ALL {
            assert_eq!(IdType::from_text(kind.text()), Some(kind));
        }
        assert_eq!(IdType::from_text("驾驶证"), None);
    }
}
