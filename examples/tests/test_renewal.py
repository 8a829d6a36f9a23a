"""How services are renewed: changed as programs for OVHcloud's API change it, and told by letter."""

import datetime
import json

import ovh

from support import VPS, ServerTest

INFOS = f"/vps/{VPS}/serviceInfos"


class Renewal(ServerTest):
    def test_the_whole_answer_is_put_back_with_a_change(self):
        infos = self.client.get(INFOS)
        self.assertEqual((infos["renewalType"], infos["renew"]["manualPayment"]), ("manual", True))
        infos["renew"].update(automatic=True, manualPayment=False, period=3)
        self.assertIsNone(self.client.put(INFOS, **infos))
        after = self.client.get(INFOS)
        self.assertEqual(after, {**infos, "renewalType": "automaticV2012"})
        # What was stale in it did no harm, and the other vocabularies agree.
        renew = self.client.get("/service/112233")["renew"]
        self.assertEqual((renew["mode"], renew["interval"], renew["dayOfMonth"]), ("automaticV2012", "P3M", 1))
        current = self.client.get("/services/112233")["billing"]["renew"]["current"]
        self.assertEqual((current["mode"], current["period"]), ("automatic", "P3M"))

        after["renew"]["deleteAtExpiration"] = True
        self.assertIsNone(self.client.put(INFOS, **after))
        ends = self.client.get(INFOS)
        self.assertEqual((ends["renewalType"], ends["renew"]["deleteAtExpiration"]), ("manual", True))
        self.assertEqual(self.client.get("/service/112233")["renew"]["mode"], "deleteAtExpiration")
        self.assertEqual(self.client.get("/services", resourceName=VPS, routes="/vps/{serviceName}"), [112233])
        self.assertIsNone(self.client.put("/services/112233", terminationPolicy="empty"))
        self.assertFalse(self.client.get(INFOS)["renew"]["deleteAtExpiration"])
        self.assert_nothing_paid()

    def test_what_cannot_be_is_explained(self):
        renew = self.client.get(INFOS)["renew"]
        for wrong, told in [
            # As a sample of OVHcloud's console has it.
            (json.dumps(renew), "expected a JSON object"),
            ({**renew, "period": 5}, "possibleRenewPeriod: 1, 3, 6, 12"),
            ({**renew, "automatic": True}, "contradict each other"),
        ]:
            with self.assertRaises(ovh.BadParametersError) as caught:
                self.client.put(INFOS, renew=wrong)
            self.assertIn(told, str(caught.exception))
        self.assertEqual(self.client.get(INFOS)["renew"], renew)

    def test_the_life_of_a_renew_day(self):
        with self.assertRaises(ovh.ResourceNotFoundError):
            self.client.get("/me/autorenew")
        self.assertIsNone(self.client.post("/me/autorenew", renewDay=15))
        chosen = self.client.get("/me/autorenew")
        self.assertEqual((chosen["active"], chosen["renewDay"]), (True, 15))
        with self.assertRaises(ovh.ResourceConflictError):
            self.client.post("/me/autorenew", renewDay=15)
        self.assertIsNone(self.client.put("/me/autorenew", **{**chosen, "active": False, "renewDay": 20}))
        chosen = self.client.get("/me/autorenew")
        self.assertEqual((chosen["active"], chosen["renewDay"]), (False, 20))
        self.assertIsNone(self.client.put("/me/autorenew", active=True, renewDay=20))
        for debit in self.client.get("/me/autorenew/forecast", months=6)["debits"][1:]:
            self.assertEqual(datetime.date.fromisoformat(debit["date"]).day, 20)

        # What is debited.
        [default] = self.client.get("/me/payment/method", default=True)
        [other] = [method for method in self.client.get("/me/payment/method", paymentType="CREDIT_CARD")]
        self.assertNotEqual(default, other)
        card = self.client.get(f"/me/payment/method/{other}")
        card["default"] = True
        self.assertTrue(self.client.put(f"/me/payment/method/{other}", **card)["default"])
        self.assertEqual(self.client.get("/me/payment/method", default=True), [other])
        self.assertIsNone(self.client.post("/me/paymentMean/paypal/1234/chooseAsDefaultPaymentMean"))
        self.assertEqual(self.client.get("/me/payment/method", default=True), [default])

    def test_letters_can_be_read(self):
        # Nobody has renewed it, so the calendar suspends it as soon as it sees it, and says so.
        expired = datetime.date.today() - datetime.timedelta(days=2)
        self.server.add(services=[{
            "product": "vps", "name": "vps445566.ovh.net", "plan": "vps-ssd-1", "createdOn": "2020-02-29",
            "expiresOn": str(expired),
        }])
        history = "/me/notification/email/history"
        letter = self.wait_for(lambda: [
            letter for letter in (self.client.get(f"{history}/{number}") for number in self.client.get(history))
            if "vps445566.ovh.net" in letter["body"]
        ])[0]
        self.assertEqual(set(letter), {"body", "date", "id", "subject"})
        self.assertTrue(letter["subject"])
        datetime.datetime.fromisoformat(letter["date"])
        infos = self.client.get("/vps/vps445566.ovh.net/serviceInfos")
        self.assertEqual((infos["status"], infos["expiration"]), ("expired", str(expired)))
        with self.assertRaises(ovh.ResourceNotFoundError):
            self.client.get(f"{history}/{letter['id'] + 1}")
