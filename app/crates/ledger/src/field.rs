//! The vocabulary of everything a list or the roster can say about a child.
//!
//! One table names each field once: its stable number (stored in ops, so never reused or changed), its key
//! (English, for machine-readable output), its label (Chinese, as forms print it) and its kind. Header aliases
//! live with the list reader; rules about values live with their own types.

use serde::{Deserialize, Serialize};

/// What a field holds, which decides how a cell is read, compared, edited and exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FieldKind {
    /// Free text.
    Text,
    /// A person's name: compared on its normalised form.
    Name,
    /// An 18-digit identity number or what is left of one. Always text.
    Identity,
    /// 学籍号: a type letter G, J or L and 18 characters.
    StudentNumber,
    /// 残疾人证号: 18-character identity number, category, level.
    DisabilityCard,
    /// A calendar date.
    Date,
    /// A year and month (入学年月).
    YearMonth,
    /// A telephone number. Always text.
    Phone,
    /// A number-like code whose leading zeros matter (班级, 邮编, 行政区划).
    Code,
    /// One of an official list of options, stored as its official text.
    Choice,
    /// A whole number (元, 公里, 人数).
    Number,
}

/// Which part of a child's record a field belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FieldGroup {
    /// Who the child is.
    Identity,
    /// Where the child is registered as a pupil and actually attends.
    School,
    /// Household registration and address.
    Household,
    /// Parents and guardians.
    Guardian,
    /// Health, disability, poverty and other circumstances.
    Circumstance,
    /// What another list said (poverty system, graduates, verification).
    Source,
}

macro_rules! fields {
    ($($variant:ident = $id:literal, $key:literal, $label:literal, $kind:ident, $group:ident;)*) => {
        /// A field of a child or of a list row.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[repr(u16)]
        #[allow(missing_docs, reason = "each variant is documented by its key and label")]
        pub enum Field { $($variant = $id,)* }

        impl Field {
            /// Every field, in the order forms use.
            pub const ALL: &'static [Field] = &[$(Field::$variant,)*];

            /// The English key used in machine-readable output.
            pub const fn key(self) -> &'static str { match self { $(Field::$variant => $key,)* } }
            /// The Chinese label as printed.
            pub const fn label(self) -> &'static str { match self { $(Field::$variant => $label,)* } }
            /// How its values are read and compared.
            pub const fn kind(self) -> FieldKind { match self { $(Field::$variant => FieldKind::$kind,)* } }
            /// Which part of the record it belongs to.
            pub const fn group(self) -> FieldGroup { match self { $(Field::$variant => FieldGroup::$group,)* } }
            /// The stable number stored in ops.
            pub const fn id(self) -> u16 { self as u16 }
            /// The field with this stored number, if this build knows it.
            pub const fn from_id(id: u16) -> Option<Field> { match id { $($id => Some(Field::$variant),)* _ => None } }
        }
    };
}

