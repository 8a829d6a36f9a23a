-- What a database of the first release may hold: four services, and an order that is being paid.
INSERT INTO account VALUES (7, 'ab1-ovh', 'EUR', 2000, 'FR', 0, 'a@example.com', 'FR', 'fr_FR', 'individual', NULL, NULL,
    NULL, NULL, NULL, NULL, NULL, NULL, 0, 0);
INSERT INTO nichandle VALUES ('ab1-ovh', 7);
INSERT INTO journal VALUES (7, 1, 0, 'operator', 'q', 'account.create', 'inventory', '', HASH, HASH);
INSERT INTO service VALUES
    (7, 1, 1, 'vps', 'vps-1', NULL, 'vps-1', 1, '2024-12-01', '2026-12-01', 1, 'active', 'automaticV2012', 1, NULL,
        NULL, 'a', 'a', 'a', 5),
    (7, 2, 2, 'vps', 'vps-2', NULL, 'vps-1', 1, '2024-12-01', '2026-11-01', 1, 'suspended', 'manual', NULL, NULL,
        NULL, 'a', 'a', 'a', NULL),
    (7, 3, 3, 'vps', 'vps-3', NULL, 'vps-1', 1, '2024-12-01', '2026-11-01', 1, 'unpaid', 'manual', NULL, NULL,
        NULL, 'a', 'a', 'a', NULL),
    (7, 4, 4, 'vps', 'vps-4', NULL, 'vps-1', 1, '2024-12-01', '2026-11-01', 1, 'deleted', 'manual', NULL, NULL,
        NULL, 'a', 'a', 'a', NULL);
INSERT INTO sales_order VALUES (7, 5, 'earlyrenewal', 1, 'EUR', 100000000, 20000000, 120000000, 0, 86400000000,
    'P1M 1@2026-12-01', 'paying', 6, NULL, NULL, NULL);
INSERT INTO order_line VALUES (7, 5, 1, 1, 'vps-1', 'VPS 1, renewal for 1 month', 1, 'EUR', 100000000, 100000000, 2000,
    '2026-12-01', '2027-01-01');
INSERT INTO payment VALUES (7, 6, 5, 'ovhAccount', NULL, 'EUR', 120000000, 0, 'pending', NULL, NULL, NULL);
