// Photos between two machines over the real edge worker: one taken before the ledger was shared, some while nothing
// answers; the first machine dies in the middle of sending them and goes on; the second shows calm words until they are
// there, then the very same pictures. Neither the server's disk nor the road to it holds anything of them in plain.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crash, launchProfile } from "./browsers.mjs";
import { assert, checkA11y, journey, screenshot, until, views } from "./harness.mjs";
import { bytesOf, photo, shown } from "./photos.mjs";
import { AWAY, CANARIES, NAMES, inSchool } from "./school.mjs";
import { even, letIn } from "./share-ways.mjs";
import { unreadable } from "./unreadable.mjs";
import { closeNotes, unlock, visit } from "./ways.mjs";

const [NAME] = NAMES;
const CAPTION = "石涧沟家中";
const CAMERA = { orientation: 1, maker: "KAMERAWERK", north: [34, 25], east: [112, 26] };

const press = (page, name) => page.getByRole("button", { name, exact: true }).click();
const first = (page) => page.locator("dialog[open]").first();
const progress = (page) => page.locator(".photo-progress").innerText().catch(() => "");
const isPart = (method, path) => method === "PUT" && path.includes("/part/");

async function openPictures(page) {
  await visit(page, "#/roster");
  await page.getByRole("link", { name: NAME }).first().click();
  const region = page.getByRole("region", { name: "登记与走访" });
  await region.waitFor();
  await region.getByRole("button", { name: /^附件/ }).first().click();
  await first(page).getByRole("heading", { name: "照片、签字和扫描件" }).waitFor();
}

async function closePictures(page) {
  await page.keyboard.press("Escape");
  await first(page).waitFor({ state: "hidden" });
}

/** Adds photos to the child, who has `before` of them, each with a seed of its own. */
async function addPhotos(page, before, seeds) {
  await openPictures(page);
  await until(`${before} photos are shown`, async () => (await first(page).locator(".picture-open").count()) === before);
  const files = [];
  for (const seed of seeds) {
    files.push({ name: `IMG_${CAPTION}_${seed}.jpg`, mimeType: "image/jpeg", buffer: await photo(page, { width: 1600, height: 1200, seed, grain: 6, exif: CAMERA }) });
  }
  await first(page).locator('input[data-attach="photo"]').last().setInputFiles(files);
  await until("the photos are kept", async () => (await first(page).locator(".picture-open").count()) === before + seeds.length, 40);
  await closePictures(page);
  await closeNotes(page);
}

/** Says what the first photo shows: that travels with the text, sealed like it. */
async function describeFirst(page) {
  await openPictures(page);
  await first(page).locator(".picture-open").first().click();
  const dialog = page.locator("dialog[open]").last();
  await dialog.getByLabel("说明").fill(CAPTION);
  await dialog.getByRole("button", { name: "保存说明" }).click();
  await first(page).locator(".picture-words", { hasText: CAPTION }).waitFor();
  await page.keyboard.press("Escape");
  await until("only the list is open", async () => (await page.locator("dialog[open]").count()) === 1);
  await closePictures(page);
  await closeNotes(page);
}

/** The sources of the whole pictures, one after the other. */
async function wholePictures(page, count) {
  await openPictures(page);
  await until(`${count} pictures`, async () => (await first(page).locator(".picture-open .thumb").count()) === count, 60);
  const sources = [];
  for (let at = 0; at < count; at += 1) {
    await first(page).locator(".picture-open").nth(at).click();
    const image = page.locator("dialog[open]").last().locator(".whole-picture");
    await image.waitFor({ timeout: 30_000 });
    sources.push((await shown(image)).source);
    await page.keyboard.press("Escape");
    await until("only the list is open", async () => (await page.locator("dialog[open]").count()) === 1);
  }
  await closePictures(page);
  return sources;
}

/** The bytes of a small picture, as the page has them. */
async function smallPicture(page) {
  await openPictures(page);
  const source = await first(page).locator(".picture-open .thumb").first().getAttribute("src");
  await closePictures(page);
  return bytesOf(source);
}

