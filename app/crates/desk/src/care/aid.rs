//! 资助: the ledger of a term, who is entitled and has no entry, and the form between them.

use ledger::aid::{AidItem, Amounts, Entitlement, faults, questions};
use ledger::date::Date;
use ledger::duty::{Cycle, Period};
use ledger::field::Field;
use ledger::form::{Fault, Question, cents, yuan};
use ledger::schema::{Table, aid};
use ledger::window::{SchoolYear, Term};
use sync::{RowId, SaveBuilder, ValueRef};

use super::answers::Said;
use super::dues::{Due, boards};
use super::under::Scope;
use crate::Desk;
use crate::book::cell;
use crate::message::aid::{AidAnswer, AidRequest, AidView, AmountLine, EntitlementLine, MissingView, TermView};
use crate::message::care::{CareAnswer, FormView};
use crate::message::form::{Answers, FormField};
use crate::message::place::AccessAct;
use crate::message::roster::{Action, Sheet};
use crate::message::{Id, Refusal};
use crate::step::{Now, Step};

/// School years before this one whose ledgers are offered.
const YEARS_BACK: u16 = 2;

/// The table of amounts, and the day of the term by which it is read.
struct TermAmounts {
    amounts: Amounts,
    year: SchoolYear,
    first: Date,
}

impl Desk {
    pub(super) fn ask_aid(&self, request: AidRequest, now: &Now) -> Step {
        match request {
            AidRequest::Term(term) => Step::answer(AidAnswer::Term(self.term(term_of(&term, now), now))),
            AidRequest::Sheet { term, missing, act } => self.aid_sheet(term_of(&term, now), missing, act, now),
            AidRequest::OfChild(child) => self.aid_of_child(child),
            AidRequest::Form { child, term, item } => self.aid_form(child, term_of(&term, now), &item, now),
            AidRequest::Keep { child, term, item, answers } => {
                self.keep_aid(child, term_of(&term, now), &item, &answers, now)
            }
            AidRequest::PayAll { term, item, paid_on } => self.pay_all(term_of(&term, now), &item, &paid_on, now),
            AidRequest::Tables => Step::answer(self.aid_tables()),
            AidRequest::KeepAmounts(lines) => self.keep_amount_lines(&lines, now),
            AidRequest::KeepEntitlements(lines) => self.keep_entitlement_lines(&lines, now),
        }
    }

    fn term(&self, term: Term, now: &Now) -> TermView {
        let key = Period::Term(term).to_string();
        let of_term = |ix: &u32| self.book.text(Table::Aid, *ix, aid::TERM) == key;
        let rows = self.book.live(Table::Aid).into_iter().filter(of_term);
        let mut entries: Vec<AidView> = rows.filter_map(|ix| self.aid_view(ix)).collect();
        entries.sort_by(|a, b| {
            let of = |view: &AidView| (view.person.village.clone(), view.person.name.clone(), view.item.clone());
            of(a).cmp(&of(b))
        });
        let sum: u64 = entries.iter().filter_map(|entry| cents(&entry.amount)).map(u64::from).sum();
        let amounts = self.amounts_of(term, now);
        let mut missing: Vec<MissingView> =
            self.missing(term, Scope::All, now).iter().map(|due| self.missing_view(due, &amounts)).collect();
        missing.sort_by(|a, b| {
            let of = |view: &MissingView| (view.person.village.clone(), view.person.name.clone(), view.item.clone());
            of(a).cmp(&of(b))
        });
        let unknown =
            self.book.live(Table::Child).into_iter().filter(|ix| boards(self.row(*ix).get(Field::StudyMode)).is_none());
        let this = SchoolYear::containing(Self::today(now)).0;
        let years = (this.saturating_sub(YEARS_BACK)..=this).rev().map(SchoolYear);
        let terms = years.flat_map(|year| Cycle::Term.of_year(year).into_iter().rev());
        TermView {
            term: key,
            label: term.label(),
            terms: terms.map(|period| (period.to_string(), period.label())).collect(),
            entries,
            missing,
            unknown_boarding: unknown.count() as u32,
            sum: yuan(sum),
        }
    }

    /// What is due in a term.
    fn dues_in(&self, term: Term, scope: Scope, now: &Now) -> Vec<Due> {
        let terms = self.dues(term.year, scope, now).terms;
        terms.into_iter().find(|(one, _, _)| *one == term).map_or_else(Vec::new, |(_, _, dues)| dues)
    }

