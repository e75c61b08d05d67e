// Incident 26: 20,000 children on a small machine.
import { readFileSync } from "node:fs";
import { assert, journey, until } from "./harness.mjs";
import { cells, commit, file, preview, read, sayKind, visit } from "./pages.mjs";
import { createLedger, unlock } from "./ways.mjs";

const CHECK = "10X98765432";
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A number of the fictional area 990526 with a fitting check character. */
function number(i) {
  const day = new Date(Date.UTC(2010, 8, 1) + (i % 3200) * 86_400_000).toISOString().slice(0, 10).replaceAll("-", "");
  const start = `990526${day}${String(100 + Math.floor(i / 3200)).padStart(3, "0")}`;
  const sum = [...start].reduce((total, digit, at) => total + Number(digit) * WEIGHTS[at], 0);
  return { id: start + CHECK[sum % 11], day };
}

function township(count) {
  const family = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨";
  const given = "子涵雨轩浩然诗佳明月春生小军桂英";
  const lines = ["姓名,身份证件号,出生日期,性别,学校,年级,班级,户籍村,监护人,联系电话,现住址,备注"];
  for (let i = 0; i < count; i += 1) {
    const { id, day } = number(i);
    const name = family[i % family.length] + given[(i * 7) % given.length] + given[(i * 11 + 3) % given.length];
    lines.push(`${name},${id},${day},${Number(id[16]) % 2 ? "男" : "女"},石川镇中心小学,${1 + (i % 6)}年级,${1 + (i % 4)}班,第${i % 40}村,家长${i % 9000},139${String(10_000_000 + i)},石川镇第${i % 40}村${i % 12}组,`);
  }
  return lines.join("\r\n");
}

/** Memory of the page and its workers in MB, as the kernel counts it (shared parts divided among their users). */
async function memory(context, page) {
  // What nothing holds any more would be taken back by a machine that is short of memory.
  const own = await context.newCDPSession(page);
  await own.send("HeapProfiler.collectGarbage");
  const session = await context.browser().newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  let most = 0;
  for (const { id, type } of processInfo) {
    if (type === "renderer") {
      const words = readFileSync(`/proc/${id}/smaps_rollup`, "utf8");
      most = Math.max(most, Number(words.match(/^Pss:\s+(\d+) kB/m)[1]) / 1024);
    }
  }
  return most;
}

journey("incident 26: 20,000 children in less than 250 MB, at most 60 rows drawn, and no crash after 50 opens", { seconds: 300 }, async (given) => {
  const { context, go } = given;
  let { page } = given;
  await go();
  await createLedger(page);
  await read(page, file("两万人.csv", township(20_000)));
  await sayKind(page, "学籍");
  const told = await preview(page);
  assert.equal(told.added, 20_000, JSON.stringify(told));
  await commit(page);
  // As on any other day: the page is opened anew, without the memory that the import needed for a moment.
  const [address] = page.url().split("#");
  await page.close();
  page = await context.newPage();
  await page.goto(address);
  await unlock(page);
  await visit(page, "#/roster");
  await until("the roster is shown", async () => (await cells(page, "名册表格")).length > 10);
  const drawn = await page.locator(".grid-body [role=row]").count();
  assert.ok(drawn <= 60, `${drawn} rows drawn`);
  const used = await memory(context, page);
  assert.ok(used < 250, `${used.toFixed(0)} MB`);
  const first = await memory(context, page);
  for (let i = 0; i < 50; i += 1) {
    await page.getByRole("grid", { name: "名册表格" }).locator("[role=row] a").nth(i % 10).click();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await visit(page, "#/roster");
    await until("the roster is back", async () => (await cells(page, "名册表格")).length > 10);
  }
  const last = await memory(context, page);
  assert.ok(last < 250 && last < first + 60, `${first.toFixed(0)} MB became ${last.toFixed(0)} MB`);
});
