//! Words of 同步: how sharing stands, members, invitations, what is disputed.

use desk::message::share::{
    BriefView, LogTaken, Reason, RoleView, Round, StandingView, Stopped, ToldView, Trouble, WaitingWhat, Why,
};

use super::{bytes, count, history, moment};
use crate::ui::Tone;

pub(crate) use super::shell::SYNC;

pub(crate) const SUB: &str =
    "一个学校的几台设备共用一个台账。内容先存本机，再加密送到服务器；服务器看不到任何姓名和号码。";
pub(crate) const CREATE: &str = "把这个台账变成共享台账";
pub(crate) const CREATE_TEXT: &str =
    "现有内容全部带上，历史不变。之后可以邀请别的设备加入，各自离线填写，联网时自动合并。";
pub(crate) const CREATE_DO: &str = "建立共享台账";
pub(crate) const NAME: &str = "共享台账名称";
pub(crate) const NAME_NOTE: &str = "例如：柳溪镇中心小学";
pub(crate) const PERSON: &str = "您在这台设备上的称呼";
pub(crate) const PERSON_NOTE: &str = "例如：李老师 办公室电脑。别人在修改记录里看到的是它。";
pub(crate) const TICKET: &str = "开通码";
pub(crate) const TICKET_NOTE: &str = "县里的服务器要求时填写，没有就空着。";
pub(crate) const JOIN: &str = "加入别人的共享台账";
pub(crate) const JOIN_TEXT: &str =
    "请管理员在他的设备上生成邀请，把链接发给您，让您扫二维码，或把邀请文件拷给您。加入前本机这个台账应是空的。";
pub(crate) const JOIN_DO: &str = "申请加入";
pub(crate) const LINK: &str = "邀请链接";
pub(crate) const LINK_NOTE: &str = "粘贴整条链接或邀请文件里的文字";
pub(crate) const JOINING: &str = "正在申请加入";
pub(crate) const JOIN_LEAVING: &str = "正在把申请送到服务器。需要联网。";
pub(crate) const JOIN_WAITING: &str = "申请已送到。请管理员打开他设备上的“同步”页，两边屏幕会出现同样的六位数字。";
pub(crate) const JOIN_COMPARE: &str =
    "请与管理员核对：两边屏幕上的六位数字必须完全一样。一样时由管理员点“数字一致，同意加入”。";
pub(crate) const JOIN_TRICK: &str = "对方出示的凭据与邀请不符，可能有人冒充。请不要继续，当面向管理员重新要一份邀请。";
pub(crate) const JOIN_STOP: &str = "放弃加入";
pub(crate) const DIGITS: &str = "核对数字";
pub(crate) const STATE: &str = "同步状态";
pub(crate) const NOW: &str = "立即同步";
pub(crate) const HELD: &str = "有表单正在填写，暂不接收别人的修改；保存或关闭表单后自动继续。";
pub(crate) const WAITING: &str = "待上传";
pub(crate) const WAITING_TEXT: &str = "这些内容已存在本机，还没有到服务器。任何情况下都不会自动删除。";
pub(crate) const FOUNDING: &str = "共享台账的建立";
pub(crate) const MEMBER_CHANGE: &str = "成员的变更";
pub(crate) const OTHER: &str = "程序的记录";
pub(crate) const ASIDE: &str = "您已没有权限的登记内容";
pub(crate) const MEMBERS: &str = "成员";
pub(crate) const THIS: &str = "这台设备";
pub(crate) const INVITE: &str = "邀请…";
pub(crate) const INVITE_TITLE: &str = "邀请一台设备加入";
pub(crate) const INVITE_DO: &str = "生成邀请";
pub(crate) const INVITE_TEXT: &str = "一份邀请只能用一次，两天内有效。请当面交给对方，或用可靠的方式发送。";
pub(crate) const ROLE: &str = "权限";
pub(crate) const SENSITIVE: &str = "可以看限权登记（涉法、残疾评估等），并办理报送与收件";
pub(crate) const INVITATIONS: &str = "邀请";
pub(crate) const INVITATION_WAITS: &str = "等待对方打开";
pub(crate) const COPY: &str = "复制链接";
pub(crate) const COPIED: &str = "链接已复制。";
pub(crate) const NOT_COPIED: &str = "浏览器不让复制。请选中页面上的文字自己复制，或存为文件。";
pub(crate) const AS_FILE: &str = "存为文件";
pub(crate) const FILE_NAME: &str = "守学邀请.txt";
pub(crate) const QR: &str = "邀请二维码";
pub(crate) const WITHDRAW: &str = "收回邀请";
pub(crate) const APPROVE: &str = "数字一致，同意加入";
pub(crate) const APPROVED: &str = "已同意，正在送到服务器";
pub(crate) const COMPARE: &str = "请与对方核对：两边屏幕上的六位数字必须完全一样。不一样就收回邀请。";
pub(crate) const LEADS_ALONE: &str =
    "只有这一台能管理成员。它一旦损坏又没有备份，就没有人能再邀请或移出成员：请再设一台管理设备，并按时备份。";
