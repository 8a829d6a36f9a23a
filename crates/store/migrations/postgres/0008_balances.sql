-- Orders that sell nothing but move money: their lines are about no service. And below which balances a customer wants to
-- be told.
ALTER TABLE account ADD COLUMN prepaid_alert BIGINT;
ALTER TABLE account ADD COLUMN points_alert BIGINT;
ALTER TABLE order_line ALTER COLUMN service_id DROP NOT NULL;
