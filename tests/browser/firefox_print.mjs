// Prints pages as Firefox prints them with scripts switched off.
//
//   node firefox_print.mjs FIREFOX FOLDER ADDRESS...
//
// Writes FOLDER/0.pdf, 1.pdf and so on, A4, one for each address.

import path from "node:path";
import puppeteer from "puppeteer-core";

const [executablePath, folder, ...addresses] = process.argv.slice(2);
const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath,
  headless: true,
  extraPrefsFirefox: { "javascript.enabled": false },
});
const page = await browser.newPage();
for (const [number, address] of addresses.entries()) {
  await page.goto(address);
  await page.pdf({ path: path.join(folder, `${number}.pdf`), format: "A4" });
}
await browser.close();
