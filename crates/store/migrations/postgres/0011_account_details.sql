-- What customers say of themselves beside their profile.

CREATE TABLE account_detail (
    account_id BIGINT NOT NULL,
    field TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (account_id, field)
);
