//! Words of photos, signatures and scans on their way between devices.

use desk::message::share::{Away, NetworkKind, PhotoSetting, PhotoWait, PhotoWay, PhotosView, Trouble};

use super::{bytes, count, share};

pub(crate) const TITLE: &str = "照片传输";
pub(crate) const TEXT: &str = "照片、签字和扫描件加密后另行传送，文字总是先走。照片还没传到的设备上，记录照样有效。";
pub(crate) const WAY: &str = "什么时候传";
pub(crate) const SEND: &str = "立即传输照片";
pub(crate) const SEND_DONE: &str = "正在传输照片。";
pub(crate) const UNTOLD: &str = "浏览器没有告知网络类型时，当作 Wi-Fi 传输";
pub(crate) const NONE: &str = "还没有照片、签字或扫描件。";

/// When pictures travel by themselves.
pub(crate) fn way(way: PhotoWay) -> &'static str {
    match way {
        PhotoWay::Auto => "自动",
        PhotoWay::Wifi => "仅在 Wi-Fi 下",
        PhotoWay::Manual => "手动",
    }
}

/// What the chosen way means on the network of this moment.
pub(crate) fn network(setting: PhotoSetting, network: NetworkKind) -> &'static str {
    match (setting.way, network) {
        (PhotoWay::Auto, _) => "有网络就传。用手机流量上网的，请选“仅在 Wi-Fi 下”。",
        (PhotoWay::Manual, _) => "只在您按“立即传输照片”时传；点开一张照片时，单独下载这一张。",
        (PhotoWay::Wifi, NetworkKind::Free) => "现在是 Wi-Fi 或有线网络，照片自动传输。",
        (PhotoWay::Wifi, NetworkKind::Metered) => "现在用的是手机流量，照片等连上 Wi-Fi 再传。",
        (PhotoWay::Wifi, NetworkKind::Untold) if setting.untold_is_wifi => {
            "浏览器没有告知现在是哪种网络（电脑上多半如此），已按您的选择当作 Wi-Fi。用手机流量上网时请改选“手动”。"
        }
        (PhotoWay::Wifi, NetworkKind::Untold) => {
            "浏览器没有告知现在是哪种网络（电脑上多半如此），照片暂不自动传输。确定是 Wi-Fi 或有线网络的，请勾选下面一项。"
        }
    }
}

/// 照片 待上传 n 张 · 待下载 n 张 · 已传 x/y
pub(crate) fn progress(view: &PhotosView) -> String {
    let PhotosView { up, down, done, all, known, .. } = view;
    if !known {
        return format!("照片 待上传 {} 张 · 共 {} 张", count(*up), count(*all));
    }
    format!("照片 待上传 {} 张 · 待下载 {} 张 · 已传 {}/{}", count(*up), count(*down), count(*done), count(*all))
}

/// Why pictures wait, and the way on; nothing while they travel.
pub(crate) fn wait(why: PhotoWait) -> Option<String> {
    Some(match why {
        PhotoWait::None => return None,
        PhotoWait::TextFirst => "先传文字，照片随后自动传输。".to_owned(),
        PhotoWait::Trouble(why) => trouble(why),
        PhotoWait::NotWifi => "现在用的是手机流量，等连上 Wi-Fi 再传；急用请按“立即传输照片”。".to_owned(),
        PhotoWait::Untold => "浏览器没有告知网络类型，照片暂不传输。请在下面选择，或按“立即传输照片”。".to_owned(),
        PhotoWait::Manual => "等您按“立即传输照片”。".to_owned(),
        PhotoWait::ServerFull { used, limit } => format!(
            "服务器给这个台账的照片空间已满（{} / {}）。照片留在本机，文字照常同步。请联系服务器管理人员扩容。",
            bytes(used),
            bytes(limit)
        ),
        PhotoWait::NoRight => "您现在只能查看，不能上传。照片留在本机，管理员恢复权限后自动上传。".to_owned(),
        PhotoWait::ShutOut => "服务器不接受这台设备，照片不再传输。已有的照片仍在本机，请联系管理员。".to_owned(),
        PhotoWait::Refused => "服务器不收这些照片。照片仍在本机，请做一次备份，并联系管理员。".to_owned(),
        PhotoWait::Damaged => {
            "本机的照片文件已损坏或丢失，服务器上也没有。请从备份恢复，或重新拍照、签字、扫描。".to_owned()
        }
        PhotoWait::NoRoom => {
            "本机空间不足，照片暂不自动下载；点开照片时单独下载这一张。请清理磁盘，之后自动继续。".to_owned()
        }
        PhotoWait::Elsewhere => "照片还在另一台设备上，尚未传到；那台设备联网上传后自动收到。".to_owned(),
        PhotoWait::Wrong => "服务器给出的照片数据不对，已拒收，稍后自动再试。反复出现请联系管理员。".to_owned(),
    })
}

