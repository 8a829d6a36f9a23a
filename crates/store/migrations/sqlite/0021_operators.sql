-- Operators are people of the seller. They sign in as holders of accounts do, and are none.

CREATE TABLE operator (
    operator_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    signed_in_at INTEGER,
    password_hash TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    factor_secret BLOB,
    factor_step INTEGER,
    PRIMARY KEY (operator_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX operator_name ON operator (name);
CREATE TABLE operator_session (
    token_hash BLOB NOT NULL,
    operator_id INTEGER NOT NULL,
    stage TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    PRIMARY KEY (token_hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX operator_session_operator ON operator_session (operator_id);
CREATE INDEX operator_session_end ON operator_session (ends_at);

-- What operators did that belongs to no account. Its number keeps two of them apart.
CREATE TABLE operator_journal (
    entry_no INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    query_id TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    previous_hash BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (entry_no)
) STRICT, WITHOUT ROWID;

-- A session in which an operator reads the customer's pages.
ALTER TABLE web_session ADD COLUMN operator_id INTEGER;
CREATE INDEX web_session_operator ON web_session (operator_id) WHERE operator_id IS NOT NULL;

-- Operators look for accounts by the beginning of what they are called.
CREATE INDEX account_email ON account (LOWER(email));
CREATE INDEX account_last_name ON account (LOWER(last_name));
CREATE INDEX account_organisation ON account (LOWER(organisation));
CREATE INDEX service_by_name ON service (LOWER(name));

-- Letters that nobody could be brought.
CREATE INDEX notice_failed ON notice (created_at) WHERE state = 'failed';
