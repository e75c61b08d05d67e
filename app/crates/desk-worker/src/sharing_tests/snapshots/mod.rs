//! Snapshots for newcomers: what is joined through one is what the whole log says, whatever dies or lies on the way.

mod arrive;
mod liar;
mod trouble;

use desk::message::ImportRequest;
use desk::message::import::ImportAnswer;
use desk::message::share::ArrivalView;
use ledger::identity;
use ledger::list::{ListColumn, ListKind, ListTable, TextColumn, rejection};
use sync::Kind;

use super::*;

/// Children enough for a snapshot to be worth its room.
const CHILDREN: usize = 2_300;

const FIELDS: [Field; 9] = [
    Field::Name,
    Field::IdNumber,
    Field::Birth,
    Field::Village,
    Field::Guardian,
    Field::Phone,
    Field::School,
    Field::Grade,
    Field::HomeAddress,
];

fn birth(n: usize) -> (usize, usize, usize) {
    (2008 + n / 1000 % 10, 1 + n % 12, 1 + n % 28)
}

/// A number that passes its check, of nobody.
fn id_number(n: usize) -> String {
    const WEIGHTS: [usize; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let (year, month, day) = birth(n);
    let digits = format!("990526{year}{month:02}{day:02}{:03}", n % 1000);
    let sum: usize = digits.bytes().zip(WEIGHTS).map(|(digit, weight)| usize::from(digit - b'0') * weight).sum();
    format!("{digits}{}", b"10X98765432"[sum % 11] as char)
}

fn list(count: usize, village: &str) -> ListTable {
    let cell = |n: usize, field: Field| match field {
        Field::Name => format!("童{}{}", char::from_u32(0x4e00 + n as u32 % 3_000).unwrap(), n),
        Field::IdNumber => id_number(n),
        Field::Birth => {
            let (year, month, day) = birth(n);
            format!("{year}-{month:02}-{day:02}")
        }
        Field::Village => format!("{village}{}", n % 40),
        Field::Guardian => format!("家长{n}"),
        Field::Phone => format!("139{n:08}"),
        Field::School => "柳溪小学".to_owned(),
        Field::Grade => "三年级".to_owned(),
        _ => format!("{village}{}组{n}号", n % 12),
    };
    let column = |(at, &field): (usize, &Field)| ListColumn {
        header: field.label().to_owned(),
        index: at as u16,
        field,
        cells: (0..count)
            .map(|n| cell(n, field))
            .collect::<Vec<_>>()
            .iter()
            .map(String::as_str)
            .collect::<TextColumn>(),
    };
    let columns: Vec<ListColumn> = FIELDS.iter().enumerate().map(column).collect();
    let mut table = ListTable { columns, row_numbers: (2..count as u32 + 2).collect(), ..ListTable::default() };
    for row in 0..count {
        let quality = identity::assess(table.cell(Field::IdNumber, row), false).quality;
        table.rejected.push(rejection(table.cell(Field::Name, row), quality));
        table.id_quality.push(quality);
    }
    table
}

impl Desk {
    fn import(&mut self, count: usize, village: &str) {
        let table = Box::new(list(count, village));
        let preview = ImportRequest::Preview { table, kind: ListKind::Registry, source: "名单.csv".into() };
        let answer = self.ask(Request::Import(preview));
        assert!(matches!(answer, Response::Import(ImportAnswer::Preview(_))), "{answer:?}");
        let answer = self.ask(Request::Import(ImportRequest::Commit));
        assert!(matches!(answer, Response::Import(_) | Response::Roster(_)), "{answer:?}");
    }

    /// Time passes in which nobody does anything.
    fn rest(&mut self, net: &mut Net, ms: u64) {
        let until = now_ms() + ms;
        while now_ms() < until {
            self.step(net);
        }
    }

    fn roots(&self) -> Vec<[u8; 32]> {
        self.open.desk.states().iter().map(sync::State::root).collect()
    }

    fn arrival(&mut self) -> Option<ArrivalView> {
        self.view().arrival
    }

    /// Goes on until this device is like any other.
    fn arrive(&mut self, net: &mut Net) {
        self.sync(net);
        for _ in 0..2_000 {
            if self.arrival().is_none() {
                return;
            }
            self.step(net);
        }
        panic!("{:?}", self.view());
    }

    /// How many entries of the stored log there are, and how many of them with what was written.
    fn stored(&mut self) -> (usize, usize) {
        let log = run(self.open.shared_log()).unwrap();
        let data = |entry: &&sync::log::Entry| entry.outside.header().kind == Kind::Data;
        (log.len(), log.iter().filter(data).filter(|entry| entry.payload.is_some()).count())
    }

    /// Whether nothing of a snapshot is left on the disk.
    fn has_no_blobs(&self) -> bool {
        run(self.open.vault.blobs()).unwrap().is_empty()
    }
}

impl Net {
    fn put(&self) -> usize {
        self.parts.iter().filter(|(method, _, status)| *method == "PUT" && *status == 201).count()
    }

    fn got(&self) -> usize {
        self.parts.iter().filter(|(method, _, status)| *method == "GET" && *status == 200).count()
    }
}

/// A school that has made its snapshots.
fn school(net: &mut Net) -> Desk {
    let mut office = founded(net);
    office.import(CHILDREN, "柳溪村");
    office.sync(net);
    office.rest(net, 60_000);
    assert!(net.put() >= 3, "one of each compartment: {:?}", net.parts);
    assert_eq!(office.view().brief.waiting, 0);
    office
}
