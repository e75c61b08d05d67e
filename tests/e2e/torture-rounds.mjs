// What is going on when the machine dies. Each kind prepares the page, says that it is ready, and then issues steps as
// fast as the page takes them; it does not wait for a step to be acknowledged unless it says so.
import { until } from "./harness.mjs";
import { file } from "./pages.mjs";
import { addNew, cell, evidence, goTo, restoreFrom } from "./torture-page.mjs";
import { FIRST, SIGNS, heads, number, row } from "./torture-list.mjs";

const WORDS = ["白杨", "渡口", "七月", "竹篮", "青石", "码头", "木船", "山羊", "水磨", "炊烟", "石桥", "灯笼", "棉袄", "火塘", "麦垛", "铜铃"];
/** Blocks of the log after which the engine writes a snapshot. */
const SNAPSHOT_AFTER = 24;
const MOST_NAMES = 44;

export const KINDS = {
  /** Cells typed one after the other, and sometimes a new child. */
  save: {
    most: 45,
    after: 12,
    async walk({ page, round, chance, ready }) {
      const add = chance.next() < 0.4 && round.last.names.length < MOST_NAMES;
      await cell(page, 0);
      await ready();
      await type({ page, round, chance }, chance.between(4, 10));
      if (add) {
        await addChild({ page, round, chance });
      }
    },
  },
  /** Cells typed and taken back; a whole import taken back at once. */
  undo: {
    most: 30,
    after: 25,
    async walk({ page, round, chance, ready }) {
      await cell(page, 0);
      await ready();
      if (round.last.others > 0 && round.last.undo.length > 0) {
        await undo({ page, round });
        // Hundreds of rows leave the table: a cell typed into meanwhile may be one of them.
        await said(page, round, "the import is taken back");
      }
      await type({ page, round, chance }, chance.between(1, 4));
      for (let left = chance.between(1, 4); left > 0 && round.last.undo.length > 0; left -= 1) {
        await undo({ page, round });
      }
    },
  },
  /** A file that changes every child there is and brings hundreds more, in one save. */
  import: {
    most: 1,
    after: 160,
    async walk({ page, round, chance, ready, serial }) {
      const more = chance.between(50, 900);
      const villages = Object.fromEntries(FIRST.map(({ name }) => [name, `导${serial}`]));
      const rows = FIRST.map((child) => row(child.name, child.number, villages[child.name]));
      for (let i = 0; i < more; i += 1) {
        // A name of its own for every import: children of one name and birth date are held back as perhaps one child.
        const name = [serial, Math.floor(serial / 22), i, Math.floor(i / 22)].map((n) => SIGNS[n % 22]).join("");
        rows.push(row(`翁${name}`, number(1000 + serial * 1000 + i), "远村"));
      }
      await goTo(page, "#/import");
      await page.locator("input[type=file]").first().setInputFiles(file("名单.csv", [heads, ...rows].join("\r\n")));
      await page.getByRole("button", { name: "下一步：预览" }).click({ timeout: 30_000 });
      const commit = page.getByRole("button", { name: "提交，写入名册" });
      await commit.waitFor({ timeout: 30_000 });
      await ready();
      // What was there and has this village already is no change.
      round.issue(round.last.imported(villages, more));
      await commit.click();
    },
  },
  /** A new passphrase. */
  passphrase: {
    most: 1,
    after: 14,
    async walk({ page, round, chance, ready, ledger }) {
      const fresh = chance.shuffled(WORDS).slice(0, 4).join(" ");
      await goTo(page, "#/settings");
      await page.getByRole("button", { name: "修改口令…" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("现在的口令").fill(round.last.passphrase);
      await dialog.getByLabel("口令", { exact: true }).fill(fresh);
      await dialog.getByLabel("再输一遍").fill(fresh);
      await dialog.getByText("这个口令可以用").waitFor();
      await ready();
      ledger.tried = [fresh, round.last.passphrase];
      round.issue(round.last.locked(fresh));
      await dialog.getByRole("button", { name: "改成新口令" }).click();
    },
  },
  /** Typing until the engine writes a new snapshot of everything. */
  snapshot: {
    most: 1,
    after: 45,
    async walk({ page, round, chance, ready, ledger }) {
      await cell(page, 0);
      let before = await ledger.log();
      if (ledger.snapshot === null) {
        // Where the last one stands in the log is not known yet: seen when the next one is written.
        const old = before.manifest;
        while (before.manifest === old) {
          await typeAndWait({ page, round, chance });
          before = await ledger.log();
        }
        ledger.snapshot = before.blocks;
        ledger.manifest = before.manifest;
      }
      for (let left = SNAPSHOT_AFTER - 1 - (before.blocks - ledger.snapshot); left > 0; left -= 1) {
        await typeAndWait({ page, round, chance });
      }
      await ready();
      await type({ page, round, chance }, 1);
    },
  },
  /** A backup read into the machine beside the ledger. */
  restore: {
    most: 1,
    after: 130,
    async walk({ page, ready, ledger, address }) {
      await page.goto("about:blank");
      await page.goto(address);
      await restoreFrom(page, ledger.backup);
      await ready();
      await page.getByRole("button", { name: "恢复", exact: true }).click();
    },
  },
  /** A colleague's backup read into the open ledger. */
  regain: {
    most: 1,
    after: 60,
    async walk({ page, round, ready, ledger }) {
      const found = ledger.colleague.find(({ names }) => names.some((name) => !round.last.names.includes(name)));
      await goTo(page, "#/settings");
      await restoreFrom(page, { bytes: found.bytes, passphrase: ledger.backup.passphrase });
      await ready();
      // Of those that came with an earlier backup, what was typed since is the later word.
      const fresh = found.names.filter((name) => !round.last.names.includes(name));
      round.issue(round.last.regained(Object.fromEntries(fresh.map((name) => [name, COLLEAGUES_VILLAGE]))));
      await page.getByRole("dialog").getByRole("button", { name: "恢复", exact: true }).click();
    },
  },
};

/** Where the colleague's children live. */
export const COLLEAGUES_VILLAGE = "邻村";

/** Waits until every step given to the page is acknowledged; what the page says instead, if it never is. */
async function said(page, round, what) {
  await until(what, () => round.acknowledged === round.issued).catch(async (error) => {
    throw new Error(`${error.message}; ${round.acknowledged} of ${round.issued}; ${await evidence(page)}`);
  });
}

async function type({ page, round, chance }, cells) {
  for (let left = cells; left > 0; left -= 1) {
    const at = chance.between(0, round.last.names.length - 1);
    const name = await cell(page, at);
    const village = `村${chance.between(1000, 999_999)}`;
    await page.keyboard.insertText(village);
    round.issue(round.last.written(name, village));
    await page.keyboard.press("Enter");
  }
}

async function typeAndWait(given) {
  await type(given, 1);
  await said(given.page, given.round, "the cell is saved");
}

async function undo({ page, round }) {
  // Taken back is the newest save that is on the disk: the page must have said so.
  await said(page, round, "all is saved");
  round.issue(round.last.undone());
  await page.keyboard.press("Control+z");
}

async function addChild({ page, round, chance }) {
  const name = `石${chance.pick([...SIGNS])}${chance.pick([...SIGNS])}`;
  if (round.last.names.includes(name)) {
    return;
  }
  await addNew(page, name, "新村", () => round.issue(round.last.written(name, "新村")));
}
