// 报送与收件: a school and its county, each in a ledger of its own. They compare digits that never travel with the letter;
// a report goes up over the server, comes back with a reason, goes up again and is received; another one travels both ways
// as files while nothing answers, is brought in twice and counted once. Neither the server's disk nor the road to it holds
// a word of it.
import { assert, checkA11y, download, journey, screenshot, until } from "./harness.mjs";
import { AWAY, inSchool } from "./school.mjs";
import { even, nameShared } from "./share-ways.mjs";
import { unreadable } from "./unreadable.mjs";
import { closeNotes, createLedger, visit } from "./ways.mjs";

const COUNTY = "青山县教育体育局";
const SCHOOL = "石川镇中心小学";
const BODY = "疑似辍学学生周子涵，已上门劝返两次";
const REASON = "缺第二次劝返记录";
/** What nobody between the two may read. */
const CANARIES = [BODY, REASON, "周子涵", "十一月月报", "补第二次劝返记录", "控辍保学月报.xlsx", "2026-11", "已核对", COUNTY, SCHOOL];

const press = (page, name) => page.getByRole("button", { name, exact: true }).first().click();
const region = (page, name) => page.getByRole("region", { name, exact: true });
const save = (page, scope, name) => download(page, () => scope.getByRole("button", { name, exact: true }).click());
const lines = (page, name) => region(page, name).locator(".up-list > li");
const states = (page, name) => lines(page, name).locator(".chip:first-of-type").allInnerTexts();
const report = (name, text) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(text) });

/** The letter of an office as it is shown, and the digits that belong on paper. */
async function letter(page, name) {
  const card = region(page, name);
  await card.locator("svg.qr").waitFor();
  return { text: await card.locator("code").innerText(), digits: await card.locator(".letter-digits").innerText() };
}

/** Compares a letter that came as text or as a file; the dialog stays if the digits are others. */
async function pair(page, button, { text, file, digits }) {
  await press(page, button);
  const dialog = page.locator("dialog[open]");
  if (file) {
    await dialog.locator('input[type="file"]').setInputFiles(file);
    await until("the file is in the form", async () => (await dialog.getByLabel("函的内容").inputValue()).includes("SX"));
  } else {
    await dialog.getByLabel("函的内容").fill(text);
  }
  await dialog.getByText(/的(收件函|登记函)$/).waitFor();
  await dialog.getByLabel("纸上的24位核对码").fill(digits);
  await dialog.getByRole("button", { name: "核对并登记" }).click();
  return dialog;
}

/** Hands something up. */
async function submit(page, button, { form, file, sentence, again = false }) {
  await press(page, button);
  const dialog = page.locator("dialog[open]");
  if (form) {
    await dialog.getByLabel("材料种类").selectOption({ label: form });
  }
  await dialog.locator('input[type="file"]').setInputFiles(file);
  await dialog.getByText(file.name).waitFor();
  await dialog.getByLabel(again ? "更正的原因" : "说明", { exact: !again }).fill(sentence);
  await dialog.getByRole("button", { name: "签名并报送" }).click();
  await dialog.waitFor({ state: "hidden" });
  await closeNotes(page);
}

async function office(school, page, name, person) {
  await createLedger(page, { label: name });
  await nameShared(page, name, person);
  await press(page, "建立共享台账");
  await even(page);
  await page.getByRole("link", { name: "报送与收件" }).click();
  await page.getByRole("heading", { name: "报送与收件" }).waitFor();
}