pub(crate) const SEES_SENSITIVE: &str = "可看限权登记";
pub(crate) const CHANGE: &str = "改权限…";
pub(crate) const CHANGE_TEXT: &str =
    "新的权限在那台设备下次同步时生效。收回限权登记后密钥随即更换；它上面已有的内容收不回来。";
pub(crate) const CHANGE_DO: &str = "改为这个权限";
pub(crate) const CHANGED_DONE: &str = "权限已改，正在送到服务器。";
pub(crate) const REVOKE: &str = "移出…";
pub(crate) const REVOKE_TITLE: &str = "移出这台设备";
pub(crate) const REVOKE_TEXT: &str =
    "移出后它不能再读写共享台账，密钥随即更换。它上面已有的内容收不回来；设备遗失时请同时向上级报告。";
pub(crate) const REVOKE_DO: &str = "移出并更换密钥";
pub(crate) const DISPUTES: &str = "待核对的修改";
pub(crate) const DISPUTES_TEXT: &str =
    "两台设备在互不知情时改了同一处。两个内容都留着，请选定一个；没选之前暂用排在前面的。";
pub(crate) const MINE: &str = "用我的";
pub(crate) const THEIRS: &str = "用对方的";
pub(crate) const BOTH: &str = "两个都记";
pub(crate) const BOTH_NOTE: &str = "以排在前面的为准，另一个写入备查";
pub(crate) const KEPT: &str = "备查的内容";
pub(crate) const OFFERS: &str = "待采纳的内容";
pub(crate) const OFFERS_TEXT: &str = "写这些内容的设备已移出或已换新身份，或写的人没有这项权限，不能自动并入。请逐份核对：采纳后记为您的修改；不采纳的，需要时可再导入同一份交换文件。";
pub(crate) const ADOPT: &str = "采纳";
pub(crate) const DECLINE: &str = "不采纳";
pub(crate) const ADOPT_ALL: &str = "全部采纳";
/// More saves than are shown.
pub(crate) fn offers_more(more: u32) -> String {
    format!("另有 {} 份，处理完上面这些再列出。", count(more))
}
pub(crate) const ADOPTED: &str = "已采纳，记入台账。";
pub(crate) const SETTLED: &str = "已选定，所有设备同步后一致。";
pub(crate) const KEEP_CHILD: &str = "保留这条档案";
pub(crate) const KEEP_DELETED: &str = "仍然删除";
pub(crate) const EXCHANGE: &str = "用U盘交换";
pub(crate) const UNREADABLE: &str = "这个文件读不出来，可能U盘已拔出，或文件正被别的程序占用。请重新选择。";
pub(crate) const OTHER_FILE: &str = "所选文件过大，不是此处要导入的文件。请核对后重新选择。";
pub(crate) const NOT_SAVED: &str = "浏览器没有存下文件，可能禁止了下载。请允许本页下载文件后再试。";
pub(crate) const EXCHANGE_TEXT: &str = "没有网络时，把待上传的内容和台账记录存成加密文件，拷到另一台已加入的设备上导入；两台设备互相导一次，内容就一致。同一个文件导入几次结果都一样。照片不在文件里，联网后再传。";
pub(crate) const EXPORT: &str = "导出交换文件";
pub(crate) const IMPORT: &str = "导入交换文件";
pub(crate) const ROUNDS: &str = "同步记录";
pub(crate) const NO_ROUNDS: &str = "还没有同步过。";
pub(crate) const ALARM: &str = "有内容三天没有送到服务器。请检查网络，或用U盘交换、做一次备份。";
pub(crate) const SENT_DONE: &str = "正在同步。";
pub(crate) const REVOKED_DONE: &str = "已移出，正在送到服务器并更换密钥。";
pub(crate) const WITHDRAWN_DONE: &str = "邀请已收回。";

