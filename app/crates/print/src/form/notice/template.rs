//! The text of a notice, with places that a name, a day or a law goes into. A county edits it as text.

use ledger::case::NoticeKind;

use super::{Notice, shipped};
use crate::blank;

/// A place in a text: its name, what goes there, and what stands there while that is empty.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Its name, as it is written between braces.
    pub name: &'static str,
    /// What goes there.
    of: fn(&Notice) -> &str,
    /// Room for a pen.
    room: Room,
}

#[derive(Clone, Copy, Debug)]
enum Room {
    Line(usize),
    Day,
    Days,
}

/// Every place a text may have, beside `{法条}` and `{追责}`, which are the template's own.
pub const PLACES: &[Place] = &[
    place("监护人", |n| &n.guardian, Room::Line(6)),
    place("监护人证件号", |n| &n.guardian_id, Room::Line(10)),
    place("住址", |n| &n.address, Room::Line(12)),
    place("孩子", |n| &n.child, Room::Line(6)),
    place("证件号", |n| &n.id_number, Room::Line(10)),
    place("学校", |n| &n.school, Room::Line(10)),
    place("班级", |n| &n.class, Room::Line(6)),
    place("辍学日期", |n| &n.dropped_on, Room::Day),
    place("报到日期", |n| &n.report_on, Room::Day),
    place("期限", |n| &n.deadline, Room::Days),
    place("前一文书", |n| &n.previous, Room::Line(14)),
    place("文号", |n| &n.number, Room::Line(10)),
    place("机关", |n| &n.issuer, Room::Line(10)),
    place("日期", |n| &n.issued_on, Room::Day),
    place("联系人", |n| &n.contact, Room::Line(5)),
    place("电话", |n| &n.phone, Room::Line(8)),
    place("法院", |n| &n.court, Room::Line(10)),
];

const fn place(name: &'static str, of: fn(&Notice) -> &str, room: Room) -> Place {
    Place { name, of, room }
}

/// The law a notice quotes; it belongs to the text, not to a child.
const LAW: &str = "法条";
/// What follows if nothing is done.
const LIABILITY: &str = "追责";

/// The text of a notice as a county words it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Of which notice.
    pub kind: NoticeKind,
    /// The body, a paragraph to a line, between the addressee and the issuer.
    pub body: String,
    /// What goes to `{法条}`.
    pub law: String,
    /// What goes to `{追责}`.
    pub liability: String,
}

/// A part of a text.
enum Part<'a> {
    Words(&'a str),
    /// The name of a place.
    Place(&'a str),
}

impl Template {
    /// Whether it is still the text that was shipped, of a paper that belongs before a lawyer's eyes.
    pub(super) fn is_untried(&self) -> bool {
        self.kind >= NoticeKind::Order && self.body == shipped(self.kind).body
    }

    /// The body with everything in its place. A name that no place has is kept as typed, and what goes into a place is
    /// never looked through for places.
    pub fn fill(&self, notice: &Notice) -> String {
        parts(&self.body).map(|part| self.part(&part, notice)).collect()
    }

    fn part(&self, part: &Part<'_>, notice: &Notice) -> String {
        match part {
            Part::Words(words) => (*words).to_owned(),
            Part::Place(LAW) => blank::or_line(&self.law, 20),
            Part::Place(LIABILITY) => blank::or_line(&self.liability, 20),
            Part::Place(name) => match PLACES.iter().find(|place| place.name == *name) {
                Some(place) => place.fill(notice),
                None => format!("{{{name}}}"),
            },
        }
    }

    /// The names between braces that no place has, each once, for whoever edits the text.
    pub fn unknown(&self) -> Vec<&str> {
        let known = |name: &str| [LAW, LIABILITY].contains(&name) || PLACES.iter().any(|place| place.name == name);
        let mut unknown = Vec::new();
        for part in parts(&self.body) {
            if let Part::Place(name) = part
                && !known(name)
                && !unknown.contains(&name)
            {
                unknown.push(name);
            }
        }
        unknown
    }
}

impl Place {
    fn fill(&self, notice: &Notice) -> String {
        let text = (self.of)(notice);
        match self.room {
            _ if !text.is_empty() => text.to_owned(),
            Room::Line(length) => blank::or_line("", length),
            Room::Day => "＿＿＿年＿＿月＿＿日".to_owned(),
            Room::Days => "＿＿日".to_owned(),
        }
    }
}

/// A text cut at its braces; a brace that does not close is a word.
fn parts(body: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = body;
    std::iter::from_fn(move || {
        if let Some(inner) = rest.strip_prefix('{')
            && let Some((name, after)) = inner.split_once('}')
            && !name.contains(['{', '\n'])
        {
            rest = after;
            return Some(Part::Place(name));
        }
        // At least one character, so that a lonely brace does not stop the reading.
        let at = rest.char_indices().skip(1).find(|(_, letter)| *letter == '{').map_or(rest.len(), |(at, _)| at);
        let (words, after) = rest.split_at(at);
        rest = after;
        (!words.is_empty()).then_some(Part::Words(words))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn template(body: &str) -> Template {
        Template {
            kind: NoticeKind::Return, body: body.into(), law: "某法第五条".into(), liability: String::new()
        }
    }

    fn check(body: &str, filled: &str, unknown: &[&str]) {
        let notice = Notice { child: "王{学校}".into(), deadline: "7日".into(), ..Notice::default() };
        let template = template(body);
        assert_eq!(template.fill(&notice), filled);
        assert_eq!(template.unknown(), unknown, "{body}");
    }

    #[test]
    fn places_are_filled_and_what_is_not_a_place_stays() {
        check("{期限}内送{孩子}返校", "7日内送王{学校}返校", &[]);
        check("依据{法条}，{辍学日期}起", "依据某法第五条，＿＿＿年＿＿月＿＿日起", &[]);
        check("{孩子", "{孩子", &[]);
        check("}{", "}{", &[]);
        check("{{期限}", "{7日", &[]);
        check("{班主任}和{校长}、{班主任}", "{班主任}和{校长}、{班主任}", &["班主任", "校长"]);
        check("{}", "{}", &[""]);
        check("", "", &[]);
    }

    #[test]
    fn every_place_has_its_own_name() {
        let names: std::collections::BTreeSet<&str> =
            PLACES.iter().map(|place| place.name).chain([LAW, LIABILITY]).collect();
        assert_eq!(names.len(), PLACES.len() + 2);
    }

    proptest! {
        #[test]
        fn a_text_without_known_places_comes_out_as_typed(body in "[{}a-z一二\n]{0,30}") {
            prop_assert_eq!(template(&body).fill(&Notice::default()), body);
        }
    }
}
