-- Ending services: what was asked for, to be confirmed with a token. Of the token only a keyed hash is kept here; the
-- letter that it goes out with has it under seal.

ALTER TABLE notice ADD COLUMN sealed_token BLOB;

CREATE TABLE termination (
    account_id INTEGER NOT NULL,
    termination_id INTEGER NOT NULL,
    service_id INTEGER NOT NULL,
    token_hash BLOB NOT NULL,
    asked_at INTEGER NOT NULL,
    valid_until INTEGER NOT NULL,
    state TEXT NOT NULL,
    confirmed_at INTEGER,
    ends_on TEXT,
    reason TEXT,
    future_use TEXT,
    commentary TEXT,
    PRIMARY KEY (account_id, termination_id)
) STRICT, WITHOUT ROWID;
-- Of the tokens for a service, one counts: the last.
CREATE UNIQUE INDEX termination_waiting ON termination (account_id, service_id) WHERE state = 'waiting';

-- What customers have answered to the questions about their services: the last answers of each form.
CREATE TABLE form_answer (
    account_id INTEGER NOT NULL,
    service_id INTEGER NOT NULL,
    form TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    answered_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, service_id, form, question)
) STRICT, WITHOUT ROWID;
