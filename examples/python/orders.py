"""Lists orders with what they sell and what became of them.

    python orders.py
    python orders.py --since 2026-01-01 --unpaid
"""

import argparse

from connection import connect, run


def main():
    parser = argparse.ArgumentParser(description="Lists orders with what they sell and what became of them.")
    parser.add_argument("--since", metavar="DAY", help="only those placed on this day or later")
    parser.add_argument("--unpaid", action="store_true", help="only those that can still be paid, and how")
    arguments = parser.parse_args()
    client = connect()
    since = {"date.from": arguments.since} if arguments.since else {}
    for number in client.get("/me/order", **since):
        status = client.get(f"/me/order/{number}/status")
        if arguments.unpaid and status != "notPaid":
            continue
        order = client.get(f"/me/order/{number}")
        print(f"{number}  {order['date'][:10]}  {order['priceWithTax']['text']:>12}  {status}")
        for line in client.get(f"/me/order/{number}/details"):
            detail = client.get(f"/me/order/{number}/details/{line}")
            print(f"    {detail['domain']:<28} {detail['description']:<32} {detail['totalPrice']['text']:>10}")
        if status == "notPaid":
            means = client.get(f"/me/order/{number}/availableRegisteredPaymentMean")
            print(f"    until {order['expirationDate'][:16]}, with {', '.join(one['paymentMean'] for one in means)}")
        elif status == "delivered":
            bill = client.get(f"/me/order/{number}/associatedObject")
            payment = client.get(f"/me/order/{number}/payment")
            print(f"    paid with {payment['paymentType']} on {payment['paymentDate'][:10]}: {bill['type']} {bill['id']}")


if __name__ == "__main__":
    run(main)
