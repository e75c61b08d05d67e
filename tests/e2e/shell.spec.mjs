// The frame: every page opens, says what to do first, works with the keyboard, with fingers and with large text.
import { assert, journey, until } from "./harness.mjs";
import { createLedger, openTrial, unlock } from "./ways.mjs";

const PAGES = [
  ["#/today", "今日"], ["#/roster", "名册"], ["#/import", "导入"], ["#/compare", "比对"],
  ["#/ledger/of-age", "适龄儿童"], ["#/ledger/mismatch", "人籍不一致"], ["#/history", "修改记录"], ["#/settings", "设置"],
];

const open = (page, route) => page.evaluate((hash) => { location.hash = hash; }, route);

journey("every empty page opens, says what to do, and has no accessibility fault", { views: ["pc", "tablet"], floor: true }, async ({ page, go, screenshot, checkA11y }) => {
  await go();
  await openTrial(page);
  await page.getByText("试用中：内容只在内存里，关闭页面就没有了。").waitFor();
  for (const [route, title] of PAGES) {
    await open(page, route);
    await page.getByRole("heading", { level: 1, name: new RegExp(title) }).first().waitFor();
    await page.waitForTimeout(200);
    await screenshot(`empty${route.replace(/[#/]+/g, "-")}`);
    await checkA11y();
    assert.equal(await page.locator(".places a[aria-current], .bottom a[aria-current]").count() <= 1, true);
  }
});

journey("the keyboard reaches the search, the pages and the table", { floor: true }, async ({ page, go }) => {
  await go();
  await openTrial(page);
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "quick-search");
  await page.keyboard.type("abc");
  await until("typing opens the roster", async () => (await page.evaluate(() => location.hash)) === "#/roster");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#quick-search").inputValue(), "");
  await page.locator("body").click({ position: { x: 400, y: 60 } });
  await page.keyboard.press("Tab");
  const seen = new Set();
  for (let n = 0; n < 40; n += 1) {
    const here = await page.evaluate(() => {
      const active = document.activeElement;
      const style = getComputedStyle(active);
      return { name: active.innerText || active.getAttribute("aria-label") || active.id, ring: style.outlineStyle !== "none" || style.boxShadow !== "none" };
    });
    if (here.name) {
      seen.add(here.name.trim().split("\n")[0]);
    }
    await page.keyboard.press("Tab");
  }
  for (const name of ["今日", "名册", "导入", "设置"]) {
    assert.ok(seen.has(name), `${name} is reached by Tab: ${[...seen].join(" | ")}`);
  }
});

journey("targets are large enough for a finger", { views: ["tablet"] }, async ({ page, go }) => {
  await go();
  await openTrial(page);
  for (const [route] of PAGES) {
    await open(page, route);
    await page.waitForTimeout(200);
    const small = await page.evaluate(() => {
      const targets = [...document.querySelectorAll("button, select, .bottom a, .places a, input:not([type=checkbox]):not([type=radio]):not(.cell-editor)")];
      const seen = targets.filter((e) => e.offsetParent !== null && !e.classList.contains("link") && !e.closest(".grid-head"));
      return seen.filter((e) => e.getBoundingClientRect().height < 39.5).map((e) => `${e.className} ${e.innerText} ${e.getBoundingClientRect().height}`);
    });
    assert.deepEqual(small, [], route);
  }
});

journey("large text and 200 % zoom lose nothing", {}, async ({ page, go, screenshot, checkA11y }) => {
  await go();
  await openTrial(page);
  await open(page, "#/settings");
  await page.getByLabel(/^大字/).check();
  await open(page, "#/roster");
  await page.waitForTimeout(200);
  await screenshot("roster-large");
  await checkA11y();
  // 1366x768 at 200 % is what a window of half the size shows.
  await page.setViewportSize({ width: 683, height: 384 });
  for (const [route] of PAGES) {
    await open(page, route);
    await page.waitForTimeout(150);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${route} needs sideways scrolling of the page: ${wide}px`);
  }
  await screenshot("settings-zoomed");
  await page.setViewportSize({ width: 1366, height: 768 });
  await open(page, "#/settings");
  await page.getByLabel(/^大字/).uncheck();
});

journey("locking takes the children off the page and brings the half-typed form back", { seconds: 150 }, async ({ page, go, screenshot }) => {
  await go();
  await createLedger(page);
  await open(page, "#/roster");
  await page.locator(".tools").getByRole("button", { name: "新增" }).click();
  const form = page.locator("dialog[open]");
  await form.getByLabel("姓名").fill("欧阳娜");
  await form.getByLabel("户籍村").fill("下沟村");
  await page.evaluate(() => document.querySelector("dialog[open]").close());
  await page.getByRole("button", { name: "锁定" }).click();
  await page.getByLabel("口令", { exact: true }).waitFor();
  assert.ok(!(await page.content()).includes("欧阳娜"), "nothing typed stays in the page");
  await screenshot("locked");
  await unlock(page);
  assert.equal(await page.evaluate(() => location.hash), "#/roster", "the same page");
  await page.locator(".tools").getByRole("button", { name: "新增" }).click();
  await page.getByText(/继续上次填写/).waitFor();
  await page.locator("dialog[open] .banner button").first().click();
  assert.equal(await form.getByLabel("姓名").inputValue(), "欧阳娜");
});
