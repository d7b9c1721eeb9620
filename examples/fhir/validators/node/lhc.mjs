// Fills in a form in LHC-Forms, in a real browser, visit by visit, and prints the responses as a list.
//   node lhc.mjs <site> <visits.json> <chromium> <pictures>
// A visit is a list of steps: {id, code} ticks or unticks an option, {id, number} types a number.
import http from 'node:http';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import puppeteer from 'puppeteer-core';

const [site, file, executablePath, pictures] = process.argv.slice(2);
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' };
const server = http.createServer((request, response) => {
  const found = path.join(site, path.normalize(decodeURIComponent(request.url.split('?')[0])));
  if (!existsSync(found)) return response.writeHead(404).end();
  response.writeHead(200, { 'Content-Type': types[path.extname(found)] ?? 'application/octet-stream' });
  createReadStream(found).pipe(response);
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const browser = await puppeteer.launch({ executablePath, headless: true, args: ['--no-sandbox'] });
const responses = [];
for (const [n, visit] of JSON.parse(readFileSync(file, 'utf8')).entries()) {
  const page = await browser.newPage();
  await page.setViewport({ width: 900, height: 1400 });
  await page.goto(`http://127.0.0.1:${server.address().port}/form.html`);
  await page.waitForSelector('body[data-ready=yes] label', { timeout: 60000 });
  for (const { id, code, number } of visit) {
    if (number !== undefined) {
      const box = `input[id="${id}/1"]`;
      await page.waitForSelector(box, { timeout: 10000 });
      await page.type(box, String(number));
      await page.keyboard.press('Tab');
    } else {
      const option = `label[id^="${id}/1"][id$="|${code}"]`;
      await page.waitForSelector(option, { timeout: 10000 });
      await page.$eval(option, (label) => label.click());
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  if (pictures) await page.screenshot({ path: path.join(pictures, `visit${n}.png`) });
  await page.click('#done');
  responses.push(JSON.parse(await page.$eval('#response', (pre) => pre.textContent)));
  await page.close();
}
await browser.close();
server.close();
console.log(JSON.stringify(responses));
