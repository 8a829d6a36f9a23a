"""The program in examples/go, on the unmodified package for Go: HTTP, the port in what is signed, strict details."""

import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from support import ACCOUNT, PATIENCE, ROOT, VPS, Server, run

GO_EXAMPLE = ROOT / "examples" / "go"


class Go(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.addClassCleanup(cls.server.stop)
        folder = tempfile.TemporaryDirectory(prefix="perennial-go-")
        cls.addClassCleanup(folder.cleanup)
        cls.binary = Path(folder.name) / "example"
        subprocess.run(["go", "build", "-mod=readonly", "-o", str(cls.binary), "."], cwd=GO_EXAMPLE, check=True,
                       timeout=10 * PATIENCE, env={**os.environ, "GOFLAGS": "", "CGO_ENABLED": "0"})

    def go(self, *arguments, **variables):
        return run([str(self.binary), *arguments], self.server.variables(**variables), self.server.folder)

    def lines(self, *arguments):
        done = self.go(*arguments)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done)
        return done.stdout.splitlines()

    def test_account_and_lists(self):
        self.assertEqual(self.lines("account"), [f"{ACCOUNT} alice@example.com FR"])
        for line, name, told in [
            ("vps", VPS, "state=running"),
            ("domain", "mypersonaldomain.ovh", "state=ok"),
            ("hosting/web", "mypersonaldomain.ovh", "offer=perso2014"),
            ("dedicated/server", "ns778899.ip-198-51-100.eu", "state=ok"),
        ]:
            [listed] = self.lines("list", line)
            self.assertEqual(listed.split("  ")[0], name)
            self.assertIn(told, listed.split("  "))

    def test_renewal_is_read_and_changed(self):
        [before] = self.lines("infos", "vps", VPS)
        self.assertRegex(before, r"^service 112233, ok, expires on \d{4}-\d\d-\d\d, manual, every 1 months$")
        [after] = self.lines("edit", "vps", VPS, "automatic=true", "manualPayment=false", "period=3")
        self.assertTrue(after.endswith(", automaticV2012, every 3 months"), after)
        [back] = self.lines("edit", "vps", VPS, "automatic=false", "manualPayment=true", "period=1")
        self.assertEqual(back, before)
        # No period is what programs write that fill in zeros for what they were not told.
        [same] = self.lines("edit", "vps", VPS, "period=0")
        self.assertEqual(same, before)

    def test_the_calls_of_data_sources(self):
        told = dict(line.rsplit(": ", 1) for line in self.lines("inventory"))
        self.assertEqual(told["/auth/details"], "an object")
        self.assertEqual((told["/vps"], told[f"/vps/{VPS}/datacenter"], told[f"/vps/{VPS}/ips"]), ("1", "an object", "0"))
        self.assertEqual(told["/dedicated/server/ns778899.ip-198-51-100.eu"], "an object")
        self.assertEqual(told["/me/payment/method?default=true"], "1")

    def test_errors_reach_the_program(self):
        for arguments, variables, told in [
            (["infos", "vps", "vps1.ovh.net"], {}, 'Client::NotFound: "This service does not exist"'),
            (["edit", "vps", VPS, "period=5"], {}, "Client::BadRequest"),
            (["account"], {"OVH_APPLICATION_SECRET": "A" * 32}, "Invalid signature"),
            (["account"], {"OVH_CONSUMER_KEY": "A" * 32}, "This credential does not exist"),
        ]:
            done = self.go(*arguments, **variables)
            self.assertEqual(done.returncode, 1, done)
            self.assertIn(told, done.stderr)
            self.assertIn("X-OVH-Query-Id", done.stderr)
