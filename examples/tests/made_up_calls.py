"""How schemathesis calls a Perennial server: signs what it makes up, and puts objects that exist into half of the paths.

It is loaded by schemathesis itself (SCHEMATHESIS_HOOKS). The keys are in the variables that OVHcloud's packages know; the
consumer key that /auth/logout may end is another one, in LOGOUT_CONSUMER_KEY.
"""

import hashlib
import os
import time
import zlib

import requests.auth
import schemathesis

#: Objects of the demo, by the name of a variable; of product lines by their path.
OBJECTS = {
    "serviceId": "112233", "paymentMethodId": "5001", "zoneName": "mypersonaldomain.ovh",
    "/vps/": "vps112233.ovh.net", "/domain/": "mypersonaldomain.ovh", "/hosting/web/": "mypersonaldomain.ovh",
    "/hosting/privateDatabase/": "my-personal-db", "/dedicated/server/": "ns778899.ip-198-51-100.eu",
    "/me/paymentMean/creditCard/": "4321", "/me/paymentMean/paypal/": "1234", "/me/paymentMean/bankAccount/": "2468",
}
#: What exists only since the test has made it: `name=value` pairs.
OBJECTS |= dict(pair.split("=", 1) for pair in os.environ.get("MADE_OBJECTS", "").split())


class Signed(requests.auth.AuthBase):
    """Signs a request as OVHcloud wants it."""

    def __call__(self, request):
        secret = os.environ["OVH_APPLICATION_SECRET"]
        ends = request.path_url.split("?")[0].rstrip("/").endswith("/auth/logout")
        consumer = os.environ["LOGOUT_CONSUMER_KEY" if ends else "OVH_CONSUMER_KEY"]
        body = request.body or b""
        body = body if isinstance(body, bytes) else body.encode()
        now = str(int(time.time()))
        text = "+".join([secret, consumer, request.method.upper(), request.url, ""]).encode()
        digest = hashlib.sha1(text + body + b"+" + now.encode()).hexdigest()
        request.headers.update({
            "X-Ovh-Application": os.environ["OVH_APPLICATION_KEY"], "X-Ovh-Consumer": consumer,
            "X-Ovh-Timestamp": now, "X-Ovh-Signature": f"$1${digest}",
        })
        return request


schemathesis.auth.set_from_requests(Signed())


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    """Half of the calls are about something that exists."""
    if not path_parameters or zlib.crc32(repr(sorted(path_parameters.items())).encode(errors="replace")) % 2:
        return path_parameters
    path = context.operation.path
    line = next((known for known in OBJECTS if known.startswith("/") and path.startswith(known + "{")), None)
    return {name: OBJECTS.get(name) or OBJECTS.get(line, value) for name, value in path_parameters.items()}
