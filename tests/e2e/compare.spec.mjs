// Lists against each other: run, explain, close, accept and refuse, carry over to the next round, count, export, print.
import { assert, journey, until } from "./harness.mjs";
import { cells, file, goOffline, importFile, keepList, openTrial, rows, visit } from "./pages.mjs";

const HOUSEHOLD = "户籍";
const REGISTRY = "学籍";
const IN_SCHOOL = "在校";
const TABLE = "比对";

const household = "姓名,身份证号,出生日期,户籍村,监护人\n周子涵,990526201208310018,2012-08-31,石川村,周平\n马小军,990526201209010025,2012-09-01,下沟村,马大山\n刘浩然,990422201508310035,2015-08-31,石川村,刘强\n欧阳娜,990329201209010110,2012-09-01,上湾村,欧阳平\n";
const registry = "姓名,身份证件号,出生日期,学校,年级,班级,监护人\n马小军,990526201209010000,2012-09-01,石川镇中心小学,六年级,1班,马大山\n刘浩然,990422201508310035,2015-08-31,石川镇中心小学,四年级,2班,刘强\n欧阳 娜,990329201209010110,2012-09-01,石川镇中心小学,六年级,1班,欧阳平\n合计,3,,,,,\n";
const inSchool = "姓名,身份证号,学校,年级,班级\n马小军,990526201209010025,石川镇中心小学,六年级,1班\n欧阳娜,990329201209010110,石川镇中心小学,六年级,1班\n";

async function threeLists(page) {
  await keepList(page, file("户籍.csv", household), HOUSEHOLD, "户籍名单");
  await keepList(page, file("学籍.csv", registry), REGISTRY, "学籍名单");
  await keepList(page, file("在校.csv", inSchool), IN_SCHOOL, "在校名单");
}

async function run(page) {
  await visit(page, "#/compare");
  const choose = page.getByRole("button", { name: "换名单" });
  if (await choose.isVisible()) {
    await choose.click();
  }
  await page.getByRole("button", { name: "开始比对" }).click();
  await page.getByText("每一行都有去处").waitFor();
  await until("the table is filled", async () => (await cells(page, TABLE)).length > 0);
}

/** The sum line in numbers; fails unless they add up. */
async function sum(page) {
  const words = await page.locator(".sum-line").innerText();
  const found = words.match(/([\d,]+) 行每一行都有去处：([\d,]+) 一致 \+ ([\d,]+) 不一致 \+ ([\d,]+) 不能读 \+ ([\d,]+) 跳过/);
  assert.ok(found, words);
  const [rowsIn, ...parts] = found.slice(1).map((n) => Number(n.replaceAll(",", "")));
  assert.equal(rowsIn, parts.reduce((a, b) => a + b, 0), words);
  return { rowsIn, matched: parts[0], differing: parts[1], rejected: parts[2], skipped: parts[3] };
}

