//! An entry of the ledger: one item for one child in one term.

use super::AidItem;
use crate::date::Date;
use crate::form::AnswerKind::{Amount, Date as Day, Line, OneOf};
use crate::form::{Fault, Question};
use crate::schema::aid as f;

const ASKED: &[Question] = &[
    asked(f::ITEM, "项目", OneOf(AidItem::OFFERED)),
    asked(f::BASIS, "依据", Line),
    asked(f::AMOUNT, "金额（元）", Amount),
    asked(f::PAID_ON, "发放日期", Day),
    asked(
        f::HOW,
        "发放方式",
        OneOf(&[("card", "打卡发放"), ("cash", "现金"), ("waived", "直接减免"), ("kind", "实物")]),
    ),
    asked(f::SIGNED, "签收", OneOf(&[("paper", "纸质已签")])),
    asked(f::NOTE, "备注", Line),
];

const fn asked(id: u16, label: &'static str, kind: crate::form::AnswerKind) -> Question {
    Question { id, label, kind }
}

/// What the form asks, in order.
pub fn questions() -> impl Iterator<Item = &'static Question> {
    ASKED.iter()
}

/// Everything that is wrong with an entry, by question, in the order of the form. Money that was paid says when.
pub fn faults<'a>(answer: impl Fn(u16) -> &'a str, today: Date) -> Vec<(u16, Fault)> {
    let fault = |question: &Question| match answer(question.id).trim() {
        "" => needed(question.id, answer(f::ITEM), answer(f::SIGNED)).then_some(Fault::Needed),
        text if question.id == f::PAID_ON && Date::parse_iso(text).is_some_and(|day| day > today) => {
            Some(Fault::Future)
        }
        text => question.fault(text),
    };
    ASKED.iter().filter_map(|question| Some((question.id, fault(question)?))).collect()
}

impl AidItem {
    /// Whether money is paid, so that an entry without a sum says nothing; fees and books may be waived.
    pub const fn is_paid(self) -> bool {
        !matches!(self, AidItem::Fees | AidItem::Textbooks)
    }
}

fn needed(id: u16, item: &str, signed: &str) -> bool {
    match id {
        f::ITEM | f::BASIS => true,
        f::AMOUNT => AidItem::from_key(item).is_some_and(AidItem::is_paid),
        f::PAID_ON => !signed.is_empty(),
        f::NOTE => AidItem::from_key(item) == Some(AidItem::Other),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_says_how_much_and_a_signature_says_when() {
        let today = Date::new(2026, 11, 22).expect("a day");
        let check = |said: &[(u16, &'static str)], expected: &[(u16, Fault)]| {
            let answer = |id| said.iter().find(|(known, _)| *known == id).map_or("", |(_, text)| text);
            assert_eq!(faults(answer, today), expected, "{said:?}");
        };
        let needed = |ids: &[u16]| ids.iter().map(|id| (*id, Fault::Needed)).collect::<Vec<_>>();
        check(&[], &needed(&[f::ITEM, f::BASIS]));
        check(&[(f::ITEM, "boarder"), (f::BASIS, "脱贫户")], &needed(&[f::AMOUNT]));
        check(&[(f::ITEM, "textbooks"), (f::BASIS, "脱贫户")], &[]);
        check(&[(f::ITEM, "textbooks"), (f::BASIS, "脱贫户"), (f::SIGNED, "paper")], &needed(&[f::PAID_ON]));
        check(&[(f::ITEM, "other"), (f::BASIS, "捐赠"), (f::AMOUNT, "200")], &needed(&[f::NOTE]));
        let future = [(f::ITEM, "textbooks"), (f::BASIS, "脱贫户"), (f::PAID_ON, "2026-11-23")];
        check(&future, &[(f::PAID_ON, Fault::Future)]);
    }
}
