// Backups: refused when anything is wrong with them, by the part that is; compared before they are restored; the network off.
import { assert, journey, until } from "./harness.mjs";
import { databaseActs, inDatabase } from "./database.mjs";
import { file, goOffline, keepList } from "./pages.mjs";
import {
  backUp, createLedger, importFile, leave, lock, lookInto, PASSPHRASE, restore, roster, rosterOf, unlock, visit, write,
} from "./ways.mjs";

const TWO = file("名单.csv", "学籍号,姓名,身份证号,户籍村\nG990526201208310018,周子涵,990526201208310018,石川村\nG990526201209010025,马小军,990526201209010025,下沟村\n");
const village = async (page, name) => (await roster(page)).find((row) => row["姓名"] === name)?.["户籍村"];
// Of many letters, so that packing does not make it small.
const LARGE = file("大名单.csv", ["姓名,备注", ...Array.from({ length: 24_000 }, (_, i) => `孩子${i},${Array.from({ length: 20 }, (_, n) => Math.abs(Math.imul(i + n + 1, 1_664_525 * n + 22_695_477)).toString(36)).join("")}`)].join("\n"));

/** Where the chunks of a backup stand: `{ from, to }` each, the trailer after the last. */
function chunks(bytes) {
  const trailer = bytes.lastIndexOf(Buffer.from("SXBE"));
  for (let start = 24; start < 4096; start += 1) {
    const found = [];
    let at = start;
    while (bytes[at] === 0x43 && at + 18 < trailer) {
      const length = bytes.readUInt32LE(at + 14);
      found.push({ from: at, to: at + 18 + length });
      at += 18 + length;
    }
    if (at === trailer && found.length > 0) {
      return { header: start, found, trailer };
    }
  }
  throw new Error("no chunks found: the layout is another");
}

const flipped = (bytes, at) => {
  const copy = Buffer.from(bytes);
  copy[at] ^= 1;
  return copy;
};

journey("incident 10: a backup that is cut, flipped, re-ordered, mixed or foreign is refused by its damaged part, and nothing changes", { seconds: 240 }, async (given) => {
  const { page, go, context } = given;
  await databaseActs(context);
  await go();
  // Opened by the card: that costs no second of deriving for each of the many.
  const card = (await createLedger(page)).join("");
  await goOffline(given);
  await importFile(page, TWO);
  const early = await backUp(page);
  await keepList(page, LARGE, "在校", "大名单");
  const { bytes } = await backUp(page);
  const { header, found, trailer } = chunks(bytes);
  assert.ok(found.length >= 3, `${found.length} chunks`);
  const [first, second] = found;
  const swapped = Buffer.concat([
    bytes.subarray(0, first.from), bytes.subarray(second.from, second.to), bytes.subarray(first.from, first.to), bytes.subarray(second.to),
  ]);
  const other = chunks(early.bytes).found[0];
  const mixed = Buffer.concat([bytes.subarray(0, first.from), early.bytes.subarray(other.from, other.to), bytes.subarray(first.to)]);
  await lock(page);
  await leave(page);
  const before = await inDatabase(page, "everything");
  await page.getByRole("button", { name: "从备份恢复…" }).click();
  const misled = [];
  const damaged = (n) => new RegExp(`备份文件第 ${n} 段损坏`);
  for (const [what, wrong, words] of [
    ["the first chunk flipped", flipped(bytes, first.from + 400), damaged(1)],
    ["the second chunk flipped", flipped(bytes, second.from + 400), damaged(2)],
    ["the last chunk flipped", flipped(bytes, found.at(-1).to - 1), damaged(found.length)],
    ["the trailer flipped", flipped(bytes, trailer + 20), /备份文件.*(损坏|不完整)/],
    ["the header flipped", flipped(bytes, 8), /备份文件.*损坏/],
    ["cut inside a chunk", bytes.subarray(0, second.from + 5000), /备份文件不完整/],
    ["cut at the border of a chunk", bytes.subarray(0, second.to), /备份文件不完整/],
    ["one byte missing", bytes.subarray(0, bytes.length - 1), /备份文件不完整/],
    ["two chunks exchanged", swapped, damaged("[12]")],
    ["a chunk of another backup", mixed, damaged(1)],
    ["bytes after the end", Buffer.concat([bytes, Buffer.from("more")]), /备份文件/],
    ["a list", TWO.buffer, /不是守学的备份/],
    ["a newer version", Buffer.concat([bytes.subarray(0, 4), Buffer.from([9, 0]), bytes.subarray(6)]), /更新版本/],
  ]) {
    const told = await lookInto(page, wrong, card, { card: true });
    if (!words.test(told) || /[a-z]{3,} [a-z]{3,}/.test(told)) {
      misled.push(`${what}: ${told}`);
    }
    assert.equal(await page.getByRole("button", { name: "恢复", exact: true }).isDisabled(), true, what);
  }
  assert.deepEqual(misled, [], "told by the damaged part, in words of the reader");
  assert.match(await lookInto(page, bytes, "不是这个口令 一二三"), /这个口令打不开这个备份/);
  assert.equal(await inDatabase(page, "everything"), before, "the ledger on the machine is as it was");
  assert.match(await lookInto(page, bytes, card, { card: true }), /没有损坏/);
});

