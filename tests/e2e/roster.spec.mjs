// 名册: found, filtered, typed into, pasted over, filled down, changed in bulk, exported - and never twice, never silently wrong.
import { assert, journey, until } from "./harness.mjs";
import { importFile, openTrial, search } from "./ways.mjs";

const VILLAGES = ["杨家坪村", "石川村", "下沟村", "上湾村"];
const SURNAMES = ["周", "马", "欧阳", "刘", "吴", "单", "查", "张"];
const GIVEN = ["子涵", "小军", "娜", "浩然", "桂英", "秀", "怡娟", "一鸣"];
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A fictional number: area 99xxxx, real check character. */
function idNumber(index) {
  const day = `${2010 + (index % 9)}${String(1 + (index % 12)).padStart(2, "0")}${String(1 + (index % 28)).padStart(2, "0")}`;
  const head = `9905${String(10 + (Math.floor(index / 999) % 89))}${day}${String(1 + (index % 999)).padStart(3, "0")}`;
  const sum = [...head].reduce((total, digit, place) => total + Number(digit) * WEIGHTS[place], 0);
  return head + "10X98765432"[sum % 11];
}

/** A list of so many children, as a school would save it. */
export function list(count) {
  const rows = ["学籍号,入学年月,姓名,性别,出生日期,身份证件号,户籍村,学校,年级,班级,学籍状态,在校情况,监护人,监护人电话"];
  for (let i = 0; i < count; i += 1) {
    const number = idNumber(i);
    const name = SURNAMES[i % 8] + GIVEN[Math.floor(i / 8) % 8];
    const sex = Number(number[16]) % 2 ? "男" : "女";
    rows.push([
      i % 2 ? `G${number}` : "", "202309", name, sex, number.slice(6, 14), number, VILLAGES[i % 4], "石川镇中心小学", `${"一二三四五六"[i % 6]}年级`, `${1 + (i % 3)}班`,
      "在读", i % 7 === 0 ? "不在校" : "在校", `${SURNAMES[i % 8]}建国`, `139${String(i).padStart(8, "0")}`,
    ].join(","));
  }
  return { name: "名单.csv", mimeType: "text/csv", buffer: Buffer.from(rows.join("\r\n")) };
}

const open = async (page, route) => page.evaluate((hash) => { location.hash = hash; }, route);
const status = (page) => page.locator(".page-head [role=status]").innerText();
const shows = (page, words) => until(`the head says ${words}`, async () => (await status(page)) === words);
const cells = (page, row) => page.locator(`.grid-body .grid-row[aria-rowindex="${row + 1}"] [role=gridcell]:not(.tick-cell)`);
const column = async (page, title) => {
  const titles = await page.locator(".grid-head [role=columnheader]:not(.tick-cell)").allInnerTexts();
  return titles.findIndex((text) => text.trim().startsWith(title));
};
const cell = async (page, row, title) => cells(page, row).nth(await column(page, title));
const text = async (page, row, title) => (await cell(page, row, title)).innerText();
const form = (page) => page.locator("dialog[open]");
const says = (page, words) => page.locator(".toast", { hasText: words }).first().waitFor();

async function rosterOf(page, count) {
  await openTrial(page);
  if (count > 0) {
    await importFile(page, list(count));
  }
  await open(page, "#/roster");
  await (count > 0 ? page.getByRole("grid") : page.getByText("名册里还没有人")).waitFor();
  await shows(page, `共 ${count.toLocaleString("en-US")} 人`);
}

journey("the roster is searched, filtered and sorted", { floor: true, views: ["pc", "tablet"] }, async ({ page, go, screenshot, checkA11y, view }) => {
  await go();
  await rosterOf(page, 240);
  assert.ok((await page.locator(".grid-row").count()) <= 61, "at most 60 rows and the header");
  await screenshot("roster");
  await checkA11y();

  const search = page.locator("#quick-search");
  for (const [typed, expected] of [["zzh", 12], ["欧阳", 30], ["13900000239", 1], [idNumber(99).slice(-4), 1], ["下沟", 60]]) {
    await search.fill(typed);
    await until(`${typed} is found`, async () => (await status(page)) === `共 240 人，显示 ${expected} 人`);
  }
  await search.fill("");
  await shows(page, "共 240 人");

  await page.getByRole("button", { name: "＋ 条件" }).click();
  await page.getByLabel("按哪一列").selectOption({ label: "户籍村" });
  await page.locator(".select-list label", { hasText: "石川村" }).click();
  await screenshot("roster-filter");
  await checkA11y();
  await page.getByRole("button", { name: "筛选", exact: true }).click();
  await shows(page, "共 240 人，显示 60 人");
  assert.equal(await text(page, 1, "户籍村"), "石川村");

  if (view === "pc") {
    const head = page.getByRole("columnheader", { name: /出生日期/ });
    await head.getByRole("button").click();
    await until("ascending", async () => (await head.getAttribute("aria-sort")) === "ascending");
    await until("the youngest is last", async () => (await text(page, 1, "出生日期")).startsWith("2010"));
    await head.getByRole("button").click();
    await until("the youngest is first", async () => (await text(page, 1, "出生日期")).startsWith("2018"));
  }
  await page.getByRole("button", { name: "去掉条件 户籍村：石川村" }).click();
  await shows(page, "共 240 人");
});

