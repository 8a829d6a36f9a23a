-- Payment methods that customers register: what is kept of them, and registrations that are under way.

ALTER TABLE payment_method ADD COLUMN brand TEXT COLLATE "C";
ALTER TABLE payment_method ADD COLUMN bic TEXT COLLATE "C";
ALTER TABLE payment_method ADD COLUMN owner_name TEXT COLLATE "C";
ALTER TABLE payment_method ADD COLUMN owner_address TEXT COLLATE "C";
ALTER TABLE payment_method ADD COLUMN updated_at BIGINT;

CREATE TABLE payment_registration (
    account_id BIGINT NOT NULL,
    payment_method_id BIGINT NOT NULL,
    wants TEXT COLLATE "C" NOT NULL,
    makes_default BIGINT NOT NULL,
    wrong_codes BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    on_success TEXT COLLATE "C",
    on_pending TEXT COLLATE "C",
    on_failure TEXT COLLATE "C",
    on_error TEXT COLLATE "C",
    on_cancel TEXT COLLATE "C",
    PRIMARY KEY (account_id, payment_method_id)
);
CREATE INDEX payment_registration_expires ON payment_registration (expires_at);
