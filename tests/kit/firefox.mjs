// The explorer's file in Firefox, driven by WebDriver BiDi: prints what each view shows, what a
// click leads to and gives, and what went wrong. `test_firefox.py` says by JSON what to open.

import { createRequire } from "node:module";
import { readdir, readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";

const frontend = new URL("../../frontend/package.json", import.meta.url);
const { default: puppeteer } = await import(
  createRequire(frontend).resolve("puppeteer-core")
);
const { firefox, file, folder, opened, settled, shown } = JSON.parse(
  await text(process.stdin),
);
const BAR = ".yb [data-block='spending.chart'] .mark-rect path";

const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: firefox,
  headless: true,
  extraPrefsFirefox: {
    "browser.download.folderList": 2,
    "browser.download.dir": folder,
    // Whatever is not on this machine is asked of a proxy that is not there.
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
  },
});
try {
  const faults = [];
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  page.on("console", (said) => faults.push(`console: ${said.text()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error}`));
  page.on("request", (asked) => {
    if (!/^(file|data|blob):/.test(asked.url()))
      faults.push(`request: ${asked.url()}`);
  });
  const settle = () =>
    page.waitForFunction(`(${settled})()`, { timeout: 60_000 });
  const press = async (key) => {
    await page.click(`.yb [data-key='${key}']`);
    await settle();
  };

  const views = {};
  for (const [lang, names] of Object.entries(opened)) {
    const [first] = names;
    // Another document for each language, as a link opens it.
    await page.goto("about:blank");
    await page.goto(`${pathToFileURL(file)}#v=1&lang=${lang}&view=${first}`);
    await settle();
    for (const view of names) {
      if (view !== first) await press(`view.${view}`);
      views[`${lang} ${view}`] = await page.evaluate(`(${shown})()`);
    }
  }

  await press("view.spending");
  const bar = await page.$$(BAR);
  await bar.at(-1).click();
  await page.waitForSelector(".yb .yb-trail button");
  await settle();
  const trail = await page.$eval(
    ".yb .yb-trail [aria-current]",
    (one) => one.textContent,
  );
  const files = {};
  for (const form of ["table.csv", "table.xlsx", "chart.png"]) {
    await page.click(`.yb [data-key='spending.${form}']`);
    const kind = `.${form.split(".")[1]}`;
    for (let tried = 0; tried < 600 && !(kind in files); tried += 1) {
      const name = (await readdir(folder)).find((one) => one.endsWith(kind));
      const content = name && (await readFile(`${folder}/${name}`));
      if (content?.length) files[kind] = { name, length: content.length };
      else await wait(50);
    }
  }
  await page.keyboard.press("Tab");
  const focused = await page.evaluate(
    () => document.activeElement.dataset.key ?? "",
  );
  console.log(JSON.stringify({ views, trail, files, focused, faults }));
} finally {
  await browser.close();
}
