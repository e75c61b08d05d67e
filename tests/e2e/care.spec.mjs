// 登记册, 应办, 走访: who is owed what, was it done, and what becomes of a month that fell short.
import { fileURLToPath } from "node:url";
import { inEngine } from "./database.mjs";
import { assert, journey, until } from "./harness.mjs";
import { closeNotes, fill, form, importFile, onPaper, openTrial, startVisit, visit } from "./ways.mjs";

// Sunday 22 November 2026 in the engine, so that months end when this journey says.
const NOVEMBER = "{ const begun = Date.now(); const now = Date.now; Date.now = () => 1795312800000 + now.call(Date) - begun; }";

const CHILDREN = {
  name: "学籍.csv",
  mimeType: "text/csv",
  buffer: Buffer.from([
    "学籍号,姓名,性别,出生日期,身份证件号,户籍村,学校,年级,班级,学籍状态,在校情况,是否留守儿童,户口性质",
    "G990510201503120021,周子涵,女,20150312,990510201503120021,柳溪村,石川镇中心小学,五年级,1班,在读,送教上门,非留守儿童,农业户口",
    "G990510201409300018,马小军,男,20140930,990510201409300018,新庄村,石川镇中心小学,六年级,2班,在读,在校,双亲留守儿童,农业户口",
    "G99051020140118004X,欧阳娜,女,20140118,99051020140118004X,柳溪村,石川镇中心小学,六年级,1班,在读,在校,单亲留守儿童,农业户口",
  ].join("\r\n")),
};

