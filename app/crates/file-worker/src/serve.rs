//! One order after another: read the file sent along or the kept one, write a sheet, give back failing rows.

use desk::message::file::{FileAnswer, FileRequest, ReadChoice};
use futures_util::StreamExt;
use listfile::not_a_list::NotAList;
use listfile::progress::{Continue, Progress, Stage};
use listfile::{MappingSpec, ReadList, ReadOptions};
use port::{Parcel, Port};

use crate::{view, write};

/// What the worker keeps between orders.
#[derive(Default)]
struct Kept {
    bytes: Vec<u8>,
    list: Option<ReadList>,
}

/// Serves orders until the worker is terminated.
pub(crate) async fn run() {
    let (port, mut orders) = Port::open();
    let mut kept = Kept::default();
    while let Some(parcel) = orders.next().await {
        let (answer, payload) = serve(&port, &mut kept, parcel);
        port.send(&answer, payload.as_deref());
    }
}

fn serve(port: &Port, kept: &mut Kept, mut parcel: Parcel) -> (FileAnswer, Option<Vec<u8>>) {
    match parcel.read() {
        Some(FileRequest::Read(choice)) => {
            if let Some(bytes) = parcel.payload.take() {
                *kept = Kept { bytes, list: None };
            }
            read(port, kept, choice)
        }
        Some(FileRequest::Failing { rows }) => match &kept.list {
            Some(list) => write::failing(list, &rows),
            None => (refusal("no_file", ""), None),
        },
        Some(FileRequest::Grid) => match &kept.list {
            Some(list) => view::grid(list),
            None => (refusal("no_file", ""), None),
        },
        Some(FileRequest::Columns) => match &kept.list {
            // As below.
            Some(list) => (FileAnswer::Columns, postcard::to_allocvec(&list.whole_columns()).ok()),
            None => (refusal("no_file", ""), None),
        },
        Some(FileRequest::Write { sheet, format }) => write::sheet(&sheet, format),
        None => (refusal("protocol", ""), None),
    }
}

fn read(port: &Port, kept: &mut Kept, choice: ReadChoice) -> (FileAnswer, Option<Vec<u8>>) {
    let options = ReadOptions {
        kind: choice.kind,
        sheet: choice.sheet.map(|s| s as usize),
        header_row: choice.header_row,
        mapping: choice.mapping,
        remembered: choice.remembered.as_deref().and_then(MappingSpec::from_text),
        encoding: choice.encoding.as_deref().and_then(listfile::format::Encoding::from_key),
        pasted: choice.pasted,
    };
    let mut report = |progress: Progress| {
        port.send(&told(progress), None);
        Continue::Yes
    };
    match listfile::read(&kept.bytes, &options, &mut report) {
        Ok(list) => {
            let view = view::of(&list);
            // Encoding into a growing vector fails only for types that do not know their own length.
            let table = postcard::to_allocvec(&list.table).ok();
            kept.list = Some(list);
            (FileAnswer::Read(Box::new(view)), table)
        }
        Err(reason) => (not_a_list(&reason), None),
    }
}

/// Reading counts for half of the bar, cleaning for the other half.
fn told(progress: Progress) -> FileAnswer {
    let total = progress.total.max(progress.done).max(1);
    match progress.stage {
        Stage::Reading => FileAnswer::Progress { done: progress.done, total: total * 2 },
        Stage::Cleaning => FileAnswer::Progress { done: total + progress.done, total: total * 2 },
    }
}

fn not_a_list(reason: &NotAList) -> FileAnswer {
    let detail = match reason {
        NotAList::TooLarge { claimed, .. } => claimed.to_string(),
        NotAList::NoSuchSheet { count, .. } => count.to_string(),
        NotAList::NoSuchRow { rows, .. } => rows.to_string(),
        _ => String::new(),
    };
    refusal(reason.key(), &detail)
}

pub(crate) fn refusal(reason: &str, detail: &str) -> FileAnswer {
    FileAnswer::NotAList { reason: reason.to_owned(), detail: detail.to_owned() }
}
