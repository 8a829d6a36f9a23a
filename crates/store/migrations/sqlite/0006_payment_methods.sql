-- Payment methods that customers register: what is kept of them, and registrations that are under way.

ALTER TABLE payment_method ADD COLUMN brand TEXT;
ALTER TABLE payment_method ADD COLUMN bic TEXT;
ALTER TABLE payment_method ADD COLUMN owner_name TEXT;
ALTER TABLE payment_method ADD COLUMN owner_address TEXT;
ALTER TABLE payment_method ADD COLUMN updated_at INTEGER;

CREATE TABLE payment_registration (
    account_id INTEGER NOT NULL,
    payment_method_id INTEGER NOT NULL,
    wants TEXT NOT NULL,
    makes_default INTEGER NOT NULL,
    wrong_codes INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    on_success TEXT,
    on_pending TEXT,
    on_failure TEXT,
    on_error TEXT,
    on_cancel TEXT,
    PRIMARY KEY (account_id, payment_method_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX payment_registration_expires ON payment_registration (expires_at);
