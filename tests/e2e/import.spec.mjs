// Lists into the roster: every encoding and format, damage named, half-failing files, undo, and what leaves comes back.
import { assert, journey, until } from "./harness.mjs";
import {
  choose, commit, correct, discard, file, fixture, goOffline, identity, importFile, openTrial, preview, read, rows, sayKind, visit,
} from "./pages.mjs";

const REGISTRY = "学籍";
/** One list of eight children, as eight different programs would have saved it. */
const SAME = [
  "gbk-titles.csv", "utf8.csv", "utf8-bom.csv", "utf16be.txt", "utf16le-no-mark.txt", "unicode-text.txt", "cr.csv",
  "semicolon.csv", "table.xls", "apostrophes.xls", "spreadsheet-2003.xls", "biff8.xls", "typed.xlsx",
];

journey("incident 18: one list in every encoding and format says the same, with the network off", { floor: true, seconds: 240 }, async (given) => {
  const { page, checkA11y, screenshot } = given;
  await openTrial(given);
  await goOffline(given);
  const first = await importFile(page, fixture(SAME[0]));
  assert.equal(first.added, 8, SAME[0]);
  for (const name of SAME.slice(1)) {
    await read(page, fixture(name));
    if (name === SAME[1]) {
      await checkA11y();
      await screenshot("import-understood", { fullPage: true });
    }
    const told = await preview(page);
    assert.deepEqual([told.added, told.changed, told.same, told.rejected], [0, 0, 8, 0], `${name}: ${JSON.stringify(told)}`);
    await discard(page);
  }
  await visit(page, "#/roster");
  const names = (await rows(page, "名册表格", 8)).map((row) => row.find((cell) => /^[\p{Script=Han}·]{2,6}$/u.test(cell)));
  assert.deepEqual([...names].sort(), ["张三峰", "欧阳娜", "李明", "石坚", "龙小燕", "阿卜杜·拉", "王桂英", "赵一诺"].sort());
});

journey("a block pasted from a spreadsheet, a wrong header row put right, a column said anew and remembered", {}, async (given) => {
  const { page, checkA11y } = given;
  await openTrial(given);
  await visit(page, "#/import");
  await checkA11y();
  await page.getByLabel("从 Excel 或 WPS 复制后粘贴").fill("甲班名单\t\t\n孩子\t证号\t住哪\n王小虎\t990526201208310018\t石川村\n");
  await page.getByRole("button", { name: "读这一块" }).click();
  await page.getByRole("heading", { name: "每一列是什么" }).waitFor();
  await page.getByRole("button", { name: "第 2 行是表头" }).click();
  await page.getByRole("combobox", { name: "“孩子”列对应的项目" }).waitFor();
  await map(page, "孩子", "姓名");
  await map(page, "证号", "身份证件号");
  await map(page, "住哪", "户籍村");
  await sayKind(page, "户籍");
  const told = await preview(page);
  assert.equal(told.added, 1);
  await commit(page);
  await page.getByRole("button", { name: "再导入一份" }).click();
  // The same kind of block again: what was said of the columns is remembered.
  await page.getByLabel("从 Excel 或 WPS 复制后粘贴").fill("孩子\t证号\t住哪\n赵小兰\t990526201209010025\t下沟村\n");
  await page.getByRole("button", { name: "读这一块" }).click();
  await page.getByRole("button", { name: "第 1 行是表头" }).click();
  await page.getByText("列的对应沿用上次的").waitFor();
  assert.equal(await page.getByRole("combobox", { name: "“住哪”列对应的项目" }).inputValue(), "户籍村");
});

async function map(page, header, label) {
  const field = page.getByRole("combobox", { name: `“${header}”列对应的项目` });
  if ((await field.inputValue()) === label) {
    return;
  }
  await field.click();
  await field.fill(label);
  await page.getByRole("option", { name: label, exact: true }).first().click();
  await page.locator(".stale").waitFor({ state: "detached" });
  await until(`${header} is ${label}`, async () => (await field.inputValue()) === label);
}

