//! A document as the tree that crosses to the page.

use print::{Document, Element, Node};

use crate::message::paper::{PaperElement, PaperNode};

pub(super) fn of(document: &Document) -> PaperElement {
    element(print::element(document))
}

fn element(element: Element) -> PaperElement {
    let owned = |(name, value): (&str, String)| (name.to_owned(), value);
    PaperElement {
        tag: element.tag.to_owned(),
        attributes: element.attributes.into_iter().map(owned).collect(),
        children: element.children.into_iter().map(node).collect(),
    }
}

fn node(node: Node) -> PaperNode {
    match node {
        Node::Element(inner) => PaperNode::Element(element(inner)),
        Node::Text(text) => PaperNode::Text(text),
    }
}
