-- What services technically are, and tags to find them by.

CREATE TABLE plan_detail (
    plan_code TEXT NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (plan_code, field)
) STRICT, WITHOUT ROWID;
CREATE TABLE service_detail (
    account_id INTEGER NOT NULL,
    service_id INTEGER NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (account_id, service_id, field)
) STRICT, WITHOUT ROWID;
CREATE TABLE service_tag (
    account_id INTEGER NOT NULL,
    service_id INTEGER NOT NULL,
    tag TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (account_id, service_id, tag)
) STRICT, WITHOUT ROWID;
