// Runs the journeys: node tests/e2e/run.mjs [--floor] [--only TEXT] [--dist FOLDER] [FILE.spec.mjs ...]
// Exits with 1 when a journey failed or none ran; what a failed one left (picture, trace, complaints) is in target/e2e.
//
// When everything is walked, a journey that failed is walked once more, a few of them at most: a machine that stands still
// for half a minute is not a fault of the program. Both walks are printed, and the last lines name what needed two. A
// fault that comes one time in ten still fails more runs than anyone wants to look at, so look at the names.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { crash, launch, launchProfile } from "./browsers.mjs";
import { checkA11y, download, journeys, screenshot, views, watch } from "./harness.mjs";
import { Server, anotherBuild } from "./server.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const left = fileURLToPath(new URL("../../target/e2e/", import.meta.url));
const { floor, only, dist, files } = words(process.argv.slice(2));
const which = floor ? "floor" : "current";
/** How many journeys of a whole run may need a second walk. Who names a journey wants to see it fail. */
const SECOND_WALKS = files.length === 0 && !only ? 3 : 0;

for (const file of files.length ? files : specs()) {
  await import(pathToFileURL(resolve(file)));
}
// The floor is a matter of old PCs: what is walked on one there is not walked on a tablet as well.
const onPc = new Set(journeys.filter(({ view }) => view === "pc").map(({ name }) => name));
const chosen = journeys.filter((one) => (!floor || (one.floor && (one.view === "pc" || !onPc.has(one.name)))) && (!only || `${one.name} ${one.view}`.includes(only)));

const server = new Server(dist);
await server.start();
let browser = await launch(which);
const version = browser.version();
console.log(`${chosen.length} journeys in Chromium ${version}`);
let passed = 0;
const failed = [];
const twice = [];
for (const one of chosen) {
  let good = await passes(one);
  if (!good && twice.length < SECOND_WALKS) {
    twice.push(one);
    good = await passes(one);
  }
  if (good) {
    passed += 1;
  } else {
    failed.push(one);
  }
}
await browser.close();
await server.stop();
if (chosen.length === 0) {
  console.log("no journey matches");
}
for (const [word, some] of [["needed a second walk", twice.filter((one) => !failed.includes(one))], ["failed", failed]]) {
  some.forEach((one) => console.log(`${word}: ${one.name} [${where(one)}]`));
}
console.log(`\n${passed} passed, ${failed.length} failed in Chromium ${version}`);
process.exit(failed.length > 0 || passed === 0 ? 1 : 0);

/** Walks one journey and prints how that went. */
async function passes(one) {
  const begun = Date.now();
  const error = await walk(one);
  const took = `${((Date.now() - begun) / 1000).toFixed(1)} s`;
  console.log(error ? `FAILED  ${one.name} [${where(one)}] ${took}\n${indent(error)}` : `ok      ${one.name} [${where(one)}] ${took}`);
  return !error;
}

/** In which window and browser. */
function where(one) {
  return floor ? `${one.view}, floor` : one.view;
}

/** Walks one journey in a fresh context; the text of what went wrong, or nothing. */
async function walk(one) {
  await server.start();
  if (!browser.isConnected()) {
    browser = await launch(which);
  }
  const options = { ...views[one.view], acceptDownloads: true };
  const profileFolder = one.profile ? mkdtempSync(join(tmpdir(), "journey-")) : null;
  const open = () => (one.profile ? launchProfile(which, profileFolder, options) : browser.newContext(options));
  let context = await open();
  let watched = watch(context, server.origin, one.allow);
  const complaints = [];
  let page = context.pages()[0] ?? (await context.newPage());
  const given = {
    get page() { return page; },
    get context() { return context; },
    origin: server.origin,
    which,
    view: one.view,
    profileFolder,
    go: async (path = "/") => { await page.goto(server.origin + path); return page; },
    offline: async () => { await server.stop(); await context.setOffline(true); },
    // Another build at the same address: the same program under other names.
    newBuild: async () => { await server.stop(); await server.start(anotherBuild(dist)); },
    online: async () => { await server.start(); await context.setOffline(false); },
    checkA11y: (options) => checkA11y(page, options),
    screenshot: (name, options) => screenshot(page, floor ? `${name}-floor` : name, one.view, options),
    download: (act) => download(page, act),
    // Ends the whole browser without a word, as a power cut does, unless told to be polite; then opens it again.
    reopen: async ({ polite = false } = {}) => {
      complaints.push(...watched.complaints());
      await (polite ? context.close() : crash(context));
      context = await open();
      watched = watch(context, server.origin, one.allow);
      page = context.pages()[0] ?? (await context.newPage());
      return page;
    },
  };
  let late;
  const limit = new Promise((_, reject) => {
    late = setTimeout(() => reject(new Error(`took more than ${one.seconds} s`)), one.seconds * 1000);
  });
  try {
    await context.tracing.start({ screenshots: true, snapshots: false });
    await Promise.race([one.walk(given), limit]);
    complaints.push(...watched.complaints());
    if (complaints.length > 0) {
      throw new Error(complaints.join("\n"));
    }
    return null;
  } catch (error) {
    return [error.stack ?? String(error), ...watched.complaints(), await keep(one, context, page)].join("\n");
  } finally {
    clearTimeout(late);
    await context.close().catch((error) => console.log(`closing: ${error.message}`));
    if (profileFolder) {
      rmSync(profileFolder, { recursive: true, force: true, maxRetries: 5 });
    }
  }
}

async function keep(one, context, page) {
  const folder = join(left, `${one.name}-${where(one)}`.replace(/[^\p{L}\p{N}-]+/gu, "-"));
  mkdirSync(folder, { recursive: true });
  try {
    await page.screenshot({ path: join(folder, "page.png"), timeout: 5000 });
    writeFileSync(join(folder, "page.html"), await page.content());
    await context.tracing.stop({ path: join(folder, "trace.zip") });
  } catch (error) {
    return `left in ${folder} (not everything: ${error.message})`;
  }
  return `left in ${folder}`;
}

function specs() {
  return readdirSync(here).filter((name) => name.endsWith(".spec.mjs")).sort().map((name) => join(here, name));
}

function words(args) {
  const found = { floor: false, only: "", dist: "dist", files: [] };
  for (let at = 0; at < args.length; at += 1) {
    if (args[at] === "--floor") {
      found.floor = true;
    } else if (args[at] === "--only" || args[at] === "--dist") {
      found[args[at].slice(2)] = args[at + 1];
      at += 1;
    } else {
      found.files.push(args[at]);
    }
  }
  return found;
}

function indent(text) {
  return text.split("\n").map((line) => `        ${line}`).join("\n");
}
