"""Lists the OAuth2 clients of the account, makes one that may do what these keys may, or takes one away.

    python oauth2_clients.py
    python oauth2_clients.py --make "Nightly renewals"
    python oauth2_clients.py --delete 0123456789abcdef

A program that is given OVH_CLIENT_ID and OVH_CLIENT_SECRET instead of the three keys gets its access tokens by itself.
"""

import argparse

from connection import connect, run


def main():
    parser = argparse.ArgumentParser(description="Lists, makes and deletes OAuth2 clients.")
    parser.add_argument("--make", metavar="NAME", help="make one that is called like this")
    parser.add_argument("--delete", metavar="ID", help="take this one away")
    arguments = parser.parse_args()
    client = connect()
    clients = "/me/api/oauth2/client"
    if arguments.make:
        made = client.post(clients, name=arguments.make, description="", flow="CLIENT_CREDENTIALS", callbackUrls=[])
        print(f"OVH_CLIENT_ID={made['clientId']}\nOVH_CLIENT_SECRET={made['clientSecret']}")
    elif arguments.delete:
        client.delete(f"{clients}/{arguments.delete}")
        print(f"OAuth2 client {arguments.delete} is gone, and its access tokens are good for nothing.")
    else:
        for number in client.get(clients):
            one = client.get(f"{clients}/{number}")
            print(f"{number}  {one['createdAt'][:10]}  {one['name']}")


if __name__ == "__main__":
    run(main)
