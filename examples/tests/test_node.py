"""The calls of the guide through @ovhcloud/node-ovh and through the older package ovh. Both speak HTTPS only and sign URLs
without their port."""

import json

from support import NODE_EXAMPLES, VPS, ServerTest

#: Calls that the package checks against the schemas that the server publishes; prints what it warns of.
CHECKED_CALLS = """
const [{ hostname: host, port }, env] = [new URL(process.env.OVH_ENDPOINT), process.env];
const warnings = [];
const client = require(env.OVH_PACKAGE)({
  host, port, basePath: '/1.0', appKey: env.OVH_APPLICATION_KEY, appSecret: env.OVH_APPLICATION_SECRET,
  consumerKey: env.OVH_CONSUMER_KEY, apis: ['me', 'service', 'vps'], warn: (text) => warnings.push(text),
});
(async () => {
  const nichandle = (await client.requestPromised('GET', '/me')).nichandle;
  await client.requestPromised('GET', '/vps/{serviceName}/serviceInfos', { serviceName: 'vps112233.ovh.net' });
  await client.requestPromised('GET', '/service/112233/renew', { includeOptions: true });
  await client.requestPromised('PUT', '/service/112233', { resource: { displayName: 'Zürich – 東京' } });
  const { resource } = await client.requestPromised('GET', '/service/112233');
  const orders = await client.requestPromised('GET', '/me/order');
  const unknown = await client.requestPromised('GET', '/service/1').catch((failure) => failure);
  console.log(JSON.stringify({ nichandle, name: resource.displayName, orders, unknown, warnings }));
})();
"""


class Node(ServerTest):
    tls = True
    package = "@ovhcloud/node-ovh"

    def setUp(self):
        self.assertTrue((NODE_EXAMPLES / "node_modules").is_dir(), "run this first: npm ci --prefix examples/node")
        super().setUp()

    def node(self, *arguments, **variables):
        return self.server.node(*arguments, **{"OVH_PACKAGE": self.package, **variables})

    def test_it_renews_once(self):
        done = self.node("renew_vps.js")
        self.assertEqual((done.returncode, done.stderr), (0, ""), done)
        order = self.assert_renewed_once()
        self.assertEqual(done.stdout.splitlines(), [
            f"{VPS} is service 112233 and expires on {self.before}.",
            "Renewal for P3M: 8.97 € without tax.",
            f"Order {order}: 10.76 € with tax.",
            f"Paid with paypal, order delivered: {VPS} expires on {self.expiration()}.",
        ])

    def test_errors_reach_the_program(self):
        for arguments, variables, reason in [
            (["vps1.ovh.net"], {}, "404: This service does not exist"),
            ([VPS, "P5M"], {}, "Service 112233 cannot be renewed alone for P5M. Periods: P1M, P3M, P6M, P1Y."),
            ([VPS, "P3M", "paypal", "7"], {}, "404: paymentMeanId 7 not found; "),
            ([], {"OVH_CONSUMER_KEY": None}, "401: You must login first"),
            ([], {"OVH_CONSUMER_KEY": "A" * 32}, "403: This credential does not exist"),
            ([], {"OVH_APPLICATION_SECRET": "A" * 32}, "400: Invalid signature"),
            ([], {"OVH_ENDPOINT": "http://127.0.0.1/1.0"}, "The package speaks HTTPS only"),
        ]:
            with self.subTest(reason):
                done = self.node("renew_vps.js", *arguments, **variables)
                self.assertEqual((done.returncode, len(done.stderr.splitlines())), (1, 1), done)
                self.assertTrue(done.stderr.startswith(reason), done.stderr)
                self.assert_nothing_paid()

    def test_the_published_schemas_know_the_calls(self):
        done = self.node("-e", CHECKED_CALLS)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done)
        self.assertEqual(json.loads(done.stdout), {
            "nichandle": "demo-ovh",
            "name": "Zürich – 東京",
            "orders": [],
            "unknown": {"error": 404, "message": "This service does not exist"},
            "warnings": [],
        })


class OlderNode(Node):
    """The same through the package that came before."""

    package = "ovh"


class Python(ServerTest):
    tls = True

    def test_the_python_example_speaks_https_too(self):
        done = self.server.python("renew_vps.py")
        self.assertEqual(done.returncode, 0, done)
        self.assert_renewed_once()
