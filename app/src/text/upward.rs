//! Words of 报送与收件: pairing, handing up, taking in.

use desk::message::upward::{AckFlawView, Doubt, FlawView, Said, SentState, UpWait, UpWhy};
use ledger::upward::{form_label, period_label};

pub(crate) use super::share::saved;
use super::{bytes, moment, share};
use crate::ui::Tone;

pub(crate) const TITLE: &str = "报送与收件";
pub(crate) const SUB: &str =
    "材料先由本单位签名，再加密发给对方单位；服务器及存储介质均无法读取报送内容。收到对方签名的回执，方为“已接收”。";
pub(crate) const TO_SYNC: &str = "同步与成员";
pub(crate) const NOT_SHARED: &str = "先建立共享台账";
pub(crate) const NOT_SHARED_TEXT: &str =
    "报送和收件需要共享台账的身份。请先到“同步”页建立共享台账；没有网络也可以建立，材料可用U盘传递。";
pub(crate) const NO_RIGHT: &str = "您没有报送与收件的权限";
pub(crate) const NO_RIGHT_TEXT: &str =
    "单位的报送密钥和材料仅供可查看限权登记的成员使用。请管理员在“同步”页的成员中，为您勾选“可以看限权登记”。";
pub(crate) const SEND: &str = "报送给上级";
pub(crate) const TAKE: &str = "接收下级报送";
pub(crate) const PARTS: &str = "报送或收件";

pub(crate) const SUPERIORS: &str = "上级单位";
pub(crate) const NO_SUPERIOR: &str = "还没有上级单位";
pub(crate) const NO_SUPERIOR_TEXT: &str =
    "请向县教育局或中心校索取收件函和纸质的24位核对码，再点“添加上级”。核对一致后，将本单位的登记函交对方登记。";
pub(crate) const ADD_SUPERIOR: &str = "添加上级…";
pub(crate) const ADD_SUPERIOR_TITLE: &str = "添加上级单位";
pub(crate) const ADD_SUPERIOR_TEXT: &str = "粘贴上级发来的收件函（以 SXI1 开头的一串字母数字），或选择收件函文件。";
pub(crate) const SCHOOLS: &str = "登记的学校";
pub(crate) const NO_SCHOOL: &str = "还没有登记学校";
pub(crate) const NO_SCHOOL_TEXT: &str =
    "学校添加本单位为上级后，将生成登记函。请收取登记函，与学校核对24位核对码，登记后方可接收其报送。";
pub(crate) const ADD_SCHOOL: &str = "登记学校…";
pub(crate) const ADD_SCHOOL_TITLE: &str = "登记学校";
pub(crate) const ADD_SCHOOL_TEXT: &str = "粘贴学校交来的登记函（以 SXS1 开头的一串字母数字），或选择登记函文件。";
pub(crate) const LETTER: &str = "函的内容";
pub(crate) const LETTER_FILE: &str = "选择函文件";
pub(crate) const LETTER_DIGITS: &str = "纸上的24位核对码";
pub(crate) const LETTER_DIGITS_NOTE: &str =
    "请按盖章的纸件输入，或由对方当面、电话告知。不得从随函发来的同一条消息中抄录。";
pub(crate) const PIN: &str = "核对并登记";
pub(crate) const PINNED: &str = "核对码一致，已登记。";
pub(crate) const RENEWS: &str = "该单位已登记，此函更换了密钥。请重新核对纸上的核对码。";
pub(crate) const IS_SENDER: &str = "这是学校的登记函，请到“接收下级报送”中登记。此处需要上级的收件函。";
pub(crate) const IS_INBOX: &str = "这是上级的收件函，请到“报送给上级”中添加。此处需要学校的登记函。";
pub(crate) const KNOWN: &str = "此函已登记，无需重复登记。";
pub(crate) const REMOVE: &str = "停用…";
pub(crate) const REMOVE_TITLE: &str = "停用这个单位";
pub(crate) const REMOVE_TEXT: &str =
    "停用后不再向该单位报送，待发送的报送不再送出，也不再接收其报送；已有的材料和记录予以保留。以后可以重新核对登记。";
pub(crate) const REASON: &str = "原因";
pub(crate) const REMOVE_DO: &str = "停用";
pub(crate) const REMOVED_DONE: &str = "已停用。";
pub(crate) const REMOVED: &str = "已停用";
pub(crate) const COMPARED: &str = "核对码";

pub(crate) const OWN_SENDER: &str = "本单位的登记函";
pub(crate) const OWN_SENDER_TEXT: &str =
    "请将登记函交给上级，并将24位核对码盖章报送，或当面读给对方核对。上级登记后，方可接收本单位的报送。";
