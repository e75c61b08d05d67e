//! Whom a duty is about: a row of its chart is a child, a cadre, or a cadre at one of his schools.

use ledger::calendar::Span;
use ledger::date::Date;
use ledger::duty::{About, joined};
use ledger::schema::{Table, cadre, post};
use sync::{FieldId, RowId, ValueRef};

use super::member::no_end;
use super::under::Under;
use crate::Desk;
use crate::message::Id;
use crate::message::care::{PersonView, SubjectView};

/// One of whom a duty is about, by its place in the table of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Subject {
    pub(crate) about: About,
    pub(crate) ix: u32,
}

/// The table in which those stand whom a duty is about.
pub(super) const fn table_of(about: About) -> Table {
    match about {
        About::Child => Table::Child,
        About::Cadre => Table::Cadre,
        About::Post => Table::Post,
    }
}

impl Desk {
    /// The one with this row, if it is of this kind and still there.
    pub(super) fn subject(&self, about: About, id: Id) -> Option<Subject> {
        Some(Subject { about, ix: self.book.find(table_of(about), RowId(id))? })
    }

    /// The cadre who is meant by his own row or by that of one of his posts, and the school of the post.
    pub(super) fn cadre_meant(&self, id: Id) -> Option<(u32, Option<&str>)> {
        if let Some(cadre) = self.subject(About::Cadre, id) {
            return Some((cadre.ix, None));
        }
        let post = self.subject(About::Post, id)?.ix;
        Some((self.cadre_of(post)?, Some(self.book.text(Table::Post, post, post::SCHOOL))))
    }

    pub(super) fn subject_view(&self, subject: Subject) -> SubjectView {
        let Subject { about, ix } = subject;
        let id = self.book.row_id(table_of(about), ix).0;
        match about {
            About::Child => {
                let PersonView { child, name, grade_class, village } = self.person_view(ix);
                SubjectView { about, id: child, name, note: grade_class, place: village }
            }
            About::Cadre => {
                let PersonView { name, grade_class, village, .. } = self.cadre_person(ix);
                SubjectView { about, id, name, note: grade_class, place: village }
            }
            About::Post => {
                let of = self.cadre_of(ix).map(|cadre| self.cadre_person(cadre)).unwrap_or_default();
                let place = self.book.text(Table::Post, ix, post::SCHOOL).to_owned();
                SubjectView { about, id, name: of.name, note: of.grade_class, place }
            }
        }
    }

    /// A cadre at the head of a form.
    pub(super) fn cadre_person(&self, cadre: u32) -> PersonView {
        let text = |field| self.book.text(Table::Cadre, cadre, field).to_owned();
        let mut schools: Vec<&str> =
            self.posts_of(cadre).into_iter().map(|ix| self.book.text(Table::Post, ix, post::SCHOOL)).collect();
        schools.dedup();
        PersonView {
            child: self.book.row_id(Table::Cadre, cadre).0,
            name: text(cadre::NAME),
            grade_class: text(cadre::DUTY),
            village: schools.join("、"),
        }
    }

    /// Whose post it is, if he is still there.
    pub(super) fn cadre_of(&self, post: u32) -> Option<u32> {
        match self.book.table(Table::Post)?.column(FieldId(post::CADRE))?.get(post) {
            ValueRef::Row(row) => self.book.find(Table::Cadre, row),
            _ => None,
        }
    }

    /// The posts of a cadre, by their first day.
    pub(super) fn posts_of(&self, cadre: u32) -> Vec<u32> {
        let mut posts: Vec<u32> =
            self.book.live(Table::Post).into_iter().filter(|ix| self.cadre_of(*ix) == Some(cadre)).collect();
        posts.sort_by_key(|ix| (self.post_span(*ix).from, *ix));
        posts
    }

    pub(super) fn post_span(&self, post: u32) -> Span {
        let day = |field| Date::parse_iso(self.book.text(Table::Post, post, field));
        Span { from: day(post::FROM).unwrap_or(Date::MIN), to: day(post::UNTIL).unwrap_or_else(no_end) }
    }

    /// Cadres, or their posts, each with the days on which there was a school to answer for.
    pub(super) fn under_liaison(&self, about: About) -> Under {
        let mut under = Under::new();
        for post in self.book.live(Table::Post) {
            let Some(cadre) = self.cadre_of(post) else { continue };
            let row = if about == About::Post { post } else { cadre };
            under.entry(row).or_default().push(self.post_span(post));
        }
        under.into_iter().map(|(row, spans)| (row, joined(spans))).collect()
    }
}