/// What stands in the way of pictures, of which some may not be on this device: nothing is said of where they are.
fn trouble(why: Trouble) -> String {
    match why {
        Trouble::Offline => "没有连上服务器，可能没有网络。联网后继续传输照片。".to_owned(),
        Trouble::Portal => "连上的不是守学的服务器（常见的是上网登录页）。请先登录网络，再继续传输照片。".to_owned(),
        Trouble::Busy(status) => format!("服务器暂时不能处理（代码 {status}），照片稍后自动再试。"),
        Trouble::TooOften => "操作过于频繁，服务器暂不受理，照片稍后自动再试。".to_owned(),
        other => share::trouble(other),
    }
}

/// What stands in the place of a picture that is not here.
pub(crate) fn away(away: Away) -> &'static str {
    match away {
        Away::No => "这张照片不在本机",
        Away::Coming => "照片正在传来",
        Away::OnPress => "点此下载",
        Away::Elsewhere => "照片还在另一台设备上，尚未传到",
        Away::Wrong => "收到的照片数据不对，已拒收，稍后再试",
    }
}

/// The same where somebody has opened it, so that it is being fetched.
pub(crate) fn opened(where_it_is: Away) -> &'static str {
    match where_it_is {
        Away::OnPress => away(Away::Coming),
        other => away(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_said_in_one_line() {
        let view = PhotosView { known: true, all: 1_200, done: 1_188, up: 3, down: 9, ..PhotosView::default() };
        assert_eq!(progress(&view), "照片 待上传 3 张 · 待下载 9 张 · 已传 1,188/1,200");
        assert_eq!(progress(&PhotosView { known: false, ..view }), "照片 待上传 3 张 · 共 1,200 张");
    }

    #[test]
    fn every_reason_to_wait_says_what_becomes_of_the_photos() {
        assert_eq!(wait(PhotoWait::None), None);
        let check = |why: PhotoWait, says: &str| {
            let words = wait(why).unwrap_or_default();
            assert!(words.ends_with('。') && words.contains(says), "{why:?}: {words}");
        };
        // Where they are, when they go on by themselves, or what a person can press.
        check(PhotoWait::ServerFull { used: 1, limit: 2 }, "照片留在本机");
        check(PhotoWait::NoRight, "照片留在本机");
        check(PhotoWait::ShutOut, "仍在本机");
        check(PhotoWait::Refused, "仍在本机");
        check(PhotoWait::TextFirst, "自动");
        check(PhotoWait::NoRoom, "自动");
        check(PhotoWait::Elsewhere, "自动");
        check(PhotoWait::Wrong, "自动");
        check(PhotoWait::NotWifi, SEND);
        check(PhotoWait::Untold, SEND);
        check(PhotoWait::Manual, SEND);
        check(PhotoWait::Damaged, "从备份恢复");
        // What is still to come is not on this device.
        for why in [Trouble::Offline, Trouble::Portal, Trouble::Busy(503), Trouble::TooOften] {
            check(PhotoWait::Trouble(why), "照片");
            assert!(!wait(PhotoWait::Trouble(why)).unwrap_or_default().contains("都在本机"));
        }
    }
}
