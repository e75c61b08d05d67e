//! Which page is shown: a small router over the part of the address after `#`.
//!
//! Addresses end up in browser histories and on projectors, so none holds a child's name or number: a child is named
//! by its random id.

use desk::message::Id;
use gloo::events::EventListener;
use leptos::prelude::*;

/// A page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Route {
    /// 今日.
    Today,
    /// 名册.
    Roster,
    /// One child.
    Child(Id),
    /// 导入.
    Import,
    /// 比对, opened on one bucket if it is not empty.
    Compare(String),
    /// 适龄儿童台账.
    OfAge,
    /// 人籍不一致台账.
    Mismatch,
    /// 登记册, opened on the register with this key if it is not empty.
    Registers(String),
    /// 应办, opened on the duty with this key if it is not empty.
    Duties(String),
    /// 考勤.
    Attendance,
    /// 一生一案: the ledger of cases with this key, or the case of the child with this id.
    Cases(String),
    /// 同步, opened by an invitation if it is not empty.
    Sync(String),
    /// 修改记录.
    History,
    /// 设置.
    Settings,
}

impl Route {
    /// The page of an address; an unknown one is the home page.
    pub(crate) fn parse(hash: &str) -> Route {
        let path = hash.trim_start_matches('#').trim_matches('/');
        let (head, rest) = path.split_once('/').unwrap_or((path, ""));
        match (head, rest) {
            ("roster", _) => Route::Roster,
            ("child", id) => parse_id(id).map_or(Route::Roster, Route::Child),
            ("import", _) => Route::Import,
            ("compare", bucket) => Route::Compare(bucket.to_owned()),
            ("ledger", "of-age") => Route::OfAge,
            ("ledger", "mismatch") => Route::Mismatch,
            ("registers", key) => Route::Registers(key.to_owned()),
            ("duties", key) => Route::Duties(key.to_owned()),
            ("attendance", _) => Route::Attendance,
            ("cases", part) => Route::Cases(part.to_owned()),
            ("sync", part) => Route::Sync(part.to_owned()),
            ("history", _) => Route::History,
            ("settings", _) => Route::Settings,
            _ => Route::Today,
        }
    }

    /// The address of a page.
    pub(crate) fn href(&self) -> String {
        match self {
            Route::Today => "#/today".to_owned(),
            Route::Roster => "#/roster".to_owned(),
            Route::Child(id) => format!("#/child/{}", id_hex(id)),
            Route::Import => "#/import".to_owned(),
            Route::Compare(bucket) => within("#/compare", bucket),
            Route::Registers(key) => within("#/registers", key),
            Route::Duties(key) => within("#/duties", key),
            Route::Attendance => "#/attendance".to_owned(),
            Route::Cases(part) => within("#/cases", part),
            Route::OfAge => "#/ledger/of-age".to_owned(),
            Route::Mismatch => "#/ledger/mismatch".to_owned(),
            Route::Sync(part) => within("#/sync", part),
            Route::History => "#/history".to_owned(),
            Route::Settings => "#/settings".to_owned(),
        }
    }

    /// Whether two addresses belong to one entry of the page list.
    pub(crate) fn same_place(&self, other: &Route) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
            || matches!((self, other), (Route::Roster, Route::Child(_)))
    }
}

/// The page shown now.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Router {
    current: RwSignal<Route>,
}

impl Router {
    /// Follows the address and puts itself into context.
    pub(crate) fn provide() -> Router {
        let router = Router { current: RwSignal::new(Route::parse(&hash())) };
        EventListener::new(&gloo::utils::window(), "hashchange", move |_| {
            let route = Route::parse(&hash());
            if router.current.get_untracked() != route {
                router.current.set(route);
            }
        })
        .forget();
        provide_context(router);
        router
    }

    /// The router in context.
    pub(crate) fn here() -> Router {
        use_context::<Router>().unwrap_or_else(Router::provide)
    }

    /// The page shown now.
    pub(crate) fn current(self) -> Route {
        self.current.get()
    }

    /// The page shown now, without following it.
    pub(crate) fn current_untracked(self) -> Route {
        self.current.get_untracked()
    }

    /// Opens a page.
    pub(crate) fn go(self, route: &Route) {
        // Refused only for a malformed address, which `href` does not write.
        let _ = gloo::utils::window().location().set_hash(&route.href());
    }
}

fn within(page: &str, part: &str) -> String {
    if part.is_empty() { page.to_owned() } else { format!("{page}/{part}") }
}

fn hash() -> String {
    gloo::utils::window().location().hash().unwrap_or_default()
}

/// An id as it stands in an address.
pub(crate) fn id_hex(id: &Id) -> String {
    id.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The id that was written so.
pub(crate) fn parse_id(text: &str) -> Option<Id> {
    if text.len() != 32 || !text.is_ascii() {
        return None;
    }
    let mut id = Id::default();
    for (index, byte) in id.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(index * 2..index * 2 + 2)?, 16).ok()?;
    }
    Some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(hash: &str, expected: Route) {
        assert_eq!(Route::parse(hash), expected, "{hash}");
    }

    #[test]
    fn addresses() {
        check("", Route::Today);
        check("#/roster", Route::Roster);
        check("#/compare", Route::Compare(String::new()));
        check("#/compare/only_in", Route::Compare("only_in".to_owned()));
        check("#/ledger/of-age", Route::OfAge);
        check("#/child/000102030405060708090a0b0c0d0e0f", Route::Child(std::array::from_fn(|i| i as u8)));
        check("#/child/中文", Route::Roster);
        check("#/nothing", Route::Today);
    }

    #[test]
    fn every_page_finds_back() {
        let pages = [
            Route::Today,
            Route::Roster,
            Route::Child([7; 16]),
            Route::Import,
            Route::Compare("a_b".to_owned()),
            Route::OfAge,
            Route::Mismatch,
            Route::Registers("left_behind".to_owned()),
            Route::Duties(String::new()),
            Route::Attendance,
            Route::Cases("open".to_owned()),
            Route::Sync("join.abc".to_owned()),
            Route::History,
            Route::Settings,
        ];
        for page in pages {
            check(&page.href(), page.clone());
        }
    }
}
