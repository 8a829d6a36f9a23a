"""Asks for a consumer key that may do what renew_vps.py does, and no more.

    python consumer_key.py

It needs an application key and secret only. The key that it asks for is worth nothing until somebody who may decide
for the account has validated it: at OVHcloud on the page whose address is printed, at a Perennial server with the
command that is printed.
"""

import sys
from urllib.parse import parse_qs, urlparse

import ovh

from connection import connect, explain, run

#: Method and path. A * stands for any characters, slashes too; without it a rule covers exactly its path.
RULES = [
    ("GET", "/auth/currentCredential"),
    ("GET", "/me"),
    ("GET", "/vps/*/serviceInfos"),
    ("GET", "/service/*/renew"),
    ("POST", "/service/*/renew"),
    ("GET", "/me/order/*"),
    ("POST", "/me/order/*/payWithRegisteredPaymentMean"),
    ("GET", "/me/bill/*"),
]


def main():
    client = connect()
    request = client.new_consumer_key_request()
    for method, path in RULES:
        request.add_rule(method, path)
    asked = request.request()

    token = parse_qs(urlparse(asked["validationUrl"]).query).get("credentialToken", ["TOKEN"])[0]
    print(f"Consumer key {asked['consumerKey']} is {asked['state']}. Validate it at\n\n    {asked['validationUrl']}\n")
    print(f"or, as the operator of the server, by\n\n    perennial credential validate --token {token} --account …\n")

    credential = wait_for_validation(client)
    end = credential["expiration"] or "it is revoked"
    print(f"It is valid until {end}, for account {client.get('/me')['nichandle']}:")
    for rule in credential["rules"]:
        print(f"    {rule['method']:<6} {rule['path']}")
    print(f"\nconsumer_key = {asked['consumerKey']}")


def wait_for_validation(client):
    """The credential, once it is valid."""
    while True:
        print("Then press Enter.", flush=True)
        if not sys.stdin.readline():
            sys.exit("Not validated, and nobody there to wait for.")
        try:
            # The client has taken the new key already.
            return client.get("/auth/currentCredential")
        except ovh.InvalidCredential as error:
            print(explain(error))


if __name__ == "__main__":
    run(main)