pub(crate) const OWN_INBOX: &str = "本单位的收件函";
pub(crate) const OWN_INBOX_TEXT: &str =
    "请将收件函发给各学校（微信、邮件、文件均可），核对码请用盖章的纸件另行下发，不得与函放在同一条消息中。";
pub(crate) const QR: &str = "函的二维码";
pub(crate) const DIGITS: &str = "24位核对码";
pub(crate) const COPY: &str = "复制函";
pub(crate) const COPIED: &str = "函已复制，可以粘贴到微信或邮件里。";
pub(crate) const AS_FILE: &str = "存为文件";
pub(crate) const PRINT: &str = "打印";
pub(crate) const RENEW: &str = "更换密钥…";
pub(crate) const RENEW_TITLE: &str = "更换本单位的密钥";
pub(crate) const RENEW_INBOX_TEXT: &str = "人员调离、设备遗失时更换。更换后，请将新的收件函和核对码下发各学校重新核对；此前收发的材料仍可读取，尚未更换收件函的学校仍可按原收件函报送。";
pub(crate) const RENEW_SENDER_TEXT: &str = "人员调离、设备遗失时更换。更换后，须将新的登记函和核对码交每一个上级重新核对登记：登记之前，新的报送暂不能送达，登记后自动送出；登记之后，更换前签名而未送达的报送须重新签名。请尽量先送出待发送的报送，再更换。此前收发的材料仍可读取。";
pub(crate) const RENEW_DO: &str = "更换密钥";
pub(crate) const RENEWED_INBOX: &str = "密钥已更换，请将新的收件函和核对码下发各学校重新核对。";
pub(crate) const RENEWED_SENDER: &str = "密钥已更换，请将新的登记函和核对码交每一个上级重新核对登记。";
pub(crate) const SEAL: &str = "（单位盖章）　　　　年　　月　　日";

pub(crate) const OPEN_INBOX: &str = "开设收件箱";
pub(crate) const OPEN_INBOX_TEXT: &str =
    "县教育局或中心校接收学校报送时开设。会生成本单位的收件函和24位核对码，印在纸上盖章下发给各学校。";
pub(crate) const OFFICE_NAME: &str = "单位名称";
pub(crate) const OFFICE_NAME_NOTE: &str = "写在函上，例如：青山县教育体育局";
pub(crate) const OPENED: &str = "收件箱已开设。请打印收件函，盖章后下发核对码。";
pub(crate) const NO_INBOX: &str = "尚未开设收件箱";
pub(crate) const NO_INBOX_TEXT: &str = "本单位接收下级报送的，请由“填报”或“管理”成员开设收件箱。";

pub(crate) const SUBMIT: &str = "报送材料…";
pub(crate) const SUBMIT_TITLE: &str = "报送材料";
pub(crate) const SUBMIT_DO: &str = "签名并报送";
pub(crate) const SUBMITTED: &str = "已签名存入待发送，联网时自动送出；没有网络请导出报送文件。";
pub(crate) const TO: &str = "报送给";
pub(crate) const FORM: &str = "材料种类";
pub(crate) const PERIOD: &str = "期次";
pub(crate) const PERIOD_NOTE: &str = "例如：秋季控辍保学专项，不超过20个字";
pub(crate) const FILE: &str = "选择要报送的文件";
pub(crate) const FILE_NOTE: &str = "xlsx、PDF、扫描件等任何文件，不超过840 KB";
pub(crate) const SENTENCE: &str = "说明";
pub(crate) const SENTENCE_NOTE: &str = "可以不填，不超过600字";
pub(crate) const SENTENCE_AGAIN: &str = "更正的原因";
pub(crate) const SENTENCE_AGAIN_NOTE: &str = "本期已报送，请写明再次报送的原因，不超过600字";
pub(crate) const AGAIN: &str = "更正报送…";
pub(crate) const SENT: &str = "报送记录";
pub(crate) const CLOSED: &str =
    "上级已锁定本期，不能再更正。确需更正的，请电话联系上级退回；收到退回的回执后，即可更正报送。";
pub(crate) const UNHEARD: &str = "上级没有登记本单位的密钥，或已停用本单位的登记，不能从服务器取得回执。请将登记函和核对码交上级重新核对登记，或请上级导出回执文件。";
pub(crate) const SENT_TWICE: &str =
    "本单位另一台设备也编制了本期同一次报送，两份内容不同。请核对后用“更正报送”报送正确的内容，并告知上级。";
