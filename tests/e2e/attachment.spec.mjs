// 附件: photos, a drawn signature, scans: taken on a tablet without a network, counted, looked at, printed, never lost.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stands, step } from "./case-ways.mjs";
import { inEngine } from "./database.mjs";
import { searchDisk } from "./disk.mjs";
import { assert, journey, until } from "./harness.mjs";
import { installed } from "./pages.mjs";
import { bytesOf, photo, shown, sign } from "./photos.mjs";
import {
  backUp, closeNotes, createLedger, fill, form, importFile, lock, lookInto, onPaper, openTrial, PASSPHRASE, restore, startVisit, unlock, visit,
} from "./ways.mjs";

// Sunday 22 November 2026 in the engine, so that the month is the one this journey speaks of.
const NOVEMBER = "{ const begun = Date.now(); const now = Date.now; Date.now = () => 1795312800000 + now.call(Date) - begun; }";

const CHILDREN = {
  name: "学籍.csv",
  mimeType: "text/csv",
  buffer: Buffer.from([
    "学籍号,姓名,性别,出生日期,身份证件号,户籍村,学校,年级,班级,学籍状态,在校情况,监护人",
    "G990510201503120021,周子涵,女,20150312,990510201503120021,柳溪村,石川镇中心小学,五年级,1班,在读,送教上门,周大山",
    "G990510201409300018,马小军,男,20140930,990510201409300018,新庄村,石川镇中心小学,六年级,2班,在读,在校,马建国",
  ].join("\r\n")),
};

const CAMERA = { orientation: 6, maker: "KAMERAWERK", north: [34, 25], east: [112, 26] };
const first = (page) => page.locator("dialog[open]").first();
const last = (page) => page.locator("dialog[open]").last();
const chooser = (page) => page.locator('dialog[open] input[data-attach="photo"]').last();
const named = (name, buffer) => ({ name, mimeType: "image/jpeg", buffer });
const clickSave = (page) => first(page).getByRole("button", { name: "保存", exact: true }).click();

async function ofChild(page, name) {
  await visit(page, "#/roster");
  await page.getByRole("link", { name }).first().click();
  await page.getByRole("region", { name: "登记与走访" }).waitFor();
}

async function taughtAtHome(page, name) {
  await visit(page, "#/registers/disabled");
  await page.getByRole("heading", { name: "残疾儿童登记册" }).waitFor();
  await page.getByRole("button", { name: "登记孩子…" }).first().click();
  await form(page).getByLabel("找孩子").fill(name);
  await form(page).getByRole("button", { name }).click();
  await form(page).getByLabel("起始日期", { exact: true }).waitFor();
  await fill(page, { 起始日期: "2026-09-01", 安置方式: "送教上门" });
  await clickSave(page);
  await form(page).waitFor({ state: "hidden" });
}

const november = (page, name) => page.locator(".chart tbody tr", { hasText: name }).locator("td .turn").nth(2);

/** What is attached to the newest visit, opened. */
async function openAttached(page, words) {
  await page.getByRole("region", { name: "登记与走访" }).locator(".visit").getByRole("button", { name: words }).first().click();
  await first(page).locator(".picture").first().waitFor();
}

/** Opens a picture of the dialog and gives what is seen of it. */
async function lookAt(page, number) {
  await first(page).locator(".picture-open").nth(number).click();
  const image = last(page).locator(".whole-picture");
  await image.waitFor();
  return shown(image);
}

