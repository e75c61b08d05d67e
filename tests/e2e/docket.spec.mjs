// 登记簿: who moved, where graduates went, checked names into the county's table, a letter to another township, a pledge;
// a list of absences; the plan of a school.
import { fileURLToPath } from "node:url";
import { CHILDREN, NOVEMBER, OFFLINE, keep } from "./case-ways.mjs";
import { inEngine } from "./database.mjs";
import { assert, journey } from "./harness.mjs";
import { file } from "./pages.mjs";
import { closeNotes, fill, form, importFile, onPaper, openTrial, visit } from "./ways.mjs";

const menu = async (page, button, item) => {
  await page.getByRole("button", { name: button, exact: true }).first().click();
  await page.getByRole("menuitem", { name: item, exact: true }).click();
};
const picture = (name) => fileURLToPath(new URL(`../../target/screens/docket-${name}.png`, import.meta.url));

journey("a mover is registered, kept open while the registry has not followed, and settled with proof", { floor: true, views: ["pc", "tablet"], seconds: 150, allow: OFFLINE }, async ({ page, go, context, offline, online, screenshot, checkA11y, download }) => {
  await inEngine(context, NOVEMBER);
  await go();
  await openTrial(page);
  await importFile(page, CHILDREN);
  await closeNotes(page);
  await visit(page, "#/cases");
  await page.getByRole("navigation", { name: "登记簿" }).getByRole("link", { name: "流动生登记" }).click();
  await page.getByRole("heading", { name: "流动生情况登记表" }).waitFor();
  await offline();
  await menu(page, "登记…", "给名册里的孩子登记…");
  await form(page).getByLabel("找孩子").fill("周子涵");
  await form(page).getByRole("button", { name: "周子涵" }).click();
  await form(page).getByLabel("转自或转往（省市县校）").waitFor();
  assert.equal(await form(page).getByLabel("身份证件号").inputValue(), "990510********0021");
  await fill(page, { 转入或转出: "转出", 日期: "2026-11-10", "转自或转往（省市县校）": "临水县城关镇第二实验小学", 学籍手续: "学籍未转", 经办人: "李文静" });
  await checkA11y();
  await keep(page);
  const row = page.locator(".register tbody tr", { hasText: "周子涵" });
  await row.getByText("学籍未转").first().waitFor();
  await page.getByText("本学年：期初未办结 0 ＋ 新登记 1 − 办结 0 ＝ 未办结 1").waitFor();
  await row.getByRole("button", { name: "办结…" }).click();
  await form(page).getByText("学籍还没有转接，催办后再办结").waitFor();
  await form(page).getByRole("button", { name: "取消" }).click();
  await row.getByRole("button", { name: "修改" }).click();
  await form(page).getByLabel("学籍手续").waitFor();
  await fill(page, { 学籍手续: "学籍已转" });
  await keep(page);
  await row.getByRole("button", { name: "办结…" }).click();
  await form(page).getByLabel("办结日期").waitFor();
  await fill(page, { 办结日期: "2026-11-20", 印证材料: "转学手续", 材料说明及存放处: "转学回执，档案柜 3", 审批人: "王校长" });
  await checkA11y();
  await keep(page, "办结");
  await row.getByText("已办结").waitFor();
  await closeNotes(page);
  await screenshot("movement");
  await checkA11y();
  // Without the program's own cache, which would undo the clock, the worker that writes files is fetched.
  await online();
  const sheet = await download(() => menu(page, "打印或导出…", "导出 Excel（号码打码）"));
  assert.match(sheet.name, /流动生情况登记表/);
  const wide = await onPaper(page, () => menu(page, "打印或导出…", "打印（A3 横向）"), picture("movement"));
  assert.ok(wide.text.includes("990510********0021") && !wide.text.includes("990510201503120021"));
});

