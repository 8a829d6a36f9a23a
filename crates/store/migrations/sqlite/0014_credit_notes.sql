-- Credit notes: what of a bill was given back, where the money went, and what became of it on the way.
CREATE TABLE credit_note (
    account_id INTEGER NOT NULL,
    refund_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL,
    series TEXT NOT NULL,
    bill_number INTEGER NOT NULL,
    currency TEXT NOT NULL,
    net INTEGER NOT NULL,
    tax INTEGER NOT NULL,
    gross INTEGER NOT NULL,
    reason TEXT NOT NULL,
    written_at INTEGER NOT NULL,
    means TEXT NOT NULL,
    payment_method_id INTEGER,
    state TEXT NOT NULL,
    state_at INTEGER,
    reference TEXT,
    decline TEXT,
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
    seal BLOB NOT NULL,
    PRIMARY KEY (account_id, refund_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX credit_note_unnumbered ON credit_note (series, written_at, account_id, refund_id) WHERE number IS NULL;
CREATE INDEX credit_note_open ON credit_note (written_at) WHERE state IN ('pending', 'unknown');

CREATE TABLE credit_note_line (
    account_id INTEGER NOT NULL,
    refund_id INTEGER NOT NULL,
    line_no INTEGER NOT NULL,
    currency TEXT NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (account_id, refund_id, line_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE credit_note_tax (
    account_id INTEGER NOT NULL,
    refund_id INTEGER NOT NULL,
    tax_ground TEXT NOT NULL,
    tax_basis_points INTEGER NOT NULL,
    currency TEXT NOT NULL,
    base INTEGER NOT NULL,
    tax INTEGER NOT NULL,
    PRIMARY KEY (account_id, refund_id, tax_ground, tax_basis_points)
) STRICT, WITHOUT ROWID;

-- Invariant I6: the register of a series of credit notes has every number once.
CREATE TABLE credit_note_number (
    series TEXT NOT NULL,
    number INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    refund_id INTEGER NOT NULL,
    PRIMARY KEY (series, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE credit_note_series (
    series TEXT NOT NULL PRIMARY KEY,
    last_number INTEGER NOT NULL,
    last_issued_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