/// What a member may do.
pub(crate) fn role(role: RoleView) -> &'static str {
    match role {
        RoleView::Courier => "只转送",
        RoleView::Reader => "只读",
        RoleView::Editor => "填报",
        RoleView::Admin => "管理",
    }
}

/// The dialog that changes the rights of a member.
pub(crate) fn change_title(name: &str) -> String {
    format!("改权限：{name}")
}

/// Whether a member counts.
pub(crate) fn standing(standing: StandingView) -> &'static str {
    match standing {
        StandingView::Active => "在用",
        StandingView::Renamed => "已换新身份",
        StandingView::ShutOut => "已移出",
    }
}

/// 已存本机 · 待上传 n · 上次同步 ...
pub(crate) fn brief(brief: &BriefView) -> String {
    let even = match (brief.even_ms, brief.stick_ms) {
        (even, Some(stick)) if even.is_none_or(|even| even < stick) => format!("上次用U盘交换 {}", moment(stick)),
        (Some(even), _) => format!("上次同步 {}", moment(even)),
        (None, _) => "还没有同步过".to_owned(),
    };
    format!("已存本机 · 待上传 {} · {even}", count(brief.waiting))
}

/// The chip in the top bar.
pub(crate) fn chip(brief: &BriefView) -> (String, Tone) {
    if brief.disputes > 0 {
        return (format!("待核对 {}", count(brief.disputes)), Tone::Soon);
    }
    match (brief.alarm, brief.trouble, brief.waiting) {
        (true, ..) => (format!("三天未上传 {}", count(brief.waiting)), Tone::Late),
        (_, Some(trouble), _) if !trouble.passes() => ("同步受阻".to_owned(), Tone::Late),
        (_, _, 0) if brief.even_ms.or(brief.stick_ms).is_none() => ("尚未同步".to_owned(), Tone::Info),
        (_, _, 0) => ("已同步".to_owned(), Tone::Ok),
        (_, _, waiting) => (format!("待上传 {}", count(waiting)), Tone::Info),
    }
}

