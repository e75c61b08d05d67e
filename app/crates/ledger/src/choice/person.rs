//! Who a child is: sex, document, origin, politics, blood type, household registration.

use super::{Choice, option};

/// 性别, GB/T 2261.1.
pub(super) const SEX: &[Choice] =
    &[option("1", "男", &["男性", "男生", "M", "男孩"]), option("2", "女", &["女性", "女生", "F", "女孩"])];

/// 身份证件类型. 户口簿 has a code in some copies of the form; the number it shows is the identity number.
pub(super) const ID_TYPE: &[Choice] = &[
    option("1", "居民身份证", &["身份证", "居民身份证号", "二代身份证", "公民身份号码", "中国居民身份证"]),
    option("2", "户口簿", &["户口本"]),
    option("6", "香港特区护照/身份证明", &["香港特区护照", "香港身份证", "香港居民身份证"]),
    option("7", "澳门特区护照/身份证明", &["澳门特区护照", "澳门身份证", "澳门居民身份证"]),
    option("8", "台湾居民来往大陆通行证", &["台胞证"]),
    option("9", "境外永久居住证", &["外国人永久居留证", "外国人永久居留身份证"]),
    option("A", "护照", &["外国护照"]),
    option("Z", "其他", &["其它", "其他证件", "无证件"]),
];

/// 港澳台侨外.
pub(super) const OVERSEAS: &[Choice] = &[
    option("00", "否", &["不是", "非港澳台侨外", "非港澳台侨"]),
    option("01", "香港同胞", &["香港"]),
    option("02", "香港同胞亲属", &[]),
    option("03", "澳门同胞", &["澳门"]),
    option("04", "澳门同胞亲属", &[]),
    option("05", "台湾同胞", &["台湾"]),
    option("06", "台湾同胞亲属", &[]),
    option("11", "华侨", &["海外华侨"]),
    option("12", "侨眷", &[]),
    option("13", "归侨", &[]),
    option("14", "归侨子女", &[]),
    option("21", "归国留学人员", &[]),
    option("31", "非华裔中国人", &[]),
    option("41", "外籍华裔人", &[]),
    option("51", "外国人", &["外籍"]),
    option("99", "其他", &["其它"]),
];

/// 政治面貌, codes of GB/T 4762; 少先队员 has none there and stands on many lists.
pub(super) const POLITICS: &[Choice] = &[
    option("01", "中共党员", &["党员", "中国共产党党员"]),
    option("02", "中共预备党员", &["预备党员"]),
    option("03", "共青团员", &["团员", "中国共产主义青年团团员"]),
    option("13", "群众", &["普通群众"]),
    option("", "少先队员", &["少先队", "中国少年先锋队队员"]),
];

/// 血型.
pub(super) const BLOOD_TYPE: &[Choice] = &[
    option("1", "A型", &["A", "A血型"]),
    option("2", "B型", &["B", "B血型"]),
    option("3", "AB型", &["AB", "AB血型"]),
    option("4", "O型", &["O", "O血型"]),
    option("0", "未知血型", &["未知", "不详", "不清楚"]),
    option("9", "未定血型", &["未定"]),
    option("", "其他血型", &["其他", "其它"]),
];

/// 户口性质.
pub(super) const HUKOU_KIND: &[Choice] = &[
    option("1", "农业户口", &["农业", "农村", "农村户口", "农业家庭户口", "农户"]),
    option("2", "非农业户口", &["非农业", "非农", "城镇", "城镇户口", "城市户口", "非农业家庭户口"]),
];
