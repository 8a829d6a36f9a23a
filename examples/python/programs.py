"""Lists the programs that may call for the account, says from where one may, or ends that; and what was called.

    python programs.py
    python programs.py --from 123 192.0.2.0/24 2001:db8::/32
    python programs.py --end 123
    python programs.py --calls
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
    parser.add_argument("--calls", action="store_true", help="the calls of the last days that may have changed something")
    arguments = parser.parse_args()
    client = connect()
    if arguments.end:
        client.delete(f"/me/api/credential/{arguments.end}")
        print(f"Credential {arguments.end} is expired.")
    elif arguments.calls:
        for number in client.get("/me/api/logs/self"):
            call = client.get(f"/me/api/logs/self/{number}")
            print(f"{call['date']}  {call['ip'] or 'unknown'}  {call['method']:<6}  {call['path']}")
    elif arguments.origins:
        number, *blocks = arguments.origins
        client.put(f"/me/api/credential/{number}", allowedIPs=blocks or None)
        show(client, number)
    else:
        for number in client.get("/me/api/credential"):
            show(client, number)


if __name__ == "__main__":
    run(main)
