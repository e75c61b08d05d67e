// After real use nothing of a child can be read on the disk; and the search that says so finds what is there.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { searchDisk } from "./disk.mjs";
import { assert, journey, until } from "./harness.mjs";
import { file, keepList } from "./pages.mjs";
import { backUp, createLedger, fill, form, halfType, importFile, lock, openTrial, roster, rosterOf, search, startVisit, unlock, visit, write } from "./ways.mjs";

journey("words stored in plain are found on the disk, packed or not", { profile: true, floor: true, allow: [/404/] }, async ({ go, page, profileFolder, reopen }) => {
  await go("/manifest.webmanifest");
  await page.evaluate(async () => {
    localStorage.setItem("place", "石涧沟村");
    sessionStorage.setItem("place", "石涧下村");
    await new Promise((resolve, reject) => {
      const opening = indexedDB.open("plain", 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore("rows");
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const write = opening.result.transaction("rows", "readwrite", { durability: "strict" });
        const rows = write.objectStore("rows");
        rows.put({ name: "欧阳石涧", number: "990526201208310018" }, 1);
        // Much of it, so that the browser moves it from its log into packed tables; and one value large enough to be packed.
        for (let i = 0; i < 9000; i += 1) {
          rows.put({ name: `司马石涧${i}`, text: "村".repeat(300) }, 10 + i);
        }
        rows.put({ text: `${"上".repeat(60_000)}诸葛石涧${"下".repeat(60_000)}` }, 2);
        write.oncomplete = resolve;
      };
    });
  });
  await reopen({ polite: true });
  const found = searchDisk(profileFolder, ["欧阳石涧", "司马石涧", "诸葛石涧", "990526201208310018", "石涧沟村", "从未写过的名字"]);
  const words = new Set(found.map((one) => one.word));
  assert.deepEqual([...words].sort(), ["990526201208310018", "欧阳石涧", "司马石涧", "诸葛石涧", "石涧沟村"].sort());
  assert.ok(found.some((one) => one.word === "司马石涧" && one.part === "table"), "packed tables are opened");
});

journey("every encoding is looked for", { }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "disk-"));
  writeFileSync(join(folder, "gbk"), Buffer.from([0xd5, 0xc5, 0xc8, 0xfd]));
  writeFileSync(join(folder, "utf16be"), Buffer.from([0x5f, 0x20, 0x4e, 0x09]));
  const encodings = searchDisk(folder, ["张三"]).map((one) => one.encoding).sort();
  rmSync(folder, { recursive: true });
  assert.deepEqual(encodings, ["gbk", "utf-16be"]);
});

/** Everything of a child that the journey below writes, types or looks for; nothing of it stands in the program or its sample. */
const SECRETS = {
  names: ["欧阳砚秋", "司徒望舒", "诸葛拾穗", "端木听澜", "慕容知雪"],
  numbers: ["990526201208310018", "990526201209010025", "99052620130305004X", "990526201311110037"],
  villages: ["石涧沟村", "下马坪村", "青杠林村", "白鹤淌村"],
  others: ["13999051234", "肢体二级需送教上门", "欧阳秉烛", "祖母改口愿送返校", "鞋厂打工半年未归"],
};

/** Words in plain in the same profile, written by the test itself. */
const plant = (page) => page.evaluate(async () => {
  localStorage.setItem("canary", "金丝雀甲乙丙");
  await new Promise((done, failed) => {
    const asked = indexedDB.open("canary", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("rows").put({ text: "金丝雀丁戊己" }, 1);
    asked.onsuccess = done;
    asked.onerror = () => failed(asked.error);
  });
});

journey("after real use, and after the death of the browser, no name, number or village is anywhere on the disk", { profile: true, floor: true, seconds: 180 }, async (given) => {
  const { go, profileFolder, reopen } = given;
  let { page } = given;
  const [a, b, c, d, draft] = SECRETS.names;
  const rows = [
    [a, SECRETS.numbers[0], SECRETS.villages[0]], [b, SECRETS.numbers[1], SECRETS.villages[1]], [c, SECRETS.numbers[2], SECRETS.villages[2]],
  ];
  const heads = "学籍号,姓名,身份证号,户籍村,监护人,联系电话,备注";
  const list = (rows_) => [heads, ...rows_.map(([name, id, village]) => `G${id},${name},${id},${village},欧阳秉烛,13999051234,肢体二级需送教上门`)].join("\n");
  await go();
  await openTrial(page);
  await importFile(page, file("学籍.csv", list(rows)));
  await page.evaluate(() => { location.hash = "#/today"; });
  await page.reload();
  await createLedger(page, { label: "石川镇中心小学" });
  await importFile(page, file("学籍.csv", list(rows)));
  await keepList(page, file("在校.csv", list([...rows, [d, SECRETS.numbers[3], SECRETS.villages[3]]])), null, "在校名单");
  await rosterOf(page, 3);
  await write(page, a, "户籍村", SECRETS.villages[3]);
  await search(page, b);
  await until("one is shown", async () => (await roster(page)).length === 1);
  await page.locator(".grid-body a:visible", { hasText: b }).first().click();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await startVisit(page, "家访");
  await fill(page, { 人员: "欧阳秉烛", 内容: "祖母改口愿送返校" });
  await form(page).getByRole("button", { name: "保存", exact: true }).click();
  await form(page).waitFor({ state: "hidden" });
  await startVisit(page, "劝返");
  await fill(page, { 内容: "鞋厂打工半年未归" });
  await page.waitForTimeout(800);
  await page.keyboard.press("Escape");
  await form(page).waitFor({ state: "hidden" });
  await visit(page, "#/history");
  await page.locator(".saves tbody tr").first().waitFor();
  await search(page, "");
  await halfType(page, draft);
  await page.keyboard.press("Escape");
  await backUp(page);
  await lock(page);
  await unlock(page);
  await rosterOf(page, 3);
  await plant(page);
  const words = Object.values(SECRETS).flat();
  const look = (when) => {
    const found = searchDisk(profileFolder, [...words, "金丝雀甲乙丙", "金丝雀丁戊己"]);
    const leaks = found.filter((one) => words.includes(one.word)).map((one) => `${one.word} (${one.encoding}, ${one.part}) in ${one.file.slice(profileFolder.length)}`);
    assert.deepEqual(leaks, [], when);
    return new Set(found.map((one) => one.word));
  };
  look("while it runs");
  await reopen();
  look("after the death of the browser");
  await go();
  await plant(given.page);
  page = await reopen({ polite: true });
  assert.deepEqual([...look("after it was closed")].sort(), ["金丝雀丁戊己", "金丝雀甲乙丙"].sort(), "the search finds the canaries");
  await go();
});
