-- Programs that call with access tokens. Of secrets and tokens there are keyed hashes alone.

CREATE TABLE oauth2_client (
    client_id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    callback_urls TEXT NOT NULL,
    rules TEXT NOT NULL,
    allowed_ips TEXT NOT NULL,
    expires_at INTEGER,
    created_at INTEGER NOT NULL,
    secret_hash BLOB NOT NULL,
    PRIMARY KEY (client_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX oauth2_client_account ON oauth2_client (account_id);
CREATE TABLE access_token (
    token_hash BLOB NOT NULL,
    client_id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (token_hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX access_token_client ON access_token (client_id, expires_at);
CREATE INDEX access_token_end ON access_token (expires_at);
