//! 责任链: who answers for which unit, and the chain of each child, derived for today.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use ledger::chain::{Line, Place, Post, Role, UnitKind, holders, unit_of};
use ledger::date::Date;
use ledger::field::Field;
use ledger::name::people;
use ledger::register::MEMBERSHIP;
use ledger::schema::{Table, chain_post as field};
use sync::{RowId, SaveBuilder};

use crate::Desk;
use crate::book::Dice;
use crate::message::care::CareAnswer;
use crate::message::chain::{ChainAnswer, ChainFault, ChainRequest, ChainView, LinkView, PostLine, UnitView};
use crate::message::place::AccessAct;
use crate::message::roster::{Action, Sheet};
use crate::message::{Id, Refusal};
use crate::step::{Now, Step};

const LINKS: &str = "chain";

impl Desk {
    pub(super) fn ask_chain(&mut self, request: ChainRequest, now: &Now) -> Step {
        match request {
            ChainRequest::Chain => answer(ChainAnswer::Chain(self.chain_view(now))),
            ChainRequest::KeepLinks(links) => self.keep_links(&links, now),
            ChainRequest::KeepPost(line) => self.keep_chain_post(&line, now),
            ChainRequest::OfChild(child) => match self.child_ix(child) {
                Some(ix) => answer(ChainAnswer::OfChild(self.chain_of(ix, now))),
                None => Step::answer(Refusal::Gone),
            },
            ChainRequest::Sheet(child, act) => self.chain_sheet(child, act, now),
            ChainRequest::Holds(name) => answer(ChainAnswer::Holds(self.holdings(name.trim(), Self::today(now)))),
            ChainRequest::HandOver(told) => self.hand_over(&told, now),
        }
    }

    /// The links in use and what they are called; until somebody chooses, all of them.
    pub(super) fn links(&self) -> Vec<(Role, String)> {
        let kept = self.setting(LINKS).lines().filter_map(|line| {
            let (key, title) = line.split_once(' ')?;
            Some((Role::from_key(key)?, title.to_owned()))
        });
        let kept: Vec<_> = kept.collect();
        if kept.is_empty() { Role::ALL.iter().map(|role| (*role, role.text().to_owned())).collect() } else { kept }
    }

    fn keep_links(&self, links: &[(Role, String)], now: &Now) -> Step {
        let line = |(role, title): &(Role, String)| {
            let title = title.split_whitespace().collect::<String>();
            format!("{} {}", role.key(), if title.is_empty() { role.text() } else { &title })
        };
        let text = links.iter().map(line).collect::<Vec<_>>().join("\n");
        self.keep_setting(LINKS, &text, now, Self::care_saved())
    }

    /// Everybody who answers or answered for something, by row.
    pub(super) fn posts(&self) -> Vec<(u32, Post)> {
        let post = |ix| {
            let text = |id| self.book.text(Table::ChainPost, ix, id);
            let post = Post {
                role: Role::from_key(text(field::ROLE))?,
                unit: text(field::UNIT).to_owned(),
                name: text(field::NAME).to_owned(),
                phone: text(field::PHONE).to_owned(),
                from: Date::parse_iso(text(field::FROM))?,
                to: Date::parse_iso(text(field::TO)),
            };
            Some((ix, post))
        };
        self.book.live(Table::ChainPost).into_iter().filter_map(post).collect()
    }

