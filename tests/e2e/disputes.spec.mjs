// 待核对的修改: two machines changed the same of three children while nothing answered. Each of the three ways to decide is
// taken once; both machines show what came of it, and in 同步记录 what was sent for it and what came.
import { assert, checkA11y, journey, screenshot, until } from "./harness.mjs";
import { AWAY, NAMES, inSchool } from "./school.mjs";
import { brief, even, hurry, letIn } from "./share-ways.mjs";
import { closeNotes, visit, writeField } from "./ways.mjs";

const FIELD = "监护人";
const OFFICE = "王校长 办公室";
const TABLET = "李老师 平板";
const at = (name, who) => `${name}的${who === OFFICE ? "大伯" : "姑姑"}`;

const dispute = (page, name) => page.locator(".dispute", { hasText: name });
const region = (page, name) => page.getByRole("region", { name, exact: true });

/** What a machine has sent and what came to it, by its 同步记录. */
async function exchanged(page) {
  const lines = await region(page, "同步记录").getByRole("listitem").allInnerTexts();
  const numbers = lines.map((line) => line.match(/上传 (\d+) 条，收到 (\d+) 条/)).filter(Boolean);
  return [1, 2].map((which) => numbers.reduce((sum, one) => sum + Number(one[which]), 0));
}

/** Waits until 同步记录 lists so much more than before. */
const lists = (page, before, sent, came) => until(`${sent} sent and ${came} come are listed`, async () => {
  const now = await exchanged(page);
  return now[0] - before[0] === sent && now[1] - before[1] === came;
}, 30);

/** The other version than the one that counts until somebody decides: who wrote it. */
async function second(office, name) {
  const lines = await dispute(office, name).getByRole("listitem").allInnerTexts();
  assert.equal(lines.length, 2);
  return lines[1].startsWith("您") ? OFFICE : TABLET;
}

/** Decides on one machine, and waits until so many are left on both: the list moves up when one goes. */
async function decide(machines, who, name, choice, left) {
  await dispute(machines[who], name).getByRole("button", { name: choice, exact: true }).click();
  for (const page of Object.values(machines)) {
    await until(`${left} are left to decide`, async () => (await page.locator(".dispute").count()) === left, 40);
    assert.equal(await dispute(page, name).count(), 0, `${name} is decided`);
  }
}

/** What stands on the child's page. */
async function shows(page, name, text) {
  await visit(page, "#/roster");
  await page.locator(".grid-body").getByRole("link", { name, exact: true }).first().click();
  await page.getByRole("button", { name: `修改 ${FIELD}：${text}`, exact: true }).waitFor();
  await visit(page, "#/sync");
}

