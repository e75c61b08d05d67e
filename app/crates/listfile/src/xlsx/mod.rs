//! Office Open XML workbooks: the sheets' names and claims first, then one sheet.
//!
//! An own reader rather than a general one: a general reader allocates by the file's own claims (the number of shared
//! texts, the size of a sheet) and a mistaken claim then ends the program. The tests ask the `calamine` crate whether
//! it sees the same cells.

mod package;
mod sheet;
mod strings;
mod styles;
mod xml;

use std::collections::HashMap;

use crate::grid::GridBuilder;
use crate::limits;
use crate::not_a_list::{NotAList, Part};
use crate::progress::Pace;
use crate::sheet::{Claim, Reading};
use crate::stamp::Stamp;

use package::{Package, refusal};
use xml::{Fault, Token, push_unescaped};

pub(crate) use xml::{Scanner, Token as XmlToken, push_unescaped as push_xml_text};

/// An opened workbook.
pub(crate) struct Workbook<'a> {
    package: Package<'a>,
    sheets: Vec<Sheet>,
    from_1904: bool,
    folder: String,
    /// Read when the first sheet is.
    tables: Option<(strings::Strings, styles::Styles)>,
}

struct Sheet {
    path: String,
    claim: Claim,
}

impl<'a> Workbook<'a> {
    /// Opens a workbook and learns its sheets.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Workbook<'a>, NotAList> {
        let mut package = Package::open(bytes)?;
        let path = main_part(&mut package);
        let folder = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let file = path.rsplit_once('/').map_or(path.as_str(), |(_, file)| file);
        let targets = relationships(&mut package, &format!("{folder}_rels/{file}.rels"));
        let mut book = Workbook { package, sheets: Vec::new(), from_1904: false, folder, tables: None };
        book.read_sheet_names(&path, &targets)?;
        for index in 0..book.sheets.len() {
            let size = book
                .sheets
                .get(index)
                .and_then(|s| book.package.part(&s.path))
                .and_then(|mut part| sheet::claim(&mut part));
            if let Some(sheet) = book.sheets.get_mut(index) {
                sheet.claim.size = size;
            }
        }
        Ok(book)
    }

    /// What each sheet claims to be.
    pub(crate) fn claims(&self) -> Vec<Claim> {
        self.sheets.iter().map(|s| s.claim.clone()).collect()
    }

    /// What the workbook says of its origin, if this program wrote it.
    pub(crate) fn stamp(&mut self) -> Option<Stamp> {
        let mut part = self.package.part("docProps/custom.xml")?;
        let mut stamp = Stamp::default();
        let mut property = String::new();
        let mut value = String::new();
        loop {
            match part.next() {
                Token::Open(_) if part.name() == b"property" => {
                    property.clear();
                    value.clear();
                    push_unescaped(&mut property, part.attribute(b"name").unwrap_or(&[]));
                }
                Token::Text => push_unescaped(&mut value, part.text()),
                Token::Close if part.name() == b"property" => stamp.set(&property, std::mem::take(&mut value)),
                Token::End => break,
                _ => {}
            }
        }
        (stamp != Stamp::default()).then_some(stamp)
    }

    /// Whether serial dates count from 1904.
    pub(crate) fn counts_from_1904(&self) -> bool {
        self.from_1904
    }

    /// Reads a sheet, or its first rows.
    pub(crate) fn read(&mut self, index: usize, most: Option<u32>, pace: &mut Pace<'_>) -> Result<Reading, NotAList> {
        let count = self.sheets.len();
        let sheet = self.sheets.get(index).ok_or(NotAList::NoSuchSheet { index, count })?;
        let (rows, columns) = sheet.claim.size.unwrap_or((0, 0));
        limits::check_size(rows, columns)?;
        let path = sheet.path.clone();
        self.read_tables()?;
        let Some((strings, styles)) = &self.tables else { return Err(NotAList::Damaged { part: Part::Strings }) };
        let context = sheet::Context { strings, styles, from_1904: self.from_1904 };
        let mut part = self.package.part(&path).ok_or(NotAList::Damaged { part: Part::Sheet })?;
        let mut builder = GridBuilder::with_capacity(0);
        sheet::read(&mut part, &context, most, &mut builder, pace)?;
        let grid = builder.finish()?;
        // A sheet of which only the first rows are wanted is left in the middle.
        match part.fault().filter(|_| most.is_none()) {
            Some(Fault::TooLong) => Err(refusal(Fault::TooLong, Part::Sheet)),
            // What was read of a sheet that breaks off is kept, as long as there is any.
            Some(Fault::Cut) if grid.rows() == 0 => Err(NotAList::Damaged { part: Part::Sheet }),
            fault => Ok(Reading { grid, cut: fault.is_some() }),
        }
    }

    fn read_tables(&mut self) -> Result<(), NotAList> {
        if self.tables.is_some() {
            return Ok(());
        }
        let mut strings = strings::Strings::default();
        if let Some(mut part) = self.package.part(&format!("{}sharedStrings.xml", self.folder)) {
            strings = strings::Strings::read(&mut part);
            if let Some(fault) = part.fault() {
                return Err(refusal(fault, Part::Strings));
            }
        }
        let styles = self.package.part(&format!("{}styles.xml", self.folder));
        let styles = styles.map(|mut part| styles::Styles::read(&mut part)).unwrap_or_default();
        self.tables = Some((strings, styles));
        Ok(())
    }

    fn read_sheet_names(&mut self, path: &str, targets: &HashMap<String, Target>) -> Result<(), NotAList> {
        let damaged = NotAList::Damaged { part: Part::Workbook };
        let mut part = self.package.part(path).ok_or(damaged.clone())?;
        loop {
            match part.next() {
                Token::Open(_) => match part.name() {
                    b"workbookPr" => {
                        self.from_1904 |= matches!(part.attribute(b"date1904"), Some(b"1" | b"true"));
                    }
                    b"sheet" if self.sheets.len() < limits::SHEETS => {
                        let text = |name: &[u8]| {
                            let mut text = String::new();
                            push_unescaped(&mut text, part.attribute(name).unwrap_or(&[]));
                            text
                        };
                        let Some(target) = targets.get(&text(b"id")) else { continue };
                        if target.is_sheet {
                            let hidden = matches!(part.attribute(b"state"), Some(b"hidden" | b"veryHidden"));
                            let claim = Claim { name: text(b"name"), hidden, size: None };
                            self.sheets.push(Sheet { path: resolve(&self.folder, &target.path), claim });
                        }
                    }
                    _ => {}
                },
                Token::End => break,
                _ => {}
            }
        }
        if self.sheets.is_empty() { Err(damaged) } else { Ok(()) }
    }
}

