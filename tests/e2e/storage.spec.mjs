// When the machine's storage fails: full, cleared, damaged, refused, of a newer build; and a clock that is wrong.
import { assert, journey, until } from "./harness.mjs";
import { databaseActs, inDatabase, inEngine } from "./database.mjs";
import { create, file } from "./pages.mjs";
import {
  closeNotes, createLedger, importFile, lock, openTrial, PASSPHRASE, roster, rosterOf, search, typeCell, unlock, visit, write,
} from "./ways.mjs";

const TWO = file("名单.csv", "学籍号,姓名,身份证号,户籍村\nG990526201208310018,周子涵,990526201208310018,石川村\nG990526201209010025,马小军,990526201209010025,下沟村\n");
const village = async (page, name) => (await roster(page)).find((row) => row["姓名"] === name)?.["户籍村"];
const big = (count) => file("大名单.csv", ["学籍号,姓名,户籍村,监护人", ...Array.from({ length: count }, (_, i) => `S${String(i).padStart(12, "0")},孩子${i},村${i * 7919},家长${i * 104729}`)].join("\n"));

async function ledger(given, label) {
  const { page, go, context } = given;
  await databaseActs(context);
  await go();
  await createLedger(page, { label });
  await importFile(page, TWO);
  await rosterOf(page, 2);
}

/** Runs in a page: fills what the browser gives to the origin, to the last few bytes. */
async function fill() {
  const asked = indexedDB.open("filler", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("rows", { autoIncrement: true });
  const database = await new Promise((done, failed) => { asked.onsuccess = () => done(asked.result); asked.onerror = () => failed(asked.error); });
  for (let size = 1 << 20; size >= 256; size >>= 2) {
    const bytes = new Uint8Array(size);
    for (let at = 0; at < size; at += 65_536) {
      crypto.getRandomValues(bytes.subarray(at, at + 65_536));
    }
    for (let room = true; room;) {
      const write = database.transaction("rows", "readwrite");
      write.objectStore("rows").add(bytes);
      room = await new Promise((done) => { write.oncomplete = () => done(true); write.onabort = () => done(false); });
    }
  }
  database.close();
}

journey("incident 9: the disk is full: the save is refused in words with the room left, nothing is half-saved, and typing goes on when there is room", { floor: true, seconds: 150 }, async (given) => {
  const { page, context, origin } = given;
  // From the beginning: a browser remembers for a while how much room it has promised.
  const disk = await context.newCDPSession(page);
  await disk.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 24 << 20 });
  await ledger(given);
  const beside = await context.newPage();
  await beside.goto(`${origin}/manifest.webmanifest`);
  const told = page.locator(".toast.bad", { hasText: "磁盘空间不足" }).first();
  // A full disk gives up what can be made again before it refuses, and the browser packs what it holds at times of its own:
  // the first edits may find room.
  let kept = "石川村";
  await closeNotes(page);
  for (const next of ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"].map((sign) => `${sign}庄村`)) {
    await beside.evaluate(fill);
    await typeCell(page, "周子涵", "户籍村", next);
    await told.or(page.locator(".toast:not(.bad)").first()).first().waitFor({ timeout: 30_000 });
    if (await told.isVisible()) {
      break;
    }
    kept = next;
    await closeNotes(page);
  }
  await told.waitFor({ timeout: 1000 });
  assert.match(await told.innerText(), /没有保存/);
  await page.keyboard.press("Escape");
  await until("the cell says again what is saved", async () => (await village(page, "周子涵")) === kept);
  await closeNotes(page);
  // A whole file: refused as a whole.
  await visit(page, "#/import");
  await page.getByRole("button", { name: "再导入一份" }).click();
  await page.locator('input[type="file"]').first().setInputFiles(big(3000));
  await page.getByRole("button", { name: "下一步：预览" }).click();
  await page.getByRole("button", { name: "提交，写入名册" }).click();
  await page.getByText(/磁盘空间不足/).first().waitFor({ timeout: 30_000 });
  await closeNotes(page);
  await rosterOf(page, 2);
  // Room again: the same import goes through from where it stands.
  await disk.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 400 << 20 });
  await visit(page, "#/import");
  await page.getByRole("button", { name: "提交，写入名册" }).click();
  await page.getByText(/导入完成/).first().waitFor({ timeout: 30_000 });
  await visit(page, "#/roster");
  await search(page, "周子涵");
  await until("the child is found", async () => (await roster(page)).length === 1);
  await write(page, "周子涵", "户籍村", "东庄村");
  await search(page, "");
  await page.reload();
  await unlock(page);
  await page.getByText("共 3,002 人").waitFor();
});

