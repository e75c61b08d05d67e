//! Words of the first screen (开始): trial, creating, opening, restoring, the recovery card.
//!
//! Every failure has a sentence that says what happened, that nothing was lost or changed, and the next step.

use desk::message::vault::Weakness;

use super::count;

pub(crate) const NAME: &str = "守学";
pub(crate) const LEAD: &str = "控辍保学台账：不漏一个孩子。";
pub(crate) const LEAD_MORE: &str = "不用注册，断网可用。数据加密存在这台电脑上，不建共享台账就不上传。";

// Trial.
pub(crate) const TRIAL_TITLE: &str = "先试用";
pub(crate) const TRIAL_TEXT: &str = "什么都不写到磁盘上，关闭页面就没有了。用得好，再一键保存到本机。";
pub(crate) const TRIAL_SAMPLE: &str = "试用：载入示例乡镇";
pub(crate) const TRIAL_OWN: &str = "试用：用自己的名单";
pub(crate) const TRIAL_SAMPLE_NOTE: &str =
    "示例为虚构的一个乡镇：6 个村、3 所学校、约 2,000 个孩子，证件号以 99 开头。";

// This machine.
pub(crate) const VAULTS_TITLE: &str = "打开本机台账";
pub(crate) const VAULTS_CHOOSE: &str = "这台电脑上的台账";
pub(crate) const PASSPHRASE: &str = "口令";
pub(crate) const OPEN: &str = "打开";
pub(crate) const OPENING: &str = "正在核对口令";
pub(crate) const OPENING_HELP: &str = "为防止别人反复试探，核对要花一秒左右。";
pub(crate) const SHOW: &str = "显示";
pub(crate) const HIDE: &str = "隐藏";
pub(crate) const FORGOT: &str = "忘记口令，用恢复卡打开";
pub(crate) const USE_PASSPHRASE: &str = "用口令打开";
pub(crate) const CARD_WORDS: &str = "恢复卡上的 24 个字，或二维码下面的编码";
pub(crate) const CARD_WORDS_HELP: &str = "按顺序输入，有没有空格都可以；也可以粘贴扫二维码得到的文字（SX1 开头）。";
pub(crate) fn card_count(n: usize) -> String {
    format!("已输入 {n} 个字，共 24 个")
}
pub(crate) const CARD_CODE_SEEN: &str = "认出是恢复卡编码";
pub(crate) const BAD_CODE: &str =
    "恢复卡编码不完整或有错字，请重新扫二维码，或对照卡片逐组核对（没有数字 0、1、8、9）。";
pub(crate) const CARD_OPEN: &str = "用恢复卡打开";
pub(crate) const CARD_THEN: &str = "打开后请马上设置新口令。";
pub(crate) fn wrong(seconds: u32) -> String {
    if seconds == 0 {
        "口令不对，请重新输入。".into()
    } else {
        format!("口令不对，请 {seconds} 秒后再试。")
    }
}
pub(crate) fn wait(seconds: u32) -> String {
    format!("请等 {seconds} 秒再试")
}
pub(crate) fn bad_card(position: u8) -> String {
    if position == 0 {
        "24 个字都认识，但合起来不对。请核对顺序，并确认是这个台账的恢复卡。".into()
    } else {
        format!("第 {position} 个字不在恢复卡用字里，请对照卡片核对。")
    }
}
pub(crate) const WRONG_CARD: &str = "这张恢复卡打不开这个台账，请确认是不是另一个台账的卡。";
pub(crate) const DAMAGED: &str = "这个台账的锁已损坏，打不开。请用备份文件恢复。";
pub(crate) const GONE: &str = "这个台账的数据已不在这台电脑上，可能被清理软件、还原卡或“清除浏览数据”清掉了。请用下面的“从备份恢复”找回；没有备份的，可以移除这一条。";
pub(crate) const NEWER: &str = "由更新版本的守学写入，本版本不会动它。请联网刷新本页，升级后再打开。";
pub(crate) const LABEL_UNNAMED: &str = "未命名台账";
pub(crate) const CAPS: &str = "大写锁定已打开";

