-- Version 8: a round's purpose and basis, its consultation, and every step of it.

ALTER TABLE round
  ADD COLUMN IF NOT EXISTS closed_at DATETIME NULL AFTER opened_at,
  ADD COLUMN IF NOT EXISTS confidential BOOLEAN NOT NULL DEFAULT 0 AFTER closed_at,
  ADD COLUMN IF NOT EXISTS basis SET('c', 'e', 'b', 'a') CHARACTER SET ascii NOT NULL DEFAULT '' AFTER confidential,
  ADD COLUMN IF NOT EXISTS law VARCHAR(300) NULL AFTER basis,
  ADD COLUMN IF NOT EXISTS retention_months TINYINT UNSIGNED NOT NULL DEFAULT 24 AFTER law,
  ADD COLUMN IF NOT EXISTS dpia VARCHAR(200) NULL AFTER retention_months,
  ADD COLUMN IF NOT EXISTS rev INT UNSIGNED NOT NULL DEFAULT 0 AFTER dpia,
  ADD CONSTRAINT IF NOT EXISTS retention CHECK (retention_months BETWEEN 1 AND 24);

UPDATE round SET closed_at = closes_at WHERE state IN ('closed', 'archived') AND closed_at IS NULL;

ALTER TABLE round_text ADD COLUMN IF NOT EXISTS recipients VARCHAR(1000) NULL AFTER purpose;

ALTER TABLE assessment
  ADD KEY IF NOT EXISTS counted
    (round_id, unit_id, state, started_at, sector, municipality_id, percent, role_id, submitted_at, person_id);

ALTER TABLE assessment DROP KEY IF EXISTS round_id_2;

-- Every step of a round: who, when, what, why.
CREATE TABLE IF NOT EXISTS round_event (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  round_id      INT UNSIGNED NOT NULL,
  at            DATETIME NOT NULL,
  actor_id      INT UNSIGNED NULL,                     -- NULL: the worker by the clock, or the operator's command
  step          ENUM('make', 'change', 'lay', 'state', 'withdraw', 'ready', 'open', 'undo', 'extend', 'close', 'archive') CHARACTER SET ascii NOT NULL,
  reason        VARCHAR(1000) NULL,
  detail        VARCHAR(500) NOT NULL DEFAULT '',      -- fields that were changed; the new closing moment
  KEY (round_id, id),
  FOREIGN KEY (round_id) REFERENCES round (id),
  FOREIGN KEY (actor_id) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- A round laid before those who have a right to be heard (aml §§ 8-2, 9-2). A round that is taken back to draft and laid
-- before them again gets a new record; an older one never changes.
CREATE TABLE IF NOT EXISTS consultation (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  round_id      INT UNSIGNED NOT NULL,
  laid_at       DATETIME NOT NULL,
  laid_by       INT UNSIGNED NULL,                     -- NULL: imported
  documents     VARCHAR(2000) NOT NULL,                -- what they were given
  answer_by     DATE NOT NULL,                         -- the last day for answering
  ended_at      DATETIME NULL,
  ended         ENUM('answered', 'deadline', 'withdrawn') CHARACTER SET ascii NULL,   -- deadline: not everybody had answered
  minutes       VARCHAR(8000) NULL,
  outcome       ENUM('agreed', 'not_agreed', 'noted') CHARACTER SET ascii NULL,
  evaluation_on DATE NULL,                             -- of the joint evaluation
  waits         BOOLEAN AS (IF(ended_at IS NULL, 1, NULL)) PERSISTENT,
  UNIQUE (round_id, waits),
  FOREIGN KEY (round_id) REFERENCES round (id),
  FOREIGN KEY (laid_by) REFERENCES person (id),
  CHECK ((ended_at IS NULL) = (ended IS NULL)),
  CHECK (COALESCE(ended, 'withdrawn') = 'withdrawn' OR (minutes IS NOT NULL AND outcome IS NOT NULL AND evaluation_on IS NOT NULL))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- Before whom: the holder of an office, or a body by its name (the working environment committee).
CREATE TABLE IF NOT EXISTS consultation_party (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  consultation_id INT UNSIGNED NOT NULL,
  office_id     INT UNSIGNED NULL,
  name          VARCHAR(200) NULL,
  UNIQUE (consultation_id, office_id),
  FOREIGN KEY (consultation_id) REFERENCES consultation (id),
  FOREIGN KEY (office_id) REFERENCES office (id),
  CHECK ((office_id IS NULL) <> (name IS NULL))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- What a party says. A statement never changes; a later one of the same party stands beside it.
CREATE TABLE IF NOT EXISTS consultation_statement (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  party_id      INT UNSIGNED NOT NULL,
  stated_on     DATE NOT NULL,
  view          ENUM('agrees', 'disagrees', 'noted') CHARACTER SET ascii NOT NULL,
  text          VARCHAR(4000) NULL,
  recorded_at   DATETIME NOT NULL,
  recorded_by   INT UNSIGNED NULL,                     -- who wrote it here: HR, or the representative; NULL: imported
  KEY (party_id, id),
  FOREIGN KEY (party_id) REFERENCES consultation_party (id),
  FOREIGN KEY (recorded_by) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

INSERT INTO schema_version VALUES (8, UTC_TIMESTAMP());
