-- Which calls that may have changed something were made for an account. They are written some time after the call, and
-- forgotten after a while: ids rise with time.
CREATE TABLE api_call (
    account_id INTEGER NOT NULL,
    call_id INTEGER NOT NULL,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    route TEXT NOT NULL,
    address TEXT,
    about_services INTEGER NOT NULL,
    called_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, call_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX api_call_age ON api_call (call_id);
