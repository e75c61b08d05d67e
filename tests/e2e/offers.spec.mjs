// 待采纳的内容: a tablet that was shut out hands its unsent work over on a stick, and the office looks at it, takes one save
// and leaves the other.
import { assert, checkA11y, download, journey, screenshot, views } from "./harness.mjs";
import { AWAY, inSchool } from "./school.mjs";
import { brief, even, letIn, nameShared } from "./share-ways.mjs";
import { closeNotes, rosterOf, visit, writeField } from "./ways.mjs";

const press = (page, name) => page.getByRole("button", { name, exact: true }).click();

journey("unsent work of a tablet that was shut out is looked at in the office and taken over", { seconds: 240, allow: AWAY }, ({ context }) => inSchool("offers", context, async (school) => {
  const office = await school.machine("pc");
  await office.goto(school.origin);
  await school.begin(office, 3);
  await nameShared(office, "石川镇中心小学", "王校长 办公室");
  await press(office, "建立共享台账");
  await even(office);
  const tablet = await school.machine("tablet");
  await letIn(office, tablet, "李老师 平板");

  // The server is away; the tablet works on, and is shut out before it hears of it.
  await school.server.stop();
  await writeField(tablet, "周子涵", "监护人", "陈桂花");
  await writeField(tablet, "马小军", "监护人", "马建国");
  await writeField(office, "周子涵", "监护人", "周大山");
  await visit(office, "#/sync");
  await office.getByRole("listitem").filter({ hasText: "李老师 平板" }).getByRole("button", { name: "移出…" }).click();
  await press(office, "移出并更换密钥");
  await school.server.start();
  await press(office, "立即同步");
  await even(office);
  await office.getByText("已移出", { exact: true }).waitFor({ timeout: 20_000 });
  await visit(tablet, "#/sync");
  await press(tablet, "立即同步");
  await tablet.getByText(/需处理：服务器不接受这台设备/).first().waitFor({ timeout: 40_000 });
  assert.match(await brief(tablet), /待上传 2/);
  const stick = await download(tablet, () => press(tablet, "导出交换文件"));

  // A stick is for when there is no network.
  await school.server.stop();
  await closeNotes(office);
  await office.locator('input[type="file"][accept=".sxc"]').setInputFiles({ name: stick.name, mimeType: "application/octet-stream", buffer: stick.bytes });
  const offers = office.getByRole("region", { name: "待采纳的内容" });
  await offers.getByText("现为 周大山，改为 陈桂花").waitFor();
  await offers.getByText("填写为 马建国").waitFor();
  await closeNotes(office);
  await offers.getByRole("button", { name: "全部采纳" }).waitFor();
  await screenshot(office, "offers", "pc", { fullPage: true });
  const size = office.viewportSize();
  await office.setViewportSize(views.tablet.viewport);
  await screenshot(office, "offers", "tablet", { fullPage: true });
  await office.setViewportSize(size);
  await checkA11y(office);
  await offers.locator(".dispute", { hasText: "陈桂花" }).getByRole("button", { name: "不采纳" }).click();
  await offers.getByText("陈桂花").waitFor({ state: "hidden" });
  await offers.getByRole("button", { name: "全部采纳" }).waitFor({ state: "hidden" });
  await offers.getByRole("button", { name: "采纳", exact: true }).click();
  await offers.waitFor({ state: "hidden" });
  assert.match(await brief(office), /待上传 1/);
  await school.server.start();
  await press(office, "立即同步");
  await even(office);
  const guardians = (await rosterOf(office, 3)).map((row) => [row["姓名"], row["监护人"]]);
  assert.deepEqual(Object.fromEntries(guardians), { 周子涵: "周大山", 马小军: "马建国", 欧阳娜: "" });
}));
