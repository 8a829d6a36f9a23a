-- What was paid and taken back by the payer's bank afterwards. There is one debt for each reversal, and a payment is taken
-- back once. And which debts orders pay.
CREATE TABLE debt (
    account_id BIGINT NOT NULL,
    debt_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    payment_id BIGINT NOT NULL,
    reversal TEXT COLLATE "C" NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    amount BIGINT NOT NULL,
    taken_at BIGINT NOT NULL,
    due_on TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    paid_by BIGINT,
    closed_at BIGINT,
    reason TEXT COLLATE "C",
    PRIMARY KEY (account_id, debt_id)
);
CREATE UNIQUE INDEX debt_reversal ON debt (account_id, reversal);
CREATE UNIQUE INDEX debt_payment ON debt (account_id, payment_id);
ALTER TABLE order_line ADD COLUMN debt_id BIGINT;

-- Charges that the sandbox gateway has taken back.
CREATE TABLE sandbox_reversal (
    account_id BIGINT NOT NULL,
    payment_id BIGINT NOT NULL,
    reversal TEXT COLLATE "C" NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    amount BIGINT NOT NULL,
    acknowledged BIGINT NOT NULL,
    PRIMARY KEY (account_id, payment_id)
);
CREATE UNIQUE INDEX sandbox_reversal_untold ON sandbox_reversal (reversal) WHERE acknowledged = 0;
