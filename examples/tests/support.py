"""What the tests share: a server to call, the examples as processes, and a proxy that loses answers.

A server is `perennial demo --keep`, on a database of its own that is gone afterwards: a schema of the PostgreSQL that
DATABASE_URL names, or else an SQLite file. The binary is $PERENNIAL, or target/debug/perennial.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import uuid
from datetime import date
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlencode

import ovh
import ovh.client

ROOT = Path(__file__).resolve().parents[2]
PYTHON_EXAMPLES = ROOT / "examples" / "python"
NODE_EXAMPLES = ROOT / "examples" / "node"
PERENNIAL = os.environ.get("PERENNIAL", str(ROOT / "target" / "debug" / "perennial"))
ACCOUNT = "demo-ovh"
VPS = "vps112233.ovh.net"
#: Longer than anything takes on a busy machine, in seconds.
PATIENCE = 120

sys.path.insert(0, str(PYTHON_EXAMPLES))


class Database:
    """A new database, as arguments of the program."""

    def __init__(self, folder):
        self.schema = None
        server = os.environ.get("DATABASE_URL", "")
        if server.startswith("postgres"):
            self.server, self.schema = server, f"sdk_{uuid.uuid4().hex}"
            self.execute(f"CREATE SCHEMA {self.schema}")
            name = f"{server}{'&' if '?' in server else '?'}options=-csearch_path%3D{self.schema}"
        else:
            name = str(folder / "perennial.db")
        self.arguments = ["--database", name, "--key-file", str(folder / "key")]

    def execute(self, sql):
        subprocess.run(["psql", "--quiet", "--no-psqlrc", "--command", sql, self.server],
                       check=True, timeout=PATIENCE, env={**os.environ, "PGOPTIONS": "-c client_min_messages=warning"})

    def drop(self):
        if self.schema:
            self.execute(f"DROP SCHEMA {self.schema} CASCADE")


class Server:
    """A running server with the account of the demo, and the keys of a program that may call everything."""

    def __init__(self, tls=False):
        self.temporary = tempfile.TemporaryDirectory(prefix="perennial-sdk-")
        self.folder = Path(self.temporary.name)
        self.database = Database(self.folder)
        self.certificate = self.folder / "certificate.pem" if tls else None
        arguments = ["demo", "--keep", "--output", "json", "--listen", "127.0.0.1:0", *self.database.arguments]
        if tls:
            arguments += ["--tls-self-signed", str(self.folder)]
        self.process = subprocess.Popen([PERENNIAL, *arguments], env=environment(), stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{PERENNIAL} {' '.join(arguments)} ended with {self.process.wait()}")
        self.keys = json.loads(line)
        self.endpoint = self.keys["endpoint"]

    def stop(self):
        """Stops it as an operator would. It has to end cleanly, and the audit must have no complaint."""
        self.process.terminate()
        code = self.process.wait(timeout=PATIENCE)
        self.process.stdout.close()
        audit = self.perennial("audit")
        self.database.drop()
        self.temporary.cleanup()
        if (code, audit.returncode) != (0, 0):
            raise RuntimeError(f"the server ended with {code}, the audit with {audit}")

    def client(self, **changes):
        """A client of the unmodified package, with the keys of the demo or with others."""
        keys = {
            "endpoint": self.endpoint,
            "application_key": self.keys["applicationKey"],
            "application_secret": self.keys["applicationSecret"],
            "consumer_key": self.keys["consumerKey"],
            **changes,
        }
        # The package knows endpoints by name; this gives it one more, whose name is its URL.
        ovh.client.ENDPOINTS[keys["endpoint"]] = keys["endpoint"]
        client = ovh.Client(**keys)
        # Certificates and proxies of whoever runs the tests are in variables, and are for other servers.
        client._session.trust_env = False
        if self.certificate:
            client._session.verify = str(self.certificate)
        return client

    def variables(self, **changes):
        """The environment of a customer's program."""
        variables = {
            "OVH_ENDPOINT": self.endpoint,
            "OVH_APPLICATION_KEY": self.keys["applicationKey"],
            "OVH_APPLICATION_SECRET": self.keys["applicationSecret"],
            "OVH_CONSUMER_KEY": self.keys["consumerKey"],
            # No ~/.ovh.conf of whoever runs the tests.
            "HOME": str(self.folder),
            **changes,
        }
        if self.certificate:
            variables |= {"REQUESTS_CA_BUNDLE": str(self.certificate), "NODE_EXTRA_CA_CERTS": str(self.certificate)}
        return environment() | {name: value for name, value in variables.items() if value is not None}

    def python(self, script, *arguments, **variables):
        """Runs an example."""
        command = [sys.executable, str(PYTHON_EXAMPLES / script), *arguments]
        return run(command, self.variables(**variables), self.folder)

    def node(self, *arguments, **variables):
        """Runs node."""
        return run(["node", *arguments], self.variables(**variables), NODE_EXAMPLES)

    def perennial(self, *arguments):
        """Runs a command of the operator on the server's database."""
        return run([PERENNIAL, *arguments, *self.database.arguments], environment(), self.folder)

    def token(self, client_id, client_secret):
        """An access token of an OAuth2 client."""
        host, port = self.endpoint.split("/")[2].split(":")
        connection = HTTPConnection(host, int(port), timeout=PATIENCE)
        form = urlencode({"grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret})
        connection.request("POST", "/auth/oauth2/token", form, {"Content-Type": "application/x-www-form-urlencoded"})
        answer = json.loads(connection.getresponse().read())
        connection.close()
        return answer["access_token"]

    def add(self, **holdings):
        """Imports more for the account, while the server runs: services, or payment methods."""
        inventory = self.folder / "inventory.json"
        inventory.write_text(json.dumps({"accounts": [{"nichandle": ACCOUNT, **holdings}]}))
        done = self.perennial("import", str(inventory))
        if done.returncode != 0:
            raise RuntimeError(f"nothing is imported: {done.stderr}")


class ServerTest(unittest.TestCase):
    """Tests, each with a server of its own."""

    tls = False

    def setUp(self):
        self.server = Server(self.tls)
        self.addCleanup(self.server.stop)
        self.client = self.server.client()
        self.before = self.expiration()

    def expiration(self):
        """When the VPS expires."""
        return date.fromisoformat(self.client.get(f"/vps/{VPS}/serviceInfos")["expiration"])

    def assert_renewed_once(self):
        """The VPS is renewed for three months, with one order, one payment and one bill. Returns the order."""
        self.assertEqual(self.expiration(), three_months_after(self.before))
        [order] = self.client.get("/me/order")
        self.assertEqual(self.client.get(f"/me/order/{order}/status"), "delivered")
        self.assertEqual(self.client.get(f"/me/order/{order}/payment")["paymentType"], "paypal")
        [bill] = [self.client.get(f"/me/bill/{bill}") for bill in self.client.get("/me/bill")]
        self.assertEqual((bill["orderId"], bill["category"], bill["priceWithTax"]["text"]),
                         (order, "earlyrenewal", "10.76 €"))
        self.assertEqual(self.client.get(f"/me/order/{order}/associatedObject"),
                         {"id": bill["billId"], "type": "Bill"})
        return order

    def assert_nothing_paid(self):
        """No service is renewed, no order is paid and no bill is written."""
        self.assertEqual(self.expiration(), self.before)
        statuses = [self.client.get(f"/me/order/{order}/status") for order in self.client.get("/me/order")]
        self.assertEqual(set(statuses) - {"notPaid"}, set())
        self.assertEqual(self.client.get("/me/bill"), [])

    def wait_for(self, look):
        """Looks until something is found."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if found := look():
                return found
            time.sleep(0.2)
        self.fail("it did not come")


class LossyProxy:
    """Stands before a server and does to its answers what a network does: loses them, or answers itself.

    `spoil(request line, answer)` returns what the client gets instead: the answer, other bytes, or nothing at all.
    """

    def __init__(self, server, spoil):
        host, port = server.endpoint.split("/")[2].split(":")

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                upstream = HTTPConnection(host, int(port), timeout=PATIENCE)
                upstream.request(self.command, self.path, body, dict(self.headers))
                answer = upstream.getresponse()
                content = answer.read()
                upstream.close()
                told = spoil(self.requestline, content)
                self.close_connection = True
                if told is not None:
                    self.send_response(answer.status)
                    self.send_header("Content-Length", str(len(told)))
                    self.end_headers()
                    self.wfile.write(told)

            do_POST = do_GET

            def log_message(self, *_):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.endpoint = f"http://127.0.0.1:{self.http.server_port}/1.0"
        self.thread = threading.Thread(target=self.http.serve_forever)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.http.shutdown()
        self.thread.join()
        self.http.server_close()


def environment():
    """The environment without the servers, keys, certificates and proxies of whoever runs the tests."""
    private = ("ovh_", "perennial_", "node_", "requests_", "curl_", "database_url", "home")
    return {name: value for name, value in os.environ.items()
            if not name.lower().startswith(private) and not name.lower().endswith("_proxy")}


def run(command, variables, folder, patience=PATIENCE):
    return subprocess.run(command, env=variables, cwd=folder, timeout=patience, text=True,
                          stdin=subprocess.DEVNULL, capture_output=True)


def three_months_after(day):
    """The same day three months on, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + 3, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date(year, month + 1, day.day)
