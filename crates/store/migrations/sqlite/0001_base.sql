-- Column vocabulary: integers, text and blobs only. Booleans are 0 and 1, instants are microseconds since 1970,
-- civil dates are ISO 8601 text, amounts are micro-cents. No defaults, no triggers: the program makes every value.

CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- One row. A new number in a column tells every process to forget what it has cached of that kind.
CREATE TABLE epoch (
    epoch_id INTEGER NOT NULL PRIMARY KEY,
    credential INTEGER NOT NULL,
    price_list INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE plan (
    plan_code TEXT NOT NULL PRIMARY KEY,
    product TEXT NOT NULL,
    name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE plan_price (
    plan_code TEXT NOT NULL,
    currency TEXT NOT NULL,
    period_months INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (plan_code, currency, period_months)
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
    account_id INTEGER NOT NULL PRIMARY KEY,
    nichandle TEXT NOT NULL,
    currency TEXT NOT NULL,
    tax_basis_points INTEGER NOT NULL,
    subsidiary TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    email TEXT NOT NULL,
    country TEXT NOT NULL,
    language TEXT NOT NULL,
    legal_form TEXT NOT NULL,
    first_name TEXT,
    last_name TEXT,
    organisation TEXT,
    address TEXT,
    zip TEXT,
    city TEXT,
    phone TEXT,
    vat TEXT,
    prepaid INTEGER NOT NULL,
    fidelity INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Names are unique over all accounts, so they have a table of their own.
CREATE TABLE nichandle (
    nichandle TEXT NOT NULL PRIMARY KEY,
    account_id INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The version of an account is the number of its last entry here.
CREATE TABLE journal (
    account_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    query_id TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    previous_hash BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (account_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE service (
    account_id INTEGER NOT NULL,
    service_id INTEGER NOT NULL,
    group_id INTEGER NOT NULL,
    product TEXT NOT NULL,
    name TEXT NOT NULL,
    display_name TEXT,
    plan_code TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    created_on TEXT NOT NULL,
    expires_on TEXT NOT NULL,
    anchor_day INTEGER NOT NULL,
    state TEXT NOT NULL,
    renew_mode TEXT NOT NULL,
    renew_months INTEGER,
    renew_stop TEXT,
    engaged_until TEXT,
    contact_admin TEXT NOT NULL,
    contact_billing TEXT NOT NULL,
    contact_tech TEXT NOT NULL,
    held_by_order_id INTEGER,
    PRIMARY KEY (account_id, service_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX service_name ON service (account_id, product, name);
CREATE INDEX service_group ON service (account_id, group_id);

CREATE TABLE service_link (
    account_id INTEGER NOT NULL,
    from_service_id INTEGER NOT NULL,
    to_service_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    group_id INTEGER NOT NULL,
    PRIMARY KEY (account_id, from_service_id, to_service_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX service_link_group ON service_link (account_id, group_id);

-- Invariant I1: a period of a service is sold once.
CREATE TABLE service_period (
    account_id INTEGER NOT NULL,
    service_id INTEGER NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    order_id INTEGER NOT NULL,
    PRIMARY KEY (account_id, service_id, starts_on)
) STRICT, WITHOUT ROWID;

CREATE TABLE sales_order (
    account_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL,
    category TEXT NOT NULL,
    period_months INTEGER NOT NULL,
    currency TEXT NOT NULL,
    net INTEGER NOT NULL,
    tax INTEGER NOT NULL,
    gross INTEGER NOT NULL,
    placed_at INTEGER NOT NULL,
    valid_until INTEGER NOT NULL,
    selection TEXT NOT NULL,
    state TEXT NOT NULL,
    payment_id INTEGER,
    settled_at INTEGER,
    cancelled_at INTEGER,
    cancel_reason TEXT,
    PRIMARY KEY (account_id, order_id)
) STRICT, WITHOUT ROWID;
-- No index depends on the state: PostgreSQL then changes it in place, and leaves no dead entries behind.
CREATE INDEX sales_order_selection ON sales_order (account_id, selection);
CREATE INDEX sales_order_valid_until ON sales_order (valid_until);

CREATE TABLE order_line (
    account_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL,
    line_no INTEGER NOT NULL,
    service_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    currency TEXT NOT NULL,
    unit_price INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    tax_basis_points INTEGER NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    PRIMARY KEY (account_id, order_id, line_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE payment (
    account_id INTEGER NOT NULL,
    payment_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL,
    means TEXT NOT NULL,
    payment_method_id INTEGER,
    currency TEXT NOT NULL,
    amount INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    state_at INTEGER,
    reference TEXT,
    decline TEXT,
    PRIMARY KEY (account_id, payment_id)
) STRICT, WITHOUT ROWID;
-- Invariant I3: while the outcome of a payment is unknown, and after a capture, there is no other one.
CREATE UNIQUE INDEX payment_live ON payment (account_id, order_id)
    WHERE state IN ('pending', 'unknown', 'captured');
CREATE INDEX payment_open ON payment (created_at) WHERE state IN ('pending', 'unknown');

CREATE TABLE bill (
    account_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL,
    series TEXT NOT NULL,
    category TEXT NOT NULL,
    currency TEXT NOT NULL,
    net INTEGER NOT NULL,
    tax INTEGER NOT NULL,
    gross INTEGER NOT NULL,
    settled_at INTEGER NOT NULL,
    number INTEGER,
    issued_at INTEGER,
    PRIMARY KEY (account_id, order_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX bill_unnumbered ON bill (series, settled_at, account_id, order_id) WHERE number IS NULL;

-- Invariant I6: the register of a series has every number once.
CREATE TABLE bill_number (
    series TEXT NOT NULL,
    number INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL,
    PRIMARY KEY (series, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE bill_series (
    series TEXT NOT NULL PRIMARY KEY,
    last_number INTEGER NOT NULL,
    last_issued_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE ledger_entry (
    account_id INTEGER NOT NULL,
    transaction_id INTEGER NOT NULL,
    entry_no INTEGER NOT NULL,
    order_id INTEGER,
    at INTEGER NOT NULL,
    ledger_account TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (account_id, transaction_id, entry_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE payment_method (
    account_id INTEGER NOT NULL,
    payment_method_id INTEGER NOT NULL,
    payment_mean_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    is_default INTEGER NOT NULL,
    label TEXT,
    description TEXT,
    created_at INTEGER NOT NULL,
    expires_on TEXT,
    PRIMARY KEY (account_id, payment_method_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX payment_method_mean ON payment_method (account_id, kind, payment_mean_id);

CREATE TABLE application (
    application_id INTEGER NOT NULL PRIMARY KEY,
    account_id INTEGER NOT NULL,
    application_key TEXT NOT NULL,
    sealed_secret BLOB NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    status TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX application_key ON application (application_key);
CREATE INDEX application_account ON application (account_id);

CREATE TABLE credential (
    credential_id INTEGER NOT NULL PRIMARY KEY,
    application_id INTEGER NOT NULL,
    account_id INTEGER,
    consumer_key_hash BLOB NOT NULL,
    sealed_consumer_key BLOB NOT NULL,
    validation_token_hash BLOB NOT NULL,
    state TEXT NOT NULL,
    rules TEXT NOT NULL,
    allowed_ips TEXT NOT NULL,
    redirection TEXT,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    last_used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX credential_consumer_key ON credential (consumer_key_hash);
CREATE UNIQUE INDEX credential_validation_token ON credential (validation_token_hash);
CREATE INDEX credential_account ON credential (account_id);
CREATE INDEX credential_application ON credential (application_id);

-- Invariant I9: what was done under an Idempotency-Key, so that a repeat is answered the same.
CREATE TABLE idempotency (
    account_id INTEGER NOT NULL,
    key_hash BLOB NOT NULL,
    content_hash BLOB NOT NULL,
    subject_id INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, key_hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_created ON idempotency (created_at);

CREATE TABLE import (
    content_hash BLOB NOT NULL PRIMARY KEY,
    imported_at INTEGER NOT NULL,
    summary TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE lease (
    name TEXT NOT NULL PRIMARY KEY,
    holder INTEGER NOT NULL,
    held_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The sandbox gateway's own books: what was ordered to happen, and what did.
CREATE TABLE sandbox_method (
    account_id INTEGER NOT NULL,
    payment_method_id INTEGER NOT NULL,
    outcomes TEXT NOT NULL,
    PRIMARY KEY (account_id, payment_method_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE sandbox_charge (
    account_id INTEGER NOT NULL,
    payment_id INTEGER NOT NULL,
    payment_method_id INTEGER NOT NULL,
    charge_no INTEGER,
    currency TEXT NOT NULL,
    amount INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    notices INTEGER NOT NULL,
    PRIMARY KEY (account_id, payment_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX sandbox_charge_no ON sandbox_charge (account_id, payment_method_id, charge_no);
CREATE INDEX sandbox_charge_notices ON sandbox_charge (account_id, payment_id) WHERE notices > 0;
