-- Papers that can be fetched as a file, for some days. What opens them is computed and not here.
CREATE TABLE paper_export (
    account_id INTEGER NOT NULL,
    export_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    archive TEXT NOT NULL,
    numbers TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    valid_until INTEGER NOT NULL,
    PRIMARY KEY (account_id, export_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX paper_export_end ON paper_export (valid_until);
