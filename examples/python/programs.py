"""Lists the programs that may call for the account, says from where one may, or ends that.

    python programs.py
    python programs.py --from 123 192.0.2.0/24 2001:db8::/32
    python programs.py --end 123
"""

import argparse

from connection import connect, run


def show(client, number):
    credential = client.get(f"/me/api/credential/{number}")
    application = client.get(f"/me/api/credential/{number}/application")
    origins = ", ".join(credential["allowedIPs"] or ["anywhere"])
    print(f"{number}  {credential['status']}  from {origins}  {application['name']}  {len(credential['rules'])} rules")


def main():
    parser = argparse.ArgumentParser(description="Lists the programs that may call for the account.")
    parser.add_argument("--from", dest="origins", nargs="+", metavar=("ID", "BLOCK"), help="from where one may call")
    parser.add_argument("--end", type=int, metavar="ID", help="end this one")
    arguments = parser.parse_args()
    client = connect()
    if arguments.end:
        client.delete(f"/me/api/credential/{arguments.end}")
        print(f"Credential {arguments.end} is expired.")
    elif arguments.origins:
        number, *blocks = arguments.origins
        client.put(f"/me/api/credential/{number}", allowedIPs=blocks or None)
        show(client, number)
    else:
        for number in client.get("/me/api/credential"):
            show(client, number)


if __name__ == "__main__":
    run(main)
