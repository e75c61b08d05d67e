// Locking by itself, and what a locked page still holds: nothing. The network is off in all of these.
import { assert, journey, until } from "./harness.mjs";
import { file, goOffline } from "./pages.mjs";
import { createLedger, fill, form, halfType, importFile, leave, lock, openTrial, rosterOf, search, startVisit, unlock, visit } from "./ways.mjs";

const TWO = file("名单.csv", "学籍号,姓名,身份证号,户籍村\nG990526201208310018,周子涵,990526201208310018,石川村\nG990526201209010025,马小军,990526201209010025,下沟村\n");
const locked = async (page) => (await page.getByLabel("口令", { exact: true }).count()) > 0;

/** The form that was open when the page was locked is open again, filled in, and nobody is asked. */
async function continued(page, label, text) {
  const field = form(page).getByLabel(new RegExp(`^${label}\\s*(必填)?$`));
  await until(`${label} is filled in again`, async () => (await field.inputValue({ timeout: 1000 }).catch(() => "")) === text);
  assert.equal(await form(page).getByText(/继续上次填写/).count(), 0, "asked all the same");
}

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
  await continued(page, "姓名", "欧阳小雨");
});

journey("incident 21: the lock lies over the outline of the page; nothing but its person gets past it, and another one gets nothing", { views: ["pc", "tablet"], floor: true, seconds: 150 }, async (given) => {
  const { page, go, checkA11y, screenshot } = given;
  await go();
  await createLedger(page, { label: "甲老师" });
  await importFile(page, TWO);
  await rosterOf(page, 2);
  await page.getByRole("link", { name: "马小军" }).first().click();
  await page.getByRole("heading", { name: "马小军" }).first().waitFor();
  const place = await page.evaluate(() => location.hash);
  await lock(page);
  const screen = page.locator("dialog[open]");
  assert.equal(await screen.getAttribute("aria-modal"), "true");
  await screen.getByRole("heading", { name: "已锁定" }).waitFor();
  assert.equal(await page.locator(".frame").evaluate((frame) => frame.inert), true, "the outline can be used");
  assert.ok(!/马小军|周子涵|下沟村|石川村|9905/.test(await page.content()), "something of a child is beneath");
  await checkA11y();
  await screenshot("locked-in-place");
  // It cannot be waved away, and the keyboard stays in it.
  for (const key of ["Escape", "Escape", "Escape"]) {
    await page.keyboard.press(key);
  }
  assert.equal(await screen.isVisible(), true, "Esc takes the lock away");
  const within = () => page.evaluate(() => document.activeElement === document.body || document.activeElement.closest("dialog[open]") !== null);
  for (let left = 12; left > 0; left -= 1) {
    await page.keyboard.press("Tab");
    assert.equal(await within(), true, "the keyboard gets out of the lock");
  }
  await unlock(page);
  assert.equal(await page.evaluate(() => location.hash), place, "another page");
  await page.getByRole("heading", { name: "马小军" }).first().waitFor();
  // Another person: own ledger, another page, none of the first one's forms.
  await halfType(page, "欧阳小雨");
  await page.evaluate(() => document.querySelector("#quick-search").focus());
  await page.evaluate(() => [...document.querySelectorAll("button")].find((one) => one.innerText.trim() === "锁定").click());
  await until("it is locked", () => locked(page));
  await leave(page);
  assert.equal(await page.evaluate(() => location.hash), "#/today");
  await createLedger(page, { label: "乙老师", passphrase: "竹林 渔火 石桥 春耕" });
  await visit(page, "#/roster");
  await page.getByText("名册里还没有人").waitFor();
  await page.waitForTimeout(600);
  assert.equal(await page.locator("dialog[open]").count(), 0, "the form of another person opens");
  // The first one comes back, through the front door: nothing opens by itself, what was typed is offered.
  await lock(page);
  await leave(page);
  await page.getByRole("radio", { name: "甲老师" }).check();
  await unlock(page);
  await visit(page, "#/roster");
  await page.waitForTimeout(600);
  assert.equal(await page.locator("dialog[open]").count(), 0);
  await page.locator(".tools").getByRole("button", { name: "新增" }).click();
  await form(page).getByText(/继续上次填写/).waitFor();
});

