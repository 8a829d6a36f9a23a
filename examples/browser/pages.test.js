// The pages of a server in a real browser: signing in with a second factor, making keys, letting an application in.
//
// The server is `perennial demo --keep` ($PERENNIAL, or target/debug/perennial), the browser is Chromium ($CHROMIUM). Each page
// is looked at by axe-core in two themes, two widths and three languages, and its picture is kept in target/screenshots.

"use strict";

const assert = require("node:assert/strict");
const { spawn } = require("node:child_process");
const { createHash, createHmac } = require("node:crypto");
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
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "perennial-browser-"));
  fs.mkdirSync(PICTURES, { recursive: true });
  const files = ["--database", path.join(folder, "perennial.db"), "--key-file", path.join(folder, "key")];
  const command = ["demo", "--keep", "--output", "json", "--listen", "127.0.0.1:0", ...files];
  server = spawn(PERENNIAL, command, { stdio: ["ignore", "pipe", "inherit"] });
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

/** A signed call, as the SDKs make it. */
async function call(method, target, body, consumerKey = keys.consumerKey) {
  const url = keys.endpoint + target;
  const text = body === undefined ? "" : JSON.stringify(body);
  const time = Math.floor(Date.now() / 1000);
  const signed = [keys.applicationSecret, consumerKey, method, url, text, time].join("+");
  const headers = {
    "Content-Type": "application/json",
    "X-Ovh-Application": keys.applicationKey,
    "X-Ovh-Consumer": consumerKey,
    "X-Ovh-Timestamp": String(time),
    "X-Ovh-Signature": "$1$" + createHash("sha1").update(signed).digest("hex"),
  };
  const answer = await fetch(url, { method, headers, body: text || undefined });
  return { status: answer.status, body: await answer.json() };
}

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

async function signIn(page, password = keys.password) {
  await page.getByRole("textbox").first().fill(keys.nichandle);
  await page.locator("#password").fill(password);
  await page.locator("main button").click();
}

/** What axe finds wrong with a page; its policy forbids scripts, so axe looks at the same page without it. */
async function violations(page) {
  await page.evaluate(axe.source);
  const found = await page.evaluate((rules) => globalThis.axe.run(document, { runOnly: rules }), RULES);
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target).join(" ")}`);
}

test("keys for a script are made where the address asks for them, and work", async () => {
  const page = await open();
  await page.goto(`${base}/createToken/?GET=/me&GET=/service*`);
  await signIn(page, "not the password");
  await assert.rejects(page.getByRole("alert").waitFor({ state: "hidden", timeout: 1 }));
  await signIn(page);
  assert.equal(await page.locator("#rights").inputValue(), "GET /me\nGET /service*");
  await page.locator("#name").fill("Nightly");
  await page.locator("main button").click();
  const made = await page.locator("code").allTextContents();
  assert.deepEqual(made.map((one) => one.length), [16, 32, 32]);
  const before = keys;
  keys = { ...keys, applicationKey: made[0], applicationSecret: made[1] };
  assert.equal((await call("GET", "/me", undefined, made[2])).body.nichandle, "demo-ovh");
  assert.equal((await call("GET", "/me/order", undefined, made[2])).status, 403);
  keys = before;
});

test("an application is let in, and the browser goes back to it", async () => {
  const redirection = `${base}/health?back=1`;
  const request = { accessRules: [{ method: "GET", path: "/me" }], redirection };
  const asked = (await call("POST", "/auth/credential", request)).body;
  assert.equal((await call("GET", "/me", undefined, asked.consumerKey)).status, 403);
  const page = await open();
  await page.goto(asked.validationUrl);
  await signIn(page);
  await page.locator("#validity").selectOption("1");
  await page.locator("button[value=send]").click();
  await page.waitForURL(redirection);
  assert.equal((await call("GET", "/me", undefined, asked.consumerKey)).status, 200);
});

test("every page in two themes, two widths and three languages", async () => {
  const paths = ["sign-in", "account", "password", "factor", "everywhere"].map((name) => [name, `/auth/${name}`]);
  const all = [...paths, ["application", "/createApp/"], ["token", "/createToken/?GET=/me"]];
  for (const language of ["en_GB", "fi_FI", "fr_FR"]) {
    assert.equal((await call("PUT", "/me", { language })).status, 200);
    for (const [colorScheme, width] of [["light", 1280], ["dark", 360]]) {
      const locale = language.replace("_", "-");
      const page = await open({ colorScheme, locale, viewport: { width, height: 800 }, bypassCSP: true });
      await page.goto(`${base}/auth/account`);
      await signIn(page);
      const accessRules = [{ method: "GET", path: "/*" }, { method: "POST", path: "/me/order/*" }];
      const asked = (await call("POST", "/auth/credential", { accessRules })).body;
      const grant = ["grant", asked.validationUrl.replace(base, "")];
      for (const [name, address] of [...all, grant]) {
        await page.goto(base + address);
        const picture = `${name}-${language.slice(0, 2)}-${colorScheme}-${width}.png`;
        await page.screenshot({ path: path.join(PICTURES, picture), fullPage: true });
        assert.deepEqual(await violations(page), [], picture);
        const room = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(room <= 0, `${picture} is ${room} pixels too wide`);
      }
      await page.context().close();
    }
  }
});

test("with a second factor, a password alone opens nothing", async () => {
  assert.equal((await call("PUT", "/me", { language: "en_GB" })).status, 200);
  const page = await open({ locale: "en-GB" });
  await page.goto(`${base}/auth/factor`);
  await signIn(page);
  const secret = await page.locator("code").textContent();
  await page.getByLabel("Code", { exact: true }).fill(code(secret, -1));
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.getByText("The second factor is set up.").waitFor();
  await page.getByRole("link", { name: "Sign in" }).click();
  await signIn(page);
  await page.waitForURL(/\/auth\/code/);
  await page.goto(`${base}/auth/account`);
  await page.waitForURL(/\/auth\/sign-in/);
  await page.goto(`${base}/auth/code`);
  await page.getByLabel("Code").fill(code(secret));
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.getByText("codes of an authenticator").waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Signed out" }).waitFor();
});
