//! Words around fields: groups, derived columns, how to type a value.

use desk::message::roster::Column;
use ledger::field::{Field, FieldGroup, FieldKind};

/// A group of fields as a section title.
pub(crate) fn group(group: FieldGroup) -> &'static str {
    match group {
        FieldGroup::Identity => "基本信息",
        FieldGroup::School => "学籍与就读",
        FieldGroup::Household => "户籍与住址",
        FieldGroup::Guardian => "父母与监护人",
        FieldGroup::Circumstance => "健康与家庭情况",
        FieldGroup::Source => "其他名单的记载",
    }
}

/// The groups in the order of the form.
pub(crate) const GROUPS: [FieldGroup; 6] = [
    FieldGroup::Identity,
    FieldGroup::School,
    FieldGroup::Household,
    FieldGroup::Guardian,
    FieldGroup::Circumstance,
    FieldGroup::Source,
];

/// A column's title.
pub(crate) fn column(column: Column) -> &'static str {
    match column {
        Column::Field(field) => field.label(),
        Column::State => "人籍状态",
        Column::GradeClass => "年级班级",
        Column::IdQuality => "证件号情况",
        Column::Groups => "群体",
        Column::Age => "周岁",
        Column::Changed => "最后修改",
    }
}

/// A line under the label saying how to type a value, where that is not plain.
pub(crate) fn guidance(field: Field) -> &'static str {
    match field.kind() {
        FieldKind::Date => "如 2012-08-31、20120831 或 2012年8月31日",
        FieldKind::YearMonth => "如 201209",
        FieldKind::Identity => "18 位；没有号码请留空",
        FieldKind::StudentNumber => "G、J 或 L 加 18 位号码",
        FieldKind::DisabilityCard => "20 位，末两位为类别和等级",
        FieldKind::Text
        | FieldKind::Name
        | FieldKind::Phone
        | FieldKind::Code
        | FieldKind::Choice
        | FieldKind::Number => "",
    }
}