journey("three disagreements are decided in the three ways", { floor: true, seconds: 240, allow: AWAY }, ({ context }) => inSchool("disputes", context, async (school) => {
  const office = await school.machine("pc");
  await office.goto(school.origin);
  await school.begin(office, 3);
  await school.share(office);
  const tablet = await school.machine("tablet");
  await letIn(office, tablet);
  const machines = { [OFFICE]: office, [TABLET]: tablet };
  const other = { [OFFICE]: TABLET, [TABLET]: OFFICE };
  const before = await until("what the office sent is what came to the tablet", async () => {
    const [there, here] = [await exchanged(office), await exchanged(tablet)];
    return there[0] > 0 && there[0] === here[1] && { [OFFICE]: there, [TABLET]: here };
  });

  await school.server.stop();
  for (const [who, page] of Object.entries(machines)) {
    for (const name of NAMES) {
      await writeField(page, name, FIELD, at(name, who));
    }
    await visit(page, "#/sync");
    await until("three saves wait", async () => /待上传 3/.test(await brief(page).catch(() => "")));
    await hurry(page);
    await region(page, "同步记录").getByText("没有连上服务器").waitFor({ timeout: 30_000 });
  }
  await school.server.start();
  // One after the other, so that each hears of the other's once more.
  for (const page of [office, tablet, office]) {
    await hurry(page);
    await even(page);
  }
  for (const [who, page] of Object.entries(machines)) {
    await until("three disagreements are listed", async () => (await page.locator(".dispute").count()) === 3, 30);
    await lists(page, before[who], 3, 3);
  }
  await closeNotes(office);
  await screenshot(office, "disputes", "pc", { fullPage: true });
  await checkA11y(office);
  await office.locator(".sync-chip", { hasText: "待核对 3" }).waitFor();

  // Against what counts until then: otherwise nobody could see that it was chosen.
  const [mine, theirs, both] = NAMES;
  const own = await second(office, mine);
  await decide(machines, own, mine, "用我的", 2);
  const foreign = await second(office, theirs);
  const decider = other[foreign];
  await decide(machines, decider, theirs, "用对方的", 1);
  const noted = await second(office, both);
  await decide(machines, TABLET, both, "两个都记", 0);

  for (const [who, page] of Object.entries(machines)) {
    await even(page);
    const decided = [own, decider, TABLET].filter((one) => one === who).length;
    await lists(page, before[who], 3 + decided, 3 + 3 - decided);
    const kept = region(page, "待核对的修改").getByRole("listitem");
    await kept.first().waitFor();
    const [line, ...more] = await kept.allInnerTexts();
    assert.deepEqual(more, [], "only one is noted");
    assert.match(line.replaceAll(/\s+/g, " "), new RegExp(`^${both} ${FIELD} ?${noted} .*改为 ${at(both, noted)}$`));
    await region(page, "待核对的修改").getByRole("heading", { name: "备查的内容" }).waitFor();
    await closeNotes(page);
    await screenshot(page, "disputes-decided", page === office ? "pc" : "tablet", { fullPage: true });
    await checkA11y(page);
    await shows(page, mine, at(mine, own));
    await shows(page, theirs, at(theirs, foreign));
    await shows(page, both, at(both, other[noted]));
    await page.locator(".sync-chip", { hasText: "已同步" }).waitFor();
  }
}));

journey("a decision that comes while a button is held decides nothing else", { seconds: 200, allow: AWAY }, ({ context }) => inSchool("disputes-held", context, async (school) => {
  const office = await school.machine("pc");
  await office.goto(school.origin);
  await school.begin(office, 3);
  await school.share(office);
  const tablet = await school.machine("pc");
  await letIn(office, tablet);
  await school.server.stop();
  for (const [who, page] of [[OFFICE, office], [TABLET, tablet]]) {
    for (const name of NAMES) {
      await writeField(page, name, FIELD, at(name, who));
    }
    await visit(page, "#/sync");
  }
  await school.server.start();
  for (const page of [office, tablet, office]) {
    await hurry(page);
    await even(page);
  }
  for (const page of [office, tablet]) {
    await until("three disagreements are listed", async () => (await page.locator(".dispute").count()) === 3, 30);
  }
  await closeNotes(tablet);
  const listed = await tablet.locator(".dispute h3").allInnerTexts();
  const [first, second, third] = listed.map((title) => NAMES.find((name) => title.includes(name)));
  const box = await dispute(tablet, second).getByRole("button", { name: "用对方的", exact: true }).boundingBox();
  await tablet.mouse.move(box.x + 10, box.y + 10);
  await tablet.mouse.down();
  await dispute(office, first).getByRole("button", { name: "用我的", exact: true }).click();
  await dispute(tablet, first).waitFor({ state: "hidden", timeout: 30_000 });
  await tablet.mouse.up();
  // Were anything decided by that, it would have gone over by now.
  await hurry(tablet);
  await even(tablet);
  await hurry(office);
  await even(office);
  for (const page of [office, tablet]) {
    assert.equal(await page.locator(".dispute").count(), 2);
    await dispute(page, second).waitFor();
    await dispute(page, third).waitFor();
  }
}));