journey("a school hands up to its county, over the server and on a stick", { seconds: 300, allow: AWAY }, ({ context }) => inSchool("upward", context, async (machines) => {
  const { server } = machines;
  const road = await machines.build();
  const machine = async (view) => {
    const page = await machines.machine(view);
    await page.goto(machines.origin);
    return page;
  };

  const county = await machine("pc");
  // Before there is a shared ledger the page says what to do first.
  await createLedger(county, { label: COUNTY });
  await visit(county, "#/sync/up");
  await county.getByText("先建立共享台账").waitFor();
  await checkA11y(county);
  await nameShared(county, COUNTY, "周科员 办公室");
  await press(county, "建立共享台账");
  await even(county);
  await county.getByRole("link", { name: "报送与收件" }).click();
  await county.getByRole("tab", { name: "接收下级报送" }).click();
  assert.equal(await county.getByLabel("单位名称").inputValue(), COUNTY);
  await screenshot(county, "upward-open-inbox", "pc");
  await checkA11y(county);
  await region(county, "开设收件箱").getByRole("button", { name: "开设收件箱" }).click();
  const inbox = await letter(county, "本单位的收件函");
  assert.match(inbox.digits, /^\d{4}( \d{4}){5}$/);
  await closeNotes(county);
  await screenshot(county, "upward-inbox-letter", "pc", { fullPage: true });
  await checkA11y(county);

  const school = await machine("tablet");
  await office(machines, school, SCHOOL, "王校长 平板");
  await school.getByText("还没有上级单位").waitFor();
  await screenshot(school, "upward-begin", "tablet");
  await checkA11y(school);
  // Digits of another letter: nothing is pinned.
  const wrong = inbox.digits.replace(/\d$/, (last) => String((Number(last) + 1) % 10));
  const dialog = await pair(school, "添加上级…", { text: `局里发来的：\n${inbox.text}`, digits: wrong });
  await school.getByText("核对码不一致，未予登记").waitFor();
  await screenshot(school, "upward-wrong-digits", "tablet");
  await checkA11y(school);
  await dialog.getByLabel("纸上的24位核对码").fill(inbox.digits.replaceAll(" ", ""));
  await dialog.getByRole("button", { name: "核对并登记" }).click();
  await dialog.waitFor({ state: "hidden" });
  await closeNotes(school);
  const own = await letter(school, "本单位的登记函");
  const file = await save(school, region(school, "本单位的登记函"), "存为文件");
  assert.ok(file.bytes.toString().includes(own.text));

  await pair(county, "登记学校…", { file: { name: file.name, mimeType: "text/plain", buffer: file.bytes }, digits: own.digits });
  await region(county, "登记的学校").getByText(SCHOOL).waitFor();
  await closeNotes(county);

  // Over the server: delivered, back with a reason, again, received.
  await submit(school, "报送材料…", { file: report("控辍保学月报.xlsx", BODY), sentence: "十一月月报" });
  await until("it is delivered", async () => (await states(school, "报送记录"))[0] === "已送达", 60);
  await lines(county, "收到的报送").first().getByText("十一月月报").waitFor({ timeout: 30_000 });
  assert.deepEqual(await states(school, "报送记录"), ["已送达"]);
  await screenshot(county, "upward-came", "pc", { fullPage: true });
  await checkA11y(county);
  const opened = await save(county, lines(county, "收到的报送").first(), "下载文件");
  assert.deepEqual([opened.name, opened.bytes.toString()], [`${SCHOOL}_控辍保学月报.xlsx`, BODY]);
  await closeNotes(county);
  await lines(county, "收到的报送").first().getByRole("button", { name: "退回…" }).click();
  await county.getByLabel("退回的原因").fill(REASON);
  await checkA11y(county);
  await county.locator("dialog[open]").getByRole("button", { name: "退回", exact: true }).click();
  await closeNotes(county);
  await until("the school sees it", async () => (await states(school, "报送记录"))[0] === "已退回", 60);
  await lines(school, "报送记录").first().getByText(REASON).waitFor();
  await screenshot(school, "upward-rejected", "tablet", { fullPage: true });
  await checkA11y(school);
  await submit(school, "更正报送…", { file: report("控辍保学月报.xlsx", `${BODY}，附记录`), sentence: "补第二次劝返记录", again: true });
  await lines(county, "收到的报送").first().getByText("补第二次劝返记录").waitFor({ timeout: 60_000 });
  await lines(county, "收到的报送").first().getByRole("button", { name: "接收", exact: true }).click();
  await closeNotes(county);
  await until("the school sees that it is received", async () => (await states(school, "报送记录")).join() === "已接收,已退回", 60);
  await region(county, "未报名单").getByText("登记的学校都已报送").waitFor();

  // Nothing answers: the same by files, both ways, twice.
  await server.stop();
  await submit(school, "报送材料…", { form: "台账", file: report("台账.xlsx", `台账：${BODY}`), sentence: "已核对" });
  const up = await save(school, lines(school, "报送记录").first(), "导出报送文件");
  assert.match(up.name, /^守学报送_石川镇中心小学_.*台账_第1次\.sxu$/);
  await closeNotes(school);
  const put = (page, name, one) => region(page, name).locator('input[type="file"]').setInputFiles({ name: one.name, mimeType: "application/octet-stream", buffer: one.bytes });
  await put(county, "收到的报送", up);
  await county.getByText("已导入 1 份").waitFor();
  await closeNotes(county);
  await put(county, "收到的报送", up);
  await county.getByText("没有重复计入").waitFor();
  await closeNotes(county);
  assert.equal(await lines(county, "收到的报送").count(), 3);
  await lines(county, "收到的报送").first().getByRole("button", { name: "接收", exact: true }).click();
  await closeNotes(county);
  const back = await save(county, lines(county, "收到的报送").first(), "导出回执文件");
  await closeNotes(county);
  // The wrong file at the wrong door is named.
  await put(county, "收到的报送", back);
  await county.getByText("这是回执文件").waitFor();
  await closeNotes(county);
  for (const words of ["已导入 1 份", "没有重复计入"]) {
    await put(school, "导入上级的回执文件", back);
    await school.getByText(words).waitFor();
    await closeNotes(school);
  }
  assert.equal((await states(school, "报送记录"))[0], "已接收");
  await screenshot(school, "upward-received", "tablet", { fullPage: true });

  // What was carried by hand goes to the server as well, and is still one.
  await server.start();
  for (const page of [school, county]) {
    await visit(page, "#/sync");
    await press(page, "立即同步");
    await even(page);
    await closeNotes(page);
    await visit(page, "#/sync/up");
  }
  await lines(school, "报送记录").first().getByText(/送达/).waitFor({ timeout: 60_000 });
  await county.getByRole("tab", { name: "接收下级报送" }).click();
  await until("it has come that way too", async () => (await lines(county, "收到的报送").getByText("U盘", { exact: true }).count()) === 0, 60);
  assert.equal(await lines(county, "收到的报送").count(), 3);
  await screenshot(county, "upward-all", "pc", { fullPage: true });
  await checkA11y(county);

  // A closed period is opened by sending back, and by nothing else.
  const first = (page, name) => lines(page, name).first();
  await first(county, "收到的报送").getByRole("button", { name: "锁定本期" }).click();
  await first(county, "收到的报送").getByText("确需更正的，请退回本次报送").waitFor();
  await closeNotes(county);
  assert.equal(await first(county, "收到的报送").getByRole("button", { name: "接收", exact: true }).count(), 0);
  await until("the school sees that it is closed", async () => (await states(school, "报送记录"))[0] === "已锁定", 60);
  await first(school, "报送记录").getByText("请电话联系上级退回").waitFor();
  assert.equal(await first(school, "报送记录").getByRole("button", { name: "更正报送…" }).count(), 0);
  await screenshot(county, "upward-locked", "pc");
  await screenshot(school, "upward-closed", "tablet");
  await checkA11y(school);

  // What went over the network is what stands in the file, byte for byte; and nobody on the way could read it.
  assert.ok(road.passed.some(({ to, bytes }) => to === "server" && bytes.includes(up.bytes)), "the file is what was sent");
  await server.stop();
  const files = machines.stored();
  assert.ok(files.some((one) => one.bytes.includes(up.bytes.subarray(60, 400))), "the server has kept it, sealed");
  unreadable(CANARIES, road, files);
}));