// Locked in place.
pub(crate) const LOCKED: &str = "已锁定";
pub(crate) const LOCKED_TEXT: &str = "页面停在原处；填到一半的内容已加密存好，打开后自动填回。";
pub(crate) const LOCKED_OTHER: &str = "换人，或打开别的台账";

// Shut: the PIN opens.
pub(crate) const PIN: &str = "PIN 码";
pub(crate) const PIN_OPEN_HELP: &str = "台账已锁定，页面没有关闭，可以用 PIN 码打开。";
pub(crate) const PIN_OVER: &str = "PIN 码已失效，请输口令打开。";
pub(crate) fn wrong_pin(left: u8) -> String {
    format!("PIN 码不对，还可以试 {left} 次。")
}

// Create.
pub(crate) const CREATE_TITLE: &str = "建立本机台账";
pub(crate) const CREATE_TEXT: &str = "设一个口令，数据加密保存在这台电脑上，没有口令或恢复卡的人打不开。";
pub(crate) const CREATE_GO: &str = "建立本机台账…";
pub(crate) const KEEP_TITLE: &str = "保存到本机";
pub(crate) const KEEP_TEXT: &str = "试用中的名册、名单、比对和说明全部带过去，从此加密保存在这台电脑上。";
pub(crate) const CREATE_STEPS: [&str; 3] = ["名称和口令", "恢复卡", "核对"];
pub(crate) const CREATE_STEPS_LABEL: &str = "建立台账的三个步骤";
pub(crate) const LABEL: &str = "台账名称";
pub(crate) const LABEL_HELP: &str = "打开前就能看到，请不要写学生姓名。如 石川镇中心小学 李文静";
pub(crate) const LABEL_MISSING: &str = "请写一个名称";
pub(crate) const PASSPHRASE_NEW: &str = "口令";
pub(crate) const PASSPHRASE_HELP: &str = "至少 8 个字母数字，或 6 个汉字。用几个不相干的词，好记又难猜。";
pub(crate) const PASSPHRASE_AGAIN: &str = "再输一遍";
pub(crate) const PASSPHRASE_DIFFERS: &str = "两遍输入不一样";
pub(crate) const PASSPHRASE_GOOD: &str = "这个口令可以用。";
pub(crate) const SUGGEST: &str = "替我想一个";
pub(crate) const SUGGESTED: &str = "建议的口令（请抄下来再用）：";
pub(crate) const SUGGEST_USE: &str = "用这个";
pub(crate) const SUGGEST_OTHER: &str = "换一个";
pub(crate) fn weakness(weakness: Weakness) -> &'static str {
    match weakness {
        Weakness::TooShort => "太短，至少要 8 个字母数字或 6 个汉字",
        Weakness::Common => "太常见，别人一猜就中",
        Weakness::DigitsOnly => "只有数字，容易试出来",
        Weakness::DatePattern => "像日期或生日，容易猜到",
        Weakness::HoldsName => "含有名称或姓名",
        Weakness::Repeated => "重复或连续的字符太多",
    }
}
pub(crate) const DERIVING: &str = "正在根据口令计算密钥，这台电脑大约需要一两秒";
pub(crate) const CREATE_NEXT: &str = "下一步：恢复卡";
pub(crate) const CREATE_CANCEL: &str = "取消";

// Recovery card.
pub(crate) const CARD_LEAD: &str =
    "忘记口令时，只有这 24 个字能打开台账。请打印或抄写，锁在单位的柜子里，不要拍照，不要发微信。";