    fn chain_view(&self, now: &Now) -> ChainView {
        let (today, links) = (Self::today(now), self.links());
        let posts = self.posts();
        let held: Vec<Post> = posts.iter().map(|(_, post)| post.clone()).collect();
        let today_held = holders(&held, today);
        let mut units: BTreeMap<(usize, String), u32> = BTreeMap::new();
        let mut named: BTreeSet<&str> = held.iter().map(|post| post.name.as_str()).collect();
        for ix in self.book.live(Table::Child) {
            let place = self.place_of(ix);
            for (at, (role, _)) in links.iter().enumerate() {
                if let Some(unit) = unit_of(*role, &place) {
                    *units.entry((at, unit)).or_default() += 1;
                }
            }
            named.insert(self.row(ix).get(Field::ClassTeacher));
        }
        for member in self.memberships() {
            named.extend(people(member.fact(MEMBERSHIP.helper)));
        }
        named.remove("");
        let line = |(ix, post): &(u32, Post)| PostLine {
            id: Some(self.book.row_id(Table::ChainPost, *ix).0),
            role: post.role,
            unit: post.unit.clone(),
            name: post.name.clone(),
            phone: post.phone.clone(),
            from: post.from.to_string(),
            to: post.to.map_or_else(String::new, |to| to.to_string()),
        };
        let unit = |((at, unit), children): ((usize, String), u32)| {
            let role = links[at].0;
            let name = today_held.get(&(role, unit.as_str())).map_or_else(String::new, |post| post.name.clone());
            UnitView { role, unit, children, holder: name }
        };
        let mut posts: Vec<PostLine> = posts.iter().map(line).collect();
        posts.sort_by(|a, b| (a.role, &a.unit, &b.from).cmp(&(b.role, &b.unit, &a.from)));
        ChainView {
            posts,
            units: units.into_iter().map(unit).collect(),
            people: named.into_iter().map(str::to_owned).collect(),
            links,
        }
    }

