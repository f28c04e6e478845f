// Checks that a reader who saved the guide can search it with no network:
// opens every page of the unzipped guide from disk and follows real searches.
//
//   node file_search.mjs --browser chromium|firefox --executable PATH \
//     --bundle DIR --queries '["cement","balloon"]' [--timeout SECONDS]
//
// Prints one JSON object. Exit code: 0 if all is well, 1 if not, 2 if misused.

import { existsSync, readdirSync, realpathSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import puppeteer from "puppeteer-core";

const RESULT = ".md-search-result__link";
const RESULT_TIMEOUT = 8000;
const LOCAL = ["file:", "data:", "about:", "blob:"];

// A reader's network is off. Every name fails to resolve and the only proxy is
// a port on which nothing listens, so no request can succeed by accident.
const LAUNCH = {
  chromium: {
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--disable-sync",
      "--disable-component-update",
      "--disable-background-networking",
      "--no-first-run",
      "--host-resolver-rules=MAP * ~NOTFOUND",
      "--proxy-server=127.0.0.1:9",
      "--proxy-bypass-list=<-loopback>",
    ],
  },
  firefox: {
    extraPrefsFirefox: {
      "network.proxy.type": 1,
      "network.proxy.http": "127.0.0.1",
      "network.proxy.http_port": 9,
      "network.proxy.ssl": "127.0.0.1",
      "network.proxy.ssl_port": 9,
      "network.proxy.socks": "127.0.0.1",
      "network.proxy.socks_port": 9,
      "network.proxy.socks_remote_dns": true,
      "network.proxy.no_proxies_on": "",
      "network.proxy.allow_hijacking_localhost": true,
      "network.proxy.failover_direct": false,
      "network.captive-portal-service.enabled": false,
      "network.connectivity-service.enabled": false,
      "network.dns.disablePrefetch": true,
      "network.http.speculative-parallel-limit": 0,
      "network.prefetch-next": false,
      "network.trr.mode": 5,
      "app.normandy.enabled": false,
      "app.update.disabledForTesting": true,
      "browser.safebrowsing.malware.enabled": false,
      "browser.safebrowsing.phishing.enabled": false,
      "browser.search.update": false,
      "datareporting.policy.dataSubmissionEnabled": false,
      "dom.push.connection.enabled": false,
      "extensions.update.enabled": false,
      // The test driver relaxes this rule by default; for a reader it is on, and
      // it is what stops real Workers and other files being read from disk.
      "security.fileuri.strict_origin_policy": true,
      "services.settings.server": "data:,#remote-settings-dummy/v1",
      "toolkit.telemetry.enabled": false,
    },
  },
};

function readOptions() {
  const text = { type: "string" };
  const { values } = parseArgs({
    options: {
      browser: text, executable: text, bundle: text, queries: text,
      timeout: { type: "string", default: "150" },
    },
  });
  const queries = JSON.parse(values.queries ?? "[]");
  const seconds = Number(values.timeout);
  if (!Object.hasOwn(LAUNCH, values.browser ?? "")) throw new Error("--browser must be chromium or firefox");
  if (!existsSync(values.executable ?? "")) throw new Error("--executable must name a browser");
  if (!existsSync(values.bundle ?? "")) throw new Error("--bundle must name a folder");
  if (!Array.isArray(queries) || !queries.length || !queries.every((query) => query && typeof query === "string")) {
    throw new Error("--queries must be a JSON list of words");
  }
  if (!(seconds > 0)) throw new Error("--timeout must be a number of seconds");
  return { ...values, queries, seconds, bundle: realpathSync(values.bundle) };
}

function findPages(bundle) {
  return readdirSync(bundle, { recursive: true })
    .filter((name) => name.endsWith(".html"))
    .map((name) => name.split(path.sep).join("/"))
    .sort();
}

// Open the search as a reader would. On a narrow screen, or with a header of our
// own, the box may be hidden until its button is pressed.
async function openSearch(page) {
  const input = await page.$("input[name=query]");
  if (!input) throw new Error("the page has no search box");
  if (!(await input.isVisible())) {
    const button = await page.$("[data-search-open]");
    if (button && (await button.isVisible())) await button.click();
    else await page.$eval("#__search", (toggle) => toggle.checked || toggle.click());
    await page.waitForSelector("input[name=query]", { visible: true, timeout: RESULT_TIMEOUT })
      .catch(() => { throw new Error("the search box did not open"); });
  }
  await input.focus();
  return input;
}

