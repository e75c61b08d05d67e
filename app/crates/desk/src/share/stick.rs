//! Coming in by files: the request and its answer on a stick, where the two devices have no network in common.
//!
//! The same three messages as over a server, and the same order: a request is taken as final and stored before the number
//! leaves, digits are compared, somebody lets in. A last file brings the log, once the invited stands in it: until then the
//! inviting device has to reach a server, the invited never.

use line::JoinFile;
use sync::Kind;
use sync::log::Entry;
use sync::members::Member;
use sync::proto::LogPage;

use super::{Share, no};
use crate::Desk;
use crate::message::Id;
use crate::message::share::{ShareAnswer, Why};
use crate::step::{Now, Step};

impl Desk {
    /// Gives the entries of the shared log that [`Step::Log`] asked for.
    pub fn give_entries(&mut self, entries: Vec<Entry>) {
        self.entries = Some(entries);
    }

    /// The request of this device as a file.
    pub(super) fn request_file(&self, now: &Now) -> Step {
        let Some(share) = &self.share else { return no(Why::NotShared) };
        match share.facts.joining.as_ref().and_then(|joining| joining.request()) {
            Some(request) => Step::answer(join_file(&JoinFile::Request(share.device.space(), request), now)),
            None => no(Why::Gone),
        }
    }

    /// Takes a request in; the answer to it leaves once that is on the disk.
    pub(super) fn take_request(&mut self, bytes: &[u8], now: &Now) -> Step {
        let share = match self.leading() {
            Ok(share) => share,
            Err(why) => return no(why),
        };
        let (space, request) = match JoinFile::decode(bytes) {
            Some(JoinFile::Request(space, request)) => (space, request),
            Some(JoinFile::Answer(_)) => return no(Why::NotRequest),
            None => return no(Why::BadFile),
        };
        if space != share.device.space() {
            return no(Why::OtherLedger);
        }
        let own = share.facts.given.iter().any(|given| given.id == request.invite);
        if !own && share.device.members().invites().any(|open| open.id == request.invite) {
            return no(Why::GivenElsewhere);
        }
        let server_ms = share.server_ms(now);
        let mut facts = share.facts.clone();
        let open = |given: &&mut super::facts::Given| given.approved || server_ms <= given.expires_ms;
        let Some(given) = facts.given(&request.invite).filter(open) else { return no(Why::InvitationOver) };
        if !given.settle(space, &request) {
            return no(if given.asked().is_some() { Why::OtherRequest } else { Why::Forged });
        }
        let Some((_, _, number)) = given.asked() else { return no(Why::Forged) };
        let file = JoinFile::Answer(given.answer(space, number, None));
        let answer = join_file(&file, now);
        let mut by_stick = share.by_stick.clone();
        by_stick.retain(|id| *id != request.invite);
        by_stick.push(request.invite);
        self.keep_facts(None, facts, answer).with_sticks(by_stick)
    }

    /// The answer to a request that was taken, with the log once the invited stands in it.
    pub(super) fn answer_again(&mut self, id: Id, now: &Now) -> Step {
        let share = match self.leading() {
            Ok(share) => share,
            Err(why) => return no(why),
        };
        let Some(given) = share.facts.given.iter().find(|given| given.id == id) else { return no(Why::Gone) };
        let Some((request, _, number)) = given.asked() else { return no(Why::NotAsked) };
        let (space, follower) = (share.device.space(), share.device.follower());
        let Some(member) = share.device.members().member(&request.keys.id()).filter(|member| member.is_active()) else {
            return Step::answer(join_file(&JoinFile::Answer(given.answer(space, number, None)), now));
        };
        let (Some(generation), head) = (follower.generation(), follower.head()) else { return no(Why::NotYet) };
        let (given, reads, read_all) = (given.clone(), member.compartments.clone(), share.device.has_read_all());
        let Some(mut entries) = self.entries.take() else { return Step::Log };
        if !entries.iter().map(|entry| entry.seq).eq(1..=head.seq) || !read_all {
            // Something of the log is damaged here, or has not come yet, and is being fetched.
            return no(Why::NotWhole);
        }
        // As the server does it: what they may not read does not leave, sealed as it is.
        for entry in &mut entries {
            let header = entry.outside.header();
            if header.kind == Kind::Data && !reads.contains(&header.compartment) {
                entry.payload = None;
            }
        }
        let log = LogPage { since: 0, since_hash: [0; 32], head, generation, server_ms: now.ms, entries };
        Step::answer(join_file(&JoinFile::Answer(given.answer(space, number, Some(&log))), now))
    }

    /// Takes in what the inviting device says to the request of this one.
    pub(super) fn take_answer_file(&self, bytes: &[u8], now: &Now) -> Step {
        let Some(share) = &self.share else { return no(Why::NotShared) };
        let answer = match JoinFile::decode(bytes) {
            Some(JoinFile::Answer(answer)) => answer,
            Some(JoinFile::Request(..)) => return no(Why::NotAnswer),
            None => return no(Why::BadFile),
        };
        let mut facts = share.facts.clone();
        let Some(joining) = &mut facts.joining else { return no(Why::Gone) };
        if answer.about() != (share.device.space(), joining.id()) {
            return no(Why::OtherLedger);
        }
        if !joining.takes(&answer, share.device.space()) {
            return no(Why::Forged);
        }
        if !answer.has_log() {
            return self.keep_facts(None, facts, ShareAnswer::Done);
        }
        // The file holds what was written as well, so there is nothing to be loaded from elsewhere.
        let device = share.device.clone().reading_at_once();
        let read = answer.log().and_then(|log| device.pull(&log, &mut crate::book::Dice::apart(now, "stick")).ok());
        match read {
            Some(turn) if turn.next.members().member(&turn.next.agent()).is_some_and(Member::is_active) => {
                facts.joining = None;
                self.keep_facts(Some(turn), facts, ShareAnswer::Done).exchanged(now)
            }
            _ => no(Why::BadLog),
        }
    }
}

impl Share {
    /// Whether the answer to this invitation went out on a stick, so that the log may have to as well.
    pub(super) fn is_by_stick(&self, id: &Id) -> bool {
        self.by_stick.contains(id)
    }
}

/// A file as it is saved: named as the pages call it, and told apart from that of another invitation of the same day.
fn join_file(file: &JoinFile, now: &Now) -> ShareAnswer {
    let (what, [first, second, ..]) = match file {
        JoinFile::Request(_, request) => ("申请文件", request.invite),
        JoinFile::Answer(answer) if answer.has_log() => ("台账文件", answer.about().1),
        JoinFile::Answer(answer) => ("回应文件", answer.about().1),
    };
    let name = format!("守学{what}_{}_{first:02x}{second:02x}.sxj", now.local_date());
    ShareAnswer::File { name, bytes: file.encode() }
}
