// Renews a VPS and pays for it, through OVHcloud's package for Node: the calls of examples/python/renew_vps.py.
//
//     node renew_vps.js [name of the VPS] [period] [payment mean] [id of the payment mean]
//     node renew_vps.js vps112233.ovh.net P3M paypal 1234
//
// The endpoint and the keys come from the variables OVH_ENDPOINT, OVH_APPLICATION_KEY, OVH_APPLICATION_SECRET and
// OVH_CONSUMER_KEY. The package speaks HTTPS only; for a server with a certificate of its own, name that certificate
// in NODE_EXTRA_CA_CERTS. OVH_PACKAGE=ovh does the same through the older package.

'use strict';

// The package of today; before it there was `ovh`, and programs that use it still.
const ovh = require(process.env.OVH_PACKAGE || '@ovhcloud/node-ovh');

const [name = 'vps112233.ovh.net', period = 'P3M', mean = 'paypal', meanId = '1234'] = process.argv.slice(2);

/** Something that this program does not accept. */
class Refusal extends Error {}

/** A client of the endpoint in OVH_ENDPOINT: a URL, or a name that the package knows. */
function connect() {
  const {
    OVH_ENDPOINT: endpoint,
    OVH_APPLICATION_KEY: appKey,
    OVH_APPLICATION_SECRET: appSecret,
    OVH_CONSUMER_KEY: consumerKey,
  } = process.env;
  if (!endpoint) {
    throw new Refusal('No endpoint: set OVH_ENDPOINT to a URL, or to a name such as ovh-eu.');
  }
  const keys = { appKey, appSecret, consumerKey };
  if (!endpoint.includes('://')) {
    return ovh({ endpoint, ...keys });
  }
  const url = new URL(endpoint);
  if (url.protocol !== 'https:') {
    throw new Refusal(`The package speaks HTTPS only, and the endpoint is ${endpoint}`);
  }
  return ovh({ host: url.hostname, port: url.port || 443, basePath: url.pathname.replace(/\/$/, ''), ...keys });
}

/** The strategy for the period whose only service is this one. */
function findStrategy(ways, service) {
  const strategies = ways.filter((way) => way.renewPeriod === period).flatMap((way) => way.strategies);
  const strategy = strategies.find(({ services }) => services.length === 1 && services[0] === service);
  if (!strategy) {
    const periods = ways.map((way) => way.renewPeriod).join(', ') || 'none';
    throw new Refusal(`Service ${service} cannot be renewed alone for ${period}. Periods: ${periods}.`);
  }
  return strategy;
}

async function main() {
  const client = connect();
  const get = (path, params = {}) => client.requestPromised('GET', path, params);
  const post = (path, params) => client.requestPromised('POST', path, params);

  const before = await get(`/vps/${name}/serviceInfos`);
  const service = before.serviceId;
  console.log(`${name} is service ${service} and expires on ${before.expiration}.`);

  const strategy = findStrategy(await get(`/service/${service}/renew`, { includeOptions: false }), service);
  console.log(`Renewal for ${period}: ${strategy.price.text} without tax.`);

  // The same order that is not paid yet is answered again, so repeating this does no harm.
  const order = await post(`/service/${service}/renew`, { dryRun: false, duration: period, services: [service] });
  if (order.priceWithoutTax.value !== strategy.price.value) {
    throw new Refusal(`Order ${order.orderId} costs ${order.priceWithoutTax.text} without tax: not paid.`);
  }
  console.log(`Order ${order.orderId}: ${order.priceWithTax.text} with tax.`);

  await post(`/me/order/${order.orderId}/payWithRegisteredPaymentMean`, {
    paymentMean: mean,
    paymentMeanId: Number(meanId),
  });
  const status = await get(`/me/order/${order.orderId}/status`);
  const after = await get(`/vps/${name}/serviceInfos`);
  console.log(`Paid with ${mean}, order ${status}: ${name} expires on ${after.expiration}.`);
}

main().catch((failure) => {
  // The package rejects with the HTTP status as `error` and the server's message, or with a text as `error`.
  const told = failure instanceof Error ? failure.message : [failure.error, failure.message].filter(Boolean).join(': ');
  console.error(told);
  process.exitCode = 1;
});
