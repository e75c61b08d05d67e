//! What pages show and set of photos, signatures and scans on their way between devices.

use serde::{Deserialize, Serialize};

use super::Trouble;

/// When pictures may travel by themselves. What a person asks for at once travels whenever there is a network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PhotoWay {
    /// 自动: whenever there is a network.
    #[default]
    Auto,
    /// 仅在 Wi-Fi 下: not where data are paid for.
    Wifi,
    /// 手动: only when somebody says so.
    Manual,
}

/// How pictures travel on this device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoSetting {
    /// When.
    pub way: PhotoWay,
    /// A network of which the browser does not tell the kind counts as Wi-Fi.
    pub untold_is_wifi: bool,
}

/// What kind of network there is, as far as the browser tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum NetworkKind {
    /// Wi-Fi, or a wire.
    Free,
    /// A mobile network.
    Metered,
    /// The browser does not tell.
    #[default]
    Untold,
}

/// Why pictures wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PhotoWait {
    /// None does, or they are on their way.
    #[default]
    None,
    /// What was written goes first.
    TextFirst,
    /// A server or a network stands in the way.
    Trouble(Trouble),
    /// It is no Wi-Fi.
    NotWifi,
    /// The browser does not tell whether it is Wi-Fi.
    Untold,
    /// Until somebody says so.
    Manual,
    /// The server's disk has no room for more of this ledger.
    ServerFull {
        /// Bytes used.
        used: u64,
        /// Bytes allowed.
        limit: u64,
    },
    /// This member may only read.
    NoRight,
    /// This device was shut out.
    ShutOut,
    /// The server does not take them.
    Refused,
    /// Their bytes on this machine are damaged or gone, and nowhere else.
    Damaged,
    /// This machine has little room: small pictures come, whole ones do not.
    NoRoom,
    /// Another device has not sent them yet.
    Elsewhere,
    /// The server gave other bytes; they were not taken.
    Wrong,
}

/// Pictures on their way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotosView {
    /// How they travel on this device.
    pub setting: PhotoSetting,
    /// What kind of network there is.
    pub network: NetworkKind,
    /// Whether it is known what is on this machine; a window that only looks on does not ask.
    pub known: bool,
    /// Pictures of the ledger that count.
    pub all: u32,
    /// Of these: here, and not waiting to be sent.
    pub done: u32,
    /// Pictures of this device that the server does not have whole.
    pub up: u32,
    /// Why they wait.
    pub up_wait: PhotoWait,
    /// Pictures that are not here whole.
    pub down: u32,
    /// Why they wait.
    pub down_wait: PhotoWait,
}

/// Where a picture is that is not on this machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Away {
    /// It is here, or nothing is known of it.
    #[default]
    No,
    /// It is being fetched, or will be.
    Coming,
    /// It is fetched when somebody wants it.
    OnPress,
    /// Another device has not sent it yet.
    Elsewhere,
    /// What the server gave was not it.
    Wrong,
}
