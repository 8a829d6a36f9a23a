-- Which calls that may have changed something were made for an account. They are written some time after the call, and
-- forgotten after a while: ids rise with time.
CREATE TABLE api_call (
    account_id BIGINT NOT NULL,
    call_id BIGINT NOT NULL,
    method TEXT COLLATE "C" NOT NULL,
    path TEXT COLLATE "C" NOT NULL,
    route TEXT COLLATE "C" NOT NULL,
    address TEXT COLLATE "C",
    about_services BIGINT NOT NULL,
    called_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, call_id)
);
CREATE INDEX api_call_age ON api_call (call_id);
