//! Taking a save back: what was visible before is visible again, and nobody else's work is touched.
#![allow(clippy::expect_used, reason = "a test that cannot go on says why")]

mod world;

use proptest::prelude::*;
use sync::{Cell, FieldId, SaveBuilder, SaveIx, UNDONE, Value, ValueRef, undo_ops};
use world::{Device, TABLES, World, all_cells, row, steps, visible};

fn last_save(device: &Device) -> SaveIx {
    device.state.saves().last().map(|(ix, _)| ix).expect("there is a save")
}

/// Writes texts to cells of the first table, as one save.
fn write(world: &mut World, device: usize, cells: &[(u8, u16, &str)]) -> SaveIx {
    let mut save = SaveBuilder::new();
    for (n, field, text) in cells {
        save.set(Cell::new(TABLES[0], row(*n), FieldId(*field)), *text);
    }
    let now = world.now_ms;
    world.devices[device].save(now, &save, None);
    last_save(&world.devices[device])
}

/// Takes a save back; says which cells stay.
fn undo(world: &mut World, device: usize, save: SaveIx) -> (SaveIx, Vec<Cell>) {
    let now = world.now_ms;
    let device = &mut world.devices[device];
    let undo = undo_ops(&device.state, save);
    let (of, skipped, save) = (undo.of, undo.skipped.clone(), undo.to_save());
    assert!(!save.is_empty(), "there is something to undo");
    device.save(now, &save, Some(of));
    (last_save(device), skipped)
}

fn text(world: &World, n: u8, field: u16) -> String {
    let value = world.devices[0].state.get(Cell::new(TABLES[0], row(n), FieldId(field)));
    value.text().unwrap_or("-").to_owned()
}

fn nothing_to_undo(world: &World, save: SaveIx) -> bool {
    undo_ops(&world.devices[0].state, save).ops.is_empty()
}

proptest! {
    #![proptest_config(world::cases(200))]

    #[test]
    fn a_save_and_its_undo_leave_things_as_they_were(
        steps in steps(3, 40),
        writes in prop::collection::vec((0..4_u8, 0..4_u16, world::value()), 1..12),
    ) {
        let mut world = World::new(3);
        world.run(&steps);
        let before = visible(&world.devices[0].state);
        let mut save = SaveBuilder::new();
        for (n, field, value) in &writes {
            save.set(Cell::new(TABLES[0], row(*n), FieldId(*field)), value);
        }
        let now = world.now_ms;
        world.devices[0].save(now, &save, None);
        let (saved, after) = (last_save(&world.devices[0]), visible(&world.devices[0].state));
        prop_assert!(undo_ops(&world.devices[0].state, saved).skipped.is_empty());
        if undo_ops(&world.devices[0].state, saved).ops.is_empty() {
            prop_assert_eq!(&before, &after);
            return Ok(());
        }
        let (undone, _) = undo(&mut world, 0, saved);
        prop_assert_eq!(visible(&world.devices[0].state), before.clone());
        prop_assert!(nothing_to_undo(&world, saved));
        let (redone, skipped) = undo(&mut world, 0, undone);
        prop_assert_eq!(skipped, Vec::<Cell>::new());
        prop_assert_eq!(visible(&world.devices[0].state), after.clone());
        // Both names for what is visible now lead back: the redo, and the save it brought back.
        for again in [redone, saved] {
            let kept = world.devices[0].state.clone();
            undo(&mut world, 0, again);
            prop_assert_eq!(visible(&world.devices[0].state), before.clone());
            world.devices[0].state = kept;
        }
    }

    #[test]
    fn undo_touches_only_what_still_shows_the_save(steps in steps(3, 60), which in any::<prop::sample::Index>()) {
        let mut world = World::new(3);
        world.run(&steps);
        let state = &world.devices[0].state;
        let saves: Vec<_> = state.saves().map(|(ix, _)| ix).collect();
        if saves.is_empty() {
            return Ok(());
        }
        let save = saves[which.index(saves.len())];
        let undo = undo_ops(state, save);
        for (cell, value) in &undo.ops {
            prop_assert_ne!(*value, state.get(*cell));
            prop_assert!(!undo.skipped.contains(cell));
            let history = state.history(*cell);
            if cell.field != FieldId::DELETED {
                prop_assert!(history.iter().any(|version| version.save == save));
            }
            prop_assert!(value.is_null() || *value == ValueRef::Text(UNDONE) || history.iter().any(|v| v.value == *value));
        }
        // Where nobody has ever taken anything back, a cell written since is never written over.
        if state.saves().all(|(_, save)| save.info.undoes.is_none()) {
            for (cell, _) in undo.ops.iter().filter(|(cell, _)| cell.field != FieldId::DELETED) {
                prop_assert_eq!(state.history(*cell)[0].save, save);
            }
            let overwritten = |cell: &Cell| {
                let history = state.history(*cell);
                history.iter().position(|version| version.save == save).is_some_and(|at| at > 0)
            };
            for cell in all_cells().filter(|cell| cell.field != FieldId::DELETED && overwritten(cell)) {
                let row = state.table(cell.table).and_then(|table| Some((table, table.index_of(&cell.row)?)));
                let gone = row.is_some_and(|(table, ix)| !table.is_live(ix));
                prop_assert!(gone || undo.skipped.contains(&cell), "{:?}", cell);
            }
        }
    }
}