journey("names of the ministry's list are checked one by one and come out as the county's table; a graduate who cannot be traced stays open", { seconds: 180, allow: OFFLINE }, async ({ page, go, context, offline, screenshot, checkA11y }) => {
  await inEngine(context, NOVEMBER);
  await go();
  await openTrial(page);
  await importFile(page, CHILDREN);
  await closeNotes(page);
  await visit(page, "#/cases/docket/suspect");
  await menu(page, "登记…", "给名册里的孩子登记…");
  await form(page).getByLabel("找孩子").fill("周子涵");
  await form(page).getByRole("button", { name: "周子涵" }).click();
  await form(page).getByLabel("核查结果").waitFor();
  await offline();
  await fill(page, { 名单日期: "2026-11-10", 核查结果: "未在校就读", 核查方式: "入户", 核查人: "李文静", 核查日期: "2026-11-18" });
  await keep(page);
  const row = page.locator(".register tbody tr", { hasText: "周子涵" });
  await row.getByText("未劝返").waitFor();
  await row.getByRole("button", { name: "立案", exact: true }).click();
  await row.getByRole("link", { name: "看案件" }).waitFor();
  await closeNotes(page);
  await screenshot("suspect");
  await checkA11y();
  const table = await onPaper(page, () => page.getByRole("button", { name: "打印附件1统计表" }).click(), picture("table"));
  assert.match(table.text, /2026年需劝返非建档立卡学生辍学人数统计表/);
  assert.match(table.text, /合计11$/, "whose case nobody has confirmed yet is still to be brought back");

  await visit(page, "#/cases/docket/graduate");
  await page.getByRole("button", { name: "从名单取…" }).click();
  await form(page).getByText("名册里的六年级").waitFor();
  await form(page).getByRole("button", { name: "取进来" }).click();
  const graduate = page.locator(".register tbody tr", { hasText: "周子文" });
  await graduate.getByText("待核实").waitFor();
  await graduate.getByRole("button", { name: "修改" }).click();
  await form(page).getByLabel("去向", { exact: true }).waitFor();
  await fill(page, { 去向: "去向不明", 核实日期: "2026-11-19" });
  await keep(page);
  await graduate.getByText("去向未落实").waitFor();
  await graduate.getByRole("button", { name: "销号…" }).click();
  await form(page).getByText("去向没有落实的不能销号").waitFor();
  await fill(page, { 销号日期: "2026-11-20", 材料说明及存放处: "村委会说明", 审批人: "王校长" });
  await form(page).getByRole("button", { name: "销号", exact: true }).click();
  await form(page).getByText("查到的情况还不能办结").waitFor();
  await screenshot("graduate");
  await form(page).getByRole("button", { name: "取消" }).click();
  await page.getByText("2027 年毕业 1 人，已销号 0，挂账 1").waitFor();
});

journey("a list of absences is looked at before it is kept; a school has its plan; a pledge is printed", { views: ["pc", "tablet"], seconds: 150, allow: OFFLINE }, async ({ page, go, context, offline, screenshot, checkA11y }) => {
  await inEngine(context, NOVEMBER);
  await go();
  await openTrial(page);
  await importFile(page, CHILDREN);
  await closeNotes(page);
  await visit(page, "#/attendance");
  await page.getByRole("button", { name: "导入缺勤名单…" }).click();
  const list = file("缺勤.csv", "石川镇中心小学缺勤登记\r\n姓名,年级班级,日期,请假类型\r\n周子涵,五年级1班,2026-11-19,旷课\r\n周子涵,五年级1班,2026-11-20,旷课\r\n王无名,五年级1班,2026-11-20,病假\r\n周子文,六年级2班,11月20日,病假\r\n");
  await form(page).locator('input[type="file"]').setInputFiles(list);
  await form(page).getByText("共 4 行：新记缺勤 2 条；已记过 0 条；到校 0 条；不能记 2 条").waitFor();
  await form(page).getByText("名册里没有这个孩子").waitFor();
  await screenshot("absences");
  await checkA11y();
  await form(page).getByRole("button", { name: "记下这些缺勤" }).click();
  await page.getByRole("region", { name: "连续未请假缺勤" }).getByText("11月19日起 2 个上课日").waitFor();
  await closeNotes(page);

  await visit(page, "#/cases/schools");
  await page.getByRole("button", { name: "石川镇中心小学" }).click();
  await page.getByLabel("工作目标").fill("不让一个孩子辍学。");
  await offline();
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await closeNotes(page);
  await screenshot("plan");
  await checkA11y();
  const plan = await onPaper(page, () => page.getByRole("button", { name: "打印一校一案" }).click(), picture("plan"));
  assert.match(plan.text, /不让一个孩子辍学/);

  await visit(page, "#/cases/docket/pledge");
  await page.getByRole("button", { name: "登记…" }).click();
  await form(page).getByLabel("层级").waitFor();
  await fill(page, { 层级: "校长与教师", 甲方: "石川镇中心小学", 乙方: "李文静", "指标（一行一项，冒号后写目标值）": "班级巩固率：100%" });
  await keep(page);
  const row = page.locator(".register tbody tr", { hasText: "李文静" });
  await row.getByText("待签订").waitFor();
  await row.getByRole("button", { name: "更多…" }).click();
  await page.getByRole("menuitem", { name: "打印责任书" }).click();
  await screenshot("order");
  const pledge = await onPaper(page, () => form(page).getByRole("button", { name: "打印", exact: true }).click(), picture("pledge"));
  assert.match(pledge.text, /班级巩固率/);
});