journey("incident 10: the data are cleared while the ledger is open: said at once, nothing is lost from the screen, and it is saved anew", { seconds: 150 }, async (given) => {
  const { page, context, origin } = given;
  await ledger(given, "甲校");
  const disk = await context.newCDPSession(page);
  await disk.send("Storage.clearDataForOrigin", { origin, storageTypes: "indexeddb" });
  const banner = page.locator(".banner", { hasText: /数据刚被清除/ });
  // The browser may say so by itself; the next save finds out at the latest.
  await typeCell(page, "周子涵", "户籍村", "新庄村");
  await banner.waitFor();
  await rosterOf(page, 2);
  if ((await village(page, "周子涵")) !== "新庄村") {
    await typeCell(page, "周子涵", "户籍村", "新庄村");
    await until("the cell is kept in memory", async () => (await village(page, "周子涵")) === "新庄村");
  }
  await banner.getByRole("button", { name: "保存到本机" }).click();
  await create(page, "甲校", PASSPHRASE);
  await page.getByText("台账建好了").waitFor();
  await page.reload();
  await unlock(page);
  await rosterOf(page, 2);
  assert.equal(await village(page, "周子涵"), "新庄村");
});

journey("incident 10: a ledger whose data are gone from the machine is named, with the way back, instead of being forgotten in silence", { seconds: 120 }, async (given) => {
  const { page, go } = given;
  await ledger(given, "甲校");
  await lock(page);
  await go("/manifest.webmanifest");
  await page.evaluate(async () => {
    for (const { name } of (await indexedDB.databases()).filter((one) => one.name.startsWith("sx-vault-"))) {
      await new Promise((done) => { const asked = indexedDB.deleteDatabase(name); asked.onsuccess = asked.onerror = asked.onblocked = done; });
    }
  });
  await go();
  await page.getByText("甲校").first().waitFor();
  await page.getByText(/数据已不在这台电脑上/).first().waitFor();
  await page.getByRole("button", { name: "从备份恢复…" }).waitFor();
});

journey("a damaged record is named and costs only itself; a damaged lock and a newer ledger each have their sentence", { floor: true, seconds: 150 }, async (given) => {
  const { page } = given;
  await ledger(given);
  await write(page, "周子涵", "户籍村", "新庄村");
  await write(page, "马小军", "户籍村", "东庄村");
  // The newest edit but one of the log.
  await inDatabase(page, "flip", { store: "outbox", last: 1, at: 60 });
  await page.reload();
  await unlock(page);
  await page.getByText(/有 \d+ 处记录损坏/).waitFor();
  await rosterOf(page, 2);
  assert.equal(await village(page, "马小军"), "东庄村", "what came later is whole");
  await lock(page);
  // The lock of the passphrase.
  await inDatabase(page, "flip", { store: "meta", key: [3, 1], at: -20 });
  const before = await inDatabase(page, "everything");
  await page.reload();
  const words = await until("the start page tells", async () => {
    const text = await page.locator(".open-here").innerText();
    return /损坏|口令/.test(text) && text;
  });
  if (!/已损坏/.test(words)) {
    await page.getByLabel("口令", { exact: true }).fill(PASSPHRASE);
    await page.getByRole("button", { name: "打开", exact: true }).click();
    await page.getByText(/损坏|口令不对/).first().waitFor({ timeout: 60_000 });
  }
  assert.ok(before.length > 0);
  // The number of the layout: a newer one is left alone.
  await inDatabase(page, "flip", { store: "meta", key: [1], at: 5 });
  const newer = await inDatabase(page, "everything");
  await page.reload();
  await page.getByText(/更新版本的守学/).first().waitFor();
  assert.equal(await page.getByLabel("口令", { exact: true }).count(), 0);
  assert.equal(await inDatabase(page, "everything"), newer, "nothing of it is touched");
});

