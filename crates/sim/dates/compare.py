"""Computes the date rules of Perennial again, with dateutil and zoneinfo, and compares.

    perennial-dates --seed 1 --count 1000000 | python crates/sim/dates/compare.py

Reads lines from standard input; what they mean is said in crates/sim/src/bin/perennial-dates.rs. The first line that
differs is printed, and the exit code is 1. With --self-test one line of each kind is made wrong first, and it is a
failure if that is not found.
"""

import sys
import zoneinfo
from collections import Counter
from datetime import date, datetime, timezone
from functools import lru_cache

from dateutil.relativedelta import relativedelta

# The database of the package, whatever the machine has.
zoneinfo.reset_tzpath(to=())

HORIZON = relativedelta(years=+10)


@lru_cache(maxsize=None)
def delta(**parts):
    return relativedelta(**parts)


@lru_cache(maxsize=None)
def months(period):
    """The months of P3M, P1Y, P1Y6M."""
    years, _, rest = period.removeprefix("P").rpartition("Y")
    return 12 * int(years or 0) + int(rest.removesuffix("M") or 0)


@lru_cache(maxsize=None)
def zone(name):
    return zoneinfo.ZoneInfo(name)


def extend(start, anchor, period, count):
    """All periods at once, from the anchor."""
    return day_of(start) + delta(months=months(period) * int(count), day=int(anchor))


def debit(expires_on, renew_day):
    expires_on, renew_day = day_of(expires_on), int(renew_day)
    this_month = expires_on + delta(day=renew_day)
    if this_month <= expires_on:
        return this_month
    return expires_on + delta(months=-1, day=renew_day)


def after(start, days):
    return day_of(start) + delta(days=int(days))


def before(start, days):
    return day_of(start) + delta(days=-int(days))


def suspend(since, days, expires_on):
    return max(after(since, days), day_of(expires_on))


def delete(since, retention, redemption):
    return day_of(since) + delta(days=int(retention)) + delta(days=int(redemption))


def moved(delete_on, start, end):
    return day_of(delete_on) + (day_of(end) - day_of(start))


def horizon(start, anchor, period, today):
    renewed = extend(start, anchor, period, 1)
    return "beyond" if renewed > day_of(today) + HORIZON else renewed


def day(name, second):
    return datetime.fromtimestamp(int(second), timezone.utc).astimezone(zone(name)).date()


day_of = date.fromisoformat

RULES = {
    rule.__name__: rule
    for rule in (extend, debit, after, before, suspend, delete, moved, horizon, day)
}


def difference(line):
    """What the line should end with, if it is not what it ends with."""
    kind, *arguments, result = line.split()
    expected = str(RULES[kind](*arguments))
    return None if expected == result else expected


def compare(lines):
    counts = Counter()
    for number, line in enumerate(lines, 1):
        expected = difference(line)
        if expected is not None:
            sys.exit(f"line {number}: {line.strip()}\n  dateutil says {expected}")
        counts[line.partition(" ")[0]] += 1
    if not all(counts[kind] for kind in RULES):
        sys.exit(f"some kinds of lines are missing: {dict(counts)}")
    print(f"{counts.total()} results compared, and all are the same: {dict(counts)}")


def self_test(lines):
    """A result that is a day off, or the wrong side of the horizon, is found for each kind."""
    found = set()
    for line in lines:
        kind, *arguments, result = line.split()
        if kind in found:
            continue
        wrong = "2000-01-01" if result == "beyond" else str(after(result, 1))
        if difference(" ".join([kind, *arguments, wrong])) is None:
            sys.exit(f"a wrong result is not found: {kind} {arguments} {wrong}")
        found.add(kind)
    if found != set(RULES):
        sys.exit(f"kinds of lines without a test: {set(RULES) - found}")
    print(f"a wrong result is found for each of {len(found)} kinds")


if __name__ == "__main__":
    if sys.argv[1:] == ["--self-test"]:
        self_test(sys.stdin)
    elif sys.argv[1:]:
        sys.exit(__doc__)
    else:
        compare(sys.stdin)