journey("cells are typed, pasted, filled down and undone with the keyboard alone", { floor: true }, async ({ page, go, screenshot }) => {
  await go();
  await rosterOf(page, 60);
  await (await cell(page, 1, "户籍村")).click();
  await page.keyboard.type("新庄村");
  await page.keyboard.press("Enter");
  await until("the cell is saved", async () => (await text(page, 1, "户籍村")) === "新庄村");
  await says(page, "已保存");
  await screenshot("roster-edited");

  // Esc gives up; F2 edits what stands there.
  await page.keyboard.press("F2");
  await page.keyboard.type("甲");
  await page.keyboard.press("Escape");
  assert.equal(await text(page, 2, "户籍村"), VILLAGES[1]);

  // Copy the first cell, paste it over three rows.
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Control+d");
  await until("filled down", async () => (await text(page, 3, "户籍村")) === "新庄村");
  await says(page, "已向下填充 2 格");
  await page.keyboard.press("Control+z");
  await until("undone", async () => (await text(page, 3, "户籍村")) === VILLAGES[2]);
  assert.equal(await text(page, 1, "户籍村"), "新庄村");

  // A block with a quoted line break, two columns wide.
  await (await cell(page, 4, "户籍村")).click();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", "东庄村\t东庄小学\r\n\"西庄村\"\t西庄小学\r\n");
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await until("pasted", async () => (await text(page, 5, "学校")) === "西庄小学");
  assert.equal(await text(page, 4, "户籍村"), "东庄村");
  await says(page, "已粘贴 4 格");
  await page.locator(".toast", { hasText: "已粘贴 4 格" }).getByRole("button", { name: "撤销" }).click();
  await until("the whole block is taken back", async () => (await text(page, 4, "户籍村")) === VILLAGES[3]);
  assert.equal(await text(page, 5, "学校"), "石川镇中心小学");

  // A date that does not exist is refused in words and stays in the cell to be corrected.
  await (await cell(page, 2, "出生日期")).click();
  await page.keyboard.type("2011-02-30");
  await page.keyboard.press("Enter");
  await says(page, "日期读不出来");
  assert.equal(await page.locator(".cell-editor").inputValue(), "2011-02-30");
  await page.keyboard.press("Escape");

  // Choices: a number key chooses.
  await (await cell(page, 2, "性别")).click();
  const before = await text(page, 2, "性别");
  await page.keyboard.type(before === "男" ? "2" : "1");
  await page.keyboard.press("Enter");
  await until("the other sex", async () => (await text(page, 2, "性别")) === (before === "男" ? "女" : "男"));

  // The end of the list and back, without the mouse.
  await page.keyboard.press("Control+End");
  await page.locator('.grid-body .grid-row[aria-rowindex="61"] .cursor').waitFor();
  await page.keyboard.press("Control+Home");
  await page.locator('.grid-body .grid-row[aria-rowindex="2"] .cursor').waitFor();
});

