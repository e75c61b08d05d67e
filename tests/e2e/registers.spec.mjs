// 登记册 beyond their lists: a county's own, the restricted ones, filters, lists brought in, the chains, quick entry; and
// every register on paper.
import { fileURLToPath } from "node:url";
import { inEngine } from "./database.mjs";
import { assert, journey, until } from "./harness.mjs";
import { goOffline } from "./pages.mjs";
import { closeNotes, fill, form, importFile, onPaper, openTrial, visit } from "./ways.mjs";

const NOVEMBER = "{ const begun = Date.now(); const now = Date.now; Date.now = () => 1795312800000 + now.call(Date) - begun; }";
const OFFLINE = [/sw\.js/, /ServiceWorker|fetching the script|Failed to/];

const CHILDREN = {
  name: "学籍.csv",
  mimeType: "text/csv",
  buffer: Buffer.from([
    "学籍号,姓名,性别,出生日期,身份证件号,户籍村,学校,年级,班级,学籍状态,监护人,监护人电话",
    "G990510201503120021,周子涵,女,20150312,990510201503120021,柳溪村,石川镇中心小学,五年级,1班,在读,周大山,13900000001",
    "G990510201409300018,马小军,男,20140930,990510201409300018,新庄村,石川镇中心小学,六年级,2班,在读,马有田,13900000002",
    "G99051020140118004X,欧阳娜,女,20140118,99051020140118004X,柳溪村,石川镇中心小学,六年级,1班,在读,欧阳平,13900000003",
  ].join("\r\n")),
};
const LIST = {
  name: "残联名单.csv",
  mimeType: "text/csv",
  buffer: Buffer.from([
    "姓名,身份证号,安置形式,帮扶教师,身高",
    "周子涵,990510201503120021,送教上门,李文静,120",
    "马小军,990510201409300018,火星,王平,130",
    "外来人,990329200909010118,随班就读,王平,140",
  ].join("\r\n")),
};
const picture = (name) => fileURLToPath(new URL(`../../target/screens/${name}.png`, import.meta.url));
const button = (page, name) => page.getByRole("button", { name, exact: true });

async function save(page) {
  await button(form(page), "保存").click();
  await form(page).waitFor({ state: "hidden" });
}

async function enter(page, name, answers) {
  await page.getByRole("button", { name: "登记孩子…" }).first().click();
  await form(page).getByLabel("找孩子").fill(name);
  await form(page).getByRole("button", { name }).click();
  await form(page).getByLabel("起始日期", { exact: true }).waitFor();
  await fill(page, answers);
  await save(page);
}

async function openChild(page, name) {
  await visit(page, "#/roster");
  await page.locator(".grid-body .grid-row", { hasText: name }).locator("a").first().click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
}

/** Offline with a few children; with the machine's own clock where a worker starts later, which then comes from the cache. */
async function begin({ page, go, context, offline }, clock = NOVEMBER, connected = false) {
  if (clock) {
    await inEngine(context, clock);
  }
  await go();
  await openTrial(page);
  await importFile(page, CHILDREN);
  await closeNotes(page);
  await visit(page, "#/registers");
  await page.getByRole("heading", { name: "留守儿童登记册" }).waitFor();
  // A clock of its own keeps the program's cache out: a worker that is first wanted later could not be had any more.
  if (!connected) {
    await (clock ? offline() : goOffline({ page, offline }));
  }
}

journey("a county adds a register, uses it like any other, filters it and chooses its columns", { views: ["pc", "tablet"], seconds: 180, allow: OFFLINE }, async (way) => {
  const { page, screenshot, checkA11y } = way;
  await begin(way);
  await page.getByRole("link", { name: "新建登记册" }).click();
  await page.getByLabel("登记册名称").fill("易地搬迁学生");
  await page.getByLabel("依据").fill("示例文件");
  await button(page, "加一项").click();
  await page.getByLabel("事项", { exact: true }).fill("房屋");
  await page.getByLabel("填写方式").selectOption("从选项里选");
  await page.getByLabel("选项（用顿号隔开）").fill("已入住、未入住");
  await checkA11y();
  await screenshot("define");
  await button(page, "保存").click();
  await page.getByRole("heading", { name: "易地搬迁学生登记册" }).waitFor();
  await enter(page, "周子涵", { 起始日期: "2026-09-01", 房屋: "已入住" });
  await enter(page, "马小军", { 起始日期: "2026-09-01", 帮扶人: "王平" });
  await page.getByText("共 2 人　有帮扶人 1/2").waitFor();
  await page.getByLabel("按事实筛选").selectOption("房屋");
  await page.getByText("共 2 人，筛出 1 人").waitFor();
  assert.equal(await page.getByRole("cell", { name: "马小军" }).count(), 0);
  await page.getByLabel("该项").selectOption("未填");
  await page.getByRole("cell", { name: "马小军" }).waitFor();
  await page.getByLabel("按事实筛选").selectOption("全部");
  await page.getByText("共 2 人　有帮扶人 1/2").waitFor();
  await screenshot("own-register");
  await button(page, "选列…").click();
  await form(page).getByLabel("房屋").uncheck();
  await button(form(page), "用这些列").click();
  await until("the column is gone", async () => (await page.getByRole("columnheader", { name: "房屋" }).count()) === 0);
  await page.getByRole("link", { name: "修改登记册设置" }).click();
  await page.getByLabel("停用").check();
  await button(page, "保存").click();
  await page.getByRole("row", { name: /周子涵/ }).getByRole("button", { name: "修改" }).click();
  assert.equal(await form(page).getByLabel("房屋").inputValue(), "已入住");
});

