// What waits for three days is an alarm: people are told in the top bar of every page and on the 同步 page, also after the
// program was opened again, until it is at the server.
import { inEngine } from "./database.mjs";
import { assert, checkA11y, journey, screenshot, until } from "./harness.mjs";
import { AWAY, inSchool } from "./school.mjs";
import { even, hurry } from "./share-ways.mjs";
import { closeNotes, unlock, visit, writeField } from "./ways.mjs";

const HOUR = 3_600_000;
const ALARM = "有内容三天没有送到服务器。请检查网络，或用U盘交换、做一次备份。";

/** An engine whose clock is ahead by so much, and can be put forward while it runs. */
const ahead = (ms) => `
  let ahead = ${ms};
  const now = Date.now;
  Date.now = () => now.call(Date) + ahead;
  new BroadcastChannel("clock").onmessage = ({ data }) => { ahead += data; };`;

/** Time goes by on the machine of this page. */
const pass = (page, ms) => page.evaluate((by) => {
  const channel = new BroadcastChannel("clock");
  channel.postMessage(by);
  channel.close();
}, ms);

const chip = (page, text) => page.locator(".sync-chip").getByText(text, { exact: true }).waitFor({ timeout: 20_000 });

journey("after three days people are told that something waits", { views: ["pc"], seconds: 150, allow: AWAY }, ({ context }) => inSchool("three-days", context, async (school) => {
  const office = await school.machine("pc");
  const own = office.context();
  await inEngine(own, ahead(0));
  await office.goto(school.origin);
  await school.begin(office, 1);
  await school.share(office);
  await chip(office, "已同步");

  // The program still comes, as from the program's own cache; the server does not answer.
  await own.route("**/v1/**", (route) => route.abort());
  await writeField(office, "周子涵", "监护人", "周大山");
  await visit(office, "#/sync");
  await chip(office, "待上传 1");
  await pass(office, 71 * HOUR);
  await hurry(office);
  await office.getByText("没有连上服务器").first().waitFor({ timeout: 20_000 });
  await chip(office, "待上传 1");
  assert.equal(await office.getByText(ALARM).count(), 0, "not yet");
  await pass(office, 2 * HOUR);
  await chip(office, "三天未上传 1");
  await office.locator(".banner", { hasText: ALARM }).waitFor();
  await closeNotes(office);
  await screenshot(office, "three-days", "pc");
  await checkA11y(office);
  await visit(office, "#/roster");
  await chip(office, "三天未上传 1");

  // The days are counted on when the program is opened again.
  await own.unroute(/desk-worker-[0-9a-f]+\.js$/);
  await inEngine(own, ahead(73 * HOUR));
  await office.reload();
  await unlock(office);
  await visit(office, "#/sync");
  await office.locator(".banner", { hasText: ALARM }).waitFor();
  // That somebody opened the ledger is a record that waits as well.
  await chip(office, /^三天未上传 \d$/);
  await office.getByRole("region", { name: "待上传" }).getByText("修改：监护人").waitFor();

  await own.unroute("**/v1/**");
  await hurry(office);
  await even(office);
  await chip(office, "已同步");
  await until("the alarm is over", async () => (await office.getByText(ALARM).count()) === 0);
}));
