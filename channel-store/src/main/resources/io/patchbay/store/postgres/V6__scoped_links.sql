-- Every link between addresses belongs to a scope from now on: a workspace, or '' for the host. Of an
-- old link only the reporters of its user ids are known: the whole group goes to the workspace of each,
-- and to all where nobody is known. A workspace that loses a link by that keeps what it stopped:
-- opt-outs in force and withdrawn consents are written to each address for which they held by the link.
DROP INDEX address_of_person;

ALTER TABLE address RENAME TO address_5;

CREATE TABLE address (
  key TEXT NOT NULL, scope TEXT NOT NULL, person BIGINT NOT NULL, since BIGINT NOT NULL,
  CONSTRAINT address_of_scope PRIMARY KEY (key, scope)
);

CREATE INDEX address_of_person ON address (person);

CREATE TABLE scope_5 AS
  SELECT DISTINCT person, split_part(reporter, '/', 1) AS scope
    FROM address_5 JOIN reported ON "user" = key WHERE position('/' IN reporter) > 1;

INSERT INTO scope_5 (person, scope)
  SELECT DISTINCT person, '' FROM address_5 WHERE person NOT IN (SELECT person FROM scope_5);

INSERT INTO address (key, scope, person, since)
  SELECT a.key, s.scope, dense_rank() OVER (ORDER BY a.person, s.scope), a.since
    FROM address_5 a JOIN scope_5 s ON s.person = a.person;

INSERT INTO suppression (address, workspace, purpose, stopped, at, said_by)
  SELECT a.key, w.workspace, w.purpose, 1, w.at, w.said_by
    FROM (
      SELECT m.person, s.workspace, s.purpose, s.stopped, s.at, s.said_by,
          row_number() OVER (PARTITION BY m.person, s.workspace, s.purpose
            ORDER BY s.at DESC, s.stopped DESC) AS place
        FROM suppression s JOIN address_5 m ON m.key = s.address) w
      JOIN address_5 a ON a.person = w.person
    WHERE w.place = 1 AND w.stopped = 1 AND NOT EXISTS (
      SELECT 1 FROM scope_5 s WHERE s.person = w.person AND s.scope IN ('', w.workspace))
  ON CONFLICT (address, workspace, purpose) DO UPDATE
    SET stopped = excluded.stopped, at = excluded.at, said_by = excluded.said_by
    WHERE suppression.at < excluded.at OR suppression.stopped = 0;

INSERT INTO consent (workspace, address, purposes, granted, at, source, wording)
  SELECT c.workspace, a.key, c.purposes, 0, c.at, c.source, c.wording
    FROM consent c JOIN address_5 m ON m.key = c.address
      JOIN address_5 a ON a.person = m.person AND a.key <> m.key
    WHERE c.granted = 0 AND NOT EXISTS (
        SELECT 1 FROM scope_5 s WHERE s.person = m.person AND s.scope IN ('', c.workspace))
      AND EXISTS (
        SELECT 1 FROM consent g WHERE g.address = a.key AND g.granted = 1 AND g.at <= c.at)
    ORDER BY c.id;

DROP TABLE scope_5;

DROP TABLE address_5;
