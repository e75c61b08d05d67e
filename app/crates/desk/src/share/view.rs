//! What pages show of a shared ledger.

use std::collections::{BTreeMap, BTreeSet};

use ledger::schema::Compartment;
use sync::members::{Member, Standing};
use sync::{Header, Kind, SaveId};

use super::Share;
use crate::Desk;
use crate::message::share::{
    BriefView, InvitationView, JoinView, MemberView, Reason, ShareView, StandingView, Trouble, WaitingView, WaitingWhat,
};
use crate::step::Now;

/// So many waiting things are listed one by one.
const LISTED: usize = 50;

impl Desk {
    /// The few numbers every page shows; nothing for a ledger that is not shared.
    pub(super) fn share_brief(&self, now: &Now) -> Option<BriefView> {
        let share = self.share.as_ref()?;
        let rounds = &share.line.rounds;
        Some(BriefView {
            waiting: u32::try_from(share.waiting().count()).unwrap_or(u32::MAX),
            // Somebody new has nothing yet of what is there.
            even_ms: rounds.even_ms.filter(|_| !share.device.is_arriving() && !share.has_sunk()),
            stick_ms: rounds.stick_ms,
            trouble: share.line.trouble(),
            alarm: rounds.alarm(now.ms),
            disputes: self.open_disputes(),
        })
    }

    pub(super) fn share_view(&self, now: &Now) -> ShareView {
        let Some(share) = self.share.as_ref() else {
            return ShareView { meeting: self.meeting_view(now), ..ShareView::default() };
        };
        let members = share.device.members();
        let me = members.member(&share.device.agent());
        let waiting = self.waiting(share);
        let more = share.waiting().count() - waiting.len();
        let (offers, offers_more) = self.offers_view();
        ShareView {
            shared: true,
            name: match self.space_name() {
                "" => share.facts.name.clone(),
                name => name.to_owned(),
            },
            role: me.filter(|me| me.is_active()).map(|me| me.role.into()),
            brief: self.share_brief(now).unwrap_or_default(),
            held: now.ms < share.hold_until_ms,
            meeting: None,
            joining: share.joining_view(),
            arrival: share.arrival_view(),
            doubts: self.doubts_view(share, now),
            waiting,
            more: u32::try_from(more).unwrap_or(u32::MAX),
            members: self.members_view(share),
            invitations: share.invitations_view(now),
            rounds: share.line.rounds.list().copied().collect(),
            told: share.told.iter().copied().collect(),
            orphans: share.device.orphans().len() as u32,
            offers,
            offers_more,
            photos: share.photos_view(now),
        }
    }

    /// The first of what no server has yet, one line for each save. There may be thousands.
    fn waiting(&self, share: &Share) -> Vec<WaitingView> {
        let first: Vec<&Header> = share.waiting().take(LISTED).collect();
        let named = |header: &Header| SaveId { agent: header.agent, dseq: header.dseq };
        let ids: BTreeSet<SaveId> = first.iter().map(|header| named(header)).collect();
        let saves = self.book.saves().map(|save| (self.book.save(save).id, save));
        let saves: BTreeMap<SaveId, _> = match ids.len() {
            0 => BTreeMap::new(),
            _ => saves.filter(|(id, _)| ids.contains(id)).collect(),
        };
        let mut lines: Vec<WaitingView> = Vec::with_capacity(first.len());
        let (mut within, mut stopped) = (false, false);
        let sending = share.device.outbox().len();
        for (at, header) in share.unsent().enumerate() {
            let aside = at >= sending;
            let reason = share.reason(header, stopped, aside);
            stopped |= matches!(reason, Reason::NoRight);
            if std::mem::replace(&mut within, header.more) {
                continue;
            }
            if lines.len() == first.len() {
                break;
            }
            let what = match header.kind {
                // It is in no list, and its number is given to something else.
                Kind::Data if aside => WaitingWhat::Aside,
                Kind::Data => match saves.get(&named(header)) {
                    Some(save) => WaitingWhat::Save(self.save_view(*save)),
                    None => WaitingWhat::Other,
                },
                Kind::Members if header.dseq == 1 => WaitingWhat::Founding,
                Kind::Members => WaitingWhat::Members,
                _ => WaitingWhat::Other,
            };
            lines.push(WaitingView { what, reason });
        }
        lines
    }

