// Locking by itself, and what a locked page still holds: nothing. The network is off in all of these.
import { assert, journey, until } from "./harness.mjs";
import { file, goOffline } from "./pages.mjs";
import { createLedger, fill, form, halfType, halfTyped, importFile, openTrial, rosterOf, startVisit, unlock, visit } from "./ways.mjs";

const TWO = file("名单.csv", "学籍号,姓名,身份证号,户籍村\nG990526201208310018,周子涵,990526201208310018,石川村\nG990526201209010025,马小军,990526201209010025,下沟村\n");
const locked = async (page) => (await page.getByLabel("口令", { exact: true }).count()) > 0;

/** A ledger with two children on a page whose clock the test can push forward. */
async function ledger(given) {
  const { page, go } = given;
  await page.clock.install();
  await go();
  await goOffline(given);
  await createLedger(page);
  await importFile(page, TWO);
}

journey("incident 21: five minutes without a hand lock it offline; the form half-typed at that moment is there again in place", { seconds: 120 }, async (given) => {
  const { page } = given;
  await ledger(given);
  await halfType(page, "欧阳小雨");
  await page.clock.fastForward("04:40");
  assert.equal(await locked(page), false, "locked before its time");
  // A single key counts as a hand.
  await page.keyboard.press("Shift");
  await page.clock.fastForward("04:40");
  assert.equal(await locked(page), false, "a key does not count");
  const engine = page.workers();
  const ended = Promise.all(engine.map((worker) => new Promise((done) => worker.once("close", done))));
  await page.clock.fastForward("00:40");
  await until("it is locked", () => locked(page));
  await ended;
  const content = await page.content();
  for (const word of ["周子涵", "马小军", "欧阳小雨", "石川村", "990526"]) {
    assert.ok(!content.includes(word), `${word} is still in the locked page`);
  }
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  await unlock(page);
  assert.equal(await page.evaluate(() => location.hash), "#/roster", "the same page");
  assert.equal(await halfTyped(page), "欧阳小雨");
});

journey("incident 21: a visit half-written in the other module at the moment of locking is offered again", { seconds: 120 }, async (given) => {
  const { page } = given;
  await ledger(given);
  await visit(page, "#/roster");
  await page.getByRole("link", { name: "马小军" }).first().click();
  await startVisit(page, "家访");
  await fill(page, { 内容: "祖母说春节后再去" });
  await page.clock.fastForward("05:20");
  await until("it is locked", () => locked(page));
  assert.ok(!(await page.content()).includes("祖母说春节后再去"), "it is still in the locked page");
  await unlock(page);
  await startVisit(page, "家访");
  await form(page).getByRole("button", { name: /继续/ }).click();
  assert.equal(await form(page).getByLabel("内容").inputValue(), "祖母说春节后再去");
});

journey("incident 21: a window that stays hidden for a quarter of an hour is locked, a short absence is not", { seconds: 120 }, async (given) => {
  const { page } = given;
  await ledger(given);
  await visit(page, "#/settings");
  await page.getByLabel("无人操作多久后锁定").selectOption({ label: "30 分钟" });
  const hide = (hidden) => page.evaluate((value) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => value });
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => (value ? "hidden" : "visible") });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
  await hide(true);
  await page.clock.fastForward("14:00");
  await hide(false);
  await page.waitForTimeout(200);
  assert.equal(await locked(page), false, "a short absence locks");
  // A cell that stands open at that moment is saved.
  await rosterOf(page, 2);
  await page.locator(".grid-body .grid-row").filter({ hasText: "马小军" }).getByText("下沟村").click();
  await page.keyboard.insertText("东庄村");
  await hide(true);
  await page.clock.fastForward("15:10");
  await until("it is locked while hidden", () => locked(page));
  await hide(false);
  await unlock(page);
  const rows = await rosterOf(page, 2);
  assert.equal(rows.find((row) => row["姓名"] === "马小军")["户籍村"], "东庄村");
});

journey("a form that was saved, given up or only looked at offers nothing on return", {}, async ({ page, go }) => {
  await go();
  await openTrial(page);
  await visit(page, "#/roster");
  const form = page.locator("dialog[open]");
  const add = page.locator(".tools").getByRole("button", { name: "新增" });
  const offered = async () => {
    await add.click();
    await form.getByLabel("姓名").waitFor();
    await page.waitForTimeout(600);
    return form.getByText(/继续上次填写/).count();
  };
  await add.click();
  await form.getByLabel("姓名").waitFor();
  await page.waitForTimeout(700);
  await page.keyboard.press("Escape");
  assert.equal(await offered(), 0, "only looked at");
  await form.getByLabel("姓名").fill("周子涵");
  await page.waitForTimeout(700);
  await form.getByRole("button", { name: "保存", exact: true }).click();
  await rosterOf(page, 1);
  assert.equal(await offered(), 0, "saved");
  await form.getByLabel("姓名").fill("马小军");
  await page.waitForTimeout(700);
  await form.getByRole("button", { name: "取消" }).click();
  assert.equal(await offered(), 0, "given up");
});

journey("a trial is not locked away: it lives in memory only", {}, async (given) => {
  const { page, go } = given;
  await page.clock.install();
  await go();
  await openTrial(page);
  await importFile(page, TWO);
  await page.clock.fastForward("45:00");
  await page.waitForTimeout(300);
  await rosterOf(page, 2);
});

journey("incident 21: the wait after wrong tries is kept through the death of the browser, and never locks the right person out", { profile: true, floor: true, seconds: 120 }, async (given) => {
  const { go, reopen } = given;
  let { page } = given;
  await go();
  await createLedger(page);
  page = await reopen({ polite: true });
  await go();
  const field = page.getByLabel("口令", { exact: true });
  const open = page.getByRole("button", { name: "打开", exact: true });
  for (const [n, seconds] of [[1, 1], [2, 2], [3, 4]]) {
    await until("the wait is over", async () => (await page.getByText(/秒后?再试/).count()) === 0);
    await field.fill(`不是这个口令 第${n}次`);
    await open.click();
    await until(`the try ${n} is answered`, async () => (await field.inputValue()) === "", 60);
    const told = await page.getByText(/请 \d+ 秒后再试/).innerText();
    const wait = Number(told.match(/(\d+) 秒/)[1]);
    assert.ok(wait <= seconds && wait >= seconds - 1, `try ${n}: ${told}`);
  }
  page = await reopen();
  await go();
  await page.getByText(/请等 \d+ 秒再试/).waitFor({ timeout: 3000 });
  assert.equal(await page.getByRole("button", { name: "打开", exact: true }).isDisabled(), true);
  await until("the wait is over", async () => (await page.getByText(/秒再试/).count()) === 0);
  await unlock(page);
});
