"""Calls that Schemathesis makes up from the OpenAPI document: of what it allows, and of what it does not.

Whatever is asked: no answer is a failure of the server's, each fits the schema that is published for it, what the document
forbids is refused, and what needs a signature is refused without one. Half of the calls are about what the account has, the
others about what nobody has. They are the same in every run.
"""

import hashlib
import re
import time
import unittest
from collections import Counter
from random import Random

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (content_type_conformance, negative_data_rejection,
                                               response_schema_conformance, status_code_conformance)

from support import PATIENCE, VPS, Server



def what_is_forbidden_is_refused(context, response, case):
    """As the check of the package has it, but for filters that are lenient for the sake of clients: an empty one and a
    `null`, which the package for Python sends, is none, and a date is a whole day."""
    given_up = ("", "null", "None")
    for value in (case.query or {}).values():
        if str(value) in given_up or re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(value)):
            return None
    return negative_data_rejection(context, response, case)


CHECKS = [not_a_server_error, content_type_conformance, status_code_conformance, response_schema_conformance,
          what_is_forbidden_is_refused]
#: Calls of each operation, made up in each of the two ways. The product lines have the same four each.
CALLS, CALLS_OF_A_LINE = 12, 2
OF_A_LINE = ("/serviceInfos", "/changeContact", "/terminate", "/confirmTermination")
#: What would end the credential that signs the calls.
LEFT_OUT = {("post", "/auth/logout"), ("delete", "/me/api/credential/{credentialId}"),
            ("put", "/me/api/credential/{credentialId}"), ("delete", "/me/api/application/{applicationId}")}
#: Reading comes first, and what takes away last.
ORDER = ["get", "put", "post", "delete"]


class Signature(requests.auth.AuthBase):
    """Signs a request as it is sent."""

    def __init__(self, keys):
        self.keys = keys

    def __call__(self, request):
        body = request.body or b""
        body = body if isinstance(body, bytes) else body.encode()
        now = str(int(time.time()))
        parts = [self.keys["applicationSecret"], self.keys["consumerKey"], request.method, request.url]
        text = "+".join(parts).encode() + b"+" + body + b"+" + now.encode()
        request.headers.update({
            "X-Ovh-Application": self.keys["applicationKey"],
            "X-Ovh-Consumer": self.keys["consumerKey"],
            "X-Ovh-Timestamp": now,
            "X-Ovh-Signature": "$1$" + hashlib.sha1(text).hexdigest(),
        })
        return request


class MadeUp(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.addClassCleanup(cls.server.stop)
        cls.session = requests.Session()
        cls.session.trust_env = False
        cls.addClassCleanup(cls.session.close)
        document = cls.session.get(cls.server.endpoint + "/openapi.json", timeout=PATIENCE).json()
        cls.signed = {(method, path) for path, methods in document["paths"].items()
                      for method, described in methods.items() if described.pop("security")}
        schema = schemathesis.openapi.from_dict(document)
        cls.operations = [found.ok() for found in schema.get_all_operations()]
        cls.operations.sort(key=lambda operation: ORDER.index(operation.method))
        cls.random = Random(1)
        cls.have_something()

    @classmethod
    def have_something(cls):
        """Orders that are paid and open, a bill, money paid in, a payment method, a letter and a task."""
        client = cls.server.client()
        for duration in ("P3M", "P6M"):
            order = client.post("/service/112233/renew", duration=duration, services=[112233])["orderId"]
            if duration == "P3M":
                client.post(f"/me/order/{order}/payWithRegisteredPaymentMean", paymentMean="paypal", paymentMeanId=1234)
        [account] = client.get("/me/ovhAccount")
        order = client.post(f"/me/ovhAccount/{account}/creditOrder", amount=10)["orderId"]
        client.post(f"/me/order/{order}/payWithRegisteredPaymentMean", paymentMean="paypal", paymentMeanId=1234)
        client.post(f"/vps/{VPS}/terminate")

    def call(self, case, auth):
        return case.call(base_url=self.server.endpoint, session=self.session, auth=auth, timeout=PATIENCE)

    def known(self, path):
        """Values for the variables of a path, each from the list of what the account has."""
        values, url = {}, ""
        for part in path.strip("/").split("/"):
            if part.startswith("{"):
                found = self.session.get(self.server.endpoint + url, auth=Signature(self.server.keys), timeout=PATIENCE)
                names = found.json() if found.status_code == 200 else None
                if not isinstance(names, list) or not names:
                    return None
                name, part = part.strip("{}"), str(self.random.choice(names))
                values[name] = part
            url += f"/{part}"
        return values

    def try_out(self, operation, mode):
        """Makes calls up, and returns what is wrong with the answers."""
        of_a_line = operation.path.endswith(OF_A_LINE) and not operation.path.startswith("/service")
        wrong = []

        @settings(max_examples=CALLS_OF_A_LINE if of_a_line else CALLS, derandomize=True, database=None, deadline=None,
                  phases=[Phase.generate], suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy(generation_mode=mode))
        def made_up(case):
            if mode is GenerationMode.POSITIVE and case.path_parameters and self.random.random() < 0.7:
                case.path_parameters = self.known(operation.path) or case.path_parameters
            answer = self.call(case, Signature(self.server.keys))
            self.statuses[answer.status_code] += 1
            try:
                case.validate_response(answer, checks=CHECKS)
            except BaseExceptionGroup as failed:
                wrong.append("\n".join(map(str, failed.exceptions)) + f"\nin {answer.request.method} {answer.request.url}")

        made_up()
        return wrong

    def test_every_answer_is_what_the_document_says(self):
        self.statuses = Counter()
        for operation in self.operations:
            if (operation.method, operation.path) in LEFT_OUT:
                continue
            for mode in GenerationMode.POSITIVE, GenerationMode.NEGATIVE:
                with self.subTest(method=operation.method, path=operation.path, mode=mode.value):
                    try:
                        wrong = self.try_out(operation, mode)
                    except Unsatisfiable:
                        # There is nothing about the call that could be wrong.
                        wrong = []
                    self.assertEqual(wrong, [], "\n\n".join(wrong[:2]))
        # Not everything was refused, and not everything granted.
        self.assertGreater(self.statuses[200], 1000)
        self.assertGreater(self.statuses[400], 1000)

    def test_nothing_is_answered_without_a_signature(self):
        for operation in self.operations:
            path = "/".join("1" if part.startswith("{") else part for part in operation.path.split("/"))
            answer = self.session.request(operation.method, self.server.endpoint + path, timeout=PATIENCE)
            is_signed = (operation.method, operation.path) in self.signed
            with self.subTest(method=operation.method, path=operation.path):
                self.assertEqual(answer.status_code == 401, is_signed or operation.path == "/auth/credential")


if __name__ == "__main__":
    unittest.main()