journey("two photos and a drawn signature make a visit count, offline; they come back after the lock, on paper and out of a backup", { floor: true, views: ["tablet"], seconds: 240, allow: [/sw\.js/, /ServiceWorker|fetching the script|Failed to/] }, async ({ page, go, context, offline, online, screenshot, checkA11y }) => {
  await inEngine(context, NOVEMBER);
  await go();
  await createLedger(page);
  await importFile(page, CHILDREN);
  await closeNotes(page);
  await taughtAtHome(page, "周子涵");
  await visit(page, "#/duties/home_teaching");
  await november(page, "周子涵").waitFor();
  const turned = await photo(page, { exif: CAMERA });
  const plain = await photo(page, { width: 1200, height: 900, seed: 7 });
  assert.ok(turned.length > 300_000 && turned.includes("KAMERAWERK"), "as a camera writes them");
  await offline();

  await november(page, "周子涵").click();
  await form(page).getByLabel("日期", { exact: true }).waitFor();
  await fill(page, { 日期: "2026-11-05", 人员: "李文静、王建国", 课时: "2", 地点: "家中", 内容: "认读数字一到十，练习穿衣。" });
  await chooser(page).setInputFiles([named("IMG_绝密.jpg", turned), named("IMG_2.jpg", plain)]);
  await until("both photos are small", async () => (await page.locator(".picture.waiting .thumb").count()) === 2);
  await page.locator(".picture.waiting input").first().fill("认读数字");
  await page.getByRole("button", { name: "屏幕签字…" }).click();
  const done = page.getByRole("button", { name: "签好了" });
  assert.equal(await done.isDisabled(), true, "an empty pad is no signature");
  await sign(page);
  await page.getByRole("button", { name: "撤回一笔" }).click();
  await page.getByRole("button", { name: "恢复一笔" }).click();
  await screenshot("attach-sign");
  await checkA11y();
  const touched = await page.locator(".pad .button").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
  assert.ok(touched.every((height) => height >= 44), `to be pressed with a finger: ${touched}`);
  await done.click();
  await until("the signature waits", async () => (await page.locator(".picture.waiting").count()) === 3);
  await screenshot("attach-form");
  await checkA11y();
  await clickSave(page);
  await form(page).waitFor({ state: "hidden" });
  await until("the visit counts", async () => (await november(page, "周子涵").innerText()) === "●○");

  await ofChild(page, "周子涵");
  await openAttached(page, /照片 2\s签字 1/);
  assert.equal(await first(page).locator(".picture .thumb").count(), 3);
  await screenshot("attach-list");
  await checkA11y();
  const seen = await lookAt(page, 0);
  assert.deepEqual([seen.width, seen.height], [1200, 1600], "held upright, 1600 pixels at most");
  assert.deepEqual([seen.left, seen.upper], [false, true], "turned as the camera was held");
  const kept = bytesOf(seen.source);
  assert.ok(kept.length <= 200_000, `${kept.length} bytes`);
  assert.ok(!kept.includes("KAMERAWERK") && !kept.includes("Exif"), "nothing of the camera is kept");
  await last(page).getByText(/1200 × 1600/).waitFor();
  assert.equal(await last(page).getByText(/拍摄位置/).count(), 0);
  await screenshot("attach-view");
  await checkA11y();
  // By keyboard to the next and back; the caption; its place in the row.
  await page.keyboard.press("ArrowRight");
  await last(page).getByText(/1200 × 900/).waitFor();
  await last(page).getByLabel("说明").fill("练习穿衣");
  await last(page).getByRole("button", { name: "保存说明" }).click();
  await until("the caption is kept", async () => (await page.locator(".picture-words", { hasText: "练习穿衣" }).count()) === 1);
  await last(page).getByRole("button", { name: "往前移" }).click();
  await until("it is the first", async () => (await page.locator(".picture-words").first().innerText()) === "练习穿衣");
  // Removed only with a reason, shown with it, brought back.
  await last(page).getByRole("button", { name: "移除…" }).click();
  await last(page).getByRole("button", { name: "移除", exact: true }).click();
  await last(page).getByText("这一项必须填写").waitFor();
  await last(page).getByLabel("移除原因").fill("拍重了");
  await last(page).getByRole("button", { name: "移除", exact: true }).click();
  await last(page).getByText("已移除：拍重了").waitFor();
  await last(page).getByRole("button", { name: "恢复" }).click();
  await last(page).getByRole("button", { name: "移除…" }).waitFor();
  await page.keyboard.press("Escape");
  await until("only the list is open", async () => (await page.locator("dialog[open]").count()) === 1);

  const pages = fileURLToPath(new URL("../../target/screens/paper-photos.png", import.meta.url));
  await first(page).getByRole("button", { name: "打印照片页…" }).click();
  const sheet = await onPaper(page, () => page.getByRole("menuitem", { name: "每页 4 张" }).click(), pages);
  assert.equal(sheet.pages, 1);
  assert.match(sheet.text, /周子涵 走访记录照片.*练习穿衣.*认读数字/);
  await page.keyboard.press("Escape");
  await form(page).waitFor({ state: "hidden" });
  const picture = fileURLToPath(new URL("../../target/screens/paper-signed.png", import.meta.url));
  const record = page.locator(".visit").getByRole("button", { name: "打印", exact: true }).first();
  const paper = await onPaper(page, () => record.click(), picture);
  assert.equal(paper.pages, 2, "the record, and a page of photos");
  assert.match(paper.text, /送教服务记录表.*现场照片 2 张，见附页/);

  // Locked: nothing of a picture is on the page.
  await openAttached(page, /照片 2/);
  await lookAt(page, 0);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await closeNotes(page);
  // A locked page wants the engine anew, which is not in the program's cache here.
  await online();
  await lock(page);
  assert.equal(await page.evaluate(() => document.querySelectorAll('img[src^="data:"], img[src^="blob:"], canvas').length), 0);
  await unlock(page);
  await ofChild(page, "周子涵");
  await openAttached(page, /照片 2\s签字 1/);
  assert.deepEqual(bytesOf((await lookAt(page, 1)).source), kept, "the very same picture");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");

  const { bytes } = await backUp(page);
  assert.ok(!bytes.includes(kept.subarray(2000, 2064)), "sealed in the backup");
  await lock(page);
  await page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) {
      indexedDB.deleteDatabase(name);
    }
    localStorage.clear();
  });
  await page.reload();
  await page.getByRole("button", { name: "从备份恢复…" }).click();
  assert.match(await lookInto(page, bytes, PASSPHRASE), /个文件（名单、照片等）/);
  await restore(page);
  await closeNotes(page);
  await ofChild(page, "周子涵");
  await openAttached(page, /照片 2\s签字 1/);
  assert.deepEqual(bytesOf((await lookAt(page, 1)).source), kept, "the very same picture, out of the backup");
});

