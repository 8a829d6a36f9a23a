// The pages of a server in a real browser: signing in with a second factor, making keys, letting an application in.
// $PYTHON names an interpreter that has the package `ovh`.

"use strict";

const assert = require("node:assert/strict");
const { spawn } = require("node:child_process");
const readline = require("node:readline");
const { after, afterEach, before, test } = require("node:test");
const { Server, code } = require("./support.js");

const PYTHON = process.env.PYTHON;

let server;

before(async () => {
  server = await Server.start();
});

after(() => server.stop());

afterEach(() => server.assertNoFaults());

test("keys for a script are made where the address asks for them, and work", async () => {
  const page = await server.open();
  await page.goto(`${server.base}/createToken/?GET=/me&GET=/service*`);
  await server.signIn(page, "not the password");
  await assert.rejects(page.getByRole("alert").waitFor({ state: "hidden", timeout: 1 }));
  await server.signIn(page);
  assert.equal(await page.locator("#rights").inputValue(), "GET /me\nGET /service*");
  await page.locator("#name").fill("Nightly");
  await page.locator("main button").click();
  const made = await page.locator("code").allTextContents();
  assert.deepEqual(made.map((one) => one.length), [16, 32, 32]);
  const before = server.keys;
  server.keys = { ...before, applicationKey: made[0], applicationSecret: made[1] };
  assert.equal((await server.call("GET", "/me", undefined, made[2])).body.nichandle, "demo-ovh");
  assert.equal((await server.call("GET", "/me/order", undefined, made[2])).status, 403);
  server.keys = before;
});

test("an application is let in, and the browser goes back to it", async () => {
  const redirection = `${server.base}/health?back=1`;
  const request = { accessRules: [{ method: "GET", path: "/me" }], redirection };
  const asked = (await server.call("POST", "/auth/credential", request)).body;
  assert.equal((await server.call("GET", "/me", undefined, asked.consumerKey)).status, 403);
  const page = await server.open();
  await page.goto(asked.validationUrl);
  await server.signIn(page);
  await page.locator("#validity").selectOption("1");
  await page.locator("button[value=send]").click();
  await page.waitForURL(redirection);
  assert.equal((await server.call("GET", "/me", undefined, asked.consumerKey)).status, 200);
});

// What a program does with the unmodified package: it asks for a key, tells where it is allowed, and waits for a line.
const PROGRAM = `
import sys
import ovh
from ovh.client import ENDPOINTS

endpoint, key, secret = sys.argv[1:]
ENDPOINTS["here"] = endpoint
client = ovh.Client(endpoint="here", application_key=key, application_secret=secret)
asked = client.request_consumerkey([{"method": "GET", "path": "/me"}])
print(asked["validationUrl"], flush=True)
sys.stdin.readline()
print(client.get("/me")["nichandle"], flush=True)
`;

test("a key that the Python package asks for is allowed, and used by it", { skip: !PYTHON && "PYTHON names none that has the package ovh" }, async () => {
  const { endpoint, applicationKey, applicationSecret } = server.keys;
  const program = spawn(PYTHON, ["-c", PROGRAM, endpoint, applicationKey, applicationSecret], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = readline.createInterface({ input: program.stdout })[Symbol.asyncIterator]();
  const page = await server.open();
  await page.goto((await lines.next()).value);
  await server.signIn(page);
  await page.locator("button[value=send]").click();
  await page.locator("button[value=send]").waitFor({ state: "detached" });
  program.stdin.end("\n");
  assert.equal((await lines.next()).value, server.keys.nichandle);
});

test("every page in two themes, two widths and three languages", async () => {
  const paths = ["sign-in", "forgotten", "account", "password", "factor", "everywhere"].map((name) => [name, `/auth/${name}`]);
  const accessRules = [{ method: "GET", path: "/*" }, { method: "POST", path: "/me/order/*" }];
  const asked = (await server.call("POST", "/auth/credential", { accessRules })).body;
  const grant = ["grant", asked.validationUrl.replace(server.base, "")];
  await server.lookAtAll([...paths, ["application", "/createApp/"], ["token", "/createToken/?GET=/me"], grant]);
});

test("with a second factor, a password alone opens nothing", async () => {
  assert.equal((await server.call("PUT", "/me", { language: "en_GB" })).status, 200);
  const page = await server.open({ locale: "en-GB" });
  await page.goto(`${server.base}/auth/factor`);
  await server.signIn(page);
  const secret = await page.locator("code").textContent();
  await page.getByLabel("Code", { exact: true }).fill(code(secret, -1));
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.getByText("The second factor is set up.").waitFor();
  await page.getByRole("link", { name: "Sign in" }).click();
  await server.signIn(page);
  await page.waitForURL(/\/auth\/code/);
  await page.goto(`${server.base}/auth/account`);
  await page.waitForURL(/\/auth\/sign-in/);
  await page.goto(`${server.base}/auth/code`);
  await page.getByLabel("Code").fill(code(secret));
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.waitForURL(/\/services$/);
  await page.goto(`${server.base}/auth/account`);
  await page.getByText("codes of an authenticator").waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Signed out" }).waitFor();
});
