// Fills in a form in a renderer, in a real browser, visit by visit, and prints the responses as a list.
//   node browser.mjs lhc|smart <site> <visits.json> <chromium> <pictures>
// A visit is a list of steps: {id, code} ticks or unticks an option, {id, number} types a number.
import http from 'node:http';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import puppeteer from 'puppeteer-core';

const [renderer, site, file, executablePath, pictures] = process.argv.slice(2);
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' };
const server = http.createServer((request, response) => {
  const found = path.join(site, path.normalize(decodeURIComponent(request.url.split('?')[0])));
  if (!existsSync(found)) return response.writeHead(404).end();
  response.writeHead(200, { 'Content-Type': types[path.extname(found)] ?? 'application/octet-stream' });
  createReadStream(found).pipe(response);
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const wait = (ms) => new Promise((done) => setTimeout(done, ms));

// What an option of an item says, by linkId and code.
const says = {};
const index = (items) => {
  for (const item of items ?? []) {
    for (const { valueCoding } of item.answerOption ?? []) says[`${item.linkId}|${valueCoding.code}`] = valueCoding.display;
    index(item.item);
  }
};
index(JSON.parse(readFileSync(path.join(site, 'questionnaire.json'), 'utf8')).item);

const renderers = {
  lhc: {
    option: async (page, id, code) => {
      const option = `label[id^="${id}/1"][id$="|${code}"]`;
      await page.waitForSelector(option, { timeout: 10000 });
      await page.$eval(option, (label) => label.click());
    },
    box: (id) => `input[id="${id}/1"]`,
    ready: 'body[data-ready=yes] label',
    response: async (page) => {
      await page.click('#done');
      return JSON.parse(await page.$eval('#response', (pre) => pre.textContent));
    },
  },
  smart: {
    option: async (page, id, code) => {
      await page.waitForSelector(`[data-linkid="${id}"] label`, { timeout: 10000 });
      const found = await page.$eval(
        `[data-linkid="${id}"]`,
        (box, text) => {
          const ends = (label) => label.textContent.trim().replace(/^[0-9]+\.? */, '') === text;
          const label = [...box.querySelectorAll('label')].find((l) => l.querySelector('input') && ends(l));
          label?.querySelector('input').click();
          return Boolean(label);
        },
        says[`${id}|${code}`],
      );
      if (!found) throw new Error(`${id} does not offer ${code}`);
    },
    box: (id) => `[data-linkid="${id}"] input`,
    ready: '[data-linkid] label input',
    response: async (page) => {
      await wait(500); // what is typed is taken after a moment
      return page.evaluate(() => window.answered());
    },
  },
}[renderer];

const browser = await puppeteer.launch({ executablePath, headless: true, args: ['--no-sandbox'] });
const responses = [];
for (const [n, visit] of JSON.parse(readFileSync(file, 'utf8')).entries()) {
  const page = await browser.newPage();
  await page.setViewport({ width: 900, height: 1400 });
  await page.goto(`http://127.0.0.1:${server.address().port}/form.html`);
  await page.waitForSelector(renderers.ready, { timeout: 60000 });
  for (const { id, code, number } of visit) {
    if (number !== undefined) {
      await page.waitForSelector(renderers.box(id), { timeout: 10000 });
      await page.type(renderers.box(id), String(number));
      await page.keyboard.press('Tab');
    } else {
      await renderers.option(page, id, code);
    }
    await wait(renderer === 'smart' ? 400 : 100);
  }
  responses.push(await renderers.response(page));
  for (const width of pictures ? [400, 1280] : []) {
    await page.setViewport({ width, height: 1400 });
    await wait(500);
    await page.screenshot({ path: path.join(pictures, `${renderer}${n}-${width}.png`), fullPage: true });
  }
  await page.close();
}
await browser.close();
server.close();
console.log(JSON.stringify(responses));