async function search(page, query) {
  const input = await openSearch(page);
  // Clear the last query, and wait until its results have gone.
  if (await input.evaluate((box) => box.value)) {
    await input.evaluate((box) => box.select());
    await page.keyboard.press("Backspace");
    await page.waitForFunction((result) => !document.querySelector(result), { timeout: RESULT_TIMEOUT }, RESULT);
  }
  await page.keyboard.type(query);
  const link = await page.waitForSelector(RESULT, { visible: true, timeout: RESULT_TIMEOUT })
    .catch(() => { throw new Error("no search result appeared"); });
  return link.evaluate((element) => element.href);
}

function checkTarget(href, bundle) {
  const url = new URL(href);
  if (url.protocol !== "file:") throw new Error(`the first result is not a file: ${href}`);
  url.search = url.hash = "";
  const target = fileURLToPath(url);
  if (!target.startsWith(bundle + path.sep)) throw new Error(`the first result is outside the guide: ${href}`);
  if (!existsSync(target) || !target.endsWith(".html")) throw new Error(`the first result does not exist: ${href}`);
}

function watch(page, report, current) {
  const note = (kind, message) => report.errors.push({ page: current.name, kind, message });
  page.on("pageerror", (error) => note("page", String(error?.message ?? error)));
  page.on("console", (message) => {
    if (message.type() === "error") note("console", `${message.text()} ${message.location()?.url ?? ""}`.trim());
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!LOCAL.includes(new URL(url).protocol)) report.otherRequests.push({ page: current.name, url });
  });
  page.on("requestfailed", (request) => {
    note("request", `${request.failure()?.errorText ?? "failed"} ${request.url()}`);
  });
}

async function run(options, report, state) {
  const pages = findPages(options.bundle);
  report.pages = pages.length;
  if (!pages.length) throw new Error("the folder holds no .html page");

  const browser = state.browser = await puppeteer.launch({
    browser: options.browser === "chromium" ? "chrome" : "firefox",
    executablePath: options.executable,
    headless: true,
    timeout: 60_000,
    protocolTimeout: 30_000,
    defaultViewport: { width: 1280, height: 900 },
    ...LAUNCH[options.browser],
  });
  report.version = await browser.version();
  const page = await browser.newPage();
  const current = { name: null };
  watch(page, report, current);
  // Firefox tells only the page, not the console, that a file is missing or that
  // the content security policy blocked something.
  await page.evaluateOnNewDocument(() => {
    addEventListener("securitypolicyviolation", (event) => {
      console.error(`blocked by ${event.effectiveDirective}: ${event.blockedURI}`);
    });
    addEventListener("error", ({ target }) => {
      if (target instanceof Element) console.error(`cannot load ${target.src ?? target.href}`);
    }, true);
  });

  for (const name of pages) {
    current.name = name;
    let query = null;
    try {
      await page.goto(pathToFileURL(path.join(options.bundle, name)).href, { waitUntil: "load", timeout: 15_000 });
      for (query of options.queries) {
        checkTarget(await search(page, query), options.bundle);
        report.searched += 1;
      }
    } catch (error) {
      report.failures.push({ page: name, query, reason: error.message });
    }
  }
}

let options;
try {
  options = readOptions();
} catch (error) {
  console.error(error.message);
  process.exit(2);
}

const report = {
  browser: options.browser, version: null, pages: 0, searched: 0,
  failures: [], otherRequests: [], errors: [],
};
const state = {};
let timer;
const tooLong = new Promise((_, reject) => {
  timer = setTimeout(() => reject(new Error(`not done after ${options.seconds} s`)), options.seconds * 1000);
});
try {
  await Promise.race([run(options, report, state), tooLong]);
} catch (error) {
  report.failures.push({ page: null, query: null, reason: error.message });
}
clearTimeout(timer);
console.log(JSON.stringify(report, null, 2));
const ok = !report.failures.length && !report.otherRequests.length && !report.errors.length;

// A browser that does not close in time must not keep the test waiting.
const closed = Promise.resolve(state.browser?.close()).catch(() => {});
await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 5000))]);
state.browser?.process()?.kill("SIGKILL");
process.exit(ok ? 0 : 1);
