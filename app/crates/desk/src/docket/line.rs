//! A line: its form, keeping it, settling it, opening it again, striking one that was written by mistake.

use std::collections::BTreeSet;

use ledger::case::{CheckOutcome, Origin, StepKind};
use ledger::child::Child;
use ledger::date::Date;
use ledger::docket::{ASKED_OF_TOWNSHIP, Docket, Standing};
use ledger::field::Field;
use ledger::form::{Fault, Question};
use ledger::identity::mask;
use ledger::schema::{DELETED, Table, docket as f, step};
use ledger::window::SchoolYear;
use sync::{RowId, SaveBuilder, ValueRef};

use super::Line;
use crate::Desk;
use crate::book::{Dice, cell, text_value};
use crate::care::{Said, may_keep};
use crate::message::care::{CareAnswer, FormView, PersonView};
use crate::message::form::{Answers, FormField};
use crate::message::roster::Action;
use crate::message::{Id, Refusal};
use crate::step::{Now, Step};

/// Beside a form that proposes a number.
const NUMBERS: &str = "文号字样是示例，请按本单位的文书改好。";
/// What the roster says of a child, where a docket asks for it.
const KNOWN: &[(u16, Field)] =
    &[(f::NAME, Field::Name), (f::ID_NUMBER, Field::IdNumber), (f::STUDENT_NUMBER, Field::StudentNumber)];
const NUMBER_FIELDS: [u16; 3] = [f::ID_NUMBER, f::STUDENT_NUMBER, f::NEXT_NUMBER];

impl Desk {
    pub(super) fn line_form(&self, docket: Docket, line: Option<Id>, child: Option<Id>, now: &Now) -> Step {
        let kept = match line.map(|line| self.line_or_gone(line)).transpose() {
            Ok(kept) => kept,
            Err(gone) => return gone,
        };
        let child = match (kept, child) {
            (Some(line), _) => self.child_of_line(line),
            (None, Some(child)) => match self.child_or_gone(child) {
                Ok(ix) => Some(ix),
                Err(gone) => return gone,
            },
            (None, None) => None,
        };
        let field = |question: &Question| {
            let value = match kept {
                Some(line) => line.get(question.id).to_owned(),
                None => self.proposed(docket, question.id, child, now),
            };
            // A number is shown in part; who leaves it as it is changes nothing.
            let value = if NUMBER_FIELDS.contains(&question.id) { mask(&value) } else { value };
            FormField::of(question, &value)
        };
        let fields = docket.questions().iter().map(field).collect();
        let derived = match (docket, kept) {
            (Docket::Letter, None) => vec![NUMBERS.to_owned()],
            (_, Some(line)) => vec![docket.word(line.standing()).to_owned()],
            _ => Vec::new(),
        };
        let person = self.person_of_line(docket, kept, child);
        Step::answer(CareAnswer::Form(FormView { person, fields, derived, stored: kept.is_some() }))
    }

    fn person_of_line(&self, docket: Docket, line: Option<Line<'_>>, child: Option<u32>) -> PersonView {
        match (child, line) {
            (Some(child), _) => self.person_view(child),
            (None, Some(line)) => PersonView { name: self.line_name(line), ..PersonView::default() },
            (None, None) => PersonView { name: docket.title().to_owned(), ..PersonView::default() },
        }
    }

    /// Whom or what a line is about.
    pub(crate) fn line_name(&self, line: Line<'_>) -> String {
        let name = if line.docket == Docket::Pledge { line.get(f::SECOND) } else { line.get(f::NAME) };
        name.to_owned()
    }

    /// What a new form begins with.
    fn proposed(&self, docket: Docket, id: u16, child: Option<u32>, now: &Now) -> String {
        let today = Self::today(now);
        let of_child = |field: Field| child.map(|ix| self.row(ix).get(field).to_owned()).unwrap_or_default();
        match (docket, id) {
            (_, f::OPENED) => today.to_string(),
            (Docket::Letter, f::NUMBER) => self.proposed_letter_number(today),
            (Docket::Letter | Docket::Pledge, f::UNIT | f::FIRST) => self.unit().to_owned(),
            (Docket::Letter, f::PLACE) => of_child(Field::Township),
            (Docket::Letter, f::SITUATION) => child.map(|ix| self.told_of(ix, now)).unwrap_or_default(),
            (Docket::Letter, f::ASKED) => ASKED_OF_TOWNSHIP.to_owned(),
            (Docket::Letter, f::GRADE_CLASS) => {
                let class = child.map(|ix| self.row(ix).grade_class()).unwrap_or_default();
                [of_child(Field::School), class].join(" ").trim().to_owned()
            }
            (_, f::GRADE_CLASS) => child.map(|ix| self.row(ix).grade_class()).unwrap_or_default(),
            (Docket::Graduate, f::YEAR) => SchoolYear::containing(today).0.to_string(),
            (Docket::Pledge, f::YEAR) => self.school_year(now).0.to_string(),
            (Docket::Graduate | Docket::Suspect, f::UNIT) => of_child(Field::School),
            _ => KNOWN.iter().find(|(known, _)| *known == id).map(|(_, field)| of_child(*field)).unwrap_or_default(),
        }
    }

