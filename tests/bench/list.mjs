// Lists of children who do not exist, as large as a county's: 20 columns, GB18030, identity numbers that begin with 99,
// which no place has. The same seed gives the same list.
import { gbk } from "../e2e/gbk.mjs";

export const HEADER = [
  "姓名", "性别", "身份证件号", "出生日期", "民族", "学校名称", "年级", "班级", "学籍号", "户籍村", "户口性质", "现住址", "监护人", "监护人电话",
  "是否留守儿童", "就读方式", "入学年月", "健康状况", "残疾类型", "备注",
];

const FAMILY = [..."赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜"];
const GIVEN = [..."子涵雨轩欣怡浩然诗琪俊杰思远梦瑶嘉豪晓彤志强佳慧文博春兰国庆海燕建军丽华小龙玉梅"];
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A list of so many rows as GB18030 bytes, without every `missing`-th child when that is asked for, and with a note for each. */
export function list(rows, { missing = 0, note = "" } = {}) {
  const lines = [HEADER.join(",")];
  for (let at = 0; at < rows; at += 1) {
    if (missing === 0 || at % missing !== 0) {
      lines.push([...row(at), note].join(","));
    }
  }
  return gbk(`${lines.join("\r\n")}\r\n`);
}

function row(at) {
  const pick = (from, salt) => from[Math.floor(noise(at, salt) * from.length)];
  const name = pick(FAMILY, 1) + pick(GIVEN, 2) + (noise(at, 3) < 0.7 ? pick(GIVEN, 4) : "");
  const birth = new Date(Date.UTC(2010, 8, 1) + Math.floor(noise(at, 5) * 3280) * 86_400_000).toISOString().slice(0, 10);
  const id = identity(at, birth);
  const grade = pick(["一年级", "二年级", "三年级", "四年级", "五年级", "六年级", "七年级", "八年级", "九年级"], 6);
  const village = `${pick(["上河", "下沟", "石桥", "柳树", "白马", "双井", "大坪", "三岔"], 7)}村`;
  return [
    name, Number(id[16]) % 2 ? "男" : "女", id, birth, "汉族", `石川镇${pick(["中心小学", "第二小学", "初级中学"], 8)}`, grade,
    `${1 + Math.floor(noise(at, 9) * 6)}班`, `G${id}`, village, "农业户口", `石川镇${village}${1 + Math.floor(noise(at, 10) * 9)}组`,
    name[0] + pick(GIVEN, 11) + pick(GIVEN, 12), `1990000${String(at % 10_000).padStart(4, "0")}`, noise(at, 13) < 0.3 ? "是" : "否",
    noise(at, 14) < 0.4 ? "住校" : "走读", "202309", "健康或良好", "无",
  ];
}

/** An identity number of its own for each row, with a right check character. */
function identity(at, birth) {
  // Every 900 rows that share a birth date are told apart by the area, so no number comes twice.
  const area = 990_500 + Math.floor(at / 900);
  const front = `${area}${birth.replaceAll("-", "")}${String(at % 900 + 100)}`;
  const sum = [...front].reduce((total, digit, index) => total + Number(digit) * WEIGHTS[index], 0);
  return front + "10X98765432"[sum % 11];
}

function noise(at, salt) {
  let x = Math.imul(at + 1, 0x9e3779b1) ^ Math.imul(salt, 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d);
  x = Math.imul(x ^ (x >>> 12), 0x297a2d39);
  return ((x ^ (x >>> 15)) >>> 0) / 2 ** 32;
}
