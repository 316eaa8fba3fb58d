ALTER TABLE attempt ADD COLUMN conversation TEXT;

ALTER TABLE attempt ADD COLUMN pricing TEXT;

ALTER TABLE attempt ADD COLUMN billable INTEGER;

ALTER TABLE attempt ADD COLUMN quiet_since BIGINT;

ALTER TABLE attempt ADD COLUMN asked INTEGER NOT NULL DEFAULT 0;

CREATE INDEX attempt_granted ON attempt (granted_at);

DROP INDEX attempt_silent;

CREATE INDEX attempt_silent ON attempt (COALESCE(quiet_since, ended_at))
  WHERE outcome = 'ACCEPTED' AND status_at IS NULL AND looked_at IS NULL;

DROP INDEX message_due;

CREATE INDEX message_due ON message (due_at, lane) WHERE stage = 1;

CREATE INDEX message_open ON message (workspace, state)
  WHERE state IN ('UNKNOWN', 'FAILED', 'PARKED');

ALTER TABLE sender ADD COLUMN account TEXT;

ALTER TABLE sender ADD COLUMN recipient_limit BIGINT;

ALTER TABLE sender ADD COLUMN limit_at BIGINT;

ALTER TABLE early_status ADD COLUMN pricing TEXT;

ALTER TABLE early_status ADD COLUMN billable INTEGER;

CREATE TABLE resumption (instance TEXT PRIMARY KEY, resumed_at BIGINT NOT NULL);
