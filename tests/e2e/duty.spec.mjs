// 包联走访, 复学后跟踪, 资助: duties that are not about a register alone, and the work of the day.
import { fileURLToPath } from "node:url";
import { inEngine } from "./database.mjs";
import { assert, journey, until } from "./harness.mjs";
import { closeNotes, fill, form, importFile, onPaper, openTrial, visit } from "./ways.mjs";

// Sunday 22 November 2026 in the engine, so that months end when this journey says.
const NOVEMBER = "{ const begun = Date.now(); const now = Date.now; Date.now = () => 1795312800000 + now.call(Date) - begun; }";

// A wrong clock keeps the program's own cache out: see inEngine.
const UNCACHED = [/sw\.js/, /ServiceWorker|fetching the script/];

const CHILDREN = {
  name: "学籍.csv",
  mimeType: "text/csv",
  buffer: Buffer.from([
    "学籍号,姓名,性别,出生日期,身份证件号,户籍村,学校,年级,班级,班主任,学籍状态,在校情况,就读方式,户类型",
    "G990510201503120021,周子涵,女,20150312,990510201503120021,柳溪村,石川镇中心小学,五年级,1班,李文静,在读,在校,住校,脱贫户",
    "G990510201409300018,马小军,男,20140930,990510201409300018,新庄村,石川镇中心小学,六年级,2班,王建国,在读,在校,走读,",
  ].join("\r\n")),
};

async function save(page, button = "保存") {
  await form(page).getByRole("button", { name: button, exact: true }).click();
  await form(page).waitFor({ state: "hidden" });
}

async function open(page) {
  await openTrial(page);
  await importFile(page, CHILDREN);
  await closeNotes(page);
}

const turn = (page, row, month) => page.locator(".chart tbody tr", { hasText: row }).locator("td .turn").nth((month + 3) % 12);

journey("a cadre is registered with his schools, his visits are counted, and the month is printed", { floor: true, views: ["pc", "tablet"], seconds: 180, allow: UNCACHED }, async ({ page, go, context, screenshot, checkA11y }) => {
  await inEngine(context, NOVEMBER);
  await go();
  await open(page);
  await visit(page, "#/duties/cadres");
  await page.getByRole("heading", { name: "包联干部", level: 1 }).waitFor();
  await page.getByRole("button", { name: "登记干部…" }).first().click();
  await form(page).getByLabel("姓名").waitFor();
  await fill(page, { 姓名: "郑国强", 单位职务: "县教育局" });
  await save(page);
  const card = page.getByRole("region", { name: "郑国强" });
  for (const school of ["石川镇中心小学", "石川镇第二小学"]) {
    await card.getByRole("button", { name: "加学校…" }).click();
    await form(page).getByLabel("包联学校").waitFor();
    await fill(page, { 包联学校: school, 起始日期: "2026-09-01" });
    await save(page);
    await card.getByRole("button", { name: school }).first().waitFor();
  }
  for (const date of ["2026-11-03", "2026-11-10"]) {
    await card.getByRole("button", { name: "记一次走访…" }).click();
    await form(page).getByLabel("日期", { exact: true }).waitFor();
    await form(page).getByRole("button", { name: "保存", exact: true }).click();
    await form(page).getByText("这一项必须填写").first().waitFor();
    await fill(page, { 学校: "石川镇中心小学", 日期: date, 到校时间: "09:00", 离校时间: "11:30", 发现问题: "两份送教记录没有家长签字" });
    await form(page).getByLabel("台账").check();
    await form(page).getByLabel("班级点名").check();
    if (date === "2026-11-03") {
      await screenshot("liaison-form");
      await checkA11y();
    }
    await save(page);
  }
  await card.getByText("本学年走访 2 次").waitFor();
  await screenshot("cadres");
  await checkA11y();
  await visit(page, "#/duties/liaison");
  await until("November is done", async () => (await turn(page, "郑国强", 11).innerText()) === "●●");
  await screenshot("liaison");
  await checkA11y();
  const picture = fileURLToPath(new URL("../../target/screens/paper-liaison-month.png", import.meta.url));
  const paper = await onPaper(page, () => page.getByRole("button", { name: "打印清单" }).click(), picture);
  assert.match(paper.text, /2026年11月 包联走访完成情况.*郑国强/);

  await visit(page, "#/settings");
  const rule = page.locator("form", { has: page.getByRole("heading", { name: "包联走访" }) });
  await rule.getByLabel("次数怎样计").selectOption({ label: "按每所学校计" });
  await rule.getByRole("button", { name: "保存" }).click();
  await page.getByText(/包联走访　已保存/).first().waitFor();
  await visit(page, "#/duties/liaison");
  await until("the other school is short", async () => (await turn(page, "石川镇第二小学", 11).innerText()) === "○○");
  await turn(page, "石川镇第二小学", 11).click();
  await form(page).getByLabel("日期", { exact: true }).waitFor();
  assert.equal(await form(page).getByLabel("学校", { exact: true }).inputValue(), "石川镇第二小学");
});

