//! Which province the first two digits of an identity number or area code name.
//!
//! Only ever a note: prefixes outlive the counties they named (GB/T 2260), and a child is never rejected for an area this
//! build does not know. `99` is nobody's: it marks the fictional children of samples and tests.

/// Provinces of GB/T 2260 by their two digits, `83` for residence permits of 台湾居民, and the fictional `99`.
const PROVINCES: &[(u8, &str)] = &[
    (11, "北京市"),
    (12, "天津市"),
    (13, "河北省"),
    (14, "山西省"),
    (15, "内蒙古自治区"),
    (21, "辽宁省"),
    (22, "吉林省"),
    (23, "黑龙江省"),
    (31, "上海市"),
    (32, "江苏省"),
    (33, "浙江省"),
    (34, "安徽省"),
    (35, "福建省"),
    (36, "江西省"),
    (37, "山东省"),
    (41, "河南省"),
    (42, "湖北省"),
    (43, "湖南省"),
    (44, "广东省"),
    (45, "广西壮族自治区"),
    (46, "海南省"),
    (50, "重庆市"),
    (51, "四川省"),
    (52, "贵州省"),
    (53, "云南省"),
    (54, "西藏自治区"),
    (61, "陕西省"),
    (62, "甘肃省"),
    (63, "青海省"),
    (64, "宁夏回族自治区"),
    (65, "新疆维吾尔自治区"),
    (71, "台湾省"),
    (81, "香港特别行政区"),
    (82, "澳门特别行政区"),
    (83, "台湾居民居住证"),
    (99, "示例"),
];

/// The province named by the first two digits of a code, if this build knows it.
///
/// ```
/// assert_eq!(ledger::area::province("610526"), Some("陕西省"));
/// assert_eq!(ledger::area::province("070526"), None);
/// ```
pub fn province(code: &str) -> Option<&'static str> {
    let [tens @ b'0'..=b'9', ones @ b'0'..=b'9', ..] = *code.as_bytes() else {
        return None;
    };
    let prefix = (tens - b'0') * 10 + ones - b'0';
    PROVINCES.iter().find(|(p, _)| *p == prefix).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_prefix_is_listed_once_in_order() {
        assert!(PROVINCES.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn unknown_and_short_codes_have_no_province() {
        for code in ["", "6", "00", "10", "84", "x1", "一二"] {
            assert_eq!(province(code), None, "{code}");
        }
        assert_eq!(province("990526201208310018"), Some("示例"));
    }
}
