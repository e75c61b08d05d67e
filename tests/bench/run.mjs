// Measures the client against the usual web stack, in one run, alternating, and prints medians:
//   cargo xtask bench [import|open|search|heap|scroll|save|compare ...] [--rounds N] [--large] [--dist DIR]
// `metric ours peer ratio`, times in milliseconds, `scroll` in pictures a second, `heap` in megabytes (of the page and its
// workers, with the ledger open and its roster searched; `heap-after-import` in the page that has just read the list).
// --large adds the lists of 100,000. The times of ours are taken inside its page, from the choice or the click to the answer
// drawn; those of the peer leave out what its page would draw, which favours the peer. `open` of ours holds the second that deriving the key takes on purpose,
// `open-after-key` what comes after it. `save` ends where the engine has the disk's word, `save-shown` where the page has
// told the person; the peer has nothing to draw. `compare` of the peer joins on the number alone: it neither mends nor proposes.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launchProfile } from "../e2e/browsers.mjs";
import { views } from "../e2e/harness.mjs";
import { Server } from "../e2e/server.mjs";
import { keepList } from "../e2e/pages.mjs";
import { createLedger, roster, unlock, visit } from "../e2e/ways.mjs";
import { heap } from "./heap.mjs";
import { list } from "./list.mjs";
import { compareOurs, importOurs, openOurs, saveOurs, scrollOurs, searchOurs, watchLongTasks } from "./ours.mjs";

const args = process.argv.slice(2);
const rounds = Number(args[args.indexOf("--rounds") + 1]) || 3;
const sizes = args.includes("--large") ? [20_000, 100_000] : [20_000];
const METRICS = ["import", "open", "search", "heap", "scroll", "save", "compare"];
const dist = args.includes("--dist") ? args[args.indexOf("--dist") + 1] : "dist";
const wanted = args.filter((word, at) => !word.startsWith("--") && !["--rounds", "--dist"].includes(args[at - 1]));
const unknown = wanted.find((word) => !METRICS.includes(word));
if (unknown) {
  console.log(`no measurement ${unknown}; there are ${METRICS.join(", ")}`);
  process.exit(2);
}
const wants = (metric) => wanted.length === 0 || wanted.includes(metric);

const folder = mkdtempSync(join(tmpdir(), "bench-"));
const files = new Map();
const file = (rows, missing = 0) => {
  const name = `list-${rows}-${missing}.csv`;
  if (!files.has(name)) {
    writeFileSync(join(folder, name), list(rows, { missing }));
    files.set(name, join(folder, name));
  }
  return name;
};

const ours = new Server(dist);
await ours.start();
const peer = await servePeer();
console.log(`${rounds} rounds, each in a browser of its own with a profile on the disk`);
const table = [];

for (const rows of sizes) {
  const samples = {};
  const note = (metric, who, ms) => {
    const part = { "main-thread-task": "import", "open-after-key": "open", "save-shown": "save", "heap-after-import": "heap" };
    if (wants(part[metric] ?? metric)) {
      ((samples[metric] ??= { ours: [], peer: [] })[who]).push(ms);
    }
  };
  for (let round = 0; round < rounds; round += 1) {
    await inBrowser((page) => roundOfPeer(page, rows, note));
    await inBrowser((page) => roundOfOurs(page, rows, note));
  }
  for (const [metric, { ours, peer }] of Object.entries(samples)) {
    table.push([`${metric}-${rows}`, median(ours), median(peer)]);
  }
}
console.log("metric ours peer ratio");
for (const [metric, own, other] of table) {
  console.log(`${metric} ${own.toFixed(1)} ${other ? other.toFixed(1) : "-"} ${other ? (own / other).toFixed(2) : "-"}`);
}
await ours.stop();
peer.close();

