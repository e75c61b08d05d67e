// 一生一案: from the first absent day to 销号, what does not fit, what is struck, and a child that is absent again.
import { fileURLToPath } from "node:url";
import { inEngine } from "./database.mjs";
import { assert, journey, until } from "./harness.mjs";
import { file } from "./pages.mjs";
import { closeNotes, fill, form, importFile, onPaper, openTrial, visit } from "./ways.mjs";

// Sunday 22 November 2026 in the engine, so that days are as late as this journey says.
const NOVEMBER = "{ const begun = Date.now(); const now = Date.now; Date.now = () => 1795312800000 + now.call(Date) - begun; }";

const CHILDREN = file("学籍.csv", [
  "学籍号,姓名,性别,出生日期,身份证件号,户籍村,户号,监护人,学校,年级,班级,学籍状态,在校情况",
  "G990510201503120021,周子涵,女,20150312,990510201503120021,柳溪村,0012,周大山,石川镇中心小学,五年级,1班,在读,在校",
  "G990510201409300018,周子文,男,20140930,990510201409300018,柳溪村,0012,周大山,石川镇中心小学,六年级,2班,在读,在校",
].join("\r\n"));

const keep = async (page, button = "保存") => {
  await form(page).getByRole("button", { name: button, exact: true }).click();
  await form(page).waitFor({ state: "hidden" });
};
const step = async (page, name, answers, button) => {
  await page.locator(".tools").getByRole("button", { name, exact: true }).click();
  await form(page).getByLabel("日期", { exact: true }).waitFor();
  await fill(page, answers);
  await keep(page, button);
};
const other = async (page, name) => {
  await page.getByRole("button", { name: "其他步骤…" }).click();
  await page.getByRole("menuitem", { name, exact: true }).click();
  await form(page).getByLabel("日期", { exact: true }).waitFor();
};
const stands = (page, stage) => page.locator(".page-head .chip", { hasText: stage }).waitFor();

