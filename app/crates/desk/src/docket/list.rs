//! The lines of a docket in a table: how each stands, how the year balances, and the whole as a sheet.

use std::collections::BTreeSet;

use ledger::calendar::Span;
use ledger::case::{Balance, CaseList, Spell};
use ledger::child::Child;
use ledger::docket::{Direction, Docket, Standing};
use ledger::field::Field;
use ledger::form::Question;
use ledger::schema::docket as f;
use ledger::window::SchoolYear;

use super::Line;
use crate::Desk;
use crate::message::care::{CareAnswer, PersonView};
use crate::message::case::BalanceView;
use crate::message::docket::{DocketAnswer, LineView, LinesView};
use crate::message::place::AccessAct;
use crate::message::roster::Sheet;
use crate::step::{Now, Step};

/// Facts that stand in no list on the screen: they are read in the form, and stand in a file.
const FORM_ONLY: [u16; 8] =
    [f::NOTE, f::TEXT, f::ASKED, f::SITUATION, f::STUDENT_NUMBER, f::NEXT_NUMBER, f::EVIDENCE_KIND, f::REASON];

/// The columns of a docket, on the screen or in a file.
fn columns(docket: Docket, in_file: bool) -> Vec<&'static Question> {
    let mut columns: Vec<&Question> = docket.questions().iter().collect();
    // What proves a line is asked in both forms of some dockets, and stands once.
    let closing = docket.closing().iter().filter(|question| docket.questions().iter().all(|q| q.id != question.id));
    columns.extend(closing);
    columns.retain(|question| in_file || !FORM_ONLY.contains(&question.id));
    columns
}

