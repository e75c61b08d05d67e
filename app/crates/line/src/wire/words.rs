//! What is wanted of the line, what it wants next, and what an answer means.

use sync::device::Turn;
use sync::members::{InviteId, JoinRequest};

use crate::call::Call;
use crate::code::CodeErrand;

/// What one device has to tell another, through a mailbox of the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Errand {
    /// The request of somebody who was invited, to be left.
    Leave(JoinRequest),
    /// Whether the inviting device has shown its number.
    Number(InviteId),
    /// Whether somebody has answered an invitation of ours.
    Look(InviteId),
    /// Our number, for whoever was invited.
    Show(InviteId, [u8; 32]),
    /// Something about the room of a short code of ours.
    Code(u16, CodeErrand),
}

/// What whoever drives the line wants of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wish<'a> {
    /// To be done before anything else, each again and again until it is not wanted any more.
    pub errands: &'a [Errand],
    /// This device is not a member yet, and waits to be let in.
    pub joining: bool,
    /// A form is open: nothing is to be taken in.
    pub hold: bool,
    /// This machine's time.
    pub now_ms: u64,
}

/// What comes next.
#[derive(Debug)]
pub enum Next {
    /// Store the turn if there is one, then send the call. If it cannot be stored, say [`Line::unsent`](super::Line::unsent).
    Ask(Call, Option<Box<Turn>>),
    /// Nothing before this moment, by this machine's clock, unless something happens here.
    Wait(u64),
    /// The server's storage was set back or lost: give the stored log to [`Line::bring_back`](super::Line::bring_back).
    BringBack,
}

/// What an answer means for the device. Store and fold the turn; then go on.
#[derive(Debug)]
pub enum News {
    /// Nothing to be done.
    Nothing,
    /// A page of the log, or what follows from a refusal.
    Turn(Box<Turn>),
    /// The log is even and everything is there.
    Even,
    /// The request of this device lies in the mailbox.
    Delivered,
    /// The number of the inviting device.
    Number([u8; 32]),
    /// Somebody has answered an invitation of ours.
    Requested(JoinRequest),
    /// Our number lies in the mailbox.
    Shown(InviteId),
    /// What became of the room of a short code of ours.
    Code(u16, CodeNews),
    /// This device was let in.
    LetIn,
    /// The server, which was set back, has again what it had before: so many entries. If it had lost everything, the device
    /// goes on with it as with one that was set up anew.
    BroughtBack(u64, Option<Box<Turn>>),
}

/// What became of the room of a short code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeNews {
    /// It is ours.
    Opened,
    /// It is somebody else's.
    Collided,
    /// The space has had as many as the server allows.
    TooMany,
    /// What somebody has left there.
    Said(Vec<u8>),
    /// What was to be said there is.
    Answered,
    /// The server does not have it, or not any more.
    Gone,
}
