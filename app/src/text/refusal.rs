//! Why something was not done, and what to do next. Nothing was changed in any of these cases, and the sentence says so
//! where it could be doubted.

use desk::message::vault::VaultFailure;
use desk::message::{Need, Refusal, StorageTrouble};

use super::{bytes, finding};
use crate::session::FileTrouble;

/// A refused request.
pub(crate) fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotOpen => "台账已锁定，没有保存。请重新打开后再试。".to_owned(),
        Refusal::Gone => "这条记录已不存在，可能刚被删除或合并。请刷新列表后再试。".to_owned(),
        Refusal::BadValue { field, kind } => {
            format!("“{}”没有保存：{}", field.label(), finding::sentence(*kind))
        }
        Refusal::Missing(need) => missing(*need).to_owned(),
        Refusal::OpenCase => {
            "孩子还有在办的一生一案，不能删除，也不能并入别的记录。请先办结，或保留这条记录、把另一条并过来。"
                .to_owned()
        }
        Refusal::NothingToUndo => "没有可以撤销的修改。".to_owned(),
        Refusal::NothingToWrite => "内容没有变化，不用保存。".to_owned(),
        Refusal::BadWindow => "起止日期不对：要两个日期，先早后晚，如 2010-09-01 至 2019-08-31。".to_owned(),
        Refusal::BadDue => "期限不是日期，请写成 2026-11-28 这样。".to_owned(),
        Refusal::NotHere => "您在这个共享台账里不能修改这部分内容，没有保存。请联系管理员。".to_owned(),
        Refusal::NotShown => "限权登记没有对您开放。需要查看的，请管理员在“同步”里调整权限。".to_owned(),
        Refusal::Arriving => "台账内容还在载入，没有保存。请稍等片刻再填，进度见“同步”页。".to_owned(),
        Refusal::TooLong => "文字太长，存不下。请写短一些。".to_owned(),
        Refusal::Storage(trouble) => storage(trouble),
        Refusal::Protocol => "程序各部分版本不一致，没有保存。请按 F5 重新打开本页。".to_owned(),
    }
}

fn missing(need: Need) -> &'static str {
    match need {
        Need::Explanation => "还没有选说明，请先选一条说明。",
        Need::Note => "说明选了“其他”，请把具体情况写在备注里。",
        Need::Evidence => "销号要有印证材料，请写明材料名称和存放位置。",
        Need::Approver => "销号要写明由谁审批，请填写审批人。",
        Need::Reason => "查看或导出完整号码要写明事由，事由会记入查阅记录。",
        Need::Name => "请填写姓名。",
        Need::TwoLists => "至少要选两份名单才能比对。",
    }
}

/// Storage that would not take a save.
pub(crate) fn storage(trouble: &StorageTrouble) -> String {
    match trouble {
        StorageTrouble::Full(free) => format!(
            "磁盘空间不足{}，这一步没有保存，已有内容不受影响。请清理磁盘（如回收站、下载的大文件），或到“设置”先做一次备份，再重试。",
            left(*free)
        ),
        StorageTrouble::Fenced => {
            "另一个窗口正在修改这个台账，本窗口只能查看，这一步没有保存。请到那个窗口操作；要在本窗口修改，请按页面上方的“改由本窗口保存”。"
                .to_owned()
        }
        StorageTrouble::Damaged(place) => {
            format!("本机有一处记录损坏（{place}），这一步没有保存。请到“设置”用备份恢复。")
        }
        StorageTrouble::Moved => "台账刚刚在别处有了改动，这一步没有保存。请再做一次。".to_owned(),
        StorageTrouble::Unsure(words) => format!(
            "浏览器没有回话，不能确定这一步存上没有。请先看看内容在不在，不在再做一次；反复出现请先做备份，再重启浏览器。（{words}）"
        ),
        StorageTrouble::Closed => "程序已在另一个窗口更新，这一步没有保存。请重新打开本页后再做。".to_owned(),
        StorageTrouble::Gone => {
            "这个台账在本机的数据已被清除，这一步没有保存。请马上导出名册，再到“设置”用备份恢复。".to_owned()
        }
        StorageTrouble::Other(words) => {
            format!("浏览器没有把内容写入磁盘，这一步没有保存。请再试一次；仍不行请先做备份，再重启浏览器。（{words}）")
        }
    }
}

/// How much room is left, where the browser tells. Some make the number up, so that nobody is known by it: who has no room
/// for a save has no gigabyte either.
fn left(free: Option<u64>) -> String {
    free.filter(|free| *free < 1 << 30).map(|free| format!("（浏览器还剩 {}）", bytes(free))).unwrap_or_default()
}

