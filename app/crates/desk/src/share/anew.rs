//! A server whose disk was lost: one device gives it the whole log, the others go on with it as with one set up anew. Either
//! is said by a person who has asked whoever runs the server.

use sync::members::Role;

use super::{Facts, SharedKeep, no};
use crate::Desk;
use crate::message::share::{ShareAnswer, Stopped, Trouble, Why};
use crate::step::{Keep, Step};

impl Desk {
    /// Gives the whole log to a server that knows nothing of it. The answer comes before the server's.
    pub(super) fn bring_anew(&mut self, ticket: &str) -> Step {
        let Some(share) = &mut self.share else { return no(Why::NotShared) };
        let lost = matches!(
            share.line.trouble(),
            Some(
                Trouble::NotAccepted | Trouble::TicketNeeded | Trouble::NotWhole | Trouble::Filling | Trouble::NotTaken
            )
        );
        let writes = share.device.me().is_some_and(|me| me.is_active() && me.role >= Role::Editor);
        if !lost || share.facts.joining.is_some() || share.device.follower().head().seq == 0 {
            return no(Why::NotLost);
        }
        if !writes {
            return no(Why::NotAdmin);
        }
        let ticket = ticket.trim();
        share.line.bring_anew((!ticket.is_empty()).then_some(ticket));
        self.keep_ticket(ticket)
    }

    /// Goes on with a server that was set up anew. Pictures are sent again: it may have lost them.
    pub(super) fn accept_server(&mut self) -> Step {
        let trouble = self.share.as_ref().and_then(|share| share.line.trouble());
        if trouble != Some(Trouble::Stopped(Stopped::SetUpAnew)) {
            return no(Why::Gone);
        }
        self.server_lost_words();
        let Some(share) = &mut self.share else { return no(Why::NotShared) };
        share.line.hurry(None);
        share.line.forget_taken();
        let parts = share.pictures.all_again();
        let kept = SharedKeep { parts, ..Self::shared_keep(share, share.device.accept_generation()) };
        Keep::shared(kept, Box::new(|_, _| ShareAnswer::Done.into())).into()
    }

    /// The word of whoever runs the server, if it is another one.
    pub(super) fn keep_ticket(&self, ticket: &str) -> Step {
        let Some(share) = &self.share else { return no(Why::NotShared) };
        if ticket.is_empty() || ticket == share.facts.ticket {
            return Step::answer(ShareAnswer::Done);
        }
        let facts = Facts { ticket: ticket.to_owned(), ..share.facts.clone() };
        self.keep_facts(None, facts, ShareAnswer::Done)
    }
}