journey("a letter goes to the township where a child is registered; whole numbers are printed only for a reason", { seconds: 150, allow: OFFLINE }, async ({ page, go, context, offline, screenshot, checkA11y }) => {
  await inEngine(context, NOVEMBER);
  await go();
  await openTrial(page);
  await importFile(page, file("外乡.csv", [
    "姓名,性别,身份证件号,乡镇,户籍村,户号,监护人,学校,年级,班级",
    "周子涵,女,990510201503120021,柳河镇,柳溪村,0012,周大山,石川镇中心小学,五年级,1班",
    "周子文,男,990510201409300018,柳河镇,柳溪村,0012,周大山,石川镇中心小学,六年级,2班",
  ].join("\r\n")));
  await closeNotes(page);
  await visit(page, "#/cases");
  await page.getByRole("button", { name: "立案…" }).first().click();
  await form(page).getByLabel("找孩子").fill("周子涵");
  await form(page).getByRole("button", { name: "周子涵" }).click();
  await form(page).getByLabel("首次缺勤日期").waitFor();
  await offline();
  await fill(page, { 日期: "2026-11-16", 首次缺勤日期: "2026-11-16" });
  await keep(page);
  await visit(page, "#/cases/docket/letter");
  await page.getByRole("button", { name: "周子涵　发函…" }).click();
  await form(page).getByLabel("文号").waitFor();
  assert.equal(await form(page).getByLabel("文号").inputValue(), "控辍协函字[2026]第1号");
  assert.equal(await form(page).getByLabel("收函单位（户籍地乡镇）").inputValue(), "柳河镇");
  await fill(page, { 发函单位: "石川镇中心小学", 经办人及电话: "李文静" });
  await screenshot("letter");
  await checkA11y();
  await keep(page);
  const row = page.locator(".register tbody tr", { hasText: "周子涵" });
  await row.getByText("待复函").waitFor();
  await row.getByRole("button", { name: "更多…" }).click();
  await page.getByRole("menuitem", { name: "打印协查函" }).click();
  const letter = await onPaper(page, () => form(page).getByRole("button", { name: "打印", exact: true }).click(), picture("letter"));
  assert.equal(letter.pages, 2, "a letter and the answer to be sent back");
  await row.getByRole("button", { name: "登记复函…" }).click();
  await form(page).getByLabel("复函日期").waitFor();
  await fill(page, { 复函日期: "2026-11-22", 复函单位或联系人: "柳河镇教育办", 复函内容: "已送回学校。" });
  await keep(page, "登记复函");
  await row.getByText("已复函").waitFor();
  await closeNotes(page);

  await visit(page, "#/roster");
  await visit(page, "#/cases");
  await page.locator(".cases tbody tr", { hasText: "周子涵" }).getByRole("link", { name: "周子涵" }).click();
  await page.getByRole("button", { name: "案卷…" }).click();
  await page.getByRole("menuitem", { name: "打印多份或完整号码…" }).click();
  await form(page).getByLabel("打印完整号码的理由").fill("送县局备案");
  const whole = await onPaper(page, () => form(page).getByRole("button", { name: "打印", exact: true }).click(), picture("whole"));
  assert.ok(whole.text.includes("990510201503120021"), whole.text.slice(0, 600));
  const household = await onPaper(page, () => page.getByRole("button", { name: "打印一家一案" }).click(), picture("household"));
  assert.match(household.text, /周子文/);
  await visit(page, "#/settings");
  await page.getByText("送县局备案").first().waitFor();
});
