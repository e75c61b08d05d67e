//! How long reading takes: `cargo run --profile tool -p listfile --example speed`.
//!
//! Lists of 20 columns in GB18030, made up on the spot. Each line is `metric wall cpu`: medians of several runs in
//! milliseconds, by the clock and by what this thread had of a processor (the same on a machine with nothing else to do).

#![allow(clippy::print_stdout, reason = "an example prints its result")]

use std::time::Instant;

use listfile::progress::Continue;
use listfile::{ReadOptions, read};

const HEADERS: &str = "序号,姓名,性别,出生日期,民族,身份证件类型,身份证件号,学籍号,学校,年级,班级,入学年月,就读方式,户籍村,村组,家庭地址,监护人,联系电话,是否留守儿童,备注";

fn main() {
    for rows in [20_000, 100_000] {
        let text = list(rows);
        let (bytes, _, _) = encoding_rs::GB18030.encode(&text);
        let runs: Vec<(f64, f64)> = (0..9).map(|_| time(&bytes)).collect();
        let wall = median(runs.iter().map(|r| r.0));
        let cpu = median(runs.iter().map(|r| r.1));
        println!("read_gb18030_csv_{rows}_rows_{}_kb {wall:.1} {cpu:.1}", bytes.len() / 1000);
    }
}

fn median(times: impl Iterator<Item = f64>) -> f64 {
    let mut times: Vec<f64> = times.collect();
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn time(bytes: &[u8]) -> (f64, f64) {
    let (start, cpu) = (Instant::now(), cpu_ms());
    let list = read(bytes, &ReadOptions::default(), &mut |_| Continue::Yes);
    let took = (start.elapsed().as_secs_f64() * 1000.0, cpu_ms() - cpu);
    let rows = list.map(|l| l.table.len()).unwrap_or_default();
    assert!(rows > 0);
    took
}

/// Processor time of this thread, where the system tells it.
fn cpu_ms() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    stat.split(' ').next().and_then(|ns| ns.parse::<f64>().ok()).unwrap_or(0.0) / 1e6
}

/// A fictional list; identity numbers with an area that does not exist.
fn list(rows: usize) -> String {
    let mut text = format!("{HEADERS}\r\n");
    for i in 0..rows {
        let (year, month, day) = (2010 + i % 9, 1 + i / 9 % 12, 1 + i / 108 % 28);
        let id = with_check(&format!("990526{year}{month:02}{day:02}{:03}", i % 1000));
        let sex = if i % 2 == 1 { "男" } else { "女" };
        let name: String =
            ["王李张刘陈杨赵黄", "春夏秋冬东南西北金木水火土", "伟芳娜敏静磊洋艳勇军杰娟涛明超霞平刚桂英"]
                .iter()
                .enumerate()
                .filter_map(|(n, set)| set.chars().nth(i / (n * 7 + 1) % set.chars().count()))
                .collect();
        text += &format!(
            "{i},{name},{sex},{year}{month:02}{day:02},汉族,居民身份证,{id},G{id},联合乡中心小学,{}年级,{}班,{}09,走读,石坝村,{}组,联合乡石坝村{}组{}号,李{name},138{:08},非留守儿童,\r\n",
            ["一", "二", "三", "四", "五", "六"][i % 6],
            1 + i % 4,
            year + 6,
            1 + i % 9,
            1 + i % 9,
            i % 300,
            i % 100_000_000,
        );
    }
    text
}

fn with_check(digits: &str) -> String {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.bytes().zip(weights).map(|(d, w)| u32::from(d - b'0') * w).sum();
    let check = b"10X98765432"[sum as usize % 11] as char;
    format!("{digits}{check}")
}
