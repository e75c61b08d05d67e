// Photos as cameras write them, made in the page: noise that does not pack, and beside it what must not be kept.

/** A JPEG of this size with a red left half, as bytes, the more of them the finer its grain; beside it a place, an orientation and a maker's name if `exif` is set. */
export async function photo(page, { width = 2400, height = 1800, seed = 1, grain = 12, exif = null } = {}) {
  const letters = await page.evaluate(async ([w, h, n, grain]) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: w, height: h });
    const context = canvas.getContext("2d");
    let state = n;
    for (let y = 0; y < h; y += grain) {
      for (let x = 0; x < w; x += grain) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        const grey = 40 + (state >>> 24) % 160;
        context.fillStyle = x < w / 2 ? `rgb(255,${grey >> 2},${grey >> 2})` : `rgb(${grey},${grey},${grey})`;
        context.fillRect(x, y, grain, grain);
      }
    }
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.95));
    const bytes = new Uint8Array(await blob.arrayBuffer());
    let text = "";
    for (let at = 0; at < bytes.length; at += 30_000) {
      text += String.fromCharCode(...bytes.subarray(at, at + 30_000));
    }
    return btoa(text);
  }, [width, height, seed, grain]);
  const bytes = Buffer.from(letters, "base64");
  return exif ? Buffer.concat([bytes.subarray(0, 2), segment(exif), bytes.subarray(2)]) : bytes;
}

/** Exif with an orientation, the name of a maker, and a place in degrees and minutes. */
function segment({ orientation, maker, north, east }) {
  const short = (n) => [n & 255, n >> 8];
  const long = (n) => [n & 255, (n >> 8) & 255, (n >> 16) & 255, n >>> 24];
  const name = [...Buffer.from(`${maker}\0`, "latin1")];
  const gps = 8 + 2 + 3 * 12 + 4;
  const fractions = gps + 2 + 4 * 12 + 4;
  const words = fractions + 48;
  const entry = (tag, kind, count, value) => [...short(tag), ...short(kind), ...long(count), ...value];
  const degrees = ([d, m]) => [...long(d), ...long(1), ...long(m), ...long(1), ...long(0), ...long(1)];
  const tiff = [
    0x49, 0x49, 42, 0, ...long(8),
    ...short(3), ...entry(0x010f, 2, name.length, long(words)), ...entry(0x0112, 3, 1, [...short(orientation), 0, 0]), ...entry(0x8825, 4, 1, long(gps)), ...long(0),
    ...short(4), ...entry(1, 2, 2, [0x4e, 0, 0, 0]), ...entry(2, 5, 3, long(fractions)), ...entry(3, 2, 2, [0x45, 0, 0, 0]), ...entry(4, 5, 3, long(fractions + 24)), ...long(0),
    ...degrees(north), ...degrees(east), ...name,
  ];
  const body = [...Buffer.from("Exif\0\0", "latin1"), ...tiff];
  return Buffer.from([0xff, 0xe1, (body.length + 2) >> 8, (body.length + 2) & 255, ...body]);
}

/** What the page shows of a picture: its bytes, its size, and how red its left and its upper half are. */
export const shown = (image) => image.evaluate(async (node) => {
  await node.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: node.naturalWidth, height: node.naturalHeight });
  const context = canvas.getContext("2d");
  context.drawImage(node, 0, 0);
  const red = (x, y) => {
    const [r, g, b] = context.getImageData(Math.round(canvas.width * x), Math.round(canvas.height * y), 1, 1).data;
    return r - (g + b) / 2;
  };
  return { source: node.src, width: node.naturalWidth, height: node.naturalHeight, left: red(0.2, 0.7) > 60, upper: red(0.7, 0.2) > 60 };
});

/** The bytes in the source of an image. */
export const bytesOf = (source) => Buffer.from(source.slice(source.indexOf(",") + 1), "base64");

/** Draws two strokes on the pad that is open. */
export async function sign(page) {
  const pad = page.locator(".pad-place");
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  for (const [from, to] of [[[40, 60], [160, 120]], [[60, 140], [180, 50]]]) {
    await page.mouse.move(box.x + from[0], box.y + from[1]);
    await page.mouse.down();
    await page.mouse.move(box.x + (from[0] + to[0]) / 2, box.y + from[1], { steps: 4 });
    await page.mouse.move(box.x + to[0], box.y + to[1], { steps: 6 });
    await page.mouse.up();
  }
}