pub(crate) const NOTHING_SENT: &str = "还没有报送过材料。点“报送材料”选择文件和期次，签名后自动送出。";
pub(crate) const EXPORT: &str = "导出报送文件";
pub(crate) const OWN_FILE: &str = "取回原文件";
pub(crate) const TAKE_ACKS: &str = "导入上级的回执文件";
pub(crate) const TAKE_ACKS_TEXT: &str =
    "没有网络时，将报送文件（.sxu）拷贝给上级，再将上级的回执文件（.sxr）拷回导入。同一文件可多次导入，结果不变。";
pub(crate) const ODD: &str =
    "服务器返回的回执不是上级签发，未予采信，报送状态未改变。如反复出现，请告知上级和服务器管理人员。";

pub(crate) const GAP: &str =
    "服务器返回的收件不连续，中间有缺失，未予采用。请联系服务器管理人员；已收到的不受影响，新的报送可用U盘导入。";

pub(crate) const RECEIVED: &str = "收到的报送";
pub(crate) const NOTHING_RECEIVED: &str =
    "还没有收到报送。学校登记后，其报送自动出现在这里；也可以导入学校用U盘送来的报送文件。";
pub(crate) const TAKE_FILE: &str = "导入学校的报送文件";
pub(crate) const ACCEPT: &str = "接收";
pub(crate) const REJECT: &str = "退回…";
pub(crate) const REJECT_TITLE: &str = "退回这份报送";
pub(crate) const REJECT_REASON: &str = "退回的原因";
pub(crate) const REJECT_NOTE: &str = "学校将看到此原因，请写明需补正的内容，不超过600字";
pub(crate) const REJECT_DO: &str = "退回";
pub(crate) const LOCK: &str = "锁定本期";
pub(crate) const DOWNLOAD: &str = "下载文件";
pub(crate) const ACK_FILE: &str = "导出回执文件";
pub(crate) const ACCEPTED_DONE: &str = "已接收，回执正在送出。学校没有网络时，请导出回执文件拷贝给学校。";
pub(crate) const REJECTED_DONE: &str = "已退回，回执正在送出。学校没有网络时，请导出回执文件拷贝给学校。";
pub(crate) const LOCKED_DONE: &str = "本期已锁定，学校不能再更正。需要更正时，请退回本次报送。";
pub(crate) const LOCKED_HERE: &str =
    "本期已锁定，学校不能再更正。确需更正的，请退回本次报送并写明原因；学校收到退回的回执后，即可更正报送。";
pub(crate) const MISSING: &str = "未报名单";
pub(crate) const MISSING_NONE: &str = "登记的学校都已报送。";
pub(crate) const LIST_WAITS: &str = "登记的学校名单正在送到服务器。";
pub(crate) const LIST_ADMIN: &str = "登记的学校名单由“管理”成员的设备送到服务器；其设备联网后，学校方可从网上报送。";

pub(crate) const BY_STICK: &str = "U盘";
pub(crate) const OLDER: &str = "已有更正";
pub(crate) const NEW: &str = "待处理";
pub(crate) const FLAWED: &str = "不能采信";
pub(crate) const TITLE_FLAWED: &str = "一份报送";
pub(crate) const NOT_SENT: &str = "未报";

/// 2026年11月 月报 第1次
pub(crate) fn about(form: &str, period: &str, revision: u32) -> String {
    format!("{} {} 第{revision}次", period_label(period), form_label(form))
}

/// A file and its size.
pub(crate) fn file(name: &str, size: u64) -> String {
    format!("{name}（{}）", bytes(size))
}

/// How far something handed up has come.
pub(crate) fn state(state: SentState) -> (&'static str, Tone) {
    match state {
        SentState::Waiting => ("待发送", Tone::Soon),
        SentState::Delivered => ("已送达", Tone::Info),
        SentState::Said(said) => verdict(said),
        SentState::Overtaken => ("未送出", Tone::Late),
    }
}

/// What was said of it.
pub(crate) fn verdict(said: Said) -> (&'static str, Tone) {
    match said {
        Said::Received => ("已接收", Tone::Ok),
        Said::Rejected => ("已退回", Tone::Late),
        Said::Locked => ("已锁定", Tone::Ok),
    }
}

/// What a state means, and the way on.
pub(crate) fn state_note(state: SentState, wait: Option<UpWait>) -> Option<String> {
    match state {
        SentState::Waiting => wait.map(waiting),
        SentState::Delivered => Some("服务器已接收，待上级查看后签发回执。".to_owned()),
        SentState::Overtaken => {
            Some("本单位另一台设备已送出本期同一次报送，此份未送出。请核对后用“更正报送”再次报送。".to_owned())
        }
        SentState::Said(_) => None,
    }
}

