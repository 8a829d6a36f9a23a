-- What services technically are, and tags to find them by.

CREATE TABLE plan_detail (
    plan_code TEXT COLLATE "C" NOT NULL,
    field TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (plan_code, field)
);
CREATE TABLE service_detail (
    account_id BIGINT NOT NULL,
    service_id BIGINT NOT NULL,
    field TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (account_id, service_id, field)
);
CREATE TABLE service_tag (
    account_id BIGINT NOT NULL,
    service_id BIGINT NOT NULL,
    tag TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (account_id, service_id, tag)
);
