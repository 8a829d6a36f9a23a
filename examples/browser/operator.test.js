// The operators' pages in a real browser: a second factor, a customer's pages read-only, the clock, a run that waits.
//
// The server is `perennial demo --keep` on a sandbox, with a budget that no renewal fits. As in pages.test.js each page is looked at
// by axe-core in two themes, two widths and three languages, and its picture is kept in target/screenshots.

"use strict";

const assert = require("node:assert/strict");
const { spawn, spawnSync } = require("node:child_process");
const { createHmac } = require("node:crypto");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const readline = require("node:readline");
const { after, afterEach, before, test } = require("node:test");
const axe = require("axe-core");
const { chromium } = require("playwright-core");

const ROOT = path.resolve(__dirname, "../..");
const PERENNIAL = process.env.PERENNIAL ?? path.join(ROOT, "target/debug/perennial");
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const PICTURES = path.join(ROOT, "target/screenshots");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

let folder, server, keys, base, browser;
/** Requests to other hosts, and what the policy of a page has forbidden: there is none of either. */
const faults = [];

before(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "perennial-operator-"));
  fs.mkdirSync(PICTURES, { recursive: true });
  const files = ["--database", path.join(folder, "perennial.db"), "--key-file", path.join(folder, "key")];
  const config = path.join(folder, "perennial.toml");
  fs.writeFileSync(config, "[budget]\nrenewals = 0\n");
  assert.equal(spawnSync(PERENNIAL, ["clock", "start", ...files]).status, 0);
  const command = ["demo", "--keep", "--output", "json", "--listen", "127.0.0.1:0", "--config", config, ...files];
  // That a run waits is in the log.
  const env = { ...process.env, PERENNIAL_LOG: "error" };
  server = spawn(PERENNIAL, command, { stdio: ["ignore", "pipe", "inherit"], env });
  const lines = readline.createInterface({ input: server.stdout });
  keys = JSON.parse((await lines[Symbol.asyncIterator]().next()).value);
  base = keys.endpoint.replace(/\/1\.0$/, "");
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  browser = await chromium.launch({ executablePath: CHROMIUM, args: sandbox });
});

after(async () => {
  await browser?.close();
  const ended = new Promise((done) => server.once("exit", done));
  server.kill("SIGTERM");
  assert.equal(await ended, 0);
  fs.rmSync(folder, { recursive: true });
});

afterEach(() => assert.deepEqual(faults.splice(0), []));

/** The code of a second factor (RFC 6238). */
function code(secret, steps = 0) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret.replaceAll(" ", "")].map((one) => letters.indexOf(one).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + steps));
  const hash = createHmac("sha1", key).update(counter).digest();
  const at = hash[19] & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, "0");
}

async function open(options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on("request", (one) => one.url().startsWith(base) || faults.push(`a request to ${one.url()}`));
  page.on("console", (one) => /Content Security Policy|Refused/.test(one.text()) && faults.push(one.text()));
  page.on("pageerror", (error) => faults.push(String(error)));
  return page;
}

async function signIn(page) {
  await page.getByRole("textbox").first().fill(keys.operator);
  await page.locator("#password").fill(keys.operatorPassword);
  await page.locator("main button").click();
}

/** What axe finds wrong with a page; its policy forbids scripts, so axe looks at the same page without it. */
async function violations(page) {
  await page.evaluate(axe.source);
  const found = await page.evaluate((rules) => globalThis.axe.run(document, { runOnly: rules }), RULES);
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target).join(" ")}`);
}

async function look(page, name) {
  await page.screenshot({ path: path.join(PICTURES, name), fullPage: true });
  assert.deepEqual(await violations(page), [], name);
  const room = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(room <= 0, `${name} is ${room} pixels too wide`);
}

/** What the browser of somebody who is signed in holds. */
let inside;

test("an operator sets up a second factor, and finds and reads the demo's account", async () => {
  const page = await open({ locale: "en-GB" });
  await page.goto(`${base}/operator/me/factor`);
  await signIn(page);
  const secret = await page.locator("code").textContent();
  await page.getByLabel("Code", { exact: true }).fill(code(secret, -1));
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.getByText("The second factor is set up.").waitFor();
  await page.goto(`${base}/operator/`);
  await signIn(page);
  await page.waitForURL(/\/operator\/code/);
  await page.getByLabel("Code").fill(code(secret));
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.waitForURL(/\/operator\/accounts/);
  await page.getByLabel("Look for").fill("vps1122");
  await page.getByRole("button", { name: "Find" }).click();
  await page.getByRole("link", { name: keys.nichandle }).click();
  await page.getByRole("cell", { name: "operator", exact: true }).first().waitFor();
  await page.getByRole("button", { name: /read-only/ }).click();
  await page.waitForURL(`${base}/services`);
  await page.locator(".remark").waitFor();
  await page.screenshot({ path: path.join(PICTURES, "operator-reading.png"), fullPage: true });
  await page.goto(`${base}/auth/everywhere`);
  const [answer] = await Promise.all([
    page.waitForResponse((one) => one.request().method() === "POST"),
    page.locator("main button").click(),
  ]);
  assert.equal(answer.status(), 403);
  await page.getByText("nothing can be changed there").waitFor();

  await page.goto(`${base}/operator/accounts`);
  await page.getByRole("link", { name: keys.nichandle }).click();
  await page.getByText("pages.open").first().waitFor();
  await page.getByRole("cell", { name: `operator ${keys.operator}` }).first().waitFor();

  await page.getByRole("link", { name: "Clock" }).click();
  await page.getByLabel("By", { exact: true }).selectOption("P1M");
  await page.getByRole("button", { name: "Advance" }).click();
  await page.getByText("The clock was moved.").waitFor();
  await page.getByRole("link", { name: "waits for you" }).click();
  await page.getByText("1 renewal, at most 0 allowed").waitFor();
  await page.getByRole("button", { name: "Approve" }).click();
  await page.getByText("The run is approved.").waitFor();
  await page.goto(`${base}/operator/clock`);
  await page.getByRole("button", { name: "Advance" }).click();
  await page.goto(`${base}/operator/runs`);
  await page.locator(".badge.good").first().waitFor();
  await page.goto(`${base}/operator/people`);
  await page.getByText("run.approve").waitFor();
  inside = await page.context().storageState();
});

test("every page in two themes, two widths and three languages", async () => {
  const names = ["accounts", "runs", "parked", "payments", "clock", "health", "people", "me", "me/password", "me/everywhere"];
  for (const locale of ["en-GB", "fi-FI", "fr-FR"]) {
    for (const [colorScheme, width] of [["light", 1280], ["dark", 360]]) {
      const options = { colorScheme, locale, viewport: { width, height: 800 }, bypassCSP: true };
      const end = `${locale.slice(0, 2)}-${colorScheme}-${width}.png`;
      const stranger = await open(options);
      await stranger.goto(`${base}/operator/sign-in`);
      await look(stranger, `operator-sign-in-${end}`);
      await stranger.context().close();
      const page = await open({ ...options, storageState: inside });
      await page.goto(`${base}/operator/runs`);
      const run = await page.locator("tbody a").first().getAttribute("href");
      await page.goto(`${base}/operator/accounts`);
      const account = await page.locator("tbody a").first().getAttribute("href");
      const all = names.map((name) => [name.replace("/", "-"), `/operator/${name}`]);
      for (const [name, address] of [...all, ["run", run], ["account", account]]) {
        await page.goto(base + address);
        await look(page, `operator-${name}-${end}`);
      }
      await page.context().close();
    }
  }
});
