// Fictional children for the torture: numbers of the area 9905xx with real check characters, in a list as a school saves it.
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Characters that names are made of. */
export const SIGNS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥";

export const heads = "学籍号,入学年月,姓名,性别,出生日期,身份证件号,户籍村,学校,年级,班级,学籍状态,在校情况,监护人,监护人电话";

/** The number of the child with this index, below 89,000. */
export function number(index) {
  const day = `${2010 + (index % 9)}${String(1 + (index % 12)).padStart(2, "0")}${String(1 + (index % 28)).padStart(2, "0")}`;
  const head = `9905${10 + (Math.floor(index / 999) % 89)}${day}${String(1 + (index % 999)).padStart(3, "0")}`;
  const sum = [...head].reduce((total, digit, place) => total + Number(digit) * WEIGHTS[place], 0);
  return head + "10X98765432"[sum % 11];
}

/** A line of the list. */
export function row(name, id, village) {
  return `G${id},202309,${name},${Number(id[16]) % 2 ? "男" : "女"},${id.slice(6, 14)},${id},${village},青川镇中心小学,一年级,1班,在读,在校,马建国,13900000000`;
}

/** The children the ledger begins with. */
export const FIRST = [...SIGNS].map((sign, at) => ({ name: `石${sign}`, village: `村${at}`, number: number(at) }));
