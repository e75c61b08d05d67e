//! What pages show of pictures on their way: how many, why they wait, and where one is that is not here.

use ledger::schema::Table;
use sync::members::{Role, Standing};

use super::album::{Print, Sealing};
use super::{Flop, Pictures};
use crate::Desk;
use crate::message::Id;
use crate::message::share::{
    Away, NetworkKind, PhotoSetting, PhotoWait, PhotoWay, PhotosView, ShareAnswer, Trouble, Why,
};
use crate::step::{Now, Step};

use super::super::{Share, SharedKeep, no};
use super::PartsKeep;

impl Desk {
    /// Takes another setting for this device.
    pub(in crate::share) fn set_photos(&self, setting: PhotoSetting) -> Step {
        let Some(share) = &self.share else { return no(Why::NotShared) };
        let parts = PartsKeep { setting: Some(setting), ..PartsKeep::default() };
        let kept = SharedKeep { parts, own: share.end(), ..SharedKeep::default() };
        crate::step::Keep::shared(kept, Box::new(|_, _| ShareAnswer::Done.into())).into()
    }

    /// Somebody wants pictures to travel now.
    pub(in crate::share) fn send_photos(&mut self) -> Step {
        let Some(share) = &mut self.share else { return no(Why::NotShared) };
        share.pictures.press();
        share.line.hurry(None);
        Step::answer(ShareAnswer::Done)
    }

    /// Where the picture of an attachment is, if it is not here.
    pub(crate) fn picture_away(&self, blob: Option<Id>, now: &Now) -> Away {
        match (&self.share, blob) {
            (Some(share), Some(blob)) => share.pictures.away(&blob, now.ms),
            _ => Away::No,
        }
    }
}

impl Share {
    pub(in crate::share) fn photos_view(&self, now: &Now) -> PhotosView {
        let pictures = &self.pictures;
        let known = pictures.here.is_some();
        let waits = |print: &&Print| print.halves().any(|half| pictures.waiting.contains_key(&half.blob));
        let away = |print: &&Print| known && print.halves().any(|half| !pictures.is_here(&half.blob));
        let prints = || pictures.album.prints.iter().filter(|print| print.table == Table::Attachment);
        let counted = |which: &dyn Fn(&Print) -> bool| {
            u32::try_from(prints().filter(|print| which(print)).count()).unwrap_or(u32::MAX)
        };
        // What waits and is in no row that can be read here waits all the same.
        let strays = pictures.waiting.keys().filter(|blob| pictures.album.find(blob).is_none()).count();
        let up = counted(&|print| waits(&print)).saturating_add(u32::try_from(strays).unwrap_or(u32::MAX));
        let down = counted(&|print| print.counts && away(&print));
        PhotosView {
            setting: pictures.setting,
            network: pictures.network,
            known,
            all: counted(&|print| print.counts),
            done: counted(&|print| print.counts && known && !waits(&print) && !away(&print)),
            up,
            up_wait: if up == 0 { PhotoWait::None } else { self.up_wait(now) },
            down,
            down_wait: if down == 0 { PhotoWait::None } else { self.down_wait(now) },
        }
    }

    fn up_wait(&self, now: &Now) -> PhotoWait {
        let pictures = &self.pictures;
        let me = self.device.members().member(&self.device.agent());
        if me.is_some_and(|me| me.is_active() && me.role < Role::Editor) || now.ms < pictures.not_allowed_until_ms {
            return PhotoWait::NoRight;
        }
        if let Some(why) = self.held_up() {
            return why;
        }
        if let Some((used, limit, _)) = pictures.full {
            return PhotoWait::ServerFull { used, limit };
        }
        let waiting = || pictures.waiting.keys();
        if waiting().all(|blob| pictures.here.is_some() && !pictures.is_here(blob)) {
            return PhotoWait::Damaged;
        }
        if waiting().all(|blob| !pictures.is_here(blob) || pictures.flopped(blob) == Some(Flop::Refused)) {
            return PhotoWait::Refused;
        }
        PhotoWait::None
    }

    fn down_wait(&self, now: &Now) -> PhotoWait {
        let pictures = &self.pictures;
        if let Some(why) = self.held_up() {
            return why;
        }
        let absent: Vec<_> = pictures
            .album
            .prints
            .iter()
            .filter(|print| print.table == Table::Attachment && print.counts)
            .flat_map(|print| print.halves().map(move |half| (half, print.small.is_some_and(|s| s.blob == half.blob))))
            .filter(|(half, _)| !pictures.is_here(&half.blob))
            .collect();
        if absent.iter().any(|(half, _)| pictures.flopped(&half.blob) == Some(Flop::Wrong)) {
            return PhotoWait::Wrong;
        }
        let elsewhere =
            |half: &super::album::Half| half.sealing != Sealing::Done || pictures.flopped(&half.blob).is_some();
        if absent.iter().all(|(half, _)| elsewhere(half)) {
            return PhotoWait::Elsewhere;
        }
        let no_room = |small| pictures.last_room(small, now.ms) == Some(false);
        if absent.iter().all(|(half, small)| elsewhere(half) || no_room(*small)) {
            return PhotoWait::NoRoom;
        }
        PhotoWait::None
    }

    /// What holds up pictures in both directions.
    fn held_up(&self) -> Option<PhotoWait> {
        let me = self.device.members().member(&self.device.agent());
        if me.is_some_and(|me| matches!(me.standing, Standing::Revoked { .. })) {
            return Some(PhotoWait::ShutOut);
        }
        match self.line.trouble().or(self.line.part_trouble()) {
            Some(Trouble::NotAccepted) if me.is_some() => return Some(PhotoWait::ShutOut),
            Some(trouble) => return Some(PhotoWait::Trouble(trouble)),
            None => {}
        }
        if !self.pictures.may_travel() {
            return Some(match (self.pictures.setting.way, self.pictures.network) {
                (PhotoWay::Manual, _) => PhotoWait::Manual,
                (_, NetworkKind::Untold) => PhotoWait::Untold,
                _ => PhotoWait::NotWifi,
            });
        }
        let even = !self.line.has_unsent(&self.device) && self.line.rounds.even_ms.is_some();
        (!even).then_some(PhotoWait::TextFirst)
    }
}

impl Pictures {
    fn flopped(&self, blob: &Id) -> Option<Flop> {
        self.again.get(blob).map(|again| again.why)
    }

    fn away(&self, blob: &Id, now_ms: u64) -> Away {
        let Some((print, half)) = self.album.find(blob).filter(|_| self.here.is_some() && !self.is_here(blob)) else {
            return Away::No;
        };
        let small = print.small.is_some_and(|small| small.blob == half.blob);
        match (half.sealing, self.flopped(blob)) {
            (_, Some(Flop::Wrong)) => Away::Wrong,
            (Sealing::Open | Sealing::Unknown, _) | (_, Some(Flop::Absent | Flop::Refused)) => Away::Elsewhere,
            _ if self.wanted.contains(blob) => Away::Coming,
            _ if self.may_travel() && print.counts && self.last_room(small, now_ms) != Some(false) => Away::Coming,
            _ => Away::OnPress,
        }
    }
}
