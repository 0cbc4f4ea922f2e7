-- Version 6: HR builds surveys: drafts, the notice of a version, and a log of what was put right.

-- The notice that rounds of this version begin with; what a round has shown is kept with the round.
CREATE TABLE IF NOT EXISTS survey_notice (
  survey_id     INT UNSIGNED NOT NULL,
  language      CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  text          VARCHAR(4000) NOT NULL,
  PRIMARY KEY (survey_id, language),
  FOREIGN KEY (survey_id) REFERENCES survey (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- What HR builds, until it is stored as the next version: the definition as JSON, perhaps unfinished. One a survey.
CREATE TABLE IF NOT EXISTS survey_draft (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  code          VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL UNIQUE,
  based_on_id   INT UNSIGNED NULL,                     -- the version it began as
  definition    MEDIUMTEXT NOT NULL,
  rev           INT UNSIGNED NOT NULL DEFAULT 0,
  made_by       INT UNSIGNED NOT NULL,
  made_at       DATETIME NOT NULL,
  changed_by    INT UNSIGNED NOT NULL,
  changed_at    DATETIME NOT NULL,
  FOREIGN KEY (based_on_id) REFERENCES survey (id),
  FOREIGN KEY (made_by) REFERENCES person (id),
  FOREIGN KEY (changed_by) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- What HR did to a stored version: made it, and put right a text. Nothing else of a version changes.
CREATE TABLE IF NOT EXISTS survey_change (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  survey_id     INT UNSIGNED NOT NULL,
  at            DATETIME NOT NULL,
  actor_id      INT UNSIGNED NOT NULL,
  what          ENUM('made', 'title', 'notice', 'section', 'question', 'choice') CHARACTER SET ascii NOT NULL,
  code          VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL,   -- of the section or question
  choice        VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL,
  language      CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NULL,
  old           VARCHAR(4000) NULL,                    -- NULL: there was no text in that language
  new           VARCHAR(4000) NULL,
  KEY (survey_id, id),
  FOREIGN KEY (survey_id) REFERENCES survey (id),
  FOREIGN KEY (actor_id) REFERENCES person (id),
  CHECK ((what = 'made') = (new IS NULL))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- Until now the notice was kept with the round alone.
INSERT IGNORE INTO survey_notice (survey_id, language, text)
SELECT r.survey_id, n.language, n.text
  FROM round r
  JOIN round_notice n ON n.round_id = r.id AND n.version = 1
 WHERE r.id = (SELECT MIN(x.id) FROM round x WHERE x.survey_id = r.survey_id);

INSERT INTO schema_version VALUES (6, UTC_TIMESTAMP());