journey("a photo for which there is no room is refused by itself: the text stays, and the photo is kept when there is room", { floor: true, seconds: 150 }, async ({ page, go, context, origin, screenshot, checkA11y }) => {
  const disk = await context.newCDPSession(page);
  await disk.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 24 << 20 });
  await go();
  await createLedger(page);
  await importFile(page, CHILDREN);
  await closeNotes(page);
  await ofChild(page, "马小军");
  await startVisit(page, "家访");
  await fill(page, { 日期: "2026-11-05", 人员: "李文静", 内容: "孩子在家，愿意上学。" });
  const photos = [];
  for (let seed = 1; seed <= 8; seed += 1) {
    photos.push(named(`${seed}.jpg`, await photo(page, { grain: 4, seed })));
  }
  await chooser(page).setInputFiles(photos);
  await page.locator(".picture.waiting .thumb").nth(7).waitFor();
  // Room for a text, and not for eight photos.
  await installed(page);
  const beside = await context.newPage();
  await beside.goto(`${origin}/manifest.webmanifest`);
  await beside.evaluate(fillAllBut, 600_000);
  await clickSave(page);
  const told = page.locator(".picture.waiting .form-error").first();
  await told.waitFor();
  assert.match(await told.innerText(), /没有存上：磁盘空间不足/);
  await form(page).getByText("文字已经保存，照片还没有全部存上").waitFor();
  await page.locator(".visit", { hasText: "孩子在家，愿意上学。" }).waitFor({ state: "attached" });
  await screenshot("attach-full");
  await checkA11y();
  await disk.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 400 << 20 });
  await form(page).locator(".submit-bar").getByRole("button", { name: "再存一次照片" }).click();
  await form(page).waitFor({ state: "hidden" });
  assert.equal(await page.locator(".visit").count(), 1, "the text was kept once");
  await openAttached(page, /照片 8/);
  assert.ok((await lookAt(page, 0)).left, "the very picture");
});

