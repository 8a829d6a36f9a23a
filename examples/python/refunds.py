"""Lists what was given back of bills, where the money went, and fetches the credit notes as PDF.

    python refunds.py --since 2026-01-01 --until 2026-12-31
    python refunds.py --folder credit_notes

A refund whose money is still on its way has no payment yet.
"""

import argparse
from pathlib import Path

import ovh

from bills import fetch
from connection import connect, run


def main():
    parser = argparse.ArgumentParser(description="Lists what was given back of bills, and where the money went.")
    parser.add_argument("--since", metavar="DAY", help="only those of this day or later")
    parser.add_argument("--until", metavar="DAY", help="only those of this day or earlier")
    parser.add_argument("--folder", type=Path, help="where the PDF files go; those that are there are not fetched again")
    arguments = parser.parse_args()
    client = connect()
    wanted = {"date.from": arguments.since, "date.to": arguments.until}
    for number in client.get("/me/refund", **{name: day for name, day in wanted.items() if day}):
        refund = client.get(f"/me/refund/{number}")
        price = refund["priceWithTax"]["text"]
        print(f"{number}  {refund['date'][:10]}  {price:>12}  of {refund['originalBillId']}: {destination(client, number)}")
        for line in client.get(f"/me/refund/{number}/details"):
            detail = client.get(f"/me/refund/{number}/details/{line}")
            print(f"    {detail['totalPrice']['text']:>12}  {detail['domain']}  {detail['description']}")
        if arguments.folder:
            fetch(refund["pdfUrl"], arguments.folder / f"{number}.pdf")


def destination(client, number):
    try:
        return f"to {client.get(f'/me/refund/{number}/payment')['paymentType']}"
    except ovh.exceptions.ResourceNotFoundError:
        return "on its way"


if __name__ == "__main__":
    run(main)
