-- Engagements that plans are sold with, one row for each mode and currency.
CREATE TABLE plan_engagement (
    plan_code TEXT NOT NULL,
    mode TEXT NOT NULL,
    currency TEXT NOT NULL,
    kind TEXT NOT NULL,
    length_months INTEGER NOT NULL,
    period_months INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    end_rule TEXT NOT NULL,
    PRIMARY KEY (plan_code, mode, currency)
) STRICT, WITHOUT ROWID;

-- What was agreed for the engagement of a service; its last day is engaged_until.
ALTER TABLE service ADD COLUMN engaged_mode TEXT;
ALTER TABLE service ADD COLUMN engaged_kind TEXT;
ALTER TABLE service ADD COLUMN engaged_months INTEGER;
ALTER TABLE service ADD COLUMN engaged_period INTEGER;
ALTER TABLE service ADD COLUMN engaged_currency TEXT;
ALTER TABLE service ADD COLUMN engaged_price INTEGER;
ALTER TABLE service ADD COLUMN engaged_rule TEXT;
ALTER TABLE service ADD COLUMN engaged_from TEXT;

-- The engagement that its holder has asked for, and the order that it waits for, if it is paid at once.
ALTER TABLE service ADD COLUMN request_mode TEXT;
ALTER TABLE service ADD COLUMN request_kind TEXT;
ALTER TABLE service ADD COLUMN request_months INTEGER;
ALTER TABLE service ADD COLUMN request_period INTEGER;
ALTER TABLE service ADD COLUMN request_currency TEXT;
ALTER TABLE service ADD COLUMN request_price INTEGER;
ALTER TABLE service ADD COLUMN request_rule TEXT;
ALTER TABLE service ADD COLUMN requested_on TEXT;
ALTER TABLE service ADD COLUMN request_order_id INTEGER;

-- What a line says about an engagement: that it begins, at the unit price of the line, or that all of it is paid.
ALTER TABLE order_line ADD COLUMN clause TEXT;
ALTER TABLE order_line ADD COLUMN clause_mode TEXT;
ALTER TABLE order_line ADD COLUMN clause_months INTEGER;
ALTER TABLE order_line ADD COLUMN clause_rule TEXT;
