//! 通知书与送达回证: the notice itself, the proof that it was served, and the stub (存根) that stays with the issuer.
//!
//! That a notice quotes the law and says what follows (追责说明) is 联合乡's. What a receipt says (回字 number, name and
//! number of the paper, to whom, where, when, both signatures) is as counties print it. The layout is 示例.

mod receipt;
mod shipped;
mod template;

pub use shipped::shipped;
pub use template::{PLACES, Place, Template};

use ledger::case::NoticeKind;

use crate::blank;
use crate::document::{Align, Block, Document, Sheet, Sign};

/// What is filled in. Everything is text as it is to be printed; what is empty is left to the pen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notice {
    /// 文号: `义劝通字[2026]第3号`.
    pub number: String,
    /// The guardian it is addressed to.
    pub guardian: String,
    /// The guardian's own number.
    pub guardian_id: String,
    /// Where the guardian lives.
    pub address: String,
    /// The child.
    pub child: String,
    /// The child's number.
    pub id_number: String,
    /// The school.
    pub school: String,
    /// Grade and class.
    pub class: String,
    /// Since when the child is not in school.
    pub dropped_on: String,
    /// The day on which a child that enters school is to be there.
    pub report_on: String,
    /// How long the guardian has: `7日`, `5个上课日`.
    pub deadline: String,
    /// The notice before this one, as name and number.
    pub previous: String,
    /// Who issues it.
    pub issuer: String,
    /// On which day.
    pub issued_on: String,
    /// Whom to ask.
    pub contact: String,
    /// And where.
    pub phone: String,
    /// The court, for papers of the court.
    pub court: String,
    /// The receipt.
    pub receipt: Receipt,
    /// Whether a stub is printed as well.
    pub stub: bool,
}

/// The proof that a notice was served. A signature is never printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    /// `回字[2026]第3号`.
    pub number: String,
    /// Where it was served.
    pub place: String,
    /// When.
    pub time: String,
    /// How, in the words of [`Served`](ledger::case::Served).
    pub how: String,
    /// Why it was refused, or how it was left.
    pub refusal: String,
    /// Anything else.
    pub note: String,
}

/// Under a paper of the court route whose text nobody of the county has worded.
const UNTRIED: &str = "（示例文本，使用前请由司法所或法律顾问核对。）";

impl Notice {
    /// The notice, its receipt, and the stub if one is wanted, each on its own sheet.
    pub fn document(&self, template: &Template) -> Document {
        let mut letter = self.letter(template);
        if template.is_untried() {
            letter.blocks.push(Block::lines(Align::Left, UNTRIED));
        }
        let mut sheets = vec![letter, self.receipt_sheet(template.kind)];
        if self.stub {
            sheets.push(self.stub_sheet(template.kind));
        }
        Document::new(template.kind.text(), sheets)
    }

    fn letter(&self, template: &Template) -> Sheet {
        let kind = template.kind;
        let mut blocks = vec![Block::title(kind.text())];
        if kind != NoticeKind::Suit {
            blocks.push(Block::lines(Align::Right, self.number_or_line(kind)));
            blocks.push(Block::lines(Align::Left, format!("{}：", blank::or_line(&self.guardian, 8))));
        }
        let mut before = "";
        let body = template.fill(self);
        for line in body.lines() {
            // The court a suit is handed to stands at the margin, as the addressee of any letter.
            let align = if before == "此致" { Align::Left } else { Align::Paragraph };
            blocks.push(Block::lines(align, line));
            before = line;
        }
        blocks.push(Block::Sign(Sign::seal(
            format!("{}（盖章）", blank::or_line(&self.issuer, 8)),
            Some(&self.issued_on),
        )));
        Sheet::letter(blocks)
    }

    fn number_or_line(&self, kind: NoticeKind) -> String {
        match (self.number.is_empty(), kind.proposed_prefix()) {
            (true, prefix) => format!("{}[＿＿]第＿＿号", prefix.unwrap_or("＿＿＿字")),
            (false, _) => self.number.clone(),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::document::tests::check_grids;

    pub(crate) fn filled() -> Notice {
        Notice {
            number: "义劝通字[2026]第3号".into(),
            guardian: "王大山".into(),
            child: "王小满".into(),
            id_number: "990526201208310018".into(),
            school: "石川镇初级中学".into(),
            class: "七年级1班".into(),
            dropped_on: "2026年9月7日".into(),
            deadline: "7日".into(),
            issuer: "石川镇人民政府".into(),
            issued_on: "2026年9月21日".into(),
            ..Notice::default()
        }
    }

    #[test]
    fn every_kind_prints_filled_and_blank() {
        for kind in NoticeKind::ALL {
            for notice in [filled(), Notice { stub: true, ..Notice::default() }] {
                let document = notice.document(&shipped(*kind));
                check_grids(&document);
                assert_eq!(document.sheets.len(), 2 + usize::from(notice.stub), "{kind:?}");
                let text = crate::html(&document);
                assert!(text.contains(kind.text()) && text.contains("送达回证"), "{kind:?}");
                assert!(!text.contains('{') && !text.contains('}'), "{kind:?}: a place is left");
            }
        }
    }

    #[test]
    fn a_notice_is_numbered_addressed_dated_and_sealed() {
        let rows: Vec<String> = crate::rows(&filled().document(&shipped(NoticeKind::Return)))
            .into_iter()
            .map(|row| row.join("|"))
            .collect();
        assert_eq!(rows[..3], ["劝返复学通知书", "义劝通字[2026]第3号", "王大山："]);
        assert!(rows[3].contains("王小满") && rows[3].contains("2026年9月7日"), "{}", rows[3]);
        assert!(rows.iter().any(|row| row == "石川镇人民政府（盖章） 2026年9月21日"), "{rows:#?}");
        assert!(rows.iter().any(|row| row.contains("名称及文号|劝返复学通知书")), "{rows:#?}");
    }
}
