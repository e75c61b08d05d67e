//! Lines taken from a stored list or from the roster: who is there already is not taken again.

use std::collections::{BTreeMap, HashMap};

use ledger::case::CheckOutcome;
use ledger::date::Date;
use ledger::docket::Docket;
use ledger::field::Field;
use ledger::form::YES;
use ledger::group::{Group, is_poor};
use ledger::identity::{IdQuality, assess};
use ledger::list::{ListKind, ListTable};
use ledger::name::normalise_name;
use ledger::schema::{Table, docket as f};
use ledger::window::SchoolYear;
use sync::{FieldId, RowId, SaveBuilder, UNDONE, ValueRef};

use crate::Desk;
use crate::book::{cell, text_value};
use crate::message::Id;
use crate::message::Refusal;
use crate::message::docket::{DocketAnswer, SourceView};
use crate::message::roster::Action;
use crate::step::{Now, Step};

/// The roster's id among lists.
const ROSTER: Id = [0; 16];
/// The last class of a primary school of six years.
pub(super) const LAST_CLASS: &str = "六年级";

/// The kind of list a docket is taken from.
const fn wanted(docket: Docket) -> Option<ListKind> {
    match docket {
        Docket::Graduate => Some(ListKind::Graduates),
        Docket::Suspect => Some(ListKind::Suspected),
        _ => None,
    }
}

/// Someone who is to get a line.
pub(super) struct Taken {
    pub(super) name: String,
    pub(super) number: String,
    pub(super) child: Option<u32>,
    /// The row and the day, ISO, of a line that is named by neither person nor list.
    pub(super) named: Option<(RowId, String)>,
    pub(super) answers: Vec<(u16, String)>,
}

/// What became of a line that was taken before.
enum Before {
    There,
    /// The save that brought it was taken back.
    Undone,
    /// Somebody has struck it, with a reason.
    Struck,
}

/// What tells a person of a docket from others: the number, else the name within a unit.
pub(crate) fn person_key(name: &str, number: &str, unit: &str) -> String {
    match assess(number, false).quality {
        IdQuality::Valid => number.to_owned(),
        _ => format!("{}/{unit}", normalise_name(name).key),
    }
}

impl Desk {
    pub(super) fn sources(&self, docket: Docket, now: &Now) -> Step {
        let mut sources: Vec<SourceView> = self
            .stored_lists(wanted(docket))
            .into_iter()
            .map(|list| SourceView { id: list.id, name: list.name, date: list.date, rows: list.counts[0] })
            .collect();
        let last = if docket == Docket::Graduate { self.last_class() } else { Vec::new() };
        if !last.is_empty() {
            let date = self.graduates_of(now).to_string();
            let name = format!("名册里的{LAST_CLASS}");
            sources.push(SourceView { id: ROSTER, name, date, rows: last.len() as u32 });
        }
        let moves = if docket == Docket::Movement { self.moves(now) } else { Vec::new() };
        if !moves.is_empty() {
            let date = moves.iter().filter_map(|one| Some(one.named.as_ref()?.1.clone())).max().unwrap_or_default();
            let name = "名册里转学、换校的变动".to_owned();
            sources.push(SourceView { id: ROSTER, name, date, rows: moves.len() as u32 });
        }
        Step::answer(DocketAnswer::Sources(sources))
    }

    fn last_class(&self) -> Vec<u32> {
        let children = self.book.live(Table::Child).into_iter();
        children.filter(|ix| self.row(*ix).get(Field::Grade) == LAST_CLASS).collect()
    }

    /// The year in which the last class of this school year leaves.
    fn graduates_of(&self, now: &Now) -> u16 {
        SchoolYear::containing(Self::today(now)).0.saturating_add(1)
    }

    pub(super) fn fill(&mut self, docket: Docket, source: Id, now: &Now) -> Step {
        let today = Self::today(now);
        let (taken, day, of) = if source == ROSTER && docket == Docket::Movement {
            (self.moves(now), today.to_string(), String::new())
        } else if source == ROSTER {
            let year = self.graduates_of(now).to_string();
            (self.taken_of_roster(&year), today.to_string(), year)
        } else {
            let Some(list) = self.stored_lists(wanted(docket)).into_iter().find(|list| list.id == source) else {
                return Step::answer(Refusal::Gone);
            };
            let table = match self.list_table(source) {
                Ok(table) => table,
                Err(load) => return load,
            };
            let day = Date::parse_iso(&list.date).filter(|day| *day <= today).unwrap_or(today);
            (self.taken_of_list(docket, &table, day), day.to_string(), day.to_string())
        };
        let mut save = SaveBuilder::new();
        let mut met: BTreeMap<String, u32> = BTreeMap::new();
        // A graduate has one line, whichever list names it; a name of the ministry's has one for each list.
        let mut listed: BTreeMap<(String, String), u32> = BTreeMap::new();
        if docket == Docket::Graduate {
            for line in self.docket_lines_of(docket) {
                let key = person_key(line.get(f::NAME), line.get(f::ID_NUMBER), line.get(f::UNIT));
                *listed.entry((key, line.get(f::YEAR).to_owned())).or_default() += 1;
            }
        }
        let mut struck = 0_u32;
        for one in taken {
            let key = person_key(&one.name, &one.number, said(&one.answers, f::UNIT));
            // Two of one name and no number are two.
            let nth = met.entry(key.clone()).or_default();
            *nth += 1;
            let nth = *nth;
            if nth > 1 && one.number == key && one.named.is_none() {
                continue;
            }
            let name = format!("{}/{of}/{key}/{nth}", docket.key());
            let own = one.named.as_ref().map(|(row, _)| *row);
            let row = own.unwrap_or_else(|| RowId::natural(&self.book.identity.row_key, "docket", &name));
            match self.was_taken(row) {
                Some(Before::There) => continue,
                Some(Before::Struck) => {
                    struck += 1;
                    continue;
                }
                Some(Before::Undone) => self.book.revive(Table::Docket, row, &mut save),
                None => {}
            }
            let person = (key, said(&one.answers, f::YEAR).to_owned());
            if docket == Docket::Graduate && nth <= listed.get(&person).copied().unwrap_or_default() {
                continue;
            }
            let at = |field| cell(Table::Docket, row, field);
            save.set(at(f::KIND), ValueRef::Text(docket.key()));
            save.set(at(f::OPENED), ValueRef::Text(one.named.as_ref().map_or(&day, |(_, day)| day)));
            save.set(at(f::NAME), text_value(&one.name));
            if !one.number.is_empty() {
                save.set(at(f::ID_NUMBER), ValueRef::Text(&one.number));
            }
            if let Some(child) = one.child {
                save.set(at(f::CHILD), ValueRef::Row(self.book.row_id(Table::Child, child)));
            }
            if source != ROSTER {
                save.set(at(f::SOURCE), ValueRef::Row(RowId(source)));
            }
            for (field, text) in one.answers.iter().filter(|(_, text)| !text.is_empty()) {
                save.set(at(*field), ValueRef::Text(text));
            }
        }
        let left = if struck > 0 { format!("，跳过已划去的 {struck} 人") } else { String::new() };
        self.keep(&save, Action::Register, &format!("{}{left}", docket.text()), now, Self::care_saved())
    }

