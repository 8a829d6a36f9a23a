"""The code that the console shows, run as it is pasted: curl, Python, Go, Node and `perennial` against a server; and what each
sends of values that are hard to write. PHP has no packages here: its code runs with a stand-in for `ovh/ovh`, where there is a
`php`. The code for Rust is an example of the program's crate, which is compiled with everything else."""

import http.server
import json
import os
import shutil
import subprocess
import tempfile
import threading
import unittest
from pathlib import Path

from support import NODE_EXAMPLES, PATIENCE, PERENNIAL, ROOT, Server, run

CODE = ROOT / "crates" / "server" / "assets" / "console" / "code.js"
RUST = ROOT / "crates" / "cli" / "examples" / "console.rs"
GO_EXAMPLE = ROOT / "examples" / "go"
NAME = "a'b\"c\\d $HOME `ls` %s é 東京 😀 \"# <?php {x}"
#: What is hard to write in one language or another.
HARD = {
    "text": NAME + "\n\r\t\u0000\u0007\u001b\u007f\u0085\u200b\u2028\u202e\ufeff '''\"\"\" ${x} #{x} \\u0041 \\n",
    "from": [],
    "empty": {},
    "deep": {"a-b": [1, -2.5, None, True, False, {"": "''"}], "class": "r#\"x\"##"},
}
#: A path and a query as the console encodes them.
TARGET = ("/vps/a%20b%27%22%24%60%25%2F%C3%A9", "text=%27%22%5C%24HOME%20%26%2B%C3%A9%0A&x=1")


def code(language, endpoint, method, path, query="", body=None, headers=None):
    """What the console shows of a call."""
    call = {"endpoint": endpoint, "method": method, "path": path, "query": query, "headers": headers or {}}
    if body is not None:
        call["body"] = body
    script = "const [code, language, call] = process.argv.slice(1); process.stdout.write(require(code)[language](JSON.parse(call)))"
    command = ["node", "-e", script, str(CODE), language, json.dumps(call)]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=PATIENCE).stdout


class Runner:
    """Runs code of each language with the packages that it names."""

    def __init__(self, folder):
        self.folder = Path(folder)

    def go(self, text, variables):
        module = self.folder / "go"
        module.mkdir(exist_ok=True)
        for name in ("go.mod", "go.sum"):
            shutil.copy(GO_EXAMPLE / name, module)
        (module / "main.go").write_text(text)
        subprocess.run(["go", "build", "-mod=readonly", "-o", "code", "."], cwd=module, check=True, timeout=10 * PATIENCE,
                       env={**os.environ, "GOFLAGS": "", "CGO_ENABLED": "0"})
        return run([str(module / "code")], variables, module)

    def run(self, language, text, variables):
        """What the program prints."""
        path = f"{Path(PERENNIAL).resolve().parent}{os.pathsep}{os.environ['PATH']}"
        variables = {**variables, "PATH": path}
        if language == "Go":
            done = self.go(text, variables)
        else:
            file = self.folder / f"code-{language}"
            file.write_text(text)
            command = {
                "curl": ["sh", str(file)],
                "perennial": ["sh", str(file)],
                "Python": [os.sys.executable, str(file)],
                "Node": ["node", "-e", text],
                "PHP": ["php", "-d", "display_errors=stderr", str(file)],
            }[language]
            done = run(command, variables, NODE_EXAMPLES if language == "Node" else self.folder)
        if (done.returncode, done.stderr) != (0, ""):
            raise AssertionError(f"{language}: {done}\n{text}")
        return done.stdout


class AgainstAServer(unittest.TestCase):
    """The code does what it says."""

    def check(self, server, languages):
        client = server.client()
        with tempfile.TemporaryDirectory(prefix="perennial-code-") as folder:
            runner = Runner(folder)
            for language in languages:
                with self.subTest(language):
                    client.put("/service/112233", resource={"displayName": "other"})
                    text = code(language, server.endpoint, "PUT", "/service/112233", body={"resource": {"displayName": NAME}})
                    runner.run(language, text, server.variables())
                    self.assertEqual(client.get("/service/112233")["resource"]["displayName"], NAME)
                    text = code(language, server.endpoint, "GET", "/service/112233/renew", "includeOptions=false")
                    told = json.loads(runner.run(language, text, server.variables()))
                    self.assertEqual(told, client.get("/service/112233/renew", includeOptions=False))
                    text = code(language, server.endpoint, "DELETE", "/me/api/credential/1")
                    with self.assertRaises(AssertionError if language != "curl" else KeyError) as raised:
                        told = runner.run(language, text, server.variables())
                        # A shell does not know that it was refused; the answer says so.
                        raise KeyError(json.loads(told)["message"])
                    self.assertIn("(credentialId = 1) does not exist", str(raised.exception))

    def test_over_http(self):
        server = Server()
        self.addCleanup(server.stop)
        self.check(server, ["curl", "Python", "Go", "perennial"])

    def test_over_https_alone(self):
        server = Server(tls=True)
        self.addCleanup(server.stop)
        self.check(server, ["Node"])


