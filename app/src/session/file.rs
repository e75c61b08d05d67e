//! The worker that reads and writes list files, as the page sees it: one file, one order at a time.
//!
//! Cancelling is dropping the [`FileDesk`]: the worker ends and the order is answered with `Cancelled`.

use std::cell::RefCell;
use std::rc::Rc;

use desk::message::file::{FileAnswer, FileFormat, FileRequest, ReadChoice, ReadView};
use desk::message::roster::Sheet;
use futures_channel::oneshot;
use leptos::prelude::*;

use crate::platform::files;
use crate::platform::worker::{Kind, Link, Payload};

type Waiting = Rc<RefCell<Option<oneshot::Sender<(FileAnswer, Option<Payload>)>>>>;

/// Why there is no list or no file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FileTrouble {
    /// Not a list: stable reason and detail, see `text::finding::not_a_list`.
    NotAList(String, String),
    /// The person stopped it.
    Cancelled,
    /// The worker broke down or the browser refused.
    Broken,
}

/// A running file worker.
pub(crate) struct FileDesk {
    link: Link,
    waiting: Waiting,
    /// Rows done and rows in all (0 if unknown) of the reading that goes on. Counted: whoever starts a worker may be gone
    /// before it.
    pub(crate) progress: ArcRwSignal<Option<(u32, u32)>>,
}

impl FileDesk {
    /// Starts a worker.
    pub(crate) fn open() -> Result<FileDesk, FileTrouble> {
        let waiting = Waiting::default();
        let progress = ArcRwSignal::new(None);
        let told = {
            let (waiting, progress) = (waiting.clone(), progress.clone());
            move |message: Vec<u8>, payload: Option<Payload>| match postcard::from_bytes::<FileAnswer>(&message) {
                Ok(FileAnswer::Progress { done, total }) => {
                    progress.set(Some((done, total)));
                }
                Ok(answer) => {
                    progress.set(None);
                    let sender = waiting.borrow_mut().take();
                    // The caller may have lost interest.
                    let _ = sender.map(|s| s.send((answer, payload)));
                }
                Err(_) => drop(waiting.borrow_mut().take()),
            }
        };
        let broken = {
            let waiting = waiting.clone();
            move |_| drop(waiting.borrow_mut().take())
        };
        let link = Link::open(Kind::File, told, broken).map_err(|_| FileTrouble::Broken)?;
        Ok(FileDesk { link, waiting, progress })
    }

    /// Reads a file, or the kept one again if `file` is `None`: what was understood, and the list for the engine.
    pub(crate) async fn read(
        &self,
        choice: ReadChoice,
        file: Option<Payload>,
    ) -> Result<(ReadView, Payload), FileTrouble> {
        match self.order(FileRequest::Read(choice), file).await? {
            (FileAnswer::Read(view), Some(list)) => Ok((*view, list)),
            _ => Err(FileTrouble::Broken),
        }
    }

    /// The failing rows of the kept file with their reasons, in the file's own layout.
    pub(crate) async fn failing(&self, rows: Vec<(u32, String)>) -> Result<(String, Payload), FileTrouble> {
        written(self.order(FileRequest::Failing { rows }, None).await?)
    }

    /// The rows of the kept file's sheet as they stand.
    pub(crate) async fn grid(&self) -> Result<Vec<Vec<String>>, FileTrouble> {
        let (_, bytes) = written(self.order(FileRequest::Grid, None).await?)?;
        let bytes = js_sys::Uint8Array::new(&bytes).to_vec();
        postcard::from_bytes(&bytes).map_err(|_| FileTrouble::Broken)
    }

    /// Every column of the kept file as it stands, in the rows of the list.
    pub(crate) async fn columns(&self) -> Result<Payload, FileTrouble> {
        match self.order(FileRequest::Columns, None).await? {
            (FileAnswer::Columns, Some(columns)) => Ok(columns),
            _ => Err(FileTrouble::Broken),
        }
    }

    /// Writes a sheet as a file.
    pub(crate) async fn write(&self, sheet: Sheet, format: FileFormat) -> Result<(String, Payload), FileTrouble> {
        written(self.order(FileRequest::Write { sheet, format }, None).await?)
    }

    async fn order(
        &self,
        request: FileRequest,
        file: Option<Payload>,
    ) -> Result<(FileAnswer, Option<Payload>), FileTrouble> {
        let message = postcard::to_allocvec(&request).map_err(|_| FileTrouble::Broken)?;
        let (sender, receiver) = oneshot::channel();
        *self.waiting.borrow_mut() = Some(sender);
        self.link.post(&message, file.as_ref());
        match receiver.await {
            Ok((FileAnswer::NotAList { reason, .. }, _)) if reason == CANCELLED => Err(FileTrouble::Cancelled),
            Ok((FileAnswer::NotAList { reason, detail }, _)) => Err(FileTrouble::NotAList(reason, detail)),
            Ok(answer) => Ok(answer),
            Err(_) => Err(FileTrouble::Broken),
        }
    }
}

impl FileDesk {
    /// Ends the order under way. Its caller is told `Cancelled` and lets go of the desk, which ends the worker.
    pub(crate) fn stop(&self) {
        if let Some(sender) = self.waiting.borrow_mut().take() {
            let cancelled = FileAnswer::NotAList { reason: CANCELLED.to_owned(), detail: String::new() };
            // The caller may have lost interest.
            let _ = sender.send((cancelled, None));
        }
    }
}

impl Drop for FileDesk {
    fn drop(&mut self) {
        // Told before the waiting call is dropped, so that it can tell stopping from breaking.
        self.stop();
    }
}

const CANCELLED: &str = "cancelled";

fn written(answer: (FileAnswer, Option<Payload>)) -> Result<(String, Payload), FileTrouble> {
    match answer {
        (FileAnswer::File { name }, Some(bytes)) => Ok((name, bytes)),
        _ => Err(FileTrouble::Broken),
    }
}

/// Writes a sheet and offers it as a download; returns the file's name.
pub(crate) async fn download(sheet: Sheet, format: FileFormat) -> Result<String, FileTrouble> {
    let worker = FileDesk::open()?;
    let (name, bytes) = worker.write(sheet, format).await?;
    files::save(&name, &bytes).map_err(|_| FileTrouble::Broken)?;
    Ok(name)
}
