-- Version 2 knew no windows.
CREATE TABLE heard (
  address TEXT NOT NULL, sender TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (address, sender)
);

CREATE INDEX heard_at ON heard (at);