    fn members_view(&self, share: &Share) -> Vec<MemberView> {
        let me = share.device.agent();
        let view = |member: &Member| MemberView {
            id: member.id.0,
            name: self.member_name(&member.id).to_owned(),
            role: member.role.into(),
            sensitive: member.compartments.contains(&Compartment::Sensitive.id()),
            this: member.id == me,
            standing: match member.standing {
                Standing::Active => StandingView::Active,
                Standing::Revoked { .. } => StandingView::ShutOut,
                Standing::Succeeded { .. } => StandingView::Renamed,
            },
        };
        let mut members: Vec<MemberView> = share.device.members().members().map(view).collect();
        members.sort_by_key(|member| (member.standing, !member.this, std::cmp::Reverse(member.role)));
        members
    }
}

impl Share {
    /// Everything written here that no server has, what stands aside last.
    fn unsent(&self) -> impl Iterator<Item = &Header> {
        self.device.outbox().iter().chain(self.device.aside()).map(|sealed| sealed.header())
    }

    /// The beginning of every save that no server has.
    fn waiting(&self) -> impl Iterator<Item = &Header> {
        let mut within = false;
        self.unsent().filter(move |header| !std::mem::replace(&mut within, header.more))
    }

    /// Why an own envelope waits.
    fn reason(&self, header: &Header, stopped: bool, aside: bool) -> Reason {
        let members = self.device.members();
        let me = members.member(&self.device.agent());
        if self.facts.joining.is_some() {
            return Reason::NotLetIn;
        }
        if me.is_some_and(|me| matches!(me.standing, Standing::Revoked { .. })) {
            return Reason::ShutOut;
        }
        let foreign = header.agent != self.device.agent() && !aside;
        if header.kind == Kind::Data && !foreign && me.is_some_and(|me| !me.writes(header.compartment)) {
            return Reason::NoRight;
        }
        if stopped {
            return Reason::Behind;
        }
        match self.line.trouble() {
            Some(Trouble::NotAccepted) if me.is_some() => Reason::ShutOut,
            Some(trouble) => Reason::Trouble(trouble),
            None => Reason::Next,
        }
    }

    fn joining_view(&self) -> Option<JoinView> {
        let joining = self.facts.joining.as_ref()?;
        Some(match joining.digits(self.device.space()) {
            Some(Ok(digits)) => JoinView::Compare(digits),
            Some(Err(())) => JoinView::Trick,
            None if joining.delivered => JoinView::Waiting,
            None => JoinView::Leaving,
        })
    }

    fn invitations_view(&self, now: &Now) -> Vec<InvitationView> {
        let (space, server_ms) = (self.device.space(), self.server_ms(now));
        let members = self.device.members();
        let view = |given: &super::facts::Given| {
            let asked = given.asked();
            let inside = asked.as_ref().is_some_and(|(request, ..)| members.member(&request.keys.id()).is_some());
            let by_stick = self.is_by_stick(&given.id);
            if inside && !by_stick || given.expires_ms < server_ms && !given.approved {
                return None;
            }
            Some(InvitationView {
                id: given.id,
                text: given.invitation(space)?.text(),
                role: super::members::role_of(given.role).into(),
                sensitive: given.compartments.contains(&Compartment::Sensitive.id().0),
                expires_ms: given.expires_ms,
                // The digits are shown when the other side can see its own.
                asked: asked
                    .filter(|_| given.shown || by_stick)
                    .and_then(|(_, name, _)| Some((name, given.digits(space)?))),
                approved: given.approved,
                by_stick,
                inside,
                code: self.code_view(given.id, now),
            })
        };
        self.facts.given.iter().filter_map(view).collect()
    }
}
