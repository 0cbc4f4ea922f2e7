-- Version 5: reminders, by mail, notice and letter.

-- One row for each time that HR or a leader reminds: who has seen the list and sends it. Of a kind one a day in a round, by HR for
-- everybody (scope_id 0) and by each leader for their own people (scope_id: the leader).
CREATE TABLE IF NOT EXISTS reminder_sending (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  round_id      INT UNSIGNED NOT NULL,
  kind          ENUM('never', 'paused', 'last') CHARACTER SET ascii NOT NULL,   -- never started; quiet for days; near the deadline
  day           DATE NOT NULL,                         -- Oslo's
  scope_id      INT UNSIGNED NOT NULL,
  asked_by      INT UNSIGNED NOT NULL,
  asked_at      DATETIME NOT NULL,
  people        INT UNSIGNED NULL,                     -- how many were reminded; NULL: not done yet
  mails         INT UNSIGNED NULL,                     -- how many of them by mail too
  UNIQUE (round_id, kind, day, scope_id),
  FOREIGN KEY (round_id) REFERENCES round (id),
  FOREIGN KEY (asked_by) REFERENCES person (id),
  CHECK ((people IS NULL) = (mails IS NULL))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- Who was reminded: at most once a day in a round, whoever asks. My page shows it until the answers are submitted.
CREATE TABLE IF NOT EXISTS reminder (
  round_id      INT UNSIGNED NOT NULL,
  person_id     INT UNSIGNED NOT NULL,
  day           DATE NOT NULL,
  sending_id    INT UNSIGNED NOT NULL,
  PRIMARY KEY (round_id, person_id, day),
  KEY (person_id),
  KEY (sending_id),
  FOREIGN KEY (round_id) REFERENCES round (id),
  FOREIGN KEY (person_id) REFERENCES person (id),
  FOREIGN KEY (sending_id) REFERENCES reminder_sending (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- Mails, written in the transaction of what they tell of, sent by a worker. A row holds no text and no address: both are
-- made when it is sent. 'sending' is committed before the server is spoken to; a worker that dies then leaves a mail that may
-- have been sent: it becomes 'uncertain' and is not sent again by itself, so that nobody gets it twice.
CREATE TABLE IF NOT EXISTS outbox (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind          VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,   -- what writes it: 'reminder'
  object_id     INT UNSIGNED NOT NULL,                 -- what it tells of: the sending of reminders
  person_id     INT UNSIGNED NOT NULL,
  queued_at     DATETIME NOT NULL,
  state         ENUM('queued', 'sending', 'sent', 'failed', 'uncertain', 'dropped') CHARACTER SET ascii NOT NULL DEFAULT 'queued',
  due_at        DATETIME NOT NULL,                     -- not before; later after each time that it was not taken
  attempt       SMALLINT UNSIGNED NOT NULL DEFAULT 0,  -- how often it was begun
  tries         TINYINT UNSIGNED NOT NULL DEFAULT 0,   -- how often the server did not take it, but may later
  ended_at      DATETIME NULL,
  reason        VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL,       -- as a word of the product; of queued: why not yet
  said          VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',   -- by the server, of one not taken
  KEY (state, due_at, id),
  KEY (kind, object_id, state, reason),
  FOREIGN KEY (person_id) REFERENCES person (id),
  CHECK ((state IN ('queued', 'sending')) = (ended_at IS NULL)),
  CHECK (state NOT IN ('failed', 'uncertain', 'dropped') OR reason IS NOT NULL)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- Whether a mail can reach a person, for those who may not read the address.
CREATE OR REPLACE SQL SECURITY DEFINER VIEW person_reach AS
SELECT id, email IS NOT NULL AS has_mail FROM person;

INSERT INTO schema_version VALUES (5, UTC_TIMESTAMP());
