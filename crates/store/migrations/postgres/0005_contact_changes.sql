-- Changes of contacts that were asked for. A row is of the account that holds the service; of the tokens only keyed hashes
-- are kept here.

CREATE TABLE contact_change (
    account_id BIGINT NOT NULL,
    change_id BIGINT NOT NULL,
    service_id BIGINT NOT NULL,
    service_name TEXT COLLATE "C" NOT NULL,
    kinds TEXT COLLATE "C" NOT NULL,
    asked_by TEXT COLLATE "C" NOT NULL,
    from_nichandle TEXT COLLATE "C" NOT NULL,
    from_account_id BIGINT,
    from_accepted_at BIGINT,
    from_token_hash BYTEA,
    to_nichandle TEXT COLLATE "C" NOT NULL,
    to_account_id BIGINT,
    to_accepted_at BIGINT,
    to_token_hash BYTEA,
    asked_at BIGINT NOT NULL,
    valid_until BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    closed_at BIGINT,
    PRIMARY KEY (account_id, change_id)
);
CREATE INDEX contact_change_from ON contact_change (from_account_id);
CREATE INDEX contact_change_to ON contact_change (to_account_id);
