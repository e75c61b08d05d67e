//! Fields of attachments (附件).

columns! {
    /// Fields of [`Table::Attachment`](super::Table::Attachment).
    attachment {
        OWNER_KIND = 1, "The key of the [`OwnerKind`](crate::attachment::OwnerKind).";
        OWNER = 2, "The row it belongs to.";
        KIND = 3, "The key of the [`AttachmentKind`](crate::attachment::AttachmentKind).";
        CAPTION = 4, "What it shows (说明).";
        ADDED = 5, "When it was added, by the device's clock, in milliseconds.";
        POSITION = 6, "Its position among those of its owner.";
        SIZE = 7, "Bytes.";
        WIDTH = 8, "Pixels from left to right.";
        HEIGHT = 9, "Pixels from top to bottom.";
        BLOB = 10, "The picture: a blob reference.";
        HASH = 11, "BLAKE3 of the picture, in letters.";
        SMALL = 12, "The small picture of lists: a blob reference.";
        PLACE = 13, "Where it was taken, if the school keeps that: a [`Place`](crate::attachment::Place).";
        REMOVED = 14, "Why it was removed; empty while it counts.";
        SEAL = 15, "How the picture travels between the devices of a shared ledger: a [`BlobSeal`](sync::blob::BlobSeal).";
        SMALL_SEAL = 16, "The same of the small picture.";
    }
}
