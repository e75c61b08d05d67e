// What is owed once, within days of an event; movers whom the roster shows; the scan on a line of a docket.
import { CHILDREN, NOVEMBER, OFFLINE, keep } from "./case-ways.mjs";
import { inEngine } from "./database.mjs";
import { assert, journey } from "./harness.mjs";
import { file } from "./pages.mjs";
import { photo } from "./photos.mjs";
import { closeNotes, fill, form, importFile, openTrial, visit } from "./ways.mjs";

const AWAY = file("学籍.csv", [
  "学籍号,姓名,身份证件号,学籍状态,学籍变动原因,实际就读学校",
  "G990510201503120021,周子涵,990510201503120021,转学,随父母外出务工,临水县城关镇第二实验小学",
].join("\r\n"));

/** A trial on that Sunday in November with two children in it. */
async function begin({ page, go, context }) {
  await inEngine(context, NOVEMBER);
  await go();
  await openTrial(page);
  await importFile(page, CHILDREN);
  await closeNotes(page);
}

async function enter(page, name, since) {
  await page.getByRole("button", { name: "登记孩子…" }).first().click();
  await form(page).getByLabel("找孩子").fill(name);
  await form(page).getByRole("button", { name }).click();
  await form(page).getByLabel("起始日期", { exact: true }).waitFor();
  await fill(page, { 起始日期: since });
  await keep(page);
}

journey("a county adds a duty that is owed once, within thirty days of entering a register", { views: ["pc", "tablet"], seconds: 150, allow: OFFLINE }, async (given) => {
  const { page, offline, screenshot, checkA11y } = given;
  await begin(given);
  await visit(page, "#/registers/left_behind");
  await page.getByRole("heading", { name: "留守儿童登记册" }).waitFor();
  await offline();
  await enter(page, "周子涵", "2026-10-01");
  await enter(page, "周子文", "2026-11-18");
  await visit(page, "#/settings");
  await page.getByRole("button", { name: "加一项应办…" }).click();
  await form(page).getByLabel("名称").waitFor();
  await fill(page, { 名称: "建档走访", 对象: "登记册：留守儿童", 周期: "列入对象后，限天数完成", 计入的记录: "家访" });
  await form(page).getByRole("button", { name: "保存", exact: true }).click();
  await form(page).getByText("这一项必须填写").waitFor();
  await fill(page, { 几天内完成: "30" });
  await screenshot("own-duty");
  await checkA11y();
  await keep(page);
  const rule = page.getByRole("region", { name: "应办规则" }).locator("form", { hasText: "建档走访" });
  assert.equal(await rule.getByLabel("提前几天提醒").inputValue(), "7");
  await closeNotes(page);

  await visit(page, "#/duties");
  await page.getByRole("link", { name: /建档走访/ }).click();
  const row = (name) => page.locator(".chart tbody tr", { hasText: name });
  await row("周子文").getByText("12月18日前").waitFor();
  await row("周子涵").getByText("10月31日前").waitFor();
  await screenshot("deadline");
  await checkA11y();
  // Late: the visit is written as what makes the turn good.
  await row("周子涵").locator("td button.turn").click();
  await form(page).getByRole("button", { name: "补记走访" }).click();
  await form(page).getByLabel("日期", { exact: true }).waitFor();
  await fill(page, { 日期: "2026-11-20", 人员: "李文静", 内容: "上门了解情况" });
  await keep(page);
  await row("周子涵").locator("td .turn", { hasText: "●" }).waitFor();
});

journey("who is transferred in the roster is offered as a mover; the signed pledge is attached to its line", { views: ["pc", "tablet"], seconds: 150, allow: OFFLINE }, async (given) => {
  const { page, offline, screenshot, checkA11y } = given;
  await begin(given);
  await visit(page, "#/cases/docket/movement");
  await page.getByRole("button", { name: "从名册取…" }).click();
  await form(page).getByText("名册里没有还未登记的转学、换校变动。").waitFor();
  await form(page).getByRole("button", { name: "关闭" }).click();
  await visit(page, "#/import");
  await page.getByRole("button", { name: "再导入一份" }).click();
  await importFile(page, AWAY);
  await closeNotes(page);
  await offline();
  await visit(page, "#/cases/docket/movement");
  await page.getByRole("button", { name: "从名册取…" }).click();
  await form(page).getByText("名册里转学、换校的变动").waitFor();
  await screenshot("moves-offered");
  await checkA11y();
  await form(page).getByRole("button", { name: "取进来" }).click();
  const mover = page.locator(".register tbody tr", { hasText: "周子涵" });
  await mover.getByText("临水县城关镇第二实验小学").waitFor();
  await mover.getByText("转出", { exact: true }).waitFor();
  await mover.getByText("手续未填").waitFor();
  await closeNotes(page);

  await visit(page, "#/cases/docket/pledge");
  await page.getByRole("button", { name: "登记…" }).click();
  await form(page).getByLabel("层级").waitFor();
  await fill(page, { 层级: "校长与教师", 甲方: "石川镇中心小学", 乙方: "李文静" });
  await keep(page);
  const pledge = page.locator(".register tbody tr", { hasText: "李文静" });
  await pledge.getByRole("button", { name: "登记签订…" }).click();
  await form(page).getByLabel("签订日期").waitFor();
  await fill(page, { 签订日期: "2026-09-01", 扫描件或存放处: "扫描件已附" });
  await page.locator('dialog[open] input[data-attach="scan"]').setInputFiles([{ name: "责任书.jpg", mimeType: "image/jpeg", buffer: await photo(page, { seed: 5 }) }]);
  await keep(page, "登记签订");
  await pledge.getByText("已签订").waitFor();
  await closeNotes(page);
  await pledge.getByRole("button", { name: /附件（扫描件 1）/ }).click();
  await form(page).locator("img").first().waitFor();
  await screenshot("pledge-scan");
  await checkA11y();
});
