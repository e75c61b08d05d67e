// What the journeys about absence and cases share: a day, two children of one household, and the steps of a case.
import { file } from "./pages.mjs";
import { fill, form } from "./ways.mjs";

/** What a browser says of a network that is off. */
export const OFFLINE = [/sw\.js/, /ServiceWorker|fetching the script|Failed to/];

// Sunday 22 November 2026 in the engine, so that days are as late as this journey says.
export const NOVEMBER = "{ const begun = Date.now(); const now = Date.now; Date.now = () => 1795312800000 + now.call(Date) - begun; }";

export const CHILDREN = file("学籍.csv", [
  "学籍号,姓名,性别,出生日期,身份证件号,户籍村,户号,监护人,学校,年级,班级,学籍状态,在校情况",
  "G990510201503120021,周子涵,女,20150312,990510201503120021,柳溪村,0012,周大山,石川镇中心小学,五年级,1班,在读,在校",
  "G990510201409300018,周子文,男,20140930,990510201409300018,柳溪村,0012,周大山,石川镇中心小学,六年级,2班,在读,在校",
].join("\r\n"));

/** Keeps the form. */
export const keep = async (page, button = "保存") => {
  await form(page).getByRole("button", { name: button, exact: true }).click();
  await form(page).waitFor({ state: "hidden" });
};
/** A usual step by its button. */
export const step = async (page, name, answers, button) => {
  await page.locator(".tools").getByRole("button", { name, exact: true }).click();
  await form(page).getByLabel("日期", { exact: true }).waitFor();
  await fill(page, answers);
  await keep(page, button);
};
/** Opens a step of the menu. */
export const other = async (page, name) => {
  await page.getByRole("button", { name: "其他步骤…" }).click();
  await page.getByRole("menuitem", { name, exact: true }).click();
  await form(page).getByLabel("日期", { exact: true }).waitFor();
};
/** Waits until the case stands so. */
export const stands = (page, stage) => page.locator(".page-head .chip", { hasText: stage }).waitFor();
