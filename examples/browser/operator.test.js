// The operators' pages in a real browser: a second factor, a customer's pages read-only, the clock, a run that waits.
//
// The server is a sandbox with a budget that no renewal fits.

"use strict";

const assert = require("node:assert/strict");
const path = require("node:path");
const { after, afterEach, before, test } = require("node:test");
const { LANGUAGES, LOOKS, PICTURES, Server, code } = require("./support.js");

let server, base, keys;

before(async () => {
  server = await Server.start({ config: "[budget]\nrenewals = 0\n", isSandbox: true });
  ({ base, keys } = server);
});

after(() => server.stop());

afterEach(() => server.assertNoFaults());

const signIn = (page) => server.signIn(page, keys.operatorPassword, keys.operator);

/** What the browser of somebody who is signed in holds. */
let inside;

test("an operator sets up a second factor, and finds and reads the demo's account", async () => {
  const page = await server.open({ locale: "en-GB" });
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
  for (const language of LANGUAGES) {
    for (const [colorScheme, width] of LOOKS) {
      const locale = language.replace("_", "-");
      const options = { colorScheme, locale, viewport: { width, height: 800 }, bypassCSP: true };
      const end = `${locale.slice(0, 2)}-${colorScheme}-${width}.png`;
      const stranger = await server.open(options);
      await stranger.goto(`${base}/operator/sign-in`);
      await server.look(stranger, `operator-sign-in-${end}`);
      await stranger.context().close();
      const page = await server.open({ ...options, storageState: inside });
      await page.goto(`${base}/operator/runs`);
      const run = await page.locator("tbody a").first().getAttribute("href");
      await page.goto(`${base}/operator/accounts`);
      const account = await page.locator("tbody a").first().getAttribute("href");
      const all = names.map((name) => [name.replace("/", "-"), `/operator/${name}`]);
      for (const [name, address] of [...all, ["run", run], ["account", account]]) {
        await page.goto(base + address);
        await server.look(page, `operator-${name}-${end}`);
      }
      await page.context().close();
    }
  }
});
