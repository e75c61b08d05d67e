// A second machine joins a ledger with a long past: it loads what the first has prepared, sees everything at once, and
// reads the past in the background. Neither the server's disk nor the road to it holds a word of it.
import { list } from "../bench/list.mjs";
import { assert, checkA11y, journey, screenshot, until } from "./harness.mjs";
import { AWAY, inSchool } from "./school.mjs";
import { askIn, digits, even, invite, nameShared } from "./share-ways.mjs";
import { unreadable } from "./unreadable.mjs";
import { closeNotes, createLedger, importFile, visit } from "./ways.mjs";

const CHILDREN = 1_500;
const LATE = "快照之后来的孩子";
const isPut = ({ method, path, status }) => method === "PUT" && path.includes("/part/") && status === 201;
const isGot = ({ method, path, status }) => method === "GET" && path.includes("/part/") && status === 200;
/** A question for what was written, from the beginning, by somebody who knows how much there is. */
const isPast = (method, path) => method === "GET" && /\/log\?since=0&limit=(?!500&)\d+&payloads_after=0$/.test(path);
const wentBack = ({ method, path }) => isPast(method, path);

const press = (page, name) => page.getByRole("button", { name, exact: true }).click();
const arrival = (page) => page.locator(".sync-arrival").innerText({ timeout: 1_000 }).catch(() => "");

/** Waits until the roster says how many there are. */
async function holds(page, text) {
  await visit(page, "#/roster");
  await page.getByText(text).first().waitFor({ timeout: 60_000 });
}

journey("a second machine joins through what the first has prepared, and reads the past afterwards", { seconds: 300, allow: AWAY }, ({ context }) => inSchool("snapshot", context, async (school) => {
  const road = await school.build();
  const office = await school.machine("pc");
  await office.goto(road.origin);
  await createLedger(office);
  await importFile(office, { name: "学籍.csv", mimeType: "text/csv", buffer: list(CHILDREN) });
  await closeNotes(office);
  await nameShared(office, "石川镇中心小学", "王校长 办公室");
  await press(office, "建立共享台账");
  await even(office, 120);
  await until("a snapshot of each compartment is prepared", async () => road.calls.filter(isPut).length >= 3, 90);
  await until("the log says so", async () => {
    const last = (matches) => road.calls.findLastIndex(matches);
    return last(({ path }) => path.endsWith("/push")) > last(isPut);
  }, 60);
  await even(office);

  const link = await invite(office);
  const tablet = await school.machine("tablet");
  await tablet.goto(link);
  await createLedger(tablet, { label: "平板" });
  await askIn(tablet, "李老师 平板");
  assert.equal(await digits(tablet), await digits(office));
  // What it reads last is slow, so that it can be seen at work before.
  road.slow(isPast, 8_000);
  await press(office, "数字一致，同意加入");
  await even(tablet);
  // Two compartments: the restricted one is not opened to it.
  assert.ok(road.calls.filter(isGot).length >= 2, "it has loaded what was prepared");
  assert.ok(!road.calls.some(wentBack), "and has not read the past yet");
  await until("it says so", async () => /可以正常使用。更早的记录正在后台读取/.test(await arrival(tablet)), 20);
  await screenshot(tablet, "snapshot-past", "tablet");
  await checkA11y(tablet);
  await holds(tablet, "共 1,500 人");

  // It works meanwhile, and the other sees it.
  await tablet.locator(".tools").getByRole("button", { name: "新增" }).click();
  await tablet.locator("dialog[open]").getByLabel("姓名").fill(LATE);
  await tablet.locator("dialog[open]").getByRole("button", { name: "保存", exact: true }).click();
  await holds(office, "共 1,501 人");

  road.slow(null);
  await visit(tablet, "#/sync");
  await until("the past is read and compared", async () => (await arrival(tablet)) === "" && road.calls.some(wentBack), 60);
  assert.equal(await tablet.locator(".banner").count(), 0, await tablet.locator("body").innerText());
  await holds(tablet, "共 1,501 人");
  await tablet.reload();
  await tablet.getByLabel("口令", { exact: true }).waitFor();

  await school.server.stop();
  const files = school.stored();
  assert.ok(files.some(({ bytes }) => bytes.length > 100_000), "the server has kept something");
  unreadable([LATE, "石桥村", "石川镇", "19900000007", "李老师", "王校长"], road, files);
}));
