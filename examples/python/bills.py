"""Lists bills, adds them up, and fetches them as PDF.

    python bills.py --since 2026-01-01 --until 2026-12-31
    python bills.py --folder bills

A PDF opens with the id and the password in its address; it needs no keys.
"""

import argparse
from decimal import Decimal
from pathlib import Path

import requests

from connection import connect, run


def main():
    parser = argparse.ArgumentParser(description="Lists bills, adds them up, and fetches them as PDF.")
    parser.add_argument("--since", metavar="DAY", help="only those of this day or later")
    parser.add_argument("--until", metavar="DAY", help="only those of this day or earlier")
    parser.add_argument("--folder", type=Path, help="where the PDF files go; those that are there are not fetched again")
    arguments = parser.parse_args()
    client = connect()
    wanted = {"date.from": arguments.since, "date.to": arguments.until}
    totals = {}
    for number in client.get("/me/bill", **{name: day for name, day in wanted.items() if day}):
        bill = client.get(f"/me/bill/{number}")
        price = bill["priceWithTax"]
        print(f"{number}  {bill['date'][:10]}  {price['text']:>12}  {bill['category']}")
        totals[price["currencyCode"]] = totals.get(price["currencyCode"], Decimal(0)) + Decimal(str(price["value"]))
        if arguments.folder:
            fetch(bill["pdfUrl"], arguments.folder / f"{number}.pdf")
    for currency, total in totals.items():
        print(f"{'total':>10}  {total:>20} {currency}")


def fetch(url, file):
    if file.exists():
        return
    answer = requests.get(url, timeout=60)
    answer.raise_for_status()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(answer.content)


if __name__ == "__main__":
    run(main)
