-- Changes of contacts that were asked for. A row is of the account that holds the service; of the tokens only keyed hashes
-- are kept here.

CREATE TABLE contact_change (
    account_id INTEGER NOT NULL,
    change_id INTEGER NOT NULL,
    service_id INTEGER NOT NULL,
    service_name TEXT NOT NULL,
    kinds TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    from_nichandle TEXT NOT NULL,
    from_account_id INTEGER,
    from_accepted_at INTEGER,
    from_token_hash BLOB,
    to_nichandle TEXT NOT NULL,
    to_account_id INTEGER,
    to_accepted_at INTEGER,
    to_token_hash BLOB,
    asked_at INTEGER NOT NULL,
    valid_until INTEGER NOT NULL,
    state TEXT NOT NULL,
    closed_at INTEGER,
    PRIMARY KEY (account_id, change_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_change_from ON contact_change (from_account_id);
CREATE INDEX contact_change_to ON contact_change (to_account_id);