    fn place_of(&self, child: u32) -> Place<'_> {
        let row = self.row(child);
        Place {
            town: row.get(Field::Township),
            village: row.get(Field::Village),
            school: self.school_of(child),
            grade: row.get(Field::Grade),
            class: row.get(Field::Class),
        }
    }

    /// The chain of a child today: a link for each that is used, also where nobody is named.
    pub(crate) fn chain_of(&self, child: u32, now: &Now) -> Vec<LinkView> {
        let posts: Vec<Post> = self.posts().into_iter().map(|(_, post)| post).collect();
        let helpers = self.helpers_by_child(now);
        self.chain_among(child, &self.links(), &holders(&posts, Self::today(now)), &helpers)
    }

    /// Helpers by child, from the registers it is in today.
    fn helpers_by_child(&self, now: &Now) -> BTreeMap<u32, BTreeSet<String>> {
        let today = Self::today(now);
        let mut helpers: BTreeMap<u32, BTreeSet<String>> = BTreeMap::new();
        for member in self.memberships().filter(|member| member.span().holds(today)) {
            if let Some(child) = member.child() {
                let names = people(member.fact(MEMBERSHIP.helper)).map(str::to_owned);
                helpers.entry(child).or_default().extend(names);
            }
        }
        helpers
    }

    fn chain_among(
        &self,
        child: u32,
        links: &[(Role, String)],
        held: &HashMap<(Role, &str), &Post>,
        helpers: &BTreeMap<u32, BTreeSet<String>>,
    ) -> Vec<LinkView> {
        let (row, place) = (self.row(child), self.place_of(child));
        let link = |(role, title): &(Role, String)| {
            let unit = unit_of(*role, &place);
            let held = unit.as_deref().and_then(|unit| held.get(&(*role, unit)));
            let (name, phone) = match (held, role) {
                (Some(post), _) => (post.name.clone(), post.phone.clone()),
                (None, Role::ClassTeacher) => (row.get(Field::ClassTeacher).to_owned(), String::new()),
                (None, Role::Helper) => {
                    let names: Vec<&str> = helpers.get(&child).into_iter().flatten().map(String::as_str).collect();
                    (names.join("、"), String::new())
                }
                (None, Role::Parent) => (row.get(Field::Guardian).to_owned(), row.get(Field::GuardianPhone).to_owned()),
                (None, _) => (String::new(), String::new()),
            };
            LinkView { line: role.line(), title: title.clone(), name, phone, unit: unit.unwrap_or_default() }
        };
        let mut chain: Vec<LinkView> = links.iter().map(link).collect();
        chain.sort_by_key(|link| link.line != Line::Administrative);
        chain
    }

    fn keep_chain_post(&self, line: &PostLine, now: &Now) -> Step {
        let (name, unit) = (line.name.trim(), line.unit.trim());
        let (from, to) = (Date::parse_iso(&line.from), Date::parse_iso(&line.to));
        let fault = match line.role.unit() {
            UnitKind::Child => Some(ChainFault::NoUnit),
            UnitKind::Whole => None,
            _ => unit.is_empty().then_some(ChainFault::NoUnit),
        };
        let fault = fault.or(name.is_empty().then_some(ChainFault::NoName)).or(match (from, to) {
            (None, _) => Some(ChainFault::NotADate),
            (_, None) if !line.to.is_empty() => Some(ChainFault::NotADate),
            (Some(from), Some(to)) if to < from => Some(ChainFault::EndsBeforeStart),
            _ => None,
        });
        if let Some(fault) = fault {
            return answer(ChainAnswer::Unfit(fault));
        }
        if line.id.is_some_and(|id| self.book.find(Table::ChainPost, RowId(id)).is_none()) {
            return Step::answer(Refusal::Gone);
        }
        let row = line.id.map_or_else(|| RowId::new(now, &mut Dice::new(now)), RowId);
        let mut save = SaveBuilder::new();
        let said = [
            (field::ROLE, line.role.key()),
            (field::UNIT, unit),
            (field::NAME, name),
            (field::PHONE, line.phone.trim()),
            (field::FROM, &line.from),
            (field::TO, &line.to),
        ];
        self.write_changed(Table::ChainPost, row, &said, &mut save);
        let detail = format!("{} {unit} {name}", line.role.text());
        self.keep(&save, Action::Register, &detail, now, Self::care_saved())
    }

    fn chain_sheet(&self, child: Option<Id>, act: AccessAct, now: &Now) -> Step {
        let children = match child {
            Some(child) => match self.child_ix(child) {
                Some(ix) => vec![ix],
                None => return Step::answer(Refusal::Gone),
            },
            None => self.book.live(Table::Child),
        };
        let posts: Vec<Post> = self.posts().into_iter().map(|(_, post)| post).collect();
        let (links, helpers, held) = (self.links(), self.helpers_by_child(now), holders(&posts, Self::today(now)));
        let mut headers: Vec<String> = ["序号", "姓名", "年级班级", "户籍村"].map(str::to_owned).to_vec();
        let mut rows: Vec<Vec<String>> = Vec::with_capacity(children.len());
        for ix in children {
            let chain = self.chain_among(ix, &links, &held, &helpers);
            if rows.is_empty() {
                headers.extend(chain.iter().map(|link| link.title.clone()));
            }
            let person = self.person_view(ix);
            let who = [String::new(), person.name, person.grade_class, person.village];
            rows.push(who.into_iter().chain(chain.into_iter().map(|link| link.name)).collect());
        }
        rows.sort_by(|a, b| (&a[3], &a[2], &a[1]).cmp(&(&b[3], &b[2], &b[1])));
        rows.iter_mut().enumerate().for_each(|(at, row)| row[0] = (at + 1).to_string());
        let sheet = Sheet {
            title: "控辍保学责任链".to_owned(),
            unit: self.unit().to_owned(),
            date: Self::today(now).to_string(),
            headers,
            rows,
        };
        let subject = format!("{} {}", sheet.title, sheet.rows.len());
        let told = ChainAnswer::Sheet(Box::new(sheet));
        self.log_access(act, &subject, "", now, Box::new(move |_, _| told.into())).even_without(true)
    }
}

pub(super) fn answer(told: ChainAnswer) -> Step {
    Step::answer(CareAnswer::from(told))
}