fn waiting(wait: UpWait) -> String {
    let text = match wait {
        UpWait::Next => "联网后自动送出；没有网络请导出报送文件。",
        UpWait::LogFirst => LOG_FIRST,
        UpWait::Elsewhere => "报送文件保存在编制该次报送的设备上，请由该设备联网送出，或重新编制报送。",
        UpWait::Removed => "上级单位已停用，此份不再送出。仍需报送的，请重新添加上级单位。",
        UpWait::Unlisted => "上级尚未登记本单位，或登记名单尚未送到服务器。请将登记函交给上级；登记后自动送出。",
        UpWait::OldKey => {
            "此份用更换前的密钥签名，上级没有登记该密钥，服务器不接收。请用“更正报送”重新签名报送，或导出报送文件交上级核实。"
        }
        UpWait::Taken => {
            "服务器称本期同一次已有另一份报送，本单位没有该份的记录，稍后再次送出。请核对本单位其他设备是否已报送；反复出现的，请导出报送文件交上级，并联系服务器管理人员。"
        }
        UpWait::Full => "上级在服务器上的空间已满，请联系上级；腾出空间后自动送出。也可以导出报送文件。",
        UpWait::Refused => "服务器不接收此份报送，材料仍在本机。请导出报送文件交给上级，并联系服务器管理人员。",
        UpWait::Trouble(trouble) => return share::trouble(trouble),
    };
    text.to_owned()
}

const LOG_FIRST: &str = "先上传台账中待上传的内容，再送出。";

/// Why an answer of this office is not at the server yet.
pub(crate) fn not_left(wait: UpWait) -> String {
    let why = match wait {
        UpWait::LogFirst => LOG_FIRST.to_owned(),
        UpWait::Full => "服务器空间已满，请联系服务器管理人员，或导出回执文件交给学校。".to_owned(),
        UpWait::Refused | UpWait::Taken => "服务器不接收，请导出回执文件交给学校，并联系服务器管理人员。".to_owned(),
        UpWait::Elsewhere => "由“填报”或“管理”成员的设备联网后送出。".to_owned(),
        UpWait::Trouble(trouble) => share::trouble(trouble),
        _ => "联网后自动送出。".to_owned(),
    };
    format!("　回执待送出：{why}")
}

/// 11月29日 10:05 已退回：缺附件
pub(crate) fn said(said: Said, reason: &str, at_ms: u64) -> String {
    let (word, _) = verdict(said);
    match reason {
        "" => format!("{} {word}", moment(at_ms)),
        reason => format!("{} {word}：{reason}", moment(at_ms)),
    }
}

/// When it was made, delivered, given out.
pub(crate) fn times(created_ms: u64, delivered_ms: Option<u64>, carried_ms: Option<u64>) -> String {
    let mut text = format!("{} 报送", moment(created_ms));
    if let Some(at_ms) = delivered_ms {
        text += &format!("，{} 送达", moment(at_ms));
    }
    if let Some(at_ms) = carried_ms {
        text += &format!("，{} 导出", moment(at_ms));
    }
    text
}

/// When it came.
pub(crate) fn came(at_ms: u64) -> String {
    format!("{} 收到", moment(at_ms))
}

/// What a reader should look at.
pub(crate) fn doubt(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::Gap => "前一次报送未收到，请与学校核对。",
        Doubt::OtherPrevious => "此份更正的前一次报送与本单位收到的不一致，请与学校核对。",
        Doubt::TwoWords => "两位工作人员同时作出不同决定，请重新接收或退回一次。",
        Doubt::Twice => "本期同一次收到两份不同的报送，请与学校核对以哪一份为准，退回另一份。",
        Doubt::OldKey => "此份用学校更换前的密钥签名，请向学校核实后再接收。",
    }
}

/// So much lies in the inbox that no registered school has signed.
pub(crate) fn unsigned(count: u32) -> String {
    format!(
        "服务器的收件箱中有 {count} 份材料不是已登记学校签名的，未予收取。学校登记或重新登记密钥后自动重新核对；来源不明的，请联系服务器管理人员。"
    )
}

