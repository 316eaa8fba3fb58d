CREATE TABLE lane (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, workspace TEXT NOT NULL, provider TEXT NOT NULL, sender TEXT NOT NULL,
  via TEXT NOT NULL, UNIQUE (workspace, provider, sender, via)
);

CREATE TABLE message (
  seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, workspace TEXT NOT NULL, id TEXT NOT NULL, fingerprint TEXT NOT NULL,
  body TEXT, lane BIGINT NOT NULL, recipient TEXT NOT NULL, priority INTEGER NOT NULL,
  guarantee TEXT NOT NULL, state TEXT NOT NULL, stage INTEGER,
  attempt INTEGER NOT NULL DEFAULT 0, tries INTEGER NOT NULL DEFAULT 0,
  throttled INTEGER NOT NULL DEFAULT 0, later INTEGER NOT NULL DEFAULT 0, tried TEXT,
  failed_over INTEGER NOT NULL DEFAULT 0, duplicated INTEGER NOT NULL DEFAULT 0,
  not_before BIGINT NOT NULL, due_at BIGINT NOT NULL, expires_at BIGINT, first_at BIGINT,
  lease_until BIGINT, owner TEXT, settle_at BIGINT,
  progress TEXT, reason TEXT, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL,
  UNIQUE (workspace, id)
);

CREATE INDEX message_ready ON message (lane, priority DESC, seq) WHERE stage = 0;

CREATE INDEX message_due ON message (due_at) WHERE stage = 1;

CREATE INDEX message_behind ON message (lane, recipient, seq) WHERE stage = 2;

CREATE INDEX message_order ON message (lane, recipient, seq)
  WHERE state IN ('QUEUED', 'SENDING');

CREATE INDEX message_lease ON message (lease_until) WHERE lease_until IS NOT NULL;

CREATE INDEX message_settle ON message (settle_at) WHERE settle_at IS NOT NULL;

CREATE INDEX message_expiry ON message (expires_at)
  WHERE stage IS NOT NULL AND expires_at IS NOT NULL;

CREATE INDEX message_recipient ON message (recipient, seq);

CREATE INDEX message_ended ON message (updated_at)
  WHERE settle_at IS NULL
    AND state IN ('ACCEPTED', 'FAILED', 'EXPIRED', 'CANCELLED', 'UNKNOWN');

CREATE TABLE attempt (
  message BIGINT NOT NULL, number INTEGER NOT NULL, instance TEXT NOT NULL,
  provider TEXT NOT NULL, sender TEXT NOT NULL, granted_at BIGINT NOT NULL,
  started_at BIGINT, ended_at BIGINT, outcome TEXT, content INTEGER,
  provider_message_id TEXT, progress TEXT, failed INTEGER NOT NULL DEFAULT 0,
  status_at BIGINT, looked_at BIGINT, reason TEXT, category TEXT,
  PRIMARY KEY (message, number)
);

CREATE INDEX attempt_provider_id ON attempt (provider_message_id)
  WHERE provider_message_id IS NOT NULL;

CREATE INDEX attempt_silent ON attempt (ended_at)
  WHERE outcome = 'ACCEPTED' AND status_at IS NULL AND looked_at IS NULL;

CREATE INDEX attempt_heard ON attempt (sender, granted_at) WHERE status_at IS NOT NULL;

CREATE TABLE history (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, message BIGINT NOT NULL, at BIGINT NOT NULL, what TEXT NOT NULL,
  reason TEXT
);

CREATE INDEX history_message ON history (message, id);

CREATE TABLE sender (
  key TEXT PRIMARY KEY, next_us BIGINT NOT NULL, pace DOUBLE PRECISION NOT NULL,
  paced_at BIGINT NOT NULL, paused_until BIGINT NOT NULL, reason TEXT
);

CREATE TABLE pair (
  sender TEXT NOT NULL, recipient TEXT NOT NULL, next_at BIGINT NOT NULL,
  PRIMARY KEY (sender, recipient)
);

CREATE INDEX pair_next ON pair (next_at);

CREATE TABLE early_status (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, instance TEXT NOT NULL, provider_message_id TEXT NOT NULL,
  status TEXT NOT NULL, at BIGINT NOT NULL, reason TEXT, category TEXT,
  received_at BIGINT NOT NULL
);

CREATE INDEX early_status_id ON early_status (provider_message_id);

CREATE INDEX early_status_age ON early_status (received_at);
