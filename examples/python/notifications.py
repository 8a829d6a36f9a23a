"""Lists the letters to an account, the newest first, or prints one.

    python notifications.py
    python notifications.py --last 5
    python notifications.py --read 123
"""

import argparse

from connection import connect, run


def main():
    parser = argparse.ArgumentParser(description="Lists the letters to an account, the newest first, or prints one.")
    parser.add_argument("--last", type=int, default=20, help="how many [%(default)s]")
    parser.add_argument("--read", type=int, metavar="ID", help="print this one")
    arguments = parser.parse_args()
    client = connect()
    history = "/me/notification/email/history"
    if arguments.read:
        letter = client.get(f"{history}/{arguments.read}")
        print(f"{letter['date']}\n{letter['subject']}\n\n{letter['body']}")
        return
    for number in sorted(client.get(history), reverse=True)[:arguments.last]:
        letter = client.get(f"{history}/{number}")
        print(f"{number}  {letter['date'][:16]}  {letter['subject']}")


if __name__ == "__main__":
    run(main)
