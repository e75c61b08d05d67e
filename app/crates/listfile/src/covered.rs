//! Cells covered by a merged block: a village, school or household head written once over the rows it holds for.
//!
//! A person sees the text beside every one of these rows, so it is read for every one. A name or a number that
//! identifies a child is never spread over several rows.

use ledger::field::Field;

use crate::grid::Grid;

/// The merged blocks of one column, from the top.
pub(crate) struct Covered {
    /// First and last row of each block, in order.
    blocks: Vec<(u32, u32)>,
    column: u32,
    at: usize,
}

impl Covered {
    /// The blocks of a column that lie below the header and in this column alone.
    pub(crate) fn new(grid: &Grid, column: u16, field: Field, first_row: u32) -> Covered {
        let column = u32::from(column);
        let identifies = matches!(
            field,
            Field::Name | Field::IdNumber | Field::StudentNumber | Field::DisabilityCard | Field::SeatNumber
        );
        let mut blocks = Vec::new();
        if !identifies {
            let own = grid.merges.iter().filter(|m| m.left == column && m.right == column);
            blocks.extend(own.filter(|m| m.top >= first_row && m.bottom > m.top).map(|m| (m.top, m.bottom)));
            blocks.sort_unstable();
        }
        Covered { blocks, column, at: 0 }
    }

    /// The row whose cell shows beside this row. Rows are asked for from the top down.
    pub(crate) fn source(&mut self, grid: &Grid, row: u32) -> u32 {
        while self.blocks.get(self.at).is_some_and(|(_, bottom)| *bottom < row) {
            self.at += 1;
        }
        match self.blocks.get(self.at) {
            Some(&(top, _)) if top < row && grid.text(row, self.column).is_empty() => top,
            _ => row,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::progress::Continue;
    use crate::{ReadOptions, read};
    use ledger::field::Field;

    #[test]
    fn a_village_merged_over_its_children_is_read_for_each() {
        let page = "<table><tr><td>村</td><td>姓名</td><td>身份证号</td></tr>\
            <tr><td rowspan=3>石坝村</td><td>张三峰</td><td>990526201208310018</td></tr>\
            <tr><td rowspan=2>欧阳娜</td><td>990526201209010025</td></tr><tr><td>99052620130708006X</td></tr>\
            <tr><td>大坪村</td><td>李明</td><td>990422201508310035</td></tr></table>";
        let list = read(page.as_bytes(), &ReadOptions::default(), &mut |_| Continue::Yes).unwrap();
        let column = |field| (0..4).map(|row| list.table.cell(field, row)).collect::<Vec<_>>();
        assert_eq!(column(Field::Village), ["石坝村", "石坝村", "石坝村", "大坪村"]);
        assert_eq!(column(Field::Name), ["张三峰", "欧阳娜", "", "李明"]);
    }
}
