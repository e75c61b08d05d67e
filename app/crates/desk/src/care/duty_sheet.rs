//! A duty in one turn on paper: who it is about, how often it was owed and done, on which days.

use std::collections::BTreeMap;

use ledger::date::Date;
use ledger::duty::{About, Period, Standing};
use ledger::window::SchoolYear;

use super::subject::Subject;
use super::under::Scope;
use crate::Desk;
use crate::message::Refusal;
use crate::message::care::CareAnswer;
use crate::message::place::AccessAct;
use crate::message::roster::Sheet;
use crate::step::{Now, Step};

/// Beside a day on which something was recorded that does not count.
const WITHOUT_EVIDENCE: &str = "（缺印证）";

impl Desk {
    pub(super) fn duty_sheet(&self, duty: &str, period: &str, act: AccessAct, now: &Now) -> Step {
        let (Some(rule), Some(period)) = (self.rule(duty), Period::parse(period)) else {
            return Step::answer(Refusal::Gone);
        };
        let year = SchoolYear::containing(period.days(&self.calendar(now)).to);
        let known = self.known(year, Scope::of(&rule), now);
        let recorded = self.recorded(&known);
        let chart = self.chart(&rule, &self.under(&rule, &known, now), &recorded, &known, now);
        let Some(at) = chart.columns.iter().position(|column| *column == period) else {
            return Step::answer(Refusal::Gone);
        };
        let about = rule.owed.about();
        let mut lines: Vec<Vec<String>> = Vec::new();
        for row in chart.rows.iter().filter(|row| row.turns[at].1.standing != Standing::Free) {
            let (turn, progress) = &row.turns[at];
            // Whether a day counts, or has no evidence.
            let mut days: BTreeMap<Date, bool> = BTreeMap::new();
            for record in self.counted(&rule, row.ix, &recorded, &known, now) {
                if turn.counts(&record) {
                    *days.entry(record.date).or_default() |= record.evidence || !rule.evidence;
                }
            }
            let day = |(day, good): (&Date, &bool)| format!("{day}{}", if *good { "" } else { WITHOUT_EVIDENCE });
            let days: Vec<String> = days.iter().map(day).collect();
            let who = self.subject_view(Subject { about, ix: row.ix });
            lines.push(vec![
                who.name,
                who.note,
                who.place,
                progress.owed.to_string(),
                progress.days.to_string(),
                days.join("、"),
                said(progress.standing).to_owned(),
            ]);
        }
        lines.sort_by(|a, b| (&a[2], &a[0]).cmp(&(&b[2], &b[0])));
        for (at, line) in lines.iter_mut().enumerate() {
            line.insert(0, (at + 1).to_string());
        }
        let [name, note, place] = match about {
            About::Child => ["姓名", "年级班级", "户籍村"],
            About::Cadre | About::Post => ["包联干部", "单位职务", "包联学校"],
        };
        let heads = ["序号", name, note, place, "应办次数", "已办次数", "日期", "完成情况"];
        let sheet = Sheet {
            title: format!("{} {}完成情况", period.label(), rule.name),
            unit: self.unit().to_owned(),
            date: Self::today(now).to_string(),
            headers: heads.map(str::to_owned).to_vec(),
            rows: lines,
        };
        let subject = format!("{} {}", sheet.title, sheet.rows.len());
        let answer = CareAnswer::Sheet(Box::new(sheet));
        self.log_access(act, &subject, "", now, Box::new(move |_, _| answer.into())).even_without(true)
    }
}

fn said(standing: Standing) -> &'static str {
    match standing {
        Standing::Short => "次数不足",
        Standing::Urgent | Standing::Open => "进行中",
        Standing::Excused => "已说明原因，待补办",
        Standing::Done => "已完成",
        Standing::Free => "",
    }
}
