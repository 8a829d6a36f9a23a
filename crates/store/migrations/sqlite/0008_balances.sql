-- Orders that sell nothing but move money: their lines are about no service. And below which balances a customer wants to
-- be told.
ALTER TABLE account ADD COLUMN prepaid_alert INTEGER;
ALTER TABLE account ADD COLUMN points_alert INTEGER;
CREATE TABLE new_order_line (
    account_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL,
    line_no INTEGER NOT NULL,
    service_id INTEGER,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    currency TEXT NOT NULL,
    unit_price INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    tax_basis_points INTEGER NOT NULL,
    period_months INTEGER,
    starts_on TEXT,
    ends_on TEXT,
    tax_ground TEXT,
    PRIMARY KEY (account_id, order_id, line_no)
) STRICT, WITHOUT ROWID;
INSERT INTO new_order_line
    SELECT account_id, order_id, line_no, service_id, name, description, quantity, currency, unit_price, amount,
        tax_basis_points, period_months, starts_on, ends_on, tax_ground
    FROM order_line;
DROP TABLE order_line;
ALTER TABLE new_order_line RENAME TO order_line;