/// What stands in the way, and the way on.
pub(crate) fn trouble(trouble: Trouble) -> String {
    match trouble {
        Trouble::Offline => "没有连上服务器，可能没有网络。内容都在本机，联网后自动上传。".to_owned(),
        Trouble::Portal => {
            "连上的不是守学的服务器（常见的是上网登录页）。请先登录网络，之后自动再试；内容都在本机。".to_owned()
        }
        Trouble::Busy(status) => format!("服务器暂时不能处理（代码 {status}），稍后自动再试；内容都在本机。"),
        Trouble::TooOften => "操作过于频繁，服务器暂不接收，到时自动再试；内容都在本机。".to_owned(),
        Trouble::Full { used, limit } => format!(
            "服务器给这个台账的空间已满（{} / {}），新内容暂存本机。请联系服务器管理人员扩容。",
            bytes(used),
            bytes(limit)
        ),
        Trouble::NotAccepted => {
            "服务器不接受这台设备：它可能已被移出，也可能是服务器的数据丢失了，请问管理员。未上传的内容仍在本机，可导出交换文件交给管理员核对。".to_owned()
        }
        Trouble::TicketNeeded => "这个服务器建立或恢复共享台账需要开通码。请向服务器管理人员索取，填在下面再试。".to_owned(),
        Trouble::InvitationDead => "邀请已失效（用过、收回或过期）。请放弃加入，向管理员重新要一份。".to_owned(),
        Trouble::InvitationTaken => {
            "已有另一台设备用了这份邀请。如果不是您本人操作，请立即告诉管理员，并重新要一份。".to_owned()
        }
        Trouble::Stopped(why) => {
            format!("{}为防内容被改动或丢失，已停止接收。本机内容不受影响，请联系管理员。", stopped(why))
        }
        Trouble::Filling => {
            "服务器的数据丢失过，正在等一台设备把记录传回，传完后自动继续同步；内容都在本机。十分钟还没有传完的，请在原来那台或另一台设备上重新恢复。".to_owned()
        }
        Trouble::NotTaken => {
            "服务器没有收下传回的记录。请管理服务器的人检查服务器的时间和程序版本，再试一次；内容都在本机。".to_owned()
        }
        Trouble::NotWhole => {
            "这台设备没有台账的全部内容（权限不含某些登记，或还没有读完），不能用它恢复服务器。请换“管理”权限的设备再试。"
                .to_owned()
        }
        Trouble::Refused(0) => "服务器不收这些内容。内容仍在本机，请导出交换文件或备份，并联系管理员。".to_owned(),
        Trouble::Refused(number) => {
            format!("服务器不收本机第 {number} 号内容。内容仍在本机，请导出交换文件或备份，并联系管理员。")
        }
    }
}

fn stopped(why: Stopped) -> &'static str {
    match why {
        Stopped::SetUpAnew => "服务器的记录被重新建立过。",
        Stopped::Shorter => "服务器的记录比以前少了。",
        Stopped::Another => "服务器给出的记录与以前看到的不同。",
        Stopped::Withheld => "服务器没有给出这台设备应看到的内容。",
        Stopped::Altered => "服务器给出的内容被改动过，或不合规则。",
    }
}

/// Why something waits.
pub(crate) fn reason(reason: Reason) -> String {
    match reason {
        Reason::Next => "下次同步时上传".to_owned(),
        Reason::Trouble(Trouble::Offline) => "没有网络，联网后自动上传".to_owned(),
        Reason::Trouble(Trouble::Portal) => "网络需要先登录".to_owned(),
        Reason::Trouble(Trouble::Busy(status)) => format!("服务器暂时不能处理（代码 {status}）"),
        Reason::Trouble(Trouble::TooOften) => "操作过于频繁，服务器暂不接收，稍后自动再试".to_owned(),
        Reason::Trouble(Trouble::Full { .. }) => "服务器空间已满".to_owned(),
        Reason::Trouble(Trouble::TicketNeeded) => "需要开通码".to_owned(),
        Reason::Trouble(other) => trouble(other),
        Reason::NoRight => "需处理：您现在没有写这部分的权限。可导出交换文件交给管理员，或请他恢复权限".to_owned(),
        Reason::ShutOut => "需处理：服务器不接受这台设备，可能已被移出。可导出交换文件交给管理员核对".to_owned(),
        Reason::Behind => "排在它前面的内容还没有解决".to_owned(),
        Reason::NotLetIn => "等管理员同意加入".to_owned(),
    }
}

/// What waits.
pub(crate) fn what(what: &WaitingWhat) -> String {
    match what {
        WaitingWhat::Save(save) => format!("{} {}", moment(save.at_ms), history::save(save)),
        WaitingWhat::Founding => FOUNDING.to_owned(),
        WaitingWhat::Members => MEMBER_CHANGE.to_owned(),
        WaitingWhat::Other => OTHER.to_owned(),
        WaitingWhat::Aside => ASIDE.to_owned(),
    }
}

/// A round in the history.
pub(crate) fn round(round: &Round) -> String {
    let at = moment(round.at_ms);
    match round.trouble {
        Some(why) => format!("{at}　{}", trouble(why)),
        None => format!("{at}　上传 {} 条，收到 {} 条", count(round.sent), count(round.came)),
    }
}

