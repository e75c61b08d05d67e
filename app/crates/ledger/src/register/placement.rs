//! 安置: where a disabled child is taught.
//!
//! Lawful placements are those of the 残疾人教育条例 (art. 17); classes at ordinary schools and institutions are what counties
//! report beside them.

use crate::keyed::keyed;

// Keys are stored: never change one.
keyed! {
    /// Where a disabled child is taught; the order is that of the official summary.
    pub enum Placement {
        Special = "special", "特教学校";
        SpecialClass = "special_class", "普校特教班";
        Inclusive = "inclusive", "随班就读";
        HomeTeaching = "home_teaching", "送教上门";
        Institution = "institution", "康复机构（挂学籍）";
        Other = "other", "其他";
        Deferred = "deferred", "延缓入学（已批准）";
    }
}

impl Placement {
    /// The word in the official summary.
    const fn short(self) -> &'static str {
        match self {
            Placement::Special => "特教",
            Placement::HomeTeaching => "送教",
            Placement::Institution => "机构",
            Placement::Deferred => "延缓",
            Placement::SpecialClass | Placement::Inclusive | Placement::Other => self.text(),
        }
    }
}

/// The line in which placements are officially reported: `122 = 特教12 + 随班就读80 + 送教24 + 其他4 + 延缓2`. What nobody has
/// is left out; children without a placement are named last.
pub fn summary(placements: impl Iterator<Item = Option<Placement>>) -> String {
    let mut counts = [0u32; Placement::ALL.len()];
    let mut none = 0u32;
    for placement in placements {
        match placement.and_then(|p| Placement::ALL.iter().position(|known| *known == p)) {
            Some(at) => counts[at] += 1,
            None => none += 1,
        }
    }
    let total = counts.iter().sum::<u32>() + none;
    let named = Placement::ALL.iter().map(|p| p.short()).zip(counts).chain([("未安置", none)]);
    let parts: Vec<String> = named.filter(|(_, n)| *n > 0).map(|(word, n)| format!("{word}{n}")).collect();
    if parts.is_empty() { total.to_string() } else { format!("{total} = {}", parts.join(" + ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn many(of: &[(Option<Placement>, usize)]) -> String {
        summary(of.iter().flat_map(|(placement, n)| std::iter::repeat_n(*placement, *n)))
    }

    #[test]
    fn the_official_line_reads_as_it_is_reported() {
        let reported = [
            (Some(Placement::Special), 12),
            (Some(Placement::Inclusive), 80),
            (Some(Placement::HomeTeaching), 24),
            (Some(Placement::Other), 4),
            (Some(Placement::Deferred), 2),
        ];
        assert_eq!(many(&reported), "122 = 特教12 + 随班就读80 + 送教24 + 其他4 + 延缓2");
        assert_eq!(many(&[(None, 3), (Some(Placement::Special), 1)]), "4 = 特教1 + 未安置3");
        assert_eq!(many(&[]), "0");
    }
}
