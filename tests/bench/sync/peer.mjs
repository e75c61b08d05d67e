// The peer: plain documents in PouchDB, replicated between two browsers through a PouchDB server that keeps them in memory.
// Neither side seals or signs anything, and the server flushes nothing to a disk, which both favours the peer.
import { readFileSync } from "node:fs";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import express from "express";
import serve from "express-pouchdb";
import PouchDB from "pouchdb";
import memory from "pouchdb-adapter-memory";

const LIBRARY = readFileSync(fileURLToPath(new URL("node_modules/pouchdb/dist/pouchdb.min.js", import.meta.url)));
const PAGE = '<!doctype html><meta charset="utf-8"><title>peer</title><script src="/pouchdb.min.js"></script>';

/** The peer's server: one as long as this process lives, a database for each time. */
const scratch = mkdtempSync(join(tmpdir(), "bench-sync-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 }));
PouchDB.plugin(memory);
const app = express();
const options = { mode: "minimumForPouchDB", inMemoryConfig: true, logPath: join(scratch, "log") };
app.use("/db", serve(PouchDB.defaults({ adapter: "memory" }), options));
app.get("/pouchdb.min.js", (_, answer) => answer.type("text/javascript").send(LIBRARY));
app.get("/", (_, answer) => answer.send(PAGE));
let times = 0;

/** Milliseconds from the first word to the server until the second browser has so many edits of the first. */
export async function replicate(browser, edits) {
  times += 1;
  const server = await new Promise((resolve) => {
    const listening = app.listen(0, "127.0.0.1", () => resolve(listening));
  });
  const origin = `http://127.0.0.1:${server.address().port}`;
  const machines = await Promise.all([0, 1].map(async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${origin}/`);
    return { context, page };
  }));
  const [writer, reader] = machines.map(({ page }) => page);
  await writer.evaluate(async (edits) => {
    window.db = new PouchDB("ledger");
    const documents = Array.from({ length: edits }, (_, at) => ({
      _id: `child-${String(at).padStart(6, "0")}`, field: "备注", value: `第${at}次核对`, who: "王校长", at: 1_790_000_000_000 + at,
    }));
    await db.bulkDocs(documents);
  }, edits);
  const begun = performance.now();
  await writer.evaluate((remote) => db.replicate.to(remote, { batch_size: 1000 }), `${origin}/db/ledger-${times}`);
  const read = await reader.evaluate(async (remote) => {
    const db = new PouchDB("ledger");
    await db.replicate.from(remote, { batch_size: 1000 });
    return (await db.info()).doc_count;
  }, `${origin}/db/ledger-${times}`);
  const ms = performance.now() - begun;
  await Promise.all(machines.map(({ context }) => context.close()));
  server.closeAllConnections();
  server.close();
  if (read !== edits) {
    throw new Error(`the peer replicated ${read} of ${edits}`);
  }
  return ms;
}
