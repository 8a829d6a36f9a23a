-- Column vocabulary: integers, text and blobs only. Booleans are 0 and 1, instants are microseconds since 1970,
-- civil dates are ISO 8601 text, amounts are micro-cents. No defaults, no triggers: the program makes every value.

CREATE TABLE meta (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    value BYTEA NOT NULL
);

-- One row. A new number in a column tells every process to forget what it has cached of that kind.
CREATE TABLE epoch (
    epoch_id BIGINT NOT NULL PRIMARY KEY,
    credential BIGINT NOT NULL,
    price_list BIGINT NOT NULL
);

CREATE TABLE plan (
    plan_code TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    product TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL
);

CREATE TABLE plan_price (
    plan_code TEXT COLLATE "C" NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    period_months BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (plan_code, currency, period_months)
);

CREATE TABLE account (
    account_id BIGINT NOT NULL PRIMARY KEY,
    nichandle TEXT COLLATE "C" NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    tax_basis_points BIGINT NOT NULL,
    subsidiary TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    email TEXT COLLATE "C" NOT NULL,
    country TEXT COLLATE "C" NOT NULL,
    language TEXT COLLATE "C" NOT NULL,
    legal_form TEXT COLLATE "C" NOT NULL,
    first_name TEXT COLLATE "C",
    last_name TEXT COLLATE "C",
    organisation TEXT COLLATE "C",
    address TEXT COLLATE "C",
    zip TEXT COLLATE "C",
    city TEXT COLLATE "C",
    phone TEXT COLLATE "C",
    vat TEXT COLLATE "C",
    prepaid BIGINT NOT NULL,
    fidelity BIGINT NOT NULL
);

-- Names are unique over all accounts, so they have a table of their own.
CREATE TABLE nichandle (
    nichandle TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    account_id BIGINT NOT NULL
);

-- The version of an account is the number of its last entry here.
CREATE TABLE journal (
    account_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    query_id TEXT COLLATE "C" NOT NULL,
    action TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    detail TEXT COLLATE "C" NOT NULL,
    previous_hash BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (account_id, version)
);

CREATE TABLE service (
    account_id BIGINT NOT NULL,
    service_id BIGINT NOT NULL,
    group_id BIGINT NOT NULL,
    product TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    display_name TEXT COLLATE "C",
    plan_code TEXT COLLATE "C" NOT NULL,
    quantity BIGINT NOT NULL,
    created_on TEXT COLLATE "C" NOT NULL,
    expires_on TEXT COLLATE "C" NOT NULL,
    anchor_day BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    renew_mode TEXT COLLATE "C" NOT NULL,
    renew_months BIGINT,
    renew_stop TEXT COLLATE "C",
    engaged_until TEXT COLLATE "C",
    contact_admin TEXT COLLATE "C" NOT NULL,
    contact_billing TEXT COLLATE "C" NOT NULL,
    contact_tech TEXT COLLATE "C" NOT NULL,
    held_by_order_id BIGINT,
    PRIMARY KEY (account_id, service_id)
);
CREATE UNIQUE INDEX service_name ON service (account_id, product, name);
CREATE INDEX service_group ON service (account_id, group_id);

CREATE TABLE service_link (
    account_id BIGINT NOT NULL,
    from_service_id BIGINT NOT NULL,
    to_service_id BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    group_id BIGINT NOT NULL,
    PRIMARY KEY (account_id, from_service_id, to_service_id)
);
CREATE INDEX service_link_group ON service_link (account_id, group_id);

-- Invariant I1: a period of a service is sold once.
CREATE TABLE service_period (
    account_id BIGINT NOT NULL,
    service_id BIGINT NOT NULL,
    starts_on TEXT COLLATE "C" NOT NULL,
    ends_on TEXT COLLATE "C" NOT NULL,
    order_id BIGINT NOT NULL,
    PRIMARY KEY (account_id, service_id, starts_on)
);

CREATE TABLE sales_order (
    account_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    category TEXT COLLATE "C" NOT NULL,
    period_months BIGINT NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    net BIGINT NOT NULL,
    tax BIGINT NOT NULL,
    gross BIGINT NOT NULL,
    placed_at BIGINT NOT NULL,
    valid_until BIGINT NOT NULL,
    selection TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    payment_id BIGINT,
    settled_at BIGINT,
    cancelled_at BIGINT,
    cancel_reason TEXT COLLATE "C",
    PRIMARY KEY (account_id, order_id)
);
-- No index depends on the state: PostgreSQL then changes it in place, and leaves no dead entries behind.
CREATE INDEX sales_order_selection ON sales_order (account_id, selection);
CREATE INDEX sales_order_valid_until ON sales_order (valid_until);

CREATE TABLE order_line (
    account_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    line_no BIGINT NOT NULL,
    service_id BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    description TEXT COLLATE "C" NOT NULL,
    quantity BIGINT NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    unit_price BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    tax_basis_points BIGINT NOT NULL,
    starts_on TEXT COLLATE "C" NOT NULL,
    ends_on TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (account_id, order_id, line_no)
);

