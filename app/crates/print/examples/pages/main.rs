//! Writes every form, filled with fictional people and blank, as one HTML file each, to be looked at in a browser:
//! `cargo run -p print --example pages -- FOLDER`. The files expect `public/css/document.css` beside them.

mod plans;

use std::path::Path;

use ledger::case::{NoticeKind, ReturnRow, ReturnTable, Section};
use print::form::case_file::{CaseFile, Entry, FilePart, Proof};
use print::form::home_teaching::HomeTeaching;
use print::form::home_visit::HomeVisit;
use print::form::household::Household;
use print::form::letter::Letter;
use print::form::notice::{Notice, Receipt, shipped};
use print::form::persuasion::{Persuasion, Time};
use print::form::pledge::Pledge;
use print::form::return_table;
use print::form::school_plan::SchoolPlan;
use print::{Paper, batch, html};

use plans::{household, letter, register, school_plan};

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "target/pages".to_owned());
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder)?;
    let mut all = vec![
        ("home-visit", home_visit().document()),
        ("home-visit-blank", HomeVisit::default().document()),
        ("persuasion", persuasion().document()),
        ("persuasion-blank", Persuasion::default().document()),
        ("home-teaching", home_teaching().document()),
        ("home-teaching-blank", HomeTeaching::default().document()),
        ("notice-blank", Notice { stub: true, ..Notice::default() }.document(&shipped(NoticeKind::Return))),
        ("case-file", case_file(52).document()),
        ("case-file-blank", CaseFile::default().document()),
        ("return-table", return_table::document(&county(), "附件1")),
        ("pledge", pledge().document()),
        ("pledge-blank", Pledge::default().document()),
        ("letter", letter().document()),
        ("letter-blank", Letter::default().document()),
        ("household", household().document()),
        ("household-blank", Household::default().document()),
        ("school-plan", school_plan().document()),
        ("school-plan-blank", SchoolPlan::default().document()),
        ("register-a3", register().document(Paper::A3Landscape)),
        ("register-a4", register().document(Paper::A4Landscape)),
    ];
    let kinds = NoticeKind::ALL.iter().map(|kind| notice().document(&shipped(*kind)));
    all.push(("batch", batch("打印八份", kinds.collect())));
    for (name, document) in all {
        let page = format!(
            "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>{}</title>\
             <link rel=\"stylesheet\" href=\"document.css\"><body style=\"margin:0\">{}</body></html>",
            document.title,
            html(&document)
        );
        std::fs::write(folder.join(format!("{name}.html")), page)?;
    }
    Ok(())
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(label, text)| ((*label).to_owned(), (*text).to_owned())).collect()
}

const TALK: &str = "到家中与孩子和祖父母面谈。孩子说数学跟不上，上课听不懂，怕被点名；父亲在外务工，电话里表示支持孩子返校。\
                    向家长说明了义务教育的要求和学校的帮扶安排，约定先到校上半天课，由班主任和数学老师课后补习。";

fn home_visit() -> HomeVisit {
    HomeVisit {
        county: "石川县".into(),
        school: "石川镇初级中学".into(),
        student: "王小满".into(),
        sex: "男".into(),
        age: "14".into(),
        class: "七年级1班".into(),
        time: "2026年9月9日".into(),
        teacher: "李文静".into(),
        companion: "赵志远、欧阳海燕".into(),
        id_number: "990526201208310018".into(),
        reason: "连续三天没有到校，电话联系不上家长".into(),
        address: "石川镇下沟村3组".into(),
        content: format!("{TALK}\n家里有祖父母两人，祖母常年服药。孩子愿意试一试。"),
        ..HomeVisit::default()
    }
}

fn persuasion() -> Persuasion {
    let time = |time: &str, record: &str| Time {
        time: time.into(),
        people: "李文静、赵志远".into(),
        phone: "10012345678".into(),
        record: record.into(),
    };
    Persuasion {
        student: "王小满".into(),
        sex: "男".into(),
        id_number: "990526201208310018".into(),
        school: "石川镇初级中学七年级".into(),
        dropped_on: "2026年9月".into(),
        guardian: "王大山".into(),
        phone: "10087654321".into(),
        address: "石川镇下沟村3组".into(),
        household: "石川镇下沟村".into(),
        reason: "学习困难，厌学；父母外出务工，由祖父母照看。".into(),
        measures: "班主任结对，数学老师每周两次课后补习；申请寄宿生生活补助。".into(),
        times: vec![
            time("2026年9月9日", TALK),
            time("2026年9月14日", "孩子承诺下周一返校，家长同意接送。"),
            time("2026年9月21日", "已返校，随班听课。班主任连续一周记录到校情况。"),
        ],
    }
}

