//! What the time ends.

use super::Bench;
use super::disk::faulty;
use crate::contract::LIMITS;
use crate::contract::address::{Shows, Stage};
use crate::contract::credentials::nothing_for;
use crate::host::Remote;
use crate::workerd::{Folder, Workerd};

pub(super) fn a_token_is_over_everywhere(bench: &Bench) {
    let (store, modules) = (Folder::new("late").unwrap(), Folder::new("clock").unwrap());
    let install = faulty(bench, modules.path());
    let workerd = Workerd::start(&install, store.path(), bench.client.path(), LIMITS).unwrap();
    let mut host = Remote::new(workerd.port());
    let (mut stage, lead) = Stage::set(&mut host, 7_230);
    // The clock goes on for this one request, and for whoever leads it does not.
    let late = vec![("authorization", format!("Bearer {lead}")), ("x-fault", "late".to_owned())];
    nothing_for(&mut host, &mut stage, &lead, Shows::Token, &[late]);
}