CREATE TABLE payment (
    account_id BIGINT NOT NULL,
    payment_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    means TEXT COLLATE "C" NOT NULL,
    payment_method_id BIGINT,
    currency TEXT COLLATE "C" NOT NULL,
    amount BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    state_at BIGINT,
    reference TEXT COLLATE "C",
    decline TEXT COLLATE "C",
    PRIMARY KEY (account_id, payment_id)
);
-- Invariant I3: while the outcome of a payment is unknown, and after a capture, there is no other one.
CREATE UNIQUE INDEX payment_live ON payment (account_id, order_id)
    WHERE state IN ('pending', 'unknown', 'captured');
CREATE INDEX payment_open ON payment (created_at) WHERE state IN ('pending', 'unknown');

CREATE TABLE bill (
    account_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    series TEXT COLLATE "C" NOT NULL,
    category TEXT COLLATE "C" NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    net BIGINT NOT NULL,
    tax BIGINT NOT NULL,
    gross BIGINT NOT NULL,
    settled_at BIGINT NOT NULL,
    number BIGINT,
    issued_at BIGINT,
    PRIMARY KEY (account_id, order_id)
);
CREATE INDEX bill_unnumbered ON bill (series, settled_at, account_id, order_id) WHERE number IS NULL;

-- Invariant I6: the register of a series has every number once.
CREATE TABLE bill_number (
    series TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    PRIMARY KEY (series, number)
);

CREATE TABLE bill_series (
    series TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    last_number BIGINT NOT NULL,
    last_issued_at BIGINT NOT NULL
);

CREATE TABLE ledger_entry (
    account_id BIGINT NOT NULL,
    transaction_id BIGINT NOT NULL,
    entry_no BIGINT NOT NULL,
    order_id BIGINT,
    at BIGINT NOT NULL,
    ledger_account TEXT COLLATE "C" NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (account_id, transaction_id, entry_no)
);

CREATE TABLE payment_method (
    account_id BIGINT NOT NULL,
    payment_method_id BIGINT NOT NULL,
    payment_mean_id BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    is_default BIGINT NOT NULL,
    label TEXT COLLATE "C",
    description TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    expires_on TEXT COLLATE "C",
    PRIMARY KEY (account_id, payment_method_id)
);
CREATE UNIQUE INDEX payment_method_mean ON payment_method (account_id, kind, payment_mean_id);

CREATE TABLE application (
    application_id BIGINT NOT NULL PRIMARY KEY,
    account_id BIGINT NOT NULL,
    application_key TEXT COLLATE "C" NOT NULL,
    sealed_secret BYTEA NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    description TEXT COLLATE "C",
    status TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX application_key ON application (application_key);
CREATE INDEX application_account ON application (account_id);

CREATE TABLE credential (
    credential_id BIGINT NOT NULL PRIMARY KEY,
    application_id BIGINT NOT NULL,
    account_id BIGINT,
    consumer_key_hash BYTEA NOT NULL,
    sealed_consumer_key BYTEA NOT NULL,
    validation_token_hash BYTEA NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    rules TEXT COLLATE "C" NOT NULL,
    allowed_ips TEXT COLLATE "C" NOT NULL,
    redirection TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    last_used_at BIGINT
);
CREATE UNIQUE INDEX credential_consumer_key ON credential (consumer_key_hash);
CREATE UNIQUE INDEX credential_validation_token ON credential (validation_token_hash);
CREATE INDEX credential_account ON credential (account_id);
CREATE INDEX credential_application ON credential (application_id);

-- Invariant I9: what was done under an Idempotency-Key, so that a repeat is answered the same.
CREATE TABLE idempotency (
    account_id BIGINT NOT NULL,
    key_hash BYTEA NOT NULL,
    content_hash BYTEA NOT NULL,
    subject_id BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, key_hash)
);
CREATE INDEX idempotency_created ON idempotency (created_at);

CREATE TABLE import (
    content_hash BYTEA NOT NULL PRIMARY KEY,
    imported_at BIGINT NOT NULL,
    summary TEXT COLLATE "C" NOT NULL
);

CREATE TABLE lease (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    holder BIGINT NOT NULL,
    held_until BIGINT NOT NULL
);

-- The sandbox gateway's own books: what was ordered to happen, and what did.
CREATE TABLE sandbox_method (
    account_id BIGINT NOT NULL,
    payment_method_id BIGINT NOT NULL,
    outcomes TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (account_id, payment_method_id)
);

CREATE TABLE sandbox_charge (
    account_id BIGINT NOT NULL,
    payment_id BIGINT NOT NULL,
    payment_method_id BIGINT NOT NULL,
    charge_no BIGINT,
    currency TEXT COLLATE "C" NOT NULL,
    amount BIGINT NOT NULL,
    outcome TEXT COLLATE "C" NOT NULL,
    notices BIGINT NOT NULL,
    PRIMARY KEY (account_id, payment_id)
);
CREATE UNIQUE INDEX sandbox_charge_no ON sandbox_charge (account_id, payment_method_id, charge_no);
CREATE INDEX sandbox_charge_notices ON sandbox_charge (account_id, payment_id) WHERE notices > 0;
