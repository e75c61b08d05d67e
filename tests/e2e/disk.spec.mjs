// The search for words on the disk finds what is there: without this, finding nothing would prove nothing.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { searchDisk } from "./disk.mjs";
import { assert, journey } from "./harness.mjs";

journey("words stored in plain are found on the disk", { profile: true, floor: true, allow: [/404/] }, async ({ go, page, profileFolder, reopen }) => {
  await go("/manifest.webmanifest");
  await page.evaluate(async () => {
    localStorage.setItem("place", "石涧沟村");
    await new Promise((resolve, reject) => {
      const opening = indexedDB.open("plain", 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore("rows");
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const write = opening.result.transaction("rows", "readwrite", { durability: "strict" });
        write.objectStore("rows").put({ name: "欧阳石涧", number: "990526201208310018" }, 1);
        write.oncomplete = resolve;
      };
    });
  });
  await reopen({ polite: true });
  const found = searchDisk(profileFolder, ["欧阳石涧", "990526201208310018", "石涧沟村", "从未写过的名字"]);
  const words = new Set(found.map((one) => one.word));
  assert.deepEqual([...words].sort(), ["990526201208310018", "欧阳石涧", "石涧沟村"].sort());
});

journey("every encoding is looked for", { }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "disk-"));
  writeFileSync(join(folder, "gbk"), Buffer.from([0xd5, 0xc5, 0xc8, 0xfd]));
  writeFileSync(join(folder, "utf16be"), Buffer.from([0x5f, 0x20, 0x4e, 0x09]));
  const encodings = searchDisk(folder, ["张三"]).map((one) => one.encoding).sort();
  rmSync(folder, { recursive: true });
  assert.deepEqual(encodings, ["gbk", "utf-16be"]);
});