journey("what is restricted is shown after a reason only, and never in a list", { views: ["pc", "tablet"], seconds: 180, allow: OFFLINE }, async (way) => {
  const { page, screenshot, checkA11y } = way;
  await begin(way);
  await page.getByRole("link", { name: "限权登记" }).click();
  const involved = page.getByRole("region", { name: "涉案未成年人" });
  await involved.getByText("限权登记　●●●●").waitFor();
  await checkA11y();
  await screenshot("restricted-closed");
  await involved.getByLabel("查看原因").fill("司法所核查");
  await button(involved, "写明原因并查看").click();
  await involved.getByText("没有限权登记。").waitFor();
  await button(involved, "登记孩子…").click();
  await form(page).getByLabel("找孩子").fill("马小军");
  await form(page).getByRole("button", { name: "马小军" }).click();
  await fill(page, { 现处阶段: "附条件不起诉考察" });
  await save(page);
  await involved.getByText("附条件不起诉考察").waitFor();
  await screenshot("restricted-open");
  await button(involved, "合上").click();
  await involved.getByText("限权登记　●●●●").waitFor();
  assert.equal(await page.getByText("附条件不起诉考察").count(), 0);
  await openChild(page, "马小军");
  const mine = page.getByRole("region", { name: "限权登记" });
  await mine.getByText("限权登记　●●●●").waitFor();
  assert.equal(await page.getByText("附条件不起诉考察").count(), 0);
  await mine.getByLabel("查看原因").fill("班主任交接");
  await button(mine, "写明原因并查看").click();
  await mine.getByText("附条件不起诉考察").waitFor();
  await checkA11y();
  await visit(page, "#/settings");
  await page.getByText("限权登记 涉案未成年人").first().waitFor();
  await page.getByText("马小军 限权登记").first().waitFor();
  await visit(page, "#/history");
  await page.getByText("限权登记").first().waitFor();
  assert.equal(await page.getByText(/涉案/).count(), 0);
});

journey("a list is brought into a register, every row with its fate, in one save", { seconds: 120, allow: OFFLINE }, async (way) => {
  const { page, screenshot, checkA11y } = way;
  await begin(way, null);
  await page.getByRole("link", { name: "名单导入登记册" }).click();
  await page.getByLabel("导入到").selectOption("残疾儿童");
  await page.locator('input[type="file"]').setInputFiles(LIST);
  await button(page, "新登记 1").waitFor();
  await page.getByText("读懂的列：安置形式 → 安置方式、帮扶教师 → 帮扶人").waitFor();
  await page.getByText("没有用到的列：身高").waitFor();
  await page.getByText("安置方式：送教上门").waitFor();
  await checkA11y();
  await screenshot("enter");
  await button(page, "不能读 1").click();
  await page.getByText("安置方式“火星”不能用").waitFor();
  await button(page, "名册里没有 1").click();
  await page.getByText("外来人").waitFor();
  await button(page, "登记 1 人").click();
  await page.getByText("已登记 1 人").waitFor();
  await visit(page, "#/registers/disabled");
  await page.getByText("1 = 送教1").waitFor();
});

