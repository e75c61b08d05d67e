//! The ledgers of cases: who is in one, how the cases of the year balance, and the whole as a sheet.

use ledger::calendar::Span;
use ledger::case::{Balance, CaseList, Clearing, Stage, State};
use ledger::window::SchoolYear;

use crate::Desk;
use crate::message::case::{BalanceView, CaseAnswer, CaseRow, CasesView, ClearingView};
use crate::message::place::AccessAct;
use crate::message::roster::Sheet;
use crate::step::{Now, Step};

impl Desk {
    pub(super) fn cases(&self, list: CaseList, now: &Now) -> CasesView {
        let by = self.measure(now);
        let states = self.standing_cases(now);
        let counts = CaseList::ALL.iter().map(|list| {
            let held = states.iter().filter(|(_, state)| list.holds(state));
            (*list, held.count() as u32)
        });
        let held = states.iter().filter(|(_, state)| list.holds(state));
        let mut rows: Vec<CaseRow> = held
            .map(|(file, state)| CaseRow { person: self.person_view(file.child), brief: self.brief(file, state, &by) })
            .collect();
        rows.sort_by(|a, b| {
            let late = |row: &CaseRow| row.brief.next.as_ref().map_or(0, |next| next.late);
            let of = |row: &CaseRow| (row.brief.since.clone(), row.person.village.clone(), row.person.name.clone());
            late(b).cmp(&late(a)).then_with(|| of(a).cmp(&of(b)))
        });
        let days = Span { from: SchoolYear::containing(by.today).first_day(), to: by.today };
        let sum = Balance::of(states.iter().map(|(_, state)| state.spells.as_slice()), days);
        let balance = BalanceView { before: sum.start, opened: sum.came_in(), closed: sum.closed, open: sum.end };
        let clearing = clearing(states.iter().map(|(_, state)| state));
        CasesView { list, counts: counts.collect(), rows, balance, clearing }
    }

    pub(super) fn cases_sheet(&self, list: CaseList, act: AccessAct, now: &Now) -> Step {
        let view = self.cases(list, now);
        let headers =
            ["序号", "姓名", "年级班级", "户籍村", "台账状态", "起始日期", "首次缺勤", "下一步", "责任人", "截止日期"];
        let line = |(at, row): (usize, CaseRow)| {
            let CaseRow { person, brief } = row;
            let (what, who, due) = brief.next.map(|next| (next.what, next.who, next.due)).unwrap_or_default();
            vec![
                (at + 1).to_string(),
                person.name,
                person.grade_class,
                person.village,
                brief.stage.text().to_owned(),
                brief.since,
                brief.first_absent,
                what,
                who,
                due,
            ]
        };
        let sheet = Sheet {
            title: list.title(),
            unit: self.unit().to_owned(),
            date: Self::today(now).to_string(),
            rows: view.rows.into_iter().enumerate().map(line).collect(),
            headers: headers.map(str::to_owned).to_vec(),
        };
        let subject = format!("{} {}", sheet.title, sheet.rows.len());
        let answer = CaseAnswer::Sheet(Box::new(sheet));
        self.log_access(act, &subject, "", now, Box::new(move |_, _| answer.into())).even_without(true)
    }
}

/// 清零: those who dropped out, and of these who is not back. Who left the ledger's scope is not waited for.
fn clearing<'a>(states: impl Iterator<Item = &'a State>) -> ClearingView {
    let (mut found, mut left) = (0, 0);
    for state in states.filter(|state| state.dropped_by.is_some()) {
        found += 1;
        left += u32::from(state.stage.is_out() || state.stage == Stage::Deferred);
    }
    ClearingView { found, left, formula: Clearing { found, left: Some(left) }.formula() }
}
