"""Lists services, and how each is renewed; or gives one a name, or takes one out of service for a while.

    python services.py
    python services.py --line vps --tag environment=production
    python services.py --rename 112233 "web 1"
    python services.py --suspend 112233
    python services.py --reopen 112233
"""

import argparse
import json
from urllib.parse import quote

from connection import connect, run


def main():
    parser = argparse.ArgumentParser(description="Lists services, and how each is renewed.")
    parser.add_argument("--line", help="only of this product line: vps, domain, hosting/web…")
    parser.add_argument("--tag", action="append", default=[], metavar="NAME=VALUE", help="with --line: only with this tag")
    parser.add_argument("--rename", nargs=2, metavar=("ID", "NAME"), help="give a service a name instead")
    parser.add_argument("--suspend", metavar="ID", help="take a service out of service for a while; it is charged as before")
    parser.add_argument("--reopen", metavar="ID", help="open a suspended service again")
    arguments = parser.parse_args()
    client = connect()
    if arguments.rename:
        service, name = arguments.rename
        client.put(f"/services/{service}", displayName=name)
        show(client, service)
    elif arguments.suspend or arguments.reopen:
        service = arguments.suspend or arguments.reopen
        client.post(f"/service/{service}/{'suspend' if arguments.suspend else 'reopen'}")
        show(client, service)
    elif arguments.line:
        for name in named(client, arguments.line, arguments.tag):
            show(client, client.get(f"/{arguments.line}/{quote(name, safe='')}/serviceInfos")["serviceId"])
    else:
        for service in client.get("/services", orderBy="billing.expirationDate"):
            show(client, service)


def named(client, line, tags):
    """The names of the services of a product line that have all of these tags."""
    if not tags:
        return client.get(f"/{line}")
    filters = {}
    for tag in tags:
        name, _, value = tag.partition("=")
        filters.setdefault(name, []).append({"operator": "EQ", "value": value})
    return client.get(f"/{line}", iamTags=json.dumps(filters))


def show(client, service):
    found = client.get(f"/services/{service}")
    billing, resource = found["billing"], found["resource"]
    # What was sold once has neither.
    renew = (billing["renew"] or {}).get("current") or {}
    how = " ".join(filter(None, [renew.get("mode"), renew.get("period")])) or "not renewed"
    if resource["state"] != "active":
        how += f", {resource['state']}"
    day = (billing["expirationDate"] or "-")[:10]
    print(f"{found['serviceId']:>8}  {day}  {resource['displayName']:<28} {billing['plan']['invoiceName']:<24} {how}")


if __name__ == "__main__":
    run(main)