    /// What a letter tells of a child: since when it has not come, as far as its case says.
    fn told_of(&self, child: u32, now: &Now) -> String {
        let Some(file) = self.case_file(child) else { return String::new() };
        let state = file.state(&self.case_calendar(now));
        if !state.stage.is_out() {
            return String::new();
        }
        format!("自{}起未到校就读，目前台账状态为“{}”。", state.out_since.chinese(), state.stage.text())
    }

    pub(super) fn keep_line(
        &self,
        docket: Docket,
        line: Option<Id>,
        child: Option<Id>,
        (answers, even): (&Answers, bool),
        now: &Now,
    ) -> Step {
        let kept = match line.map(|line| self.line_or_gone(line)).transpose() {
            Ok(kept) => kept,
            Err(gone) => return gone,
        };
        let child = match (kept, child) {
            (None, Some(child)) => match self.child_or_gone(child) {
                Ok(ix) => Some(ix),
                Err(gone) => return gone,
            },
            _ => None,
        };
        // What was shown in part and comes back unchanged was not answered.
        let whole = |id: u16| match kept {
            Some(line) => line.get(id).to_owned(),
            None => self.proposed(docket, id, child, now),
        };
        let mut answers = answers.clone();
        answers.retain(|(id, text)| !NUMBER_FIELDS.contains(id) || text.is_empty() || *text != mask(&whole(*id)));
        if kept.is_none() {
            let known = KNOWN.iter().map(|(id, _)| *id);
            let missing: Vec<u16> = known.filter(|id| !answers.iter().any(|(said, _)| said == id)).collect();
            let asked = |id: &u16| docket.questions().iter().any(|question| question.id == *id);
            answers.extend(missing.into_iter().filter(asked).map(|id| (id, whole(id))));
        }
        let said = Said { sent: &answers, stored: |id| kept.map_or("", |line| line.get(id)) };
        let (today, own) = (Self::today(now), kept.map_or("", |line| line.get(f::NUMBER)));
        let used = self.used_numbers();
        let is_used = |number: &str| number != own && used.iter().any(|one| Self::same_number(one, number));
        let mut faults = docket.faults(|id| said.to(id), is_used, today);
        // A number that is stored and not touched is not asked about each time the line is opened.
        let touched = |id: u16| answers.iter().any(|(sent, text)| *sent == id && text.trim() != whole(id));
        faults.retain(|(id, _)| !NUMBER_FIELDS.contains(id) || touched(*id));
        if !may_keep(&faults, even) {
            return Step::answer(CareAnswer::Faults(faults));
        }
        let mut save = SaveBuilder::new();
        let row = kept.map_or_else(|| RowId::new(now, &mut Dice::new(now)), Line::row);
        if kept.is_none() {
            save.set(cell(Table::Docket, row, f::KIND), ValueRef::Text(docket.key()));
            if let Some(child) = child {
                save.set(cell(Table::Docket, row, f::CHILD), ValueRef::Row(self.book.row_id(Table::Child, child)));
            }
            if !docket.questions().iter().any(|question| question.id == f::OPENED) {
                save.set(cell(Table::Docket, row, f::OPENED), ValueRef::Text(&today.to_string()));
            }
            self.reserve_for(said.to(f::NUMBER), &mut save);
        }
        said.write(docket.questions().iter().map(|question| question.id), |id| cell(Table::Docket, row, id), &mut save);
        let name = if docket == Docket::Pledge { said.to(f::SECOND) } else { said.to(f::NAME) };
        self.keep(&save, Action::Register, &format!("{} {name}", docket.text()), now, Self::care_saved())
    }

    pub(super) fn close_form(&self, line: Id, now: &Now) -> Step {
        let line = match self.line_or_gone(line) {
            Ok(line) => line,
            Err(gone) => return gone,
        };
        let today = Self::today(now).to_string();
        let field = |question: &Question| match (question.id, line.get(question.id)) {
            (f::CLOSED_ON, "") => FormField::of(question, &today),
            (_, stored) => FormField::of(question, stored),
        };
        let person = self.person_of_line(line.docket, Some(line), self.child_of_line(line));
        let derived = line.docket.stands_against(|id| line.get(id)).map(str::to_owned).into_iter().collect();
        let stored = !line.get(f::CLOSED_ON).is_empty();
        let fields = line.docket.closing().iter().map(field).collect();
        Step::answer(CareAnswer::Form(FormView { person, fields, derived, stored }))
    }

