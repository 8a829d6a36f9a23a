-- Credit notes: what of a bill was given back, where the money went, and what became of it on the way.
CREATE TABLE credit_note (
    account_id BIGINT NOT NULL,
    refund_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    series TEXT COLLATE "C" NOT NULL,
    bill_number BIGINT NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    net BIGINT NOT NULL,
    tax BIGINT NOT NULL,
    gross BIGINT NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    written_at BIGINT NOT NULL,
    means TEXT COLLATE "C" NOT NULL,
    payment_method_id BIGINT,
    state TEXT COLLATE "C" NOT NULL,
    state_at BIGINT,
    reference TEXT COLLATE "C",
    decline TEXT COLLATE "C",
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
    seal BYTEA NOT NULL,
    PRIMARY KEY (account_id, refund_id)
);
CREATE INDEX credit_note_unnumbered ON credit_note (series, written_at, account_id, refund_id) WHERE number IS NULL;
CREATE INDEX credit_note_open ON credit_note (written_at) WHERE state IN ('pending', 'unknown');

CREATE TABLE credit_note_line (
    account_id BIGINT NOT NULL,
    refund_id BIGINT NOT NULL,
    line_no BIGINT NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (account_id, refund_id, line_no)
);

CREATE TABLE credit_note_tax (
    account_id BIGINT NOT NULL,
    refund_id BIGINT NOT NULL,
    tax_ground TEXT COLLATE "C" NOT NULL,
    tax_basis_points BIGINT NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    base BIGINT NOT NULL,
    tax BIGINT NOT NULL,
    PRIMARY KEY (account_id, refund_id, tax_ground, tax_basis_points)
);

-- Invariant I6: the register of a series of credit notes has every number once.
CREATE TABLE credit_note_number (
    series TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    refund_id BIGINT NOT NULL,
    PRIMARY KEY (series, number)
);

CREATE TABLE credit_note_series (
    series TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    last_number BIGINT NOT NULL,
    last_issued_at BIGINT NOT NULL
);
