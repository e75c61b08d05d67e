//! 劝返对象统计表 (伊川县 2019, 附件1) on paper: the county's title, heads and order; a blank cell stays blank.

use ledger::case::ReturnTable;

use crate::document::{Align, Block, Column, Document, Sheet, Table};

/// The table, as which attachment it is sent: `附件1`, or nothing.
pub fn document(table: &ReturnTable, attachment: &str) -> Document {
    let title = table.title();
    let widths = [16, 32, 42, 54, 24];
    let columns = table.heads().into_iter().zip(widths).map(|(head, width)| Column::new(head, width, Align::Centre));
    let rows = table.lines().into_iter().map(Vec::from).collect();
    let blocks = vec![
        Block::lines(Align::Left, attachment),
        Block::title(&title),
        Block::Table(Table { columns: columns.collect(), rows, tall_mm: 11 }),
    ];
    Document { numbered: true, ..Document::new(title, vec![Sheet::record(blocks)]) }
}

#[cfg(test)]
mod tests {
    use ledger::case::ReturnRow;

    use super::*;
    use crate::document::tests::check_grids;

    /// Units, last year's and this year's, as the county printed them.
    const COUNTY: &str = "城关 3 2,河滨 16 2,鸦岭 75 6,高山 63 2,平等 30,鸣皋 71 2,酒后 43,葛寨 20,白元 100,水寨 19 3,\
                          白沙 47 2,半坡 9 1,江左 49 1,吕店 60,彭婆 92";

    fn county() -> ReturnTable {
        let row = |line: &str| {
            let mut parts = line.split(' ');
            let unit = parts.next().expect("a unit").to_owned();
            let mut number = || parts.next().map(|number| number.parse().expect("a number"));
            ReturnRow { unit, carried_over: number(), new: number() }
        };
        ReturnTable { year: 2019, rows: COUNTY.split(',').map(row).collect() }
    }

    #[test]
    fn the_table_comes_out_as_the_county_printed_it() {
        let document = document(&county(), "附件1");
        check_grids(&document);
        let rows: Vec<String> = crate::rows(&document).iter().map(|row| row.join("|")).collect();
        assert_eq!(
            rows[..4],
            [
                "附件1",
                "2019年需劝返非建档立卡学生辍学人数统计表",
                "序号|单位|2018年排查还没有劝返的辍学人数|2019年从教育部下发的疑似失学儿童名单中排查还没有劝返的辍学人数|合计",
                "1|城关|3|2|5",
            ]
        );
        assert_eq!((rows.len(), rows[7].as_str()), (19, "5|平等|30||30"));
        assert_eq!(rows[18], "合计||697|21|718");
    }

    #[test]
    fn a_copy_to_fill_in_has_units_and_no_numbers() {
        let mut blank = county();
        blank.rows.iter_mut().for_each(|row| (row.carried_over, row.new) = (None, None));
        let rows = crate::rows(&document(&blank, ""));
        assert_eq!((rows[2].join("|"), rows[16].join("|")), ("1|城关|||".to_owned(), "15|彭婆|||".to_owned()));
        assert_eq!(rows[17].join("|"), "合计||||");
    }
}
