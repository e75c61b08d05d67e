//! A document as a tree of elements, with the class names of `public/css/document.css`.
//!
//! A page builds it node by node, so that the text of a child's record is set as text and never passes as markup. Widths of
//! columns and heights of cells are attributes, not styles: the page's Content-Security-Policy refuses styles that come
//! with the text.

use crate::blank;
use crate::document::{
    Align, Block, By, Cell, Document, Form, Level, Paper, PictureCell, Pictures, Setting, Sign, Table,
};
use crate::image::Image;

/// A cell as high as this is for a text, which begins at its top and may go on over the page.
const LONG_MM: u16 = 16;

/// A part of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Text that is only text.
    Text(String),
}

/// An element of HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// Its name.
    pub tag: &'static str,
    /// Its attributes; none is named twice.
    pub attributes: Vec<(&'static str, String)>,
    /// What is in it, in order.
    pub children: Vec<Node>,
}

impl Element {
    fn new(tag: &'static str, class: &str) -> Element {
        let bare = Element { tag, attributes: Vec::new(), children: Vec::new() };
        if class.is_empty() { bare } else { bare.with("class", class) }
    }

    fn with(mut self, name: &'static str, value: impl ToString) -> Element {
        self.attributes.push((name, value.to_string()));
        self
    }

    fn hold(mut self, children: impl IntoIterator<Item = Element>) -> Element {
        self.children.extend(children.into_iter().map(Node::Element));
        self
    }

    /// With text, a line of it being a line on paper.
    fn say(mut self, text: &str) -> Element {
        for (at, line) in text.lines().enumerate() {
            if at > 0 {
                self.children.push(Node::Element(Element::new("br", "")));
            }
            self.children.push(Node::Text(line.to_owned()));
        }
        self
    }
}

/// One `article`, a `section` for each sheet.
pub fn element(document: &Document) -> Element {
    let paper = match document.paper {
        Paper::A4 => "paper-a4",
        Paper::A4Landscape => "paper-a4-wide",
        Paper::A3Landscape => "paper-a3-wide",
    };
    let numbered = if document.numbered { " paper-numbered" } else { "" };
    let sheets = document.sheets.iter().map(|sheet| {
        let setting = match sheet.setting {
            Setting::Record => "paper-sheet paper-record",
            Setting::Letter => "paper-sheet paper-letter",
        };
        Element::new("section", setting).hold(sheet.blocks.iter().flat_map(of_block))
    });
    Element::new("article", &format!("paper {paper}{numbered}")).with("lang", "zh-CN").hold(sheets)
}

fn of_block(block: &Block) -> Vec<Element> {
    match block {
        Block::Heading(level, text) => {
            let (tag, class) = match level {
                Level::Cover => ("h1", "paper-cover"),
                Level::Title => ("h1", "paper-title"),
                Level::Section => ("h2", "paper-section"),
                Level::Entry => ("h3", "paper-entry"),
            };
            vec![Element::new(tag, class).say(text)]
        }
        Block::Lines(align, text) => text.lines().map(|line| Element::new("p", of_align(*align)).say(line)).collect(),
        Block::Form(form) => vec![of_form(form)],
        Block::Table(table) => vec![of_table(table)],
        Block::Sign(sign) => vec![of_sign(sign)],
        Block::Signatures(labels) => {
            let places = labels.iter().map(|label| Element::new("span", "").say(label));
            vec![Element::new("div", "paper-signatures").hold(places)]
        }
        Block::Pictures(pictures) => vec![of_pictures(pictures)],
        Block::Gap(mm) => (0..mm.div_ceil(5)).map(|_| Element::new("div", "paper-gap")).collect(),
    }
}

fn of_align(align: Align) -> &'static str {
    match align {
        Align::Left => "paper-left",
        Align::Paragraph => "paper-paragraph",
        Align::Centre => "paper-centre",
        Align::Right => "paper-right",
    }
}

