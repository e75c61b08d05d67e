//! How long three lists of 100,000 rows take to compare: `cargo run --release -p ledger --example compare_speed [rows] [scene]`.
//!
//! The children are made up (area 99xxxx). Each scene is one way in which lists really arrive: nearly whole, one of them
//! cut to fifteen digits throughout, one without numbers at all, nobody in common.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use ledger::compare::{Confidence, NamedList, Options, compare};
use ledger::field::Field;
use ledger::identity::{assess, check_character};
use ledger::list::{ListColumn, ListKind, ListTable, TextColumn, rejection};
use ledger::window::AgeWindow;

/// A small generator of even numbers without pattern (xorshift); the same numbers in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides.max(1)
    }

    fn in_hundred(&mut self, percent: usize) -> bool {
        self.roll(100) < percent
    }

    fn pick(&mut self, chars: &[char]) -> char {
        chars.get(self.roll(chars.len())).copied().unwrap_or('一')
    }
}

struct Child {
    name: String,
    number: String,
    birth: String,
    sex: &'static str,
    guardian: String,
    village: String,
    phone: String,
    class: String,
}

fn child(dice: &mut Dice, surnames: &[char], given: &[char]) -> Child {
    // Half of the children bear one of the ten commonest surnames.
    let common = dice.in_hundred(50);
    let surname = dice.pick(if common { surnames.get(..10).unwrap_or(surnames) } else { surnames });
    let mut name: String = [surname, dice.pick(given)].iter().collect();
    if dice.in_hundred(85) {
        name.push(dice.pick(given));
    }
    let (year, month, day) = (2009 + dice.roll(12), 1 + dice.roll(12), 1 + dice.roll(28));
    let sequence = 1 + dice.roll(900);
    let digits = format!("99{:04}{year}{month:02}{day:02}{sequence:03}", 500 + dice.roll(30));
    let check = <[u8; 17]>::try_from(digits.as_bytes()).ok().and_then(|d| check_character(&d)).unwrap_or('0');
    Child {
        name,
        number: format!("{digits}{check}"),
        birth: format!("{year}-{month:02}-{day:02}"),
        sex: if sequence % 2 == 1 { "男" } else { "女" },
        guardian: [surname, dice.pick(given), dice.pick(given)].iter().collect(),
        village: format!("{}{}村", dice.pick(given), dice.pick(given)),
        phone: format!("139{:08}", dice.roll(100_000_000)),
        class: format!("{}班", 1 + dice.roll(8)),
    }
}

/// What becomes of the numbers of a list.
#[derive(Clone, Copy, PartialEq)]
enum Numbers {
    Whole,
    SomeDamaged,
    Cut,
    None,
}

fn shown(dice: &mut Dice, number: &str, numbers: Numbers) -> String {
    let cut = || format!("{}000", number.get(..15).unwrap_or_default());
    match numbers {
        Numbers::Whole => number.to_owned(),
        Numbers::Cut => cut(),
        Numbers::None => String::new(),
        Numbers::SomeDamaged => match dice.roll(100) {
            0 => cut(),
            1 => String::new(),
            2 => format!("{}{}", number.get(..17).unwrap_or_default(), dice.roll(10)),
            3 if dice.in_hundred(20) => "9.90526E+17".to_owned(),
            _ => number.to_owned(),
        },
    }
}

fn list(dice: &mut Dice, children: &[Child], kept: usize, numbers: Numbers, fields: &[Field]) -> ListTable {
    let mut table = ListTable::default();
    let mut cells: Vec<TextColumn> = fields.iter().map(|_| TextColumn::default()).collect();
    let mut order: Vec<usize> = (0..children.len()).filter(|_| dice.in_hundred(kept)).collect();
    for i in (1..order.len()).rev() {
        order.swap(i, dice.roll(i + 1));
    }
    for (row, child) in order.iter().filter_map(|i| children.get(*i)).enumerate() {
        let raw = shown(dice, &child.number, numbers);
        let found = assess(&raw, false);
        table.row_numbers.push(row as u32 + 2);
        table.id_quality.push(found.quality);
        table.rejected.push(rejection(&child.name, found.quality));
        for (field, cells) in fields.iter().zip(&mut cells) {
            match field {
                Field::Name => cells.push(&child.name),
                Field::IdNumber => cells.push(&found.text),
                Field::Birth => cells.push(&child.birth),
                Field::Sex => cells.push(child.sex),
                Field::Guardian | Field::HouseholdHead => cells.push(&child.guardian),
                Field::Village => cells.push(&child.village),
                Field::Phone => cells.push(&child.phone),
                Field::StudentNumber => cells.push(&format!("G{}", child.number)),
                Field::Class => cells.push(&child.class),
                _ => cells.push(""),
            }
        }
    }
    let columns = fields.iter().zip(cells).enumerate();
    table.columns = columns
        .map(|(index, (field, cells))| ListColumn {
            header: field.label().to_owned(),
            index: index as u16,
            field: *field,
            cells,
        })
        .collect();
    table
}