#[test]
fn new_rows_are_marked_deleted_and_come_back() {
    let mut world = World::new(1);
    write(&mut world, 0, &[(0, 1, "原有")]);
    let import = write(&mut world, 0, &[(0, 1, "改过"), (1, 1, "新一"), (1, 2, "x"), (2, 1, "新二")]);
    let (undone, skipped) = undo(&mut world, 0, import);
    assert!(skipped.is_empty());
    assert_eq!((text(&world, 0, 1), text(&world, 1, 0)), ("原有".to_owned(), UNDONE.to_owned()));
    let table = world.devices[0].state.table(TABLES[0]).expect("a table");
    assert_eq!(table.live().count(), 1);
    undo(&mut world, 0, undone);
    let table = world.devices[0].state.table(TABLES[0]).expect("a table");
    assert_eq!((table.live().count(), text(&world, 0, 1)), (3, "改过".to_owned()));
}

#[test]
fn what_somebody_changed_since_stays_and_is_named() {
    let mut world = World::new(2);
    write(&mut world, 0, &[(0, 1, "甲")]);
    let import = write(&mut world, 0, &[(0, 1, "乙"), (0, 2, "丙"), (1, 1, "新"), (2, 1, "新")]);
    world.settle();
    write(&mut world, 1, &[(0, 1, "丁"), (1, 3, "电话")]);
    world.settle();
    let (_, skipped) = undo(&mut world, 0, import);
    let cell = |n, field| Cell::new(TABLES[0], row(n), FieldId(field));
    assert_eq!(skipped, [cell(1, 3), cell(0, 1)]);
    assert_eq!((text(&world, 0, 1), text(&world, 0, 2)), ("丁".to_owned(), "-".to_owned()));
    assert_eq!((text(&world, 1, 1), text(&world, 1, 3)), ("新".to_owned(), "电话".to_owned()));
    let table = world.devices[0].state.table(TABLES[0]).expect("a table");
    let live: Vec<_> = table.live().filter_map(|ix| table.row_id(ix)).collect();
    assert_eq!(live, [row(0), row(1)]);
}

#[test]
fn undo_and_redo_walk_along_a_row_of_saves() {
    let mut world = World::new(1);
    write(&mut world, 0, &[(0, 1, "一")]);
    let second = write(&mut world, 0, &[(0, 1, "二")]);
    let third = write(&mut world, 0, &[(0, 1, "三")]);
    let (undo_third, _) = undo(&mut world, 0, third);
    assert_eq!(text(&world, 0, 1), "二");
    let (undo_second, _) = undo(&mut world, 0, second);
    assert_eq!(text(&world, 0, 1), "一");
    let (redo_second, _) = undo(&mut world, 0, undo_second);
    assert_eq!(text(&world, 0, 1), "二");
    let (redo_third, _) = undo(&mut world, 0, undo_third);
    assert_eq!(text(&world, 0, 1), "三");
    undo(&mut world, 0, redo_third);
    assert_eq!(text(&world, 0, 1), "二");
    undo(&mut world, 0, redo_second);
    assert_eq!(text(&world, 0, 1), "一");
    assert!(nothing_to_undo(&world, second) && nothing_to_undo(&world, third));
}

#[test]
fn after_something_new_the_old_redo_is_gone() {
    let mut world = World::new(1);
    let first = write(&mut world, 0, &[(0, 1, "一"), (0, 2, "旁")]);
    let second = write(&mut world, 0, &[(0, 1, "二")]);
    let (undone, _) = undo(&mut world, 0, second);
    write(&mut world, 0, &[(0, 1, "别")]);
    let redo = undo_ops(&world.devices[0].state, undone);
    assert!(redo.ops.is_empty());
    assert_eq!(redo.skipped, [Cell::new(TABLES[0], row(0), FieldId(1))]);
    // The first save made the row, and somebody has worked on it since: it stays whole.
    let undo = undo_ops(&world.devices[0].state, first);
    assert!(undo.ops.is_empty());
    assert_eq!(undo.skipped, [Cell::new(TABLES[0], row(0), FieldId(1))]);
    assert_eq!(world.devices[0].state.get(undo.skipped[0]).to_value(), Value::Text("别".to_owned()));
}

#[test]
fn an_undo_that_restored_something_else_is_an_ordinary_write() {
    let mut world = World::new(1);
    let first = write(&mut world, 0, &[(0, 1, "一")]);
    let second = write(&mut world, 0, &[(0, 1, "二")]);
    let mut save = SaveBuilder::new();
    save.set(Cell::new(TABLES[0], row(0), FieldId(1)), "三");
    let of = world.devices[0].state.save(second).id;
    let now = world.now_ms;
    world.devices[0].save(now, &save, Some(of));
    let undo = undo_ops(&world.devices[0].state, first);
    assert_eq!((undo.ops.len(), undo.skipped.len()), (0, 1));
}
