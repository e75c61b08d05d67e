// Measures sync between two browsers through the edge worker on this machine's disk, beside PouchDB in the same run:
//   cargo xtask bench sync [--rounds N] [--saves N] [--dist DIR]
// `metric ours peer ratio`, milliseconds. `join-20000`: from the press that lets a device in to its whole roster drawn.
// `seen`: a field typed on one device until it is drawn on the other. `edits-10000`: a corrected list of 10,000 rows, taken in
// as one save while the line was cut; from the moment it is mended, with 立即同步 pressed on both, until the other device
// draws what was changed. `saves-N`: so many cells typed one after the other meanwhile, each a save of its own.
// The peer replicates as many documents, which it neither seals nor flushes on the server, and without the program between
// that can cut the line. An agent may push 60 times a minute: more than 15,000 saves measure that.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch } from "../../e2e/browsers.mjs";
import { until, views } from "../../e2e/harness.mjs";
import { Road } from "../../e2e/road.mjs";
import { Server } from "../../e2e/server.mjs";
import { askIn, brief, digits, even, invite, nameShared } from "../../e2e/share-ways.mjs";
import { closeNotes, createLedger, importFile, typeCell, visit } from "../../e2e/ways.mjs";
import { list } from "../list.mjs";
import { replicate } from "./peer.mjs";

const CHILDREN = 20_000;
const EDITS = 10_000;
/** A row is there before something is typed into it. */
const TYPED_MS = 60;
const SEEN = 9;
const args = process.argv.slice(2);
const after = (word, otherwise) => (args.includes(word) ? args[args.indexOf(word) + 1] : otherwise);
const SAVES = Number(after("--saves", 1_000));
const rounds = Number(after("--rounds", 3));
const dist = after("--dist", "dist");

const samples = {};
const note = (metric, who, ms) => ((samples[metric] ??= { ours: [], peer: [] })[who]).push(ms);
const csv = (name, buffer) => ({ name, mimeType: "text/csv", buffer });
const press = (page, name) => page.getByRole("button", { name, exact: true }).click();

const browser = await launch("current");
console.log(`Chromium ${browser.version()}, ${rounds} rounds`);
for (let round = 0; round < rounds; round += 1) {
  note(`edits-${EDITS}`, "peer", await replicate(browser, EDITS));
  note(`saves-${SAVES}`, "peer", await replicate(browser, SAVES));
  await roundOfOurs();
}
await browser.close();
console.log("metric ours peer ratio");
for (const [metric, { ours, peer }] of Object.entries(samples)) {
  const [own, other] = [median(ours), median(peer)];
  console.log(`${metric} ${own.toFixed(1)} ${peer.length ? other.toFixed(1) : "-"} ${peer.length ? (own / other).toFixed(2) : "-"}`);
}