async function save(page, button = "保存") {
  await form(page).getByRole("button", { name: button, exact: true }).click();
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

const turns = (page, name) => page.locator(".chart tbody tr", { hasText: name }).locator("td .turn").allInnerTexts();
const stands = (page, name, month, drawn) =>
  until(`${month} of ${name} is ${drawn}`, async () => (await turns(page, name))[(month + 3) % 12] === drawn);
const turn = (page, name, month) => page.locator(".chart tbody tr", { hasText: name }).locator("td .turn").nth((month + 3) % 12);

journey("a register is filled, visits are counted by day and evidence, a short month is explained and made good", { floor: true, views: ["pc", "tablet"], seconds: 180, allow: [/sw\.js/, /ServiceWorker|fetching the script|Failed to/] }, async ({ page, go, context, offline, screenshot, checkA11y }) => {
  await inEngine(context, NOVEMBER);
  await go();
  await openTrial(page);
  await importFile(page, CHILDREN);
  await closeNotes(page);
  await visit(page, "#/duties");
  await page.getByText("本学年没有应办的孩子").waitFor();
  await offline();
  await page.getByRole("link", { name: "去登记册" }).click();
  await page.getByRole("heading", { name: "残疾儿童登记册" }).waitFor();
  await page.getByText("还没有登记").waitFor();
  await checkA11y();
  await enter(page, "周子涵", { 起始日期: "2026-09-01", 安置方式: "送教上门", 持证情况: "未持证", 帮扶人: "李文静" });
  await page.getByText("1 = 送教1").waitFor();
  await screenshot("register");

  const picture = fileURLToPath(new URL("../../target/screens/paper-register.png", import.meta.url));
  const paper = await onPaper(page, () => page.getByRole("button", { name: "打印", exact: true }).click(), picture);
  assert.equal(paper.pages, 1);
  assert.match(paper.text, /残疾儿童登记册.*周子涵.*送教上门/);

  await page.getByRole("link", { name: /留守儿童/ }).click();
  await page.getByText("名册里还有 2 人有这个标记，没有登记").waitFor();
  await page.getByRole("button", { name: "全部补入" }).click();
  await page.getByRole("cell", { name: "欧阳娜" }).waitFor();
  await page.getByRole("row", { name: /欧阳娜/ }).getByRole("button", { name: "修改" }).click();
  await fill(page, { 父亲外出时间: "2026-03-01", 结束日期: "2026-01-01" });
  await form(page).getByRole("button", { name: "保存", exact: true }).click();
  await form(page).getByText("早于开始或今天，请核对").waitFor();
  await checkA11y();
  await fill(page, { 结束日期: "" });
  await save(page);
  const definitions = await page.getByRole("row", { name: /欧阳娜/ }).locator(".derived").innerText();
  assert.match(definitions, /学籍口径（外出满3个月）：符合；民政口径（国发〔2016〕13号）：不符合；教育统计口径（外出满半年）：符合/);
  await screenshot("left-behind");

  await visit(page, "#/duties/home_teaching");
  await stands(page, "周子涵", 11, "○○");
  await stands(page, "周子涵", 9, "○○");
  await screenshot("duties");
  await checkA11y();
  await turn(page, "周子涵", 11).click();
  await form(page).getByLabel("日期", { exact: true }).waitFor();
  await form(page).getByRole("button", { name: "保存", exact: true }).click();
  await form(page).getByText("这一项必须填写").first().waitFor();
  await fill(page, { 日期: "2026-11-05", 开始时间: "09:00", 结束时间: "10:30", 人员: "李文静、王建国", 地点: "家中", 课时: "2", 内容: "认读数字一到十，练习穿衣。", 家长签字: "纸质已签" });
  await screenshot("visit");
  await checkA11y();
  await save(page);
  await stands(page, "周子涵", 11, "●○");
  // The next form knows who goes; a second record of one day counts once, one without a signature not at all.
  for (const [date, signed, drawn] of [["2026-11-05", "纸质已签", "●○"], ["2026-11-12", "（未填）", "●△"], ["2026-11-19", "纸质已签", "●●"]]) {
    await turn(page, "周子涵", 11).click();
    await form(page).getByLabel("日期", { exact: true }).waitFor();
    assert.equal(await form(page).getByLabel("人员").inputValue(), "李文静、王建国");
    await fill(page, { 日期: date, 内容: "复习", 家长签字: signed });
    await save(page);
    await stands(page, "周子涵", 11, drawn);
  }

  await turn(page, "周子涵", 10).click();
  await form(page).getByText("到期次数不足的，请补记走访").waitFor();
  await form(page).getByRole("button", { name: "写明原因" }).click();
  await form(page).getByText("这一项必须填写").first().waitFor();
  await fill(page, { 原因: "孩子住院", 补办日期: "2026-11-30" });
  await screenshot("short");
  await save(page, "写明原因");
  await until("October is excused", async () => /已说明原因，待补办/.test(await turn(page, "周子涵", 10).getAttribute("aria-label")));

  await visit(page, "#/today");
  const duty = page.getByRole("region", { name: "应办" });
  await duty.getByText(/2026年11月：应办 1 人，已做够 1 人/).waitFor();
  await page.locator(".pile", { hasText: "逾期" }).getByText("送教上门").first().waitFor();
  await screenshot("today");
  await checkA11y();
  await duty.getByRole("link").first().click();
  // Not one of the links of the page that is being left.
  await page.locator(".chart").getByRole("link", { name: "周子涵" }).click();
  const visits = page.getByRole("region", { name: "登记与走访" });
  await until("four visits", async () => (await visits.locator(".visit").count()) === 4);
  await visits.getByText("缺印证").waitFor();
  await screenshot("child");
  await checkA11y();

  await visit(page, "#/settings");
  const calendar = page.getByRole("region", { name: "校历" });
  await calendar.locator(".calendar-line").first().waitFor();
  await calendar.getByLabel("到").first().fill("2026-08-01");
  await calendar.getByRole("button", { name: "保存" }).click();
  await calendar.getByText("第 1 行的日期不对").waitFor();
  await checkA11y();
  await screenshot("calendar");
});

journey("a half-written visit is offered again", { seconds: 90 }, async ({ page, go }) => {
  await go();
  await openTrial(page);
  await importFile(page, CHILDREN);
  await closeNotes(page);
  await visit(page, "#/roster");
  await page.getByRole("link", { name: "马小军" }).first().click();
  await startVisit(page, "家访");
  await fill(page, { 内容: "孩子在家，愿意上学" });
  await until("the draft is kept", async () => (await form(page).getByLabel("内容").inputValue()).length > 0);
  await page.waitForTimeout(1500);
  await page.keyboard.press("Escape");
  await form(page).waitFor({ state: "hidden" });
  await startVisit(page, "家访");
  await form(page).getByRole("button", { name: /继续/ }).click();
  assert.equal(await form(page).getByLabel("内容").inputValue(), "孩子在家，愿意上学");
});
