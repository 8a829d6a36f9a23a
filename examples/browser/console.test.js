// The console of a server in a real browser: finding operations, calling them, and the code that it shows.
//
// The code for curl is run by a shell; that for Python, where
// $PYTHON names an interpreter that has the package `ovh`.

"use strict";

const assert = require("node:assert/strict");
const { execFileSync } = require("node:child_process");
const { after, afterEach, before, test } = require("node:test");
const { Server } = require("./support.js");

let site;

before(async () => {
  site = await Server.start();
  assert.equal((await site.call("PUT", "/me", { language: "en_GB" })).status, 200);
});

after(() => site.stop());

afterEach(() => site.assertNoFaults());

/** A page of the console, at the operation that is named. */
async function open(operation = "", options = {}) {
  const page = await site.open({ locale: "en-GB", ...options });
  await page.goto(`${site.base}/console/${operation && "#" + operation}`);
  await site.signIn(page);
  await page.locator("[data-group]").first().waitFor();
  return page;
}

/** Executes, and confirms if that is asked. */
async function execute(page, confirms) {
  await page.getByRole("button", { name: "Execute" }).click();
  if (confirms !== undefined) await page.getByRole("button", { name: confirms ? "Make the call" : "Cancel" }).click();
}

const answered = (page) => page.locator("#answer .badge").textContent();
const value = async (page) => (await page.locator("#answer .tree").textContent()).replaceAll(/\s+/g, " ");
/** The calls that a page sends, as the API is asked. */
function listen(page) {
  const calls = [];
  page.on("request", (one) => one.url().endsWith("/console/call") && calls.push(one.postDataJSON()));
  return calls;
}

test("a published address opens its operation, through the sign-in too", async () => {
  const page = await open("/service/{serviceId}/renew#GET");
  assert.equal(await page.locator("#operation").textContent(), "GET /service/{serviceId}/renew");
  assert.match(page.url(), /#\/service\/(\{|%7B)serviceId(\}|%7D)\/renew#GET$/);
  for (const [address, heading] of [
    ["/service/{serviceId}/renew#POST", "POST /service/{serviceId}/renew"],
    ["/me/order", "GET /me/order"],
    ["post-/service/-serviceId-/renew", "POST /service/{serviceId}/renew"],
    ["/service/%7BserviceId%7D/renew#GET", "GET /service/{serviceId}/renew"],
    ["/1.0/me/#GET", "GET /me"],
  ]) {
    await page.evaluate((hash) => { location.hash = hash; }, address);
    await page.getByRole("heading", { name: heading, exact: true }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.id), "operation", "it has the focus");
  }
  await page.goBack();
  await page.getByRole("heading", { name: "GET /service/{serviceId}/renew", exact: true }).waitFor();
  await page.goForward();
  await page.getByRole("heading", { name: "GET /me", exact: true }).waitFor();
  await page.goto(`${site.base}/console/#/service/112233/renew#GET`);
  assert.equal(await page.locator("#given-0-serviceId").inputValue(), "112233");
  await page.context().close();
});

test("an unknown address says so, and names the nearest", async () => {
  const page = await open("/services/{serviceId}/renew#POST");
  await page.getByRole("heading", { name: "There is no operation POST /services/{serviceId}/renew" }).waitFor();
  const near = await page.locator("#panel li a").allTextContents();
  assert.ok(near.includes("POST /service/{serviceId}/renew"), near.join());
  await page.locator("#panel li a", { hasText: "POST /service/{serviceId}/renew" }).click();
  await page.locator("#given-2-duration").waitFor();
  for (const odd of ["%E0%A4%A", "<img src=x onerror=alert(1)>", "/%00", "#####"]) {
    await page.evaluate((hash) => { location.hash = hash; }, odd);
    await page.getByRole("heading", { name: "There is no operation" }).waitFor();
    assert.equal(await page.locator("#panel img").count(), 0);
  }
  await page.context().close();
});