impl Desk {
    pub(super) fn docket_lines(&self, docket: Docket, standing: Option<Standing>, now: &Now) -> Step {
        let columns = columns(docket, false);
        let lines: Vec<(Line<'_>, Standing)> =
            self.docket_lines_of(docket).map(|line| (line, line.standing())).collect();
        let open = if docket == Docket::Suspect { self.open_cases(now) } else { BTreeSet::new() };
        let count = |one: &Standing| (*one, lines.iter().filter(|(_, standing)| standing == one).count() as u32);
        let attached = self.attached();
        let view = |(line, standing): &(Line<'_>, Standing)| LineView {
            id: line.row().0,
            child: self.child_of_line(*line).map(|ix| self.row(ix).id().0),
            facts: columns.iter().map(|question| line.shown(question, false)).collect(),
            standing: *standing,
            closed_on: line.get(f::CLOSED_ON).to_owned(),
            opens_case: self.opens_case(*line, &open),
            attached: attached.view(line.row()),
        };
        let mut shown: Vec<&(Line<'_>, Standing)> =
            lines.iter().filter(|(_, one)| standing.is_none_or(|wanted| *one == wanted)).collect();
        in_order(&mut shown);
        let answer = LinesView {
            docket,
            columns: columns.iter().map(|question| question.label.to_owned()).collect(),
            counts: Standing::ALL.iter().map(count).collect(),
            balance: self.docket_balance(&lines, now),
            summary: summed(docket, &lines),
            due: if docket == Docket::Letter { self.letters_due(now) } else { Vec::new() },
            lines: shown.into_iter().map(view).collect(),
        };
        Step::answer(DocketAnswer::Lines(answer))
    }

    /// How the lines of this school year balance; what was there before they were counted is open at its start.
    fn docket_balance(&self, lines: &[(Line<'_>, Standing)], now: &Now) -> BalanceView {
        let today = Self::today(now);
        let days = Span { from: SchoolYear::containing(today).first_day(), to: today };
        let spells: Vec<Spell> = lines.iter().filter_map(|(line, _)| line.docket.spell(|id| line.get(id))).collect();
        let sum = Balance::of(spells.iter().map(std::slice::from_ref), days);
        BalanceView { before: sum.start, opened: sum.came_in(), closed: sum.closed, open: sum.end }
    }

    pub(super) fn docket_sheet(
        &self,
        docket: Docket,
        standing: Option<Standing>,
        act: AccessAct,
        reason: &str,
        now: &Now,
    ) -> Step {
        let whole = !reason.trim().is_empty();
        let columns = columns(docket, true);
        let lines: Vec<(Line<'_>, Standing)> =
            self.docket_lines_of(docket).map(|line| (line, line.standing())).collect();
        let mut shown: Vec<&(Line<'_>, Standing)> =
            lines.iter().filter(|(_, one)| standing.is_none_or(|wanted| *one == wanted)).collect();
        in_order(&mut shown);
        let row = |(at, (line, standing)): (usize, &(Line<'_>, Standing))| {
            let facts = columns.iter().map(|question| line.shown(question, whole));
            let state = docket.word(*standing).to_owned();
            [(at + 1).to_string()].into_iter().chain(facts).chain([state]).collect()
        };
        let labels = columns.iter().map(|question| question.label);
        let sheet = Sheet {
            title: docket.title().to_owned(),
            unit: self.unit().to_owned(),
            date: Self::today(now).to_string(),
            rows: shown.into_iter().enumerate().map(row).collect(),
            headers: ["序号"].into_iter().chain(labels).chain(["状态"]).map(str::to_owned).collect(),
        };
        let subject = format!("{} {}", sheet.title, sheet.rows.len());
        let answer = CareAnswer::Sheet(Box::new(sheet));
        let step = self.log_access(act, &subject, reason, now, Box::new(move |_, _| answer.into()));
        // A whole number leaves only when its line of the log is kept.
        step.even_without(!whole)
    }

    /// Children out of school who are registered in another township than where they study, and about whom no letter waits
    /// for an answer (伊川县 2019). What is elsewhere is read off the names of unit and school.
    fn letters_due(&self, now: &Now) -> Vec<PersonView> {
        let written: Vec<u32> = self
            .docket_lines_of(Docket::Letter)
            .filter(|line| line.standing() != Standing::Closed)
            .filter_map(|line| self.child_of_line(line))
            .collect();
        let elsewhere = |child: u32| {
            let row = self.row(child);
            let township = Child::get(&row, Field::Township);
            let own = [self.unit(), Child::get(&row, Field::School)];
            !township.is_empty() && !own.iter().any(|name| name.contains(township))
        };
        let cases = self.standing_cases(now);
        let out = cases.iter().filter(|(_, state)| CaseList::Open.holds(state) && state.stage.is_out());
        out.map(|(file, _)| file.child)
            .filter(|child| !written.contains(child) && elsewhere(*child))
            .map(|child| self.person_view(child))
            .collect()
    }
}

/// What is open first, the oldest before the newer.
fn in_order(lines: &mut [&(Line<'_>, Standing)]) {
    lines.sort_by(|(a, a_stands), (b, b_stands)| {
        let of = |line: &Line<'_>, standing: Standing| (standing == Standing::Closed, line.get(f::OPENED).to_owned());
        of(a, *a_stands).cmp(&of(b, *b_stands)).then_with(|| a.get(f::NAME).cmp(b.get(f::NAME)))
    });
}

fn summed(docket: Docket, lines: &[(Line<'_>, Standing)]) -> String {
    match docket {
        Docket::Movement => {
            let count = |way: Direction| lines.iter().filter(|(line, _)| line.get(f::DIRECTION) == way.key()).count();
            format!("转入 {} 人；转出 {} 人", count(Direction::In), count(Direction::Out))
        }
        Docket::Graduate => {
            let mut years: Vec<&str> = lines.iter().map(|(line, _)| line.get(f::YEAR)).collect();
            years.sort_unstable();
            years.dedup();
            let year = |year: &str| {
                let of: Vec<_> = lines.iter().filter(|(line, _)| line.get(f::YEAR) == year).collect();
                let closed = of.iter().filter(|(_, standing)| *standing == Standing::Closed).count();
                format!("{year} 年毕业 {} 人，已销号 {closed}，挂账 {}", of.len(), of.len() - closed)
            };
            years.into_iter().map(year).collect::<Vec<_>>().join("；")
        }
        Docket::Suspect | Docket::Letter | Docket::Pledge => String::new(),
    }
}
