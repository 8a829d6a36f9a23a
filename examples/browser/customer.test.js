// The pages of a customer in a real browser: renewing a domain with its hosting and paying it, its bill without a session, what is
// set and taken away; with scripts and without.

"use strict";

const assert = require("node:assert/strict");
const { after, afterEach, before, test } = require("node:test");
const { Server } = require("./support.js");

let server;

before(async () => {
  server = await Server.start();
  assert.equal((await server.call("PUT", "/me", { language: "en_GB" })).status, 200);
});

after(() => server.stop());

afterEach(() => server.assertNoFaults());

async function inside(options = {}) {
  const page = await server.open({ locale: "en-GB", ...options });
  await page.goto(`${server.base}/services`);
  await server.signIn(page);
  await page.getByRole("heading", { name: "Services", exact: true }).waitFor();
  return page;
}

const total = (page) => page.locator(".sum.total .number").textContent();

test("a domain is renewed with its hosting, and paid; its bill opens without a session", async () => {
  const page = await inside();
  await page.goto(`${server.base}/services/12345`);
  assert.equal(await total(page), "€2.39");
  const seen = [];
  page.on("request", (one) => seen.push(one.url()));
  await page.getByRole("checkbox", { name: /hosting/ }).first().check();
  await page.getByText("€45.44").waitFor();
  assert.ok(seen.some((url) => url.includes("with=67890")) && !seen.some((url) => url.includes(".css")), "only the page was asked again");
  await page.getByRole("button", { name: "Order" }).click();
  await page.waitForURL(/\/orders\/\d+/);
  await page.getByRole("radio", { name: /PayPal/ }).check();
  await page.getByRole("button", { name: "Pay €45.44" }).click();
  await page.getByText("its services are extended").waitFor();
  const services = [12345, 67890].map((id) => server.call("GET", `/services/${id}`));
  const dates = (await Promise.all(services)).map((one) => one.body.billing.expirationDate.slice(0, 10));
  await page.goto(`${server.base}/services/12345`);
  assert.equal(new Set(dates).size, 1);
  await page.goBack();
  const links = page.locator("main a", { hasText: /PDF|as a page/ });
  const addresses = await links.evaluateAll((all) => all.map((one) => one.href));
  assert.equal(addresses.length, 4);
  const stranger = await server.open();
  for (const address of addresses) {
    const answer = await stranger.request.get(address);
    assert.equal(answer.status(), 200, address);
    const body = await answer.body();
    assert.ok(/pdf\?/.test(address) ? body.subarray(0, 5).toString() === "%PDF-" : body.includes("45.44"), address);
    const wrong = address.replace(/(orderPassword|passwd)=./, "$1=!");
    assert.equal((await stranger.request.get(wrong)).status(), 404, wrong);
  }
  await stranger.goto(addresses.find((one) => one.includes("/bill/display")));
  await stranger.getByText("€45.44").first().waitFor();
});

test("without scripts everything works as well", async () => {
  const page = await inside({ javaScriptEnabled: false });
  await page.getByLabel("Name").fill("vps112233.ovh.net");
  await page.getByRole("button", { name: "Find" }).click();
  await page.getByRole("link", { name: "vps112233.ovh.net" }).click();
  await page.getByRole("radio", { name: "3 months" }).check();
  await page.getByRole("button", { name: "Show the price" }).click();
  const before = await total(page);
  await page.getByRole("button", { name: "Order" }).click();
  await page.getByRole("button", { name: `Pay ${before}` }).click();
  await page.getByText("its services are extended").waitFor();
});

test("services are found while one types", async () => {
  const page = await inside();
  await page.getByLabel("Name").fill("no such service");
  await page.getByText("No service fits.").waitFor();
  await page.getByLabel("Name").fill("my-personal");
  await page.getByText("One service").waitFor();
  assert.match(page.url(), /search=my-personal/);
});

test("what becomes of a service is set, and a name that is a script is a name", async () => {
  const page = await inside();
  await page.goto(`${server.base}/services/12345`);
  await page.getByRole("radio", { name: /Renew it automatically/ }).check();
  await page.getByRole("button", { name: "Save" }).first().click();
  await page.getByText(/Renewed on/).waitFor();
  const name = "<img src=x onerror=alert(1)>";
  await page.locator("#name").fill(name);
  await page.getByRole("button", { name: "Save" }).last().click();
  await page.getByRole("heading", { name }).waitFor();
  await page.goto(`${server.base}/forecast`);
  assert.ok(await page.locator(".chart rect[fill='#2456B3']").count());
  const calendar = await page.locator("#address").inputValue();
  const feed = await (await server.open()).request.get(calendar);
  assert.match(await feed.text(), /^BEGIN:VCALENDAR/);
});

test("every page in two themes, two widths and three languages", async () => {
  const order = (await server.call("POST", "/service/12345/renew", { duration: "P1Y", services: [12345], dryRun: false })).body.orderId;
  const paid = (await server.call("GET", "/me/order")).body.find((one) => one !== order);
  const names = ["services", "bills", "orders", "means", "forecast", "notices", "programs"];
  const one = [["service", "/services/12345"], ["order", `/orders/${order}`], ["order-paid", `/orders/${paid}`], ["nothing", "/services/1"]];
  await server.lookAtAll([...names.map((name) => [name, `/${name}`]), ...one]);
});
