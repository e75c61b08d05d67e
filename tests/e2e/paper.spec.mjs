// Paper: the case file, a notice with its receipt and stub, a form for every child of a class, empty forms.
import { fileURLToPath } from "node:url";
import { CHILDREN, NOVEMBER, OFFLINE, keep, step } from "./case-ways.mjs";
import { inEngine } from "./database.mjs";
import { assert, journey } from "./harness.mjs";
import { closeNotes, fill, form, importFile, onPaper, openTrial, visit } from "./ways.mjs";

journey("a case file, a notice with its receipt, a form for every child of a class and empty forms come to paper", { seconds: 120, allow: OFFLINE }, async ({ page, go, context, offline }) => {
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