/// What is wrong with something that came in.
pub(crate) fn flaw(flaw: FlawView) -> &'static str {
    match flaw {
        FlawView::Outside => "签名与该学校登记的密钥不符，或文件被改动，不能采信。请学校重新报送，或重新核对登记函。",
        FlawView::Sealed => "不是加密给本单位的，或文件被改动，无法读取。请学校核对收件函后重新报送。",
        FlawView::Content => "内容不是报送材料，不能采信。请学校重新报送。",
        FlawView::Recipient => "此份材料的接收单位不是本单位，不能采信。请学校重新向本单位报送。",
        FlawView::Other => "封面与正文标注的学校、期次或次数不一致，不能采信。请学校重新报送。",
        FlawView::Signature => "正文的签名不是该学校的，不能采信。请学校重新报送。",
        FlawView::NotListed => "该学校尚未登记，不能采信。请先登记该学校，再重新导入报送文件。",
    }
}

fn ack_flaw(flaw: AckFlawView) -> &'static str {
    match flaw {
        AckFlawView::Sealed => "此回执无法读取：文件被改动，或不是发给本单位的。报送状态未改变，请上级重新导出。",
        AckFlawView::Signature => {
            "此回执不是已核对的上级签发，未予采信。请向上级核实；上级更换密钥的，请重新添加上级。"
        }
        AckFlawView::Other => "此回执对应另一次报送，未予采信。请上级对本次报送重新签发。",
        AckFlawView::Unknown => "此回执对应的报送不在本台账内，未予采信。请核对文件是否选错。",
    }
}

/// Why an order was not carried out.
pub(crate) fn why(why: UpWhy) -> &'static str {
    match why {
        UpWhy::NotShared => NOT_SHARED_TEXT,
        UpWhy::NoRight => NO_RIGHT_TEXT,
        UpWhy::NoName => "请填写单位名称。",
        UpWhy::BadLetter => "未找到完整的函。请重新复制整段文字，或选择函文件。",
        UpWhy::OtherDigits => {
            "核对码不一致，未予登记。请逐组核对纸上的数字；仍不一致的，说明函可能被调换，请当面重新索取。"
        }
        UpWhy::OwnLetter => "这是本单位的函，请交给对方。",
        UpWhy::Gone => "此项已处理或已不存在，请查看本页现在的内容。",
        UpWhy::BadPeriod => "请选择期次。",
        UpWhy::NoFile => "请选择要报送的文件，空文件不能报送。",
        UpWhy::TooLarge => "文件超过840 KB，不能报送。请分为若干文件，或压缩图片后重新选择。",
        UpWhy::TooLong => "文字过长，不能超过600字。请精简后重试。",
        UpWhy::NoReason => "请写明原因。",
        UpWhy::Locked => "上级已锁定本期，不能再更正。确需更正的，请电话联系上级退回。",
        UpWhy::LockedHere => LOCKED_HERE,
        UpWhy::BadKey => "对方函中的密钥无效。请对方更换密钥，重新交函核对。",
        UpWhy::NotHere => "文件在本单位另一台设备上，正在取回。请稍后再试。",
        UpWhy::BadFile => "不是此处要导入的文件，或文件已损坏。请核对后重新选择；仍不能导入的，请重新拷贝。",
        UpWhy::IsAcks => "这是回执文件，应由报送的学校导入。此处应导入学校的报送文件（.sxu）。",
        UpWhy::IsSubmission => "这是报送文件，应由上级导入。此处应导入上级的回执文件（.sxr）。",
        UpWhy::NotListed => flaw(FlawView::NotListed),
        UpWhy::Flawed(what) => flaw(what),
        UpWhy::BadAck(what) => ack_flaw(what),
    }
}

/// What a letter says, before its digits are compared.
pub(crate) fn letter_of(inbox: bool, name: &str) -> String {
    format!("{name} 的{}", if inbox { "收件函" } else { "登记函" })
}

/// A letter as it is pasted into a message.
pub(crate) fn letter_message(inbox: bool, name: &str, text: &str) -> String {
    format!("守学{}　{name}\n{text}\n核对码请以盖章的纸件为准。", if inbox { "收件函" } else { "登记函" })
}

/// The name of a letter's file.
pub(crate) fn letter_file(inbox: bool, name: &str) -> String {
    format!("守学{}_{name}.txt", if inbox { "收件函" } else { "登记函" })
}

/// What an import brought.
pub(crate) fn taken(new: u32, known: u32) -> String {
    match (new, known) {
        (0, _) => "该文件此前已导入，没有重复计入。".to_owned(),
        (new, _) => format!("已导入 {new} 份。"),
    }
}

/// Who has not sent.
pub(crate) fn missing(count: usize, all: usize) -> String {
    format!("应报 {all} 所，未报 {count} 所")
}