/// An order to the vault that failed.
pub(crate) fn vault(failure: &VaultFailure) -> String {
    match failure {
        VaultFailure::NoStorage(words) => format!(
            "浏览器不让本页保存内容（可能是无痕窗口，或浏览器资料损坏）。可以先试用，内容只在内存里；要长期使用，请换普通窗口或另一个浏览器。（{words}）"
        ),
        VaultFailure::Full(free) => {
            format!("磁盘空间不足{}，没有保存，原有内容不受影响。请清理磁盘后再试。", left(*free))
        }
        VaultFailure::NotSaved => {
            "浏览器没有把文件交出来，可能不许下载。请换一个位置或浏览器再试，原有内容不受影响。".to_owned()
        }
        VaultFailure::Gone => {
            "这个台账的数据已不在这台电脑上，可能被清理软件、还原卡或“清除浏览数据”清掉了。请用备份文件恢复。"
                .to_owned()
        }
        VaultFailure::Blocked => {
            "另一个窗口还开着旧版本的守学，数据暂时不能升级。请关闭其他守学窗口，再重新打开本页。".to_owned()
        }
        VaultFailure::Closed => "程序已在另一个窗口更新，这一步没有做。请重新打开本页后再试。".to_owned(),
        VaultFailure::Unsure(words) => {
            format!("浏览器没有回话，不能确定这一步做成没有。请重新打开本页看看，再决定要不要再做。（{words}）")
        }
        VaultFailure::Newer => {
            "这个台账是用更新版本的守学保存的，本版本不会改动它。请联网刷新本页，更新后再打开。".to_owned()
        }
        VaultFailure::Damaged(place) => format!("本机有一处记录损坏（{place}），没有改动任何内容。请用备份恢复。"),
        VaultFailure::BackupTruncated(chunk) => {
            let from = if *chunk == 0 { "从第一段起就".to_owned() } else { format!("第 {chunk} 段以后") };
            format!("备份文件不完整：{from}没有了，可能没有拷完。没有恢复任何内容，请重新拷贝或换一份备份。")
        }
        VaultFailure::BackupDamaged(chunk) => {
            format!("备份文件第 {} 段损坏或次序不对。没有恢复任何内容，请换一份备份。", u64::from(*chunk) + 1)
        }
        VaultFailure::BackupHead => {
            "备份文件的开头损坏，读不出它是怎么上锁的。没有恢复任何内容，请换一份备份。".to_owned()
        }
        VaultFailure::BackupTail => {
            "备份文件的结尾损坏，不能确认内容是否完整。没有恢复任何内容，请换一份备份。".to_owned()
        }
        VaultFailure::BackupShared => {
            "共享台账不与别的台账合并。请先关闭打开的台账，把备份单独恢复；缺的内容会从服务器取回。".to_owned()
        }
        VaultFailure::BackupNoLock => {
            "这个备份不能用这种方式打开。请换另一种：口令，或恢复卡上的 24 个字。没有恢复任何内容。".to_owned()
        }
        VaultFailure::BackupForeign => {
            "这个文件不是守学的备份，没有恢复任何内容。请重新选择备份文件，文件名以 .sxb 结尾。".to_owned()
        }
        VaultFailure::WeakLock => {
            "这个备份文件的加密强度低于规定，可能被人改动过。没有恢复任何内容，请换一份备份。".to_owned()
        }
        VaultFailure::NoMemory => "内存不足，没有打开。请关掉其他网页和程序后再试。".to_owned(),
        VaultFailure::NotOpen => "台账没有打开，请先输入口令。".to_owned(),
        VaultFailure::Fenced => {
            "另一个窗口正在修改这个台账，这一步没有做。请按页面上方的“改由本窗口保存”后再试。".to_owned()
        }
        VaultFailure::Protocol => "程序各部分版本不一致。请按 F5 重新打开本页。".to_owned(),
    }
}

/// A file that was not read or written.
pub(crate) fn file(trouble: &FileTrouble) -> String {
    match trouble {
        FileTrouble::NotAList(reason, detail) => finding::not_a_list(reason, detail),
        FileTrouble::Cancelled => "已停止。".to_owned(),
        FileTrouble::Broken => {
            "文件没有处理完，程序的这一部分停止了。请再试一次；仍不行请换一种格式另存后再试。".to_owned()
        }
    }
}
