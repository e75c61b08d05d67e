//! One envelope, one encoding: golden bytes, the canonical check, hostile bytes.
#![allow(clippy::expect_used, reason = "a test that cannot go on says why")]

mod world;

use proptest::prelude::*;
use sync::{
    AgentId, Cell, ChainHead, CompartmentId, Day, DecodeError, Envelope, EnvelopeHash, FieldId, Header, HeaderError,
    Hlc, Kind, Limits, LogEntry, Position, RowId, SaveBuilder, SaveId, SaveInfo, Seal, Seen, SpaceId, State, TableId,
    Value, WireError, WriteError, Writer,
};
use world::{COMPARTMENT, SPACE};

fn position() -> Position {
    let extra = vec![(AgentId([3; 16]), ChainHead { dseq: 300, hash: EnvelopeHash([4; 32]) })];
    Position {
        head: ChainHead { dseq: 6, hash: EnvelopeHash([5; 32]) },
        hlc: Hlc(0x0123_4567_89ab_cdef),
        seen: Seen { seq: 1041, hash: [6; 32], extra },
    }
}

fn every_kind_of_value() -> SaveBuilder {
    let mut save = SaveBuilder::new();
    let row = |n: u8| RowId([n; 16]);
    let mut set = |n, field, value: Value| save.set(Cell::new(TableId(2), row(n), FieldId(field)), &value);
    set(1, 1, Value::Text("replaced".to_owned()));
    set(1, 1, Value::Text("王小明".to_owned()));
    set(2, 1, Value::Text("李红".to_owned()));
    set(3, 1, Value::Text("王小明".to_owned()));
    set(1, 2, Value::Null);
    set(2, 2, Value::Bool(true));
    set(3, 2, Value::Int(-3));
    set(1, 3, Value::Int(i64::MIN));
    set(2, 3, Value::Decimal("1.50".to_owned()));
    set(1, 4, Value::Date(Day::from_number(20150901).expect("a day")));
    set(3, 4, Value::Code { set: 8, code: 70_000 });
    set(2, 300, Value::Row(row(9)));
    set(2, 301, Value::Blob(vec![1, 2, 3]));
    set(2, 302, Value::FracIndex("a0".to_owned()));
    set(2, 303, Value::Unknown { tag: 200, bytes: vec![7] });
    save.set(Cell::new(TableId(1), row(4), FieldId::DELETED), "毕业");
    save
}

fn info() -> SaveInfo {
    SaveInfo {
        wall_ms: 1_790_000_000_000,
        actor: "王老师".into(),
        reason: "import".into(),
        label: "学籍.xlsx".into(),
        undoes: Some(SaveId { agent: AgentId([2; 16]), dseq: 5 }),
        ..SaveInfo::default()
    }
}

fn writer() -> Writer {
    Writer::new(SpaceId([1; 16]), CompartmentId(1), AgentId([2; 16]))
}