test("what only reads is answered at once", async () => {
  const page = await open("/me#GET");
  const calls = listen(page);
  await execute(page);
  await page.locator("#answer .badge").waitFor();
  assert.match(await answered(page), /^Status 200, \d+\.\d ms, \d+ bytes$/);
  assert.match(await value(page), /"nichandle": "demo-ovh"/);
  assert.match(await page.locator("#answer").textContent(), /X-Ovh-Queryid EU/);
  assert.match(await page.locator("#said").textContent(), /^Status 200/);
  assert.deepEqual(calls.map(({ method, path: to }) => `${method} ${to}`), ["GET /me"]);
  // A list leads to what is in it.
  await page.goto(`${site.base}/console/#/service#GET`);
  await execute(page);
  await page.locator("#answer a", { hasText: "112233" }).click();
  await page.getByRole("heading", { name: "GET /service/{serviceId}", exact: true }).waitFor();
  assert.equal(await page.locator("#given-0-serviceId").inputValue(), "112233");
  await page.context().close();
});

test("what may change something is asked about first, and a refusal sends nothing", async () => {
  const page = await open("/service/112233/renew#POST");
  const calls = listen(page);
  await page.getByLabel("dryRun").selectOption("true");
  await execute(page);
  assert.equal(await page.getByRole("dialog").count(), 0, "what is required is missing");
  await page.locator("#given-2-duration").fill("P3M");
  await execute(page, false);
  await page.getByRole("button", { name: "Execute" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  assert.deepEqual(calls, []);
  await execute(page, true);
  await page.locator("#answer .badge").waitFor();
  assert.match(await answered(page), /^Status 200/);
  assert.match(await value(page), /"orderId": 0/);
  assert.match(await value(page), /"value": 10\.76/);
  assert.deepEqual(calls.map((one) => one.body), ['{"dryRun":true,"duration":"P3M","services":[]}']);
  assert.deepEqual((await site.call("GET", "/me/order")).body, []);
  await page.context().close();
});

test("refusals, bodies that are no JSON, and a session that is over", async () => {
  const page = await open("/service/999/renew#GET");
  await execute(page);
  await page.locator("#answer .badge").waitFor();
  assert.match(await answered(page), /^Status 404/);
  assert.match(await value(page), /This service does not exist/);
  await page.goto(`${site.base}/console/#/service/112233#PUT`);
  await page.getByLabel("Write the body as JSON").check();
  const raw = page.getByRole("textbox", { name: "Body" });
  assert.match(await raw.inputValue(), /"displayName"/);
  await raw.fill('{"resource": {"displayName": ');
  await execute(page);
  assert.match(await raw.evaluate((one) => one.validationMessage), /^This is not JSON/);
  await raw.fill('{"resource": {"displayName": "Zürich – \\"東京\\" 😀"}}');
  await execute(page, true);
  await page.locator("#answer .badge").waitFor();
  assert.match(await answered(page), /^Status 200/);
  assert.equal((await site.call("GET", "/service/112233")).body.resource.displayName, 'Zürich – "東京" 😀');
  const other = await page.context().newPage();
  await other.goto(`${site.base}/services`);
  await other.getByRole("button", { name: "Sign out" }).click();
  await execute(page, true);
  await page.locator("#answer .error", { hasText: "Your session is over." }).waitFor();
  await page.locator("#answer a").click();
  await site.signIn(page);
  await page.getByRole("heading", { name: "PUT /service/{serviceId}", exact: true }).waitFor();
  await page.context().close();
});

test("operations are found and opened with keys alone", async () => {
  const page = await open();
  await page.keyboard.press("/");
  await page.keyboard.type("renew {serviceId} order", { delay: 5 });
  await page.getByText(/^Operations: \d{1,2}$/).waitFor();
  await page.keyboard.press("Enter");
  await page.locator("#operation").waitFor();
  await page.locator("#search").fill("no such thing");
  await page.getByText("No operation fits.").first().waitFor();
  await page.locator("#search").fill("payWithRegistered");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "POST /me/order/{orderId}/payWithRegisteredPaymentMean" }).waitFor();
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "search");
  await page.context().close();
});

test("the values of a variable are listed where an operation knows them", async () => {
  const page = await open("/vps/{serviceName}#GET");
  await page.getByRole("button", { name: "List the values, from /vps" }).click();
  await page.getByText("Values found: 1").waitFor({ state: "attached" });
  assert.equal(await page.locator("#given-0-serviceName").inputValue(), "vps112233.ovh.net");
  await execute(page);
  await page.locator("#answer .badge").waitFor();
  assert.match(await answered(page), /^Status 200/);
  await page.context().close();
});

