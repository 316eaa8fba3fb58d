-- What is remembered of people, and the inbox of events: the tables of the default files.
CREATE TABLE meta (name TEXT PRIMARY KEY, value BYTEA NOT NULL);

-- Whoever changes what belongs together holds this row: a file has one writer at a time by itself.
INSERT INTO meta (name, value) VALUES ('writer', '');

CREATE TABLE address (key TEXT PRIMARY KEY, person BIGINT NOT NULL, since BIGINT NOT NULL);

CREATE INDEX address_of_person ON address (person);

CREATE TABLE reported ("user" TEXT NOT NULL, reporter TEXT NOT NULL, PRIMARY KEY ("user", reporter));

CREATE TABLE suppression (
  address TEXT NOT NULL, workspace TEXT NOT NULL, purpose TEXT NOT NULL,
  stopped INTEGER NOT NULL, at BIGINT NOT NULL, said_by TEXT NOT NULL,
  PRIMARY KEY (address, workspace, purpose)
);

CREATE TABLE consent (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, workspace TEXT NOT NULL, address TEXT NOT NULL,
  purposes TEXT NOT NULL, granted INTEGER NOT NULL, at BIGINT NOT NULL,
  source TEXT NOT NULL, wording TEXT NOT NULL
);

CREATE INDEX consent_of_address ON consent (address);

CREATE TABLE obeyed (event TEXT PRIMARY KEY, at BIGINT NOT NULL);

CREATE INDEX obeyed_at ON obeyed (at);

CREATE TABLE heard (
  address TEXT NOT NULL, sender TEXT NOT NULL, at BIGINT NOT NULL,
  PRIMARY KEY (address, sender)
);

CREATE INDEX heard_at ON heard (at);

CREATE TABLE event (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, instance TEXT NOT NULL, key TEXT NOT NULL,
  body TEXT, people TEXT, tries INTEGER NOT NULL DEFAULT 0, next_at BIGINT NOT NULL,
  finished_at BIGINT, UNIQUE (instance, key)
);

CREATE INDEX event_due ON event (next_at, id) WHERE finished_at IS NULL;

CREATE INDEX event_finished ON event (finished_at) WHERE finished_at IS NOT NULL;

CREATE TABLE confirmation (
  event BIGINT NOT NULL, listener TEXT NOT NULL, until BIGINT, token BIGINT NOT NULL,
  PRIMARY KEY (event, listener)
);
