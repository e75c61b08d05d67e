//! What people read of a number's worth.

use super::IdQuality;

impl IdQuality {
    /// A short official wording.
    pub const fn text(self) -> &'static str {
        match self {
            IdQuality::Missing => "无证件号",
            IdQuality::Valid => "有效",
            IdQuality::Checksum => "校验位不符",
            IdQuality::Date => "日期不存在",
            IdQuality::Fifteen => "十五位旧号",
            IdQuality::Scientific => "只剩科学计数法",
            IdQuality::Truncated => "末尾被截成000",
            IdQuality::Rounded => "按数字存储已失真",
            IdQuality::Malformed => "格式不符",
            IdQuality::Foreign => "其他证件",
        }
    }
}
