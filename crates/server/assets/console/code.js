// The console of Perennial. Its parts are joined to one script; this one writes a call as code.
"use strict";

/** Code for a call `{endpoint, method, path, query, body, headers}`; path and query are percent-encoded, a body is any JSON value. */
const writeCode = (() => {
  // What editors, compilers and terminals read otherwise than as itself: controls, marks of direction, invisible spaces.
  const ODD = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
  const escape = (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0");
  // Half a character is none: it could not be sent either.
  const whole = (_, value) => value?.toWellFormed?.() ?? value;
  const json = (value, indent) => JSON.stringify(value, whole, indent).replace(ODD, escape);
  const shell = (s) => "'" + s.replaceAll("'", "'\\''") + "'";
  const target = (call) => call.path + (call.query ? "?" + call.query : "");
  /** What a package does not send, as a comment: it has no headers of one's own. */
  const unsent = (call, mark) => {
    const names = Object.keys(call.headers ?? {}).join(", ");
    return names && `${mark} Not sent here: ${names}.\n`;
  };
  const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

  /** A value as a literal: what its simple values are, how objects and lists open and close, and what joins a name and a value. */
  function literal(value, style, pad) {
    if (value === null || typeof value !== "object") return style.plain(value);
    const isList = Array.isArray(value);
    const rows = isList ? value.map((one) => literal(one, style, pad + "    "))
      : Object.entries(value).map(([name, one]) => style.plain(name) + style.is + literal(one, style, pad + "    "));
    const [open, close] = isList ? style.list : style.object;
    if (rows.length === 0) return isList ? open + close : style.empty;
    return `${open}\n${rows.map((row) => `${pad}    ${row},\n`).join("")}${pad}${close}`;
  }

  const PYTHON = {
    plain: (value) => (value === null ? "None" : typeof value === "boolean" ? (value ? "True" : "False") : json(value)),
    is: ": ", list: ["[", "]"], object: ["{", "}"], empty: "{}",
  };
  const PHP = {
    plain: (value) => {
      if (typeof value !== "string") return json(value);
      const odd = /[\u0000-\u001f]/.test(value) || value.search(ODD) >= 0;
      if (!odd) return "'" + whole("", value).replace(/[\\']/g, "\\$&") + "'";
      const code = (c) => `\\u{${c.charCodeAt(0).toString(16)}}`;
      return '"' + whole("", value).replace(/[\\"$]/g, "\\$&").replace(/[\u0000-\u001f]/g, code).replace(ODD, code) + '"';
    },
    is: " => ", list: ["[", "]"], object: ["[", "]"], empty: "new \\stdClass()",
  };
  const RESERVED = new Set(("False None True and as assert async await break class continue def del elif else except finally for "
    + "from global if import in is lambda nonlocal not or pass raise return try while with yield self").split(" "));

  function curl(call) {
    const body = call.body === undefined ? "" : json(call.body);
    const lines = [
      "#!/bin/sh", "# Needs curl, openssl, and the keys in OVH_APPLICATION_KEY, OVH_APPLICATION_SECRET, OVH_CONSUMER_KEY.", "set -eu", "",
      `method=${shell(call.method)}`, `url=${shell(call.endpoint + target(call))}`, `body=${shell(body)}`,
      `time=$(curl -fsS ${shell(call.endpoint + "/auth/time")})`,
      'signed="$OVH_APPLICATION_SECRET+$OVH_CONSUMER_KEY+$method+$url+$body+$time"',
      "signature=$(printf '%s' \"$signed\" | openssl dgst -sha1 -r | cut -d ' ' -f 1)", "",
      'curl -gsS -X "$method" "$url" -w \'\\n\' \\', '  -H "X-Ovh-Application: $OVH_APPLICATION_KEY" \\',
      '  -H "X-Ovh-Consumer: $OVH_CONSUMER_KEY" \\', '  -H "X-Ovh-Timestamp: $time" \\', '  -H "X-Ovh-Signature: \\$1\\$$signature"',
    ];
    const more = Object.entries(call.headers ?? {}).map(([name, value]) => `-H ${shell(`${name}: ${value}`)}`);
    if (body) more.push("-H 'Content-Type: application/json'", '--data-binary "$body"');
    for (const one of more) lines.push(lines.pop() + " \\", "  " + one);
    return lines.join("\n") + "\n";
  }

  function python(call) {
    const { body, method } = call;
    const names = isObject(body) ? Object.keys(body) : [];
    let made = `client.${method.toLowerCase()}(${json(target(call))})`;
    if (names.length > 0 && method !== "DELETE" && names.every((name) => /^[a-zA-Z]\w*$/.test(name) && !RESERVED.has(name))) {
      const rows = names.map((name) => `    ${name}=${literal(body[name], PYTHON, "    ")},\n`);
      made = `client.${method.toLowerCase()}(\n    ${json(target(call))},\n${rows.join("")})`;
    } else if (body !== undefined) {
      made = `client.call(${json(method)}, ${json(target(call))}, ${literal(body, PYTHON, "")})`;
    }
    return `# pip install ovh
import json
import os

import ovh
from ovh.client import ENDPOINTS

ENDPOINTS["perennial"] = ${json(call.endpoint)}
client = ovh.Client(
    endpoint="perennial",
    application_key=os.environ["OVH_APPLICATION_KEY"],
    application_secret=os.environ["OVH_APPLICATION_SECRET"],
    consumer_key=os.environ["OVH_CONSUMER_KEY"],
)

${unsent(call, "#")}answer = ${made}
print(json.dumps(answer, indent=2, ensure_ascii=False))
`;
  }

  function go(call) {
    const name = call.method[0] + call.method.slice(1).toLowerCase();
    // A list of bytes between back quotes has none of them; JSON can say it otherwise.
    const body = call.body === undefined ? "" : `\tbody := json.RawMessage(\`${json(call.body, "\t").replaceAll("`", "\\u0060")}\`)\n`;
    const sent = body && call.method !== "DELETE" ? "body, " : "";
    const made = body && !sent ? `CallAPI("DELETE", ${json(target(call))}, body, &answer, true)` : `${name}(${json(target(call))}, ${sent}&answer)`;
    const nothing = !body && /^P/.test(call.method) ? made.replace("&answer", "nil, &answer") : made;
    return `// go get github.com/ovh/go-ovh
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"

	"github.com/ovh/go-ovh/ovh"
)

func main() {
	client, err := ovh.NewClient(
		${json(call.endpoint)},
		os.Getenv("OVH_APPLICATION_KEY"),
		os.Getenv("OVH_APPLICATION_SECRET"),
		os.Getenv("OVH_CONSUMER_KEY"),
	)
	if err != nil {
		log.Fatal(err)
	}
${body}${unsent(call, "\t//")}	var answer json.RawMessage
	if err := client.${nothing}; err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(answer))
}
`;
  }

  function node(call) {
    const { protocol, hostname, port, pathname } = new URL(call.endpoint);
    const body = call.body === undefined ? "" : `, ${json(call.body, 2)}`;
    return `// npm install @ovhcloud/node-ovh${protocol === "http:" ? "\n// The package speaks HTTPS only, and this server HTTP." : ""}
const ovh = require('@ovhcloud/node-ovh')({
  host: ${json(hostname)},
  port: ${port || (protocol === "http:" ? 80 : 443)},
  basePath: ${json(pathname)},
  appKey: process.env.OVH_APPLICATION_KEY,
  appSecret: process.env.OVH_APPLICATION_SECRET,
  consumerKey: process.env.OVH_CONSUMER_KEY,
});

${unsent(call, "//")}ovh.requestPromised(${json(call.method)}, ${json(target(call))}${body})
  .then((answer) => console.log(JSON.stringify(answer, null, 2)))
  .catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
`;
  }

  function php(call) {
    const body = call.body === undefined ? "" : `, ${literal(call.body, PHP, "")}`;
    return `<?php
// composer require ovh/ovh
require 'vendor/autoload.php';

$api = new \\Ovh\\Api(
    getenv('OVH_APPLICATION_KEY'),
    getenv('OVH_APPLICATION_SECRET'),
    ${PHP.plain(call.endpoint)},
    getenv('OVH_CONSUMER_KEY')
);

${unsent(call, "//")}$answer = $api->${call.method.toLowerCase()}(${PHP.plain(target(call))}${body});
echo json_encode($answer, JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE), PHP_EOL;
`;
  }

  function rust(call) {
    const text = call.body === undefined ? "" : json(call.body, 4);
    const marks = "#".repeat(1 + Math.max(0, ...[...text.matchAll(/"(#*)/g)].map((one) => one[1].length)));
    const body = text && `    let body: Value = serde_json::from_str(\n        r${marks}"${text}"${marks},\n    )?;\n`;
    const method = call.method[0] + call.method.slice(1).toLowerCase();
    return `// Cargo.toml: perennial-api, perennial-client, serde_json, and tokio with the features macros and rt.
use perennial_api::catalogue::Method;
use perennial_client::{Call, Client, Config};
use serde_json::Value;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // The keys: OVH_APPLICATION_KEY, OVH_APPLICATION_SECRET and OVH_CONSUMER_KEY.
    let config = Config::resolve(&[], |name| match name {
        "OVH_ENDPOINT" => Some(${json(call.endpoint)}.to_owned()),
        name => std::env::var(name).ok(),
    })?;
    let client = Client::try_new(config.into())?;
${body}${unsent(call, "    //")}    let call = Call::new(Method::${method}, ${json(target(call))})${body && ".json(&body)"};
    let answer: Value = client.send(&call).await?;
    println!("{answer:#}");
    Ok(())
}
`;
  }

  function cli(call) {
    const key = Object.entries(call.headers ?? {}).find(([name]) => name.toLowerCase() === "idempotency-key");
    const parts = ["perennial call", call.method, shell(target(call)), "--endpoint", shell(call.endpoint)];
    if (call.body !== undefined) parts.push("--data", shell(json(call.body)));
    if (key) parts.push("--idempotency-key", shell(key[1]));
    const { "Idempotency-Key": _, ...others } = call.headers ?? {};
    return `${unsent({ headers: others }, "#")}# Keys: OVH_APPLICATION_KEY, OVH_APPLICATION_SECRET and OVH_CONSUMER_KEY, or ovh.conf.\n${parts.join(" ")}\n`;
  }

  return { curl, Python: python, Go: go, Node: node, PHP: php, Rust: rust, perennial: cli };
})();

if (typeof module === "object") module.exports = writeCode;
