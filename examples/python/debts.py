"""Lists what is owed because a payment was taken back, and pays it.

    python debts.py
    python debts.py --pay ovhAccount
    python debts.py --pay paypal --id 1234

Paying orders everything that is owed as one order, and pays that. Nothing is paid without --pay.
"""

import argparse

import ovh

from connection import connect, run


def main():
    parser = argparse.ArgumentParser(description="Lists what is owed because a payment was taken back, and pays it.")
    parser.add_argument("--pay", metavar="MEAN", help="pay everything with this: ovhAccount, paypal, creditCard…")
    parser.add_argument("--id", type=int, help="id of the payment mean, for one that is registered")
    arguments = parser.parse_args()
    client = connect()
    for number in client.get("/me/debtAccount/debt"):
        debt = client.get(f"/me/debtAccount/debt/{number}")
        print(f"{number}  {debt['amount']['text']:>12}  {debt['status']:9}  by {debt['dueDate'][:10]}  order {debt['orderId']}")
    balance = client.get("/me/debtAccount")
    print(f"to pay {balance['todoAmount']['text']}, overdue {balance['dueAmount']['text']}")
    if arguments.pay:
        pay(client, arguments.pay, arguments.id)


def pay(client, mean, mean_id):
    try:
        order = client.post("/me/debtAccount/pay")
    except ovh.exceptions.ResourceConflictError as error:
        print(error)
        return
    path = f"/me/order/{order['orderId']}/payWithRegisteredPaymentMean"
    client.post(path, paymentMean=mean, paymentMeanId=mean_id)
    print(f"paid {order['priceWithTax']['text']} with {mean}, order {order['orderId']}")


if __name__ == "__main__":
    run(main)
