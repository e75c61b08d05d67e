// 用U盘加入: a tablet that has no network at all comes in by files. The request goes over on a stick, the answer comes back,
// both screens show the same six digits, and after the office has been at its server the log follows on the stick. Then the
// tablet lives on exchange files: its work goes over, and what others wrote comes back.
import { assert, checkA11y, download, journey, screenshot } from "./harness.mjs";
import { AWAY, inSchool } from "./school.mjs";
import { askIn, digits, even, invite } from "./share-ways.mjs";
import { closeNotes, createLedger, rosterOf, visit, write } from "./ways.mjs";

const press = (page, name) => page.getByRole("button", { name, exact: true }).click();
const save = (page, name) => download(page, () => press(page, name));

/** Puts a file of the stick into the place of the page that wants it. */
async function put(page, region, file) {
  await page.getByRole("region", { name: region, exact: true }).locator('input[type="file"]')
    .setInputFiles({ name: file.name, mimeType: "application/octet-stream", buffer: file.bytes });
}

journey("a tablet without a network comes in by files", { seconds: 240, allow: AWAY }, ({ context }) => inSchool("join-files", context, async (school) => {
  const office = await school.machine("pc");
  await office.goto(school.server.origin);
  await school.begin(office, 1);
  await school.share(office);
  const link = await invite(office);

  const tablet = await school.machine("tablet");
  await tablet.goto(link);
  await createLedger(tablet, { label: "平板" });
  await tablet.getByLabel("邀请链接").waitFor();
  await tablet.context().setOffline(true);
  await askIn(tablet, "李老师 平板");
  await tablet.getByRole("region", { name: "没有网络时用U盘加入" }).waitFor();
  await checkA11y(tablet);
  const request = await save(tablet, "导出申请文件");
  await screenshot(tablet, "join-files-asking", "tablet");

  const [answer] = await Promise.all([download(office, () => Promise.resolve()), put(office, "邀请", request)]);
  await closeNotes(office);
  await put(tablet, "没有网络时用U盘加入", answer);
  const [here, there] = [await digits(office), await digits(tablet)];
  assert.match(here, /^\d{3} \d{3}$/);
  assert.equal(there, here);
  await screenshot(office, "join-files-digits", "pc");
  await checkA11y(office);
  // The wrong file on the wrong side is named, and nothing happens.
  await closeNotes(tablet);
  await put(tablet, "没有网络时用U盘加入", request);
  await tablet.getByText("这是申请文件").waitFor();
  await closeNotes(tablet);
  await press(office, "数字一致，同意加入");
  await office.getByText("请把台账文件拷到他的设备上导入").waitFor({ timeout: 30_000 });
  await checkA11y(office);
  const log = await save(office, "导出台账文件");
  await put(tablet, "没有网络时用U盘加入", log);
  await tablet.getByRole("region", { name: "成员", exact: true }).waitFor({ timeout: 30_000 });
  const rows = await rosterOf(tablet, 1);
  assert.deepEqual(rows.map((row) => row["姓名"]), ["周子涵"]);
  await closeNotes(office);
  await press(office, "完成，收起");
  await office.getByText("请把台账文件拷到他的设备上导入").waitFor({ state: "hidden" });

  // From here on it lives on exchange files: its work goes over, what came of it and what others wrote comes back.
  await closeNotes(tablet);
  await write(tablet, "周子涵", "户籍村", "东庄村");
  await visit(tablet, "#/sync");
  const work = await save(tablet, "导出交换文件");
  await visit(office, "#/sync");
  await put(office, "用U盘交换", work);
  await office.getByText("导入 1 份未上传的内容。").waitFor();
  await closeNotes(office);
  await rosterOf(office, 1);
  await write(office, "周子涵", "户籍村", "西河村");
  await visit(office, "#/sync");
  await even(office);
  const back = await save(office, "导出交换文件");
  assert.ok(!back.bytes.includes(Buffer.from("西河村")));
  await put(tablet, "用U盘交换", back);
  await tablet.getByText(/收到 \d+ 条台账记录。/).waitFor();
  await tablet.getByText("待上传 0").first().waitFor();
  await checkA11y(tablet);
  await screenshot(tablet, "join-files-exchange", "tablet");
  const after = await rosterOf(tablet, 1);
  assert.deepEqual(after.map((row) => [row["姓名"], row["户籍村"]]), [["周子涵", "西河村"]]);
}));
