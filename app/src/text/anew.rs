//! Words of bringing a ledger back to a server that has lost it, and of going on with a server that was set up anew.

pub(crate) const LOST: &str = "服务器的数据丢失了？";
pub(crate) const LOST_TEXT: &str = "如果管理服务器的人说硬盘损坏、数据没有备份，已经重新安装，可以用这台设备恢复：全部记录原样传回，时间和签名都不变；其他设备各确认一次，就能继续同步。没有人这样说过时请不要操作，先联系管理员。";
pub(crate) const LOST_DO: &str = "用本机记录恢复服务器…";
pub(crate) const LOST_ASK: &str =
    "已经向管理服务器的人核实，数据确实丢失、没有备份可用？恢复期间请保持联网，不要关闭本页。";
pub(crate) const LOST_YES: &str = "已核实，开始恢复";
pub(crate) const LOST_SAID: &str = "正在把记录传回服务器。";
pub(crate) const ANEW: &str = "服务器重新建立过";
pub(crate) const ANEW_TEXT: &str = "请先向管理服务器的人核实：是不是因为硬盘损坏等原因重新建立，并已由本校的一台设备恢复了记录。核实后可以继续同步；程序仍会逐条核对，与本机记录不一致就会停下。";
pub(crate) const ANEW_DO: &str = "继续同步…";
pub(crate) const ANEW_ASK: &str = "已经向管理服务器的人核实，服务器是他们重新建立的？";
pub(crate) const ANEW_YES: &str = "已核实，继续同步";
