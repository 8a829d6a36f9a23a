// A server of its own (`perennial demo --keep`: $PERENNIAL, or target/debug/perennial) and a browser (Chromium: $CHROMIUM).
//
// Pages are looked at by axe-core, and their pictures are kept in target/screenshots. A request to another host, or anything that
// the policy of a page forbids, is a fault.

"use strict";

const assert = require("node:assert/strict");
const { spawn, spawnSync } = require("node:child_process");
const { createHash, createHmac } = require("node:crypto");
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

/** The languages, and the two looks of a page in each. */
const LANGUAGES = ["en_GB", "fi_FI", "fr_FR"];
const LOOKS = [
  ["light", 1280],
  ["dark", 360],
];

class Server {
  /** Requests to other hosts, and what the policy of a page has forbidden: there is none of either. */
  faults = [];

  /** A server; `config` is its configuration, and on a sandbox its time is played. */
  static async start({ config, isSandbox = false } = {}) {
    const server = new Server();
    server.folder = fs.mkdtempSync(path.join(os.tmpdir(), "perennial-browser-"));
    fs.mkdirSync(PICTURES, { recursive: true });
    const files = ["--database", path.join(server.folder, "perennial.db"), "--key-file", path.join(server.folder, "key")];
    if (isSandbox) assert.equal(spawnSync(PERENNIAL, ["clock", "start", ...files]).status, 0);
    const command = ["demo", "--keep", "--output", "json", "--listen", "127.0.0.1:0", ...files];
    if (config !== undefined) {
      const file = path.join(server.folder, "perennial.toml");
      fs.writeFileSync(file, config);
      command.push("--config", file);
    }
    // That a run waits is in the log.
    const env = { ...process.env, PERENNIAL_LOG: "error" };
    server.process = spawn(PERENNIAL, command, { stdio: ["ignore", "pipe", "inherit"], env });
    const lines = readline.createInterface({ input: server.process.stdout });
    server.keys = JSON.parse((await lines[Symbol.asyncIterator]().next()).value);
    server.base = server.keys.endpoint.replace(/\/1\.0$/, "");
    const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    server.browser = await chromium.launch({ executablePath: CHROMIUM, args: sandbox });
    return server;
  }

  async stop() {
    await this.browser?.close();
    const ended = new Promise((done) => this.process.once("exit", done));
    this.process.kill("SIGTERM");
    assert.equal(await ended, 0);
    fs.rmSync(this.folder, { recursive: true });
  }

  assertNoFaults() {
    assert.deepEqual(this.faults.splice(0), []);
  }

  /** A signed call, as the SDKs make it. */
  async call(method, target, body, consumerKey = this.keys.consumerKey) {
    const url = this.keys.endpoint + target;
    const text = body === undefined ? "" : JSON.stringify(body);
    const time = Math.floor(Date.now() / 1000);
    const signed = [this.keys.applicationSecret, consumerKey, method, url, text, time].join("+");
    const headers = {
      "Content-Type": "application/json",
      "X-Ovh-Application": this.keys.applicationKey,
      "X-Ovh-Consumer": consumerKey,
      "X-Ovh-Timestamp": String(time),
      "X-Ovh-Signature": "$1$" + createHash("sha1").update(signed).digest("hex"),
    };
    const answer = await fetch(url, { method, headers, body: text || undefined });
    return { status: answer.status, body: await answer.json() };
  }

  async open(options = {}) {
    const context = await this.browser.newContext(options);
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    page.on("request", (one) => one.url().startsWith(this.base) || this.faults.push(`a request to ${one.url()}`));
    page.on("console", (one) => /Content Security Policy|Refused/.test(one.text()) && this.faults.push(one.text()));
    page.on("pageerror", (error) => this.faults.push(String(error)));
    return page;
  }

  async signIn(page, password = this.keys.password, name = this.keys.nichandle) {
    await page.getByRole("textbox").first().fill(name);
    await page.locator("#password").fill(password);
    await page.locator("main button").click();
  }

  /** Keeps the picture of a page, and finds nothing wrong with it. Its policy may forbid the scripts that look: open it with `bypassCSP`. */
  async look(page, picture) {
    await page.screenshot({ path: path.join(PICTURES, picture), fullPage: true });
    await page.evaluate(axe.source);
    const found = await page.evaluate((rules) => globalThis.axe.run(document, { runOnly: rules }), RULES);
    const wrong = found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target).join(" ")}`);
    assert.deepEqual(wrong, [], picture);
    const room = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(room <= 0, `${picture} is ${room} pixels too wide`);
  }

  /** Looks at pages in every language and look; each is a name and an address. */
  async lookAtAll(pages) {
    for (const language of LANGUAGES) {
      assert.equal((await this.call("PUT", "/me", { language })).status, 200);
      for (const [colorScheme, width] of LOOKS) {
        const options = { colorScheme, locale: language.replace("_", "-"), viewport: { width, height: 800 }, bypassCSP: true };
        const page = await this.open(options);
        await page.goto(`${this.base}/auth/account`);
        await this.signIn(page);
        for (const [name, address] of pages) {
          await page.goto(this.base + address);
          await this.look(page, `${name}-${language.slice(0, 2)}-${colorScheme}-${width}.png`);
        }
        await page.context().close();
      }
    }
  }
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

module.exports = { LANGUAGES, LOOKS, PICTURES, Server, code };
