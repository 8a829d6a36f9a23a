-- How people sign in: a password as Argon2id leaves it, a second factor under seal; and who is signed in, by keyed hash.

CREATE TABLE sign_in (
    account_id INTEGER NOT NULL,
    password_hash TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    factor_secret BLOB,
    factor_step INTEGER,
    PRIMARY KEY (account_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE web_session (
    token_hash BLOB NOT NULL,
    account_id INTEGER NOT NULL,
    stage TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    PRIMARY KEY (token_hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX web_session_account ON web_session (account_id);
CREATE INDEX web_session_end ON web_session (ends_at);
