//! Words of 登记簿: movers, graduates, checked names, letters, pledges; and of 一校一案.

use desk::message::case::BalanceView;
use desk::message::docket::SourceView;
use ledger::docket::{Docket, Standing};

use super::count;
use crate::ui::Tone;

pub(crate) const DOCKETS: &str = "登记簿";
pub(crate) const ALL: &str = "全部";
pub(crate) const ADD: &str = "登记…";
pub(crate) const ADD_CHILD: &str = "给名册里的孩子登记…";
pub(crate) const ADD_OTHER: &str = "登记名册以外的人…";
pub(crate) const ADD_TITLE: &str = "登记谁";
const FILL: &str = "从名单取…";
pub(crate) const FILL_TITLE: &str = "从哪里取";
const FILL_TEXT: &str = "同一份名单里已经登记或划去的不会再登记，毕业生在别的名单里登记过的也不会；取错了可以撤销。名单先在“导入”里存为比对名单。";
const FILL_MOVES: &str = "名册里换了学校的记为转入，学籍状态改为“转学”的记为转出，日期是名册改动的那天，请核对；学籍手续和印证材料还要逐条填写。已经登记或划去的不会再登记。";
pub(crate) const FILL_NONE: &str = "还没有可取的名单。先到“导入”把名单存为比对名单，种类选对应的一种。";
pub(crate) const NO_MOVES: &str = "名册里没有还未登记的转学、换校变动。";
pub(crate) const FILL_DO: &str = "取进来";
const FROM_ROSTER: &str = "从名册取…";
pub(crate) const NOTHING_NEW: &str = "名单里的人都已经登记，或者登记后划去了。";
pub(crate) const CHANGE: &str = "修改";
pub(crate) const REOPEN: &str = "重开";
pub(crate) const REOPEN_REASON: &str = "重开的原因";
pub(crate) const REOPEN_TEXT: &str = "重开以后重新计入未办结；原来的印证材料和审批人保留。";
pub(crate) const STRIKE: &str = "划去";
pub(crate) const STRIKE_REASON: &str = "划去的原因";
pub(crate) const STRIKE_TEXT: &str = "写错的一行划去后不再计数，修改记录里仍查得到。";
pub(crate) const OPEN_CASE: &str = "立案";
pub(crate) const CASE_LACKS: &str = "立案要填的还不全，已按这一行填好，请补齐后保存。";
pub(crate) const TO_CASE: &str = "看案件";
pub(crate) const MORE: &str = "更多…";
pub(crate) const LETTER_PRINT: &str = "打印协查函";
pub(crate) const PLEDGE_PRINT: &str = "打印责任书";
pub(crate) const DUE: &str = "户籍在外乡镇、还没有发函的在办案件";
pub(crate) const DUE_DO: &str = "发函…";
pub(crate) const SIGN_FIRST: &str = "甲方签字";
pub(crate) const SIGN_SECOND: &str = "乙方签字";
pub(crate) const TABLE_PRINT: &str = "打印附件1统计表";

pub(crate) const PLANS: &str = "一校一案";
pub(crate) const PLANS_SUB: &str = "数字由名册、案件和登记簿自动汇总，文字由学校填写，可以打印成册。";
pub(crate) const PLANS_NONE: &str = "名册里还没有学校";
pub(crate) const PLANS_NONE_TEXT: &str = "名册里的孩子写了学校以后，这里按校建一校一案。";
pub(crate) const PLAN_FACTS: &str = "学校概况";
pub(crate) const PLAN_TEXTS: &str = "学校填写";
pub(crate) const PLAN_PUPILS: &str = "重点学生清单";
pub(crate) const PLAN_NOBODY: &str = "没有在办案件。";
pub(crate) const PLAN_LEDGERS: &str = "台账汇总";
pub(crate) const PLAN_PRINT: &str = "打印一校一案";
pub(crate) const SCHOOL: &str = "学校";
pub(crate) const CHILDREN: &str = "在册学生";
pub(crate) const OPEN_CASES: &str = "在办案件";
pub(crate) const WRITTEN: &str = "已填写";

/// What each docket is for.
pub(crate) fn about(docket: Docket) -> &'static str {
    match docket {
        Docket::Movement => "转入、转出逐人登记，学籍手续填清（已转，或未转另有凭证），并有材料和审批人，才能办结。",
        Docket::Graduate => "近三年小学毕业生逐人落实去向，有印证材料和审批人才能销号；查不到去向的一直挂账。",
        Docket::Suspect => "教育部下发的疑似失学名单逐人核查，每个结果都要有印证；据此生成附件1统计表。",
        Docket::Letter => "在本校就读、户籍在外乡镇的孩子，发函请户籍地乡镇协助，并登记复函。",
        Docket::Pledge => "各级责任书的签订登记；可以逐份打印，也可以打印签订登记表。",
    }
}

/// What taking lines does.
pub(crate) fn fill_text(docket: Docket) -> &'static str {
    if docket == Docket::Movement { FILL_MOVES } else { FILL_TEXT }
}

/// The button that takes lines.
pub(crate) fn fill(docket: Docket) -> &'static str {
    if docket == Docket::Movement { FROM_ROSTER } else { FILL }
}

/// The lines that stand so, with how many they are.
pub(crate) fn standing(docket: Docket, standing: Standing) -> &'static str {
    docket.word(standing)
}

/// How a standing is coloured.
pub(crate) fn tone(standing: Standing) -> Tone {
    match standing {
        Standing::Waiting => Tone::Soon,
        Standing::Outstanding => Tone::Late,
        Standing::Ready => Tone::Info,
        Standing::Closed => Tone::Ok,
    }
}

/// The lines of this school year in one line that balances.
pub(crate) fn balance(docket: Docket, b: &BalanceView) -> String {
    format!(
        "本学年：期初未{done} {} ＋ 新登记 {} − {done} {} ＝ 未{done} {}",
        count(b.before),
        count(b.opened),
        count(b.closed),
        count(b.open),
        done = match docket {
            Docket::Letter => "复函",
            Docket::Pledge => "签订",
            Docket::Movement => "办结",
            Docket::Graduate | Docket::Suspect => "销号",
        },
    )
}

/// A list that lines can be taken from.
pub(crate) fn source(source: &SourceView) -> String {
    let date = if source.date.len() == 4 { format!("{}年毕业", source.date) } else { super::date(&source.date) };
    format!("{}　{date}　{} 人", source.name, count(source.rows))
}

/// The title over a form.
pub(crate) fn title(docket: Docket) -> String {
    docket.text().to_owned()
}

/// The title over the form of settling.
pub(crate) fn close_title(docket: Docket) -> String {
    match docket {
        Docket::Letter | Docket::Pledge => docket.settle().to_owned(),
        _ => format!("{}　{}", docket.text(), docket.settle()),
    }
}

/// How many parts of a plan are written.
pub(crate) fn written(n: u32) -> String {
    format!("{n} 项")
}
