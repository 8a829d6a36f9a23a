"""The programs in examples/python, one for each kind of thing, on the unmodified package."""

import csv
import zipfile

import ovh

from support import ACCOUNT, VPS, ServerTest


class Resources(ServerTest):
    def program(self, name, *arguments):
        """What a program prints, line by line."""
        done = self.server.python(name, *arguments)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done)
        return done.stdout.splitlines()

    def test_the_account_and_its_credential(self):
        who, billed, credential, *rules = self.program("account.py")
        self.assertEqual(who, f"{ACCOUNT}: Alice Martin, alice@example.com")
        self.assertEqual(billed, "billed by FR in EUR (€), fr_FR")
        self.assertRegex(credential, r"^Credential \d+ is validated, until it is ended\. It may call:$")
        self.assertEqual([rule.split() for rule in rules], [[method, "/*"] for method in ("GET", "POST", "PUT", "DELETE")])

    def test_the_programs_that_may_call(self):
        [own] = self.program("programs.py")
        number = own.split()[0]
        self.assertRegex(own, r"^\d+  validated  from anywhere .*  \d+ rules$")
        [again] = self.program("programs.py", "--from", number, "127.0.0.0/8", "192.0.2.7")
        self.assertIn("from 127.0.0.0/8, 192.0.2.7/32", again)
        [call] = self.program("programs.py", "--calls")
        self.assertRegex(call, rf"^\S+  127\.0\.0\.1 +PUT +/me/api/credential/{number}$")
        self.assertEqual(self.program("programs.py", "--end", number), [f"Credential {number} is expired."])
        with self.assertRaises(ovh.exceptions.InvalidCredential):
            self.client.get("/me")

    def test_services_are_listed_named_and_found_by_tags(self):
        lines = self.program("services.py")
        self.assertEqual([line.split()[0] for line in lines][:2], ["112233", "112234"])
        self.assertEqual(len(lines), 7)
        [renamed] = self.program("services.py", "--rename", "112233", "web 1")
        self.assertIn("  web 1  ", renamed)
        [vps] = self.program("services.py", "--line", "vps")
        self.assertEqual(vps, renamed)
        self.assertEqual(self.client.get(f"/vps/{VPS}")["displayName"], "web 1")
        self.server.add(services=[{
            "product": "vps", "name": "vps9.ovh.net", "plan": "vps-ssd-1", "createdOn": "2026-01-01",
            "expiresOn": "2099-01-01", "tags": {"environment": "test"}, "details": {"ips": ["192.0.2.9"]},
        }])
        [tagged] = self.program("services.py", "--line", "vps", "--tag", "environment=test")
        self.assertIn("vps9.ovh.net", tagged)
        self.assertEqual(self.program("services.py", "--line", "vps", "--tag", "environment=production"), [])
        self.assertEqual(self.client.get("/vps/vps9.ovh.net/ips"), ["192.0.2.9"])

    def test_a_service_is_suspended_and_reopened(self):
        [before] = self.program("services.py", "--line", "vps")
        self.assertFalse(before.endswith("suspended"))
        [suspended] = self.program("services.py", "--suspend", "112233")
        self.assertEqual(suspended, before + ", suspended")
        self.assertEqual(self.client.get(f"/vps/{VPS}")["state"], "stopped")
        self.assertEqual(self.client.get("/service/112234")["resource"]["state"], "suspended")
        with self.assertRaises(ovh.ResourceConflictError):
            self.client.post("/service/112233/suspend")
        self.assertEqual(self.program("services.py", "--reopen", "112233"), [before])
        self.assertEqual(self.client.get(f"/vps/{VPS}")["state"], "running")

    def test_orders_and_bills(self):
        order = self.client.post("/service/112233/renew", duration="P3M", services=[112233])["orderId"]
        head, line, means = self.program("orders.py", "--unpaid")
        self.assertEqual(head.split()[0], str(order))
        self.assertIn(VPS, line)
        self.assertIn("with creditCard, bankAccount, paypal".split(", ")[0][:4], means)
        mean = {"paymentMean": "paypal", "paymentMeanId": 1234}
        self.client.post(f"/me/order/{order}/payWithRegisteredPaymentMean", **mean)
        self.assertEqual(self.program("orders.py", "--unpaid"), [])
        *_, paid = self.program("orders.py", "--since", "2020-01-01")
        self.assertRegex(paid, r"paid with paypal on \d{4}-\d\d-\d\d: Bill FR00000001$")
        folder = self.server.folder / "bills"
        bill, total = self.program("bills.py", "--since", "2020-01-01", "--folder", str(folder))
        self.assertEqual(bill.split()[0], "FR00000001")
        self.assertEqual(total.split(), ["total", "10.76", "EUR"])
        self.assertTrue((folder / "FR00000001.pdf").read_bytes().startswith(b"%PDF-"))
        self.assertEqual(self.program("bills.py", "--until", "2020-01-01"), [])
        archive = self.server.folder / "bills.zip"
        [told] = self.program("bills.py", "--since", "2020-01-01", "--archive", str(archive))
        self.assertEqual(told, f"{archive}: {archive.stat().st_size} bytes")
        with zipfile.ZipFile(archive) as papers:
            self.assertEqual((papers.testzip(), papers.namelist()), (None, ["FR00000001.pdf", "index.csv"]))
            self.assertEqual(papers.read("FR00000001.pdf"), (folder / "FR00000001.pdf").read_bytes())
            header, line = csv.reader(papers.read("index.csv").decode().splitlines())
        self.assertEqual((line[0], line[header.index("gross")], line[-1]), ("FR00000001", "10.76", "EUR"))
        self.assertEqual(self.program("refunds.py"), [])
        self.server.perennial("refund", ACCOUNT, "FR00000001", "--line", "1=5", "--reason", "Slow", "--yes")
        folder = self.server.folder / "credit_notes"
        refund, detail = self.program("refunds.py", "--since", "2020-01-01", "--folder", str(folder))
        self.assertEqual(refund.split()[0], "CN-FR00000001")
        self.assertTrue(refund.endswith("of FR00000001: to paypal"), refund)
        self.assertIn(VPS, detail)
        self.assertTrue((folder / "CN-FR00000001.pdf").read_bytes().startswith(b"%PDF-"))

    def test_payment_methods(self):
        before = self.program("payment_methods.py")
        self.assertEqual([line.split()[:2] for line in before if line.startswith("*")], [["*", "5001"]])
        after = self.program("payment_methods.py", "--default", "5002", "--describe", "5002", "company card")
        [default] = [line for line in after if line.startswith("*")]
        self.assertIn("5002", default)
        self.assertTrue(default.endswith("company card"), default)

    def test_the_renew_day_and_what_is_debited(self):
        none, *rest = self.program("autorenew.py")
        self.assertEqual(none, "No day is chosen: the seller's counts.")
        self.assertTrue(any("ns778899" in line for line in rest), rest)
        for day in (5, 6):
            chosen, *_ = self.program("autorenew.py", "--day", str(day), "--months", "2")
            self.assertEqual(chosen, f"Debited on day {day} of the month.")

    def test_letters(self):
        self.assertEqual(self.program("notifications.py"), [])
        history = "/me/notification/email/history"
        self.server.add(services=[{
            "product": "vps", "name": "vps445566.ovh.net", "plan": "vps-ssd-1", "createdOn": "2020-02-29",
            "expiresOn": "2020-03-31",
        }])
        self.wait_for(lambda: self.client.get(history))
        letter, *_ = self.program("notifications.py", "--last", "1")
        read = self.program("notifications.py", "--read", letter.split()[0])
        self.assertIn("vps445566.ovh.net", "\n".join(read))

    def test_debts_are_listed_and_paid(self):
        self.assertEqual(self.program("debts.py"), ["to pay 0.00 €, overdue 0.00 €"])
        order = self.client.post("/service/112233/renew", duration="P3M", services=[112233])["orderId"]
        mean = {"paymentMean": "paypal", "paymentMeanId": 1234}
        self.client.post(f"/me/order/{order}/payWithRegisteredPaymentMean", **mean)
        taken = self.server.perennial("fault", ACCOUNT, "paypal:1234", "--takes-back", str(order))
        self.assertEqual((taken.returncode, taken.stderr), (0, ""), taken)
        self.wait_for(lambda: self.client.get("/me/debtAccount/debt"))
        debt, total = self.program("debts.py")
        self.assertRegex(debt, rf"^\d+ +10\.76 € +UNMATURED +by \d{{4}}-\d\d-\d\d +order {order}$")
        self.assertEqual(total, "to pay 10.76 €, overdue 0.00 €")
        *_, paid = self.program("debts.py", "--pay", "paypal", "--id", "1234")
        self.assertRegex(paid, r"^paid 10\.76 € with paypal, order \d+$")
        debt, total, nothing, *_ = self.program("debts.py", "--pay", "paypal", "--id", "1234")
        self.assertIn("  PAID  ", debt)
        self.assertEqual(total, "to pay 0.00 €, overdue 0.00 €")
        self.assertIn("Nothing to pay", nothing)
