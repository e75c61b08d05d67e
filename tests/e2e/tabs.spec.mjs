// Several windows of one ledger, and windows of different builds.
import { assert, journey, until } from "./harness.mjs";
import { databaseActs, inDatabase } from "./database.mjs";
import { file, goOffline } from "./pages.mjs";
import { createLedger, halfType, halfTyped, importFile, roster, rosterOf, typeCell, unlock, write } from "./ways.mjs";

const TWO = file("名单.csv", "学籍号,姓名,身份证号,户籍村\nG990526201208310018,周子涵,990526201208310018,石川村\nG990526201209010025,马小军,990526201209010025,下沟村\n");
const READ_ONLY = /守学已在另一个窗口打开/;
const village = async (page, name) => (await roster(page)).find((row) => row["姓名"] === name)?.["户籍村"];

/** Another window of the same browser, with the ledger opened. */
async function secondWindow({ context, origin }) {
  const page = await context.newPage();
  await page.goto(`${origin}/#/roster`);
  await unlock(page);
  return page;
}

journey("incident 12: two windows: one writes, the other follows at once and writes nothing; when the first is gone, the other writes on", { floor: true, seconds: 120 }, async (given) => {
  const { page, go } = given;
  await go();
  await createLedger(page);
  await importFile(page, TWO);
  await goOffline(given);
  const other = await secondWindow(given);
  await other.getByText(READ_ONLY).waitFor();
  await rosterOf(other, 2);
  await rosterOf(page, 2);
  await write(page, "周子涵", "户籍村", "新庄村");
  await until("the other window follows", async () => (await village(other, "周子涵")) === "新庄村");
  // What is typed there is refused in words, and the roster of both says so.
  await typeCell(other, "马小军", "户籍村", "东庄村");
  await other.locator(".toast.bad, .banner", { hasText: /另一个窗口/ }).first().waitFor();
  await other.keyboard.press("Escape");
  await until("nothing was written", async () => (await village(other, "马小军")) === "下沟村");
  assert.equal(await village(page, "马小军"), "下沟村");
  await page.close();
  await other.reload();
  await unlock(other);
  assert.equal(await other.getByText(READ_ONLY).count(), 0, "the other window may write now");
  await rosterOf(other, 2);
  await write(other, "马小军", "户籍村", "西庄村");
  assert.equal(await village(other, "周子涵"), "新庄村");
});

journey("a window that is closed in the middle of typing, and twenty reloads in a row, lose nothing", { profile: true, seconds: 120 }, async (given) => {
  const { go, origin, context } = given;
  const { page } = given;
  await go();
  await createLedger(page);
  await importFile(page, TWO);
  await rosterOf(page, 2);
  await write(page, "周子涵", "户籍村", "新庄村");
  await typeCell(page, "马小军", "户籍村", "东庄村");
  await page.close();
  const next = await context.newPage();
  await next.goto(`${origin}/#/roster`);
  for (let n = 0; n < 20; n += 1) {
    await next.reload({ waitUntil: "domcontentloaded" });
  }
  await unlock(next);
  await rosterOf(next, 2);
  assert.equal(await village(next, "周子涵"), "新庄村");
  assert.match(await village(next, "马小军"), /^(下沟村|东庄村)$/);
  assert.equal(await next.getByText(/处记录损坏/).count(), 0);
  await write(next, "马小军", "户籍村", "西庄村");
});

journey("incident 12: a new version arrives while a form is open: nothing reloads unasked, and the form is there in the new version", { seconds: 150 }, async (given) => {
  const { page, go, newBuild } = given;
  await go();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await go();
  await createLedger(page);
  await importFile(page, TWO);
  await halfType(page, "欧阳小雨");
  await newBuild();
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  const offer = page.locator(".banner", { hasText: "新版本已下载好" });
  await offer.waitFor({ timeout: 30_000 });
  assert.equal(await page.locator("dialog[open]").getByLabel("姓名").inputValue(), "欧阳小雨", "the form stays as it was");
  await page.keyboard.press("Escape");
  await offer.getByRole("button", { name: "重新打开" }).click();
  await page.getByLabel("口令", { exact: true }).waitFor({ timeout: 30_000 });
  assert.match(await page.evaluate(() => document.querySelector('meta[name="desk-worker"]').content), /-next_loader\.js$/, "the new version runs");
  await unlock(page);
  assert.equal(await halfTyped(page), "欧阳小雨");
  await page.keyboard.press("Escape");
  await rosterOf(page, 2);
});

journey("incident 12: an old window beside a new version can still save, lock and open, or says that it must be opened again", { seconds: 150, allow: [/404/, /Failed to load/, /worker/i] }, async (given) => {
  const { page, go, context, origin, newBuild } = given;
  await go();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await go();
  await createLedger(page);
  await importFile(page, TWO);
  await rosterOf(page, 2);
  const other = await context.newPage();
  await other.goto(origin);
  await other.getByLabel("口令", { exact: true }).waitFor();
  await newBuild();
  await other.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration.update();
    const fresh = registration.waiting ?? registration.installing;
    await new Promise((done) => {
      const look = () => registration.waiting && done();
      fresh.addEventListener("statechange", look);
      look();
    });
    const taken = new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
    registration.waiting.postMessage({ type: "activate" });
    await taken;
  });
  await other.close();
  await write(page, "周子涵", "户籍村", "新庄村");
  await halfType(page, "欧阳小雨");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "锁定", exact: true }).click();
  const field = page.getByLabel("口令", { exact: true });
  await until("the children are off the page", async () => (await page.getByText("周子涵").count()) === 0);
  const again = page.getByRole("button", { name: "重新打开" }).or(page.getByText(/按 F5|重新打开本页/));
  await field.or(again).first().waitFor({ timeout: 15_000 });
  await page.reload();
  await unlock(page);
  assert.equal(await halfTyped(page), "欧阳小雨");
  await page.keyboard.press("Escape");
  await rosterOf(page, 2);
  assert.equal(await village(page, "周子涵"), "新庄村");
});

journey("incident 12: when a newer build takes the database, the old window asks to be opened again and touches nothing", { seconds: 120 }, async (given) => {
  const { page, go, context, origin } = given;
  await databaseActs(context);
  await go();
  await createLedger(page);
  await importFile(page, TWO);
  await halfType(page, "欧阳小雨");
  await page.keyboard.press("Escape");
  const other = await context.newPage();
  await other.goto(`${origin}/manifest.webmanifest`);
  await other.evaluate(async () => {
    const { name: found } = (await indexedDB.databases()).find((one) => one.name.startsWith("sx-vault-"));
    const asked = indexedDB.open(found, 2);
    const database = await new Promise((done, failed) => {
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => failed(asked.error);
      asked.onblocked = () => failed(new Error("the old window does not let go"));
    });
    database.close();
  });
  await page.getByText("程序已在另一个窗口更新").first().waitFor();
  await rosterOf(page, 2);
  await typeCell(page, "周子涵", "户籍村", "新庄村");
  await page.locator(".toast.bad").first().waitFor();
  const before = await inDatabase(other, "everything");
  await page.reload();
  await page.getByText(/更新版本的守学/).first().waitFor();
  assert.equal(await page.getByLabel("口令", { exact: true }).count(), 0, "nothing to type a passphrase into");
  assert.equal(await inDatabase(other, "everything"), before, "a newer build's ledger is not touched");
});
