//! Paper: the forms that people sign, stamp and put into folders, as data.
//!
//! A form takes words and gives a [`Document`]; every word may be missing, and then the form is the blank copy that is filled
//! in by hand. What a document becomes is not its business: [`element`] is the tree a page builds and prints with
//! `public/css/document.css`, [`html()`] the same as text, [`rows`] the same flat, for a workbook.
//!
//! Forms that a county plan gives are called by their county and come out as printed there. All other wording and layout is
//! our own and marked 示例.
//!
//! ```
//! use print::form::home_visit::HomeVisit;
//! let filled = HomeVisit { county: "伊川县".into(), student: "王小满".into(), ..HomeVisit::default() };
//! let documents = vec![filled.document(), HomeVisit::default().document()];
//! let both = print::batch("家访记录表", documents);
//! assert_eq!(both.sheets.len(), 2);
//! assert!(print::html(&both).contains("伊川县中小学生家访记录表"));
//! ```

mod blank;
mod document;
pub mod form;
mod html;
mod image;
mod node;
mod table;

pub use blank::ticks;
pub use document::{
    Align, Block, By, Cell, Column, Document, Form, Level, Paper, PictureCell, Pictures, Setting, Sheet, Sign, Table,
    batch, copies,
};
pub use html::html;
pub use image::Image;
pub use node::{Element, Node, element};
pub use table::rows;
