-- Version 1 kept one reporter with each address.
CREATE TABLE reported (user TEXT NOT NULL, reporter TEXT NOT NULL, PRIMARY KEY (user, reporter));

INSERT INTO reported (user, reporter) SELECT key, reporter FROM address
  WHERE key LIKE 'u:%' AND reporter NOT LIKE 'host-%';

ALTER TABLE address RENAME TO address_1;

DROP INDEX address_of_person;

CREATE TABLE address (key TEXT PRIMARY KEY, person INTEGER NOT NULL, since INTEGER NOT NULL);

CREATE INDEX address_of_person ON address (person);

INSERT INTO address (key, person, since) SELECT key, person, 0 FROM address_1;

DROP TABLE address_1;

CREATE TABLE IF NOT EXISTS obeyed (event TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
