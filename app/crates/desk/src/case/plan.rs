//! 一校一案 (伊川县 2019, 督导重点一): what the ledger counts of a school, and beside it what people wrote. The texts are settings named
//! by the school; which parts there are is 示例.

use std::collections::{BTreeMap, BTreeSet};

use ledger::case::{CaseList, State};
use ledger::child::Child;
use ledger::docket::{Docket, Standing};
use ledger::field::Field;
use ledger::group::Group;
use ledger::schema::{Table, docket as f};
use sync::SaveBuilder;

use super::file::CaseFile;
use crate::Desk;
use crate::message::case::{CaseRow, PlanPart, PlanView, SchoolView};
use crate::message::roster::Action;
use crate::step::{Now, Step};

/// What the settings of plans begin with; then the school and the part.
const PLANS: &str = "plan/";
/// The parts that people write: key and name. Keys are stored: never change one.
pub(crate) const PLAN_PARTS: [(&str, &str); 6] = [
    ("about", "学校情况说明"),
    ("aims", "工作目标"),
    ("people", "领导小组与责任分工"),
    ("measures", "主要措施"),
    ("schedule", "时间安排"),
    ("problems", "存在问题与整改"),
];

impl Desk {
    pub(super) fn school_views(&self, now: &Now) -> Vec<SchoolView> {
        let mut schools: BTreeMap<String, (u32, u32)> = BTreeMap::new();
        for ix in self.book.live(Table::Child) {
            let school = self.row(ix).get(Field::School);
            if !school.is_empty() {
                schools.entry(school.to_owned()).or_default().0 += 1;
            }
        }
        for (file, _) in self.standing_cases(now).iter().filter(|(_, state)| CaseList::Open.holds(state)) {
            if let Some(counts) = schools.get_mut(self.row(file.child).get(Field::School)) {
                counts.1 += 1;
            }
        }
        let view = |(name, (children, open)): (String, (u32, u32))| {
            let written = PLAN_PARTS.iter().filter(|(part, _)| !self.setting(&key(&name, part)).is_empty()).count();
            SchoolView { name, children, open, written: written as u32 }
        };
        schools.into_iter().map(view).collect()
    }

    pub(crate) fn plan(&self, school: &str, now: &Now) -> PlanView {
        let by = self.measure(now);
        let children: Vec<u32> =
            self.book.live(Table::Child).into_iter().filter(|ix| self.row(*ix).get(Field::School) == school).collect();
        let classes: BTreeSet<String> = children.iter().map(|ix| self.row(*ix).grade_class()).collect();
        let number = |label: &str, n: usize| (label.to_owned(), n.to_string());
        let mut facts = vec![
            number("在册学生", children.len()),
            number("班级", classes.iter().filter(|class| !class.is_empty()).count()),
        ];
        facts.extend(Group::ALL.map(|group| {
            let held = children.iter().filter(|ix| group.holds(&self.row(**ix)));
            number(group.text(), held.count())
        }));
        let cases = self.standing_cases(now);
        let states: Vec<&(CaseFile, State)> =
            cases.iter().filter(|(file, _)| children.binary_search(&file.child).is_ok()).collect();
        let held = |list: &CaseList| states.iter().filter(|(_, state)| list.holds(state)).count();
        let mut ledgers: Vec<(String, String)> =
            CaseList::ALL.iter().map(|list| number(&list.title(), held(list))).collect();
        for docket in [Docket::Movement, Docket::Graduate, Docket::Suspect] {
            let of_school = self.docket_lines_of(docket).filter(|line| {
                let child = self.child_of_line(*line);
                line.get(f::UNIT) == school || child.is_some_and(|child| children.binary_search(&child).is_ok())
            });
            let open = of_school.filter(|line| line.standing() != Standing::Closed).count();
            ledgers.push(number(&format!("{}（未办结）", docket.text()), open));
        }
        let open = states.iter().filter(|(_, state)| CaseList::Open.holds(state));
        let row = |(file, state): &&(CaseFile, State)| CaseRow {
            person: self.person_view(file.child),
            brief: self.brief(file, state, &by),
        };
        let mut pupils: Vec<CaseRow> = open.map(row).collect();
        pupils.sort_by(|a, b| {
            let of = |row: &CaseRow| (row.person.grade_class.clone(), row.person.name.clone());
            of(a).cmp(&of(b))
        });
        let year = self.school_year(now).0;
        let part = |(part, name): &(&str, &str)| PlanPart {
            key: (*part).to_owned(),
            name: (*name).to_owned(),
            text: self.setting(&key(school, part)).to_owned(),
        };
        PlanView {
            school: school.to_owned(),
            year: format!("{year}—{}", year.saturating_add(1)),
            facts,
            parts: PLAN_PARTS.iter().map(part).collect(),
            pupils,
            ledgers,
        }
    }

    pub(super) fn keep_plan(&self, school: &str, parts: &[(String, String)], now: &Now) -> Step {
        let mut save = SaveBuilder::new();
        for (part, _) in PLAN_PARTS {
            let Some((_, text)) = parts.iter().find(|(known, _)| known == part) else { continue };
            let (setting, text) = (key(school, part), text.trim());
            if self.setting(&setting) != text {
                self.write_setting(&setting, text, &mut save);
            }
        }
        self.keep(&save, Action::Setting, &format!("一校一案 {school}"), now, Self::care_saved())
    }
}

fn key(school: &str, part: &str) -> String {
    format!("{PLANS}{school}/{part}")
}