/// What a person should hear of.
pub(crate) fn told(told: ToldView) -> String {
    match told {
        ToldView::SetBack => {
            "这台电脑的内容曾被还原到以前的状态。程序已换用新身份继续，没有上传的内容照常上传。".to_owned()
        }
        ToldView::Withdrawn => "一项成员变更因别人先改了而没有生效，请重新操作。".to_owned(),
        ToldView::Orphaned => "一份从U盘导入的内容不能进入共享记录，已单独保存在本机，请联系管理员核对。".to_owned(),
        ToldView::Unreadable => "有一份同事上传的内容无法解密，请各位同事核对近期填写的内容，缺的重新填写。".to_owned(),
        ToldView::NoKey => "有一部分内容的密钥没有给到这台设备，请管理员重新设置权限。".to_owned(),
        ToldView::InvitationsOver => {
            "这个台账是从备份恢复的，备份时还没有人用上的邀请和加入码已作废，需要的请重新邀请。".to_owned()
        }
        ToldView::BroughtBack(entries) => {
            format!("服务器丢失过一段记录，缺的 {} 条已由本机补回。", count(entries))
        }
        ToldView::SealedAgain(count) => format!("更换密钥后，{count} 份待上传内容已重新加密。"),
    }
}

/// Why an order was not carried out.
pub(crate) fn why(why: Why) -> &'static str {
    match why {
        Why::Trial => "试用中的台账只在内存里，不能共享。请先正式新建台账。",
        Why::AlreadyShared => "这个台账已经是共享台账。",
        Why::NotShared => "这个台账不是共享台账。",
        Why::NotEmpty => "本机这个台账里已有内容。请另外新建一个空白台账，再加入共享台账。",
        Why::BadLink => "这不是完整的邀请链接，请重新复制。",
        Why::BadCode => "短码是九位数字，请核对后重新输入。",
        Why::CodeTried => "这个短码在本机已经用过，不能再用。请对方重新生成一个。",
        Why::Disputed => "台账里有互不知情的修改没有核对，请先核对。",
        Why::NotAdmin => "只有“管理”权限的成员可以这样做。",
        Why::NotYet => "第一次同步还没有完成，请联网稍候再试。",
        Why::LastAdmin => "至少保留一名“管理”成员，也不能移出本机。请先把另一台设备设为“管理”，再由它操作。",
        Why::NoKey => "这台设备缺少需要的密钥。请联网同步后再试，仍不行请管理员重新设置权限。",
        Why::NotAsked => "对方还没有看到核对数字，请稍候。",
        Why::Gone => "这一项已处理或已不存在，请看本页现在的内容。",
        Why::Changed => "刚刚又收到新的修改，请看过之后再选。",
        Why::NoName => "请填写名称和称呼。",
        Why::BadFile => "这不是这里要导入的文件，或文件已损坏。请核对后重新选择；选对了仍不行，请重新拷贝。",
        Why::OtherLedger => "这个文件属于另一个共享台账或另一份邀请，没有导入。请核对后另选文件。",
        Why::Forged => "文件里有内容签名不符，没有导入。请不要再用这份文件，向对方重新要一份。",
        Why::NotRequest => "这是回应文件或台账文件，不是申请文件。请对方把申请文件拷来。",
        Why::NotAnswer => "这是申请文件，请交给管理员导入。这里要导入的是管理员给您的回应文件或台账文件。",
        Why::InvitationOver => "这份邀请已收回或过期，没有导入。请重新生成一份邀请。",
        Why::OtherRequest => "已有另一台设备用了这份邀请，没有导入。如有疑问请收回邀请，重新生成一份。",
        Why::GivenElsewhere => {
            "这份邀请是在另一台设备上生成的，没有导入。请到那台设备上导入，或在这里重新生成一份邀请。"
        }
        Why::BadLog => "文件里的台账不完整或与本机的不是同一本，没有导入。请管理员联网同步后重新导出。",
        Why::NotWhole => "这台设备上的台账不完整，请先联网同步，再导出台账文件。",
        Why::NotLost => "服务器现在不缺这个台账的记录，不用恢复。请点“立即同步”。",
        Why::Nothing => "没有待上传的内容，不用导出。",
    }
}

