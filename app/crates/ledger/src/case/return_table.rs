//! 劝返对象统计表 (伊川县 2019, 附件1): by unit, the children still to be brought back from last year, and those found this
//! year on the ministry's list of suspected dropouts.
//!
//! A blank cell means none and stays blank: nobody wrote a nought there.

/// A unit of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnRow {
    /// 单位.
    pub unit: String,
    /// Found last year and not yet back; `None` is printed blank.
    pub carried_over: Option<u32>,
    /// Found this year on the ministry's list and not yet back; `None` is printed blank.
    pub new: Option<u32>,
}

impl ReturnRow {
    /// Both; `None` where both are blank.
    pub fn total(&self) -> Option<u32> {
        sum([self.carried_over, self.new])
    }
}

/// The table of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnTable {
    /// The year in which they are to be brought back.
    pub year: u16,
    /// Units, in the county's order.
    pub rows: Vec<ReturnRow>,
}

impl ReturnTable {
    /// The title, in the county's words.
    pub fn title(&self) -> String {
        format!("{}年需劝返非建档立卡学生辍学人数统计表", self.year)
    }

    /// The heads of the columns, in the county's words.
    pub fn heads(&self) -> [String; 5] {
        let (last, year) = (self.year.saturating_sub(1), self.year);
        [
            "序号".to_owned(),
            "单位".to_owned(),
            format!("{last}年排查还没有劝返的辍学人数"),
            format!("{year}年从教育部下发的疑似失学儿童名单中排查还没有劝返的辍学人数"),
            "合计".to_owned(),
        ]
    }

    /// Last year's, this year's, and both.
    pub fn totals(&self) -> [Option<u32>; 3] {
        let column = |of: fn(&ReturnRow) -> Option<u32>| sum(self.rows.iter().map(of));
        [column(|row| row.carried_over), column(|row| row.new), column(ReturnRow::total)]
    }

    /// Every line below the heads as it is printed, the last one 合计.
    pub fn lines(&self) -> Vec<[String; 5]> {
        let shown = |number: Option<u32>| number.map_or(String::new(), |number| number.to_string());
        let row = |(at, row): (usize, &ReturnRow)| {
            let numbers = [row.carried_over, row.new, row.total()].map(shown);
            let [carried_over, new, total] = numbers;
            [(at + 1).to_string(), row.unit.clone(), carried_over, new, total]
        };
        let [carried_over, new, total] = self.totals().map(shown);
        let last = ["合计".to_owned(), String::new(), carried_over, new, total];
        self.rows.iter().enumerate().map(row).chain([last]).collect()
    }
}

/// The sum of what is written; `None` if nothing is.
fn sum(numbers: impl IntoIterator<Item = Option<u32>>) -> Option<u32> {
    numbers.into_iter().flatten().reduce(u32::saturating_add)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the county printed it, with a tab between columns.
    const PRINTED: &str = "\
序号\t单位\t2018年排查还没有劝返的辍学人数\t2019年从教育部下发的疑似失学儿童名单中排查还没有劝返的辍学人数\t合计
1\t城关\t3\t2\t5
2\t河滨\t16\t2\t18
3\t鸦岭\t75\t6\t81
4\t高山\t63\t2\t65
5\t平等\t30\t\t30
6\t鸣皋\t71\t2\t73
7\t酒后\t43\t\t43
8\t葛寨\t20\t\t20
9\t白元\t100\t\t100
10\t水寨\t19\t3\t22
11\t白沙\t47\t2\t49
12\t半坡\t9\t1\t10
13\t江左\t49\t1\t50
14\t吕店\t60\t\t60
15\t彭婆\t92\t\t92
合计\t\t697\t21\t718
";

    /// Units and their two numbers alone: everything else is to come out of them.
    fn county() -> ReturnTable {
        let units = [
            ("城关", 3, Some(2)),
            ("河滨", 16, Some(2)),
            ("鸦岭", 75, Some(6)),
            ("高山", 63, Some(2)),
            ("平等", 30, None),
            ("鸣皋", 71, Some(2)),
            ("酒后", 43, None),
            ("葛寨", 20, None),
            ("白元", 100, None),
            ("水寨", 19, Some(3)),
            ("白沙", 47, Some(2)),
            ("半坡", 9, Some(1)),
            ("江左", 49, Some(1)),
            ("吕店", 60, None),
            ("彭婆", 92, None),
        ];
        let row = |(unit, carried_over, new): (&str, u32, Option<u32>)| ReturnRow {
            unit: unit.to_owned(),
            carried_over: Some(carried_over),
            new,
        };
        ReturnTable { year: 2019, rows: units.map(row).to_vec() }
    }

    #[test]
    fn the_table_comes_out_as_the_county_printed_it() {
        let table = county();
        assert_eq!(table.title(), "2019年需劝返非建档立卡学生辍学人数统计表");
        let printed: String =
            std::iter::once(table.heads()).chain(table.lines()).map(|line| line.join("\t") + "\n").collect();
        assert_eq!(printed, PRINTED);
        assert_eq!((table.rows.len(), table.totals()), (15, [Some(697), Some(21), Some(718)]));
    }

    #[test]
    fn what_nobody_wrote_stays_blank() {
        let row = |carried_over, new| ReturnRow { unit: "城关".to_owned(), carried_over, new };
        let table = |rows| ReturnTable { year: 2026, rows };
        assert_eq!(table(vec![row(None, None)]).lines()[0], ["1", "城关", "", "", ""]);
        assert_eq!(table(vec![row(Some(0), None)]).lines()[0], ["1", "城关", "0", "", "0"]);
        assert_eq!(table(Vec::new()).totals(), [None; 3]);
    }
}
