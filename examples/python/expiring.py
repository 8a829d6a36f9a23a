"""Lists the services that expire soon, over every product line of the API.

    python expiring.py            # within 60 days
    python expiring.py --days 7

The exit code is 0 when nothing expires and 3 when something does, so that a scheduled job can raise the alarm.
"""

import argparse
import datetime
import sys
from urllib.parse import quote

import ovh

from connection import connect, run

#: There is no call for all services by name: each product line has its own list. A shorter list here is a faster run.
PRODUCT_LINES = """
    allDom cdn/dedicated cdn/website cdn/webstorage cloud/project cluster/hadoop dedicated/housing dedicated/nas
    dedicated/nasha dedicated/server dedicatedCloud domain domain/zone email/domain email/exchange freefax
    hosting/privateDatabase hosting/web hosting/windows hpcspot license/cloudLinux license/cpanel license/directadmin
    license/office license/plesk license/sqlserver license/virtuozzo license/windows license/worklight overTheBox
    pack/xdsl partner router sms telephony telephony/spare veeamCloudConnect vps xdsl xdsl/spare
""".split()


def main():
    parser = argparse.ArgumentParser(description="Lists the services that expire soon.")
    parser.add_argument("--days", type=int, default=60, help="what soon is [%(default)s]")
    days = parser.parse_args().days
    until = datetime.date.today() + datetime.timedelta(days=days)

    found = sorted(expiring(connect(), until))
    print(f"{len(found)} services in {len(PRODUCT_LINES)} product lines expire until {until}.")
    for expiration, line, name, status, renewal in found:
        print(f"{expiration}  {line:<24} {name:<32} {status:<12} {renewal}")
    sys.exit(3 if found else 0)


def expiring(client, until):
    """Yields what expires until a day: when, product line, name, status, who renews it."""
    for line in PRODUCT_LINES:
        for name in client.get(f"/{line}"):
            try:
                infos = client.get(f"/{line}/{quote(name, safe='')}/serviceInfos")
            except ovh.ResourceNotFoundError:
                continue  # gone since the list was made
            expiration = datetime.date.fromisoformat(infos["expiration"])
            if expiration <= until:
                yield expiration, line, name, infos["status"], infos["renewalType"]


if __name__ == "__main__":
    run(main)
