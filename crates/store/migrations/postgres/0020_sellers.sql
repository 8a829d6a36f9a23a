-- Who sold, as the law wants it named on a bill: each seller there ever was, under the hash of what it is made of. Bills and
-- credit notes name theirs; those that are older than this name none, and have the seller of today.
CREATE TABLE seller (
    seller_hash BYTEA NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    street TEXT COLLATE "C" NOT NULL,
    zip TEXT COLLATE "C",
    city TEXT COLLATE "C",
    country TEXT COLLATE "C",
    vat TEXT COLLATE "C",
    register TEXT COLLATE "C",
    PRIMARY KEY (seller_hash)
);
ALTER TABLE bill ADD COLUMN seller_hash BYTEA;
ALTER TABLE credit_note ADD COLUMN seller_hash BYTEA;
