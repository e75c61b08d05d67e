// Looks for words in everything a browser has put on the disk: databases, logs, caches, local storage. A word is looked for
// in each way its letters may have been written (UTF-8, UTF-16 of both orders, GBK), because a browser stores text in
// more than one. What is packed (Snappy blocks of LevelDB) keeps short words as they are most of the time, not always: so
// the search is a test for leaks, and `disk.spec.mjs` shows that it does find what is stored in plain.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gbk } from "./gbk.mjs";

/** Every place where one of the words stands below the folder, as `{ word, encoding, file, offset }`. */
export function searchDisk(folder, words) {
  const forms = words.flatMap((word) =>
    Object.entries(encodings)
      .map(([encoding, encode]) => ({ word, encoding, bytes: encode(word) }))
      // Two bytes may stand anywhere by chance.
      .filter(({ bytes }) => bytes !== null && bytes.length >= 4));
  const found = [];
  for (const file of everyFile(folder)) {
    const content = readFileSync(file);
    for (const { word, encoding, bytes } of forms) {
      const offset = content.indexOf(bytes);
      if (offset >= 0) {
        found.push({ word, encoding, file, offset });
      }
    }
  }
  return found;
}

const encodings = {
  "utf-8": (word) => Buffer.from(word, "utf8"),
  "utf-16le": (word) => Buffer.from(word, "utf16le"),
  "utf-16be": (word) => Buffer.from(word, "utf16le").swap16(),
  gbk,
};

function everyFile(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}
