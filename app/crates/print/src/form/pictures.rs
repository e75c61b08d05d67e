//! 照片页: four or six pictures to a page, each with what it shows. Layout 示例.

use crate::document::{Block, Document, PictureCell, Pictures, Sheet};

/// The pages of the pictures that belong to something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PicturePages {
    /// What they belong to, over the first page.
    pub title: String,
    /// The pictures, in order.
    pub pictures: Vec<PictureCell>,
    /// Six to a page instead of four.
    pub six: bool,
}

impl PicturePages {
    /// The pages as sheets of another document.
    pub fn sheets(&self) -> Vec<Sheet> {
        let each = if self.six { 6 } else { 4 };
        let page = |(at, cells): (usize, &[PictureCell])| {
            let title = (at == 0).then(|| Block::title(&self.title));
            let pictures = Block::Pictures(Pictures { cells: cells.to_vec(), six: self.six });
            Sheet::record(title.into_iter().chain([pictures]).collect())
        };
        self.pictures.chunks(each).enumerate().map(page).collect()
    }

    /// The pages by themselves.
    pub fn document(&self) -> Document {
        Document { numbered: true, ..Document::new(&self.title, self.sheets()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_picture_has_its_place_and_its_words() {
        let check = |count: usize, six, pages: &[usize]| {
            let pictures = (0..count).map(|at| PictureCell { caption: at.to_string(), image: None }).collect();
            let document = PicturePages { title: "送教照片".to_owned(), pictures, six }.document();
            let on = |sheet: &Sheet| match sheet.blocks.last() {
                Some(Block::Pictures(pictures)) => pictures.cells.len(),
                _ => 0,
            };
            assert_eq!(document.sheets.iter().map(on).collect::<Vec<_>>(), pages);
            let titles = document.sheets.iter().filter(|sheet| sheet.blocks.len() == 2).count();
            assert_eq!(titles, usize::from(count > 0));
        };
        check(0, false, &[]);
        check(4, false, &[4]);
        check(5, false, &[4, 1]);
        check(5, true, &[5]);
        check(13, true, &[6, 6, 1]);
    }
}
