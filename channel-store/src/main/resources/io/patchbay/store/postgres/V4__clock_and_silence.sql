ALTER TABLE sender ADD COLUMN paused_at BIGINT NOT NULL DEFAULT 0;

ALTER TABLE sender ADD COLUMN elsewhere INTEGER NOT NULL DEFAULT 0;

DROP INDEX attempt_silent;

CREATE INDEX attempt_silent ON attempt (instance, COALESCE(quiet_since, ended_at))
  WHERE outcome = 'ACCEPTED' AND status_at IS NULL AND looked_at IS NULL;