journey("a child stops coming: absence, check, persuasion, return; nothing is closed before its time", { floor: true, views: ["pc", "tablet"], seconds: 180, allow: [/sw\.js/, /ServiceWorker|fetching the script|Failed to/] }, async ({ page, go, context, offline, screenshot, checkA11y }) => {
  await inEngine(context, NOVEMBER);
  await go();
  await openTrial(page);
  await importFile(page, CHILDREN);
  await closeNotes(page);
  await visit(page, "#/cases");
  await page.getByText("这个台账是空的").waitFor();
  await offline();
  await checkA11y();
  await page.getByRole("button", { name: "立案…" }).first().click();
  await form(page).getByLabel("找孩子").fill("周子涵");
  await form(page).getByRole("button", { name: "周子涵" }).click();
  await form(page).getByLabel("首次缺勤日期").waitFor();
  await keepFault(page);
  await fill(page, { 日期: "2026-11-16", 首次缺勤日期: "2026-11-16", 如何发现: "早读点名", 请假情况: "未请假" });
  await screenshot("absence");
  await checkA11y();
  await keep(page);
  const row = page.locator(".cases tbody tr", { hasText: "周子涵" });
  await row.getByText("缺勤待核").waitFor();
  await row.getByText("逾期 3 个上课日").waitFor();
  await screenshot("ledger");
  await row.getByRole("link", { name: "周子涵" }).click();
  await stands(page, "缺勤待核");
  await step(page, "核查", { 日期: "2026-11-18", 核查人: "李文静", 核查方式: "入户", 核查结果: "未在校就读" });
  await stands(page, "疑似辍学");
  await step(page, "认定辍学", { 日期: "2026-11-19", 辍学日期: "2026-11-16", 辍学原因: "外出打工", 去向: "随表哥到外县鞋厂" });
  await stands(page, "辍学");
  await step(page, "帮扶劝返方案", { 日期: "2026-11-19", 责任人: "李文静、乡干部王建国", 劝返方式: "讲道理感召", 措施: "每周联系一次，请村支书一同上门。", 期限: "2026-12-10" });
  await step(page, "记一次劝返", { 日期: "2026-11-20", 人员: "李文静、王建国", 内容: "母亲愿意送孩子回来。", 结果: "承诺返校", 家长签字: "纸质已签" });
  await page.locator(".happenings .entry").nth(4).waitFor();
  await closeNotes(page);
  await screenshot("file");
  await checkA11y();

  const notices = page.getByRole("region", { name: "通知书" });
  await notices.getByRole("button", { name: "签发劝返复学通知书…" }).click();
  await form(page).getByLabel("文号").waitFor();
  assert.equal(await form(page).getByLabel("文号").inputValue(), "义劝通字[2026]第1号");
  assert.equal(await form(page).getByLabel("监护人").inputValue(), "周大山");
  await fill(page, { 签发日期: "2026-11-20", 签发单位: "石川镇人民政府" });
  await screenshot("notice");
  await checkA11y();
  await keep(page);
  await notices.getByText("上一份通知书没有送达回证").waitFor();
  await notices.getByRole("button", { name: "送达回证" }).click();
  await form(page).getByLabel("送达日期").waitFor();
  await fill(page, { 送达日期: "2026-11-21", 送达人: "王建国", 送达方式: "签收", 送达地点: "柳溪村家中" });
  await keep(page);
  await notices.getByText("期限至11月28日").waitFor();
  await notices.getByText("上一份通知书的期限到2026年11月28日").waitFor();

  await other(page, "批准销号");
  await fill(page, { 日期: "2026-11-20", 审批人: "赵校长" });
  await form(page).getByRole("button", { name: "保存", exact: true }).click();
  await form(page).getByText(/这一步与案件现状不合/).waitFor();
  await screenshot("unfit");
  await checkA11y();
  await keep(page, "仍然记下");
  await page.getByText("1 步未计入").first().waitFor();
  await page.locator(".entry", { hasText: "批准销号" }).getByRole("button", { name: "划去" }).click();
  await fill(page, { 划去的原因: "点错了" });
  await keep(page, "划去");
  await page.locator(".entry.struck", { hasText: "批准销号" }).getByText("点错了").waitFor();
  await until("it counts no more", async () => (await page.getByText("1 步未计入").count()) === 0);

  await page.locator(".tools").getByRole("button", { name: "复学登记", exact: true }).click();
  await form(page).getByLabel("返校日期").waitFor();
  assert.equal(await form(page).getByLabel("学校").inputValue(), "石川镇中心小学");
  await fill(page, { 日期: "2026-11-21", 返校日期: "2026-11-20", 安置方式: "原班复学", 帮扶教师: "李文静" });
  await keep(page);
  await stands(page, "复学观察");
  await page.getByText("下一步：观察期满确认").waitFor();
  await closeNotes(page);
  await screenshot("back");
  await visit(page, "#/cases/back");
  await page.getByText("本学年：期初在办 0 ＋ 立案和重开 1 − 销号 0 ＝ 在办 1").waitFor();
  await page.getByRole("link", { name: "周子涵" }).click();
  await page.getByRole("region", { name: "同户的孩子" }).getByRole("link", { name: "周子文" }).click();
  await page.getByText("没有立案").waitFor();
});