journey("incident 18: damaged numbers are named and never repaired; a value is corrected in place", {}, async (given) => {
  const { page, checkA11y, screenshot } = given;
  await openTrial(given);
  await read(page, fixture("damaged-ids.csv"));
  await sayKind(page, REGISTRY);
  const told = await preview(page);
  assert.equal(told.rows, told.added + told.changed + told.same + told.similar + told.repeated + told.rejected);
  assert.ok(told.rejected >= 1, JSON.stringify(told));
  await page.getByRole("tab", { name: /不能用/ }).click();
  const bad = await rows(page, "不能用", told.rejected);
  assert.ok(bad.some((row) => row.some((cell) => cell.includes("科学计数法"))), JSON.stringify(bad));
  await checkA11y();
  await screenshot("import-rejected");
  await page.getByRole("grid", { name: "不能用" }).getByText("第 2 行").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("9.90526E+17").first().waitFor();
  await checkA11y();
  await page.keyboard.press("Escape");
  await correct(page, "不能用", "第 2 行", "身份证件号", "99052620120831106X");
  await until("the row is usable", async () => (await identity(page)).rejected === told.rejected - 1);
});

journey("incident 19: half a file fails: what was saved, which rows not and why, undo, and the corrected rows alone", { floor: true }, async (given) => {
  const { page, download } = given;
  await openTrial(given);
  const list = "姓名,身份证号,户籍村\n周子涵,990526201208310018,杨家坪村\n,9.90526E+17,石川村\n吴桂英,990526201209010025,下沟村\n,,石川村\n";
  await read(page, file("半好半坏.csv", list));
  await sayKind(page, "户籍");
  const told = await preview(page);
  assert.deepEqual([told.added, told.rejected], [2, 2]);
  await commit(page);
  const saved = await download(() => page.getByRole("button", { name: "下载不能用的行（带原因列）" }).click());
  await page.getByRole("button", { name: "撤销这次导入" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "撤销这次导入" }).click();
  await page.getByRole("heading", { name: "这次导入已撤销" }).waitFor();
  await visit(page, "#/roster");
  await page.getByText("名册里还没有人").waitFor();
  // The rows that were left out come in alone, in their own layout with the reason of each, and are corrected.
  await read(page, file(saved.name, saved.bytes));
  const sheet = await page.getByRole("region", { name: "文件最前面几行" }).innerText();
  assert.match(sheet, /原因/);
  assert.match(sheet, /9\.90526E\+17/);
  assert.match(sheet, /科学计数法/);
  assert.doesNotMatch(sheet, /周子涵/);
  await sayKind(page, "户籍");
  assert.deepEqual((await preview(page)).rejected, 2);
  await page.getByRole("tab", { name: /不能用/ }).click();
  const places = (await rows(page, "不能用", 2)).map((row) => row.find((cell) => /^第 \d+ 行$/.test(cell)));
  const truth = [["身份证件号", "990329200909010118"], ["姓名", "刘浩然"]];
  for (const [i, place] of places.entries()) {
    await correct(page, "不能用", place, ...truth[i]);
    await until("the row is usable", async () => (await identity(page)).rejected === 1 - i);
  }
  await commit(page);
  await visit(page, "#/roster");
  await rows(page, "名册表格", 2);
});

journey("several files wait in a queue; reading can be stopped and begun again", {}, async (given) => {
  const { page } = given;
  await openTrial(given);
  const line = (i) => `孩子${i},${String(990526201200000000n + BigInt(i))},石川村,2012-08-31`;
  const large = ["姓名,身份证号,户籍村,出生日期", ...Array.from({ length: 60_000 }, (_, i) => line(i))].join("\n");
  await choose(page, file("大名单.csv", large), fixture("utf8.csv"));
  await page.getByRole("button", { name: "取消" }).click();
  await page.getByText("已停止。").waitFor();
  await page.getByRole("button", { name: "处理下一个文件" }).click();
  await page.getByRole("heading", { name: "utf8.csv 里看懂了什么" }).waitFor();
});

journey("what cannot be read is said with a reason, and nothing is half-saved", {}, async (given) => {
  const { page } = given;
  await openTrial(given);
  await visit(page, "#/import");
  for (const [name, words] of [["empty.csv", /空的|没有内容/], ["encrypted.xls", /密码/], ["image.xlsx", /./], ["claims-billion-cells.xlsx", /太大/], ["truncated.xlsx", /损坏/]]) {
    await choose(page, fixture(name));
    const told = page.locator(".banner", { hasText: name });
    await told.waitFor();
    assert.match(await told.innerText(), words);
    await told.getByRole("button", { name: "换文件" }).click();
  }
  await visit(page, "#/roster");
  await page.getByText("名册里还没有人").waitFor();
});

