-- Who bought is copied onto the bill when it is written, and a seal shows whether the bill was altered since. Bills that
-- are older than this have the holder of today, and no seal.
CREATE TABLE new_bill (
    account_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL,
    series TEXT NOT NULL,
    category TEXT NOT NULL,
    currency TEXT NOT NULL,
    net INTEGER NOT NULL,
    tax INTEGER NOT NULL,
    gross INTEGER NOT NULL,
    settled_at INTEGER NOT NULL,
    number INTEGER,
    issued_at INTEGER,
    buyer_nichandle TEXT NOT NULL,
    buyer_language TEXT NOT NULL,
    buyer_organisation TEXT,
    buyer_first_name TEXT,
    buyer_last_name TEXT,
    buyer_address TEXT,
    buyer_zip TEXT,
    buyer_city TEXT,
    buyer_country TEXT NOT NULL,
    buyer_vat TEXT,
    seal BLOB,
    PRIMARY KEY (account_id, order_id)
) STRICT, WITHOUT ROWID;
INSERT INTO new_bill
    SELECT b.account_id, order_id, series, category, b.currency, net, tax, gross, settled_at, number, issued_at,
        nichandle, language, organisation, first_name, last_name, address, zip, city, country, vat, NULL
    FROM bill AS b JOIN account AS a ON a.account_id = b.account_id;
DROP TABLE bill;
ALTER TABLE new_bill RENAME TO bill;
CREATE INDEX bill_unnumbered ON bill (series, settled_at, account_id, order_id) WHERE number IS NULL;
