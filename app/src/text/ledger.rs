//! Words of the derived ledgers (台账): the rule behind each, and where the rule comes from.

pub(crate) const OF_AGE_TITLE: &str = "适龄儿童台账";
pub(crate) const OF_AGE_RULE: &str = "出生日期落在本学年九个年龄段内的孩子，以及超过年龄但仍有学籍或仍在校的孩子；出生日期不明的一并列出待核。由名册自动得出，改名册即改台账。";
pub(crate) fn of_age_window(from: &str, to: &str) -> String {
    format!("本学年适龄范围：{from} 至 {to} 出生")
}
pub(crate) const OF_AGE_SOURCE: &str = "依据：《义务教育法》第十一条，年满六周岁入学；九个年龄段按当年 8 月 31 日（含）为界推算，六周岁以足岁计。2024 年起县级须建立“适龄儿童台账”（教育部办公厅控辍保学常态化报告工作机制）。条件不具备的地区七周岁入学、残疾儿童放宽年龄的，可在设置里改适龄范围。";
pub(crate) const OF_AGE_EMPTY: &str = "名册里还没有适龄儿童。";
pub(crate) const OF_AGE_EMPTY_DO: &str = "先把户籍名单或学籍名单导入名册，台账会自动生成。";

pub(crate) const MISMATCH_TITLE: &str = "人籍不一致台账";
pub(crate) const MISMATCH_RULE: &str = "学籍所在与实际就读对不上的孩子：有籍不在校、在校没有学籍、籍在甲校人在乙校。由名册的“学校、学籍状态”与“实际就读学校、在校情况”两组事实比较得出。";
pub(crate) const MISMATCH_SOURCE: &str = "依据：县级控辍保学方案要求对人籍不一致学生“逐人说明原因”，一时不能消除的逐人建立台账、跟踪销号。每个孩子把“籍”和“人”作为两个事实分别登记，四种状态由此推出，不另外填写。";
pub(crate) const MISMATCH_EMPTY: &str = "没有人籍不一致的孩子。";
pub(crate) const MISMATCH_EMPTY_DO: &str = "如果还没有登记实际就读情况，先把在校名单导入名册，或做一次三比对。";

pub(crate) const TO_IMPORT: &str = "去导入";
pub(crate) const TO_COMPARE: &str = "去比对";
pub(crate) const TO_SETTINGS: &str = "去设置适龄范围";