    pub(super) fn keep_close(&self, line: Id, answers: &Answers, now: &Now) -> Step {
        let line = match self.line_or_gone(line) {
            Ok(line) => line,
            Err(gone) => return gone,
        };
        let said = Said { sent: answers, stored: |id| line.get(id) };
        let faults = line.docket.closing_faults(|id| said.to(id), Self::today(now));
        if !faults.is_empty() {
            return Step::answer(CareAnswer::Faults(faults));
        }
        let mut save = SaveBuilder::new();
        let ids = line.docket.closing().iter().map(|question| question.id);
        said.write(ids, |id| cell(Table::Docket, line.row(), id), &mut save);
        let detail = format!("{}{} {}", line.docket.text(), line.docket.settle(), self.line_name(line));
        self.keep(&save, Action::Register, &detail, now, Self::care_saved())
    }

    pub(super) fn reopen_line(&self, line: Id, reason: &str, now: &Now) -> Step {
        let line = match self.line_or_gone(line) {
            Ok(line) => line,
            Err(gone) => return gone,
        };
        if reason.is_empty() {
            return Step::answer(CareAnswer::Faults(vec![(f::REOPENED, Fault::Needed)]));
        }
        let mut save = SaveBuilder::new();
        save.set(cell(Table::Docket, line.row(), f::CLOSED_ON), ValueRef::Null);
        save.set(cell(Table::Docket, line.row(), f::REOPENED), text_value(reason));
        let detail = format!("{} 重开 {}", line.docket.text(), self.line_name(line));
        self.keep(&save, Action::Register, &detail, now, Self::care_saved())
    }

    pub(super) fn strike_line(&self, line: Id, reason: &str, now: &Now) -> Step {
        let line = match self.line_or_gone(line) {
            Ok(line) => line,
            Err(gone) => return gone,
        };
        if reason.is_empty() {
            return Step::answer(CareAnswer::Faults(vec![(DELETED, Fault::Needed)]));
        }
        let mut save = SaveBuilder::new();
        save.set(cell(Table::Docket, line.row(), DELETED), text_value(reason));
        let detail = format!("{} 划去 {}", line.docket.text(), self.line_name(line));
        self.keep(&save, Action::Register, &detail, now, Self::care_saved())
    }

    /// Whether a checked name can become a case: the child is on the roster, in no school, and not among those whose case
    /// is `open`.
    pub(super) fn opens_case(&self, line: Line<'_>, open: &BTreeSet<u32>) -> bool {
        let out = CheckOutcome::from_key(line.get(f::OUTCOME)) == Some(CheckOutcome::NotInSchool);
        let checked = line.docket == Docket::Suspect && out && line.standing() != Standing::Closed;
        checked && self.child_of_line(line).is_some_and(|child| !open.contains(&child))
    }

    /// Opens the case with the check as its first step.
    pub(super) fn case_of_line(&self, line: Id, now: &Now) -> Step {
        let line = match self.line_or_gone(line) {
            Ok(line) => line,
            Err(gone) => return gone,
        };
        let open = self.open_cases(now);
        let Some(child) = self.child_of_line(line).filter(|_| self.opens_case(line, &open)) else {
            return Step::answer(Refusal::Gone);
        };
        let answers = Self::check_of(line, now);
        self.keep_step(self.book.row_id(Table::Child, child).0, StepKind::Check, &answers, false, now)
    }

    /// The check that a line tells of, as the answers of a case's step.
    fn check_of(line: Line<'_>, now: &Now) -> Answers {
        let day = Date::parse_iso(line.get(f::VERIFIED_ON)).unwrap_or_else(|| Self::today(now));
        let way = if line.get(f::WAY).is_empty() { ledger::case::CheckWay::Other.key() } else { line.get(f::WAY) };
        vec![
            (step::DATE, day.to_string()),
            (step::PEOPLE, line.get(f::HANDLER).to_owned()),
            (step::HOW, way.to_owned()),
            (step::OUTCOME, CheckOutcome::NotInSchool.key().to_owned()),
            (step::ORIGIN, Origin::Suspected.key().to_owned()),
            (step::NOTE, [Docket::Suspect.text(), line.get(f::EVIDENCE)].join(" ").trim().to_owned()),
        ]
    }

    /// What the checked name of a child, for whom no case is open yet, says in the form of its first check.
    pub(crate) fn check_proposed(&self, child: u32, now: &Now) -> Answers {
        let open: BTreeSet<u32> = self.has_open_case(child, now).then_some(child).into_iter().collect();
        let own = |line: &Line<'_>| self.child_of_line(*line) == Some(child) && self.opens_case(*line, &open);
        let lines = self.docket_lines_of(Docket::Suspect).filter(own);
        let newest = lines.max_by_key(|line| line.get(f::OPENED).to_owned());
        newest.map(|line| Self::check_of(line, now)).unwrap_or_default()
    }
}
