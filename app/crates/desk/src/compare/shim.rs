//! temporary
use ledger::compare::*;
use ledger::field::Field;
use ledger::list::ListKind;
use std::collections::BTreeMap;
pub(crate) struct Preset {
    pub key: &'static str,
    pub name: &'static str,
    pub kinds: &'static [ListKind],
    pub note: &'static str,
}
pub(crate) const PRESETS: &[Preset] = &[Preset {
    key: "household_registry_school",
    name: "三比对（户籍×学籍×在校）",
    kinds: &[ListKind::Household, ListKind::Registry, ListKind::InSchool],
    note: "",
}];
pub(crate) struct Situation {
    key: String,
}
impl Situation {
    pub(crate) fn of(result: &CompareResult, _kinds: &[ListKind]) -> Situation {
        Situation { key: result.kind.key().to_owned() }
    }
    pub(crate) fn key(&self) -> &str {
        &self.key
    }
    pub(crate) fn label(&self) -> &str {
        &self.key
    }
}
pub(crate) struct Offer {
    pub key: &'static str,
    pub label: &'static str,
}
pub(crate) fn explanations(_bucket: &str) -> impl Iterator<Item = Offer> {
    [Offer { key: "other", label: "其他" }].into_iter()
}
pub(crate) fn explanation_label(key: &str) -> String {
    key.to_owned()
}
pub(crate) enum CloseError {
    Explanation,
    Note,
    Evidence,
    Approver,
}
pub(crate) fn may_close(e: &str, _n: &str, v: &str, by: &str) -> Result<(), CloseError> {
    if e.is_empty() {
        Err(CloseError::Explanation)
    } else if v.is_empty() {
        Err(CloseError::Evidence)
    } else if by.is_empty() {
        Err(CloseError::Approver)
    } else {
        Ok(())
    }
}
pub(crate) fn counts_by(_l: &[NamedList<'_>], _by: &[Field]) -> BTreeMap<Vec<String>, Vec<u32>> {
    BTreeMap::new()
}