journey("similar children are decided together, never merged by themselves", {}, async (given) => {
  const { page, checkA11y, screenshot } = given;
  await openTrial(given);
  const before = "姓名,身份证号,出生日期,户籍村,监护人\n马小军,990526201208310018,2012-08-31,石川村,马大山\n周子涵,990526201209010025,2012-09-01,下沟村,周平\n";
  await importFile(page, file("一.csv", before), "户籍");
  // The same two children, their numbers cut by Excel.
  const after = "姓名,身份证号,出生日期,户籍村,监护人,联系电话\n马小军,990526201208310000,2012-08-31,石川村,马大山,13800000001\n周子涵,990526201209010000,2012-09-01,下沟村,周平,13800000002\n";
  await read(page, file("二.csv", after));
  await sayKind(page, "户籍");
  const told = await preview(page);
  assert.equal(told.similar, 2, JSON.stringify(told));
  await page.getByRole("tab", { name: /疑似同一人/ }).click();
  await rows(page, "疑似同一人", 2);
  await checkA11y();
  await screenshot("import-similar");
  await page.getByRole("group", { name: "全部：" }).getByRole("button", { name: "按同一人更新" }).click();
  await until("both are decided", async () => (await rows(page, "疑似同一人", 2)).every((row) => row.includes("按同一人更新")));
  await commit(page);
  await visit(page, "#/roster");
  const found = await rows(page, "名册表格", 2);
  assert.ok(found.every((row) => row.some((cell) => cell.startsWith("990526")) ), JSON.stringify(found));
});

journey("what is exported comes back as the same children; formulas leave the program as text", {}, async (given) => {
  const { page, download } = given;
  await openTrial(given);
  const list = "姓名,身份证号,户籍村,备注\n周子涵,990526201208310018,杨家坪村,=HYPERLINK(\"http://x\")\n欧阳·娜,990526201209010025,石川村,\"一行\n两行，\"\"引号\"\"\"\n";
  await importFile(page, file("名单.csv", list), "户籍");
  for (const format of ["CSV（UTF-8，表格软件可直接打开）", "Excel 工作簿（xlsx）"]) {
    await visit(page, "#/roster");
    await rows(page, "名册表格", 2);
    await page.getByRole("button", { name: "导出", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("文件格式").selectOption({ label: format });
    await dialog.getByLabel("包含完整证件号码").check();
    await dialog.getByLabel("使用完整号码的事由").fill("核对导出再导入");
    const saved = await download(() => dialog.getByRole("button", { name: "导出", exact: true }).click());
    if (format.startsWith("CSV")) {
      const text = saved.bytes.toString("utf8");
      assert.equal(text.charCodeAt(0), 0xfeff);
      assert.doesNotMatch(text, /(^|[,\r\n])"?=/, "a cell begins a formula");
    }
    await read(page, file(saved.name, saved.bytes));
    await sayKind(page, "户籍");
    const told = await preview(page);
    assert.deepEqual([told.rows, told.same], [2, 2], `${format}: ${JSON.stringify(told)}`);
    await discard(page);
  }
});

journey("incident 27: composing Chinese in the field chooser and the search field submits nothing", {}, async (given) => {
  const { page, context } = given;
  await openTrial(given);
  await read(page, fixture("utf8.csv"));
  const field = page.getByRole("combobox", { name: "“备注”列对应的项目" });
  await field.click();
  const session = await context.newCDPSession(page);
  await session.send("Input.imeSetComposition", { text: "bei", selectionStart: 3, selectionEnd: 3 });
  await session.send("Input.dispatchKeyEvent", { type: "rawKeyDown", key: "Process", code: "Enter", windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229 });
  assert.equal(await field.getAttribute("aria-expanded"), "true", "Enter during composition chose something");
  await session.send("Input.insertText", { text: "备注" });
  await page.getByRole("option", { name: "备注", exact: true }).waitFor();
});