    /// What is due in a term and has no entry.
    fn missing(&self, term: Term, scope: Scope, now: &Now) -> Vec<Due> {
        let mut dues = self.dues_in(term, scope, now);
        dues.retain(|due| due.entry.is_none());
        dues
    }

    /// Whether an entry says no day on which it was paid, or nobody has signed for it.
    fn is_unpaid(&self, due: &Due) -> bool {
        let empty = |entry, field| self.book.text(Table::Aid, entry, field).is_empty();
        due.entry.is_some_and(|entry| empty(entry, aid::PAID_ON) || empty(entry, aid::SIGNED))
    }

    fn missing_view(&self, due: &Due, amounts: &TermAmounts) -> MissingView {
        MissingView {
            person: self.person_view(due.child),
            item: due.item.key().to_owned(),
            name: due.item.text().to_owned(),
            basis: due.basis.to_owned(),
            amount: self.amount_for(due.child, due.item, amounts),
            source: due.source.clone(),
        }
    }

    /// The table of amounts, read once for a term.
    fn amounts_of(&self, term: Term, now: &Now) -> TermAmounts {
        let first = self.calendar(now).reaching(term.year).term_days(term).from;
        TermAmounts { amounts: self.amounts(), year: term.year, first }
    }

    /// Yuan by the table of amounts; empty if it does not say.
    fn amount_for(&self, child: u32, item: AidItem, of: &TermAmounts) -> String {
        of.amounts.for_term(item, self.stage_of(child, of.year), of.first).map(yuan).unwrap_or_default()
    }

    fn aid_view(&self, ix: u32) -> Option<AidView> {
        let text = |field| self.book.text(Table::Aid, ix, field).to_owned();
        let how = questions().find(|question| question.id == aid::HOW);
        Some(AidView {
            person: self.person_view(self.paid_to(ix)?),
            term_label: Period::parse(&text(aid::TERM)).map(Period::label).unwrap_or_default(),
            term: text(aid::TERM),
            item: text(aid::ITEM),
            name: self.item_of(ix)?.text().to_owned(),
            basis: text(aid::BASIS),
            amount: text(aid::AMOUNT),
            paid_on: text(aid::PAID_ON),
            how: how.map(|question| question.shown(&text(aid::HOW))).unwrap_or_default(),
            signed: !text(aid::SIGNED).is_empty(),
        })
    }

    /// What was paid to a child, the newest term first.
    pub(crate) fn aid_entries(&self, child: u32) -> Vec<(Id, AidView)> {
        let own = self.book.live(Table::Aid).into_iter().filter(|ix| self.paid_to(*ix) == Some(child));
        let mut views: Vec<(Id, AidView)> =
            own.filter_map(|ix| Some((self.book.row_id(Table::Aid, ix).0, self.aid_view(ix)?))).collect();
        views.sort_by_key(|(_, view)| {
            (std::cmp::Reverse(Period::parse(&view.term)), std::cmp::Reverse(view.paid_on.clone()), view.item.clone())
        });
        views
    }

    fn aid_of_child(&self, child: Id) -> Step {
        match self.child_or_gone(child) {
            Ok(ix) => {
                Step::answer(AidAnswer::OfChild(self.aid_entries(ix).into_iter().map(|(_, view)| view).collect()))
            }
            Err(gone) => gone,
        }
    }

    fn aid_form(&self, child: Id, term: Term, item: &str, now: &Now) -> Step {
        let ix = match self.child_or_gone(child) {
            Ok(ix) => ix,
            Err(gone) => return gone,
        };
        let dues = self.dues_in(term, Scope::One(ix), now);
        let due = match AidItem::from_key(item) {
            Some(item) => dues.iter().find(|due| due.item == item),
            // What is missing first, then what was entered and not paid, or not signed for.
            None => dues.iter().find(|due| due.entry.is_none()).or_else(|| dues.iter().find(|due| self.is_unpaid(due))),
        };
        let item = AidItem::from_key(item).or(due.map(|due| due.item));
        let (key, amounts) = (Period::Term(term).to_string(), self.amounts_of(term, now));
        let kept = item.and_then(|item| self.book.find(Table::Aid, self.aid_row(RowId(child), &key, item)));
        let field = |question: &Question| {
            let value = match (kept, question.id) {
                (Some(row), _) => self.book.text(Table::Aid, row, question.id).to_owned(),
                (None, aid::ITEM) => item.map_or("", AidItem::key).to_owned(),
                (None, aid::BASIS) => due.map_or("", |due| due.basis).to_owned(),
                (None, aid::AMOUNT) => item.map(|item| self.amount_for(ix, item, &amounts)).unwrap_or_default(),
                (None, _) => String::new(),
            };
            FormField::of(question, &value)
        };
        // What it was paid for stands in the name of the row: another item is another entry.
        let asked = questions().filter(|question| kept.is_none() || question.id != aid::ITEM);
        let fields = asked.map(field).collect();
        let of_item = item.filter(|_| kept.is_some()).map(|item| item.text().to_owned());
        let derived = [Some(term.label()), of_item].into_iter().flatten().collect();
        Step::answer(CareAnswer::Form(FormView {
            person: self.person_view(ix),
            fields,
            derived,
            stored: kept.is_some(),
        }))
    }