journey("three lists compared, explained in place, carried to the next round, closed", { views: ["pc", "tablet"], floor: true, seconds: 150 }, async (given) => {
  const { page, view, checkA11y, screenshot } = given;
  await openTrial(given);
  await goOffline(given);
  await visit(page, "#/compare");
  await page.getByRole("heading", { name: "还没有做过比对" }).waitFor();
  await checkA11y();
  await screenshot("compare-first");
  await threeLists(page);
  await run(page);
  const told = await sum(page);
  assert.equal(told.rowsIn, 4 + 4 + 2);
  assert.equal(told.skipped, 1);
  await checkA11y();
  await screenshot("compare");

  // Explained in the drawer, side by side.
  await page.getByRole("grid", { name: TABLE }).getByText("周子涵").click();
  const drawer = page.getByRole("region", { name: "并排查看" });
  await drawer.getByText("990526********0018").waitFor();
  await checkA11y();
  await screenshot("compare-detail");
  await drawer.getByLabel("说明", { exact: true }).selectOption({ index: 1 });
  const explanation = await drawer.getByLabel("说明", { exact: true }).locator("option:checked").innerText();
  await drawer.getByLabel("备注").fill("随父母在西安");
  await drawer.getByLabel("责任人").fill("学籍员");
  await drawer.getByLabel("期限").fill("20261128");
  await drawer.getByRole("button", { name: "保存", exact: true }).click();
  await page.getByText("1 条已保存说明").waitFor();
  await drawer.getByRole("button", { name: "关闭" }).click();
  await until("the table shows it", async () => (await cells(page, TABLE)).some((row) => row.includes("周子涵") && row.includes(explanation)));

  // The next round carries it over and says so.
  await run(page);
  await until("it is carried", async () => (await cells(page, TABLE)).some((row) => row.includes("周子涵") && row.some((cell) => cell.includes("沿用"))));
  await page.getByText("上轮说明沿用 1").waitFor();

  // Closing without evidence is refused and says what is missing; with it the countdown goes down.
  await page.getByRole("grid", { name: TABLE }).getByText("周子涵").click();
  await drawer.getByRole("button", { name: "销号…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("审批人").fill("李文静");
  await dialog.getByRole("button", { name: "确认销号" }).click();
  await page.getByText("销号要有印证材料").waitFor();
  await dialog.getByLabel("印证材料").fill("在读证明");
  await checkA11y();
  await dialog.getByRole("button", { name: "确认销号" }).click();
  await page.getByText("1 条已销号").waitFor();
  await drawer.getByRole("button", { name: "关闭" }).click();
  await page.locator(".legend").getByText("已销号").waitFor();
  if (view === "pc") {
    await page.getByRole("button", { name: "已销号", exact: true }).click();
    await rows(page, TABLE, 1);
  }
});

journey("a damaged number is a proposal: looked at, accepted, undone", { floor: true, seconds: 120 }, async (given) => {
  const { page, checkA11y, screenshot } = given;
  await openTrial(given);
  await threeLists(page);
  await run(page);
  const before = await sum(page);
  await page.getByRole("button", { name: /接受 \d+ 条高分建议/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("马小军").waitFor();
  await checkA11y();
  await screenshot("compare-proposals");
  await dialog.getByRole("button", { name: /接受勾选的/ }).click();
  await page.getByText(/条已按同一人处理/).waitFor();
  const after = await sum(page);
  assert.equal(after.rowsIn, before.rowsIn);
});

journey("a block of explanations is pasted into the table as one save and undone as one", { seconds: 120 }, async (given) => {
  const { page, context } = given;
  await openTrial(given);
  await threeLists(page);
  await run(page);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const grid = page.getByRole("grid", { name: TABLE });
  const head = await grid.getByRole("columnheader").allInnerTexts();
  const note = head.findIndex((title) => title.trim() === "备注");
  const first = grid.locator(".grid-body [role=row]").first();
  await first.locator("[role=gridcell], [role=rowheader]").nth(note).click();
  await page.evaluate(() => navigator.clipboard.writeText("已电话核实\t班主任\n待入户\t村干部"));
  await page.keyboard.press("Control+v");
  await until("both rows have it", async () => {
    const found = await cells(page, TABLE);
    return found.some((row) => row.includes("已电话核实") && row.includes("班主任")) && found.some((row) => row.includes("待入户"));
  });
  await page.keyboard.press("Control+z");
  await until("both are gone", async () => !(await cells(page, TABLE)).some((row) => row.includes("已电话核实") || row.includes("待入户")));
});

journey("numbers first, then the names behind a difference", { views: ["pc", "tablet"], seconds: 120 }, async (given) => {
  const { page, checkA11y, screenshot } = given;
  await openTrial(given);
  await threeLists(page);
  await run(page);
  await page.getByRole("button", { name: "先看人数" }).click();
  await page.getByRole("group", { name: "分到" }).getByRole("button", { name: "年级" }).click();
  const line = page.getByRole("row", { name: /四年级/ });
  await line.waitFor();
  await checkA11y();
  await screenshot("compare-counts");
  await line.getByRole("button", { name: "看名单" }).click();
  const found = await rows(page, TABLE, 1);
  assert.ok(found[0].includes("刘浩然"), JSON.stringify(found));
});

journey("the discrepancies leave as a table: masked by default, in full only with a reason; and on paper", { seconds: 120 }, async (given) => {
  const { page, download, checkA11y } = given;
  await openTrial(given);
  await threeLists(page);
  await run(page);
  await page.getByRole("button", { name: "导出不一致台账" }).click();
  const dialog = page.getByRole("dialog");
  await checkA11y();
  await dialog.getByLabel("格式").selectOption({ label: "CSV（UTF-8）" });
  const masked = await download(() => dialog.getByRole("button", { name: "导出", exact: true }).click());
  assert.match(masked.bytes.toString("utf8"), /周子涵/);
  assert.doesNotMatch(masked.bytes.toString("utf8"), /990526201208310018/);
  await page.getByRole("button", { name: "导出不一致台账" }).click();
  await dialog.getByLabel("格式").selectOption({ label: "CSV（UTF-8）" });
  await dialog.getByRole("radio", { name: /完整证件号/ }).check();
  assert.equal(await dialog.getByRole("button", { name: "导出", exact: true }).isDisabled(), true, "no full numbers without a reason");
  await dialog.getByRole("textbox", { name: /事由/ }).fill("报中心校核对");
  const full = await download(() => dialog.getByRole("button", { name: "导出", exact: true }).click());
  assert.match(full.bytes.toString("utf8"), /990526201208310018/);
  await page.evaluate(() => { window.print = () => { window.printed = document.querySelector(".print-sheet").innerText; }; });
  await page.getByRole("button", { name: "打印", exact: true }).click();
  const paper = await until("the sheet is printed", () => page.evaluate(() => window.printed));
  assert.match(paper, /周子涵/);
});

journey("children of a list are taken into the roster; a list is dropped from the choice", { seconds: 120 }, async (given) => {
  const { page } = given;
  await openTrial(given);
  await importFile(page, file("学籍.csv", registry), REGISTRY);
  await keepList(page, file("户籍.csv", household), HOUSEHOLD, "户籍名单");
  await visit(page, "#/compare");
  await page.getByRole("radio", { name: /自己选名单/ }).check();
  for (const box of await page.getByRole("checkbox", { name: /选用/ }).all()) {
    await box.setChecked(true);
  }
  await page.getByRole("button", { name: "开始比对" }).click();
  await page.getByText("每一行都有去处").waitFor();
  await page.getByRole("grid", { name: TABLE }).getByText("周子涵").click();
  const drawer = page.getByRole("region", { name: "并排查看" });
  await drawer.getByRole("button", { name: "补入名册…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "补入" }).click();
  await page.getByText("1 个孩子已补入名册").waitFor();
  await visit(page, "#/roster");
  await until("the child is there", async () => (await cells(page, "名册表格")).some((row) => row.includes("周子涵")));
});

journey("the sample township is loaded, compared and removed in single clicks", { floor: true, seconds: 240 }, async (given) => {
  const { page, go, checkA11y, screenshot } = given;
  await go();
  await page.getByRole("button", { name: "试用：载入示例乡镇" }).click();
  await page.getByText("示例乡镇已载入").waitFor({ timeout: 120_000 });
  await page.getByText("每一行都有去处").waitFor();
  await sum(page);
  await until("the table is filled", async () => (await cells(page, TABLE)).length > 5);
  await checkA11y();
  await screenshot("sample-compare");
  await page.getByRole("button", { name: "移除示例" }).click();
  await page.getByText("示例已移除").waitFor();
  await visit(page, "#/roster");
  await page.getByText("名册里还没有人").waitFor();
});