journey("a closed case is opened again by a new absence, and says so", { views: ["pc", "tablet"], seconds: 120, allow: [/sw\.js/, /ServiceWorker|fetching the script|Failed to/] }, async ({ page, go, context, offline, screenshot, checkA11y }) => {
  await inEngine(context, NOVEMBER);
  await go();
  await openTrial(page);
  await importFile(page, CHILDREN);
  await closeNotes(page);
  await visit(page, "#/roster");
  await page.getByRole("link", { name: "周子文" }).first().click();
  await page.getByRole("region", { name: "一生一案" }).getByRole("button", { name: "立案…" }).click();
  await form(page).getByLabel("首次缺勤日期").waitFor();
  await offline();
  await fill(page, { 日期: "2026-11-10", 首次缺勤日期: "2026-11-10" });
  await keep(page);
  await page.getByRole("region", { name: "一生一案" }).getByRole("link", { name: "看案件" }).click();
  await step(page, "核查", { 日期: "2026-11-11", 核查人: "李文静", 核查方式: "电话", 核查结果: "病假或事假" });
  await stands(page, "已排除");
  await step(page, "申请销号", { 日期: "2026-11-12", 销号原因: "核查排除", 证据种类: "诊断证明", 证据说明: "县医院诊断书复印件", 申请人: "李文静" });
  await stands(page, "待销号审批");
  await step(page, "批准销号", { 日期: "2026-11-13", 审批人: "赵校长" });
  await stands(page, "已销号");
  await screenshot("closed");
  await step(page, "缺勤", { 日期: "2026-11-18", 首次缺勤日期: "2026-11-17" });
  await stands(page, "缺勤待核");
  await page.getByText("案件已重开").waitFor();
  await closeNotes(page);
  await screenshot("reopened");
  await checkA11y();
  await visit(page, "#/today");
  await page.locator(".pile", { hasText: "逾期" }).getByText("周子文").waitFor();
  await screenshot("today");
  await visit(page, "#/settings");
  const ladder = page.getByRole("region", { name: "升级阶梯" });
  await ladder.locator(".ladder-line").nth(5).waitFor();
  await ladder.getByLabel("第几个上课日").nth(1).fill("9");
  await ladder.getByRole("button", { name: "保存" }).click();
  await ladder.getByText(/第 3 级不对/).waitFor();
  await ladder.scrollIntoViewIfNeeded();
  await screenshot("ladder");
  await checkA11y();
  await ladder.getByLabel("第几个上课日").nth(1).fill("3");
  await ladder.getByRole("button", { name: "保存" }).click();
  await page.getByText("升级阶梯　已保存").waitFor();
  const texts = page.getByRole("region", { name: "通知书文本" });
  const body = texts.getByLabel("正文");
  await body.waitFor();
  await body.fill("{家长}：请送{孩子}返校。");
  await texts.getByRole("button", { name: "保存" }).click();
  await texts.getByText("不认识大括号里的“家长”").waitFor();
  await texts.scrollIntoViewIfNeeded();
  await screenshot("notice-texts");
  await checkA11y();
  await body.fill("{监护人}：请送{孩子}返校。");
  await texts.getByRole("button", { name: "保存" }).click();
  await page.getByText("通知书文本　已保存").waitFor();
});

journey("the roll: one press for a whole class, a press for a child; two days without leave ask for a case", { floor: true, views: ["pc", "tablet"], seconds: 120, allow: [/sw\.js/, /ServiceWorker|fetching the script|Failed to/] }, async ({ page, go, context, offline, screenshot, checkA11y }) => {
  await inEngine(context, NOVEMBER);
  await go();
  await openTrial(page);
  await importFile(page, CHILDREN);
  await closeNotes(page);
  await visit(page, "#/attendance");
  await page.getByText("按校历这一天不上课").waitFor();
  await offline();
  const day = async (date) => {
    await page.getByLabel("日期", { exact: true }).fill(date);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
  };
  const fifth = page.locator(".class", { hasText: "五年级1班" });
  await day("2026-11-18");
  await fifth.getByText("未点名").waitFor();
  await until("no warning", async () => (await page.getByText("按校历这一天不上课").count()) === 0);
  await fifth.getByRole("button", { name: "全勤" }).click();
  await fifth.locator(".chip", { hasText: "全勤" }).waitFor();
  for (const date of ["2026-11-19", "2026-11-20"]) {
    await day(date);
    await fifth.getByText("未点名").waitFor();
    await fifth.getByRole("button", { name: "点名…" }).click();
    await form(page).getByRole("button", { name: /周子涵/ }).click();
    await form(page).getByLabel("周子涵　请假情况").selectOption({ label: "不清楚" });
    await screenshot("roll");
    await checkA11y();
    await keep(page);
    await fifth.getByText("缺 1 人").waitFor();
  }
  const away = page.getByRole("region", { name: "连续未请假缺勤" });
  await away.getByText("11月19日起 2 个上课日").waitFor();
  await closeNotes(page);
  await screenshot("attendance");
  await checkA11y();
  await visit(page, "#/today");
  await page.getByText("未请假缺勤 2 个上课日，未立案").waitFor();
  await visit(page, "#/attendance");
  await away.getByRole("link", { name: "立案" }).click();
  await page.getByRole("button", { name: "立案…" }).click();
  await form(page).getByLabel("首次缺勤日期").waitFor();
  assert.equal(await form(page).getByLabel("首次缺勤日期").inputValue(), "2026-11-19");
  await keep(page);
  await stands(page, "缺勤待核");
});

