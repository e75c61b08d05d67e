//! A document as HTML text: one file that any browser prints with `public/css/document.css`. Every word is escaped,
//! whoever wrote it.

use crate::document::Document;
use crate::node::{Element, Node, element};

/// The `article` of a document.
pub fn html(document: &Document) -> String {
    let mut out = String::new();
    write(&mut out, &element(document));
    out
}

fn write(out: &mut String, element: &Element) {
    out.push('<');
    out.push_str(element.tag);
    for (name, value) in &element.attributes {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        escape(out, value);
        out.push('"');
    }
    out.push('>');
    if matches!(element.tag, "br" | "col" | "img") {
        return;
    }
    for child in &element.children {
        match child {
            Node::Element(element) => write(out, element),
            Node::Text(text) => escape(out, text),
        }
    }
    out.push_str("</");
    out.push_str(element.tag);
    out.push('>');
}

fn escape(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // What no parser keeps.
            '\0' | '\r' | '\u{c}' => out.push(' '),
            _ => out.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Image;
    use crate::document::{Align, Block, Cell, Column, Form, PictureCell, Pictures, Sheet, Sign, Table};

    /// A document that says one thing in every place there is.
    fn everywhere(text: &str) -> Document {
        let image = || Some(Image { media_type: "image/png", bytes: vec![1, 2, 3] });
        let sign = || Sign::hand(text, Some(text)).drawn(image());
        let cell = PictureCell { caption: text.to_owned(), image: image() };
        let rows =
            vec![vec![Cell::label(text).rows(2), Cell::value(text).tall(20)], vec![Cell::value(text).sign(sign())]];
        let blocks = vec![
            Block::title(text),
            Block::lines(Align::Paragraph, text),
            Block::Form(Form { widths: vec![20, 40], rows, together: true }),
            Block::Table(Table {
                columns: vec![Column::new(text, 20, Align::Centre)],
                rows: vec![vec![text.to_owned()]],
                tall_mm: 0,
            }),
            Block::Sign(sign()),
            Block::Signatures(vec![text.to_owned()]),
            Block::Pictures(Pictures { cells: vec![cell], six: true }),
        ];
        Document::new(text, vec![Sheet::record(blocks)])
    }

    /// The tags of a page, and the words between them as a browser would read them.
    fn read(html: &str) -> (Vec<String>, Vec<String>) {
        let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
        let mut parts = html.split('<');
        assert_eq!(parts.next(), Some(""));
        let part = |part: &str| {
            let (tag, words) = part.split_once('>').expect("a tag ends");
            let words = entities.iter().fold(words.to_owned(), |words, (entity, is)| words.replace(entity, is));
            (tag.to_owned(), words)
        };
        parts.map(part).unzip()
    }

    #[test]
    fn words_are_words() {
        let shown = html(&everywhere("<script>\"'&amp;</td>"));
        assert!(!shown.contains("<script>") && shown.contains("&lt;script&gt;&quot;&#39;&amp;amp;&lt;/td&gt;"));
        assert!(html(&everywhere("一\n二")).contains(">一<br>二</td>"));
        assert!(html(&everywhere("一\r\n二")).contains("<p class=\"paper-paragraph\">一</p>"));
    }

    #[test]
    fn heads_and_labels_say_what_they_head() {
        let shown = html(&everywhere("字"));
        assert!(shown.contains("<thead><tr><th scope=\"col\">字</th></tr></thead>"));
        assert!(shown.contains("<th class=\"paper-centre\" scope=\"row\" rowspan=\"2\">字</th>"));
        assert!(shown.contains("<col width=\"33.33%\"><col width=\"66.67%\">") && shown.contains("height=\"76\""));
        assert!(!shown.contains("style="), "the page's policy refuses it");
        assert!(
            shown.contains(
                "<figure><img src=\"data:image/png;base64,AQID\" alt=\"\"><figcaption>字</figcaption></figure>"
            )
        );
        assert!(shown.contains("<span>字</span><img class=\"paper-drawn\" src=\"data:image/png;base64,AQID\""));
    }

    proptest! {
        #[test]
        fn nothing_breaks_out_of_its_cell(text in "[a-z<>&\"'/=;#! 王\\-]{1,24}") {
            let plain = "字".repeat(text.chars().count());
            let (tags, words) = read(&html(&everywhere(&text)));
            prop_assert_eq!(&tags, &read(&html(&everywhere(&plain))).0);
            prop_assert_eq!(words.iter().filter(|words| **words == text).count(), 13);
        }

        #[test]
        fn any_text_at_all_leaves_the_page_whole(text in any::<String>()) {
            let (tags, _) = read(&html(&everywhere(&text)));
            let mut open = Vec::new();
            for tag in &tags {
                match (tag.strip_prefix('/'), tag.split(' ').next()) {
                    (Some(closed), _) => prop_assert_eq!(open.pop(), Some(closed)),
                    (None, Some("br" | "col" | "img")) | (None, None) => {}
                    (None, Some(begun)) => open.push(begun),
                }
            }
            prop_assert!(open.is_empty());
        }
    }
}
