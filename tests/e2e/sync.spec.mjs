// 同步: two machines of one school over the real edge worker. A ledger becomes a shared one, a tablet is let in after six
// digits were compared, both work while nothing answers, a disagreement is shown on both and decided on one, the tablet is
// shut out; and neither what went over the road nor what lies on the server's disk holds a word of it.
import { assert, checkA11y, journey, screenshot, until } from "./harness.mjs";
import { AWAY, CANARIES, NAMES, inSchool } from "./school.mjs";
import { askIn, brief, digits, even, invite, nameShared } from "./share-ways.mjs";
import { unreadable } from "./unreadable.mjs";
import { closeNotes, createLedger, rosterOf, visit, writeField } from "./ways.mjs";

const press = (page, name) => page.getByRole("button", { name, exact: true }).click();

journey("two machines share a ledger, disagree, decide, and one is shut out", { floor: true, seconds: 300, allow: AWAY }, ({ context }) => inSchool("sync", context, async (school) => {
  const road = await school.build();
  const office = await school.machine("pc");
  await office.goto(school.origin);
  await school.begin(office, 3);
  await nameShared(office, "石川镇中心小学", "王校长 办公室");
  await checkA11y(office);
  await screenshot(office, "sync-begin", "pc");
  await press(office, "建立共享台账");
  await even(office);

  const link = await invite(office);
  assert.ok(link.startsWith(`${school.origin}/#/sync/join.`));
  await screenshot(office, "sync-invitation", "pc");
  await checkA11y(office);

  const tablet = await school.machine("tablet");
  await tablet.goto(link);
  await createLedger(tablet, { label: "平板" });
  assert.equal(await tablet.getByLabel("邀请链接").inputValue(), link.split("join.")[1]);
  await askIn(tablet, "李老师 平板");
  const [here, there] = [await digits(office), await digits(tablet)];
  assert.match(here, /^\d{3} \d{3}$/);
  assert.equal(there, here);
  await office.getByText("李老师 平板 申请加入").waitFor();
  await screenshot(tablet, "sync-digits", "tablet");
  await checkA11y(tablet);
  assert.equal(new URL(tablet.url()).hash, "#/sync");
  await press(office, "数字一致，同意加入");
  await even(tablet);
  const rows = await rosterOf(tablet, 3);
  assert.deepEqual(rows.map((row) => row["姓名"]).sort(), [...NAMES].sort());

  // Nothing answers; both go on.
  await school.server.stop();
  await writeField(office, "周子涵", "监护人", "周大山");
  await writeField(tablet, "周子涵", "监护人", "陈桂花");
  await writeField(tablet, "马小军", "现住址", "新庄村三组");
  await visit(tablet, "#/sync");
  await until("two saves wait", async () => /待上传 2/.test(await brief(tablet)));
  await press(tablet, "立即同步");
  await tablet.getByText("没有连上服务器").first().waitFor({ timeout: 20_000 });
  await screenshot(tablet, "sync-offline", "tablet");
  await school.server.start();
  await closeNotes(tablet);
  await press(tablet, "立即同步");
  await even(tablet);
  await visit(office, "#/sync");
  await closeNotes(office);
  await press(office, "立即同步");
  await even(office);
  const dispute = office.locator(".dispute", { hasText: "周子涵" });
  await dispute.getByText(/您 .*改为 周大山/).waitFor({ timeout: 20_000 });
  await dispute.getByText(/李老师 平板 .*改为 陈桂花/).waitFor();
  await screenshot(office, "sync-dispute", "pc");
  await checkA11y(office);
  await tablet.locator(".dispute", { hasText: "周子涵" }).waitFor({ timeout: 30_000 });
  await tablet.locator(".dispute").getByRole("button", { name: "用我的" }).click();
  await tablet.locator(".dispute").waitFor({ state: "hidden" });
  await office.locator(".dispute").waitFor({ state: "hidden", timeout: 30_000 });

  const member = office.getByRole("listitem").filter({ hasText: "李老师 平板" });
  for (const [at, role] of ["只读", "填报"].entries()) {
    await member.getByRole("button", { name: "改权限…" }).click();
    await office.getByLabel("权限", { exact: true }).selectOption({ label: role });
    if (at === 0) {
      await checkA11y(office);
    }
    await press(office, "改为这个权限");
    await member.getByText(role, { exact: true }).waitFor();
    await even(office);
    await until(`the tablet is told: ${role}`, async () => {
      await press(tablet, "立即同步");
      return (await tablet.getByRole("listitem").filter({ hasText: "这台设备" }).innerText()).includes(role);
    }, 30);
    if (role === "只读") {
      await closeNotes(tablet);
      await screenshot(tablet, "sync-reader", "tablet", { fullPage: true });
    }
  }
  await closeNotes(tablet);
  await member.getByRole("button", { name: "移出…" }).click();
  await press(office, "移出并更换密钥");
  await office.getByText("已移出", { exact: true }).waitFor({ timeout: 20_000 });
  await even(office);
  await tablet.getByText("服务器不接受这台设备").first().waitFor({ timeout: 40_000 });
  await writeField(tablet, "马小军", "现住址", "新庄村四组");
  await visit(tablet, "#/sync");
  await tablet.getByText(/需处理：服务器不接受这台设备/).waitFor();
  await screenshot(tablet, "sync-shut-out", "tablet");
  await closeNotes(office);
  await screenshot(office, "sync-members", "pc", { fullPage: true });

  await school.server.stop();
  const files = school.stored();
  assert.ok(files.some((file) => file.bytes.length > 4096), "the server has kept something");
  unreadable([...CANARIES, "周大山", "陈桂花", "新庄村三组"], road, files);
}));
