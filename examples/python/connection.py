"""Connects to the API, and tells what went wrong: what the programs in this folder share.

The endpoint and the keys are found where the `ovh` package looks for them: in the variables OVH_ENDPOINT,
OVH_APPLICATION_KEY, OVH_APPLICATION_SECRET and OVH_CONSUMER_KEY, then in ./ovh.conf, ~/.ovh.conf and /etc/ovh.conf:

    [default]
    endpoint = http://127.0.0.1:8080/1.0

    [http://127.0.0.1:8080/1.0]
    application_key = …
    application_secret = …
    consumer_key = …

An OAuth2 client has client_id and client_secret instead of these three, or OVH_CLIENT_ID and OVH_CLIENT_SECRET; the package
gets its access tokens over HTTPS only.

The package itself knows its endpoints by name only (ovh-eu, ovh-ca…). Here a URL is understood too, as OVH's package
for Go understands it, so that one file serves both.
"""

import sys

import ovh
import ovh.client
import ovh.config


def connect():
    """A client of the endpoint that is configured, with the keys that are configured."""
    endpoint = ovh.config.ConfigurationManager().get("default", "endpoint")
    if not endpoint:
        sys.exit("No endpoint: set OVH_ENDPOINT, or write it into ovh.conf (a URL, or a name such as ovh-eu).")
    if "://" in endpoint:
        ovh.client.ENDPOINTS[endpoint] = endpoint.rstrip("/")
        server = "/".join(endpoint.split("/")[:3])
        ovh.client.OAUTH2_TOKEN_URLS[endpoint] = f"{server}/auth/oauth2/token"
    elif endpoint not in ovh.client.ENDPOINTS:
        sys.exit(f"Endpoint {endpoint}: give a URL, or one of {', '.join(ovh.client.ENDPOINTS)}.")
    return ovh.Client()


def run(program):
    """Runs a program. When a call fails, says why, and ends with exit code 1."""
    try:
        program()
    except ovh.APIError as error:
        sys.exit(explain(error))
    except KeyboardInterrupt:
        sys.exit("Interrupted.")


def explain(error):
    """What went wrong, for a person; with the id of the call, by which the operator of the server finds it."""
    text = ": ".join([type(error).__name__, *map(str, error.args)])
    return f"{text} (call {error.query_id})" if error.query_id else text
