//! 送达回证 and 存根: who got the notice, and what the issuer keeps of it.

use ledger::case::{NoticeKind, Served};

use super::Notice;
use crate::blank;
use crate::document::{Align, Block, Cell, Form, Sheet, Sign};

const WIDTHS: [u16; 4] = [42, 42, 42, 42];

fn line(label: &str, text: &str) -> Vec<Cell> {
    vec![Cell::label(label), Cell::value(text).span(3).tall(14)]
}

impl Notice {
    pub(super) fn receipt_sheet(&self, kind: NoticeKind) -> Sheet {
        let receipt = &self.receipt;
        let number = if receipt.number.is_empty() { "回字[＿＿]第＿＿号" } else { &receipt.number };
        let offered: Vec<&str> = Served::ALL.iter().map(|how| how.text()).collect();
        let room = || Cell::value("").span(3).tall(18);
        let rows = vec![
            line("送达文书\n名称及文号", &self.named(kind)),
            line("受送达人", &self.guardian),
            line("送达地点", &receipt.place),
            line(
                "送达时间",
                if receipt.time.is_empty() {
                    "　　　　年　　月　　日　　时　　分"
                } else {
                    &receipt.time
                },
            ),
            line("送达方式", &blank::ticks(&offered, &[&receipt.how])),
            vec![Cell::label("受送达人签名\n（或盖章、按指印）"), room()],
            vec![Cell::label("送达人签名\n（两人以上）"), room()],
            vec![
                Cell::label("拒收事由或者\n留置送达情况"),
                Cell::value(&receipt.refusal).span(3).tall(34).sign(Sign::hand("见证人签名：", Some(""))),
            ],
            line("备注", &receipt.note),
        ];
        let form = Form { widths: WIDTHS.to_vec(), rows, together: false };
        let note = "注：受送达人拒绝签收的，由见证人签名，写明拒收事由，可以附送达现场的照片；留置送达同此。";
        Sheet::record(vec![
            Block::title("送达回证"),
            Block::lines(Align::Right, number),
            Block::Form(form),
            Block::lines(Align::Left, note),
            Block::Sign(Sign::seal(format!("{}（盖章）", blank::or_line(&self.issuer, 8)), Some(""))),
        ])
    }

    pub(super) fn stub_sheet(&self, kind: NoticeKind) -> Sheet {
        let pair = |left: &str, text: &str, right: &str, more: &str| {
            vec![Cell::label(left), Cell::value(text).tall(12), Cell::label(right), Cell::value(more)]
        };
        let rows = vec![
            pair("孩子姓名", &self.child, "证件号码", &self.id_number),
            pair("学校", &self.school, "年级班级", &self.class),
            pair("监护人", &self.guardian, "监护人电话", ""),
            line("住址", &self.address),
            pair("期限", &self.deadline, "发出日期", &self.issued_on),
            pair("送达时间", &self.receipt.time, "送达方式", &self.receipt.how),
            pair("经办人签名", "", "审批人签名", ""),
            line("办理结果", ""),
        ];
        let form = Form { widths: vec![28, 48, 28, 64], rows, together: true };
        Sheet::record(vec![
            Block::title(format!("{}（存根）", kind.text())),
            Block::lines(Align::Right, self.number_or_line(kind)),
            Block::Form(form),
            Block::lines(Align::Left, format!("发出单位：{}", self.issuer)),
        ])
    }

    /// The paper by name and number, as a receipt names it.
    fn named(&self, kind: NoticeKind) -> String {
        format!("{}　{}", kind.text(), self.number_or_line(kind))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Receipt;
    use super::super::tests::filled;
    use super::*;

    #[test]
    fn a_receipt_says_what_was_served_and_how() {
        let receipt =
            Receipt { number: "回字[2026]第3号".into(), how: "留置送达".into(), ..Receipt::default() };
        let rows = crate::rows(&crate::Document::new(
            "送达回证",
            vec![Notice { receipt, ..filled() }.receipt_sheet(NoticeKind::Return)],
        ));
        let flat: Vec<String> = rows.iter().map(|row| row.concat()).collect();
        assert_eq!(flat[1], "回字[2026]第3号");
        assert_eq!(flat[2], "送达文书\n名称及文号劝返复学通知书　义劝通字[2026]第3号");
        assert_eq!(flat[6], "送达方式□签收　□拒绝签收　☑留置送达");
        assert!(flat[9].ends_with("见证人签名： 年 月 日"), "{}", flat[9]);
    }
}
