//! What a form is made of: sheets of blocks, ruled grids with merged cells, and places to sign and stamp.
//!
//! Only what the forms need. A measure in millimetres is a wish for paper: a grid always has the width of the page, and a
//! cell with more to say than its height grows.

use crate::image::Image;

/// The paper a document is printed on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Paper {
    /// Upright: letters, records, files.
    #[default]
    A4,
    /// Wide tables.
    A4Landscape,
    /// The widest.
    A3Landscape,
}

/// One thing to print.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// What it is called, as the name of a file.
    pub title: String,
    /// What it is printed on.
    pub paper: Paper,
    /// Whether pages say which they are: files and tables do, a notice does not.
    pub numbered: bool,
    /// Each begins a new page.
    pub sheets: Vec<Sheet>,
}

/// What begins on a new page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// How large its words are.
    pub setting: Setting,
    /// From top to bottom.
    pub blocks: Vec<Block>,
}

/// How large the words of a sheet are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Setting {
    /// 小四, as forms and files are filled in.
    #[default]
    Record,
    /// 三号, as an authority writes letters.
    Letter,
}

/// A part of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading; it never stands alone at the end of a page.
    Heading(Level, String),
    /// Paragraphs, one to a line of the text.
    Lines(Align, String),
    /// A ruled grid.
    Form(Form),
    /// A list with heads.
    Table(Table),
    /// Where a letter is signed or stamped, at the right.
    Sign(Sign),
    /// Places to sign in one line, each with what stands before it.
    Signatures(Vec<String>),
    /// Pictures side by side, with what each shows.
    Pictures(Pictures),
    /// Room, in millimetres.
    Gap(u16),
}

/// The level of a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The name on the cover of a file.
    Cover,
    /// The title of a document.
    Title,
    /// A section.
    Section,
    /// One record of several.
    Entry,
}

/// Where words stand between the margins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// From the left.
    #[default]
    Left,
    /// From the left, the first line two characters in.
    Paragraph,
    /// In the middle.
    Centre,
    /// At the right.
    Right,
}

/// A ruled grid with merged cells, as official forms have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// The columns, in millimetres.
    pub widths: Vec<u16>,
    /// The cells that begin in each row; those a taller or wider cell covers are not named again.
    pub rows: Vec<Vec<Cell>>,
    /// Whether it goes to the next page rather than be divided: for short ones.
    pub together: bool,
}

/// A cell of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What stands in it; lines stay lines.
    pub text: String,
    /// Whether the form says it, not the person who fills it in.
    pub label: bool,
    /// How many columns it covers.
    pub span: usize,
    /// How many rows it covers.
    pub rows: usize,
    /// How high it is at least, in millimetres; 0 is a usual line.
    pub tall_mm: u16,
    /// Where its words stand.
    pub align: Align,
    /// Where it is signed or stamped, at its foot.
    pub sign: Option<Sign>,
}

/// A place to sign or to stamp. What is printed there is what the person drew on the screen, or nothing: it is then made by
/// hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    /// Who: `家长(监护人)签字：`, `学校(公章)`.
    pub label: String,
    /// With what.
    pub by: By,
    /// The day; empty leaves room for it, `None` asks for none.
    pub date: Option<String>,
    /// What was drawn.
    pub drawn: Option<Image>,
}

/// With what a paper is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// By hand: room after the label.
    Hand,
    /// With a seal, which is pressed over label and date.
    Seal,
}

/// Pictures side by side, two in a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pictures {
    /// As many as a page takes.
    pub cells: Vec<PictureCell>,
    /// Three rows to a page instead of two.
    pub six: bool,
}

/// A picture and what it shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PictureCell {
    /// What it shows.
    pub caption: String,
    /// The picture; nothing leaves its place empty.
    pub image: Option<Image>,
}

/// A list with heads, which stand on every page it covers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, cell by cell.
    pub rows: Vec<Vec<String>>,
    /// How high a row is at least, in millimetres; 0 is a usual line.
    pub tall_mm: u16,
}

/// A column of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Its head.
    pub head: String,
    /// Its width in millimetres.
    pub width_mm: u16,
    /// Where its words stand.
    pub align: Align,
}

impl Document {
    /// A document on A4 without numbers of pages.
    pub fn new(title: impl Into<String>, sheets: Vec<Sheet>) -> Document {
        Document { title: title.into(), sheets, ..Document::default() }
    }
}

impl Sheet {
    /// A sheet of a record or a file.
    pub fn record(blocks: Vec<Block>) -> Sheet {
        Sheet { setting: Setting::Record, blocks }
    }

    /// A sheet of a letter.
    pub fn letter(blocks: Vec<Block>) -> Sheet {
        Sheet { setting: Setting::Letter, blocks }
    }
}

impl Block {
    /// The title of a document.
    pub fn title(text: impl Into<String>) -> Block {
        Block::Heading(Level::Title, text.into())
    }

