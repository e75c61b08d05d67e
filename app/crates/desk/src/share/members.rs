//! Who belongs to the shared ledger: invitations, letting in, other rights, shutting out.

use ledger::schema::Compartment;
use sync::members::{Invite, JoinAs, Member, MemberOp, Role, Welcome};
use sync::{AgentId, CompartmentId, Rng};

use super::facts::Given;
use super::{Share, no};
use crate::Desk;
use crate::book::Dice;
use crate::message::Id;
use crate::message::share::{RoleView, ShareAnswer, Why};
use crate::step::{Now, Step};

/// An invitation holds for two days.
const HOLDS_MS: u64 = 48 * 3_600_000;

impl Desk {
    pub(super) fn invite(&mut self, role: RoleView, sensitive: bool, now: &Now) -> Step {
        let share = match self.leading() {
            Ok(share) => share,
            Err(why) => return no(why),
        };
        let mut dice = Dice::apart(now, "invite");
        let (mut id, mut secret) = ([0; 16], [0; 32]);
        dice.fill(&mut id);
        dice.fill(&mut secret);
        let welcome = Welcome::new(&mut dice);
        let compartments = compartments(role, sensitive);
        let expires_ms = share.server_ms(now) + HOLDS_MS;
        let invite = Invite {
            id,
            secret_hash: *blake3::hash(&secret).as_bytes(),
            role: role.into(),
            compartments: compartments.clone(),
            expires_ms,
            automatic: false,
        };
        let Ok(turn) = share.device.change(&MemberOp::Invite(invite)) else { return no(Why::NotAdmin) };
        let numbers = compartments.iter().map(|one| one.0).collect();
        let given = Given::new((id, secret), &welcome, (Role::from(role) as u8, numbers), expires_ms);
        let Some(text) = given.invitation(share.device.space()).map(|invitation| invitation.text()) else {
            return no(Why::NoKey);
        };
        let mut facts = share.facts.clone();
        facts.given.push(given);
        self.keep_facts(Some(turn), facts, ShareAnswer::Invited(text))
    }

    pub(super) fn withdraw(&mut self, id: Id, now: &Now) -> Step {
        let share = match self.leading() {
            Ok(share) => share,
            Err(why) => return no(why),
        };
        let mut facts = share.facts.clone();
        facts.given.retain(|given| given.id != id);
        let known = share.device.members().invites().any(|invite| invite.id == id);
        let turn = known.then(|| share.device.change(&MemberOp::Withdraw(id)).ok()).flatten();
        let codes = share.codes_without(id, now.ms);
        let mut by_stick = share.by_stick.clone();
        by_stick.retain(|one| *one != id);
        self.keep_facts(turn, facts, ShareAnswer::Done).with_codes(codes).with_sticks(by_stick)
    }

    /// Two people have compared the digits and say that they are the same.
    pub(super) fn approve(&mut self, id: Id, now: &Now) -> Step {
        let share = match self.leading() {
            Ok(share) => share,
            Err(why) => return no(why),
        };
        let mut facts = share.facts.clone();
        let by_stick = share.is_by_stick(&id);
        let Some(given) = facts.given(&id).filter(|given| !given.approved) else { return no(Why::Gone) };
        let shown = given.shown || by_stick;
        // Letting in before the other side could see its digits would make the comparison a form.
        let Some((request, ..)) = given.asked().filter(|_| shown) else { return no(Why::NotAsked) };
        let joining = JoinAs {
            keys: request.keys,
            role: role_of(given.role),
            compartments: given.compartments.iter().copied().map(CompartmentId).collect(),
            label: Vec::new(),
            invite: Some(id),
        };
        given.approved = true;
        let members = share.device.members();
        let Some(op) = members.add_op(joining, share.device.keys(), &mut Dice::apart(now, "approve")) else {
            return no(Why::NoKey);
        };
        match share.device.change(&op) {
            Ok(turn) => self.keep_facts(Some(turn), facts, ShareAnswer::Done),
            Err(_) => no(Why::NotAdmin),
        }
    }

    pub(super) fn revoke(&mut self, member: Id, now: &Now) -> Step {
        let share = match self.leading() {
            Ok(share) => share,
            Err(why) => return no(why),
        };
        let (members, me) = (share.device.members(), share.device.agent());
        let whom = AgentId(member);
        if !members.member(&whom).is_some_and(Member::is_active) {
            return no(Why::Gone);
        }
        if whom == me || only_admin(share, &whom) {
            return no(Why::LastAdmin);
        }
        let op = members.revoke_op(&me, whom, share.device.keys(), &mut Dice::apart(now, "revoke"));
        self.change_with(op)
    }

    pub(super) fn change_member(&mut self, member: Id, role: RoleView, sensitive: bool, now: &Now) -> Step {
        let share = match self.leading() {
            Ok(share) => share,
            Err(why) => return no(why),
        };
        let (members, me) = (share.device.members(), share.device.agent());
        let whom = AgentId(member);
        if role != RoleView::Admin && only_admin(share, &whom) {
            return no(Why::LastAdmin);
        }
        let rights = (Role::from(role), compartments(role, sensitive));
        let op = members.change_op(&me, whom, rights, share.device.keys(), &mut Dice::apart(now, "change"));
        self.change_with(op)
    }

    fn change_with(&self, op: Option<MemberOp>) -> Step {
        let Some(share) = &self.share else { return no(Why::NotShared) };
        let Some(op) = op else { return no(Why::NoKey) };
        match share.device.change(&op) {
            Ok(turn) => self.keep_turn(turn, ShareAnswer::Done),
            Err(_) => no(Why::NotAdmin),
        }
    }

    /// The shared half, if this person may change the membership.
    pub(super) fn leading(&self) -> Result<&Share, Why> {
        let share = self.share.as_ref().ok_or(Why::NotShared)?;
        let members = share.device.members();
        if members.version() == 0 {
            return Err(Why::NotYet);
        }
        members.member(&share.device.agent()).filter(|me| me.leads()).map(|_| share).ok_or(Why::NotAdmin)
    }
}

impl Share {
    /// The server's time, as far as it is known.
    pub(super) fn server_ms(&self, now: &Now) -> u64 {
        now.ms.saturating_add_signed(self.device.clock().offset_ms())
    }
}

fn only_admin(share: &Share, whom: &AgentId) -> bool {
    let mut leading = share.device.members().members().filter(|member| member.leads());
    leading.all(|member| member.id == *whom)
}

/// What somebody with these rights may read.
fn compartments(role: RoleView, sensitive: bool) -> Vec<CompartmentId> {
    let wanted = |one: &&Compartment| role != RoleView::Courier && (sensitive || **one != Compartment::Sensitive);
    Compartment::ALL.iter().filter(wanted).map(|one| one.id()).collect()
}

impl From<RoleView> for Role {
    fn from(role: RoleView) -> Role {
        match role {
            RoleView::Courier => Role::Courier,
            RoleView::Reader => Role::Reader,
            RoleView::Editor => Role::Editor,
            RoleView::Admin => Role::Admin,
        }
    }
}

impl From<Role> for RoleView {
    fn from(role: Role) -> RoleView {
        match role {
            Role::Courier => RoleView::Courier,
            Role::Reader => RoleView::Reader,
            Role::Editor => RoleView::Editor,
            Role::Admin => RoleView::Admin,
        }
    }
}

pub(super) fn role_of(number: u8) -> Role {
    match number {
        0 => Role::Courier,
        2 => Role::Editor,
        3 => Role::Admin,
        _ => Role::Reader,
    }
}
