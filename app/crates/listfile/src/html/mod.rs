//! HTML tables, usually named `.xls`: what web systems call "export to Excel". Nothing is executed or fetched.
//!
//! Such pages are rarely well formed: cells are not closed, attributes not quoted. Every table that is not inside
//! another one is a sheet; a table inside a cell is that cell's text.

mod entities;
mod table;
mod tokens;

use crate::grid::Grid;
use crate::not_a_list::NotAList;
use crate::progress::Pace;
use crate::sheet::Claim;

use table::Tables;
use tokens::{Token, Tokens};

/// Reads all tables of a page.
pub(crate) fn read(text: &str, pace: &mut Pace<'_>) -> Result<Vec<(Claim, Grid)>, NotAList> {
    let mut tables = Tables::default();
    for token in Tokens::new(text) {
        match token {
            Token::Text(text) => tables.text(text),
            Token::Open { name, attributes } => tables.open(&name, attributes, pace)?,
            Token::Close { name } => tables.close(&name)?,
        }
    }
    tables.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::{CellKind, Merge};
    use crate::progress::Continue;

    fn tables(html: &str) -> Vec<(Claim, Grid)> {
        let mut go = |_| Continue::Yes;
        read(html, &mut Pace::new(&mut go)).unwrap()
    }

    fn check(html: &str, expected: &[&[&str]]) {
        let tables = tables(html);
        let grid = &tables[0].1;
        let rows: Vec<Vec<&str>> = (0..grid.rows()).map(|r| grid.row(r).collect()).collect();
        assert_eq!(rows, expected, "{html}");
    }

    #[test]
    fn cells_are_found_however_badly_they_are_closed() {
        check(
            "<table><tr><th>姓名</th><th>性别</th></tr><tr><td>张三</td><td>男</td></tr></table>",
            &[&["姓名", "性别"], &["张三", "男"]],
        );
        check(
            "<TABLE border=0><TR><TD nowrap class=x>姓名<TD>性别<TR><TD>张三<TD>男",
            &[&["姓名", "性别"], &["张三", "男"]],
        );
        check("<table><td>a<td>b<tr><td>c</table>", &[&["a", "b"], &["c"]]);
        check("<table><tr><td title='a>b'>x</td><td>1 < 2 & 3</td></tr></table>", &[&["x", "1 < 2 & 3"]]);
    }

    #[test]
    fn text_loses_its_dress_and_keeps_its_lines() {
        check(
            "<table><tr><td> <b>联系</b>\r\n  <font>电话</font> </td><td>一组<br>二号<p>三室</p></td><td>&nbsp;a&#20320;&#x597D;&middot;&lt;&bogus;</td></tr></table>",
            &[&["联系 电话", "一组\n二号\n三室", "\u{A0}a你好·<&bogus;"]],
        );
        check(
            "<style>td{a:'<table>'}</style><script>if(a<b)document.write('<table><tr><td>no')</script><table><tr><!-- <td>no</td> --><td>yes</table>",
            &[&["yes"]],
        );
        check(
            "<table><tr><td>外<table><tr><td>内一</td><td>内二</td></tr></table></td><td>b</td></tr></table>",
            &[&["外 内一 内二", "b"]],
        );
    }

    #[test]
    fn spans_push_the_following_cells() {
        let html = "<table><tr><td rowspan=2>姓名</td><td colspan=\"2\">联系方式</td></tr><tr><td>电话</td><td>地址</td></tr></table>";
        check(html, &[&["姓名", "联系方式"], &["", "电话", "地址"]]);
        assert_eq!(
            tables(html)[0].1.merges,
            [Merge { top: 0, bottom: 1, left: 0, right: 0 }, Merge { top: 0, bottom: 0, left: 1, right: 2 },]
        );
        check("<table><tr><td colspan=99999999999>a</td><td rowspan=-1>b</td></tr></table>", &[&["a", "b"]]);
    }

    #[test]
    fn a_number_keeps_its_mark_and_its_digits() {
        let html = "<table><tr><td x:num=\"990526201208310016\">9.90526E+17</td><td x:num>7</td><td x:num=\"41152\">2012-8-31</td>\
                    <td style='mso-number-format:\"\\@\"'>990526201208310018</td><td x:str>'007</td></tr></table>";
        check(html, &[&["990526201208310016", "7", "2012-8-31", "990526201208310018", "007"]]);
        let grid = &tables(html)[0].1;
        let kinds: Vec<CellKind> = (0..5).map(|c| grid.kind(0, c)).collect();
        assert_eq!(kinds, [CellKind::Number, CellKind::Number, CellKind::Text, CellKind::Text, CellKind::Text]);
    }

    #[test]
    fn every_outer_table_is_a_sheet() {
        let tables = tables(
            "<p>x</p><table><caption>名册 一</caption><tr><td>1</table>text<table><tr><td>2</td></tr></table><table></table>",
        );
        let names: Vec<(&str, &str)> = tables.iter().map(|(c, g)| (c.name.as_str(), g.text(0, 0))).collect();
        assert_eq!(names, [("名册 一", "1"), ("", "2")]);
    }
}
