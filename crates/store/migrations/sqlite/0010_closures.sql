-- Services that their holders have taken out of service for a while: since when, and with which service.
ALTER TABLE service ADD COLUMN closed_on TEXT;
ALTER TABLE service ADD COLUMN closed_with INTEGER;
