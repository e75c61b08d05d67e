// Looks for words in everything a browser has put on the disk: databases, logs, caches, local storage. A word is looked for
// in each way its letters may have been written (UTF-8, UTF-16 of both orders, GBK), because a browser stores text in
// more than one; in the files as they lie there, and in what they have packed. `disk.spec.mjs` shows that the search
// finds what is stored in plain: without that, finding nothing would prove nothing.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gbk } from "./gbk.mjs";
import { log, packedValues, table } from "./leveldb.mjs";

/** Every place where one of the words stands below the folder, as `{ word, encoding, file, part }`. */
export function searchDisk(folder, words) {
  const forms = words.flatMap((word) =>
    Object.entries(encodings)
      .map(([encoding, encode]) => ({ word, encoding, bytes: encode(word) }))
      // Two bytes may stand anywhere by chance.
      .filter(({ bytes }) => bytes !== null && bytes.length >= 4));
  const found = [];
  for (const file of everyFile(folder)) {
    for (const [part, content] of parts(file, unlessGone(() => readFileSync(file), Buffer.alloc(0)))) {
      for (const { word, encoding, bytes } of forms) {
        if (content.includes(bytes)) {
          found.push({ word, encoding, file, part });
        }
      }
    }
  }
  return found;
}

/** What `read` gives, or `gone`: a running browser takes files and folders away between being listed and being read. */
function unlessGone(read, gone) {
  try {
    return read();
  } catch (error) {
    if (error.code === "ENOENT") {
      return gone;
    }
    throw error;
  }
}

/** A file as it lies there, and what is packed in it. */
function* parts(file, content) {
  yield ["as it is", content];
  const unpacked = file.endsWith(".ldb") ? ["table", table(content)] : ["log", file.endsWith(".log") ? log(content) : []];
  // With a byte between them that is in no word: what stands side by side by chance makes no word.
  const together = Buffer.concat(unpacked[1].flatMap((one) => [one, Buffer.from([0xff])]));
  yield [unpacked[0], together];
  for (const value of [...packedValues(content), ...packedValues(together)]) {
    yield ["packed value", value];
  }
}

const encodings = {
  "utf-8": (word) => Buffer.from(word, "utf8"),
  "utf-16le": (word) => Buffer.from(word, "utf16le"),
  "utf-16be": (word) => Buffer.from(word, "utf16le").swap16(),
  gbk,
};

function everyFile(folder) {
  return unlessGone(() => readdirSync(folder, { withFileTypes: true }), []).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? everyFile(path) : entry.isFile() ? [path] : [];
  });
}
