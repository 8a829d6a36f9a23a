-- Automatic renewal: when the calendar looks at a service, runs, notices, and what orders of the calendar need.

ALTER TABLE account ADD COLUMN renew_day INTEGER;
ALTER TABLE account ADD COLUMN renew_day_active INTEGER;
ALTER TABLE payment_method ADD COLUMN refused_at INTEGER;
-- The clock of a sandbox, in microseconds; null where time is real.
ALTER TABLE epoch ADD COLUMN sandbox_at INTEGER;

-- A line sells a period of its own, or is a fee and sells none.
ALTER TABLE sales_order ADD COLUMN run_on TEXT;
CREATE TABLE new_order_line (
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
    period_months INTEGER,
    starts_on TEXT,
    ends_on TEXT,
    PRIMARY KEY (account_id, order_id, line_no)
) STRICT, WITHOUT ROWID;
INSERT INTO new_order_line
    SELECT l.account_id, l.order_id, line_no, service_id, name, description, quantity, l.currency, unit_price, amount,
        tax_basis_points, period_months, starts_on, ends_on
    FROM order_line AS l JOIN sales_order AS o ON o.account_id = l.account_id AND o.order_id = l.order_id;
DROP TABLE order_line;
ALTER TABLE new_order_line RENAME TO order_line;
ALTER TABLE sales_order DROP COLUMN period_months;

CREATE TABLE new_service (
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
    state_since TEXT,
    attempts INTEGER,
    attempts_before INTEGER,
    unpaid_order_id INTEGER,
    redemption_from TEXT,
    delete_on TEXT,
    renew_mode TEXT NOT NULL,
    renew_months INTEGER,
    renew_stop TEXT,
    engaged_until TEXT,
    contact_admin TEXT NOT NULL,
    contact_billing TEXT NOT NULL,
    contact_tech TEXT NOT NULL,
    held_by_order_id INTEGER,
    partition_no INTEGER NOT NULL,
    due_on TEXT,
    looked_on TEXT,
    renewed_on TEXT,
    PRIMARY KEY (account_id, service_id)
) STRICT, WITHOUT ROWID;
-- Services that were suspended or unpaid stay so until somebody decides about them.
INSERT INTO new_service
    SELECT account_id, service_id, group_id, product, name, display_name, plan_code, quantity, created_on, expires_on,
        anchor_day, state,
        CASE WHEN state IN ('unpaid', 'suspended') THEN expires_on END,
        CASE WHEN state = 'unpaid' THEN 0 END,
        CASE WHEN state = 'unpaid' THEN 0 END,
        NULL, NULL,
        CASE WHEN state = 'suspended' THEN '9999-12-31' END,
        renew_mode, renew_months, renew_stop, engaged_until, contact_admin, contact_billing, contact_tech,
        held_by_order_id,
        CASE WHEN account_id < 1000000000 THEN 0 WHEN account_id >= 10000000000 THEN 15
            ELSE (account_id - 1000000000) / 562500000 END,
        NULL, NULL, NULL
    FROM service;
DROP TABLE service;
ALTER TABLE new_service RENAME TO service;
CREATE UNIQUE INDEX service_name ON service (account_id, product, name);
CREATE INDEX service_group ON service (account_id, group_id);
CREATE INDEX service_due ON service (partition_no, due_on, account_id);

CREATE TABLE plan_restoration (
    plan_code TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (plan_code, currency)
) STRICT, WITHOUT ROWID;

-- What customers are told: once for each topic.
CREATE TABLE notice (
    account_id INTEGER NOT NULL,
    notice_id INTEGER NOT NULL,
    topic TEXT NOT NULL,
    kind TEXT NOT NULL,
    recipient TEXT NOT NULL,
    language TEXT NOT NULL,
    data TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    subject TEXT,
    body TEXT,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_at INTEGER,
    sent_at INTEGER,
    PRIMARY KEY (account_id, notice_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX notice_topic ON notice (account_id, topic);
CREATE INDEX notice_next ON notice (next_at) WHERE next_at IS NOT NULL;

-- Runs of the calendar: what each would do, counted before it does anything, and what it did.
CREATE TABLE renewal_run (
    run_id INTEGER NOT NULL PRIMARY KEY,
    run_on TEXT NOT NULL,
    planned_at INTEGER NOT NULL,
    planned_on TEXT NOT NULL,
    state TEXT NOT NULL,
    planned TEXT NOT NULL,
    excesses TEXT NOT NULL,
    decided_by TEXT,
    decided_at INTEGER,
    finished_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX renewal_run_planned ON renewal_run (planned_at);

CREATE TABLE renewal_run_partition (
    run_id INTEGER NOT NULL,
    partition_no INTEGER NOT NULL,
    holder INTEGER NOT NULL,
    held_until INTEGER NOT NULL,
    done TEXT NOT NULL,
    finished_at INTEGER,
    PRIMARY KEY (run_id, partition_no)
) STRICT, WITHOUT ROWID;

-- Accounts that the calendar leaves alone, because something about them cannot be.
CREATE TABLE parked_account (
    account_id INTEGER NOT NULL PRIMARY KEY,
    parked_at INTEGER NOT NULL,
    reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;
