-- Automatic renewal: when the calendar looks at a service, runs, notices, and what orders of the calendar need.

ALTER TABLE account ADD COLUMN renew_day BIGINT;
ALTER TABLE account ADD COLUMN renew_day_active BIGINT;
ALTER TABLE payment_method ADD COLUMN refused_at BIGINT;
-- The clock of a sandbox, in microseconds; null where time is real.
ALTER TABLE epoch ADD COLUMN sandbox_at BIGINT;

-- A line sells a period of its own, or is a fee and sells none.
ALTER TABLE sales_order ADD COLUMN run_on TEXT COLLATE "C";
CREATE TABLE new_order_line (
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
    period_months BIGINT,
    starts_on TEXT COLLATE "C",
    ends_on TEXT COLLATE "C",
    PRIMARY KEY (account_id, order_id, line_no)
);
INSERT INTO new_order_line
    SELECT l.account_id, l.order_id, line_no, service_id, name, description, quantity, l.currency, unit_price, amount,
        tax_basis_points, period_months, starts_on, ends_on
    FROM order_line AS l JOIN sales_order AS o ON o.account_id = l.account_id AND o.order_id = l.order_id;
DROP TABLE order_line;
ALTER TABLE new_order_line RENAME TO order_line;
ALTER INDEX new_order_line_pkey RENAME TO order_line_pkey;
ALTER TABLE sales_order DROP COLUMN period_months;

CREATE TABLE new_service (
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
    state_since TEXT COLLATE "C",
    attempts BIGINT,
    attempts_before BIGINT,
    unpaid_order_id BIGINT,
    redemption_from TEXT COLLATE "C",
    delete_on TEXT COLLATE "C",
    renew_mode TEXT COLLATE "C" NOT NULL,
    renew_months BIGINT,
    renew_stop TEXT COLLATE "C",
    engaged_until TEXT COLLATE "C",
    contact_admin TEXT COLLATE "C" NOT NULL,
    contact_billing TEXT COLLATE "C" NOT NULL,
    contact_tech TEXT COLLATE "C" NOT NULL,
    held_by_order_id BIGINT,
    partition_no BIGINT NOT NULL,
    due_on TEXT COLLATE "C",
    looked_on TEXT COLLATE "C",
    renewed_on TEXT COLLATE "C",
    PRIMARY KEY (account_id, service_id)
);
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
ALTER INDEX new_service_pkey RENAME TO service_pkey;
CREATE UNIQUE INDEX service_name ON service (account_id, product, name);
CREATE INDEX service_group ON service (account_id, group_id);
CREATE INDEX service_due ON service (partition_no, due_on, account_id);

CREATE TABLE plan_restoration (
    plan_code TEXT COLLATE "C" NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (plan_code, currency)
);

-- What customers are told: once for each topic.
CREATE TABLE notice (
    account_id BIGINT NOT NULL,
    notice_id BIGINT NOT NULL,
    topic TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    recipient TEXT COLLATE "C" NOT NULL,
    language TEXT COLLATE "C" NOT NULL,
    data TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    subject TEXT COLLATE "C",
    body TEXT COLLATE "C",
    state TEXT COLLATE "C" NOT NULL,
    attempts BIGINT NOT NULL,
    next_at BIGINT,
    sent_at BIGINT,
    PRIMARY KEY (account_id, notice_id)
);
CREATE UNIQUE INDEX notice_topic ON notice (account_id, topic);
CREATE INDEX notice_next ON notice (next_at) WHERE next_at IS NOT NULL;

-- Runs of the calendar: what each would do, counted before it does anything, and what it did.
CREATE TABLE renewal_run (
    run_id BIGINT NOT NULL PRIMARY KEY,
    run_on TEXT COLLATE "C" NOT NULL,
    planned_at BIGINT NOT NULL,
    planned_on TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    planned TEXT COLLATE "C" NOT NULL,
    excesses TEXT COLLATE "C" NOT NULL,
    decided_by TEXT COLLATE "C",
    decided_at BIGINT,
    finished_at BIGINT
);
CREATE INDEX renewal_run_planned ON renewal_run (planned_at);

CREATE TABLE renewal_run_partition (
    run_id BIGINT NOT NULL,
    partition_no BIGINT NOT NULL,
    holder BIGINT NOT NULL,
    held_until BIGINT NOT NULL,
    done TEXT COLLATE "C" NOT NULL,
    finished_at BIGINT,
    PRIMARY KEY (run_id, partition_no)
);

-- Accounts that the calendar leaves alone, because something about them cannot be.
CREATE TABLE parked_account (
    account_id BIGINT NOT NULL PRIMARY KEY,
    parked_at BIGINT NOT NULL,
    reason TEXT COLLATE "C" NOT NULL
);
