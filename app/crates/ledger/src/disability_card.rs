//! 残疾人证号: an identity number with the kind and degree of disability behind it (GB/T 26341).
//!
//! Twenty characters, twenty-two on replaced cards. Poverty and disability lists carry it in the identity column, so its
//! first eighteen characters match a child and its tail is facts about the child, never part of the key.

use serde::{Deserialize, Serialize};

use crate::identity::IdentityNumber;

/// 残疾类别, numbered as on the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisabilityCategory {
    /// 1 视力.
    Sight,
    /// 2 听力.
    Hearing,
    /// 3 言语.
    Speech,
    /// 4 肢体.
    Limbs,
    /// 5 智力.
    Intellect,
    /// 6 精神.
    Mind,
    /// 7 多重.
    Multiple,
}

impl DisabilityCategory {
    /// All seven, in the order of their numbers.
    pub const ALL: [DisabilityCategory; 7] = [
        DisabilityCategory::Sight,
        DisabilityCategory::Hearing,
        DisabilityCategory::Speech,
        DisabilityCategory::Limbs,
        DisabilityCategory::Intellect,
        DisabilityCategory::Mind,
        DisabilityCategory::Multiple,
    ];

    /// The kind with this number, 1 to 7.
    pub fn from_number(number: u8) -> Option<DisabilityCategory> {
        DisabilityCategory::ALL.get(usize::from(number).checked_sub(1)?).copied()
    }

    /// Its number on the card, 1 to 7.
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }

    /// The text the student registry uses: `视力残疾`.
    pub const fn text(self) -> &'static str {
        match self {
            DisabilityCategory::Sight => "视力残疾",
            DisabilityCategory::Hearing => "听力残疾",
            DisabilityCategory::Speech => "言语残疾",
            DisabilityCategory::Limbs => "肢体残疾",
            DisabilityCategory::Intellect => "智力残疾",
            DisabilityCategory::Mind => "精神残疾",
            DisabilityCategory::Multiple => "多重残疾",
        }
    }
}

/// What stands behind the identity number on a card: kind, degree and the suffix of a replaced card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CardTail {
    /// Kind of disability.
    pub category: DisabilityCategory,
    /// Degree, 1 (most severe) to 4.
    pub level: u8,
    /// Two more characters on replaced cards; their meaning is the issuer's.
    pub suffix: Option<[char; 2]>,
}

impl CardTail {
    /// Reads the two or four characters after the identity number.
    pub fn parse(tail: &str) -> Option<CardTail> {
        let mut chars = tail.chars();
        let category = DisabilityCategory::from_number(chars.next()?.to_digit(10)? as u8)?;
        let level = chars.next()?.to_digit(10).filter(|l| (1..=4).contains(l))? as u8;
        let suffix = match (chars.next(), chars.next(), chars.next()) {
            (None, None, None) => None,
            (Some(a), Some(b), None) if a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric() => Some([a, b]),
            _ => return None,
        };
        Some(CardTail { category, level, suffix })
    }

    /// The degree as printed: `一级` to `四级`.
    pub const fn level_text(&self) -> &'static str {
        match self.level {
            1 => "一级",
            2 => "二级",
            3 => "三级",
            _ => "四级",
        }
    }
}

/// A well-formed disability card number. Its identity number is checked separately: a card may carry a wrong one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DisabilityCard {
    identity: Option<IdentityNumber>,
    tail: CardTail,
}

impl DisabilityCard {
    /// Reads plain text of 20 or 22 characters: 17 digits, a check character, kind, degree and perhaps a suffix.
    ///
    /// ```
    /// use ledger::disability_card::{DisabilityCard, DisabilityCategory};
    /// let card = DisabilityCard::parse("99052620120831001842").ok_or("not a card")?;
    /// assert_eq!(card.tail().category, DisabilityCategory::Limbs);
    /// assert_eq!(card.tail().level_text(), "二级");
    /// assert_eq!(card.identity().map(|n| n.to_string()).as_deref(), Some("990526201208310018"));
    /// # Ok::<(), &str>(())
    /// ```
    pub fn parse(plain: &str) -> Option<DisabilityCard> {
        let (head, tail) = plain.split_at_checked(18)?;
        let shaped = head.bytes().enumerate().all(|(i, b)| b.is_ascii_digit() || (i == 17 && b == b'X'));
        if !shaped {
            return None;
        }
        Some(DisabilityCard { identity: head.parse().ok(), tail: CardTail::parse(tail)? })
    }

    /// The identity number in the first 18 characters, if it is a valid one: the second key of a comparison.
    pub const fn identity(&self) -> Option<IdentityNumber> {
        self.identity
    }

    /// Whether the card can be that of a child with this identity number and this kind of disability; what is not written
    /// down contradicts nothing, and neither does a number that is itself no valid one.
    ///
    /// ```
    /// use ledger::disability_card::DisabilityCard;
    /// let card = DisabilityCard::parse("99052620120831001842").ok_or("not a card")?;
    /// assert!(card.goes_with("990526201208310018", "肢体残疾"));
    /// assert!(card.goes_with("", ""));
    /// assert!(!card.goes_with("990526201209010025", ""));
    /// assert!(!card.goes_with("990526201208310018", "视力残疾"));
    /// # Ok::<(), &str>(())
    /// ```
    pub fn goes_with(&self, number: &str, kind: &str) -> bool {
        let same = match (self.identity, number.parse::<IdentityNumber>()) {
            (Some(own), Ok(number)) => own == number,
            _ => true,
        };
        same && (matches!(kind, "" | "其他残疾") || kind == self.tail.category.text())
    }

    /// Kind and degree.
    pub const fn tail(&self) -> CardTail {
        self.tail
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(plain: &str, expected: Option<(&str, u8, bool)>) {
        let card = DisabilityCard::parse(plain);
        let read = card.map(|c| (c.tail().category.text(), c.tail().level, c.identity().is_some()));
        assert_eq!(read, expected, "{plain}");
    }

    #[test]
    fn kind_and_degree_must_exist() {
        check("99052620120831001811", Some(("视力残疾", 1, true)));
        check("99052620120831001874", Some(("多重残疾", 4, true)));
        check("99052620130708006X52", Some(("智力残疾", 2, true)));
        check("99052620120831001874B1", Some(("多重残疾", 4, true)));
        check("99052620120831001942", Some(("肢体残疾", 2, false)));
        check("99052620120831001881", None);
        check("99052620120831001801", None);
        check("99052620120831001815", None);
        check("99052620120831001810", None);
        check("990526201208310018", None);
        check("990526201208310018411", None);
        check("9905262012083100184", None);
        check("九905262012083100184", None);
    }

    #[test]
    fn numbers_lead_back_to_their_kinds() {
        for kind in DisabilityCategory::ALL {
            assert_eq!(DisabilityCategory::from_number(kind.number()), Some(kind));
        }
        assert_eq!(DisabilityCategory::from_number(0), None);
    }
}