    /// Paragraphs.
    pub fn lines(align: Align, text: impl Into<String>) -> Block {
        Block::Lines(align, text.into())
    }
}

impl Cell {
    /// What the form says.
    pub fn label(text: impl Into<String>) -> Cell {
        Cell { label: true, align: Align::Centre, ..Cell::value(text) }
    }

    /// What is filled in.
    pub fn value(text: impl Into<String>) -> Cell {
        Cell { text: text.into(), label: false, span: 1, rows: 1, tall_mm: 0, align: Align::Left, sign: None }
    }

    /// Over so many columns.
    #[must_use]
    pub fn span(self, span: usize) -> Cell {
        Cell { span, ..self }
    }

    /// Over so many rows.
    #[must_use]
    pub fn rows(self, rows: usize) -> Cell {
        Cell { rows, ..self }
    }

    /// At least so high.
    #[must_use]
    pub fn tall(self, tall_mm: u16) -> Cell {
        Cell { tall_mm, ..self }
    }

    /// With its words there.
    #[must_use]
    pub fn align(self, align: Align) -> Cell {
        Cell { align, ..self }
    }

    /// Signed or stamped at its foot.
    #[must_use]
    pub fn sign(self, sign: Sign) -> Cell {
        Cell { sign: Some(sign), ..self }
    }
}

impl Sign {
    /// By hand.
    pub fn hand(label: impl Into<String>, date: Option<&str>) -> Sign {
        Sign { label: label.into(), by: By::Hand, date: date.map(str::to_owned), drawn: None }
    }

    /// With a seal.
    pub fn seal(label: impl Into<String>, date: Option<&str>) -> Sign {
        Sign { label: label.into(), by: By::Seal, date: date.map(str::to_owned), drawn: None }
    }

    /// With what was drawn on the screen, if anything was.
    #[must_use]
    pub fn drawn(self, drawn: Option<Image>) -> Sign {
        Sign { drawn, ..self }
    }
}

impl Column {
    /// A column.
    pub fn new(head: impl Into<String>, width_mm: u16, align: Align) -> Column {
        Column { head: head.into(), width_mm, align }
    }
}

/// So many copies of a document, one after another: 打印 N 份.
pub fn copies(document: Document, count: usize) -> Document {
    let Document { title, paper, numbered, sheets } = document;
    let sheets = std::iter::repeat_n(sheets, count.max(1)).flatten().collect();
    Document { title, paper, numbered, sheets }
}

/// Many documents in one, each beginning on its own page. The paper is the widest of theirs, so that nothing is
/// cut off, and pages are numbered through if those of any are.
pub fn batch(title: impl Into<String>, documents: Vec<Document>) -> Document {
    let paper = documents.iter().map(|document| document.paper).max().unwrap_or_default();
    let numbered = documents.iter().any(|document| document.numbered);
    let sheets = documents.into_iter().flat_map(|document| document.sheets).collect();
    Document { title: title.into(), paper, numbered, sheets }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Every row of every form and table covers each of its columns once.
    pub(crate) fn check_grids(document: &Document) {
        for block in document.sheets.iter().flat_map(|sheet| &sheet.blocks) {
            match block {
                Block::Form(form) => {
                    let mut below = vec![0usize; form.widths.len()];
                    for row in &form.rows {
                        let covered = below.iter().filter(|rows| **rows > 0).count();
                        let begun: usize = row.iter().map(|cell| cell.span).sum();
                        assert_eq!(covered + begun, form.widths.len(), "{}: {row:?}", document.title);
                        let mut at = 0;
                        below.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
                        for cell in row {
                            below[at..at + cell.span].iter_mut().for_each(|rows| *rows = (*rows).max(cell.rows - 1));
                            at += cell.span;
                        }
                    }
                }
                Block::Table(table) => {
                    assert!(table.rows.iter().all(|row| row.len() == table.columns.len()), "{}", document.title);
                }
                _ => {}
            }
        }
    }

    #[test]
    fn a_batch_keeps_every_sheet_and_cuts_nothing_off() {
        let sheet = |text: &str| Sheet::record(vec![Block::title(text)]);
        let wide = Document { paper: Paper::A4Landscape, ..Document::new("宽", vec![sheet("三")]) };
        let both = batch("全部", vec![Document::new("信", vec![sheet("一"), sheet("二")]), wide]);
        assert_eq!(both.sheets, ["一", "二", "三"].map(sheet));
        assert_eq!((both.paper, both.numbered), (Paper::A4Landscape, false));
        assert_eq!(batch("无", Vec::new()).sheets, []);
        let one = Document::new("信", vec![sheet("一"), sheet("二")]);
        assert_eq!(copies(one.clone(), 2).sheets, ["一", "二", "一", "二"].map(sheet));
        assert_eq!(copies(one.clone(), 0), one);
    }
}
