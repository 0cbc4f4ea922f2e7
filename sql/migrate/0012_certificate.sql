-- Version 12: employees register certificates with their proof, leaders confirm them; who is warned before they run out.

ALTER TABLE certificate
  ADD COLUMN IF NOT EXISTS number VARCHAR(60) NULL AFTER issuer,
  ADD COLUMN IF NOT EXISTS state ENUM('submitted', 'confirmed', 'refused', 'withdrawn') CHARACTER SET ascii NOT NULL AFTER expires_on,
  ADD COLUMN IF NOT EXISTS submitted_at DATETIME NULL AFTER state,
  ADD COLUMN IF NOT EXISTS rev INT UNSIGNED NOT NULL DEFAULT 0 AFTER submitted_at,
  ADD COLUMN IF NOT EXISTS confirmed BOOLEAN NULL;

-- Begun anew after the last step, there is nothing left to take over.
UPDATE certificate SET state = 'confirmed' WHERE confirmed = 1 AND rev = 0;

ALTER TABLE certificate
  DROP COLUMN IF EXISTS confirmed,
  ADD KEY IF NOT EXISTS by_person (person_id, competence_id, expires_on, state),
  ADD KEY IF NOT EXISTS by_expiry (expires_on),
  DROP KEY IF EXISTS person_id;

-- The trail of a certificate. One that was read in from a file has none before its first step here.
CREATE TABLE IF NOT EXISTS certificate_event (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  certificate_id INT UNSIGNED NOT NULL,
  at            DATETIME NOT NULL,
  actor_id      INT UNSIGNED NOT NULL,
  deputy_for_id INT UNSIGNED NULL,                     -- "A for B"
  step          ENUM('registered', 'corrected', 'withdrawn', 'confirmed', 'refused') CHARACTER SET ascii NOT NULL,
  reason        VARCHAR(2000) NULL,
  KEY (certificate_id, id),
  KEY (at),
  FOREIGN KEY (certificate_id) REFERENCES certificate (id),
  FOREIGN KEY (actor_id) REFERENCES person (id),
  FOREIGN KEY (deputy_for_id) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- The proof itself, apart, so that nothing but its download reads it. What it is was told by its bytes; its name is for people
-- to read. It goes when it is replaced, taken away, or the certificate is withdrawn.
CREATE TABLE IF NOT EXISTS certificate_file (
  certificate_id INT UNSIGNED NOT NULL PRIMARY KEY,
  type          ENUM('pdf', 'jpeg', 'png') CHARACTER SET ascii NOT NULL,
  name          VARCHAR(200) NOT NULL,
  size          INT UNSIGNED NOT NULL,
  body          MEDIUMBLOB NOT NULL,
  FOREIGN KEY (certificate_id) REFERENCES certificate (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- That a person was warned: once at each threshold of each last valid day of a certificate.
CREATE TABLE IF NOT EXISTS certificate_warning (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  certificate_id INT UNSIGNED NOT NULL,
  expires_on    DATE NOT NULL,
  threshold     TINYINT UNSIGNED NOT NULL,             -- days before the last valid day: 90, 30, 0
  person_id     INT UNSIGNED NOT NULL,
  day           DATE NOT NULL,                         -- Oslo's, on which it was done
  UNIQUE (certificate_id, expires_on, threshold),
  KEY (person_id, day),
  FOREIGN KEY (certificate_id) REFERENCES certificate (id),
  FOREIGN KEY (person_id) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

INSERT INTO schema_version VALUES (12, UTC_TIMESTAMP());