journey("photos reach the other machine, also after a time without a network and the death of the browser that sends them", { seconds: 300, allow: AWAY }, ({ context, which }) => inSchool("share-photos", context, async (school) => {
  const { server } = school;
  const profile = mkdtempSync(join(tmpdir(), "photo-profile-"));
  school.finally(() => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }));
  const road = await school.build();
  const openOffice = async () => school.take(await launchProfile(which, profile, { ...views.pc, acceptDownloads: true }), "pc");
  let office = await openOffice();
  await office.goto(road.origin);
  await school.begin(office, 1);
  await addPhotos(office, 0, [1]);
  await describeFirst(office);
  await school.share(office);
  await until("the photo from before is sent", async () => /待上传 0 张 · 待下载 0 张 · 已传 1\/1/.test(await progress(office)), 30);

  const tablet = await school.machine("tablet");
  await letIn(office, tablet);
  await until("the tablet has it", async () => /待下载 0 张 · 已传 1\/1/.test(await progress(tablet)), 30);
  assert.deepEqual(await wholePictures(tablet, 1), await wholePictures(office, 1));
  await openPictures(tablet);
  await first(tablet).locator(".picture-words", { hasText: CAPTION }).waitFor();
  await closePictures(tablet);

  // Nothing answers; photos are taken all the same.
  await server.stop();
  await addPhotos(office, 1, [2, 3, 4, 5, 6]);
  await visit(office, "#/sync");
  await until("five photos wait", async () => /待上传 5 张/.test(await progress(office)));
  await press(office, "立即同步");
  await office.locator(".photos").getByText("没有连上服务器").waitFor({ timeout: 20_000 });
  await screenshot(office, "photos-waiting", "pc");
  await checkA11y(office);

  // The browser dies when some of them are sent.
  road.slow(isPart, 400);
  const before = road.calls.filter((call) => isPart(call.method, call.path)).length;
  await server.start();
  await closeNotes(office);
  await press(office, "立即同步");
  await until("some parts are sent", async () => road.calls.filter((call) => isPart(call.method, call.path)).length >= before + 7, 60);
  school.gone(office);
  await crash(office.context());
  await visit(tablet, "#/sync");
  await press(tablet, "立即同步");
  await even(tablet);
  await until("the tablet knows of all", async () => /\/6$/.test(await progress(tablet)), 30);
  await openPictures(tablet);
  // All small ones came first; of the whole ones some are still on the machine that died.
  await until("small pictures are there", async () => (await first(tablet).locator(".picture-open .thumb").count()) === 6, 30);
  let waiting = 0;
  for (let at = 0; at < 6; at += 1) {
    await first(tablet).locator(".picture-open").nth(at).click();
    const dialog = tablet.locator("dialog[open]").last();
    await dialog.locator(".whole-picture").or(dialog.getByText("照片还在另一台设备上，尚未传到")).waitFor({ timeout: 20_000 });
    if ((await dialog.getByText("照片还在另一台设备上，尚未传到").count()) > 0) {
      waiting += 1;
      if (waiting === 1) {
        await screenshot(tablet, "photos-elsewhere", "tablet");
        await checkA11y(tablet);
      }
    }
    await tablet.keyboard.press("Escape");
    await until("only the list is open", async () => (await tablet.locator("dialog[open]").count()) === 1);
  }
  assert.ok(waiting > 0, "the browser died before all was sent");
  await closePictures(tablet);

  road.slow(null);
  office = await openOffice();
  await office.goto(road.origin);
  await unlock(office);
  await visit(office, "#/sync");
  await until("everything is sent", async () => /待上传 0 张/.test(await progress(office)), 60);
  const parts = road.calls.filter((call) => isPart(call.method, call.path));
  const taken = parts.filter((call) => call.status === 201).map((call) => call.path);
  assert.deepEqual([taken.length, new Set(taken).size], [12, 12], "each part is stored once");
  assert.ok(parts.filter((call) => call.status === 200).length <= 1, "only what was not heard of is said again");
  await visit(tablet, "#/sync");
  await press(tablet, "立即传输照片");
  await closeNotes(tablet);
  await until("the tablet has all", async () => /待下载 0 张 · 已传 6\/6/.test(await progress(tablet)), 60);
  const pictures = await wholePictures(office, 6);
  assert.equal(new Set(pictures).size, 6);
  assert.deepEqual(await wholePictures(tablet, 6), pictures);

  // By hand: nothing comes by itself, and a press fetches one.
  await visit(tablet, "#/sync");
  await tablet.getByLabel("仅在 Wi-Fi 下").check();
  await tablet.getByText("浏览器没有告知现在是哪种网络").first().waitFor();
  await screenshot(tablet, "photos-wifi", "tablet", { fullPage: true });
  await checkA11y(tablet);
  await tablet.getByLabel("手动").check();
  await tablet.getByText("只在您按").waitFor();
  await addPhotos(office, 6, [7]);
  await visit(office, "#/sync");
  await until("the last one is sent", async () => /待上传 0 张 · 待下载 0 张 · 已传 7\/7/.test(await progress(office)), 30);
  await press(tablet, "立即同步");
  await until("the tablet knows of it", async () => /待下载 1 张 · 已传 6\/7/.test(await progress(tablet)), 30);
  await tablet.locator(".photos").getByText("等您按“立即传输照片”。").waitFor();
  await closeNotes(tablet);
  await openPictures(tablet);
  await first(tablet).locator(".picture-open", { hasText: "点此下载" }).waitFor();
  await screenshot(tablet, "photos-on-press", "tablet");
  await first(tablet).locator(".picture-open", { hasText: "点此下载" }).click();
  await tablet.locator("dialog[open]").last().locator(".whole-picture").waitFor({ timeout: 20_000 });
  await tablet.keyboard.press("Escape");
  await until("its small picture came along", async () => (await first(tablet).locator(".picture-open .thumb").count()) === 7, 20);
  await closePictures(tablet);

  await server.stop();
  const kept = bytesOf(pictures[1]);
  const small = await smallPicture(office);
  const canaries = [
    ...CANARIES, CAPTION, "KAMERAWERK", `IMG_${CAPTION}`, "Exif\0", "JFIF\0", "image/jpeg",
    kept.subarray(0, 24), kept.subarray(5_000, 5_024), kept.subarray(kept.length - 40, kept.length - 16), small.subarray(700, 724),
  ];
  const stored = school.stored();
  assert.ok(stored.reduce((sum, { bytes }) => sum + bytes.length, 0) > 7 * 50_000, "the server has kept the photos");
  unreadable(canaries, road, stored);
}));