/// Columns as shares of the width of the page.
fn of_columns(widths: &[u16]) -> Element {
    let all = f64::from(widths.iter().fold(0u16, |all, width| all.saturating_add(*width)).max(1));
    let share = |width: &u16| format!("{:.2}%", f64::from(*width) * 100.0 / all);
    Element::new("colgroup", "").hold(widths.iter().map(|width| Element::new("col", "").with("width", share(width))))
}

fn of_form(form: &Form) -> Element {
    let row = |row: &Vec<Cell>| {
        // What is long may go on over the page; what is signed or short may not.
        let long = row.iter().any(|cell| cell.tall_mm >= LONG_MM) && row.iter().all(|cell| cell.sign.is_none());
        Element::new("tr", if long { "paper-long" } else { "" }).hold(row.iter().map(of_cell))
    };
    let body = Element::new("tbody", "").hold(form.rows.iter().map(row));
    let class = if form.together { "paper-form paper-together" } else { "paper-form" };
    Element::new("table", class).hold([of_columns(&form.widths), body])
}

fn of_cell(cell: &Cell) -> Element {
    let mut element = Element::new(if cell.label { "th" } else { "td" }, of_align(cell.align));
    if cell.label {
        element = element.with("scope", "row");
    }
    if cell.span > 1 {
        element = element.with("colspan", cell.span);
    }
    if cell.rows > 1 {
        element = element.with("rowspan", cell.rows);
    }
    element = tall(element, cell.tall_mm);
    match &cell.sign {
        None => element.say(&cell.text),
        Some(sign) => {
            let text = Element::new("div", "").say(&cell.text);
            element.hold([Element::new("div", "paper-room").hold([text, of_sign(sign)])])
        }
    }
}

/// At least so high; 0 is a usual line. 96 pixels are 25.4 millimetres, on paper as well.
fn tall(element: Element, mm: u16) -> Element {
    if mm == 0 { element } else { element.with("height", (u32::from(mm) * 960).div_ceil(254)) }
}

fn of_sign(sign: &Sign) -> Element {
    let class = match sign.by {
        By::Hand => "paper-sign paper-hand",
        By::Seal => "paper-sign paper-seal",
    };
    let date = sign.date.as_deref().map(|date| Element::new("span", "paper-date").say(blank::day(date)));
    let drawn = sign.drawn.as_ref().map(|image| of_image(image, "paper-drawn"));
    let label = Element::new("span", "").say(&sign.label);
    Element::new("div", class).hold([label].into_iter().chain(drawn).chain(date))
}

/// A picture; the words beside it say what it shows.
fn of_image(image: &Image, class: &str) -> Element {
    Element::new("img", class).with("src", image.source()).with("alt", "")
}

fn of_pictures(pictures: &Pictures) -> Element {
    let one = |cell: &PictureCell| {
        let shown = match &cell.image {
            Some(image) => of_image(image, ""),
            None => Element::new("div", "paper-no-picture"),
        };
        Element::new("figure", "").hold([shown, Element::new("figcaption", "").say(&cell.caption)])
    };
    let class = if pictures.six { "paper-pictures paper-six" } else { "paper-pictures" };
    Element::new("div", class).hold(pictures.cells.iter().map(one))
}

fn of_table(table: &Table) -> Element {
    let widths: Vec<u16> = table.columns.iter().map(|column| column.width_mm).collect();
    let head = |text: &str| Element::new("th", "").with("scope", "col").say(text);
    let heads = Element::new("tr", "").hold(table.columns.iter().map(|column| head(&column.head)));
    let row = |row: &Vec<String>| {
        let align = |at: usize| table.columns.get(at).map(|column| column.align).unwrap_or_default();
        let cell =
            |(at, text): (usize, &String)| tall(Element::new("td", of_align(align(at))), table.tall_mm).say(text);
        let cells = row.iter().enumerate().map(cell);
        Element::new("tr", "").hold(cells)
    };
    Element::new("table", "paper-table").hold([
        of_columns(&widths),
        Element::new("thead", "").hold([heads]),
        Element::new("tbody", "").hold(table.rows.iter().map(row)),
    ])
}