test("pages and batches are asked for with headers", async () => {
  const page = await open("/service#GET");
  await page.getByText("More", { exact: true }).click();
  await page.locator("#given-3-X-Pagination-Mode").fill("CachedObjectList-Pages");
  await page.locator("#given-3-X-Pagination-Size").fill("1");
  await execute(page);
  await page.locator("#answer .badge").waitFor();
  assert.match(await value(page), /"serviceId"|"expirationDate"/);
  await page.goto(`${site.base}/console/#/service/112233,12345#GET`);
  await page.getByText("More", { exact: true }).click();
  await page.locator("#given-3-X-Ovh-Batch").fill(",");
  await page.getByLabel("Go", { exact: true }).check();
  assert.match(await page.locator("#code pre").textContent(), /Not sent here: X-Ovh-Batch/);
  await execute(page);
  await page.locator("#answer .badge").waitFor();
  assert.match(await value(page), /"key": "12345"/);
  await page.context().close();
});

test("code for curl and Python does what it says", async () => {
  const page = await open("/service/112233#PUT");
  const name = `a'b"c\\d $HOME \`ls\` é 東京 😀 "#`;
  await page.locator("#given-2-resource").fill(JSON.stringify({ displayName: name }));
  const { applicationKey, applicationSecret, consumerKey } = site.keys;
  const env = { PATH: process.env.PATH, HOME: site.folder, OVH_APPLICATION_KEY: applicationKey, OVH_APPLICATION_SECRET: applicationSecret, OVH_CONSUMER_KEY: consumerKey };
  const python = process.env.PYTHON;
  for (const [language, program] of [["curl", ["sh", "-c"]], ["Python", python && [python, "-c"]]]) {
    await page.getByLabel(language, { exact: true }).check();
    const code = await page.locator("#code pre").textContent();
    assert.match(code, /OVH_CONSUMER_KEY/);
    if (!program) continue;
    assert.equal((await site.call("PUT", "/service/112233", { resource: { displayName: "other" } })).status, 200);
    assert.equal(execFileSync(program[0], [program[1], code], { env, encoding: "utf8" }).trim(), "null");
    assert.equal((await site.call("GET", "/service/112233")).body.resource.displayName, name, language);
  }
  await page.getByLabel("Go", { exact: true }).check();
  await page.reload();
  await page.locator("#code pre").waitFor();
  assert.match(await page.locator("#code pre").textContent(), /package main/, "the language is kept");
  await page.context().close();
});

test("the console in two themes, two widths and three languages", async () => {
  for (const language of ["en_GB", "fi_FI", "fr_FR"]) {
    assert.equal((await site.call("PUT", "/me", { language })).status, 200);
    for (const [colorScheme, width] of [["light", 1280], ["dark", 360]]) {
      const options = { colorScheme, locale: language.replace("_", "-"), viewport: { width, height: 900 }, bypassCSP: true };
      const page = await open("", options);
      for (const [name, address, executes] of [
        ["console", "", false], ["console-get", "/me#GET", true], ["console-post", "/service/112233/renew#POST", false],
        ["console-old", "/me/paymentMean/creditCard/{id}#GET", false], ["console-unknown", "/me/nothing#GET", false],
      ]) {
        await page.goto(`${site.base}/console/${address && "#" + address}`);
        if (!address) await page.reload();
        await page.locator("[data-group]").first().waitFor();
        if (executes) {
          await page.locator("#panel form button:not([type])").click();
          await page.locator("#answer .badge").waitFor();
        }
        for (const type of await page.locator("#panel details.type > summary").all()) await type.click();
        await site.look(page, `${name}-${language.slice(0, 2)}-${colorScheme}-${width}.png`);
      }
      await page.goto(`${site.base}/console/#/auth/logout#POST`);
      await page.locator("#panel form button:not([type])").last().click();
      await page.getByRole("dialog").waitFor();
      await site.look(page, `console-confirm-${language.slice(0, 2)}-${colorScheme}-${width}.png`);
      await page.context().close();
    }
  }
  assert.equal((await site.call("PUT", "/me", { language: "en_GB" })).status, 200);
});
