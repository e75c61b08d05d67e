//! Words of photos, signatures and scans.

use desk::message::attachment::{AttachedView, AttachmentView};
use ledger::attachment::{AttachmentKind, Flaw};

use super::{bytes, count, moment};

pub(crate) const TITLE: &str = "照片、签字和扫描件";
pub(crate) const OPEN: &str = "附件";
pub(crate) const TAKE: &str = "拍照";
pub(crate) const CHOOSE: &str = "选照片";
pub(crate) const SCAN: &str = "选扫描件";
pub(crate) const SIGN: &str = "屏幕签字…";
pub(crate) const NONE: &str = "还没有照片、签字或扫描件。";
pub(crate) const LATER: &str = "照片和签字在按“保存”以后写入本机；锁定或关闭窗口以前没有保存的不会留下。";
pub(crate) const AT_ONCE: &str = "选好就写入本机。";
pub(crate) const WORKING: &str = "正在压缩照片";
pub(crate) const CAPTION: &str = "说明";
pub(crate) const DROP: &str = "不要这张";
pub(crate) const AGAIN: &str = "再存一次照片";
pub(crate) const TEXT_KEPT: &str =
    "文字已经保存，照片还没有全部存上。可以腾出空间后再存一次，也可以关闭：关闭后没存上的照片就没有了。";
pub(crate) const REPEATED: &str = "这张照片已经在这里，没有重复保存。";
pub(crate) const EARLIER: &str = "往前移";
pub(crate) const LATER_ONE: &str = "往后移";
pub(crate) const PREVIOUS: &str = "上一张";
pub(crate) const NEXT: &str = "下一张";
pub(crate) const SAVE_CAPTION: &str = "保存说明";
pub(crate) const CAPTION_SAVED: &str = "说明已保存";
pub(crate) const REMOVE: &str = "移除…";
pub(crate) const REMOVE_TEXT: &str = "移除后不再算作印证，仍留在记录里，可以恢复。请写明原因。";
pub(crate) const REMOVE_REASON: &str = "移除原因";
pub(crate) const REMOVE_DO: &str = "移除";
pub(crate) const REMOVED: &str = "已移除";
pub(crate) const RESTORE: &str = "恢复";
pub(crate) const NEEDED: &str = "这一项必须填写";
pub(crate) const PRINT: &str = "打印照片页…";
pub(crate) const PRINT_FOUR: &str = "每页 4 张";
pub(crate) const PRINT_SIX: &str = "每页 6 张";

pub(crate) const PAD_LABEL: &str = "请签字人用手指或笔在框内签名";
pub(crate) const PAD_HINT: &str = "不方便在屏幕上签的，在纸上签，把上面的签字一项选为“纸质已签”。";
pub(crate) const PAD_BACK: &str = "撤回一笔";
pub(crate) const PAD_FORWARD: &str = "恢复一笔";
pub(crate) const PAD_CLEAR: &str = "清除";
pub(crate) const PAD_DONE: &str = "签好了";
pub(crate) const SIGNED_BY: &str = "签字";

pub(crate) const SETTING: &str = "照片";
pub(crate) const SETTING_PLACES: &str = "保留照片拍摄位置";
pub(crate) const SETTING_TEXT: &str = "默认不保留：照片里的拍摄位置、时间、机型在保存前全部去掉。打开后，只把经纬度记在本台账的记录里，照片文件里仍然没有。";
pub(crate) const SETTING_SAVED: &str = "设置已保存";

/// What is attached, in a few words: `照片 2　签字 1`.
pub(crate) fn attached(view: &AttachedView) -> String {
    let kinds = [
        (AttachmentKind::Photo, view.photos),
        (AttachmentKind::Signature, view.signatures),
        (AttachmentKind::Scan, view.scans),
    ];
    let words = kinds.iter().filter(|(_, n)| *n > 0).map(|(kind, n)| format!("{} {}", kind.text(), count(*n)));
    words.collect::<Vec<_>>().join("　")
}

/// The button over what is attached to something.
pub(crate) fn open(view: Option<&AttachedView>) -> String {
    match view {
        Some(view) => format!("{OPEN}（{}）", attached(view)),
        None => OPEN.to_owned(),
    }
}

/// What stands under a picture that is looked at.
pub(crate) fn facts(view: &AttachmentView) -> String {
    let mut words = format!(
        "{}　{} 存入　{} × {}　{}　校验码 {}",
        view.kind.text(),
        moment(view.added_ms),
        view.width,
        view.height,
        bytes(view.size.into()),
        view.hash
    );
    if !view.place.is_empty() {
        words.push_str(&format!("　拍摄位置 {}", view.place));
    }
    words
}

/// Why it was removed.
pub(crate) fn removed(reason: &str) -> String {
    format!("{REMOVED}：{reason}")
}

/// A picture for those who cannot see it.
pub(crate) fn spoken(kind: AttachmentKind, caption: &str, number: usize) -> String {
    if caption.is_empty() {
        format!("{} {number}", kind.text())
    } else {
        format!("{} {number}：{caption}", kind.text())
    }
}

/// How many were not drawn in a row of small ones.
pub(crate) fn more(n: usize) -> String {
    format!("还有 {n} 张")
}

/// Why a picture is not kept.
pub(crate) fn flaw(flaw: Flaw) -> &'static str {
    match flaw {
        Flaw::NotAPicture => {
            "不是能读的图片，没有保存。请选 JPG 或 PNG 照片；手机拍的 HEIC 请先在相机设置里改为“兼容性最好”。"
        }
        Flaw::TooManyBytes | Flaw::TooWide => "照片压缩后仍然太大，没有保存。请换一张或重拍。",
        Flaw::Metadata => "照片里的拍摄信息没有去干净，没有保存。请换一张或重拍。",
    }
}

/// A picture that found no room.
pub(crate) fn not_stored(words: &str) -> String {
    format!("没有存上：{words}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_attached_is_said_by_kind() {
        let check = |photos, signatures, scans, expected: &str| {
            assert_eq!(attached(&AttachedView { owner: [0; 16], photos, signatures, scans }), expected);
        };
        check(2, 1, 0, "照片 2　签字 1");
        check(0, 0, 3, "扫描件 3");
        check(0, 0, 0, "");
    }
}