fn one(save: &SaveBuilder) -> Envelope {
    let mut envelopes = writer().write(save, &info(), &position()).expect("a save is written");
    assert_eq!(envelopes.len(), 1);
    envelopes.remove(0)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn ops(envelopes: &[Envelope]) -> Vec<(Cell, Value)> {
    let ops = envelopes.iter().flat_map(|envelope| envelope.body().ops());
    let mut ops: Vec<_> = ops.map(|op| (op.cell, op.value.to_value())).collect();
    ops.sort_by_key(|(cell, _)| *cell);
    ops
}

/// Stored for years: if this changes, the version of the format must.
#[test]
fn the_bytes_of_an_envelope_are_these() {
    let envelope = one(&every_kind_of_value());
    let bytes = envelope.encode();
    let expected = include_str!("golden/envelope-v1.hex").split_whitespace().collect::<String>();
    assert_eq!(hex(&bytes), expected);
    assert_eq!(envelope.hash().to_string(), include_str!("golden/envelope-v1.hash").trim());
}

#[test]
fn an_envelope_reads_back_as_it_was_written() {
    let envelope = one(&every_kind_of_value());
    let read = Envelope::decode(&envelope.encode()).expect("it reads back");
    assert_eq!(read.header(), envelope.header());
    assert_eq!(read.hash(), envelope.hash());
    assert_eq!(read.body().info(), &info());
    assert_eq!(read.body().hlc(), position().hlc);
    assert_eq!(ops(&[read]), ops(std::slice::from_ref(&envelope)));
    assert_eq!(envelope.header().n_ops, 15);
    assert_eq!(envelope.body().len(), 15);
}

#[test]
fn broken_envelopes_are_refused() {
    fn check(break_it: impl FnOnce(&mut Vec<u8>), expected: DecodeError) {
        let mut bytes = one(&every_kind_of_value()).encode();
        break_it(&mut bytes);
        assert_eq!(Envelope::decode(&bytes).err(), Some(expected));
    }
    check(|bytes| bytes[0] = 2, DecodeError::Header(HeaderError::Version(2)));
    check(|bytes| bytes[1] = 1, DecodeError::Header(HeaderError::Suite(1)));
    check(|bytes| bytes[2] = 9, DecodeError::Header(HeaderError::Kind(9)));
    check(|bytes| bytes[3] = 4, DecodeError::Header(HeaderError::Wire(WireError::OutOfRange)));
    check(|bytes| bytes.push(0), DecodeError::Body(WireError::Trailing));
    check(|bytes| bytes.truncate(bytes.len() - 1), DecodeError::Body(WireError::Truncated));
    check(|bytes| *bytes.last_mut().expect("not empty") ^= 1, DecodeError::BodyHash);
    check(|bytes| bytes.truncate(10), DecodeError::Header(HeaderError::Wire(WireError::Truncated)));
}

#[test]
fn only_ops_are_written_again() {
    let check = |kind, seal, refused: bool| {
        let origin = Some(one(&every_kind_of_value()).hash());
        let header = Header { kind, seal, origin, n_ops: 0, ..one(&every_kind_of_value()).header().clone() };
        let expected = HeaderError::Wire(WireError::OutOfRange);
        assert_eq!(Header::decode(&header.encode()).err(), refused.then_some(expected));
    };
    let sealed = Seal::Sealed { nonce: [0; 24], commit: [0; 32], ct_len: 1, ct_hash: [0; 32] };
    check(Kind::Data, sealed, false);
    check(Kind::Snapshot, sealed, true);
    check(Kind::Members, Seal::Signed { body_len: 1, body_hash: [0; 32] }, true);
}

#[test]
fn a_large_save_is_cut_into_chained_envelopes() {
    let mut save = SaveBuilder::new();
    for row in 0..500_u16 {
        for field in 1..=8 {
            let mut id = [0; 16];
            id[..2].copy_from_slice(&row.to_be_bytes());
            save.set(Cell::new(TableId(1), RowId(id), FieldId(field)), format!("第{}格", row % (10 * field)).as_str());
        }
    }
    let mut writer = writer();
    writer.limits = Limits { ops: 1000, bytes: 16 * 1024 };
    let envelopes = writer.write(&save, &info(), &position()).expect("a save is written");
    assert!(envelopes.len() > 5, "{}", envelopes.len());
    assert_eq!(ops(&envelopes).len(), 4000);
    let mut prev = position().head;
    for (at, envelope) in envelopes.iter().enumerate() {
        let header = envelope.header();
        assert_eq!((header.dseq, header.prev), (prev.dseq + 1, prev.hash));
        assert_eq!(header.more, at + 1 < envelopes.len());
        assert!(envelope.body().len() <= 1000 && envelope.encode().len() <= 16 * 1024 + 300);
        assert_eq!(
            ops(&[Envelope::decode(&envelope.encode()).expect("it reads back")]),
            ops(std::slice::from_ref(envelope))
        );
        prev = ChainHead { dseq: header.dseq, hash: envelope.hash() };
    }
}

#[test]
fn what_cannot_be_written_is_said() {
    fn check(value: &str, label: &str, expected: Option<WriteError>) {
        let mut save = SaveBuilder::new();
        save.set(Cell::default(), value);
        let info = SaveInfo { label: label.into(), ..SaveInfo::default() };
        assert_eq!(writer().write(&save, &info, &Position::default()).err(), expected);
    }
    check(&"长".repeat(87_000), "", None);
    check(&"长".repeat(90_000), "", Some(WriteError::ValueTooLong { bytes: 270_003 }));
    check("x", &"长".repeat(6_000), Some(WriteError::InfoTooLong { bytes: 18_000 }));
    let empty = writer().write(&SaveBuilder::new(), &info(), &Position::default());
    assert_eq!(empty.err(), Some(WriteError::Empty));
    let full = Position { head: ChainHead { dseq: u32::MAX, ..ChainHead::default() }, ..Position::default() };
    assert_eq!(writer().write(&every_kind_of_value(), &info(), &full).err(), Some(WriteError::ChainFull));
}

/// The envelope with some bytes of its body changed, under a header that names the changed body's hash.
fn forge(envelope: &Envelope, changes: &[(prop::sample::Index, u8)]) -> Vec<u8> {
    let head = envelope.header().encode();
    let mut body = envelope.encode().split_off(head.len());
    for (at, byte) in changes {
        let at = at.index(body.len());
        body[at] = *byte;
    }
    [&head[..head.len() - 32], blake3::hash(&body).as_bytes(), &body].concat()
}

proptest! {
    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        prop_assert!(Envelope::decode(&bytes).is_err());
    }
}

proptest! {
    #![proptest_config(world::cases(2000))]

    #[test]
    fn whatever_is_read_is_written_the_same(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
    ) {
        let bytes = forge(&one(&every_kind_of_value()), &changes);
        if let Ok(read) = Envelope::decode(&bytes) {
            prop_assert_eq!(read.encode(), bytes);
            let mut state = State::new(read.header().space, read.header().compartment);
            state.apply(LogEntry::local(read)).expect("its chain begins elsewhere, so it waits");
        }
    }
}

proptest! {
    #![proptest_config(world::cases(100))]

    #[test]
    fn saves_survive_cutting_and_coding(
        cells in prop::collection::vec((0..3_u16, 0..9_u8, 0..9_u16, world::value()), 1..200),
        ops_limit in 1..50_usize,
        bytes_limit in 0..4096_usize,
    ) {
        let mut save = SaveBuilder::new();
        let mut expected = std::collections::BTreeMap::new();
        for (table, row, field, value) in cells {
            let cell = Cell::new(TableId(table), RowId([row; 16]), FieldId(field));
            save.set(cell, &value);
            expected.insert(cell, value);
        }
        prop_assert_eq!(save.len(), expected.len());
        let mut writer = Writer::new(SPACE, COMPARTMENT, AgentId([1; 16]));
        writer.limits = Limits { ops: ops_limit, bytes: bytes_limit };
        let envelopes = writer.write(&save, &SaveInfo::default(), &Position::default()).expect("a save is written");
        let read: Vec<_> = envelopes.iter().map(|envelope| Envelope::decode(&envelope.encode()).expect("it reads")).collect();
        prop_assert_eq!(ops(&read), expected.into_iter().collect::<Vec<_>>());
        for (read, written) in read.iter().zip(&envelopes) {
            prop_assert_eq!(read.encode(), written.encode());
        }
    }
}
