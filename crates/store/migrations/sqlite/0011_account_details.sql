-- What customers say of themselves beside their profile.

CREATE TABLE account_detail (
    account_id INTEGER NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (account_id, field)
) STRICT, WITHOUT ROWID;