pub(crate) const CARD_ONCE: &str = "关闭这一页以后不再显示。";
pub(crate) const CARD_PRINT: &str = "打印恢复卡";
pub(crate) const CARD_WRITTEN: &str = "我已打印或抄好";
pub(crate) const CARD_PAPER_TITLE: &str = "守学　台账恢复卡";
pub(crate) const CARD_PAPER_LABEL: &str = "台账";
pub(crate) const CARD_PAPER_DATE: &str = "建卡日期";
pub(crate) const CARD_PAPER_KEEP: &str = "保管人";
pub(crate) const CARD_PAPER_PLACE: &str = "存放地点";
pub(crate) const CARD_PAPER_SEAL: &str = "（单位盖章）";
pub(crate) const CARD_PAPER_RULES: [&str; 4] = [
    "凭本卡 24 个字可以打开台账并重设口令，请按密件保管，与电脑分开存放。",
    "使用：打开守学，选台账，点“忘记口令，用恢复卡打开”，按编号顺序输入 24 个字（或扫二维码得到的编码）。",
    "本卡遗失、被拍照或被他人看到，请立即告知单位负责人，并到“设置”换恢复卡：本卡随即不能再打开台账，但换卡以前做的备份仍能用本卡打开，须一并收回。",
    "本卡与口令同时丢失，任何人（包括程序作者和上级）都无法打开台账。",
];
pub(crate) const CARD_QR_LABEL: &str = "恢复卡二维码，内容与 24 个字相同";
pub(crate) const CARD_QR_TEXT: &str = "二维码与 24 个字作用相同。扫出的文字，或下面这行编码，可代替 24 个字：";
pub(crate) const NEW_CARD: &str = "制作新的恢复卡";
pub(crate) const NEW_CARD_TEXT: &str = "卡丢了、被别人看到，或当时没有抄下来，就换一张。新卡做好后，旧卡立即作废，请销毁；以前的备份文件仍要用当时的卡或口令打开。";
pub(crate) const NEW_CARD_DO: &str = "制作新卡";
pub(crate) const CARD_WORDS_LABEL: &str = "恢复卡的 24 个字";

// Check.
pub(crate) fn check_ask(index: u8) -> String {
    format!("请看着卡片，输入第 {} 个字", index + 1)
}
pub(crate) const CHECK_WRONG: &str = "不是这个字，请看清卡片上的编号再输入。";
pub(crate) const CHECK_DO: &str = "核对";
pub(crate) const CHECK_BACK: &str = "再看一遍恢复卡";
pub(crate) const CHECK_DONE: &str = "台账建好了，恢复卡已核对。";
pub(crate) const CARD_UNCHECKED: &str = "恢复卡还没有核对。忘记口令将无法打开台账，请尽快核对。";

// Change passphrase.
pub(crate) const CHANGE_TITLE: &str = "修改口令";
pub(crate) const CHANGE_TEXT: &str = "只换锁，不重新加密数据；恢复卡仍然有效。";
pub(crate) const PASSPHRASE_PRESENT: &str = "现在的口令";
pub(crate) const CHANGE_DO: &str = "改成新口令";
pub(crate) const CHANGE_DONE: &str = "口令已修改，下次请用新口令打开。";

// Backup.
pub(crate) const BACKUP_TITLE: &str = "备份";
pub(crate) const BACKUP_TEXT: &str =
    "写出一个加密文件，请存到U盘，与电脑分开放。没有口令或恢复卡，拿到文件的人打不开。";
pub(crate) const BACKUP_DO: &str = "备份到文件…";
pub(crate) const BACKUP_RUNNING: &str = "正在写备份";
pub(crate) fn backup_done(name: &str, saves: u32) -> String {
    format!("备份已写好：{name}，共 {} 条记录（修改和查阅）。请确认文件已在U盘上。", count(saves))
}
pub(crate) fn backup_age(days: Option<u64>) -> String {
    match days {
        None => "还没有备份过".into(),
        Some(0) => "今天备份过".into(),
        Some(days) => format!("上次备份 {days} 天前"),
    }
}
pub(crate) const BACKUP_TRIAL: &str = "试用中没有可备份的台账，请先保存到本机。";

