// The disk of the server is lost and there is no copy. One machine of the school gives everything back; on the other one a
// person says once that this is known; both go on.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { assert, checkA11y, journey, screenshot, until } from "./harness.mjs";
import { AWAY, NAMES, inSchool } from "./school.mjs";
import { even, letIn } from "./share-ways.mjs";
import { closeNotes, rosterOf, visit } from "./ways.mjs";

const press = (page, name) => page.getByRole("button", { name, exact: true }).click();

journey("a server that has lost everything gets it back from one machine", { seconds: 240, allow: AWAY }, ({ context }) => inSchool("lost", context, async (school) => {
  const office = await school.machine("pc");
  await office.goto(school.server.origin);
  await school.begin(office, 3);
  await school.share(office);
  const tablet = await school.machine("tablet");
  await letIn(office, tablet);
  await even(office);

  await school.server.stop();
  for (const folder of ["registry", "spaces"]) {
    rmSync(join(school.store, folder), { recursive: true });
  }
  await school.server.start();
  await closeNotes(office);
  await press(office, "立即同步");
  const lost = office.getByRole("region", { name: "服务器的数据丢失了？" });
  await lost.getByText("服务器的数据丢失了？").click({ timeout: 40_000 });
  await checkA11y(office);
  await screenshot(office, "lost-server", "pc");
  await press(tablet, "立即同步");
  const here = tablet.getByRole("region", { name: "服务器的数据丢失了？" });
  await here.getByText("服务器的数据丢失了？").click({ timeout: 40_000 });
  await closeNotes(tablet);
  await screenshot(tablet, "lost-server", "tablet");
  await lost.getByRole("button", { name: "用本机记录恢复服务器…" }).click();
  await screenshot(office, "lost-server-ask", "pc");
  await press(office, "已核实，开始恢复");
  await office.getByText(/服务器丢失过一段记录，缺的 \d+ 条已由本机补回/).waitFor({ timeout: 40_000 });
  await even(office);
  assert.equal(await lost.count(), 0);
  await closeNotes(office);
  await screenshot(office, "lost-server-back", "pc");

  await closeNotes(tablet);
  await until("the tablet hears of another storage", async () => {
    await press(tablet, "立即同步");
    return (await tablet.getByRole("region", { name: "服务器重新建立过" }).count()) > 0;
  }, 40);
  await checkA11y(tablet);
  await closeNotes(tablet);
  await screenshot(tablet, "lost-server-known", "tablet");
  await press(tablet, "继续同步…");
  await press(tablet, "已核实，继续同步");
  await tablet.getByRole("region", { name: "服务器重新建立过" }).waitFor({ state: "hidden" });
  await even(tablet);
  const rows = await rosterOf(tablet, 3);
  assert.deepEqual(rows.map((row) => row["姓名"]).sort(), [...NAMES].sort());
  await visit(tablet, "#/sync");
  await even(tablet);
}));