class Recorder(http.server.BaseHTTPRequestHandler):
    """Takes every call, and keeps it."""

    seen = []

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        is_time = self.path.endswith("/auth/time")
        if not is_time:
            self.seen.append((self.command, self.path, json.loads(body or "null"), self.headers.get("Idempotency-Key")))
        self.send_response(200)
        answer = b"1800000000" if is_time else b"{}"
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_GET = do_POST = do_PUT = do_DELETE = answer

    def log_message(self, *_):
        pass


#: Packages that print what they are asked for instead of calling anybody.
STAND_INS = {
    "node_modules/@ovhcloud/node-ovh/index.js":
        "module.exports = () => ({ requestPromised: async (...call) => call });",
    "vendor/autoload.php": """<?php namespace Ovh; class Api {
    public function __construct(...$keys) {}
    public function __call($name, $call) { return [strtoupper($name), ...$call]; }
}""",
}


class WhatIsSent(unittest.TestCase):
    """Values that are hard to write reach the other side as they are."""

    calls = [
        ("POST", *TARGET, HARD), ("PUT", "/me", "", {"from": 1, "x y": 2}), ("POST", "/me", "", [1, "two"]), ("POST", "/me", "", {}),
        ("POST", "/me", "", NAME), ("GET", *TARGET, None), ("DELETE", *TARGET, None), ("POST", "/me", "", None),
        ("POST", "/me", "", {"self": "`", "_target": 1}),
    ]

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="perennial-code-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.runner = Runner(self.folder)
        for name, text in STAND_INS.items():
            (self.folder / name).parent.mkdir(parents=True)
            (self.folder / name).write_text(text)

    def variables(self, endpoint):
        keys = {f"OVH_{name}": "A" * 16 for name in ("APPLICATION_KEY", "APPLICATION_SECRET", "CONSUMER_KEY")}
        return {**keys, "OVH_ENDPOINT": endpoint, "HOME": str(self.folder), "NO_PROXY": "*",
                "NODE_PATH": str(self.folder / "node_modules")}

    def test_by_those_who_call(self):
        recorder = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
        thread = threading.Thread(target=recorder.serve_forever)
        thread.start()
        self.addCleanup(lambda: (recorder.shutdown(), thread.join(), recorder.server_close()))
        endpoint = f"http://127.0.0.1:{recorder.server_port}/1.0"
        for language in ["curl", "Python", "Go", "perennial"]:
            for method, path, query, body in self.calls:
                with self.subTest(f"{language} {method} {body}"):
                    Recorder.seen.clear()
                    text = code(language, endpoint, method, path, query, body)
                    self.runner.run(language, text, self.variables(endpoint))
                    target = f"/1.0{path}{'?' if query else ''}{query}"
                    self.assertEqual(Recorder.seen, [(method, target, body, None)])
        for language in ["curl", "perennial"]:
            Recorder.seen.clear()
            text = code(language, endpoint, "POST", "/me", headers={"Idempotency-Key": "it's-mine"})
            self.runner.run(language, text, self.variables(endpoint))
            self.assertEqual(Recorder.seen, [("POST", "/1.0/me", None, "it's-mine")])

    def test_by_stand_ins(self):
        shown = "https://renew.example/1.0"
        languages = ["Node", "PHP"] if shutil.which("php") else ["Node"]
        if "PHP" not in languages:
            print("no php: the code for PHP is not run")
        for language in languages:
            for method, path, query, body in self.calls:
                with self.subTest(f"{language} {method} {body}"):
                    text = code(language, shown, method, path, query, body)
                    if language == "Node":
                        done = run(["node", "-e", text], self.variables(shown), self.folder)
                        self.assertEqual((done.returncode, done.stderr), (0, ""), done)
                        told = json.loads(done.stdout)
                    else:
                        told = json.loads(self.runner.run(language, text, self.variables(shown)))
                    target = f"{path}{'?' if query else ''}{query}"
                    self.assertEqual(told, [method, target] + ([] if body is None else [body]))


class Rust(unittest.TestCase):
    def test_the_example_that_is_compiled_is_what_the_console_shows(self):
        body = {"resource": {"displayName": NAME + " \u202e\u0007"}}
        text = code("Rust", "https://renew.example.com/1.0", "PUT", "/service/112233", body=body)
        self.assertTrue(RUST.read_text().endswith("\n\n" + text), text)