fn home_teaching() -> HomeTeaching {
    HomeTeaching {
        school: "石川镇中心小学".into(),
        student: "张秋月".into(),
        sex: "女".into(),
        class: "四年级1班".into(),
        disability: "智力 二级".into(),
        date: "2026年10月12日".into(),
        hours: "9:00至10:30".into(),
        lessons: "2".into(),
        teachers: "李文静（主责）、赵志远（辅助）".into(),
        place: "家中".into(),
        goal: "认读数字一到十；练习自己系扣子。".into(),
        contents: vec!["生活".into(), "认知".into()],
        course: TALK.into(),
        response: "能指认七个数字，注意力可保持十分钟。".into(),
        family: "孩子愿意学，希望多来几次。".into(),
        next: "巩固数字，认识硬币。".into(),
        ..HomeTeaching::default()
    }
}

fn notice() -> Notice {
    Notice {
        number: "义劝通字[2026]第3号".into(),
        guardian: "王大山".into(),
        guardian_id: "990422198508310035".into(),
        address: "石川镇下沟村3组".into(),
        child: "王小满".into(),
        id_number: "990526201208310018".into(),
        school: "石川镇初级中学".into(),
        class: "七年级1班".into(),
        dropped_on: "2026年9月7日".into(),
        report_on: "2026年9月1日".into(),
        deadline: "7日".into(),
        previous: "《劝返复学通知书》（义劝通字[2026]第3号）".into(),
        issuer: "石川镇人民政府".into(),
        issued_on: "2026年9月21日".into(),
        contact: "赵志远".into(),
        phone: "10012345678".into(),
        court: "石川县人民法院".into(),
        receipt: Receipt {
            number: "回字[2026]第3号".into(), place: "石川镇下沟村3组".into(), ..Receipt::default()
        },
        stub: true,
    }
}

fn county() -> ReturnTable {
    let units = [
        ("城关", 3, 2),
        ("河滨", 16, 2),
        ("鸦岭", 75, 6),
        ("高山", 63, 2),
        ("平等", 30, 0),
        ("鸣皋", 71, 2),
        ("酒后", 43, 0),
        ("葛寨", 20, 0),
        ("白元", 100, 0),
        ("水寨", 19, 3),
        ("白沙", 47, 2),
        ("半坡", 9, 1),
        ("江左", 49, 1),
        ("吕店", 60, 0),
        ("彭婆", 92, 0),
    ];
    let row = |(unit, last, new): (&str, u32, u32)| ReturnRow {
        unit: unit.into(),
        carried_over: Some(last),
        new: (new > 0).then_some(new),
    };
    ReturnTable { year: 2019, rows: units.map(row).to_vec() }
}

fn pledge() -> Pledge {
    Pledge {
        level: "乡镇与村".into(),
        year: "2026—2027".into(),
        first: "石川镇人民政府".into(),
        second: "下沟村村民委员会".into(),
        targets: pairs(&[("适龄儿童少年入学率", "100%"), ("义务教育巩固率", "99%以上"), ("因贫辍学人数", "0")]),
        ..Pledge::default()
    }
}

