-- Who sold, as the law wants it named on a bill: each seller there ever was, under the hash of what it is made of. Bills and
-- credit notes name theirs; those that are older than this name none, and have the seller of today.
CREATE TABLE seller (
    seller_hash BLOB NOT NULL,
    name TEXT NOT NULL,
    street TEXT NOT NULL,
    zip TEXT,
    city TEXT,
    country TEXT,
    vat TEXT,
    register TEXT,
    PRIMARY KEY (seller_hash)
) STRICT, WITHOUT ROWID;
ALTER TABLE bill ADD COLUMN seller_hash BLOB;
ALTER TABLE credit_note ADD COLUMN seller_hash BLOB;
