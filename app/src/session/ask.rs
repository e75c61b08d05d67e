//! Questions to the engine, room by room, and which of them change the ledger.

use desk::message::vault::{Answer, Order};
use desk::message::{
    CareAnswer, CareRequest, CompareAnswer, CompareRequest, ImportAnswer, ImportRequest, PlaceAnswer, PlaceRequest,
    Refusal, Request, Response, RosterAnswer, RosterRequest, StorageTrouble,
};
use leptos::prelude::*;

use super::Session;
use crate::platform::neighbour;
use crate::platform::worker::Payload;

impl Session {
    /// Asks the engine. A request that writes is answered only after the disk has it.
    pub(crate) async fn ask(self, request: Request) -> Result<Response, Refusal> {
        self.ask_with(request, None).await
    }

    /// The same with a list that the file worker read: its bytes are handed on unopened.
    pub(crate) async fn ask_with(self, request: Request, list: Option<Payload>) -> Result<Response, Refusal> {
        let writes = writes(&request);
        self.told(request, list, writes).await
    }

    async fn told(self, request: Request, list: Option<Payload>, writes: bool) -> Result<Response, Refusal> {
        if writes {
            self.saving.try_update(|n| *n += 1);
        }
        let answer = self.order(Order::Ask(request), list).await;
        if writes {
            self.saving.try_update(|n| *n = n.saturating_sub(1));
        }
        match answer {
            Some((Answer::Told(response), _)) => match *response {
                Response::Refused(refusal) => {
                    if refusal == Refusal::Storage(StorageTrouble::Fenced) {
                        self.read_only.set(true);
                    }
                    Err(refusal)
                }
                response => {
                    if writes {
                        self.version.try_update(|n| *n += 1);
                        neighbour::tell_saved();
                    }
                    Ok(response)
                }
            },
            Some(_) => Err(Refusal::Protocol),
            None => Err(Refusal::NotOpen),
        }
    }

    /// Asks about children.
    pub(crate) async fn roster(self, request: RosterRequest) -> Result<RosterAnswer, Refusal> {
        match self.ask(Request::Roster(request)).await? {
            Response::Roster(answer) => Ok(answer),
            _ => Err(Refusal::Protocol),
        }
    }

    /// Asks about an import.
    pub(crate) async fn import(self, request: ImportRequest) -> Result<ImportAnswer, Refusal> {
        match self.ask(Request::Import(request)).await? {
            Response::Import(answer) => Ok(answer),
            _ => Err(Refusal::Protocol),
        }
    }

    /// Asks about lists and rounds.
    pub(crate) async fn compare(self, request: CompareRequest) -> Result<CompareAnswer, Refusal> {
        match self.ask(Request::Compare(request)).await? {
            Response::Compare(answer) => Ok(answer),
            _ => Err(Refusal::Protocol),
        }
    }

    /// Asks about registers, visits and duties.
    pub(crate) async fn care(self, request: CareRequest) -> Result<CareAnswer, Refusal> {
        let writes = request.writes();
        match self.told(request.into(), None, writes).await? {
            Response::Care(bytes) => CareAnswer::read(&bytes).ok_or(Refusal::Protocol),
            _ => Err(Refusal::Protocol),
        }
    }

    /// Asks about the ledger as a whole.
    pub(crate) async fn place(self, request: PlaceRequest) -> Result<PlaceAnswer, Refusal> {
        match self.ask(Request::Place(request)).await? {
            Response::Place(answer) => Ok(answer),
            _ => Err(Refusal::Protocol),
        }
    }
}

/// Whether a request changes the ledger when it succeeds.
fn writes(request: &Request) -> bool {
    match request {
        Request::Roster(request) => !matches!(
            request,
            RosterRequest::Rows { .. }
                | RosterRequest::Values { .. }
                | RosterRequest::Child(_)
                | RosterRequest::Reveal { .. }
                | RosterRequest::Similar
                | RosterRequest::Saves { .. }
                | RosterRequest::Views
                | RosterRequest::Export { .. }
        ),
        Request::Import(request) => matches!(request, ImportRequest::Commit),
        Request::Compare(request) => matches!(
            request,
            CompareRequest::AddList { .. }
                | CompareRequest::DropList(_)
                | CompareRequest::Run { .. }
                | CompareRequest::Explain { .. }
                | CompareRequest::ExplainEach(_)
                | CompareRequest::Close { .. }
                | CompareRequest::Reopen { .. }
                | CompareRequest::Decide { .. }
                | CompareRequest::Adopt { .. }
        ),
        // Only `care` asks so, and it knows.
        Request::Care(_) => false,
        Request::Place(request) => matches!(request, PlaceRequest::KeepSettings(_) | PlaceRequest::RemoveSample),
    }
}