journey("a browser that gives no storage is told so, and the trial works", { seconds: 90, allow: [/sw\.js/, /ServiceWorker|fetching the script|Failed to/] }, async ({ page, go, context }) => {
  await inEngine(context, "IDBFactory.prototype.open = () => { throw new DOMException('refused', 'SecurityError'); };");
  await go();
  await page.locator(".banner", { hasText: /不让本页保存/ }).waitFor();
  assert.equal(await page.getByRole("button", { name: "建立本机台账…" }).count(), 0);
  await openTrial(page);
  await importFile(page, TWO);
  await rosterOf(page, 2);
});

journey("a database that does not open at the first try is tried again", { seconds: 90, allow: [/sw\.js/, /ServiceWorker|fetching the script|Failed to/] }, async ({ page, go, context }) => {
  await inEngine(context, `
    const open = IDBFactory.prototype.open;
    let refused = 0;
    IDBFactory.prototype.open = function (...words) {
      if (refused < 2) {
        refused += 1;
        const asked = open.apply(this, ["no-such-database-" + refused]);
        Object.defineProperty(asked, "error", { get: () => new DOMException("Internal error opening backing store", "UnknownError") });
        const success = (event) => { event.stopImmediatePropagation(); asked.result.close(); asked.dispatchEvent(new Event("error")); };
        asked.addEventListener("upgradeneeded", (event) => event.stopImmediatePropagation());
        asked.addEventListener("success", success, { once: true });
        return asked;
      }
      return open.apply(this, words);
    };`);
  await go();
  await page.getByRole("heading", { name: "先试用" }).waitFor();
  await until("the ways in are there", async () => (await page.getByRole("button", { name: "建立本机台账…" }).count()) === 1, 20);
  await createLedger(page);
});

const clock = (years) => `
  const Real = Date, off = ${Math.round(years * 365.25 * 86_400_000)};
  globalThis.Date = class extends Real {
    constructor(...parts) { parts.length ? super(...parts) : super(Real.now() + off); }
    static now() { return Real.now() + off; }
  };`;

for (const years of [-15, 10]) {
  journey(`incident 16: with a clock wrong by ${years} years everything is written and read in order`, { seconds: 120, allow: [/sw\.js/, /ServiceWorker|fetching the script|Failed to/] }, async ({ page, go, context }) => {
    await inEngine(context, clock(years));
    await context.addInitScript({ content: clock(years) });
    await go();
    await createLedger(page);
    await importFile(page, TWO);
    await rosterOf(page, 2);
    await write(page, "周子涵", "户籍村", "新庄村");
    await write(page, "周子涵", "户籍村", "东庄村");
    await lock(page);
    // The clock is put right meanwhile: what was written before stays before.
    await context.unroute(/desk-worker-[0-9a-f]+\.js$/);
    await inEngine(context, clock(0));
    await page.reload();
    await unlock(page);
    await rosterOf(page, 2);
    assert.equal(await village(page, "周子涵"), "东庄村");
    await write(page, "周子涵", "户籍村", "西庄村");
    await page.keyboard.press("Control+z");
    await until("undone", async () => (await village(page, "周子涵")) === "东庄村");
    await lock(page);
    await page.getByLabel("口令", { exact: true }).fill("不是这个口令 一二三");
    await page.getByRole("button", { name: "打开", exact: true }).click();
    await page.getByText(/口令不对，请 1 秒后再试/).waitFor({ timeout: 60_000 });
    await until("the wait is over", async () => (await page.getByText(/秒后再试/).count()) === 0);
    await unlock(page);
    await rosterOf(page, 2);
    assert.equal(await village(page, "周子涵"), "东庄村", "in the order of writing, not of the clock");
  });
}
