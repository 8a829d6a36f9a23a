-- Who bought is copied onto the bill when it is written, and a seal shows whether the bill was altered since. Bills that
-- are older than this have the holder of today, and no seal.
CREATE TABLE new_bill (
    account_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    series TEXT COLLATE "C" NOT NULL,
    category TEXT COLLATE "C" NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    net BIGINT NOT NULL,
    tax BIGINT NOT NULL,
    gross BIGINT NOT NULL,
    settled_at BIGINT NOT NULL,
    number BIGINT,
    issued_at BIGINT,
    buyer_nichandle TEXT COLLATE "C" NOT NULL,
    buyer_language TEXT COLLATE "C" NOT NULL,
    buyer_organisation TEXT COLLATE "C",
    buyer_first_name TEXT COLLATE "C",
    buyer_last_name TEXT COLLATE "C",
    buyer_address TEXT COLLATE "C",
    buyer_zip TEXT COLLATE "C",
    buyer_city TEXT COLLATE "C",
    buyer_country TEXT COLLATE "C" NOT NULL,
    buyer_vat TEXT COLLATE "C",
    seal BYTEA,
    PRIMARY KEY (account_id, order_id)
);
INSERT INTO new_bill
    SELECT b.account_id, order_id, series, category, b.currency, net, tax, gross, settled_at, number, issued_at,
        nichandle, language, organisation, first_name, last_name, address, zip, city, country, vat, NULL
    FROM bill AS b JOIN account AS a ON a.account_id = b.account_id;
DROP TABLE bill;
ALTER TABLE new_bill RENAME TO bill;
ALTER INDEX new_bill_pkey RENAME TO bill_pkey;
CREATE INDEX bill_unnumbered ON bill (series, settled_at, account_id, order_id) WHERE number IS NULL;
