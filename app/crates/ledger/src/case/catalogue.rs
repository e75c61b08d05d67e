//! The short lists that steps of a case offer: where a case came from, kinds of leave, ways to check, ways to persuade.

use crate::keyed::keyed;

// Keys are stored: never change one.
keyed! {
    /// What opened a case. The last three are 示例.
    pub enum Origin {
        /// 蒲城县, 西吉县, 从江县: one of the three comparisons.
        Comparison = "comparison", "三比对";
        /// 伊川县 2019: the ministry's list of suspected dropouts.
        Suspected = "suspected", "教育部疑似失学名单";
        /// 联合乡: door to door, by village.
        Field = "field", "入户排查";
        Absence = "absence", "学校缺勤";
        Graduates = "graduates", "毕业去向核查";
        Other = "other", "其他";
    }
}

keyed! {
    /// 请假类型 (示例).
    pub enum Leave {
        None = "none", "未请假";
        Sick = "sick", "病假";
        Personal = "personal", "事假";
        Unknown = "unknown", "不清楚";
    }
}

keyed! {
    /// 核查方式 (示例).
    pub enum CheckWay {
        Visit = "visit", "入户";
        Phone = "phone", "电话";
        School = "school", "就读学校核实";
        Registry = "registry", "学籍系统核实";
        Police = "police", "派出所核实";
        Other = "other", "其他";
    }
}

keyed! {
    /// 四个一批 (从江县 2019): four ways to bring a child back, from the mildest to the last.
    pub enum Method {
        Reason = "reason", "讲道理感召";
        Care = "care", "特殊关爱感化";
        Administrative = "administrative", "行政措施劝返";
        Law = "law", "法治手段兜底";
    }
}

keyed! {
    /// 学籍标注 (联合乡 has dropouts marked and 其他离校 explained; the others are 示例).
    pub enum Mark {
        Dropped = "dropped", "辍学";
        OtherLeave = "other_leave", "其他离校";
        Suspended = "suspended", "休学";
        MovedOut = "moved_out", "转出";
        Resumed = "resumed", "恢复在籍在校";
    }
}