    fn keep_aid(&self, child: Id, term: Term, item: &str, answers: &Answers, now: &Now) -> Step {
        let ix = match self.child_or_gone(child) {
            Ok(ix) => ix,
            Err(gone) => return gone,
        };
        let key = Period::Term(term).to_string();
        let sent = answers.iter().find(|(id, _)| *id == aid::ITEM).map_or(item, |(_, key)| key);
        let Some(item) = AidItem::from_key(sent) else {
            return Step::answer(CareAnswer::Faults(vec![(aid::ITEM, Fault::Needed)]));
        };
        let row = self.aid_row(RowId(child), &key, item);
        let kept = self.book.find(Table::Aid, row);
        let said = Said { sent: answers, stored: |id| kept.map_or("", |ix| self.book.text(Table::Aid, ix, id)) };
        let answer = |id| if id == aid::ITEM { item.key() } else { said.to(id) };
        let faults = faults(answer, Self::today(now));
        if !faults.is_empty() {
            return Step::answer(CareAnswer::Faults(faults));
        }
        let mut save = SaveBuilder::new();
        if kept.is_none() {
            self.book.revive(Table::Aid, row, &mut save);
            save.set(cell(Table::Aid, row, aid::CHILD), ValueRef::Row(RowId(child)));
            save.set(cell(Table::Aid, row, aid::TERM), ValueRef::Text(&key));
        }
        said.write(questions().map(|question| question.id), |id| cell(Table::Aid, row, id), &mut save);
        let detail = format!("资助 {} {}", item.text(), self.person_view(ix).name);
        self.keep(&save, Action::Register, &detail, now, Self::care_saved())
    }

    fn pay_all(&self, term: Term, item: &str, paid_on: &str, now: &Now) -> Step {
        let Some(item) = AidItem::from_key(item) else { return Step::answer(Refusal::Gone) };
        let fault = match Date::parse_iso(paid_on) {
            None => Some(Fault::NotADate),
            Some(day) if day > Self::today(now) => Some(Fault::Future),
            Some(_) => None,
        };
        if let Some(fault) = fault {
            return Step::answer(CareAnswer::Faults(vec![(aid::PAID_ON, fault)]));
        }
        let key = Period::Term(term).to_string();
        let (mut save, amounts, mut unknown) = (SaveBuilder::new(), self.amounts_of(term, now), 0_u32);
        for due in self.missing(term, Scope::All, now).iter().filter(|due| due.item == item) {
            let child = self.row(due.child).id();
            let row = self.aid_row(child, &key, item);
            let amount = self.amount_for(due.child, item, &amounts);
            // A payment of nobody knows how much is entered by hand.
            if amount.is_empty() && item.is_paid() {
                unknown += 1;
                continue;
            }
            self.book.revive(Table::Aid, row, &mut save);
            save.set(cell(Table::Aid, row, aid::CHILD), ValueRef::Row(child));
            let texts = [
                (aid::TERM, key.as_str()),
                (aid::ITEM, item.key()),
                (aid::BASIS, due.basis),
                (aid::AMOUNT, amount.as_str()),
                (aid::PAID_ON, paid_on),
            ];
            for (field, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
                save.set(cell(Table::Aid, row, field), ValueRef::Text(text));
            }
        }
        let left = if unknown > 0 { format!("，{unknown} 人金额未知，没有登记") } else { String::new() };
        self.keep(&save, Action::Register, &format!("资助 {}{left}", item.text()), now, Self::care_saved())
    }

