-- Operators are people of the seller. They sign in as holders of accounts do, and are none.

CREATE TABLE operator (
    operator_id BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    signed_in_at BIGINT,
    password_hash TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    factor_secret BYTEA,
    factor_step BIGINT,
    PRIMARY KEY (operator_id)
);
CREATE UNIQUE INDEX operator_name ON operator (name);
CREATE TABLE operator_session (
    token_hash BYTEA NOT NULL,
    operator_id BIGINT NOT NULL,
    stage TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    PRIMARY KEY (token_hash)
);
CREATE INDEX operator_session_operator ON operator_session (operator_id);
CREATE INDEX operator_session_end ON operator_session (ends_at);

-- What operators did that belongs to no account. Its number keeps two of them apart.
CREATE TABLE operator_journal (
    entry_no BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    query_id TEXT COLLATE "C" NOT NULL,
    action TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    detail TEXT COLLATE "C" NOT NULL,
    previous_hash BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (entry_no)
);

-- A session in which an operator reads the customer's pages.
ALTER TABLE web_session ADD COLUMN operator_id BIGINT;
CREATE INDEX web_session_operator ON web_session (operator_id) WHERE operator_id IS NOT NULL;

-- Operators look for accounts by the beginning of what they are called.
CREATE INDEX account_email ON account (LOWER(email));
CREATE INDEX account_last_name ON account (LOWER(last_name));
CREATE INDEX account_organisation ON account (LOWER(organisation));
CREATE INDEX service_by_name ON service (LOWER(name));

-- Letters that nobody could be brought.
CREATE INDEX notice_failed ON notice (created_at) WHERE state = 'failed';
