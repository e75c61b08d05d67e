//! Words of joining by files: 申请文件, 回应文件, 台账文件.

pub(crate) const TITLE: &str = "没有网络时用U盘加入";
pub(crate) const TEXT: &str = "把申请文件拷给管理员；他导入后会得到一个回应文件，拷回来在这里导入，两边就能核对六位数字。管理员同意并联网同步后，再把台账文件拷来导入。这几个文件都是加密的；邀请文件没有加密，不要放在同一个U盘上，用后删除。";
pub(crate) const REQUEST: &str = "导出申请文件";
pub(crate) const TAKE_ANSWER: &str = "导入回应文件或台账文件";
pub(crate) const TAKE_REQUEST: &str = "导入对方的申请文件";
pub(crate) const TAKE_REQUEST_TEXT: &str =
    "对方没有网络时，请他把申请文件拷来，在这里导入；导入后自动存出回应文件，请拷回给他。";
pub(crate) const ANSWER_AGAIN: &str = "重新导出回应文件";
pub(crate) const INSIDE: &str = "已加入。对方没有网络时，请把台账文件拷到他的设备上导入。";
pub(crate) const LOG: &str = "导出台账文件";
pub(crate) const DONE: &str = "完成，收起";
pub(crate) const TAKEN: &str = "文件已导入。";

/// A file was saved.
pub(crate) fn saved(name: &str) -> String {
    format!("已存为“{name}”，请拷到对方的设备上。")
}
