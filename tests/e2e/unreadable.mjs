// The search for what nobody outside the machines of a school may read: in everything that went over the road to the
// server, both ways, and in every file the server has kept.
import { constants, deflateRawSync, inflateRawSync } from "node:zlib";
import { assert } from "./harness.mjs";

/** What ends a squeezed message of a web socket, and is left out on the line. */
const END = Buffer.from([0x00, 0x00, 0xff, 0xff]);

/** A word as it may lie somewhere: in the two encodings of programs, in an address and in JSON. Bytes are what they are. */
function forms(needle) {
  if (Buffer.isBuffer(needle)) {
    return [needle];
  }
  const escaped = [...needle].map((sign) => (sign > "\x7f" ? `\\u${sign.codePointAt(0).toString(16).padStart(4, "0")}` : sign)).join("");
  const addressed = encodeURIComponent(needle);
  return [Buffer.from(needle), Buffer.from(needle, "utf16le"), ...[addressed, addressed.toLowerCase(), escaped].map((text) => Buffer.from(text))];
}

/** An identity number also gives away where and when a child was born. */
const birth = (number) => number.slice(0, 14);

/** Places to search, each { where, bytes }. */
function places(road, files) {
  const onRoad = road.passed.flatMap((one) => {
    const where = `on the road to the ${one.to}: ${one.what}`;
    const { bytes } = one;
    const head = headOf(bytes);
    // What is squeezed cannot be searched.
    assert.doesNotMatch(head, /^content-encoding:/im, where);
    const inside = one.socket ? [{ where, bytes: unframed(bytes.subarray(head.length)) }] : [];
    return [{ where, bytes }, ...inside];
  });
  return [...onRoad, ...files.map(({ path, bytes }) => ({ where: `in the server's file ${path}`, bytes }))];
}

/** The head of a message, with the empty line after it. */
function headOf(bytes) {
  const end = bytes.indexOf("\r\n\r\n");
  return bytes.subarray(0, end < 0 ? bytes.length : end + 4).toString("latin1");
}

/** What is said in the frames of one direction of a web socket. Browsers mix every frame with a mask of its own, and both
 * sides squeeze messages, each with what it has said before in mind. */
function unframed(bytes) {
  const [plain, squeezed] = [[], []];
  let inside = plain;
  for (let at = 0; at + 2 <= bytes.length;) {
    const [first, second] = bytes.subarray(at, at + 2);
    const more = { 126: 2, 127: 8 }[second & 0x7f] ?? 0;
    const masked = second & 0x80 ? 4 : 0;
    const begin = at + 2 + more + masked;
    if (begin > bytes.length) {
      break;
    }
    const length = more ? Number(`0x${bytes.subarray(at + 2, at + 2 + more).toString("hex")}`) : second & 0x7f;
    const mask = masked ? bytes.subarray(begin - masked, begin) : [0];
    const said = bytes.subarray(begin, begin + length).map((byte, n) => byte ^ mask[n % mask.length]);
    const [whole, word] = [(first & 0x80) !== 0, first & 0x0f];
    if (word === 1 || word === 2) {
      inside = first & 0x40 ? squeezed : plain;
    }
    (word < 8 ? inside : plain).push(said);
    if (whole && word < 8 && inside === squeezed) {
      squeezed.push(END);
    }
    at = begin + length;
  }
  return Buffer.concat([...plain, inflateRawSync(Buffer.concat(squeezed), { finishFlush: constants.Z_SYNC_FLUSH })]);
}

const found = (all, needle) => {
  const wanted = forms(needle);
  return all.filter(({ bytes }) => wanted.some((form) => bytes.includes(form))).map(({ where }) => where);
};

/** As a browser would have said it on a web socket. */
function said(what, text, squeeze) {
  const bytes = squeeze ? deflateRawSync(text, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -END.length) : text;
  const mask = Buffer.from([0x5a, 0xc3, 0x91, 0x0f]);
  const head = Buffer.from([squeeze ? 0xc2 : 0x82, 0xfe, bytes.length >> 8, bytes.length & 0xff]);
  const frame = [head, mask, bytes.map((byte, n) => byte ^ mask[n % 4])];
  return { to: "server", what, socket: true, bytes: Buffer.concat([Buffer.from("GET / HTTP/1.1\r\n\r\n"), ...frame]) };
}

/** Fails when one of the needles, words, numbers of persons or bytes, can be read on the road or in a file of the server. */
export function unreadable(needles, road, files) {
  const all = places(road, files);
  // A search that finds nothing has to have looked: this is known to be there.
  const known = {
    "/v1/spaces": /^on the road to the server: POST/,
    "octet-stream": /^on the road to the machine: (GET|POST)/,
    "head ": /^on the road to the machine: socket/,
    "CREATE TABLE": /^in the server's file/,
  };
  for (const [word, where] of Object.entries(known)) {
    assert.ok(found(all, word).some((place) => where.test(place)), `${word} is found where it is: ${where}`);
  }
  assert.ok(needles.length > 0);
  const numbers = needles.filter((one) => /^\d{17}[\dX]$/.test(one)).map(birth);
  for (const [at, needle] of [...needles, ...numbers].entries()) {
    const name = Buffer.isBuffer(needle) ? `what was searched for, number ${at},` : needle;
    assert.deepEqual(found(all, needle), [], `${name} can be read`);
    for (const form of forms(needle)) {
      const planted = places({ passed: [said("mixed", form, false), said("squeezed", form, true)] }, [{ path: "planted", bytes: form }]);
      assert.deepEqual(new Set(found(planted, needle)), new Set(planted.map(({ where }) => where)), `${name} is found where it is planted`);
    }
  }
}
