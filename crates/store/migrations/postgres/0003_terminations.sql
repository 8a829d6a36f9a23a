-- Ending services: what was asked for, to be confirmed with a token. Of the token only a keyed hash is kept here; the
-- letter that it goes out with has it under seal.

ALTER TABLE notice ADD COLUMN sealed_token BYTEA;

CREATE TABLE termination (
    account_id BIGINT NOT NULL,
    termination_id BIGINT NOT NULL,
    service_id BIGINT NOT NULL,
    token_hash BYTEA NOT NULL,
    asked_at BIGINT NOT NULL,
    valid_until BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    confirmed_at BIGINT,
    ends_on TEXT COLLATE "C",
    reason TEXT COLLATE "C",
    future_use TEXT COLLATE "C",
    commentary TEXT COLLATE "C",
    PRIMARY KEY (account_id, termination_id)
);
-- Of the tokens for a service, one counts: the last.
CREATE UNIQUE INDEX termination_waiting ON termination (account_id, service_id) WHERE state = 'waiting';

-- What customers have answered to the questions about their services: the last answers of each form.
CREATE TABLE form_answer (
    account_id BIGINT NOT NULL,
    service_id BIGINT NOT NULL,
    form TEXT COLLATE "C" NOT NULL,
    question TEXT COLLATE "C" NOT NULL,
    answer TEXT COLLATE "C" NOT NULL,
    answered_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, service_id, form, question)
);
