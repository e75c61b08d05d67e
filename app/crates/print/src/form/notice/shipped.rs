//! The texts that come with the house: 示例, our own wording, for a county to edit.
//!
//! A law is named by article only where it is 义务教育法's duty of guardians to send a child (第五条), entry and deferral
//! (第十一条) and what follows for guardians who do not (第五十八条). What a penalty, a suit or a mediation rests on is left
//! to the pen: no plan says it, and it is for a lawyer to say.

use ledger::case::NoticeKind;

use super::Template;

const DUTY: &str = "《中华人民共和国义务教育法》第五条、第十一条";
const CORRECTION: &str = "《中华人民共和国义务教育法》第五条、第五十八条";
const WARNING: &str = "逾期无正当理由仍不送被监护人入学的，将依照《中华人民共和国义务教育法》第五十八条和有关规定处理；\
                       情节严重的，依法追究法律责任。";

/// The text a notice begins with.
pub fn shipped(kind: NoticeKind) -> Template {
    let (body, law, liability) = match kind {
        NoticeKind::Enrol => (ENROL, DUTY, WARNING),
        NoticeKind::Return => (RETURN, DUTY, WARNING),
        NoticeKind::Correct => (CORRECT, CORRECTION, "期满仍不改正的，将依法作出进一步处理。"),
        NoticeKind::Order => (ORDER, CORRECTION, "期满仍不履行的，将依法作出处理决定，或者依法向人民法院提起诉讼。"),
        NoticeKind::Penalty => {
            (PENALTY, "", "期满不履行本决定的，将催告你履行；经催告仍不履行的，依法申请人民法院强制执行。")
        }
        NoticeKind::Demand => (DEMAND, "", "期满仍不履行又没有正当理由的，将依法申请人民法院强制执行。"),
        NoticeKind::Suit => (SUIT, "", ""),
        NoticeKind::Mediation => (MEDIATION, "", "不履行本协议的，对方可以依法申请强制执行。"),
    };
    Template { kind, body: body.to_owned(), law: law.to_owned(), liability: liability.to_owned() }
}

const ENROL: &str = "\
你监护的{孩子}（证件号码：{证件号}）已到接受义务教育的年龄。依据{法条}，送孩子按时入学并完成义务教育，是父母和其他法定监护人的责任。\
现通知如下：
一、请于{报到日期}送孩子到{学校}报到。报到时请带户口簿和本通知书。
二、孩子因身体状况需要延缓入学的，请在报到日期以前附证明报乡镇人民政府或县级教育部门批准；已在其他学校就读的，请提供在读证明。
三、家庭有困难的，可以向学校或者村（社区）提出，符合条件的按规定给予资助。
四、{追责}
联系人：{联系人}　　电话：{电话}
特此通知。";

const RETURN: &str = "\
你监护的{孩子}（证件号码：{证件号}），系{学校}{班级}学生，自{辍学日期}起没有到校上课。依据{法条}，送孩子按时入学并完成义务教育，\
是父母和其他法定监护人的责任。现通知如下：
一、请自收到本通知书之日起{期限}内，送孩子返校上课。
二、孩子因身体状况需要休学的，请附证明报乡镇人民政府或县级教育部门批准；已在其他学校就读的，请提供在读证明。
三、家庭有困难，或者孩子在学习上有困难的，可以向学校或者村（社区）提出，我们一起想办法解决。
四、{追责}
联系人：{联系人}　　电话：{电话}
特此通知。";

const CORRECT: &str = "\
你监护的{孩子}（证件号码：{证件号}），应在{学校}{班级}接受义务教育，自{辍学日期}起没有到校上课。{机关}已向你送达{前一文书}，\
期限已过，{孩子}仍未到校，你也没有说明正当理由。
依据{法条}，现对你给予批评教育，并责令你自收到本通知书之日起{期限}内改正，送{孩子}到校上课。
如有不能按期送其到校的理由，请在上述期限内当面或者书面说明，并附证明材料。
{追责}
联系人：{联系人}　　电话：{电话}
特此通知。";

const ORDER: &str = "\
你是{孩子}（证件号码：{证件号}）的监护人。{孩子}应在{学校}{班级}接受义务教育，自{辍学日期}起没有到校上课。{机关}已向你送达{前一文书}，\
你在期限内没有改正。
依据{法条}，现责令你自收到本通知书之日起{期限}内，送被监护人{孩子}到{学校}接受义务教育。
{追责}
联系人：{联系人}　　电话：{电话}
特此通知。";

const PENALTY: &str = "\
当事人：{监护人}，证件号码：{监护人证件号}，住址：{住址}，系{孩子}的监护人。
经查，你监护的{孩子}（证件号码：{证件号}）应在{学校}{班级}接受义务教育，自{辍学日期}起没有到校上课。{机关}已向你送达{前一文书}，\
你在期限内没有改正。以上事实有劝返记录、送达回证等材料证明。
依据{法条}，现决定：＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿。
请自收到本决定书之日起{期限}内履行。
如不服本决定，可以在收到之日起＿＿日内向＿＿＿＿＿＿＿＿申请行政复议，或者在＿＿＿内向{法院}提起行政诉讼。
{追责}";

const DEMAND: &str = "\
{机关}已向你送达{前一文书}，你在期限内没有履行。依据{法条}，现催告如下：
一、请自收到本催告书之日起{期限}内履行，送{孩子}（证件号码：{证件号}）到{学校}接受义务教育。
二、你有权陈述和申辩，请在上述期限内当面或者书面提出。
三、{追责}
联系人：{联系人}　　电话：{电话}";

const SUIT: &str = "\
原告：{机关}
被告：{监护人}，证件号码：{监护人证件号}，住址：{住址}，系{孩子}的监护人
诉讼请求：
一、判令被告送被监护人{孩子}到{学校}接受义务教育；
二、＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿。
事实与理由：
{孩子}（证件号码：{证件号}）应在{学校}{班级}接受义务教育，自{辍学日期}起没有到校上课。原告多次劝返，并向被告送达{前一文书}，\
被告在期限内没有履行监护人的责任。
依据{法条}，特向贵院提起诉讼，请依法判决。
此致
{法院}";

const MEDIATION: &str = "\
{机关}与你因{孩子}（证件号码：{证件号}）没有到校接受义务教育一案，经{法院}主持调解，双方自愿达成协议：
一、你自本调解书生效之日起{期限}内送{孩子}到{学校}上课，并保证其完成义务教育。
二、学校妥善安排{孩子}的学习和生活，有关单位按规定落实帮扶。
三、＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿。
依据{法条}，以上协议由双方履行。{追责}
双方签名：＿＿＿＿＿＿＿＿　　＿＿＿＿＿＿＿＿";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_texts_have_only_known_places() {
        for kind in NoticeKind::ALL {
            let template = shipped(*kind);
            assert_eq!(template.unknown(), Vec::<&str>::new(), "{kind:?}");
            assert!(template.body.contains("{孩子}") && template.body.contains("{法条}"), "{kind:?}");
        }
    }

    #[test]
    fn what_a_township_sends_names_law_and_consequence() {
        for kind in [NoticeKind::Enrol, NoticeKind::Return, NoticeKind::Correct, NoticeKind::Order] {
            let template = shipped(kind);
            assert!(template.law.contains("义务教育法") && !template.liability.is_empty(), "{kind:?}");
            assert!(template.body.contains("{追责}"), "{kind:?}");
        }
    }
}