journey("incident 4: a double click or a held Enter on save adds one child", { floor: true }, async ({ page, go, screenshot, checkA11y }) => {
  await go();
  await rosterOf(page, 0);
  await screenshot("roster-empty");
  await checkA11y();
  await page.locator(".tools").getByRole("button", { name: "新增" }).click();
  await form(page).getByLabel("姓名").fill("周子涵");
  await form(page).getByLabel("身份证件号").fill("990526201208310018");
  await screenshot("roster-add");
  await checkA11y();
  const save = page.getByRole("button", { name: "保存", exact: true });
  await save.evaluate((button) => { button.click(); button.click(); button.click(); });
  await shows(page, "共 1 人");

  await page.locator(".tools").getByRole("button", { name: "新增" }).click();
  await form(page).getByLabel("姓名").fill("马小军");
  const keys = await page.context().newCDPSession(page);
  for (let n = 0; n < 12; n += 1) {
    const held = { type: "keyDown", key: "Enter", code: "Enter", windowsVirtualKeyCode: 13, text: "\r", autoRepeat: n > 0 };
    await keys.send("Input.dispatchKeyEvent", held);
  }
  await keys.send("Input.dispatchKeyEvent", { type: "keyUp", key: "Enter", code: "Enter", windowsVirtualKeyCode: 13 });
  await shows(page, "共 2 人");
  await page.waitForTimeout(500);
  assert.equal(await status(page), "共 2 人");
});

journey("incident 20: a bulk edit checks its value again and works out again what follows from it", {}, async ({ page, go, screenshot, checkA11y }) => {
  await go();
  await rosterOf(page, 70);
  const away = () => page.locator(".grid-body .grid-row:not([hidden])", { hasText: "在籍不在校" }).count();
  assert.ok((await away()) > 0);
  await page.getByRole("checkbox", { name: "选中全部" }).check();
  await page.getByText("已选 70 人（共 70）").waitFor();
  await screenshot("roster-bulk");
  await checkA11y();

  await page.getByRole("button", { name: "改字段" }).click();
  await page.getByLabel("改哪个字段").selectOption({ label: "出生日期" });
  await page.getByLabel("改成什么").fill("2011-02-30");
  await page.getByRole("button", { name: "修改", exact: true }).click();
  await page.locator(".field-note", { hasText: "日期读不出来" }).waitFor();

  await page.getByLabel("改哪个字段").selectOption({ label: "在校情况" });
  await page.getByLabel("改成什么").fill("在校");
  await page.getByText("将把 70 人的“在校情况”改为“在校”。").waitFor();
  await page.getByRole("button", { name: "修改", exact: true }).click();
  await says(page, "已修改 10 人的“在校情况”");
  await until("every state is worked out again", async () => (await away()) === 0);
  await page.locator(".toast", { hasText: "已修改" }).getByRole("button", { name: "撤销" }).click();
  await until("undone as one", async () => (await away()) > 0);
});

journey("incident 27: composing Chinese never searches, saves or submits half a word", { floor: true }, async ({ page, go }) => {
  await go();
  await rosterOf(page, 60);
  const keys = await page.context().newCDPSession(page);
  const compose = (letters) => keys.send("Input.imeSetComposition", { text: letters, selectionStart: letters.length, selectionEnd: letters.length });
  const enter = (code) => keys.send("Input.dispatchKeyEvent", { type: "rawKeyDown", key: "Process", code: "Enter", windowsVirtualKeyCode: code });

  // The search box: letters of an unfinished word find nothing, because they are not looked for.
  await page.locator("#quick-search").focus();
  await compose("ma");
  await page.waitForTimeout(150);
  assert.equal(await status(page), "共 60 人", "nothing is searched while composing");
  await enter(229);
  await keys.send("Input.insertText", { text: "马" });
  await until("the finished word is searched", async () => /显示 [1-9]/.test(await status(page)));
  await search(page, "");
  await shows(page, "共 60 人");

  // A cell: the first letter of a word opens it, the Enter that picks the word does not close it.
  await (await cell(page, 3, "户籍村")).click();
  const before = await text(page, 3, "户籍村");
  await compose("xin");
  await enter(229);
  assert.equal(await text(page, 3, "户籍村"), before, "nothing is saved while composing");
  assert.equal(await page.locator(".cell-editor:not([data-idle])").count(), 1, "the cell is being edited");
  await keys.send("Input.insertText", { text: "新庄村" });
  assert.equal(await page.locator(".cell-editor").inputValue(), "新庄村");
  await page.keyboard.press("Enter");
  await until("the word is saved", async () => (await text(page, 3, "户籍村")) === "新庄村");

  // A form: the Enter that picks a word does not submit it, and "/" typed in it is a letter.
  await page.locator(".tools").getByRole("button", { name: "新增" }).click();
  await form(page).getByLabel("姓名").focus();
  await compose("zhou");
  await enter(229);
  await keys.send("Input.insertText", { text: "周" });
  await page.keyboard.type("/");
  assert.equal(await form(page).getByLabel("姓名").inputValue(), "周/");
  assert.equal(await page.locator("dialog[open]").count(), 1);
  assert.equal(await status(page), "共 60 人");
});

