-- Papers that can be fetched as a file, for some days. What opens them is computed and not here.
CREATE TABLE paper_export (
    account_id BIGINT NOT NULL,
    export_id BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    archive TEXT COLLATE "C" NOT NULL,
    numbers TEXT COLLATE "C" NOT NULL,
    asked_at BIGINT NOT NULL,
    valid_until BIGINT NOT NULL,
    PRIMARY KEY (account_id, export_id)
);
CREATE INDEX paper_export_end ON paper_export (valid_until);