/// A file with so many visits and observations each: 52 are some sixty pages.
fn case_file(many: usize) -> CaseFile {
    let entry = |date: String, title: &str, answers: &[(&str, &str)]| Entry {
        date,
        title: title.into(),
        pairs: pairs(answers),
    };
    let one = |date: &str, title: &str, answers: &[(&str, &str)]| vec![entry(date.into(), title, answers)];
    let day = |at: usize| format!("2026年{}月{}日", 9 + at / 14, 1 + at * 2 % 28);
    let (long, longest) = (TALK.repeat(6), TALK.repeat(30));
    let visits = (0..many).map(|at| {
        let content = match at {
            3 => longest.as_str(),
            _ if at % 9 == 8 => long.as_str(),
            _ => TALK,
        };
        let answers = [
            ("开始时间", "9:00"),
            ("结束时间", "10:30"),
            ("人员", "李文静、赵志远"),
            ("地点", "家中"),
            ("走访原因", "没有到校"),
            ("内容", content),
            ("家长意见", "同意，保证配合学校的安排"),
            ("结果", "承诺返校"),
            ("家长签字", "纸质已签"),
            ("下一步", "下周一由班主任到村口接，课后补习数学"),
        ];
        entry(day(at), if at % 2 == 0 { "劝返" } else { "家访" }, &answers)
    });
    let observed = (0..many).map(|at| {
        let answers = [
            ("确认教师", "李文静"),
            ("学习情况", "按时交作业，数学有进步"),
            ("生活情况", "在校寄宿，饮食正常"),
            ("思想情况", "愿意和同学相处，不再提外出务工"),
            ("备注", TALK),
        ];
        entry(day(at), "观察确认", &answers)
    });
    let part = |section, entries| FilePart { section, needed: true, entries };
    let basic = [
        ("姓名", "王小满"),
        ("性别", "男"),
        ("证件号码", "990526201208310018"),
        ("出生日期", "2012年8月31日"),
        ("民族", "汉族"),
        ("学校", "石川镇初级中学"),
        ("年级班级", "七年级1班"),
        ("户籍地", "石川镇下沟村3组"),
        ("现住址", "石川镇下沟村3组"),
        ("监护人", "王大山"),
        ("关系", "父亲"),
        ("电话", "10087654321"),
    ];
    let notice = [
        ("文书", "劝返复学通知书"),
        ("文号", "义劝通字[2026]第3号"),
        ("受送达人", "王大山"),
        ("期限", "7日"),
        ("送达时间", "2026年9月21日"),
        ("送达方式", "签收"),
        ("回证", "回字[2026]第3号"),
    ];
    CaseFile {
        number: "石川镇2026-017".into(),
        secrecy: "内部".into(),
        name: "王小满".into(),
        school: "石川镇初级中学".into(),
        opened: "2026年9月9日".into(),
        closed: String::new(),
        unit: "石川镇中心学校".into(),
        sections: vec![
            part(Section::Basic, one("", "", &basic)),
            part(
                Section::Family,
                one(
                    "",
                    "",
                    &[
                        ("家庭成员", "祖父、祖母、父亲、母亲、妹妹"),
                        ("经济来源", "父母务工"),
                        ("帮扶政策", "脱贫户，享受寄宿生生活补助和营养改善计划"),
                        ("基本情况", TALK),
                    ],
                ),
            ),
            part(
                Section::Discovery,
                vec![
                    entry(
                        "2026年9月9日".into(),
                        "缺勤",
                        &[("首次缺勤日期", "2026年9月7日"), ("如何发现", "班级点名"), ("请假情况", "没有请假")],
                    ),
                    entry(
                        "2026年9月10日".into(),
                        "核查",
                        &[("核查人", "李文静"), ("核查方式", "入户"), ("核查结果", "未在校就读"), ("备注", TALK)],
                    ),
                ],
            ),
            part(
                Section::Causes,
                one(
                    "2026年9月11日",
                    "认定辍学",
                    &[("辍学日期", "2026年9月7日"), ("辍学原因", "学习困难"), ("去向", "在家")],
                ),
            ),
            part(
                Section::Plan,
                one(
                    "2026年9月11日",
                    "帮扶劝返方案",
                    &[
                        ("责任人", "赵志远"),
                        ("劝返方式", "讲道理感召"),
                        ("措施", "一、班主任结对；\n二、数学老师每周两次课后补习；\n三、村干部联系父母。"),
                        ("期限", "2026年9月30日"),
                    ],
                ),
            ),
            part(Section::Persuasion, visits.collect()),
            part(Section::Notices, one("2026年9月21日", "劝返复学通知书", &notice)),
            part(Section::Aid, Vec::new()),
            part(Section::FollowUp, observed.collect()),
            part(
                Section::Closing,
                one(
                    "2027年3月1日",
                    "申请销号",
                    &[
                        ("销号原因", "已返校并稳定就读"),
                        ("证据种类", "在校照片"),
                        ("证据说明", "连续三十个上课日到校记录"),
                        ("申请人", "李文静"),
                    ],
                ),
            ),
        ],
        evidence: (1..=60)
            .map(|at| Proof {
                name: format!("第{at}次走访照片和签字记录"),
                kind: "照片".into(),
                date: day(at % 42),
                note: "卷内".into(),
            })
            .collect(),
    }
}
