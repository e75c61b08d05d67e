// Opens what a browser's LevelDB has packed, so that a word can be looked for in it: tables (*.ldb), whose blocks are
// compressed with Snappy and whose keys leave out what they share with the key before, and logs (*.log), whose records are
// cut at every 32 KiB. And values that the browser itself packs before it stores them.

const MAGIC = Buffer.from("57fb808b247547db", "hex");
const LOG_BLOCK = 32_768;

/** The bytes of a table as they were before packing; none if it is no (finished) table. */
export function table(bytes) {
  if (bytes.length < 48 || !bytes.subarray(-8).equals(MAGIC)) {
    return [];
  }
  const footer = bytes.subarray(-48);
  const [, afterOffset] = varint(footer, 0);
  const [, afterSize] = varint(footer, afterOffset);
  const index = entries(block(bytes, handle(footer, afterSize)));
  return index.flatMap(({ value }) => entries(block(bytes, handle(value, 0))).flatMap(({ key, value: stored }) => [key, stored]));
}

/** The records of a log, put together again. */
export function log(bytes) {
  const records = [];
  let parts = [];
  for (let start = 0; start < bytes.length; start += LOG_BLOCK) {
    const end = Math.min(start + LOG_BLOCK, bytes.length);
    for (let at = start; at + 7 <= end;) {
      const [length, type] = [bytes.readUInt16LE(at + 4), bytes[at + 6]];
      if (type === 0 || type > 4 || at + 7 + length > end) {
        break;
      }
      parts.push(bytes.subarray(at + 7, at + 7 + length));
      if (type === 1 || type === 4) {
        records.push(Buffer.concat(parts));
        parts = [];
      }
      at += 7 + length;
    }
  }
  return parts.length > 0 ? [...records, Buffer.concat(parts)] : records;
}

/** What the browser packed inside a value: marked by three bytes, then Snappy. */
export function packedValues(bytes) {
  const found = [];
  for (let at = bytes.indexOf(MARK); at >= 0; at = bytes.indexOf(MARK, at + 1)) {
    const value = snappy(bytes.subarray(at + MARK.length));
    if (value) {
      found.push(value);
    }
  }
  return found;
}

const MARK = Buffer.from([0xff, 0x11, 0x02]);

function handle(bytes, at) {
  const [offset, next] = varint(bytes, at);
  const [size] = varint(bytes, next);
  return { offset, size };
}

function block(bytes, { offset, size }) {
  const stored = bytes.subarray(offset, offset + size);
  return bytes[offset + size] === 1 ? snappy(stored) ?? Buffer.alloc(0) : stored;
}

/** Keys and values of a block. */
function entries(bytes) {
  if (bytes.length < 4) {
    return [];
  }
  const end = bytes.length - 4 * (bytes.readUInt32LE(bytes.length - 4) + 1);
  const found = [];
  let key = Buffer.alloc(0);
  for (let at = 0; at < end;) {
    let shared, own, length;
    [shared, at] = varint(bytes, at);
    [own, at] = varint(bytes, at);
    [length, at] = varint(bytes, at);
    key = Buffer.concat([key.subarray(0, shared), bytes.subarray(at, at + own)]);
    found.push({ key, value: bytes.subarray(at + own, at + own + length) });
    at += own + length;
  }
  return found;
}

function varint(bytes, at) {
  let value = 0;
  for (let shift = 1; ; shift *= 128, at += 1) {
    value += (bytes[at] & 127) * shift;
    if (bytes[at] < 128 || at >= bytes.length) {
      return [value, at + 1];
    }
  }
}

/** Unpacks Snappy; nothing if it is none. What stands before a fault is handed back. */
export function snappy(bytes) {
  const [length, begin] = varint(bytes, 0);
  if (length === 0 || length > 1 << 26) {
    return null;
  }
  const out = Buffer.alloc(length);
  let to = 0;
  for (let at = begin; at < bytes.length && to < length;) {
    const tag = bytes[at];
    at += 1;
    if ((tag & 3) === 0) {
      const more = Math.max(0, (tag >> 2) - 59);
      const size = (more > 0 ? bytes.readUIntLE(Math.min(at, bytes.length - more), more) : tag >> 2) + 1;
      bytes.copy(out, to, at + more, at + more + size);
      at += more + size;
      to += size;
      continue;
    }
    const wide = [0, 1, 2, 4][tag & 3];
    if (at + wide > bytes.length) {
      break;
    }
    const size = wide === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
    const back = wide === 1 ? ((tag >> 5) << 8) | bytes[at] : bytes.readUIntLE(at, wide);
    at += wide;
    if (back === 0 || back > to) {
      break;
    }
    for (const end = Math.min(to + size, length); to < end; to += 1) {
      out[to] = out[to - back];
    }
  }
  return out.subarray(0, to);
}