    /// Whether a line was taken before, and what became of it. One that somebody has struck, with a reason, is not put
    /// back by the list that brought it.
    fn was_taken(&self, row: RowId) -> Option<Before> {
        let table = self.book.table(Table::Docket)?;
        let ix = table.index_of(&row)?;
        Some(match table.column(FieldId::DELETED).map_or("", |column| column.text(ix)) {
            _ if table.is_live(ix) => Before::There,
            UNDONE => Before::Undone,
            _ => Before::Struck,
        })
    }

    /// Whether a line was taken and is there, or was struck: an undone one is offered again.
    pub(super) fn is_taken(&self, row: RowId) -> bool {
        matches!(self.was_taken(row), Some(Before::There | Before::Struck))
    }

    fn taken_of_roster(&self, year: &str) -> Vec<Taken> {
        let one = |ix: u32| {
            let text = |field| self.row(ix).get(field).to_owned();
            let answers = vec![(f::YEAR, year.to_owned()), (f::UNIT, text(Field::School))];
            Taken { name: text(Field::Name), number: text(Field::IdNumber), child: Some(ix), named: None, answers }
        };
        self.last_class().into_iter().map(one).collect()
    }

    fn taken_of_list(&self, docket: Docket, table: &ListTable, day: Date) -> Vec<Taken> {
        let known = self.children_by_number();
        let one = |row: usize| {
            let text = |field| table.cell(field, row).trim().to_owned();
            let (name, number) = (text(Field::Name), text(Field::IdNumber));
            let child = known
                .get(number.as_str())
                .copied()
                .filter(|ix| normalise_name(self.row(*ix).get(Field::Name)).key == normalise_name(&name).key);
            let answers = match docket {
                Docket::Graduate => {
                    let year = Some(text(Field::GraduationYear)).filter(|year| !year.is_empty());
                    let school = [Field::GraduationSchool, Field::School].map(text);
                    vec![
                        (f::YEAR, year.unwrap_or_else(|| day.year().to_string())),
                        (f::UNIT, school.into_iter().find(|name| !name.is_empty()).unwrap_or_default()),
                        // What the list says of the next school has still to be proven.
                        (f::NEXT_SCHOOL, text(Field::NextSchool)),
                        (f::NEXT_NUMBER, text(Field::NextStudentNumber)),
                    ]
                }
                _ => {
                    let unit = [Field::School, Field::Township].map(text);
                    let of_child = child.map(|ix| Group::Poverty.holds(&self.row(ix)));
                    let poor =
                        of_child.unwrap_or(false) || is_poor(&text(Field::HouseholdKind), &text(Field::MonitorKind));
                    vec![
                        (f::UNIT, unit.into_iter().find(|name| !name.is_empty()).unwrap_or_default()),
                        (f::POOR, if poor { YES.to_owned() } else { String::new() }),
                        (f::OUTCOME, outcome(&text(Field::Outcome))),
                    ]
                }
            };
            Taken { name, number, child, named: None, answers }
        };
        let usable = |row: &usize| table.rejected.get(*row).is_none_or(Option::is_none);
        (0..table.len()).filter(usable).map(one).collect()
    }

    /// Children with a valid number, by it.
    fn children_by_number(&self) -> HashMap<&str, u32> {
        let numbered = self.book.live(Table::Child).into_iter().map(|ix| (self.row(ix).get(Field::IdNumber), ix));
        numbered.filter(|(number, _)| assess(number, false).quality == IdQuality::Valid).collect()
    }
}

fn said(answers: &[(u16, String)], id: u16) -> &str {
    answers.iter().find(|(known, _)| *known == id).map_or("", |(_, text)| text)
}

/// What a list says a check found, if it says it in the words of the catalogue.
fn outcome(text: &str) -> String {
    let found = CheckOutcome::ALL.iter().find(|outcome| outcome.text() == text);
    found.map(|outcome| outcome.key().to_owned()).unwrap_or_default()
}