journey("who answers for a child, and a teacher hands over in one step", { views: ["pc", "tablet"], seconds: 150, allow: OFFLINE }, async (way) => {
  const { page, screenshot, checkA11y } = way;
  await begin(way);
  await page.getByRole("link", { name: "责任链", exact: true }).click();
  const post = async (row, name) => {
    await page.getByRole("row", { name: row }).first().getByRole("button", { name: "填写" }).click();
    await form(page).getByLabel("姓名").fill(name);
    await form(page).getByLabel("从").fill("2026-09-01");
    await save(page);
  };
  await post(/^柳溪村/, "村主任甲");
  await post(/五年级1班/, "老师甲");
  await checkA11y();
  await screenshot("chain");
  const over = page.getByRole("region", { name: "交接" });
  await over.getByLabel("交出人").fill("老师甲");
  await over.getByText("老师甲名下：责任岗位 1 处").waitFor();
  await over.getByRole("combobox", { name: /^接手人/ }).fill("老师乙");
  await over.getByLabel("从哪天起").fill("2026-11-01");
  await button(over, "交接").click();
  await page.getByText("已交接：责任岗位 1 处").waitFor();
  await closeNotes(page);
  await openChild(page, "周子涵");
  const mine = page.getByRole("region", { name: "责任链" });
  await mine.getByText("老师乙").waitFor();
  await mine.getByText("村主任甲").waitFor();
  await mine.getByText("周大山").waitFor();
  await screenshot("chain-of-child");
  await visit(page, "#/history");
  await page.getByText("交接 老师甲 → 老师乙（2026-11-01 起）").waitFor();
});

journey("paper records are typed one after the other with the keyboard alone", { seconds: 120, allow: OFFLINE }, async (way) => {
  const { page, screenshot, checkA11y } = way;
  await begin(way, NOVEMBER, true);
  await visit(page, "#/duties/quick");
  const child = page.getByLabel("孩子", { exact: true });
  await child.waitFor();
  await until("the cursor is in the field", () => child.evaluate((one) => document.activeElement === one));
  await checkA11y();
  const one = async (initials, name, day, last) => {
    await page.keyboard.type(initials);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "保存并录下一张" }).waitFor();
    await until("the first field has the cursor", () => page.evaluate(() => document.activeElement?.closest(".quick-form") !== null));
    const count = await page.locator(".quick-form :is(input, select, textarea)").count();
    for (let at = 0; at < count; at += 1) {
      const label = await page.evaluate(() => document.activeElement.labels?.[0]?.innerText.trim() ?? "");
      const tag = await page.evaluate(() => document.activeElement.tagName);
      if (day && label === "日期") { await page.keyboard.type(day); }
      if (label === "人员") { await page.keyboard.type("李文静"); }
      if (tag === "TEXTAREA") { await page.keyboard.type(`内容${at}`); }
      if (at === count - 1) { await screenshot(`quick-${last}`); }
      await page.keyboard.press("Enter");
    }
    await page.locator(".quick-done li", { hasText: name }).first().waitFor();
    await child.waitFor();
    await until("the cursor is back", () => child.evaluate((field) => document.activeElement === field));
  };
  await one("zzh", "周子涵", "2026-11-20", 1);
  await one("oyn", "欧阳娜", "", 2);
  await one("0018", "马小军", "", 3);
  assert.deepEqual(
    await page.locator(".quick-done li").allInnerTexts(),
    ["马小军　家访　11月20日", "欧阳娜　家访　11月20日", "周子涵　家访　11月20日"],
  );
});

journey("every register on paper: a repeated header, one table, page of pages", { seconds: 300, allow: OFFLINE }, async (way) => {
  const { page } = way;
  await begin(way);
  const keys = await page.locator(".register-list a:has(b)").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
  assert.equal(keys.length, 10);
  for (const key of keys) {
    await visit(page, key);
    await page.getByText("还没有登记").waitFor();
    for (const name of ["周子涵", "马小军", "欧阳娜"]) {
      await page.getByRole("button", { name: "登记孩子…" }).first().click();
      await form(page).getByLabel("找孩子").fill(name);
      await form(page).getByRole("button", { name }).click();
      await form(page).getByLabel("起始日期", { exact: true }).waitFor();
      for (const field of await form(page).locator(".form-grid .field").all()) {
        const label = (await field.locator("label").innerText()).trim();
        const select = field.locator("select");
        const words = label.includes("结束") ? "" : label.includes("时间") || label.includes("日期") ? "2026-03-01" : label.includes("电话") ? "13900000000" : label.includes("延缓") ? "" : `${label}的内容`;
        if (await select.count()) { await select.selectOption({ index: 1 }); } else { await field.locator("input, textarea").fill(words); }
      }
      await save(page);
    }
    await closeNotes(page);
    const name = key.split("/").pop();
    const paper = await onPaper(page, () => button(page, "打印").click(), picture(`paper-register-${name}`), 1123);
    assert.match(paper.text, /登记册/);
    assert.equal(paper.pages, 1, name);
  }
});
