-- Version 4: the catalogue is kept by HR, with versions; units have coverage requirements; what is used ends.

ALTER TABLE competence
  MODIFY verified ENUM('source', 'knowledge', 'doubtful', 'checked') CHARACTER SET ascii NOT NULL;

ALTER TABLE competence_law
  ADD COLUMN IF NOT EXISTS section VARCHAR(80) NULL AFTER address,
  ADD COLUMN IF NOT EXISTS valid_from DATE NULL AFTER section,
  ADD COLUMN IF NOT EXISTS valid_to DATE NULL AFTER valid_from;

ALTER TABLE role ADD COLUMN IF NOT EXISTS valid_to DATE NULL AFTER sector;

ALTER TABLE offering ADD COLUMN IF NOT EXISTS valid_to DATE NULL AFTER places;

-- What a unit must have, whoever it is: at least so many people, or a share of them, at the level of a facet.
CREATE TABLE IF NOT EXISTS coverage (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  unit_id       INT UNSIGNED NOT NULL,
  competence_id INT UNSIGNED NOT NULL,
  facet         ENUM('knowledge', 'attitude', 'practice') CHARACTER SET ascii NOT NULL,
  level         TINYINT UNSIGNED NOT NULL,
  people        SMALLINT UNSIGNED NULL,
  share         TINYINT UNSIGNED NULL,                 -- percent of the unit's people
  basis         VARCHAR(200) NULL,                     -- what demands it: act and section, a risk assessment, own decision
  valid_to      DATE NULL,
  UNIQUE (unit_id, competence_id, facet),
  KEY (competence_id, facet),
  FOREIGN KEY (unit_id) REFERENCES unit (id),
  FOREIGN KEY (competence_id, facet) REFERENCES competence_facet (competence_id, facet),
  CHECK (level BETWEEN 1 AND 4),
  CHECK ((people IS NULL) <> (share IS NULL)),
  CHECK (people > 0),
  CHECK (share BETWEEN 1 AND 100)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- Every version of what HR keeps: who, when, before and after as the page's JSON. The next version's key is the lock by
-- which two who change the same object are told apart.
CREATE TABLE IF NOT EXISTS catalogue_change (
  kind          ENUM('topic', 'competence', 'role', 'offering', 'coverage', 'level', 'anchor') CHARACTER SET ascii NOT NULL,
  object_id     INT UNSIGNED NOT NULL,
  version       INT UNSIGNED NOT NULL,
  at            DATETIME NOT NULL,
  actor_id      INT UNSIGNED NOT NULL,
  old           MEDIUMTEXT NULL,                       -- NULL: it was made
  new           MEDIUMTEXT NOT NULL,
  PRIMARY KEY (kind, object_id, version),
  FOREIGN KEY (actor_id) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

INSERT INTO schema_version VALUES (4, UTC_TIMESTAMP());
