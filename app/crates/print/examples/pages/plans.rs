//! Letters, households, plans of schools and registers, filled with fictional people.

use print::form::household::{Household, Sibling};
use print::form::letter::Letter;
use print::form::register::Register;
use print::form::school_plan::SchoolPlan;

use super::pairs;

pub(crate) fn letter() -> Letter {
    Letter {
        number: "控辍协函字[2026]第1号".into(),
        to: "临水县柳河镇人民政府".into(),
        student: "王小满".into(),
        id_number: "990526********0018".into(),
        class: "石川镇初级中学 七年级1班".into(),
        guardian: "王建国 10012345678".into(),
        household: "柳河镇柳溪村3组".into(),
        situation: "自2026年9月4日起未到校就读，现为“劝返中”。学校三次家访，家中无人。".into(),
        asked: ledger::docket::ASKED_OF_TOWNSHIP.into(),
        from: "石川镇初级中学".into(),
        contact: "李文静 10012345678".into(),
        date: "2026年9月15日".into(),
        ..Letter::default()
    }
}

pub(crate) fn household() -> Household {
    let child = |name: &str, birth: &str, school: &str, stage: &str, next: &str| Sibling {
        name: name.into(),
        birth: birth.into(),
        school: school.into(),
        stage: stage.into(),
        next: next.into(),
    };
    Household {
        head: "王大山".into(),
        number: "0012".into(),
        address: "石川镇下沟村3组".into(),
        kind: "脱贫户".into(),
        members: vec![["王大山", "祖父", "10012345678"].map(str::to_owned), ["王建国", "父", ""].map(str::to_owned)],
        children: vec![
            child(
                "王小满",
                "2012年8月31日",
                "石川镇初级中学 七年级1班",
                "劝返中",
                "发放劝返复学通知书 乡镇 2026年9月14日",
            ),
            child("王小雨", "2015年3月12日", "石川镇中心小学 五年级1班", "", ""),
        ],
        ..Household::default()
    }
}

pub(crate) fn school_plan() -> SchoolPlan {
    let part = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    SchoolPlan {
        school: "石川镇中心小学".into(),
        year: "2026—2027".into(),
        facts: pairs(&[("在册学生", "318"), ("班级", "9"), ("留守", "41"), ("残疾", "3"), ("脱贫监测", "57")]),
        parts: vec![
            part("学校情况说明", "学校在镇政府所在地，服务 7 个行政村，最远的村到校 9 公里。"),
            part("工作目标", "不让一个孩子辍学；巩固率 100%。\n留守、残疾、脱贫户子女逐人有帮扶教师。"),
            part("领导小组与责任分工", "组长：王校长。成员：各班班主任、学籍管理员。\n班主任每天点名，当天家访。"),
            part("主要措施", ""),
        ],
        pupils: vec![["王小雨", "五年级1班", "复学观察", "观察期满确认", "班主任"].map(str::to_owned)],
        ledgers: pairs(&[("在办台账", "1"), ("辍学台账", "0"), ("复学与安置台账", "1"), ("流动生登记（未办结）", "2")]),
        date: "2026年9月15日".into(),
    }
}

pub(crate) fn register() -> Register {
    let heads = ledger::docket::Docket::Movement.questions().iter().map(|question| question.label.to_owned());
    let row = |at: usize| {
        let cells = [
            "转出",
            "2026-09-10",
            "王小满",
            "990526********0018",
            "G99052********0018",
            "七年级1班",
            "临水县城关镇第二实验中学",
            "随父母务工迁居",
            "学籍已转",
            "学籍系统核实",
            "2026-09-20",
            "李文静",
            "",
        ];
        [at.to_string()].into_iter().chain(cells.map(str::to_owned)).collect()
    };
    Register {
        title: "流动生情况登记表".into(),
        unit: "石川镇初级中学".into(),
        date: "2026年9月30日".into(),
        heads: ["序号".to_owned()].into_iter().chain(heads).collect(),
        rows: (1..=45).map(row).collect(),
        ..Register::default()
    }
}