// Numbers are stored: add at the end of a group's range, never renumber.
fields! {
    Name = 10, "name", "姓名", Name, Identity;
    FormerName = 11, "former_name", "曾用名", Name, Identity;
    NamePinyin = 12, "name_pinyin", "姓名拼音", Text, Identity;
    Sex = 13, "sex", "性别", Choice, Identity;
    Birth = 14, "birth_date", "出生日期", Date, Identity;
    IdType = 15, "id_type", "身份证件类型", Choice, Identity;
    IdNumber = 16, "id_number", "身份证件号", Identity, Identity;
    IdValidity = 17, "id_validity", "身份证件有效期", Text, Identity;
    Ethnicity = 18, "ethnicity", "民族", Choice, Identity;
    Nationality = 19, "nationality", "国籍/地区", Choice, Identity;
    Overseas = 20, "overseas_status", "港澳台侨外", Choice, Identity;
    NativePlace = 21, "native_place", "籍贯", Text, Identity;
    BirthPlaceCode = 22, "birth_place_code", "出生地行政区划代码", Code, Identity;
    Politics = 23, "political_status", "政治面貌", Choice, Identity;
    BloodType = 24, "blood_type", "血型", Choice, Identity;
    Talent = 25, "talent", "特长", Text, Identity;

    School = 100, "school", "学校", Text, School;
    SchoolCode = 101, "school_code", "学校标识码", Code, School;
    Campus = 102, "campus", "校区号", Code, School;
    StudentNumber = 103, "student_number", "学籍号", StudentNumber, School;
    AuxNumber = 104, "auxiliary_number", "学籍辅号", Code, School;
    SeatNumber = 105, "seat_number", "班内学号", Code, School;
    Grade = 106, "grade", "年级", Text, School;
    Class = 107, "class", "班级", Text, School;
    EntryMonth = 108, "entry_month", "入学年月", YearMonth, School;
    EntryMode = 109, "entry_mode", "入学方式", Choice, School;
    StudyMode = 110, "study_mode", "就读方式", Choice, School;
    StudentSource = 111, "student_source", "学生来源", Choice, School;
    EnrolStatus = 112, "enrolment_status", "学籍状态", Choice, School;
    EnrolReason = 113, "enrolment_reason", "学籍变动原因", Text, School;
    AttendSchool = 114, "attending_school", "实际就读学校", Text, School;
    Attendance = 115, "attendance", "在校情况", Choice, School;
    AttendSince = 116, "attending_since", "就读起始日期", Date, School;
    AttendProof = 117, "attendance_proof", "就读核实方式", Text, School;
    ClassTeacher = 118, "class_teacher", "班主任", Name, School;
    Preschool = 119, "preschool", "是否受过学前教育", Choice, School;
    PurchasedPlace = 120, "purchased_place", "是否由政府购买学位", Choice, School;
    Distance = 121, "distance_to_school", "上下学距离", Text, School;
    Transport = 122, "transport", "上下学交通方式", Choice, School;
    NeedsBus = 123, "needs_school_bus", "是否需要乘坐校车", Choice, School;

    Village = 200, "village", "户籍村", Text, Household;
    Township = 201, "township", "乡镇", Text, Household;
    County = 202, "county", "县", Text, Household;
    VillageGroup = 203, "village_group", "村组", Text, Household;
    HouseholdNumber = 204, "household_number", "户号", Code, Household;
    HouseholdHead = 205, "household_head", "户主", Name, Household;
    RelationToHead = 206, "relation_to_head", "与户主关系", Text, Household;
    RegisteredAddress = 207, "registered_address", "户籍地址", Text, Household;
    RegisteredCode = 208, "registered_area_code", "户口所在地行政区划", Code, Household;
    HukouKind = 209, "hukou_kind", "户口性质", Choice, Household;
    CurrentAddress = 210, "current_address", "现住址", Text, Household;
    PostalAddress = 211, "postal_address", "通信地址", Text, Household;
    HomeAddress = 212, "home_address", "家庭地址", Text, Household;
    Phone = 213, "phone", "联系电话", Phone, Household;
    Postcode = 214, "postcode", "邮政编码", Code, Household;
    Email = 215, "email", "电子信箱", Text, Household;
    Homepage = 216, "homepage", "主页地址", Text, Household;

    Guardian = 300, "guardian", "监护人", Name, Guardian;
    GuardianPhone = 301, "guardian_phone", "监护人电话", Phone, Guardian;
    Member1Name = 310, "member1_name", "成员1姓名", Name, Guardian;
    Member1Relation = 311, "member1_relation", "成员1关系", Text, Guardian;
    Member1RelationNote = 312, "member1_relation_note", "成员1关系说明", Text, Guardian;
    Member1Address = 313, "member1_address", "成员1现住址", Text, Guardian;
    Member1AreaCode = 314, "member1_area_code", "成员1户口所在地行政区划", Code, Guardian;
    Member1Phone = 315, "member1_phone", "成员1联系电话", Phone, Guardian;
    Member1IsGuardian = 316, "member1_is_guardian", "成员1是否监护人", Choice, Guardian;
    Member1IdType = 317, "member1_id_type", "成员1身份证件类型", Choice, Guardian;
    Member1IdNumber = 318, "member1_id_number", "成员1身份证件号", Identity, Guardian;
    Member1Ethnicity = 319, "member1_ethnicity", "成员1民族", Choice, Guardian;
    Member1Employer = 320, "member1_employer", "成员1工作单位", Text, Guardian;
    Member1Job = 321, "member1_job", "成员1职务", Text, Guardian;
    Member2Name = 330, "member2_name", "成员2姓名", Name, Guardian;
    Member2Relation = 331, "member2_relation", "成员2关系", Text, Guardian;
    Member2RelationNote = 332, "member2_relation_note", "成员2关系说明", Text, Guardian;
    Member2Address = 333, "member2_address", "成员2现住址", Text, Guardian;
    Member2AreaCode = 334, "member2_area_code", "成员2户口所在地行政区划", Code, Guardian;
    Member2Phone = 335, "member2_phone", "成员2联系电话", Phone, Guardian;
    Member2IsGuardian = 336, "member2_is_guardian", "成员2是否监护人", Choice, Guardian;
    Member2IdType = 337, "member2_id_type", "成员2身份证件类型", Choice, Guardian;
    Member2IdNumber = 338, "member2_id_number", "成员2身份证件号", Identity, Guardian;
    Member2Ethnicity = 339, "member2_ethnicity", "成员2民族", Choice, Guardian;
    Member2Employer = 340, "member2_employer", "成员2工作单位", Text, Guardian;
    Member2Job = 341, "member2_job", "成员2职务", Text, Guardian;

    Health = 400, "health", "健康状况", Choice, Circumstance;
    OnlyChild = 401, "only_child", "是否独生子女", Choice, Circumstance;
    LeftBehind = 402, "left_behind", "是否留守儿童", Choice, Circumstance;
    RuralLeftBehind = 403, "rural_left_behind", "是否农村留守儿童", Choice, Circumstance;
    Migrant = 404, "migrant", "是否随迁子女", Choice, Circumstance;
    MigrantWorker = 405, "migrant_worker_child", "是否进城务工人员随迁子女", Choice, Circumstance;
    Orphan = 406, "orphan", "是否孤儿", Choice, Circumstance;
    Martyr = 407, "martyr_family", "是否烈士或优抚子女", Choice, Circumstance;
    Inclusive = 408, "inclusive_placement", "随班就读", Choice, Circumstance;
    Disabled = 409, "disabled", "是否残疾人", Choice, Circumstance;
    DisabilityKind = 410, "disability_kind", "残疾类型", Choice, Circumstance;
    DisabilityLevel = 411, "disability_level", "残疾等级", Choice, Circumstance;
    DisabilityCard = 412, "disability_card", "残疾人证号", DisabilityCard, Circumstance;
    NeedsAid = 413, "needs_aid", "是否需要申请资助", Choice, Circumstance;
    ReceivesAid = 414, "receives_aid", "是否享受一补", Choice, Circumstance;
    Remarks = 490, "remarks", "备注", Text, Circumstance;

    PovertyHousehold = 500, "poverty_household_number", "户编号", Code, Source;
    PovertyPerson = 501, "poverty_person_number", "人口编号", Code, Source;
    HouseholdKind = 502, "household_kind", "户类型", Text, Source;
    MonitorKind = 503, "monitor_kind", "监测对象类别", Text, Source;
    StudentStatus = 504, "student_status", "在校生状况", Text, Source;
    LabourSkill = 505, "labour_skill", "劳动技能", Text, Source;
    Education = 506, "education", "文化程度", Text, Source;
    NotEnrolledReason = 507, "not_enrolled_reason", "未上学原因", Text, Source;
    DroppedOut = 508, "dropped_out", "是否失学辍学", Choice, Source;
    RiskCleared = 509, "risk_cleared", "风险是否已消除", Choice, Source;
    SchoolingStatus = 510, "schooling_status", "就学状况", Text, Source;
    GraduationYear = 520, "graduation_year", "毕业年份", Code, Source;
    GraduationSchool = 521, "graduation_school", "毕业学校", Text, Source;
    NextSchool = 522, "next_school", "升入学校", Text, Source;
    NextStudentNumber = 523, "next_student_number", "新学籍号", StudentNumber, Source;
    Outcome = 530, "outcome", "核查结果", Text, Source;
}
