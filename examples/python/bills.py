"""Lists bills, adds them up, and fetches them as PDF.

    python bills.py --since 2026-01-01 --until 2026-12-31
    python bills.py --folder bills
    python bills.py --since 2026-01-01 --archive bills.zip

A PDF opens with the id and the password in its address; it needs no keys. An archive is asked for, and a letter brings its
address, which opens for three days.
"""

import argparse
import re
from decimal import Decimal
from pathlib import Path

import requests

from connection import connect, run


def main():
    parser = argparse.ArgumentParser(description="Lists bills, adds them up, and fetches them as PDF.")
    parser.add_argument("--since", metavar="DAY", help="only those of this day or later")
    parser.add_argument("--until", metavar="DAY", help="only those of this day or earlier")
    parser.add_argument("--folder", type=Path, help="where the PDF files go; those that are there are not fetched again")
    parser.add_argument("--archive", type=Path, metavar="FILE", help="one file with all of them instead: .zip, or .csv for a table alone")
    arguments = parser.parse_args()
    client = connect()
    if arguments.archive:
        archive(client, arguments)
        return
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


def archive(client, arguments):
    file = arguments.archive
    days = {"startDate": (arguments.since, "00:00:00"), "endDate": (arguments.until, "23:59:59")}
    times = {name: f"{day}T{time}+00:00" for name, (day, time) in days.items() if day}
    before = set(client.get("/me/notification/email/history"))
    client.post("/me/bill/export", archiveType=file.suffix.lstrip("."), **times)
    [letter] = set(client.get("/me/notification/email/history")) - before
    text = client.get(f"/me/notification/email/history/{letter}")["body"]
    fetch(re.search(r"\S+/bill/export\?\S+", text).group(), file)
    print(f"{file}: {file.stat().st_size} bytes")


def fetch(url, file):
    if file.exists():
        return
    answer = requests.get(url, timeout=60)
    answer.raise_for_status()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(answer.content)


if __name__ == "__main__":
    run(main)
