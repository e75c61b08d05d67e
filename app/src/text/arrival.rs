//! Words of somebody new's way into a shared ledger, and of contents that are not what they should be.

use desk::message::share::{ArrivalView, Doubt, DoubtView, Progress};

use super::moment;

/// How far a device that is new has come.
pub(crate) fn arrival(arrival: ArrivalView) -> String {
    let of = |Progress { done, of }: Progress| format!("{done} / {of}");
    match arrival {
        ArrivalView::Following => "正在核对共享记录的目录，台账内容随后载入。载入完成前不能填写。".to_owned(),
        ArrivalView::Loading(parts) => {
            format!("正在载入台账内容（{} 份）。载入完成前不能填写。", of(parts))
        }
        ArrivalView::Reading(entries) => {
            format!("正在读取共享记录（{} 条）。读完前不能填写。", of(entries))
        }
        ArrivalView::Past(entries) => {
            format!("可以正常使用。更早的记录正在后台读取，读完后与已载入的内容核对（{} 条）。", of(entries))
        }
        ArrivalView::Checking(entries) => {
            format!("可以正常使用。更早的记录已经读完，正在与已载入的内容核对（{} 条）。", of(entries))
        }
    }
}

/// What is wrong with the contents that a member's device has prepared.
pub(crate) fn doubt(view: &DoubtView) -> String {
    let (at, who) = (moment(view.at_ms), if view.name.is_empty() { "一位同事" } else { &view.name });
    match view.doubt {
        Doubt::NotWhatItSays { .. } => format!(
            "{at}：“{who}”的设备为新成员准备的台账内容前后不符，本机没有采用，已改为逐条读取共享记录。请管理员检查那台设备。"
        ),
        Doubt::NotTheLog { .. } => format!(
            "{at}：本机加入时采用的台账内容由“{who}”的设备准备，与共享记录不一致。现已全部改按共享记录。请核对加入以来看到和填写的内容，并请管理员检查那台设备。"
        ),
        Doubt::OtherThanHere { .. } => format!(
            "{at}：“{who}”的设备为新成员准备的台账内容与本机看到的不一致。本机按共享记录，没有改动。请管理员检查那台设备，查清前不要用它邀请新成员。"
        ),
    }
}