journey("a case file, a notice with its receipt, a form for every child of a class and empty forms come to paper", { seconds: 120, allow: [/sw\.js/, /ServiceWorker|fetching the script|Failed to/] }, async ({ page, go, context, offline }) => {
  await inEngine(context, NOVEMBER);
  await go();
  await openTrial(page);
  await importFile(page, CHILDREN);
  await closeNotes(page);
  await visit(page, "#/roster");
  await page.getByRole("link", { name: "周子涵" }).first().click();
  await page.getByRole("region", { name: "一生一案" }).getByRole("button", { name: "立案…" }).click();
  await offline();
  await form(page).getByLabel("首次缺勤日期").waitFor();
  await fill(page, { 日期: "2026-11-16", 首次缺勤日期: "2026-11-16", 如何发现: "早读点名" });
  await keep(page);
  await page.getByRole("region", { name: "一生一案" }).getByRole("link", { name: "看案件" }).click();
  await step(page, "核查", { 日期: "2026-11-18", 核查人: "李文静", 核查方式: "入户", 核查结果: "未在校就读" });
  await step(page, "认定辍学", { 日期: "2026-11-19", 辍学日期: "2026-11-16", 辍学原因: "外出打工", 去向: "随表哥到外县鞋厂" });
  await step(page, "记一次劝返", { 日期: "2026-11-20", 人员: "李文静、王建国", 内容: "母亲愿意送孩子回来。", 结果: "承诺返校", 家长签字: "纸质已签" });
  const notices = page.getByRole("region", { name: "通知书" });
  await notices.getByRole("button", { name: "签发劝返复学通知书…" }).click();
  await form(page).getByLabel("文号").waitFor();
  await fill(page, { 签发日期: "2026-11-20", 签发单位: "石川镇人民政府" });
  await keep(page);
  await closeNotes(page);
  const picture = (name) => fileURLToPath(new URL(`../../target/screens/paper-${name}.png`, import.meta.url));
  const notice = await onPaper(page, () => notices.getByRole("button", { name: "打印" }).click(), picture("notice"));
  assert.equal(notice.pages, 3, "a notice, its receipt and its stub");
  assert.match(notice.text, /义劝通字\[2026\]第1号/);
  const caseFile = await onPaper(page, () => page.getByRole("button", { name: "打印案卷" }).click(), picture("case-file"));
  assert.ok(caseFile.pages >= 5, `${caseFile.pages} pages`);
  assert.match(caseFile.text, /随表哥到外县鞋厂/);
  assert.ok(!caseFile.text.includes("990510201503120021"), "a whole number on paper");
  const record = await onPaper(page, () => page.getByRole("button", { name: "打印劝返记录" }).click(), picture("persuasion"));
  assert.equal(record.pages, 1);
  await visit(page, "#/attendance");
  const whole = page.locator(".class", { hasText: "五年级1班" }).getByRole("button", { name: "打印全班家访表" });
  const visits = await onPaper(page, () => whole.click(), picture("home-visit"));
  assert.equal(visits.pages, 1);
  assert.match(visits.text, /周子涵/);
  await visit(page, "#/cases");
  for (const [name, pages] of [["家访记录表", 1], ["送教服务记录表", 1], ["责任书", 1], ["责令限期改正通知书", 3]]) {
    const blank = await onPaper(page, async () => {
      await page.getByRole("button", { name: "空白表…" }).click();
      await page.getByRole("menuitem", { name, exact: true }).click();
    });
    assert.equal(blank.pages, pages, name);
    assert.ok(!blank.text.includes("周子涵"));
  }
});

async function keepFault(page) {
  await form(page).getByRole("button", { name: "保存", exact: true }).click();
  await form(page).getByText("这一项必须填写").first().waitFor();
}
