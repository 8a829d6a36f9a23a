"""Calls that schemathesis makes up from the OpenAPI document: none ends in a 5xx, every answer is what the document says,
what needs a signature is refused without one, and what the document forbids is refused.

The calls are the same in every run (a seed), and there are so many of each operation at most.
"""

import os
import sys
import unittest
from pathlib import Path

from support import ACCOUNT, Server, run

CHECKS = ["not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance",
          "negative_data_rejection", "ignored_auth", "unsupported_method"]
#: How many examples of each operation.
EXAMPLES = 8


class MadeUpCalls(unittest.TestCase):
    def test_every_answer_is_as_described(self):
        server = Server()
        self.addCleanup(server.stop)
        client = server.client()
        order = client.post("/service/112233/renew", duration="P3M", services=[112233])["orderId"]
        client.post(f"/me/order/{order}/payWithRegisteredPaymentMean", paymentMean="paypal", paymentMeanId=1234)
        bill = client.get(f"/me/order/{order}/associatedObject")["id"]
        other = client.post("/auth/credential", accessRules=[{"method": "POST", "path": "/auth/logout"}])
        granted = server.perennial("credential", "validate", "--account", ACCOUNT, "--token",
                                   other["validationUrl"].partition("credentialToken=")[2])
        self.assertEqual(granted.returncode, 0, granted)
        variables = server.variables(
            SCHEMATHESIS_HOOKS="made_up_calls",
            PYTHONPATH=str(Path(__file__).parent),
            LOGOUT_CONSUMER_KEY=other["consumerKey"],
            MADE_OBJECTS=f"orderId={order} orderDetailId=1 billId={bill} billDetailId=1",
        )
        root = server.endpoint.removesuffix("/1.0")
        command = [str(Path(sys.executable).parent / "schemathesis"), "run", f"{root}/openapi.json",
                   "--checks", ",".join(CHECKS), "--phases", os.environ.get("PHASES", "coverage,fuzzing"),
                   "--seed", "1", "--max-examples", str(EXAMPLES), "--no-color",
                   "--generation-deterministic", "--generation-with-security-parameters", "false", "--warnings", "off", "--suppress-health-check", "all",
                   "--continue-on-failure", "--workers", "2"]
        done = run(command, variables, server.folder, patience=20 * 60)
        print(done.stdout if done.returncode else done.stdout[-1500:])
        self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == "__main__":
    unittest.main()
