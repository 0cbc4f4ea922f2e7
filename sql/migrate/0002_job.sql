-- Version 2: long work, done by workers.

-- Jobs -----------------------------------------------------------------------------------------------------------

-- One row for each kind of work that must not be done twice at a time. A worker that is at it holds a lock on the row: the
-- lock goes when the worker dies, so no clock says who is alive. No key refers to it: asking for a job must not wait for one.
CREATE TABLE IF NOT EXISTS job_lane (
  name          VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- Long work: asked for by HR or the operator, done by a worker. attempt is the fence: a worker commits only while the job is
-- running under the attempt that it began.
CREATE TABLE IF NOT EXISTS job (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind          VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,   -- 'round.open': its lane, a dot, what is done
  lane          VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin AS (SUBSTRING_INDEX(kind, '.', 1)) PERSISTENT,
  object_id     INT UNSIGNED NOT NULL,                 -- the round, the import
  asked_by      INT UNSIGNED NULL,                     -- NULL: the operator's command
  asked_at      DATETIME NOT NULL,
  state         ENUM('queued', 'running', 'done', 'failed', 'cancelled') CHARACTER SET ascii NOT NULL,
  waits         BOOLEAN AS (IF(state IN ('queued', 'running'), 1, NULL)) PERSISTENT,   -- NULL: ended
  attempt       SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  tries         TINYINT UNSIGNED NOT NULL DEFAULT 0,   -- attempts since something was committed last
  started_at    DATETIME NULL,                         -- of the last attempt
  phase         VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL,
  done          INT UNSIGNED NOT NULL DEFAULT 0,
  total         INT UNSIGNED NOT NULL DEFAULT 0,       -- 0: not known yet
  seen_at       DATETIME NULL,                         -- when the worker last said how far it is
  ended_at      DATETIME NULL,
  reason        VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL,       -- why it failed, as a word of the product
  detail        VARCHAR(500) NOT NULL DEFAULT '',      -- what that word is about: a code, a number, a reference of the log
  UNIQUE (kind, object_id, waits),
  KEY (waits, lane, id),
  KEY (asked_at),
  FOREIGN KEY (asked_by) REFERENCES person (id),
  CHECK ((state = 'failed') = (reason IS NOT NULL)),
  CHECK ((state IN ('queued', 'running')) = (ended_at IS NULL))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

INSERT INTO schema_version VALUES (2, UTC_TIMESTAMP());