journey("who is entitled and gets nothing is listed, paid, and the work of the day leads to the form", { floor: true, views: ["pc", "tablet"], seconds: 180, allow: UNCACHED }, async ({ page, go, context, screenshot, checkA11y }) => {
  await inEngine(context, NOVEMBER);
  await go();
  await open(page);
  await visit(page, "#/registers/aid");
  await page.getByRole("heading", { name: "资助", level: 1 }).waitFor();
  await page.getByRole("row", { name: /周子涵.*寄宿生生活补助.*500/ }).waitFor();
  await screenshot("aid-missing");
  await checkA11y();
  await page.getByRole("row", { name: /周子涵.*寄宿生生活补助/ }).getByRole("button", { name: "登记" }).click();
  await form(page).getByLabel("金额（元）").waitFor();
  assert.equal(await form(page).getByLabel("金额（元）").inputValue(), "500");
  await fill(page, { 发放日期: "2026-11-10", 发放方式: "打卡发放", 签收: "纸质已签" });
  await screenshot("aid-form");
  await save(page);
  await page.getByRole("button", { name: "批量登记…" }).click();
  await form(page).getByLabel("发放日期").fill("2026-09-01");
  await form(page).getByRole("button", { name: "全部登记" }).click();
  await form(page).waitFor({ state: "hidden" });
  await page.getByText("本学期没有应享未享的孩子。").waitFor();
  await page.getByRole("tab", { name: /资助台账/ }).click();
  await page.getByText("共 2 条，合计 500 元").waitFor();
  await screenshot("aid-ledger");
  await checkA11y();

  await visit(page, "#/roster");
  await page.getByRole("link", { name: "马小军" }).first().click();
  await page.getByRole("region", { name: "资助" }).getByText("还没有资助记录").waitFor();
  await page.getByRole("button", { name: "登记暂停…" }).click();
  await form(page).getByLabel("原因").waitFor();
  await fill(page, { 原因: "住院", 从: "2026-11-01", "到（说不准的填再确认的日期）": "2026-11-10" });
  await save(page);
  await page.getByRole("button", { name: /住院.*不计应办/ }).waitFor();
  await screenshot("child-duty");
  await checkA11y();

  await visit(page, "#/registers/left_behind");
  await page.getByRole("button", { name: "登记孩子…" }).first().click();
  await form(page).getByLabel("找孩子").fill("马小军");
  await form(page).getByRole("button", { name: "马小军" }).click();
  await form(page).getByLabel("起始日期", { exact: true }).waitFor();
  await fill(page, { 起始日期: "2026-09-01" });
  await save(page);
  await visit(page, "#/today");
  const work = page.getByRole("region", { name: "要做的事" }).first();
  await work.getByRole("region", { name: "新庄村" }).waitFor();
  await work.getByRole("tab", { name: "按责任人" }).click();
  await work.getByRole("region", { name: "王建国" }).waitFor();
  await screenshot("work");
  await checkA11y();
  // The choice is remembered on this machine.
  await visit(page, "#/roster");
  await visit(page, "#/today");
  await work.getByRole("region", { name: "王建国" }).waitFor();
  await work.getByRole("region", { name: "王建国" }).getByRole("button", { name: /关爱联系/ }).first().click();
  await form(page).waitFor();
});

journey("a doubt is said at the field, and a pupil who helps is hidden in the list", { seconds: 120, allow: UNCACHED }, async ({ page, go, context, screenshot, checkA11y }) => {
  await inEngine(context, NOVEMBER);
  await go();
  await open(page);
  await visit(page, "#/roster");
  await page.getByRole("link", { name: "马小军" }).first().click();
  await page.getByRole("button", { name: "记一次走访…" }).click();
  await page.getByRole("menuitem", { name: "帮扶" }).click();
  await form(page).getByLabel("内容").waitFor();
  await fill(page, { 日期: "2026-06-20", 帮扶方式: "生对生", 帮扶形式: "一对一", 帮扶类型: "学业", 内容: "一起做作业" });
  await form(page).getByRole("button", { name: "选孩子…" }).click();
  await form(page).getByLabel("找孩子").fill("周子涵");
  await form(page).getByRole("button", { name: /周子涵/ }).click();
  await form(page).getByRole("button", { name: "保存", exact: true }).click();
  await form(page).getByText("不在本学年内，请核对").waitFor();
  await screenshot("doubt");
  await checkA11y();
  await form(page).getByRole("button", { name: "核对过，仍要保存" }).click();
  await form(page).waitFor({ state: "hidden" });
  await page.getByText("帮扶同学 周＊＊").waitFor();
});
