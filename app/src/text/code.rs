//! Words of 短码: nine digits in place of a link, on both sides.

use desk::message::share::{Ended, Over, Trouble};

use super::moment;

pub(crate) const CODE: &str = "短码";
pub(crate) const MAKE: &str = "生成短码";
pub(crate) const MAKE_AGAIN: &str = "重新生成短码";
pub(crate) const MAKE_NOTE: &str = "不方便发链接、也不能扫码时，可以把九位数字念给对方。";
pub(crate) const OPENING: &str = "正在向服务器登记短码。需要联网。";
pub(crate) const CLAIMED: &str = "对方已连上，正在核对短码。";
pub(crate) const RIGHT: &str = "短码正确，邀请正在交给对方。";
pub(crate) const DROP: &str = "收回短码";
pub(crate) const JOIN: &str = "用短码加入";
pub(crate) const JOIN_TEXT: &str =
    "请管理员在他设备的“同步”页生成邀请，再生成短码，把九位数字念给您。两台设备都要联网。加入前本机这个台账应是空的。";
pub(crate) const JOIN_DO: &str = "用短码申请加入";
pub(crate) const NOTE: &str = "九位数字，例如 123 456 789；空格可以不输";
pub(crate) const MEETING: &str = "正在用短码加入";
pub(crate) const LOOKING: &str = "正在查找对方的设备。需要联网。";
pub(crate) const MET: &str = "已找到对方的设备，正在核对短码。请对方保持“同步”页打开。";
pub(crate) const STOP: &str = "放弃这个短码";

/// Nine digits in three groups.
pub(crate) fn digits(number: u32) -> String {
    format!("{:03} {:03} {:03}", number / 1_000_000, number / 1_000 % 1_000, number % 1_000)
}

/// What to do with a code that is shown.
pub(crate) fn open(until_ms: u64) -> String {
    format!(
        "请当面或打电话把这九位数字告诉对方，由他在自己设备的“同步”页输入。{} 前有效，只能用一次，输错即作废。",
        moment(until_ms)
    )
}

/// Why a code that was shown is no good any more, and the way on.
pub(crate) fn ended(why: Ended) -> &'static str {
    match why {
        Ended::Used => "邀请已交给对方，等待他的申请。如对方没有收到，可以重新生成短码。",
        Ended::Wrong => {
            "有人输错了短码，也可能有人冒充，这个短码已作废。请重新生成一个再告诉对方；反复出现请改用链接、二维码。"
        }
        Ended::Expired => "短码超过十分钟，已失效。请重新生成一个。",
        Ended::Withdrawn => "短码已收回。",
        Ended::TooMany => "十分钟内生成的短码太多，服务器暂不登记。请过几分钟再生成，或改用链接、二维码。",
        Ended::Lost => "服务器上没有这个短码了。请重新生成一个，或改用链接、二维码。",
    }
}

/// Why a code that was typed leads nowhere, and the way on.
pub(crate) fn over(why: Over) -> &'static str {
    match why {
        Over::Unknown => {
            "没有这个短码，可能输错了，也可能已失效。请与对方核对数字；数字没错的，请对方收回后重新生成一个。"
        }
        Over::Taken => "已有另一台设备在用这个短码。如果不是您本人操作，请立即告诉对方，请他收回短码，重新生成一个。",
        Over::Wrong => "短码不对，也可能有人冒充，这个短码已作废。请对方重新生成一个。",
        Over::Expired => "对方的设备一直没有回应，短码已失效。请对方打开“同步”页，重新生成一个。",
        Over::NotEmpty => "本机这个台账里已有内容，没有加入。请另外新建一个空白台账，再加入共享台账。",
        Over::Stopped => "已放弃这个短码。",
    }
}

/// What holds a code up; all of it passes by itself.
pub(crate) fn trouble(trouble: Trouble) -> String {
    match trouble {
        Trouble::Offline => "没有连上服务器，可能没有网络；联网后自动再试。".to_owned(),
        Trouble::Portal => "连上的不是守学的服务器（常见的是上网登录页）。请先登录网络，之后自动再试。".to_owned(),
        Trouble::TooOften => {
            "此刻使用短码的人太多，服务器暂不受理，稍后自动再试；急用请改用邀请链接或二维码。".to_owned()
        }
        Trouble::Busy(status) => format!("服务器暂时不能处理（代码 {status}），稍后自动再试。"),
        other => super::share::trouble(other),
    }
}
