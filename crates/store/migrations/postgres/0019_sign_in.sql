-- How people sign in: a password as Argon2id leaves it, a second factor under seal; and who is signed in, by keyed hash.

CREATE TABLE sign_in (
    account_id BIGINT NOT NULL,
    password_hash TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    factor_secret BYTEA,
    factor_step BIGINT,
    PRIMARY KEY (account_id)
);
CREATE TABLE web_session (
    token_hash BYTEA NOT NULL,
    account_id BIGINT NOT NULL,
    stage TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    PRIMARY KEY (token_hash)
);
CREATE INDEX web_session_account ON web_session (account_id);
CREATE INDEX web_session_end ON web_session (ends_at);