journey("what is seen is exported: masked, or in full with a reason that is kept", {}, async ({ page, go, download, screenshot }) => {
  await go();
  await rosterOf(page, 30);
  const exportAs = async (prepare) => {
    await page.getByRole("button", { name: "导出", exact: true }).first().click();
    await page.getByLabel("文件格式").selectOption("csv");
    await prepare();
    return download(() => page.locator("dialog[open]").getByRole("button", { name: "导出", exact: true }).click());
  };
  const masked = await exportAs(async () => { await screenshot("roster-export"); });
  const plain = masked.bytes.toString("utf8");
  assert.equal(plain.charCodeAt(0), 0xfeff, "a BOM, so that a spreadsheet reads it as UTF-8");
  assert.ok(!plain.includes(idNumber(3)), "no full number without a reason");
  assert.match(plain, /990510\*+/);

  const full = await exportAs(async () => {
    await page.getByLabel("包含完整证件号码").check();
    await page.getByLabel("使用完整号码的事由").fill("报县教育局学籍核对");
  });
  assert.ok(full.bytes.toString("utf8").includes(idNumber(3)));
  await open(page, "#/settings");
  await page.locator(".access tr", { hasText: "报县教育局学籍核对" }).first().waitFor();
});

journey("one child: facts, findings, a number shown with a reason, history in words, undo", { views: ["pc", "tablet"] }, async ({ page, go, screenshot, checkA11y }) => {
  await go();
  await rosterOf(page, 20);
  await page.locator(".grid-body .grid-row[aria-rowindex='2'] a").click();
  await page.getByRole("heading", { level: 1, name: "周子涵" }).waitFor();
  assert.match(page.url(), /#\/child\/[0-9a-f]{32}$/, "no name and no number in the address");
  const line = (label) => page.locator(".line", { has: page.locator("dt", { hasText: new RegExp(`^${label}$`) }) });
  await line("户籍村").locator(".line-text").click();
  await line("户籍村").locator("input").fill("新庄村");
  await page.keyboard.press("Enter");
  await line("户籍村").locator(".line-text", { hasText: "新庄村" }).waitFor();
  await page.locator(".timeline li", { hasText: "把“户籍村”从 杨家坪村 改为 新庄村" }).waitFor();

  await line("身份证件号").locator(".line-text").click();
  await line("身份证件号").locator("input").fill("990526201208310019");
  await page.keyboard.press("Enter");
  await page.locator(".attention", { hasText: "证件校验位不符" }).waitFor();

  await page.getByRole("button", { name: "显示全号" }).first().click();
  await page.getByRole("button", { name: "显示", exact: true }).click();
  await page.locator(".field-note", { hasText: "请写明原因" }).waitFor();
  await page.getByLabel("查看事由").fill("与户口簿核对");
  await page.getByRole("button", { name: "显示", exact: true }).click();
  await line("身份证件号").getByText("990526201208310019").waitFor();
  await screenshot("child", { fullPage: true });
  await checkA11y();

  await page.locator(".timeline li", { hasText: "户籍村" }).first().getByRole("button", { name: "撤销" }).click();
  await page.locator("dialog[open]").getByRole("button", { name: "撤销" }).click();
  await line("户籍村").locator(".line-text", { hasText: "杨家坪村" }).waitFor();
});

journey("a view is kept under a name and opened again", {}, async ({ page, go }) => {
  await go();
  await rosterOf(page, 40);
  await page.getByRole("button", { name: "＋ 条件" }).click();
  await page.getByLabel("按哪一列").selectOption({ label: "学籍号" });
  await page.getByRole("button", { name: "为空", exact: true }).click();
  await page.getByRole("button", { name: "筛选", exact: true }).click();
  await page.getByRole("button", { name: "去掉条件 学籍号：为空" }).waitFor();
  await page.getByRole("button", { name: /^视图/ }).click();
  await page.getByRole("menuitem", { name: "保存当前视图…" }).click();
  await page.getByLabel("视图名称").fill("学籍号为空");
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await page.getByRole("button", { name: "视图：学籍号为空" }).waitFor();
  await page.getByRole("button", { name: "视图：学籍号为空" }).click();
  await page.getByRole("menuitem", { name: "全部" }).click();
  await page.getByRole("button", { name: "视图", exact: true }).click();
  await page.getByRole("menuitem", { name: "学籍号为空", exact: true }).click();
  await page.getByRole("button", { name: "去掉条件 学籍号：为空" }).waitFor();
});