journey("a place is kept where the school says so; papers hang on the steps of a case and on a receipt", { views: ["pc"], seconds: 150 }, async (given) => {
  const { page, go, screenshot, checkA11y } = given;
  await go();
  await openTrial(page);
  await importFile(page, CHILDREN);
  await closeNotes(page);
  await visit(page, "#/settings");
  const setting = page.getByLabel("保留照片拍摄位置");
  await setting.waitFor();
  assert.equal(await setting.isChecked(), false);
  await setting.check();
  await page.getByText("设置已保存").waitFor();
  await closeNotes(page);
  await ofChild(page, "马小军");
  await page.getByRole("button", { name: /立案/ }).first().click();
  await form(page).getByLabel("首次缺勤日期").waitFor();
  await fill(page, { 首次缺勤日期: "2026-11-16" });
  await page.locator('dialog[open] input[data-attach="scan"]').setInputFiles([named("点名册.jpg", await photo(page, { exif: CAMERA }))]);
  await page.locator(".picture.waiting .thumb").waitFor();
  await clickSave(page);
  await form(page).waitFor({ state: "hidden" });
  await closeNotes(page);
  await page.getByRole("link", { name: "看案件" }).first().click();
  const entry = page.locator(".entry").first();
  await entry.getByRole("button", { name: /附件（扫描件 1）/ }).waitFor();
  await entry.locator(".thumbs .thumb").waitFor();
  await screenshot("attach-case");
  await checkA11y();
  await entry.locator(".thumbs .picture-open").click();
  await last(page).getByText("拍摄位置 34.416666,112.433333").waitFor();
  const seen = await shown(last(page).locator(".whole-picture"));
  assert.ok(!bytesOf(seen.source).includes("Exif"), "the place is in the record, not in the picture");
  await page.keyboard.press("Escape");
  // The same picture again is not kept twice; what is no picture is refused in words.
  await page.locator('dialog[open] input[data-attach="scan"]').setInputFiles([named("再来.jpg", await photo(page, { exif: CAMERA })), { name: "坏.jpg", mimeType: "image/jpeg", buffer: Buffer.from("no picture") }]);
  await page.getByText("不是能读的图片，没有保存").waitFor();
  await page.getByText("这张照片已经在这里，没有重复保存。").waitFor();
  assert.equal(await page.locator("dialog[open] .picture").count(), 1);
  await page.keyboard.press("Escape");
  await form(page).waitFor({ state: "hidden" });
  await closeNotes(page);

  await step(page, "核查", { 日期: "2026-11-18", 核查人: "李文静", 核查方式: "入户", 核查结果: "未在校就读" });
  await stands(page, "疑似辍学");
  await step(page, "认定辍学", { 日期: "2026-11-19", 辍学日期: "2026-11-16", 辍学原因: "外出打工", 去向: "外县" });
  await stands(page, "辍学");
  await closeNotes(page);
  const notices = page.getByRole("region", { name: "通知书" });
  await notices.getByRole("button", { name: "签发劝返复学通知书…" }).click();
  await form(page).getByLabel("文号").waitFor();
  await fill(page, { 签发日期: "2026-11-20", 签发单位: "石川镇人民政府" });
  await clickSave(page);
  await form(page).waitFor({ state: "hidden" });
  await closeNotes(page);
  await notices.getByRole("button", { name: "送达回证" }).click();
  await form(page).getByLabel("送达日期").waitFor();
  // The notice is kept already: what hangs on it is kept at once.
  await page.locator('dialog[open] input[data-attach="scan"]').setInputFiles([named("回证.jpg", await photo(page, { seed: 3 }))]);
  await page.locator("dialog[open] .picture:not(.waiting) .thumb").waitFor();
  await page.getByRole("button", { name: "屏幕签字…" }).waitFor();
  await fill(page, { 送达日期: "2026-11-21", 送达人: "王建国", 送达方式: "签收", 送达地点: "新庄村家中" });
  await screenshot("attach-receipt");
  await checkA11y();
  await clickSave(page);
  await form(page).waitFor({ state: "hidden" });
  await page.locator(".entry", { hasText: "通知书" }).getByRole("button", { name: /附件（扫描件 1）/ }).waitFor();
});

