-- Engagements that plans are sold with, one row for each mode and currency.
CREATE TABLE plan_engagement (
    plan_code TEXT COLLATE "C" NOT NULL,
    mode TEXT COLLATE "C" NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    length_months BIGINT NOT NULL,
    period_months BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    end_rule TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (plan_code, mode, currency)
);

-- What was agreed for the engagement of a service; its last day is engaged_until.
ALTER TABLE service ADD COLUMN engaged_mode TEXT COLLATE "C";
ALTER TABLE service ADD COLUMN engaged_kind TEXT COLLATE "C";
ALTER TABLE service ADD COLUMN engaged_months BIGINT;
ALTER TABLE service ADD COLUMN engaged_period BIGINT;
ALTER TABLE service ADD COLUMN engaged_currency TEXT COLLATE "C";
ALTER TABLE service ADD COLUMN engaged_price BIGINT;
ALTER TABLE service ADD COLUMN engaged_rule TEXT COLLATE "C";
ALTER TABLE service ADD COLUMN engaged_from TEXT COLLATE "C";

-- The engagement that its holder has asked for, and the order that it waits for, if it is paid at once.
ALTER TABLE service ADD COLUMN request_mode TEXT COLLATE "C";
ALTER TABLE service ADD COLUMN request_kind TEXT COLLATE "C";
ALTER TABLE service ADD COLUMN request_months BIGINT;
ALTER TABLE service ADD COLUMN request_period BIGINT;
ALTER TABLE service ADD COLUMN request_currency TEXT COLLATE "C";
ALTER TABLE service ADD COLUMN request_price BIGINT;
ALTER TABLE service ADD COLUMN request_rule TEXT COLLATE "C";
ALTER TABLE service ADD COLUMN requested_on TEXT COLLATE "C";
ALTER TABLE service ADD COLUMN request_order_id BIGINT;

-- What a line says about an engagement: that it begins, at the unit price of the line, or that all of it is paid.
ALTER TABLE order_line ADD COLUMN clause TEXT COLLATE "C";
ALTER TABLE order_line ADD COLUMN clause_mode TEXT COLLATE "C";
ALTER TABLE order_line ADD COLUMN clause_months BIGINT;
ALTER TABLE order_line ADD COLUMN clause_rule TEXT COLLATE "C";
