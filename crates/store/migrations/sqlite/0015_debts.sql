-- What was paid and taken back by the payer's bank afterwards. There is one debt for each reversal, and a payment is taken
-- back once. And which debts orders pay.
CREATE TABLE debt (
    account_id INTEGER NOT NULL,
    debt_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL,
    payment_id INTEGER NOT NULL,
    reversal TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount INTEGER NOT NULL,
    taken_at INTEGER NOT NULL,
    due_on TEXT NOT NULL,
    state TEXT NOT NULL,
    paid_by INTEGER,
    closed_at INTEGER,
    reason TEXT,
    PRIMARY KEY (account_id, debt_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX debt_reversal ON debt (account_id, reversal);
CREATE UNIQUE INDEX debt_payment ON debt (account_id, payment_id);
ALTER TABLE order_line ADD COLUMN debt_id INTEGER;

-- Charges that the sandbox gateway has taken back.
CREATE TABLE sandbox_reversal (
    account_id INTEGER NOT NULL,
    payment_id INTEGER NOT NULL,
    reversal TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount INTEGER NOT NULL,
    acknowledged INTEGER NOT NULL,
    PRIMARY KEY (account_id, payment_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX sandbox_reversal_untold ON sandbox_reversal (reversal) WHERE acknowledged = 0;
