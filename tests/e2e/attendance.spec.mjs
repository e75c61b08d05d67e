// 考勤: a class in one press, a child in one, and what two school days without leave ask for.
import { CHILDREN, NOVEMBER, OFFLINE, keep, stands } from "./case-ways.mjs";
import { inEngine } from "./database.mjs";
import { assert, journey, until } from "./harness.mjs";
import { closeNotes, fill, form, importFile, openTrial, visit } from "./ways.mjs";

journey("the roll: one press for a whole class, a press for a child; two days without leave ask for a case", { floor: true, views: ["pc", "tablet"], seconds: 120, allow: OFFLINE }, async ({ page, go, context, offline, screenshot, checkA11y }) => {
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
