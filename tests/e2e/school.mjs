// A school of several machines and its server, for journeys that need more than the one browser they are given. What every
// machine showed is told when a journey fails, and everything is taken away at its end.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assert, screenshot, views, watch } from "./harness.mjs";
import { Road } from "./road.mjs";
import { Server, anotherBuild } from "./server.mjs";
import { even, nameShared } from "./share-ways.mjs";
import { closeNotes, createLedger, importFile } from "./ways.mjs";

/** While the server is away every call fails, and what is not there, or not allowed any more, is said by browsers as well. */
export const AWAY = [/Failed to load resource/, /net::ERR/, /sw\.js/, /ServiceWorker|fetching the script/];

const ROWS = [
  "G990510201503120021,周子涵,女,20150312,990510201503120021,柳溪村,石川镇中心小学,五年级,1班,在读,在校",
  "G990510201409300018,马小军,男,20140930,990510201409300018,新庄村,石川镇中心小学,六年级,2班,在读,在校",
  "G99051020140118004X,欧阳娜,女,20140118,99051020140118004X,柳溪村,石川镇中心小学,六年级,1班,在读,在校",
];
export const NAMES = ROWS.map((row) => row.split(",")[1]);
const told = (at) => [...new Set(ROWS.map((row) => row.split(",")[at]))];
/** What must never be found at the server, nor on the way to it. */
export const CANARIES = [...NAMES, ...told(0), ...told(4), ...told(5), "李老师", "王校长", "石川镇中心小学"];

/** The first children of the list, as a file. */
const children = (count) => ({
  name: "学籍.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(["学籍号,姓名,性别,出生日期,身份证件号,户籍村,学校,年级,班级,学籍状态,在校情况", ...ROWS.slice(0, count)].join("\r\n")),
});

const press = (page, name) => page.getByRole("button", { name, exact: true }).click();

class School {
  store = mkdtempSync(join(tmpdir(), "school-"));
  /** The road to the server, if there is one that can be made worse. */
  road = null;
  #context;
  #dist;
  #opened = [];
  #complaints = [];
  #later = [];

  constructor(context) {
    const dist = process.argv.includes("--dist") ? process.argv[process.argv.indexOf("--dist") + 1] : "dist";
    this.#dist = dist;
    this.server = new Server(dist, ["--sync", "--store", this.store]);
    this.#context = context;
  }

  /** Puts a road before the server: machines find it there from then on. */
  async build() {
    const road = new Road(() => this.server.origin);
    await road.open();
    this.finally(() => road.close());
    this.road = road;
    return road;
  }

  /** Another build at the same address, over the same store. */
  async newBuild() {
    await this.server.stop();
    const folder = anotherBuild(this.#dist);
    this.finally(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
    await this.server.start(folder);
  }

  /** Where machines find the server. */
  get origin() {
    return (this.road ?? this.server).origin;
  }

  /** A machine of its own; its page. */
  async machine(view) {
    return this.take(await this.#context.browser().newContext({ ...views[view], acceptDownloads: true }), view);
  }

  /** A machine that was started elsewhere. */
  async take(own, view) {
    const watched = watch(own, this.origin, AWAY);
    const page = own.pages()[0] ?? (await own.newPage());
    this.#opened.push({ own, watched, page, view });
    return page;
  }

  /** A machine is about to die: what it complained of until now still counts. */
  gone(page) {
    const at = this.#opened.findIndex((one) => one.page === page);
    this.#complaints.push(...this.#opened[at].watched.complaints());
    this.#opened.splice(at, 1);
  }

  /** Something to be taken away when the machines are gone. */
  finally(act) {
    this.#later.push(act);
  }

  /** Makes a ledger with so many children in it. */
  async begin(page, count) {
    await createLedger(page);
    await importFile(page, children(count));
    await closeNotes(page);
  }

  /** Makes it a shared one. */
  async share(page) {
    await nameShared(page, "石川镇中心小学", "王校长 办公室");
    await press(page, "建立共享台账");
    await even(page);
  }

  /** The bytes of every file that the server has kept. */
  stored(folder = this.store) {
    return readdirSync(folder).flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? this.stored(path) : [{ path, bytes: readFileSync(path) }];
    });
  }

  complaints() {
    return [...this.#complaints, ...this.#opened.flatMap(({ watched }) => watched.complaints())];
  }

  async tell(name) {
    for (const { page, view } of this.#opened) {
      await screenshot(page, `${name}-failed`, view, { timeout: 5000 }).catch(() => {});
      const words = await page.locator("body").innerText({ timeout: 5000 }).catch(() => "(no answer)");
      console.log(`        ${view}: ${words.replaceAll(/\s+/g, " ").slice(0, 900)}`);
    }
  }

  async close() {
    await Promise.all(this.#opened.map(({ own }) => own.close().catch(() => {})));
    for (const act of this.#later) {
      await act();
    }
    await this.server.stop();
    rmSync(this.store, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Walks with a school; no machine of it may have complained at the end. */
export async function inSchool(name, context, walk) {
  const school = new School(context);
  await school.server.start();
  try {
    await walk(school);
    assert.deepEqual(school.complaints(), []);
  } catch (error) {
    await school.tell(name);
    throw error;
  } finally {
    await school.close();
  }
}
