"""The list of what expires soon, and the product lists it is made of."""

import datetime

# Makes the examples importable, and so comes first.
from support import ServerTest

import expiring


class Expiring(ServerTest):
    def test_what_expires_soon_is_listed_and_raises_the_alarm(self):
        done = self.server.python("expiring.py", "--days", "30")
        self.assertEqual((done.returncode, done.stderr), (3, ""), done)
        head, *rows = done.stdout.splitlines()
        self.assertRegex(head, r"^5 services in 40 product lines expire until \d{4}-\d\d-\d\d\.$")
        self.assertEqual([row.split()[1:] for row in rows], [
            ["vps", "vps112233.ovh.net", "ok", "manual"],
            ["dedicated/server", "ns778899.ip-198-51-100.eu", "ok", "automaticV2012"],
            ["domain", "mypersonaldomain.ovh", "ok", "manual"],
            ["domain/zone", "mypersonaldomain.ovh", "ok", "oneShot"],
            ["hosting/web", "mypersonaldomain.ovh", "ok", "manual"],
        ])
        self.assertEqual(rows[0].split()[0], str(self.before))

    def test_nothing_due_is_no_alarm(self):
        done = self.server.python("expiring.py", "--days", "0")
        self.assertEqual((done.returncode, done.stderr), (0, ""), done)
        self.assertTrue(done.stdout.startswith("0 services in 40 product lines"), done.stdout)

    def test_every_product_line_answers_a_list(self):
        # OVH's own program of the kind asks these but `domain`.
        self.assertEqual(len(set(expiring.PRODUCT_LINES) - {"domain"}), 39)
        found = {}
        for line in expiring.PRODUCT_LINES:
            names = self.client.get(f"/{line}")
            self.assertIsInstance(names, list, line)
            for name in names:
                infos = self.client.get(f"/{line}/{name}/serviceInfos")
                # What that program does with the answer.
                datetime.datetime.strptime(infos["expiration"], "%Y-%m-%d")
                self.assertEqual((infos["domain"], infos["status"]), (name, "ok"))
                found.setdefault(line, []).append(name)
        self.assertEqual(set(found), {"dedicated/server", "domain", "domain/zone", "hosting/privateDatabase",
                                      "hosting/web", "vps"})