journey("a backup is compared before it goes into the ledger that is there: nothing is put back, what is missing comes, twice is once", { seconds: 150 }, async (given) => {
  const { page, go, screenshot, checkA11y } = given;
  await go();
  await createLedger(page);
  await goOffline(given);
  await importFile(page, TWO);
  const old = await backUp(page);
  await rosterOf(page, 2);
  await write(page, "周子涵", "户籍村", "新庄村");
  await visit(page, "#/settings");
  await page.getByRole("button", { name: "从备份恢复…" }).click();
  assert.match(await lookInto(page, old.bytes, PASSPHRASE), /都已经有了，不需要恢复/);
  await screenshot("settings-restore");
  await checkA11y();
  assert.equal(await page.getByRole("button", { name: "恢复", exact: true }).isDisabled(), true);
  await page.getByRole("dialog").getByRole("button", { name: "取消" }).click();
  // A second machine that writes on from the first one's backup, and brings its work back.
  const newer = await backUp(page);
  await lock(page);
  await leave(page);
  await page.getByRole("button", { name: "从备份恢复…" }).click();
  assert.match(await lookInto(page, old.bytes, PASSPHRASE), /没有损坏/);
  await restore(page);
  await rosterOf(page, 2);
  assert.equal(await village(page, "周子涵"), "石川村", "as it was at the time of the backup");
  await write(page, "马小军", "户籍村", "东庄村");
  for (const [n, expected] of [[1, /其中 \d+ 条记录是当前台账没有的/], [2, /都已经有了，不需要恢复/]]) {
    await visit(page, "#/settings");
    await page.getByRole("button", { name: "从备份恢复…" }).click();
    const told = await lookInto(page, newer.bytes, PASSPHRASE);
    assert.match(told, expected, `time ${n}`);
    await page.getByRole("dialog").getByRole("button", { name: n === 1 ? "恢复" : "取消", exact: true }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await rosterOf(page, 2);
    assert.equal(await village(page, "马小军"), "东庄村", "what is here stays");
    await until("what was missing has come", async () => (await village(page, "周子涵")) === "新庄村");
  }
});

journey("a backup opens by the recovery card alone, and asks for a new passphrase", { floor: true, seconds: 150 }, async (given) => {
  const { page, go } = given;
  await go();
  const card = await createLedger(page);
  await importFile(page, TWO);
  const { bytes } = await backUp(page);
  await page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) {
      indexedDB.deleteDatabase(name);
    }
    localStorage.clear();
  });
  await page.reload();
  await page.getByRole("button", { name: "从备份恢复…" }).click();
  const wrong = card.map((_, i) => card[(i + 1) % 24]).join("");
  assert.match(await lookInto(page, bytes, wrong, { card: true }), /合起来不对|打不开/);
  assert.match(await lookInto(page, bytes, card.join(" "), { card: true }), /没有损坏/);
  await page.getByRole("button", { name: "恢复", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("heading", { name: "修改口令" }).waitFor({ timeout: 60_000 });
  await dialog.getByLabel("口令", { exact: true }).fill("青石 码头 三月 木船");
  await dialog.getByText("这个口令可以用").waitFor();
  await dialog.getByLabel("再输一遍").fill("青石 码头 三月 木船");
  await dialog.getByRole("button", { name: "改成新口令" }).click();
  await page.getByText("口令已修改").waitFor({ timeout: 60_000 });
  await rosterOf(page, 2);
  await lock(page);
  await unlock(page, "青石 码头 三月 木船");
  await rosterOf(page, 2);
});

journey("the access log says who opened, exported with full numbers, printed and backed up, in order; it comes along in a backup", { seconds: 120 }, async ({ page, go, download }) => {
  await go();
  await createLedger(page, { label: "石川镇中心小学" });
  await importFile(page, TWO);
  await rosterOf(page, 2);
  await page.getByRole("button", { name: "导出", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("包含完整证件号码").check();
  await dialog.getByLabel("使用完整号码的事由").fill("报县教育局学籍核对");
  await download(() => dialog.getByRole("button", { name: "导出", exact: true }).click());
  await lock(page);
  await unlock(page);
  const { bytes } = await backUp(page);
  const acts = async () => {
    await visit(page, "#/settings");
    const rows = page.getByRole("region", { name: "查阅记录" }).locator("tbody tr");
    await rows.first().waitFor();
    return rows.evaluateAll((lines) => lines.map((line) => [...line.cells].slice(2).map((cell) => cell.innerText.trim()).join(" ").trim()));
  };
  await until("the backup is noted", async () => (await acts())[0].startsWith("备份"));
  const told = await acts();
  assert.equal(told.length, 4, told.join("\n"));
  assert.match(told[1], /^打开台账/);
  assert.match(told[2], /^导出.*报县教育局学籍核对$/);
  assert.match(told[3], /^打开台账/);
  await lock(page);
  await page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) {
      indexedDB.deleteDatabase(name);
    }
  });
  await page.reload();
  await page.getByRole("button", { name: "从备份恢复…" }).click();
  await lookInto(page, bytes, PASSPHRASE);
  await restore(page);
  assert.deepEqual((await acts()).slice(-3), told.slice(-3), "nothing of it is forgotten");
});
