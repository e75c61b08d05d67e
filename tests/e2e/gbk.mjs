// Text to GBK. There is a decoder everywhere and an encoder nowhere: the table is the decoder turned round, made once.
let table = null;

/** The bytes of a text, or null when a letter of it is not in GBK. */
export function gbk(text) {
  table ??= turnedRound();
  const bytes = Buffer.allocUnsafe(text.length * 2);
  let length = 0;
  for (const letter of text) {
    const own = table.get(letter);
    if (own === undefined) {
      return null;
    }
    for (const byte of own) {
      bytes[length] = byte;
      length += 1;
    }
  }
  return bytes.subarray(0, length);
}

function turnedRound() {
  const found = new Map();
  const decoder = new TextDecoder("gbk");
  for (let byte = 0; byte < 0x80; byte += 1) {
    found.set(String.fromCharCode(byte), [byte]);
  }
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const letter = decoder.decode(Uint8Array.of(lead, trail));
      if (trail !== 0x7f && !letter.includes("\ufffd")) {
        found.set(letter, [lead, trail]);
      }
    }
  }
  return found;
}
