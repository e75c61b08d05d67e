//! How a child is enrolled, attends and comes to school.

use super::{Choice, option};

/// 入学方式: 11 and 12 are those of compulsory education.
pub(super) const ENTRY_MODE: &[Choice] = &[
    option("11", "就近入学", &[]),
    option("12", "其他", &["其它", "义务教育阶段其他"]),
    option("21", "统一招生考试/普通入学", &["统一招生考试", "普通入学"]),
    option("22", "体育特招", &[]),
    option("23", "艺术特招", &[]),
];

/// 就读方式. 送教上门 stands on newer screens of the registry, without a code on the paper form.
pub(super) const STUDY_MODE: &[Choice] = &[
    option("1", "走读", &["走读生", "通学", "通校"]),
    option("2", "住校", &["住校生", "寄宿", "寄宿生", "住宿", "住宿生", "住读", "住读生", "内宿"]),
    option("", "送教上门", &["送教"]),
];

/// 学生来源.
pub(super) const STUDENT_SOURCE: &[Choice] =
    &[option("1", "正常入学", &["正常"]), option("2", "借读", &["借读生"]), option("9", "其他", &["其它"])];

/// 学籍状态 (学生状态), after the registry's dictionary; 无学籍 is ours, for a child verified to have none.
pub(super) const ENROL_STATUS: &[Choice] = &[
    option("", "在读", &["在籍", "正常", "在学", "在籍在读", "正常在读"]),
    option("", "毕业", &["已毕业"]),
    option("", "休学", &["已休学", "休学中"]),
    option("", "转学", &["转出", "转学(转出)", "已转出", "转学转出"]),
    option("", "退学", &["已退学"]),
    option("", "开除", &["已开除"]),
    option("", "死亡", &["已死亡", "去世"]),
    option("", "失踪", &[]),
    option("", "出国", &["出境", "出国(境)", "出国出境"]),
    option("", "其他离校", &["其它离校", "离校"]),
    option("", "无学籍", &["未建学籍", "没有学籍"]),
];

/// 在校情况: where the child really is. Our own list, after seed plans: 在籍不在校 is checked for schooling elsewhere,
/// dropping out and children who cannot be reached.
pub(super) const ATTENDANCE: &[Choice] = &[
    option("", "在校", &["在校就读", "在校生", "已到校", "已报到", "到校", "是"]),
    option("", "送教上门", &["送教"]),
    option("", "外地就读", &["在外就读", "外出就读", "外校就读", "县外就读"]),
    option("", "不在校", &["未到校", "未报到", "未在校", "离校", "辍学", "失学", "否"]),
    option("", "待核实", &["待核", "待查", "不详", "联系不上", "未核实"]),
];

/// 上下学交通方式.
pub(super) const TRANSPORT: &[Choice] = &[
    option("", "步行", &["走路", "徒步"]),
    option(
        "",
        "自行车（含摩托车、电动自行车）",
        &["自行车", "电动自行车", "电动车", "摩托车", "自行车(含摩托车,电动自行车)", "自行车(含电动车、摩托车)"],
    ),
    option(
        "",
        "公共交通（含城市公交、农村客运、地铁）",
        &["公共交通", "公交车", "公交", "农村客运", "地铁", "公共交通(含城市公交、农村客运,地铁)"],
    ),
    option("", "家长自行接送", &["家长接送", "接送"]),
    option("", "校车", &["乘坐校车"]),
    option("", "其他", &["其它"]),
];