/// 李老师 3月2日 10:05 改为 随迁
pub(crate) fn version(who: &str, mine: bool, at_ms: u64, text: &str) -> String {
    let who = if mine { "您" } else { who };
    match text {
        "" => format!("{who} {} 清空了这一项", moment(at_ms)),
        text => format!("{who} {} 改为 {text}", moment(at_ms)),
    }
}

/// 李老师 3月2日 10:05
pub(crate) fn offer(who: &str, at_ms: u64) -> String {
    format!("{who} {}", moment(at_ms))
}

/// What would become of a field: 现为 留守，改为 随迁
pub(crate) fn replaced(now: &str, then: &str) -> String {
    match (now, then) {
        ("", then) => format!("填写为 {then}"),
        (now, "") => format!("现为 {now}，改为空"),
        (now, then) => format!("现为 {now}，改为 {then}"),
    }
}

/// A record that is there would be another, and its values are not shown.
pub(crate) const ALTERS: &str = "改动已有的记录";

/// Fields that are not listed.
pub(crate) fn fields_more(more: u32) -> String {
    format!("另有 {} 项", count(more))
}

/// A record that one deleted and another changed.
pub(crate) fn deleted(name: &str, by: &str, fields: &[String]) -> String {
    format!("{name}：{by} 已删除，同时别人改了 {}", fields.join("、"))
}

/// What an import brought.
pub(crate) fn imported(log: LogTaken, new: u32, left: u32, offered: u32) -> String {
    let came = match log {
        LogTaken::Came(entries) => format!("收到 {} 条台账记录。", count(entries)),
        LogTaken::Later => "文件里的台账记录和本机的接不上，请这台设备联网同步一次再导入。".to_owned(),
        LogTaken::Partial => "导出的设备看不到全部内容，台账记录没有导入，请改用管理员设备导出的文件。".to_owned(),
        LogTaken::Unsigned => "导出的设备不是成员，台账记录没有导入，请改用成员设备导出的文件。".to_owned(),
        LogTaken::Nothing => String::new(),
    };
    let unsent = match (new, left) {
        (0, _) if offered > 0 => String::new(),
        (0, _) if log == LogTaken::Nothing => {
            "没有可以导入的内容：本机已有，或要先联网同步一次；已移出设备写的设置和名单不能导入。".to_owned()
        }
        (0, _) => String::new(),
        (_, 0) => format!("导入 {} 份未上传的内容。", count(new)),
        _ => format!("导入 {} 份未上传的内容，另有 {} 份本机已有或暂不能用。", count(new), count(left)),
    };
    let asked = match offered {
        0 => String::new(),
        _ => format!("有 {} 份内容要您核对后才能采纳，见“待采纳的内容”。", count(offered)),
    };
    came + &unsent + &asked
}

/// A file was saved.
pub(crate) fn saved(name: &str) -> String {
    format!("已存为“{name}”。")
}

/// What an export holds.
pub(crate) fn exported(waiting: u32, log: u32, name: &str) -> String {
    match (waiting, log) {
        (0, _) => format!("台账记录已存为“{name}”，本机没有待上传的内容。"),
        (_, 0) => format!("{} 份待上传内容已存为“{name}”。", count(waiting)),
        _ => format!("{} 份待上传内容和台账记录已存为“{name}”。", count(waiting)),
    }
}

/// 加入申请 of somebody.
pub(crate) fn asked(name: &str) -> String {
    format!("{name} 申请加入")
}

/// Six digits in two groups.
pub(crate) fn digits(number: u32) -> String {
    format!("{:03} {:03}", number / 1000, number % 1000)
}

/// Until when an invitation holds.
pub(crate) fn until(ms: u64) -> String {
    format!("{} 前有效", moment(ms))
}
