-- The end of a payment method that its holder was told of.
ALTER TABLE payment_method ADD COLUMN told_end_on TEXT COLLATE "C";
CREATE INDEX payment_method_end ON payment_method (expires_on) WHERE expires_on IS NOT NULL;
