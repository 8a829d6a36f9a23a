// A server with its pages, and a browser to look at them: what tests of pages share.

"use strict";

const assert = require("node:assert/strict");
const { spawn } = require("node:child_process");
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const readline = require("node:readline");
const axe = require("axe-core");
const { chromium } = require("playwright-core");

const ROOT = path.resolve(__dirname, "../..");
const PERENNIAL = process.env.PERENNIAL ?? path.join(ROOT, "target/debug/perennial");
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const PICTURES = path.join(ROOT, "target/screenshots");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

class Site {
  /** Requests to other hosts, errors of scripts, and what the policy of a page has forbidden: there is none of them. */
  faults = [];

  static async open() {
    const site = new Site();
    site.folder = fs.mkdtempSync(path.join(os.tmpdir(), "perennial-browser-"));
    fs.mkdirSync(PICTURES, { recursive: true });
    const files = ["--database", path.join(site.folder, "perennial.db"), "--key-file", path.join(site.folder, "key")];
    const command = ["demo", "--keep", "--output", "json", "--listen", "127.0.0.1:0", ...files];
    site.server = spawn(PERENNIAL, command, { stdio: ["ignore", "pipe", "inherit"] });
    const lines = readline.createInterface({ input: site.server.stdout });
    site.keys = JSON.parse((await lines[Symbol.asyncIterator]().next()).value);
    site.base = site.keys.endpoint.replace(/\/1\.0$/, "");
    const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    site.browser = await chromium.launch({ executablePath: CHROMIUM, args: sandbox });
    assert.equal((await site.call("PUT", "/me", { language: "en_GB" })).status, 200);
    return site;
  }

  async close() {
    await this.browser?.close();
    const ended = new Promise((done) => this.server.once("exit", done));
    this.server.kill("SIGTERM");
    assert.equal(await ended, 0);
    fs.rmSync(this.folder, { recursive: true });
  }

  /** A signed call, as the SDKs make it. */
  async call(method, target, body) {
    const url = this.keys.endpoint + target;
    const text = body === undefined ? "" : JSON.stringify(body);
    const time = Math.floor(Date.now() / 1000);
    const signed = [this.keys.applicationSecret, this.keys.consumerKey, method, url, text, time].join("+");
    const headers = {
      "Content-Type": "application/json",
      "X-Ovh-Application": this.keys.applicationKey,
      "X-Ovh-Consumer": this.keys.consumerKey,
      "X-Ovh-Timestamp": String(time),
      "X-Ovh-Signature": "$1$" + createHash("sha1").update(signed).digest("hex"),
    };
    const answer = await fetch(url, { method, headers, body: text || undefined });
    return { status: answer.status, body: await answer.json() };
  }

  /** A page in a browser of its own. */
  async page(options = {}) {
    const context = await this.browser.newContext(options);
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    page.on("request", (one) => one.url().startsWith(this.base) || this.faults.push(`a request to ${one.url()}`));
    page.on("console", (one) => /Content Security Policy|Refused/.test(one.text()) && this.faults.push(one.text()));
    page.on("pageerror", (error) => this.faults.push(String(error)));
    return page;
  }

  async signIn(page) {
    await page.getByRole("textbox").first().fill(this.keys.nichandle);
    await page.locator("#password").fill(this.keys.password);
    await page.locator("main button").click();
  }

  /** Keeps a picture of a page; axe finds nothing wrong with it, and it is not too wide. */
  async look(page, name) {
    await page.screenshot({ path: path.join(PICTURES, `${name}.png`), fullPage: true });
    await page.evaluate(axe.source);
    const found = await page.evaluate((rules) => globalThis.axe.run(document, { runOnly: rules }), RULES);
    assert.deepEqual(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target).join(" ")}`), [], name);
    const room = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(room <= 0, `${name} is ${room} pixels too wide`);
  }
}

module.exports = { Site };
