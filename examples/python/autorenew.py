"""Shows the day on which automatic renewals are debited, or chooses it; and what will be debited.

    python autorenew.py
    python autorenew.py --day 5

The forecast is Perennial's; where there is none, only the day is shown.
"""

import argparse

import ovh

from connection import connect, run


def main():
    parser = argparse.ArgumentParser(description="Shows or chooses the day of automatic renewals.")
    parser.add_argument("--day", type=int, help="the day of the month, 1 to 31")
    parser.add_argument("--months", type=int, default=12, help="how far the forecast looks ahead [%(default)s]")
    arguments = parser.parse_args()
    client = connect()
    if arguments.day:
        choose(client, arguments.day)
    chosen = renew_day(client)
    print(f"Debited on day {chosen['renewDay']} of the month." if chosen else "No day is chosen: the seller's counts.")
    try:
        forecast = client.get("/me/autorenew/forecast", months=arguments.months)
    except ovh.ResourceNotFoundError:
        return
    for debit in forecast["debits"]:
        print(f"{debit['date']}  {debit['amount']['text']:>12}  {debit['paymentMean']}")
        for service in debit["services"]:
            print(f"    {service['serviceName']:<28} {service['period'] or '':<5} until {service['expirationDate']}")
    for warning in forecast["warnings"]:
        print(f"! {warning['date']}  {warning['serviceName']}: {warning['what']}, {warning['reason']}")


def renew_day(client):
    """What is chosen; nothing before the first choice."""
    try:
        return client.get("/me/autorenew")
    except ovh.ResourceNotFoundError:
        return None


def choose(client, day):
    """The first choice is made with POST, and changed with PUT."""
    if renew_day(client):
        client.put("/me/autorenew", active=True, renewDay=day)
    else:
        client.post("/me/autorenew", renewDay=day)


if __name__ == "__main__":
    run(main)
