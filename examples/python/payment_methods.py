"""Lists payment methods; makes one the default, or describes it.

    python payment_methods.py
    python payment_methods.py --default 5002
    python payment_methods.py --describe 5002 "company card"
"""

import argparse

from connection import connect, run


def main():
    parser = argparse.ArgumentParser(description="Lists payment methods; makes one the default, or describes it.")
    parser.add_argument("--default", type=int, metavar="ID", help="what is debited first by automatic renewal")
    parser.add_argument("--describe", nargs=2, metavar=("ID", "TEXT"), help="a text to know it by")
    arguments = parser.parse_args()
    client = connect()
    if arguments.default:
        client.put(f"/me/payment/method/{arguments.default}", default=True)
    if arguments.describe:
        method, text = arguments.describe
        client.put(f"/me/payment/method/{method}", description=text)
    for number in client.get("/me/payment/method"):
        method = client.get(f"/me/payment/method/{number}")
        mark = "*" if method["default"] else " "
        # The older numbering: what payWithRegisteredPaymentMean wants.
        mean = method["paymentMeanId"] or "-"
        print(f"{mark} {number:>6} {mean:>6}  {method['paymentType']:<18} {method['status']:<10} "
              f"{method['description'] or method['label'] or ''}".rstrip())


if __name__ == "__main__":
    run(main)
