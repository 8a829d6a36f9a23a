-- 1 where the tax of an account is what the rules say on the day of an order, and tax_basis_points says nothing; null where
-- a rate is agreed.
ALTER TABLE account ADD COLUMN tax_by_rules BIGINT;
-- Why the rate of a line applies; null where it is agreed.
ALTER TABLE order_line ADD COLUMN tax_ground TEXT COLLATE "C";
