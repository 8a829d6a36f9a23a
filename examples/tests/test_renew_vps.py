"""The guide's script, against a running server."""

from support import VPS, LossyProxy, ServerTest


class RenewVps(ServerTest):
    def test_it_renews_once_and_says_so(self):
        done = self.server.python("renew_vps.py", "--at-most", "10.76")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        order = self.assert_renewed_once()
        self.assertEqual(done.stdout.splitlines(), [
            f"{VPS} is service 112233 and expires on {self.before}.",
            "Renewal for P3M: 8.97 € without tax.",
            "With 1.79 € of tax that is 10.76 €.",
            f"Order {order} is placed.",
            f"Paid with paypal: {VPS} expires on {self.expiration()}.",
            "Bill FR00000001: 10.76 €.",
        ])

    def test_keys_can_be_in_a_file(self):
        names = {"application_key": "applicationKey", "application_secret": "applicationSecret",
                 "consumer_key": "consumerKey"}
        lines = ["[default]", f"endpoint = {self.server.endpoint}", f"[{self.server.endpoint}]",
                 *(f"{name} = {self.server.keys[key]}" for name, key in names.items())]
        (self.server.folder / "ovh.conf").write_text("\n".join(lines))
        done = self.server.python("renew_vps.py", OVH_ENDPOINT=None, OVH_APPLICATION_KEY=None,
                                  OVH_APPLICATION_SECRET=None, OVH_CONSUMER_KEY=None)
        self.assertEqual(done.returncode, 0, done)
        self.assert_renewed_once()

    def test_a_dry_run_orders_nothing(self):
        done = self.server.python("renew_vps.py", "--dry-run")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertTrue(done.stdout.endswith("With 1.79 € of tax that is 10.76 €.\n"), done.stdout)
        self.assertEqual(self.client.get("/me/order"), [])
        self.assert_nothing_paid()

    def test_it_stops_at_what_was_not_asked_for(self):
        for arguments, reason in [
            (["--at-most", "10.75"], "The price is 10.76 €, and at most 10.75 may be paid: not paid."),
            (["--period", "P5M"], "alone for P5M. Periods it can be renewed for: P1M, P3M, P6M, P1Y."),
            (["--mean", "fidelityAccount"], "cannot be paid with fidelityAccount. It can be with: bankAccount, "),
            (["--mean-id", "7"], "ResourceNotFoundError: paymentMeanId 7 not found"),
            (["--service", "vps1.ovh.net"], "ResourceNotFoundError: This service does not exist"),
        ]:
            with self.subTest(arguments):
                done = self.server.python("renew_vps.py", *arguments)
                self.assertEqual((done.returncode, len(done.stderr.splitlines())), (1, 1), done)
                self.assertIn(reason, done.stderr)
                self.assert_nothing_paid()

    def test_a_declined_payment_leaves_an_order_that_can_be_paid_otherwise(self):
        self.server.add(paymentMethods=[{"kind": "creditCard", "meanId": 7777, "sandboxOutcomes": ["declineHard"]}])
        done = self.server.python("renew_vps.py", "--mean", "creditCard", "--mean-id", "7777")
        self.assertEqual((done.returncode, len(done.stderr.splitlines())), (1, 1), done)
        self.assertIn("pay with another means", done.stderr)
        self.assert_nothing_paid()
        [order] = self.client.get("/me/order")
        self.assertEqual(self.server.python("renew_vps.py").returncode, 0)
        self.assertEqual(self.assert_renewed_once(), order)

    def test_an_order_left_unpaid_is_the_one_that_is_paid(self):
        left = self.client.post("/service/112233/renew", duration="P3M", services=[112233])["orderId"]
        self.assertEqual(self.server.python("renew_vps.py").returncode, 0)
        self.assertEqual(self.assert_renewed_once(), left)

    def test_a_lost_answer_to_the_payment_is_no_second_payment(self):
        lost = []

        def lose(request_line, answer):
            if "payWithRegisteredPaymentMean" not in request_line:
                return answer
            lost.append(answer)
            return None

        with LossyProxy(self.server, lose) as proxy:
            done = self.server.python("renew_vps.py", OVH_ENDPOINT=proxy.endpoint)
        self.assertEqual((done.returncode, lost), (0, [b"null"]), done)
        self.assertIn("No answer to the payment: HTTPError", done.stderr)
        self.assert_renewed_once()

    def test_it_says_what_is_missing(self):
        for variables, reason in [
            ({"OVH_ENDPOINT": None}, "No endpoint: set OVH_ENDPOINT"),
            ({"OVH_ENDPOINT": "ovh-mars"}, "Endpoint ovh-mars: give a URL, or one of ovh-eu, "),
            ({"OVH_APPLICATION_SECRET": None}, "InvalidConfiguration: "),
            ({"OVH_CONSUMER_KEY": None}, "InvalidKey: "),
            ({"OVH_CONSUMER_KEY": "A" * 32}, "NotCredential: This credential does not exist"),
        ]:
            with self.subTest(variables):
                done = self.server.python("renew_vps.py", **variables)
                self.assertEqual((done.returncode, len(done.stderr.splitlines())), (1, 1), done)
                self.assertIn(reason, done.stderr)
