"""OAuth2 clients: the unmodified packages for Python and Go get and use access tokens."""

import os
import subprocess
import unittest

import ovh
import ovh.client
from ovh.exceptions import OAuth2FailureError

from support import ACCOUNT, PATIENCE, ROOT, Server, ServerTest, run

#: What a program has that is an OAuth2 client, instead of the three keys.
NO_KEYS = {"OVH_APPLICATION_KEY": None, "OVH_APPLICATION_SECRET": None, "OVH_CONSUMER_KEY": None}


def made(server):
    """The id and the secret of a new client, as variables."""
    done = server.python("oauth2_clients.py", "--make", "Nightly")
    return dict(line.split("=", 1) for line in done.stdout.splitlines())


class Python(ServerTest):
    # The package gets tokens over TLS only.
    tls = True

    def test_a_program_calls_with_tokens_until_its_client_is_deleted(self):
        client = made(self.server)
        [listed] = self.server.python("oauth2_clients.py").stdout.splitlines()
        self.assertEqual((listed.split()[0], listed.split()[-1]), (client["OVH_CLIENT_ID"], "Nightly"))
        done = self.server.python("account.py", **NO_KEYS, **client)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done)
        who, _, program, *rules = done.stdout.splitlines()
        self.assertEqual(who, f"{ACCOUNT}: Alice Martin, alice@example.com")
        self.assertEqual(program, "OAuth2 client Nightly. It may call:")
        self.assertEqual(len(rules), 4)
        gone = self.server.python("oauth2_clients.py", "--delete", client["OVH_CLIENT_ID"])
        self.assertIn("is gone", gone.stdout)
        done = self.server.python("account.py", **NO_KEYS, **client)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("invalid_client", done.stderr)

    def test_a_wrong_secret_is_the_packages_own_error(self):
        client = made(self.server)
        endpoint = self.server.endpoint
        ovh.client.ENDPOINTS[endpoint] = endpoint
        ovh.client.OAUTH2_TOKEN_URLS[endpoint] = endpoint.removesuffix("/1.0") + "/auth/oauth2/token"
        os.environ["REQUESTS_CA_BUNDLE"] = str(self.server.certificate)
        self.addCleanup(os.environ.pop, "REQUESTS_CA_BUNDLE")
        wrong = ovh.Client(endpoint=endpoint, client_id=client["OVH_CLIENT_ID"], client_secret="wrong")
        with self.assertRaisesRegex(OAuth2FailureError, "invalid_client"):
            wrong.get("/me")
        right = ovh.Client(endpoint=endpoint, client_id=client["OVH_CLIENT_ID"],
                           client_secret=client["OVH_CLIENT_SECRET"])
        self.assertEqual(right.get("/me")["nichandle"], ACCOUNT)
        # A refused call is the same exception as with a signature.
        with self.assertRaises(ovh.exceptions.ResourceNotFoundError):
            right.get("/me/bill/FR1")


class Go(unittest.TestCase):
    def test_an_access_token_is_enough(self):
        server = Server()
        self.addCleanup(server.stop)
        client = made(server)
        token = server.token(client["OVH_CLIENT_ID"], client["OVH_CLIENT_SECRET"])
        binary = server.folder / "example"
        subprocess.run(["go", "build", "-mod=readonly", "-o", str(binary), "."], cwd=ROOT / "examples" / "go", check=True,
                       timeout=10 * PATIENCE, env={**os.environ, "GOFLAGS": "", "CGO_ENABLED": "0"})

        def go(token):
            return run([str(binary), "account"], server.variables(**NO_KEYS, OVH_ACCESS_TOKEN=token), server.folder)

        done = go(token)
        self.assertEqual((done.returncode, done.stdout), (0, f"{ACCOUNT} alice@example.com FR\n"), done)
        done = go("A" * 43)
        self.assertEqual(done.returncode, 1, done)
        self.assertIn("This access token does not exist", done.stderr)
