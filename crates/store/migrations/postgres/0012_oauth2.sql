-- Programs that call with access tokens. Of secrets and tokens there are keyed hashes alone.

CREATE TABLE oauth2_client (
    client_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    description TEXT COLLATE "C",
    callback_urls TEXT COLLATE "C" NOT NULL,
    rules TEXT COLLATE "C" NOT NULL,
    allowed_ips TEXT COLLATE "C" NOT NULL,
    expires_at BIGINT,
    created_at BIGINT NOT NULL,
    secret_hash BYTEA NOT NULL,
    PRIMARY KEY (client_id)
);
CREATE INDEX oauth2_client_account ON oauth2_client (account_id);
CREATE TABLE access_token (
    token_hash BYTEA NOT NULL,
    client_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (token_hash)
);
CREATE INDEX access_token_client ON access_token (client_id, expires_at);
CREATE INDEX access_token_end ON access_token (expires_at);