/** A page in a fresh browser whose databases lie on the disk: in a private window nothing is ever flushed. */
async function inBrowser(work) {
  const profile = mkdtempSync(join(tmpdir(), "bench-profile-"));
  const context = await launchProfile("current", profile, views.pc);
  try {
    await work(context.pages()[0] ?? (await context.newPage()));
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function roundOfPeer(page, rows, note) {
  await page.goto(`http://127.0.0.1:${peer.address().port}/peer.html`);
  const run = (name, ...words) => page.evaluate(([name, words]) => window.peer[name](...words), [name, words]);
  note("import", "peer", (await run("import", `/${file(rows)}`)).ms);
  const { ms: read } = await run("open");
  note("open", "peer", read);
  note("open-after-key", "peer", read);
  for (let time = 0; time < 5; time += 1) {
    note("search", "peer", (await run("search", ["李", "王", "石", "1234", "欣"][time])).ms);
    note("save", "peer", (await run("save", `第${time}次走访`)).ms);
  }
  if (wants("compare")) {
    await run("keep", threeLists(rows).map((name) => `/${name}`));
    note("compare", "peer", (await run("compare")).ms);
  }
}

async function roundOfOurs(page, rows, note) {
  await page.goto(ours.origin);
  await createLedger(page);
  const longest = await watchLongTasks(page);
  note("import", "ours", (await importOurs(page, files.get(file(rows)))).together);
  note("main-thread-task", "ours", await longest());
  if (wants("heap")) {
    note("heap-after-import", "ours", (await heap(page)) / 1e6);
  }
  await page.reload();
  const opened = await openOurs(page, unlock);
  note("open", "ours", opened.together);
  note("open-after-key", "ours", opened.derived);
  for (let time = 0; time < 5; time += 1) {
    note("search", "ours", await searchOurs(page, ["李", "王", "石", "1234", "欣"][time]));
  }
  if (wants("heap")) {
    note("heap", "ours", (await heap(page)) / 1e6);
  }
  if (wants("scroll")) {
    await page.locator("#quick-search").fill("");
    note("scroll", "ours", await scrollOurs(page));
  }
  if (wants("save")) {
    await page.locator("#quick-search").fill("");
    await visit(page, "#/roster");
    await page.locator(".grid-body .grid-row").nth(5).waitFor();
    const { 姓名: name } = (await roster(page)).find((one, _, all) => all.filter((other) => other.姓名 === one.姓名).length === 1);
    for (let time = 0; time < 5; time += 1) {
      const { kept, shown } = await saveOurs(page, name, "户籍村", `${time}号村`);
      note("save", "ours", kept);
      note("save-shown", "ours", shown);
    }
  }
  if (wants("compare")) {
    for (const [at, name] of threeLists(rows).entries()) {
      const bytes = { name, mimeType: "text/csv", buffer: readFileSync(files.get(name)) };
      await keepList(page, bytes, ["户籍", "学籍", "在校"][at], `名单${at}`);
    }
    note("compare", "ours", await compareOurs(page));
  }
}

/** Three lists of which every hundredth and every fiftieth child is missing. */
function threeLists(rows) {
  return [file(rows), file(rows, 100), file(rows, 50)];
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length ? sorted[Math.floor(sorted.length / 2)] : 0;
}

/** The peer's page, the libraries it uses and the lists. */
async function servePeer() {
  const here = (path) => fileURLToPath(new URL(path, import.meta.url));
  const known = {
    "/peer.html": ["text/html", here("peer.html")],
    "/peer.js": ["text/javascript", here("peer.js")],
    "/papaparse.min.js": ["text/javascript", here("node_modules/papaparse/papaparse.min.js")],
    "/dexie.min.js": ["text/javascript", here("node_modules/dexie/dist/dexie.min.js")],
  };
  const server = createServer((request, response) => {
    const [type, path] = known[request.url] ?? ["text/csv", files.get(request.url.slice(1))];
    if (!path) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "Content-Type": type }).end(readFileSync(path));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return server;
}