// Restore.
pub(crate) const RESTORE_TITLE: &str = "从备份恢复";
pub(crate) const RESTORE_TEXT: &str = "电脑换了、浏览器数据被清理了，用备份文件找回来。";
pub(crate) const RESTORE_GO: &str = "从备份恢复…";
pub(crate) const RESTORE_DROP: &str = "把备份文件拖到这里";
pub(crate) const RESTORE_DROP_HELP: &str = "文件名以 .sxb 结尾";
pub(crate) const RESTORE_OTHER: &str = "换文件";
pub(crate) const RESTORE_UNREADABLE: &str = "文件读不出来，可能U盘已拔出。请重新选择文件。";
pub(crate) fn restore_file(name: &str) -> String {
    format!("备份文件：{name}")
}
pub(crate) const RESTORE_BY: &str = "用什么打开这个备份";
pub(crate) const RESTORE_BY_PASSPHRASE: &str = "备份时的口令";
pub(crate) const RESTORE_BY_CARD: &str = "恢复卡";
pub(crate) const RESTORE_LOOK: &str = "先看看里面有什么";
pub(crate) const RESTORE_LOOKING: &str = "正在逐块核对备份";
pub(crate) fn restore_holds(label: &str, at: &str, saves: u32, files: u32) -> String {
    format!(
        "台账“{label}”，{at} 备份，内有 {} 条记录（修改和查阅）、{} 个文件（名单、照片等）。每一块都已核对，没有损坏。",
        count(saves),
        count(files)
    )
}
pub(crate) fn restore_new(new: u32) -> String {
    if new == 0 {
        "里面的内容当前台账都已经有了，不需要恢复。".into()
    } else {
        format!("其中 {} 条记录是当前台账没有的，将补进来；已有的内容不会被覆盖。", count(new))
    }
}
pub(crate) const RESTORE_AS_NEW: &str = "将作为一个台账恢复到这台电脑上，口令不变，恢复卡换新。";
pub(crate) const RESTORE_DO: &str = "恢复";
pub(crate) const RESTORE_WRONG: &str =
    "这个口令打不开这个备份：要用做备份那时的口令，后来改的不算；也可以改用恢复卡。没有恢复任何内容。";
pub(crate) const RESTORE_WRONG_CARD: &str =
    "这张恢复卡打不开这个备份：要用做备份那时的卡。也可以改用口令。没有恢复任何内容。";
pub(crate) const RESTORE_DONE: &str = "恢复完成。";

// Remove.
pub(crate) const REMOVE_TITLE: &str = "从这台电脑移除台账";
pub(crate) const REMOVE: &str = "从这台电脑移除…";
pub(crate) fn remove_ask(label: &str) -> String {
    format!("移除后，这台电脑上不再有台账“{label}”，没有备份就再也找不回来。确定的话，请输入台账名称。")
}
pub(crate) const REMOVE_DO: &str = "移除";

// Sample township.
pub(crate) const SAMPLE_LOADING: &str = "正在载入示例乡镇";
pub(crate) fn sample_step(done: usize, total: usize, name: &str) -> String {
    format!("第 {} 份，共 {total} 份：{name}", (done + 1).min(total))
}
pub(crate) const SAMPLE_COMPARING: &str = "正在做三比对";
pub(crate) const SAMPLE_DONE: &str = "示例乡镇已载入。看完可以一键移除。";
pub(crate) const SAMPLE_REMOVE: &str = "移除示例";
pub(crate) const SAMPLE_REMOVED: &str = "示例已移除。";
pub(crate) fn sample_removed_but(left: u32) -> String {
    format!("示例已移除；您改过的 {left} 处所在的孩子留在名册里。")
}
pub(crate) const SAMPLE_LOAD: &str = "载入示例乡镇";
pub(crate) const SAMPLE_FAILED: &str = "示例文件没有取到。第一次使用需要联网；也可以先用自己的名单。";

pub(crate) const SAMPLE_SHOWN: &str = "正在看的是示例乡镇，都是虚构的人。";

// Drafts.
pub(crate) fn draft_found(when: &str) -> String {
    format!("继续上次填写（{when}）")
}
pub(crate) const DRAFT_CONTINUE: &str = "继续填写";
pub(crate) const DRAFT_DROP: &str = "不要了";

/// A ledger that shares its label with another.
pub(crate) fn made_at(label: &str, made_ms: u64) -> String {
    format!("{label}（{} 建立）", super::moment(made_ms))
}
