//! What is wrong with a cell and what to do about it, in a sentence for the person who has the list.

use ledger::field::Field;
use ledger::finding::FindingKind;

/// What it means and what to do.
pub(crate) fn sentence(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::IdScientific => {
            "号码变成了科学计数法，后面的数字已丢失，无法还原。请在原表把该列设为“文本”后重新导出。"
        }
        FindingKind::IdTruncated => {
            "号码后三位被表格软件变成 000，只有前 15 位可信。请核对原件后补全，或在原表把该列设为“文本”后重新导出。"
        }
        FindingKind::IdRounded => {
            "号码在表格里存成了数值，末几位被四舍五入，看似完整其实不可信。请在原表把该列设为“文本”后重新导出。"
        }
        FindingKind::IdChecksum => "校验位不符，至少有一位写错。请对照户口簿或身份证改正。",
        FindingKind::IdDate => "号码里的出生日期不存在。请对照户口簿或身份证改正。",
        FindingKind::IdFifteen => "是 15 位旧号码，不能用来比对。请查出 18 位号码后补上。",
        FindingKind::IdMalformed => {
            "位数不对或含有不该有的字母。请对照户口簿或身份证改正；没有号码请留空，证件类型选“其他”。"
        }
        FindingKind::IdNormalised => "号码里有空格、短横或全角字符，已按去掉后的号码识别，内容无误则不用处理。",
        FindingKind::IdMissing => "没有证件号码。请补上；确实没有的，证件类型选“其他”，并督促到派出所办理户口登记。",
        FindingKind::IdArea => "前六位不是已知的行政区划代码，可能是旧代码，核对无误则不用处理。",
        FindingKind::IdIsDisabilityCard => "填的是残疾人证号，已取前 18 位作身份证号，残疾类别和等级另存。请核对。",
        FindingKind::BirthDisagrees => "出生日期与身份证号里的不一致。请核对哪一个正确。",
        FindingKind::SexDisagrees => "性别与身份证号不一致。请核对哪一个正确。",
        FindingKind::NameMissing => "没有姓名。请补上。",
        FindingKind::NameUnreadable => "姓名里有“?”、方框或旧系统的造字，可能是生僻字丢失。请对照户口簿重新录入。",
        FindingKind::NameNormalised => "姓名里有空格、全角字母或不同写法的间隔点，比对时按统一写法，显示仍用原样。",
        FindingKind::DateUnreadable => "日期读不出来。请改成 2012-08-31 这样的写法。",
        FindingKind::MonthUnreadable => "年月读不出来。请改成 201209 这样的写法。",
        FindingKind::PhoneUnreadable => "电话号码位数不对。请核对。",
        FindingKind::LeadingZeros => "前面的 0 丢了，已按同列其他行补回显示，原值保留。请核对。",
        FindingKind::ChoiceUnknown => "不在规定的选项里。请改成选项之一。",
        FindingKind::StudentNumberMalformed => "学籍号应为 G、J 或 L 加 18 位号码。请对照学籍系统改正。",
        FindingKind::DisabilityCardMalformed => {
            "残疾人证号应为 20 位（换证后可有 22 位），末两位为类别和等级。请对照证件改正。"
        }
        FindingKind::NumberUnreadable => "应填数字。请改正。",
        FindingKind::RowShape => "这一行的格数与表头不符，可能是合并单元格或引号不成对。请在原表检查这一行。",
        FindingKind::Undecodable => "有认不出的字符，可能是编码不对或生僻字丢失。请换一种编码重读，或改正后再导入。",
        FindingKind::NoIdentity => "这一行没有能认出是谁的内容（姓名、证件号、学籍号都没有）。请补上。",
    }
}

/// A short name for counts and chips.
pub(crate) fn label(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::IdScientific => "证件号成科学计数法",
        FindingKind::IdTruncated => "证件号尾数变 000",
        FindingKind::IdRounded => "证件号被四舍五入",
        FindingKind::IdChecksum => "证件校验位不符",
        FindingKind::IdDate => "证件日期不存在",
        FindingKind::IdFifteen => "15 位旧证件号",
        FindingKind::IdMalformed => "证件号位数不对",
        FindingKind::IdNormalised => "证件号含空格或全角",
        FindingKind::IdMissing => "无证件号",
        FindingKind::IdArea => "区划代码未知",
        FindingKind::IdIsDisabilityCard => "填成残疾人证号",
        FindingKind::BirthDisagrees => "出生日期与证件不一致",
        FindingKind::SexDisagrees => "性别与证件不一致",
        FindingKind::NameMissing => "无姓名",
        FindingKind::NameUnreadable => "姓名有缺字",
        FindingKind::NameNormalised => "姓名写法不统一",
        FindingKind::DateUnreadable => "日期读不出",
        FindingKind::MonthUnreadable => "年月读不出",
        FindingKind::PhoneUnreadable => "电话位数不对",
        FindingKind::LeadingZeros => "前面的 0 丢失",
        FindingKind::ChoiceUnknown => "不在选项内",
        FindingKind::StudentNumberMalformed => "学籍号格式不对",
        FindingKind::DisabilityCardMalformed => "残疾人证号格式不对",
        FindingKind::NumberUnreadable => "数字读不出",
        FindingKind::RowShape => "格数与表头不符",
        FindingKind::Undecodable => "字符认不出",
        FindingKind::NoIdentity => "认不出是谁",
    }
}

/// A finding at its place: `第 12 行“身份证件号”（9.90526E+17）：……`
pub(crate) fn placed(row: u32, field: Option<Field>, kind: FindingKind, value: &str) -> String {
    let mut place = if row == 0 { String::new() } else { format!("第 {row} 行") };
    if let Some(field) = field {
        place.push_str(&format!("“{}”", field.label()));
    }
    if !value.is_empty() {
        place.push_str(&format!("（{value}）"));
    }
    if place.is_empty() { sentence(kind).to_owned() } else { format!("{place}：{}", sentence(kind)) }
}

/// `A`, `B` ... `Z`, `AA`: a column as spreadsheets name it.
pub(crate) fn column_letter(column: u16) -> String {
    let mut letters = Vec::new();
    let mut rest = u32::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// Why a file is not a list, by the reader's stable reason.
pub(crate) fn not_a_list(reason: &str, detail: &str) -> String {
    let tail = if detail.is_empty() { String::new() } else { format!("（{detail}）") };
    let words = match reason {
        "empty" => "文件是空的，或没有一行内容。请确认选对了文件。",
        "too_large" => "表格声称的行列数太大，不像是名单，可能整列设了格式。请把有内容的部分复制到新表再导入。",
        "encrypted" => "文件有密码。请在表格软件里打开，去掉密码另存后再导入。",
        "damaged" => "文件损坏，打不开。请用表格软件打开另存一份，或向发送人重新要一份。",
        "no_header" => "没有找到表头行。请确认表里有“姓名”“身份证号”等列名，或手工指定表头在第几行。",
        "unsupported" => "这种文件读不了。请另存为 xlsx、xls 或 csv 后再导入。",
        _ => "文件读不出名单。请用表格软件打开，另存为 xlsx 后再导入。",
    };
    format!("{words}{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_names_place_value_and_what_to_do() {
        let words = placed(12, Some(Field::IdNumber), FindingKind::IdScientific, "9.90526E+17");
        assert!(words.starts_with("第 12 行“身份证件号”（9.90526E+17）："), "{words}");
        assert!(words.contains("文本"), "{words}");
    }

    #[test]
    fn columns_as_in_a_spreadsheet() {
        for (column, expected) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_letter(column), expected);
        }
    }
}
