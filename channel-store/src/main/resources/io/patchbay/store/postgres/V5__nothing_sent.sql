ALTER TABLE attempt ADD COLUMN details TEXT;

ALTER TABLE history ADD COLUMN attempt INTEGER;

DROP INDEX message_ended;

CREATE INDEX message_ended ON message (updated_at)
  WHERE settle_at IS NULL
    AND state IN ('ACCEPTED', 'FAILED', 'EXPIRED', 'CANCELLED', 'UNKNOWN',
      'NOTHING_SENT');

DROP INDEX message_open;

CREATE INDEX message_open ON message (workspace, state)
  WHERE state IN ('UNKNOWN', 'FAILED', 'PARKED', 'NOTHING_SENT');
