"""Each exception class of the `ovh` package, provoked by what a customer's program may really run into.

A test is named after the class that it provokes.
"""

import inspect
import pkgutil
from importlib import import_module
from unittest.mock import patch

import ovh
import ovh.exceptions
import requests
from ovh.exceptions import InvalidConfiguration, OAuth2FailureError, ResourceExpiredError
from requests.adapters import BaseAdapter

from support import ACCOUNT, LossyProxy, ServerTest

EVERYTHING = [{"method": method, "path": "/*"} for method in ("GET", "POST", "PUT", "DELETE")]


class Exceptions(ServerTest):
    def provoke(self, kind, call, *arguments, **parameters):
        """Calls, and holds the failure to exactly this class. Returns it with the message of the server."""
        with self.assertRaises(ovh.APIError) as caught:
            call(*arguments, **parameters)
        self.assertIs(type(caught.exception), kind, caught.exception)
        if caught.exception.response is not None:
            self.assertTrue(caught.exception.query_id.startswith("EU."), caught.exception.query_id)
        return caught.exception, str(caught.exception.args[0]) if caught.exception.args else ""

    def order(self):
        return self.client.post("/service/112233/renew", duration="P3M", services=[112233])["orderId"]

    def pay(self, order, mean="paypal", mean_id=1234):
        return self.client.post(f"/me/order/{order}/payWithRegisteredPaymentMean", paymentMean=mean,
                                paymentMeanId=mean_id)

    def credential(self, rules, allowed_ips=None):
        """A client with a credential of its own, validated by the operator of the server."""
        client = self.server.client(consumer_key=None)
        asked = client.request_consumerkey(rules, allowedIPs=allowed_ips)
        token = asked["validationUrl"].split("credentialToken=")[1]
        done = self.server.perennial("credential", "validate", "--token", token, "--account", ACCOUNT)
        self.assertEqual(done.returncode, 0, done)
        return client

    # -- who calls

    def test_InvalidKey(self):
        client = self.server.client(application_key="A" * 16)
        self.assertEqual(self.provoke(ovh.InvalidKey, client.get, "/me")[1], "This application key is invalid")
        # The package itself, before it asks anybody.
        client = self.server.client(consumer_key=None)
        self.provoke(ovh.InvalidKey, client.get, "/me")

    def test_NotCredential(self):
        client = self.server.client(consumer_key="A" * 32)
        self.assertEqual(self.provoke(ovh.NotCredential, client.get, "/me")[1], "This credential does not exist")

    def test_InvalidCredential(self):
        client = self.server.client(consumer_key=None)
        client.request_consumerkey(EVERYTHING)
        self.assertEqual(self.provoke(ovh.InvalidCredential, client.get, "/me")[1], "This credential is not valid")
        # The other end of a credential's life.
        client = self.credential(EVERYTHING)
        self.assertEqual(client.get("/me")["nichandle"], ACCOUNT)
        self.assertIsNone(client.post("/auth/logout"))
        self.provoke(ovh.InvalidCredential, client.get, "/me")

    def test_NotGrantedCall(self):
        client = self.credential([{"method": "GET", "path": "/service/*"}])
        self.assertEqual(client.get("/service/112233")["resource"]["name"], "vps112233.ovh.net")
        error, message = self.provoke(ovh.NotGrantedCall, client.post, "/service/112233/renew", duration="P3M",
                                      services=[112233])
        self.assertTrue(message.startswith("This call has not been granted"), message)
        # The message says which rule is missing; so do the details, for programs.
        self.assertIn("POST /service/112233/renew", message)
        self.assertEqual(error.response.json()["details"]["missingRule"], "POST /service/112233/renew")

    def test_Forbidden(self):
        client = self.credential(EVERYTHING, ["192.0.2.0/24"])
        _, message = self.provoke(ovh.Forbidden, client.get, "/me")
        self.assertEqual(message, "This credential may not be used from 127.0.0.1")

    # -- what is asked

    def test_ResourceNotFoundError(self):
        for path, message in [
            ("/vps/vps1.ovh.net/serviceInfos", "This service does not exist"),
            ("/service/1", "This service does not exist"),
            ("/me/order/1", "The requested object (orderId = 1) does not exist"),
            ("/me/nothing", "Got an invalid (or empty) URL"),
        ]:
            self.assertEqual(self.provoke(ovh.ResourceNotFoundError, self.client.get, path)[1], message)

    def test_BadParametersError(self):
        renew = "/service/112233/renew"
        _, message = self.provoke(ovh.BadParametersError, self.client.post, renew, duration="P5M", services=[112233])
        self.assertIn("it can be renewed for P1M, P3M, P6M, P1Y", message)
        _, message = self.provoke(ovh.BadParametersError, self.client.post, renew, duration="P3M",
                                  services=[112233, 12345])
        self.assertIn("nearest strategies: [112233]", message)
        self.provoke(ovh.BadParametersError, self.client.post, renew)
        # The API answers a wrong secret and a wrong clock with the same status.
        client = self.server.client(application_secret="A" * 32)
        self.assertEqual(self.provoke(ovh.BadParametersError, client.get, "/me")[1], "Invalid signature")
        client = self.server.client()
        client._time_delta = -3600
        self.assertEqual(self.provoke(ovh.BadParametersError, client.get, "/me")[1], "Query out of time")

    def test_ResourceExpiredError(self):
        # Not renewed in time, and deleted since.
        self.server.add(services=[{
            "id": 445566, "product": "vps", "name": "vps445566.ovh.net", "plan": "vps-ssd-1", "state": "deleted",
            "createdOn": "2020-02-29", "expiresOn": "2024-02-29",
        }])
        self.assertEqual(self.client.get("/vps/vps445566.ovh.net/serviceInfos")["status"], "expired")
        _, message = self.provoke(ResourceExpiredError, self.client.post, "/service/445566/renew", duration="P3M",
                                  services=[445566])
        self.assertTrue(message.startswith("This service is expired"), message)

    def test_ResourceConflictError(self):
        order = self.order()
        self.assertIsNone(self.pay(order))
        _, message = self.provoke(ovh.ResourceConflictError, self.pay, order)
        self.assertEqual(message, f"order {order} is paid already; nothing is charged again")
        self.assert_renewed_once()
        # A gateway that does not answer: the money may be on its way.
        self.server.add(paymentMethods=[{"kind": "creditCard", "meanId": 7777,
                                         "sandboxOutcomes": ["noAnswerThenApprove"]}])
        order = self.order()
        _, message = self.provoke(ovh.ResourceConflictError, self.pay, order, "creditCard", 7777)
        self.assertIn("nothing more is charged meanwhile", message)
        self.assertEqual(self.client.get(f"/me/order/{order}/status"), "checking")

    def test_APIError(self):
        # The class of every status that has none of its own.
        error, message = self.provoke(ovh.APIError, self.client.get, "/me", _need_auth=False)
        self.assertEqual((error.response.status_code, message), (401, "You must login first"))
        error, message = self.provoke(ovh.APIError, self.pay, self.order(), "fidelityAccount", None)
        self.assertEqual(error.response.status_code, 402)
        self.assertIn("the balance of fidelityAccount is 1000 points, the order is 10.76 €", message)
        self.assert_nothing_paid()

    # -- the way there

    def test_HTTPError(self):
        client = self.server.client(endpoint="http://127.0.0.1:1/1.0")
        self.provoke(ovh.HTTPError, client.get, "/me")
        # A connection that breaks before the answer.
        with LossyProxy(self.server, lambda *_: None) as proxy:
            client = self.server.client(endpoint=proxy.endpoint)
            self.provoke(ovh.HTTPError, client.get, "/auth/time", _need_auth=False)

    def test_InvalidResponse(self):
        # An endpoint without its version: what is there is a page, and no API.
        client = self.server.client(endpoint=self.server.endpoint.removesuffix("/1.0"))
        self.provoke(ovh.InvalidResponse, client.get, "/auth/", _need_auth=False)
        # An answer that was cut short.
        with LossyProxy(self.server, lambda line, answer: answer if "/auth/time" in line else answer[:-1]) as proxy:
            client = self.server.client(endpoint=proxy.endpoint)
            self.provoke(ovh.InvalidResponse, client.get, "/me")

    def test_NetworkError(self):
        # The class of status 0, which HTTP has not: no server can send it, only a transport of the program's own.
        class NoNetwork(BaseAdapter):
            def send(self, request, **_):
                answer = requests.Response()
                answer.status_code, answer._content, answer.request = 0, b"null", request
                return answer

            def close(self):
                pass

        client = self.server.client()
        client._session.mount("http://", NoNetwork())
        self.provoke(ovh.NetworkError, client.get, "/auth/time", _need_auth=False)

    # -- the configuration

    def test_InvalidRegion(self):
        self.provoke(ovh.InvalidRegion, ovh.Client, "ovh-mars", "A" * 16, "A" * 32)

    def test_InvalidConfiguration(self):
        self.provoke(InvalidConfiguration, self.server.client, application_secret="")
        # OAuth2 at an endpoint for which the package knows no token service.
        self.provoke(InvalidConfiguration, self.server.client, application_key=None, application_secret=None,
                     client_id="client", client_secret="secret")

    # -- the classes themselves

    def test_every_class_is_provoked(self):
        classes = {name for name, value in vars(ovh.exceptions).items()
                   if inspect.isclass(value) and issubclass(value, ovh.APIError)}
        provoked = {name.removeprefix("test_") for name in dir(Exceptions) + dir(OAuth2) if name.startswith("test_")}
        # Nothing in the package raises this one.
        self.assertEqual(classes - provoked, {"ReadOnlyError"})
        for module in pkgutil.iter_modules(ovh.__path__):
            self.assertNotIn("raise ReadOnlyError", inspect.getsource(import_module(f"ovh.{module.name}")))


class OAuth2(ServerTest):
    tls = True

    def test_OAuth2FailureError(self):
        # Nobody has such a client.
        url = self.server.endpoint.removesuffix("/1.0") + "/auth/oauth2/token"
        with (patch.dict(ovh.client.OAUTH2_TOKEN_URLS, {self.server.endpoint: url}),
              patch.dict("os.environ", {"REQUESTS_CA_BUNDLE": str(self.server.certificate)})):
            client = self.server.client(application_key=None, application_secret=None, consumer_key=None,
                                        client_id="client", client_secret="secret")
            with self.assertRaises(OAuth2FailureError) as caught:
                client.get("/me")
        self.assertIn("invalid_client", str(caught.exception))
