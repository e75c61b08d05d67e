// Draws public/icons/*.png: the character 守 in white on a seal of official red, with a green edge for the school.
// Run by hand when the drawing changes (node tests/e2e/icons.mjs); the pictures are committed.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const folder = fileURLToPath(new URL("../../public/icons/", import.meta.url));
mkdirSync(folder, { recursive: true });

const drawing = (size, maskable) => {
  // A maskable icon fills the square, and what matters stays within the middle four fifths.
  const inset = maskable ? 0 : size * 0.04;
  const radius = maskable ? 0 : size * 0.2;
  const edge = size * 0.035;
  const inner = maskable ? size * 0.16 : size * 0.12;
  return `<!doctype html><body style="margin:0;background:transparent"><svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}">
  <rect x="${inset}" y="${inset}" width="${size - 2 * inset}" height="${size - 2 * inset}" rx="${radius}" fill="#b9301f"/>
  <rect x="${inner}" y="${inner}" width="${size - 2 * inner}" height="${size - 2 * inner}" rx="${size * 0.1}"
    fill="none" stroke="#f3d9b8" stroke-width="${edge * 0.6}"/>
  <path d="M ${size * 0.3} ${size * 0.795} Q ${size * 0.5} ${size * 0.85} ${size * 0.7} ${size * 0.795}"
    fill="none" stroke="#7fc08a" stroke-width="${edge}" stroke-linecap="round"/>
  <text x="50%" y="${size * 0.685}" text-anchor="middle" font-family="Noto Serif CJK SC, Noto Sans CJK SC" font-weight="700"
    font-size="${size * 0.5}" fill="#fff">守</text></svg></body>`;
};

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
for (const size of [192, 512]) {
  for (const maskable of [false, true]) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(drawing(size, maskable));
    const name = `${maskable ? "maskable" : "icon"}-${size}.png`;
    await page.screenshot({ path: folder + name, omitBackground: true });
    await page.close();
  }
}
await browser.close();