journey("nothing of a photo can be read on the disk, neither its bytes nor the name of its file", { profile: true, seconds: 150 }, async ({ page, go, profileFolder, reopen }) => {
  await go();
  await createLedger(page);
  await importFile(page, CHILDREN);
  await closeNotes(page);
  await ofChild(page, "马小军");
  await startVisit(page, "家访");
  await fill(page, { 日期: "2026-11-05", 人员: "李文静", 内容: "孩子在家。" });
  await chooser(page).setInputFiles([named("石涧全家照片.jpg", await photo(page, { exif: CAMERA }))]);
  await page.locator(".picture.waiting .thumb").waitFor();
  await clickSave(page);
  await form(page).waitFor({ state: "hidden" });
  await openAttached(page, /照片 1/);
  const small = bytesOf(await page.locator("dialog[open] .thumb").first().getAttribute("src"));
  const whole = bytesOf((await lookAt(page, 0)).source);
  await reopen({ polite: true });
  assert.deepEqual(searchDisk(profileFolder, ["石涧全家照片", "KAMERAWERK"]), []);
  const parts = [whole, small].flatMap((bytes) => [0.3, 0.5, 0.8].map((at) => bytes.subarray(Math.floor(bytes.length * at)).subarray(0, 24)));
  const leaks = files(profileFolder).filter((path) => {
    const bytes = readFileSync(path);
    return parts.some((part) => bytes.includes(part));
  });
  assert.deepEqual(leaks, []);
});

/** Runs in a page: fills what the browser gives to the origin, all but about so many bytes. What a browser says of its quota
 * may be made up, so it is written until nothing more is taken; what is to be left was kept free by something else. */
async function fillAllBut(spare) {
  const random = (length) => {
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length; at += 65_536) {
      crypto.getRandomValues(bytes.subarray(at, at + 65_536));
    }
    return bytes;
  };
  await (await caches.open("spare")).put("/spare", new Response(random(spare)));
  const asked = indexedDB.open("filler", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("rows", { autoIncrement: true });
  const database = await new Promise((done, failed) => { asked.onsuccess = () => done(asked.result); asked.onerror = () => failed(asked.error); });
  const add = (size) => {
    const write = database.transaction("rows", "readwrite");
    write.objectStore("rows").add(random(size));
    return new Promise((done) => { write.oncomplete = () => done(true); write.onabort = () => done(false); });
  };
  const left = async () => {
    const { quota, usage } = await navigator.storage.estimate();
    return quota - usage;
  };
  const room = await left();
  if (room < 1 << 30) {
    // An older browser tells the truth.
    await caches.delete("spare");
    for (let now = await left(); now > 60_000; now = await left()) {
      if (!await add(Math.max(512, Math.min(1 << 20, Math.floor((now - 60_000) / 2))))) {
        break;
      }
    }
  } else {
    for (let size = 1 << 20; size > 16_384;) {
      size = (await add(size)) ? size : size >> 1;
    }
    await caches.delete("spare");
  }
  database.close();
}

/** Every file below a folder. */
function files(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true }).filter((one) => one.isFile()).map((one) => join(one.parentPath ?? one.path, one.name));
}