struct Target {
    path: String,
    is_sheet: bool,
}

/// Where the workbook part is: named by the package, else at its usual place.
fn main_part(package: &mut Package<'_>) -> String {
    let usual = "xl/workbook.xml".to_owned();
    let Some(mut part) = package.part("_rels/.rels") else { return usual };
    loop {
        match part.next() {
            Token::Open(_) if part.attribute(b"Type").is_some_and(|t| t.ends_with(b"/officeDocument")) => {
                let mut target = String::new();
                push_unescaped(&mut target, part.attribute(b"Target").unwrap_or(&[]));
                return target.trim_start_matches('/').to_owned();
            }
            Token::End => return usual,
            _ => {}
        }
    }
}

fn relationships(package: &mut Package<'_>, path: &str) -> HashMap<String, Target> {
    let mut targets = HashMap::new();
    let Some(mut part) = package.part(path) else { return targets };
    loop {
        match part.next() {
            Token::Open(_) if part.name() == b"Relationship" => {
                let text = |name: &[u8]| {
                    let mut text = String::new();
                    push_unescaped(&mut text, part.attribute(name).unwrap_or(&[]));
                    text
                };
                let is_sheet = text(b"Type").ends_with("/worksheet");
                targets.insert(text(b"Id"), Target { path: text(b"Target"), is_sheet });
            }
            Token::End => return targets,
            _ => {}
        }
    }
}

/// A target relative to the workbook's folder, or absolute.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    match target.strip_prefix("../") {
        Some(up) => {
            let parent = folder.trim_end_matches('/').rsplit_once('/').map_or("", |(parent, _)| parent);
            if parent.is_empty() { up.to_owned() } else { format!("{parent}/{up}") }
        }
        None => format!("{folder}{target}"),
    }
}