/// The median in milliseconds.
fn median(mut times: Vec<Duration>) -> u128 {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default().as_millis()
}

/// Time this thread has spent on a processor, where the system tells it (Linux): on a busy machine the only fair clock.
fn on_processor() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

fn scene(out: &mut impl Write, title: &str, tables: &[ListTable; 3]) -> io::Result<()> {
    if std::env::args().nth(2).is_some_and(|wanted| !title.contains(&wanted)) {
        return Ok(());
    }
    let kinds = [ListKind::Household, ListKind::Registry, ListKind::InSchool];
    let lists: Vec<NamedList<'_>> =
        kinds.iter().zip(tables).map(|(kind, table)| NamedList { name: kind.text(), kind: *kind, table }).collect();
    let options = Options { window: Some(AgeWindow::for_school_year(2025)), ..Options::default() };
    let (mut wall, mut processor) = (Vec::new(), Vec::new());
    let mut comparison = compare(&lists, &options);
    for _ in 0..7 {
        let (start, before) = (Instant::now(), on_processor());
        let again = compare(&lists, &options);
        wall.push(start.elapsed());
        processor.extend(on_processor().zip(before).map(|(after, before)| after.saturating_sub(before)));
        comparison = again;
    }
    let rows: usize = tables.iter().map(ListTable::len).sum();
    let (wall, processor, results) = (median(wall), median(processor), comparison.results.len());
    writeln!(out, "{title}: {rows} rows, {results} results, median {wall} ms, on the processor {processor} ms")?;
    for (kind, count) in comparison.buckets() {
        let exact = comparison.results.iter().filter(|r| r.kind == kind && r.confidence == Confidence::Exact).count();
        writeln!(out, "  {:24} {count:7}  exact {exact}", kind.key())?;
    }
    Ok(())
}

fn main() -> io::Result<()> {
    let rows = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(100_000usize);
    let surnames: Vec<char> =
        "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
            .chars()
            .collect();
    let given: Vec<char> = ('一'..='龥').step_by(71).collect();
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let children: Vec<Child> = (0..rows + rows / 40).map(|_| child(&mut dice, &surnames, &given)).collect();
    let strangers: Vec<Child> = (0..rows + rows / 40).map(|_| child(&mut dice, &surnames, &given)).collect();

    let household = [Field::Name, Field::Sex, Field::Birth, Field::IdNumber, Field::HouseholdHead, Field::Village];
    let registry = [
        Field::Name,
        Field::IdNumber,
        Field::StudentNumber,
        Field::Sex,
        Field::Birth,
        Field::Guardian,
        Field::Phone,
        Field::Class,
    ];
    let school = [Field::Name, Field::IdNumber, Field::Phone, Field::Class];
    let by_hand = [Field::Name, Field::Birth, Field::Guardian, Field::Class];

    let mut out = io::stdout().lock();
    let a = list(&mut dice, &children, 98, Numbers::Whole, &household);
    let b = list(&mut dice, &children, 98, Numbers::SomeDamaged, &registry);
    let c = list(&mut dice, &children, 97, Numbers::SomeDamaged, &school);
    scene(&mut out, "nearly whole", &[a.clone(), b.clone(), c.clone()])?;
    let cut = list(&mut dice, &children, 98, Numbers::Cut, &registry);
    scene(&mut out, "registry cut to 15 digits", &[a.clone(), cut, c.clone()])?;
    let no_numbers = list(&mut dice, &children, 97, Numbers::None, &by_hand);
    scene(&mut out, "school list without numbers", &[a.clone(), b.clone(), no_numbers])?;
    let others = list(&mut dice, &strangers, 98, Numbers::Whole, &registry);
    scene(&mut out, "nobody in common", &[a, others, c])
}