journey("incident 21: ticked rows and the change half typed for them are there again after the lock, without a question", { seconds: 120 }, async (given) => {
  const { page } = given;
  await ledger(given);
  await rosterOf(page, 2);
  await search(page, "马");
  await until("one is shown", async () => (await page.locator(".grid-body .grid-row:visible").count()) === 1);
  await page.locator(".grid-body .grid-row").filter({ hasText: "马小军" }).getByRole("checkbox").click();
  await page.getByRole("button", { name: "改字段" }).click();
  await form(page).getByLabel("改哪个字段").selectOption({ label: "户籍村" });
  await form(page).getByLabel("改成什么").fill("东庄村");
  await page.clock.fastForward("05:20");
  await until("it is locked", () => locked(page));
  assert.ok(!(await page.content()).includes("东庄村"));
  await unlock(page);
  await continued(page, "改成什么", "东庄村");
  assert.equal(await page.locator("#quick-search").inputValue(), "马", "the question is another");
  await form(page).getByRole("button", { name: "修改", exact: true }).click();
  await search(page, "");
  const rows = await rosterOf(page, 2);
  await until("only the ticked one is changed", async () => {
    const found = await rosterOf(page, 2);
    return found.find((row) => row["姓名"] === "马小军")["户籍村"] === "东庄村" && found.find((row) => row["姓名"] === "周子涵")["户籍村"] === "石川村";
  });
  assert.equal(rows.length, 2);
  // Saved: nothing is offered.
  await page.locator(".grid-body .grid-row").filter({ hasText: "马小军" }).getByRole("checkbox").click();
  await page.getByRole("button", { name: "改字段" }).click();
  await page.waitForTimeout(600);
  assert.equal(await form(page).getByText(/继续上次填写/).count(), 0);
});

journey("what was said of a file is a draft: offered when the same file comes again, gone when the list is kept or given up", { seconds: 120 }, async (given) => {
  const { page, go } = given;
  await go();
  await createLedger(page);
  const odd = file("花名册.csv", "姓名,身份证号,备用\n周子涵,990526201208310018,石川村\n马小军,990526201209010025,下沟村\n");
  const another = file("别的.csv", "姓名,身份证号,备用\n周子涵,990526201208310018,石川村\n");
  const choose = async (one) => {
    await visit(page, "#/import");
    await page.locator("input[type=file]").first().setInputFiles(one);
    await page.locator("#list-kind").waitFor();
    await page.waitForTimeout(700);
  };
  const offered = () => page.getByText(/继续上次填写/).count();
  const kind = () => page.locator("#list-kind").evaluate((list) => list.selectedOptions[0].label);
  await choose(odd);
  assert.equal(await offered(), 0, "nothing was said yet");
  await page.locator("#list-kind").selectOption({ label: "残联" });
  const said = await until("it is read again", kind);
  await page.waitForTimeout(900);
  await page.reload();
  await unlock(page);
  await choose(another);
  assert.equal(await offered(), 0, "another file");
  await page.getByRole("button", { name: "换文件" }).click();
  await choose(odd);
  assert.equal(await offered(), 1);
  await page.getByRole("button", { name: "继续填写" }).click();
  await until("it is as it was said", async () => (await kind()) === said && (await offered()) === 0);
  // Given up.
  await page.getByRole("button", { name: "换文件" }).click();
  await choose(odd);
  assert.equal(await offered(), 0, "given up");
});

journey("a page printed by the browser's own menu is written down, and shows numbers masked", { seconds: 120 }, async (given) => {
  const { page, go } = given;
  await go();
  await createLedger(page);
  await importFile(page, TWO);
  await rosterOf(page, 2);
  await page.getByRole("link", { name: "马小军" }).first().click();
  await page.locator("[data-field=id_number]").getByRole("button", { name: "显示全号" }).click();
  await form(page).getByLabel("查看事由").fill("与户口簿核对");
  await form(page).getByRole("button", { name: "显示", exact: true }).click();
  await page.getByText("990526201209010025").first().waitFor();
  const paper = async () => {
    await page.emulateMedia({ media: "print" });
    const text = await page.locator("body").innerText();
    await page.emulateMedia({ media: null });
    return text;
  };
  const printed = await paper();
  assert.ok(printed.includes("马小军") && !printed.includes("990526201209010025"), "the full number is on the paper");
  // Making a PDF is printing.
  await page.pdf();
  await visit(page, "#/settings");
  const lines = page.locator(".access tbody tr");
  await until("it is in the access log", async () => (await lines.allInnerTexts()).some((line) => /打印\s+名册页面（浏览器打印）/.test(line)));
  // What the program prints itself is written down once, by its own line.
  await visit(page, "#/roster");
  await page.evaluate(() => { window.print = () => { dispatchEvent(new Event("beforeprint")); dispatchEvent(new Event("afterprint")); window.printed = true; }; });
  await page.getByRole("button", { name: "打印", exact: true }).click();
  await until("it was at the printer", () => page.evaluate(() => window.printed === true));
  await visit(page, "#/settings");
  const all = await until("the log is drawn", async () => { const found = await lines.allInnerTexts(); return found.length >= 3 && found; });
  assert.equal(all.filter((line) => /浏览器打印/.test(line)).length, 1, all.join("\n"));
});

journey("incident 21: a visit half-written in the other module at the moment of locking is there again", { seconds: 120 }, async (given) => {
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
  await continued(page, "内容", "祖母说春节后再去");
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
