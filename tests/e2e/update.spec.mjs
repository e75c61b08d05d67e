// A new version of the program comes to a shared ledger whose saves have not reached the server: they wait in the new
// version as they did in the old one, and reach everybody.
import { assert, journey, screenshot, until } from "./harness.mjs";
import { AWAY, inSchool } from "./school.mjs";
import { brief, even, hurry, letIn } from "./share-ways.mjs";
import { closeNotes, unlock, visit, writeField } from "./ways.mjs";

const SEED = 12;

/** What waits, as the 同步 page lists it. */
const waiting = (page) => page.getByRole("region", { name: "待上传", exact: true }).getByRole("listitem").allInnerTexts();

/** What stands on the child's page. */
async function shows(page, name, field, text) {
  await visit(page, "#/roster");
  await page.locator(".grid-body").getByRole("link", { name, exact: true }).first().click();
  await page.getByRole("button", { name: `修改 ${field}：${text}`, exact: true }).waitFor();
}

journey("incident 12: a new version arrives while saves of a shared ledger wait: it sends them", { seconds: 200, allow: AWAY }, ({ context }) => inSchool("update", context, async (school) => {
  const road = await school.build();
  const office = await school.machine("pc");
  await office.goto(school.origin);
  await office.evaluate(() => navigator.serviceWorker.ready);
  await office.goto(school.origin);
  await school.begin(office, 2);
  await school.share(office);
  const tablet = await school.machine("tablet");
  await letIn(office, tablet);

  road.spoil(100, SEED, ["lost"]);
  await writeField(office, "周子涵", "监护人", "周大山");
  await writeField(office, "马小军", "现住址", "新庄村三组");
  await school.newBuild();
  await office.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  await visit(office, "#/sync");
  await until("two saves wait", async () => /待上传 2/.test(await brief(office).catch(() => "")));
  const before = (await waiting(office)).map((line) => line.split("\n")[0]);
  const offer = office.locator(".banner", { hasText: "新版本已下载好" });
  await offer.waitFor({ timeout: 30_000 });
  await closeNotes(office);
  await screenshot(office, "update-waiting", "pc");
  await offer.getByRole("button", { name: "重新打开" }).click();
  await office.getByLabel("口令", { exact: true }).waitFor({ timeout: 30_000 });
  assert.match(await office.evaluate(() => document.querySelector('meta[name="desk-worker"]').content), /-next_loader\.js$/, "the new version runs");
  await unlock(office);

  await writeField(office, "马小军", "监护人", "马大海");
  await visit(office, "#/sync");
  // That somebody opened the ledger is a record that waits as well.
  await until("three saves wait", async () => (await waiting(office)).filter((line) => line.includes("修改：")).length === 3);
  const after = (await waiting(office)).map((line) => line.split("\n")[0]);
  assert.equal(before.length, 2);
  assert.deepEqual(after.slice(0, 2), before, "what waited in the old version waits in the new one");
  road.mend();
  await hurry(office);
  await even(office);
  // The other machine still runs the old version.
  await hurry(tablet);
  await even(tablet);
  for (const page of [tablet, office]) {
    await shows(page, "周子涵", "监护人", "周大山");
    await shows(page, "马小军", "现住址", "新庄村三组");
    await shows(page, "马小军", "监护人", "马大海");
    await page.locator(".sync-chip").getByText("已同步", { exact: true }).waitFor();
  }
}));