async function roundOfOurs() {
  const store = mkdtempSync(join(tmpdir(), "bench-sync-store-"));
  const server = new Server(dist, ["--sync", "--store", store]);
  await server.start();
  const road = new Road(() => server.origin);
  await road.open();
  const contexts = [];
  const machine = async () => {
    const context = await browser.newContext(views.pc);
    contexts.push(context);
    return context.newPage();
  };
  try {
    const office = await machine();
    await office.goto(road.origin);
    await createLedger(office);
    await importFile(office, csv("学籍.csv", list(CHILDREN)));
    await closeNotes(office);
    await nameShared(office, "石川镇中心小学", "王校长 办公室");
    await press(office, "建立共享台账");
    await even(office, 120);
    const link = await invite(office);
    const other = await machine();
    await other.goto(link);
    await createLedger(other, { label: "平板" });
    await askIn(other, "李老师");
    await Promise.all([office, other].map(digits));
    await visit(other, "#/roster");
    const joined = drawn(other, `共 20,000 人`);
    const begun = performance.now();
    await press(office, "数字一致，同意加入");
    await joined;
    note(`join-${CHILDREN}`, "ours", performance.now() - begun);
    await even(office, 120);
    await Promise.all([office, other].map(stayOpen));
    await oneByOne(office, other);
    await offline(road, office, other, `edits-${EDITS}`, "已核对", correct, 1);
    await even(office, 120);
    await offline(road, office, other, `saves-${SAVES}`, "最后一次", typeAll, Math.max(1, SAVES - 10));
  } finally {
    await Promise.all(contexts.map((context) => context.close().catch(() => {})));
    await road.close();
    await server.stop();
    rmSync(store, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Nobody touches the one while the other types for a quarter of an hour: it must not lock itself meanwhile. */
async function stayOpen(page) {
  await visit(page, "#/settings");
  await page.getByLabel("无人操作多久后锁定").selectOption({ label: "30 分钟" });
}

/** One field after the other, each until the other device draws it. */
async function oneByOne(office, other) {
  const href = await firstChild(office);
  await Promise.all([office, other].map((page) => visit(page, href)));
  for (let time = 0; time < SEEN; time += 1) {
    const words = `第${time}次核对`;
    await office.getByRole("button", { name: /^修改 现住址：/ }).click();
    const field = (role) => office.getByRole(role, { name: "现住址", exact: true });
    await field("textbox").or(field("combobox")).fill(words);
    const seen = drawn(other, words);
    const begun = performance.now();
    await office.keyboard.press("Enter");
    await seen;
    note("seen", "ours", performance.now() - begun);
    await closeNotes(office);
  }
}

/** Many edits while the line is cut, then the way of all of them to the other device, which shows the child edited last. */
async function offline(road, office, other, metric, last, edit, least) {
  const child = await firstChild(office);
  road.cut();
  await edit(office);
  await closeNotes(office);
  await visit(office, "#/sync");
  await until("the writer waits", async () => waiting(await brief(office).catch(() => "")) >= least, 120);
  await visit(other, child);
  // Typing takes minutes.
  console.error(`${metric}: made`);
  const seen = drawn(other, last);
  // When something else goes wrong, that is what is said.
  seen.catch(() => {});
  road.mend();
  const begun = performance.now();
  await Promise.all([office, other].map((page) => hurry(page)));
  await seen;
  note(metric, "ours", performance.now() - begun);
}

/** How many saves the line about sync says are waiting. */
function waiting(words) {
  return Number((words.match(/待上传 ([\d,]+)/)?.[1] ?? "0").replaceAll(",", ""));
}

/** A corrected list, taken in as one save. */
async function correct(office) {
  await visit(office, "#/import");
  await press(office, "再导入一份");
  await importFile(office, csv("核对.csv", list(EDITS, { note: "已核对" })));
}

/** One cell after the other, down a column, as fast as rows are read; then the first one once more. */
async function typeAll(office) {
  await visit(office, "#/roster");
  const name = (await office.locator('.grid-body a[href^="#/child/"]').first().innerText()).trim();
  await typeCell(office, name, "户籍村", "第1次");
  for (let time = 2; time < SAVES; time += 1) {
    await office.waitForTimeout(TYPED_MS);
    await office.keyboard.insertText(`第${time}次`);
    await office.keyboard.press("Enter");
  }
  await office.keyboard.press("Control+Home");
  await typeCell(office, name, "户籍村", "最后一次");
}

/** 立即同步, without leaving the page that is shown. */
async function hurry(page) {
  const hash = await page.evaluate(() => location.hash);
  await visit(page, "#/sync");
  await press(page, "立即同步");
  await visit(page, hash);
}

async function firstChild(page) {
  await visit(page, "#/roster");
  const link = page.locator('.grid-body a[href^="#/child/"]').first();
  await link.waitFor();
  return link.getAttribute("href");
}

/** Resolves when a page shows these words. */
function drawn(page, words) {
  return page.evaluate((words) => new Promise((resolve) => {
    const app = document.getElementById("app");
    // What is drawn has to be laid out to be read; that is not done for every change.
    const there = () => app.textContent.includes(words) && app.innerText.includes(words);
    if (there()) {
      resolve();
      return;
    }
    const watch = new MutationObserver(() => {
      if (there()) {
        watch.disconnect();
        requestAnimationFrame(() => setTimeout(resolve));
      }
    });
    watch.observe(document.body, { subtree: true, childList: true, characterData: true });
  }), words);
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length ? sorted[Math.floor(sorted.length / 2)] : 0;
}