    fn aid_sheet(&self, term: Term, missing: bool, act: AccessAct, now: &Now) -> Step {
        let view = self.term(term, now);
        let (title, heads, rows): (&str, &[&str], Vec<Vec<String>>) = if missing {
            let line = |one: MissingView| vec![one.name, one.basis, one.amount, one.source];
            let rows = view.missing.into_iter().map(|one| (one.person.clone(), line(one)));
            ("应享未享名单", &["项目", "依据", "应发金额（元）", "政策依据"], numbered(rows))
        } else {
            let signed = |yes| if yes { "已签收" } else { "" }.to_owned();
            let line = |one: AidView| vec![one.name, one.basis, one.amount, one.paid_on, one.how, signed(one.signed)];
            let rows = view.entries.into_iter().map(|one| (one.person.clone(), line(one)));
            ("资助台账", &["项目", "依据", "金额（元）", "发放日期", "发放方式", "签收"], numbered(rows))
        };
        let who = ["序号", "姓名", "年级班级", "户籍村"];
        let sheet = Sheet {
            title: format!("{} {title}", term.label()),
            unit: self.unit().to_owned(),
            date: Self::today(now).to_string(),
            headers: who.iter().chain(heads).map(|head| (*head).to_owned()).collect(),
            rows,
        };
        let subject = format!("{} {}", sheet.title, sheet.rows.len());
        let answer = CareAnswer::Sheet(Box::new(sheet));
        self.log_access(act, &subject, "", now, Box::new(move |_, _| answer.into())).even_without(true)
    }

    fn aid_tables(&self) -> AidAnswer {
        let amounts = self.amounts();
        // A line as it is written says itself which key stands where.
        let amount = |(line, one): (&str, &ledger::aid::Amount)| AmountLine {
            item: one.item.key().to_owned(),
            stage: line.split(' ').nth(1).unwrap_or_default().to_owned(),
            from: one.from.to_string(),
            yuan: yuan(one.cents_a_year.into()),
            source: one.source.clone(),
        };
        let written = amounts.to_string();
        let entitlement = |one: &Entitlement| EntitlementLine {
            item: one.item.key().to_owned(),
            ground: one.ground.key().to_owned(),
            boards: one.boards.key().to_owned(),
            source: one.source.clone(),
        };
        AidAnswer::Tables {
            amounts: written.lines().zip(amounts.lines()).map(amount).collect(),
            entitlements: self.entitlements().lines().iter().map(entitlement).collect(),
        }
    }

    fn keep_amount_lines(&self, lines: &[AmountLine], now: &Now) -> Step {
        // A line without a sum keeps its place, so that a fault is told by the line the person sees.
        let written = |line: &AmountLine| match line.yuan.trim() {
            "" => "\n".to_owned(),
            sum => format!("{} {} {} {sum} {}\n", line.item, line.stage, line.from, one_line(&line.source)),
        };
        match lines.iter().map(written).collect::<String>().parse() {
            Ok(amounts) => self.keep_amounts(&amounts, now),
            Err(ledger::aid::BadLine(line)) => Step::answer(CareAnswer::BadLine(line as u32)),
        }
    }

    fn keep_entitlement_lines(&self, lines: &[EntitlementLine], now: &Now) -> Step {
        let written = |line: &EntitlementLine| match line.ground.as_str() {
            "" => "\n".to_owned(),
            ground => format!("{} {ground} {} {}\n", line.item, line.boards, one_line(&line.source)),
        };
        match lines.iter().map(written).collect::<String>().parse() {
            Ok(entitlements) => self.keep_entitlements(&entitlements, now),
            Err(ledger::aid::BadLine(line)) => Step::answer(CareAnswer::BadLine(line as u32)),
        }
    }
}

fn one_line(text: &str) -> String {
    text.replace('\n', " ").trim().to_owned()
}

/// The term a text names, else that of today.
fn term_of(text: &str, now: &Now) -> Term {
    match Period::parse(text) {
        Some(Period::Term(term)) => term,
        _ => Term::containing(Desk::today(now)),
    }
}

/// Rows with their number and who each is about.
fn numbered(rows: impl Iterator<Item = (crate::message::care::PersonView, Vec<String>)>) -> Vec<Vec<String>> {
    let line = |(at, (person, cells)): (usize, (crate::message::care::PersonView, Vec<String>))| {
        let who = [(at + 1).to_string(), person.name, person.grade_class, person.village];
        who.into_iter().chain(cells).collect()
    };
    rows.enumerate().map(line).collect()
}
