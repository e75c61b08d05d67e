//! Health, disability and care.

use super::{Choice, option};

/// 健康状况, GB/T 2261.3 as the form abridges it.
pub(super) const HEALTH: &[Choice] = &[
    option("10", "健康或良好", &["健康", "良好", "健康良好"]),
    option("20", "一般或较弱", &["一般", "较弱"]),
    option("30", "有慢性病", &["慢性病", "患有慢性病", "长期慢性病"]),
    option("40", "有生理缺陷", &["生理缺陷"]),
    option("50", "残疾", &["残疾人"]),
];

/// 是否留守儿童. The last option is ours, for lists that only say yes.
pub(super) const LEFT_BEHIND: &[Choice] = &[
    option("0", "非留守儿童", &["非留守", "否", "不是", "N"]),
    option("1", "单亲留守儿童", &["单亲留守", "单留守"]),
    option("2", "双亲留守儿童", &["双亲留守", "双留守"]),
    option("", "留守儿童", &["留守", "是", "Y", "√", "农村留守儿童"]),
];

/// 随班就读.
pub(super) const INCLUSIVE: &[Choice] = &[
    option("", "非随班就读", &["否", "不是"]),
    option("", "视力残疾随班就读", &["视力随班就读"]),
    option("", "听力残疾随班就读", &["听力随班就读"]),
    option("", "智力残疾随班就读", &["智力随班就读"]),
    option("", "其他残疾随班就读", &["其它残疾随班就读", "其他随班就读"]),
];

/// 残疾类型. Numbers 1 to 7 are those of the disability card (GB/T 26341).
pub(super) const DISABILITY_KIND: &[Choice] = &[
    option("0", "无残疾", &["无", "正常", "健全", "非残疾", "否"]),
    option("1", "视力残疾", &["视力", "视障", "视残", "盲"]),
    option("2", "听力残疾", &["听力", "听障", "听残", "聋"]),
    option("3", "言语残疾", &["言语", "语言残疾", "语言", "言语障碍"]),
    option("4", "肢体残疾", &["肢体", "肢残", "体残", "肢体障碍"]),
    option("5", "智力残疾", &["智力", "智障", "智残", "智力障碍"]),
    option("6", "精神残疾", &["精神", "精神障碍", "精残"]),
    option("7", "多重残疾", &["多重", "多重障碍"]),
    option("", "其他残疾", &["其它残疾", "其他", "其它"]),
];

/// 残疾等级: one is the most severe.
pub(super) const DISABILITY_LEVEL: &[Choice] = &[
    option("1", "一级", &["1级", "I级", "一", "壹级", "一级残疾"]),
    option("2", "二级", &["2级", "II级", "二", "贰级", "二级残疾"]),
    option("3", "三级", &["3级", "III级", "三", "叁级", "三级残疾"]),
    option("4", "四级", &["4级", "IV级", "四", "肆级", "四级残疾"]),
    option("", "未定级", &["未评级", "无等级"]),
];
