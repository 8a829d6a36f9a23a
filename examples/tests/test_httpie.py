"""httpie with httpie-ovh-auth: nothing to patch, the address is the command."""

import json
import sys
from pathlib import Path

from support import ACCOUNT, VPS, ServerTest, run


class Httpie(ServerTest):
    def http(self, *arguments, **variables):
        """Runs it as a person would, without a terminal and without settings of whoever runs the tests."""
        keys = self.server.keys
        names = {
            "OVH_CLIENT_ID": keys["applicationKey"],
            "OVH_CLIENT_SECRET": keys["applicationSecret"],
            "OVH_CONSUMER_KEY": keys["consumerKey"],
            "HTTPIE_CONFIG_DIR": str(self.server.folder / "httpie"),
            **variables,
        }
        command = [str(Path(sys.executable).parent / "http"), "--ignore-stdin", "--check-status", "--body", "-A", "ovh"]
        return run([*command, *arguments], self.server.variables(**names), self.server.folder)

    def url(self, path):
        return self.server.endpoint + path

    def answer(self, *arguments):
        done = self.http(*arguments)
        self.assertEqual(done.returncode, 0, done)
        return json.loads(done.stdout)

    def test_reading_and_writing(self):
        self.assertEqual(self.answer("GET", self.url("/me"))["nichandle"], ACCOUNT)
        self.assertEqual(self.answer("GET", self.url(f"/vps/{VPS}"))["state"], "running")
        ways = self.answer("GET", self.url("/service/112233/renew?includeOptions=false"))
        self.assertIn("P3M", [way["renewPeriod"] for way in ways])
        self.assertIsNone(self.answer("PUT", self.url(f"/vps/{VPS}"), "displayName=Zürich – 東京", "keymap=fr"))
        named = self.answer("GET", self.url(f"/vps/{VPS}"))
        self.assertEqual((named["displayName"], named["keymap"]), ("Zürich – 東京", "fr"))
        order = self.answer("POST", self.url("/service/112233/renew"), "dryRun:=true", "duration=P3M", "services:=[]")
        self.assertEqual(order["priceWithTax"]["text"], "10.76 €")
        self.assert_nothing_paid()

    def test_errors(self):
        refused = self.http("GET", self.url("/vps/vps1.ovh.net"))
        self.assertEqual((refused.returncode, json.loads(refused.stdout)["class"]), (4, "Client::NotFound"))
        refused = self.http("GET", self.url("/me"), OVH_CLIENT_SECRET="A" * 32)
        self.assertEqual((refused.returncode, json.loads(refused.stdout)["errorCode"]), (4, "INVALID_SIGNATURE"))
