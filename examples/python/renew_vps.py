"""Renews a VPS and pays for it: the script of OVHcloud's guide "Renewing your services via the API", made complete.

    python renew_vps.py              # vps112233.ovh.net for three months, paid with PayPal
    python renew_vps.py --dry-run    # only says what that would cost
    python renew_vps.py --help

It spends money. So it stops when there is no strategy of exactly this service, when the price is above --at-most, and
when the order costs something else than the strategy said or cannot be paid as wanted; and it never pays twice.
"""

import argparse
import sys
from decimal import Decimal

import ovh

from connection import connect, explain, run


def main():
    wanted = parse_arguments()
    client = connect()

    # Renewals go by the id of a service. Its name leads to it.
    before = client.get(f"/vps/{wanted.service}/serviceInfos")
    service = before["serviceId"]
    print(f"{wanted.service} is service {service} and expires on {before['expiration']}.")

    # A strategy is a set of services that can be renewed together. We want the set of this service alone.
    strategy = find_strategy(client, service, wanted.period)
    print(f"Renewal for {wanted.period}: {strategy['price']['text']} without tax.")

    # A dry run says what an order would cost with tax, and stores nothing.
    tried = place_order(client, service, wanted.period, dry_run=True)
    check_price(tried, strategy, wanted.at_most)
    print(f"With {tried['tax']['text']} of tax that is {tried['priceWithTax']['text']}.")
    if wanted.dry_run:
        return

    order = place_order(client, service, wanted.period, dry_run=False)["orderId"]
    print(f"Order {order} is placed.")
    # What is paid is what the server has stored, so that is what is checked once more.
    check_price(client.get(f"/me/order/{order}"), strategy, wanted.at_most)

    check_payment_mean(client, order, wanted.mean)
    status = pay(client, order, wanted.mean, wanted.mean_id)
    if status != "delivered":
        sys.exit(f"Order {order} is {status}. Do not pay again before that has changed: GET /me/order/{order}/status")

    after = client.get(f"/vps/{wanted.service}/serviceInfos")
    print(f"Paid with {wanted.mean}: {wanted.service} expires on {after['expiration']}.")
    bill = client.get(f"/me/order/{order}/associatedObject")
    if bill["type"] == "Bill":
        print(f"Bill {bill['id']}: {client.get('/me/bill/' + bill['id'])['priceWithTax']['text']}.")


def parse_arguments():
    parser = argparse.ArgumentParser(description="Renews a VPS and pays for it.")
    parser.add_argument("--service", default="vps112233.ovh.net", help="name of the VPS [%(default)s]")
    parser.add_argument("--period", default="P3M", help="how long, as an ISO 8601 duration [%(default)s]")
    parser.add_argument("--mean", default="paypal", help="registered payment mean [%(default)s]")
    parser.add_argument("--mean-id", type=int, default=1234, help="its id in /me/paymentMean [%(default)s]")
    parser.add_argument("--at-most", type=Decimal, help="the highest price, tax included, that may be paid")
    parser.add_argument("--dry-run", action="store_true", help="only say what it would cost")
    return parser.parse_args()


def find_strategy(client, service, period):
    """The strategy for the period whose only service is this one."""
    # Whatever belongs to the VPS (backups, snapshots) would come with includeOptions=True, in strategies of its own.
    ways = client.get(f"/service/{service}/renew", includeOptions=False)
    for way in ways:
        for strategy in way["strategies"]:
            if way["renewPeriod"] == period and strategy["services"] == [service]:
                return strategy
    periods = ", ".join(way["renewPeriod"] for way in ways) or "none"
    sys.exit(f"Service {service} cannot be renewed alone for {period}. Periods it can be renewed for: {periods}.")


def place_order(client, service, period, dry_run):
    """Orders the renewal. The same order that is not paid yet is answered again, so repeating this does no harm."""
    return client.post(f"/service/{service}/renew", dryRun=dry_run, duration=period, services=[service])


def check_price(order, strategy, at_most):
    """Stops unless the order costs what the strategy said, and no more than is allowed."""
    net, gross = order["priceWithoutTax"], order["priceWithTax"]
    if (net["value"], net["currencyCode"]) != (strategy["price"]["value"], strategy["price"]["currencyCode"]):
        sys.exit(f"The order is {net['text']} without tax, the strategy said {strategy['price']['text']}: not paid.")
    # The value is a binary fraction in Python; its shortest decimal form is the price.
    if at_most is not None and Decimal(str(gross["value"])) > at_most:
        sys.exit(f"The price is {gross['text']}, and at most {at_most} may be paid: not paid.")


def check_payment_mean(client, order, mean):
    """Stops unless the order can be paid like this."""
    accepted = [one["paymentMean"] for one in client.get(f"/me/order/{order}/availableRegisteredPaymentMean")]
    if mean not in accepted:
        sys.exit(f"Order {order} cannot be paid with {mean}. It can be with: {', '.join(accepted) or 'nothing'}.")


def pay(client, order, mean, mean_id):
    """Pays the order, and returns what has become of it."""
    try:
        client.post(f"/me/order/{order}/payWithRegisteredPaymentMean", paymentMean=mean, paymentMeanId=mean_id)
    except (ovh.HTTPError, ovh.InvalidResponse) as error:
        # The question went out and the answer is lost: the money may be taken. Looking is safe, paying again is not.
        print(f"No answer to the payment: {explain(error)}", file=sys.stderr)
    return client.get(f"/me/order/{order}/status")


if __name__ == "__main__":
    run(main)
