// Two machines work over a bad line: calls are lost, late, doubled or answered by a gateway, answers end in their middle or
// never come. Meanwhile the runtime is killed, and a window is closed while it sends. When the line is good again both show
// the same, nothing is lost or doubled, and nobody is alarmed.
import { KINDS } from "./faults.mjs";
import { assert, checkA11y, journey, screenshot, until } from "./harness.mjs";
import { AWAY, NAMES, inSchool } from "./school.mjs";
import { brief, even, hurry, letIn } from "./share-ways.mjs";
import { closeNotes, rosterOf, unlock, visit, writeField } from "./ways.mjs";

const SEED = 20_261_201;
const PERCENT = 40;
/** The line is bad until each kind of fault was met, and so many in all. */
const FAULTS = 30;
/** Each machine writes its own field of the children that both know. */
const FIELDS = { pc: "监护人", tablet: "现住址" };

const isPush = (method, path) => method === "POST" && path.endsWith("/push");
const pushes = (road) => road.calls.filter(({ method, path }) => isPush(method, path)).length;

/** A new child. */
async function add(page, name) {
  await visit(page, "#/roster");
  await page.locator(".tools").getByRole("button", { name: "新增" }).click();
  const form = page.locator("dialog[open]");
  await form.getByLabel("姓名").fill(name);
  await form.getByRole("button", { name: "保存", exact: true }).click();
  await form.waitFor({ state: "hidden" });
  await closeNotes(page);
}

/** Opens 同步 and asks for a round. */
async function ask(page) {
  await visit(page, "#/sync");
  await page.getByRole("button", { name: "立即同步", exact: true }).waitFor();
  await hurry(page);
}

/** One save; `made` remembers what has to be everywhere at the end. */
async function save(page, view, made, number) {
  if (number % 2 === 0) {
    const name = `${view === "pc" ? "田" : "柳"}小${"零一二三四五六七八九"[number / 2]}`;
    await add(page, name);
    made.names.push(name);
    return;
  }
  const name = NAMES[number % NAMES.length];
  const text = `${view === "pc" ? "王" : "东庄村"}${number}号`;
  await writeField(page, name, FIELDS[view], text);
  made.fields.set(`${name} ${FIELDS[view]}`, text);
}

/** Saves one after the other, each with the wish to send it: over such a line the program waits longer and longer. */
async function work(page, view, made, numbers) {
  for (const number of numbers) {
    await save(page, view, made, number);
    await ask(page);
  }
}

/** Closes the window while something that it wants to send is on its way. */
async function closeInPush(page, act) {
  let under = 0;
  for (const [event, change] of [["request", 1], ["requestfinished", -1], ["requestfailed", -1]]) {
    page.on(event, (one) => { under += isPush(one.method(), new URL(one.url()).pathname) ? change : 0; });
  }
  await act();
  for (let left = 40; left > 0 && under === 0; left -= 1) {
    await ask(page);
    await until("it sends", () => under > 0, 2).catch(() => {});
  }
  assert.ok(under > 0, "a push is on its way");
  await page.close();
}

journey("two machines lose nothing over a bad line, though the runtime is killed and a window is closed while it sends", { seconds: 400, allow: AWAY }, ({ context }) => inSchool("bad-line", context, async (school) => {
  const road = await school.build();
  const office = await school.machine("pc");
  await office.setViewportSize({ width: 1366, height: 1400 });
  await office.goto(school.origin);
  await school.begin(office, 3);
  await school.share(office);
  let tablet = await school.machine("tablet");
  await letIn(office, tablet);
  const made = { names: [...NAMES], fields: new Map() };
  const both = (numbers) => Promise.all([work(office, "pc", made, numbers), work(tablet, "tablet", made, numbers)]);

  const faults = road.spoil(PERCENT, SEED);
  await both([0, 1, 2, 3]);
  // The runtime is killed while both go on, and comes back.
  const before = pushes(road);
  const meanwhile = both([4, 5, 6, 7]);
  await until("something is being sent", () => pushes(road) > before, 60);
  await school.server.stop();
  await meanwhile;
  await school.server.start();
  await both([8, 9]);

  // The window is closed while the push is on its way: the server takes it, and nobody hears of it.
  road.slow(isPush, 5_000);
  const own = tablet.context();
  await closeInPush(tablet, () => save(tablet, "tablet", made, 10));
  school.gone(tablet);
  tablet = await school.take(own, "tablet");
  await tablet.goto(school.origin);
  await unlock(tablet);
  road.slow(null);
  await both([11, 12, 13]);
  for (let left = 60; left > 0 && (faults.met.length < FAULTS || new Set(faults.met).size < KINDS.length); left -= 1) {
    await Promise.all([office, tablet].map(ask));
  }
  assert.ok(faults.met.length >= FAULTS && new Set(faults.met).size === KINDS.length, `the line was bad: ${faults.met}`);

  road.mend();
  for (const page of [office, tablet, office]) {
    await ask(page);
    await even(page);
  }
  const [here, there] = [await rosterOf(office, made.names.length), await rosterOf(tablet, made.names.length)];
  assert.deepEqual(here.map((row) => row["姓名"]).sort(), [...made.names].sort());
  assert.deepEqual(there, here);
  for (const [page, view] of [[office, "pc"], [tablet, "tablet"]]) {
    for (const [cell, text] of made.fields) {
      const [name, field] = cell.split(" ");
      await visit(page, "#/roster");
      await page.locator(".grid-body").getByRole("link", { name, exact: true }).first().click();
      await page.getByRole("button", { name: `修改 ${field}：${text}`, exact: true }).waitFor();
    }
    await visit(page, "#/sync");
    await even(page);
    assert.match(await brief(page), /待上传 0 /);
    await page.locator(".sync-chip").getByText("已同步", { exact: true }).waitFor();
    const state = page.locator(".card", { has: page.locator(".sync-brief") });
    assert.deepEqual(await state.locator(".banner, .bad, .muted").allInnerTexts(), [], "nobody is alarmed");
    assert.deepEqual(await page.locator(".dispute, .banner").allInnerTexts(), []);
    await closeNotes(page);
    await checkA11y(page);
    await screenshot(page, "bad-line", view);
  }
}));
