-- Version 9: files of HR systems are read, compared with what is stored, and applied.

-- People import -----------------------------------------------------------------------------------------------------

-- Where files about people come from: one payroll or HR system. Its employee numbers are those of one municipality.
CREATE TABLE IF NOT EXISTS people_source (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  code          VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL UNIQUE,   -- what the operator calls it
  name          VARCHAR(120) NOT NULL,
  format        ENUM('csv', 'fint') CHARACTER SET ascii NOT NULL,
  municipality_id INT UNSIGNED NOT NULL,
  rev           INT UNSIGNED NOT NULL DEFAULT 0,
  FOREIGN KEY (municipality_id) REFERENCES municipality (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- What its columns are called. A column that is not named here is never read.
CREATE TABLE IF NOT EXISTS people_source_column (
  source_id     INT UNSIGNED NOT NULL,
  file          ENUM('people', 'units') CHARACTER SET ascii NOT NULL,
  field         VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  heading       VARCHAR(120) NOT NULL,
  PRIMARY KEY (source_id, file, field),
  FOREIGN KEY (source_id) REFERENCES people_source (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- What its job codes are among our roles.
CREATE TABLE IF NOT EXISTS people_source_role (
  source_id     INT UNSIGNED NOT NULL,
  job_code      VARCHAR(40) COLLATE utf8mb4_bin NOT NULL,
  role_id       INT UNSIGNED NOT NULL,
  PRIMARY KEY (source_id, job_code),
  FOREIGN KEY (source_id) REFERENCES people_source (id),
  FOREIGN KEY (role_id) REFERENCES role (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- Further employee numbers of a person in the new municipality, joined by HR's word. Those of the former municipalities
-- are in person_origin.
CREATE TABLE IF NOT EXISTS person_number (
  employee_no   VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  person_id     INT UNSIGNED NOT NULL,
  FOREIGN KEY (person_id) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- Which source delivers a position, and ends it by leaving it out. None: it came with the first load.
CREATE TABLE IF NOT EXISTS position_source (
  position_id   INT UNSIGNED NOT NULL PRIMARY KEY,
  source_id     INT UNSIGNED NOT NULL,
  FOREIGN KEY (position_id) REFERENCES position (id) ON DELETE CASCADE,
  FOREIGN KEY (source_id) REFERENCES people_source (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- What a source calls a unit: a key that stays when the unit's code changes.
CREATE TABLE IF NOT EXISTS unit_source (
  source_id     INT UNSIGNED NOT NULL,
  unit_key      VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  unit_id       INT UNSIGNED NOT NULL,
  PRIMARY KEY (source_id, unit_key),
  KEY (unit_id),
  FOREIGN KEY (source_id) REFERENCES people_source (id),
  FOREIGN KEY (unit_id) REFERENCES unit (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- One delivery: read, compared, then applied or discarded. Of one source one is open at a time.
CREATE TABLE IF NOT EXISTS people_import (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  source_id     INT UNSIGNED NOT NULL,
  state         ENUM('checking', 'checked', 'applying', 'applied', 'discarded') CHARACTER SET ascii NOT NULL,
  is_open       BOOLEAN AS (IF(state IN ('checking', 'checked', 'applying'), 1, NULL)) PERSISTENT,
  asked_by      INT UNSIGNED NULL,                     -- NULL: the operator's command
  asked_at      DATETIME NOT NULL,
  has_people    BOOLEAN NOT NULL,                      -- people were delivered
  has_units     BOOLEAN NOT NULL,                      -- the organisation was delivered
  rev           INT UNSIGNED NOT NULL DEFAULT 0,       -- grows with every check, choice and step
  base          VARCHAR(300) NULL,                     -- a sum over all that the difference was made against
  people        INT UNSIGNED NOT NULL DEFAULT 0,       -- of this source with a position today, before
  gone          INT UNSIGNED NOT NULL DEFAULT 0,       -- of these, not in the files
  reason        VARCHAR(500) NULL,                     -- HR's words for why so many disappear
  ended_by      INT UNSIGNED NULL,
  ended_at      DATETIME NULL,
  counts        VARCHAR(300) NOT NULL DEFAULT '{}',    -- JSON: rows of the difference by kind
  UNIQUE (source_id, is_open),
  FOREIGN KEY (source_id) REFERENCES people_source (id),
  FOREIGN KEY (asked_by) REFERENCES person (id),
  FOREIGN KEY (ended_by) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- The files of a delivery by name. Their bytes are never stored: only what the mapping names is, in the rows below, until
-- the import ends.
CREATE TABLE IF NOT EXISTS people_file (
  import_id     INT UNSIGNED NOT NULL,
  place         TINYINT UNSIGNED NOT NULL,
  name          VARCHAR(120) NOT NULL,
  content       VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,   -- people, units, or the FINT resource
  encoding      VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  delimiter     CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NULL,
  row_count     INT UNSIGNED NOT NULL,
  PRIMARY KEY (import_id, place),
  FOREIGN KEY (import_id) REFERENCES people_import (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

CREATE TABLE IF NOT EXISTS people_unit_row (
  import_id     INT UNSIGNED NOT NULL,
  unit_key      VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  file          TINYINT UNSIGNED NOT NULL,
  line          INT UNSIGNED NOT NULL,
  code          VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  parent_key    VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL,
  name          VARCHAR(200) NOT NULL,
  level         VARCHAR(40) NULL,                      -- NULL: not delivered
  leader_no     VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NULL,
  kostra_function CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NULL,
  valid_from    DATE NULL,                             -- NULL: not delivered
  valid_to      DATE NULL,
  unit_id       INT UNSIGNED NULL,                     -- found by the check; NULL: a new one
  parent_id     INT UNSIGNED NULL,
  leader_id     INT UNSIGNED NULL,
  keeps_leader  BOOLEAN NOT NULL DEFAULT 0,            -- by a fault or a choice: the leader stays who it is
  keeps_parent  BOOLEAN NOT NULL DEFAULT 0,            -- by a choice: the unit stays where it is
  PRIMARY KEY (import_id, unit_key),
  KEY (import_id, unit_id),
  FOREIGN KEY (import_id) REFERENCES people_import (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

CREATE TABLE IF NOT EXISTS people_person_row (
  import_id     INT UNSIGNED NOT NULL,
  employee_no   VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  file          TINYINT UNSIGNED NOT NULL,
  line          INT UNSIGNED NOT NULL,
  given_name    VARCHAR(80) NOT NULL,
  family_name   VARCHAR(80) NOT NULL,
  login         VARCHAR(255) COLLATE utf8mb4_nopad_bin NULL,
  email         VARCHAR(254) NULL,
  language      CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NULL,
  hired_on      DATE NULL,
  ended_on      DATE NULL,
  left_out      BOOLEAN NOT NULL,                      -- a fault in the row: what is stored of the person stays as it is
  person_id     INT UNSIGNED NULL,                     -- found by the check; NULL: somebody new
  joins_no      VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NULL,   -- by HR's word the same as this number of the file
  keeps_login   BOOLEAN NOT NULL DEFAULT 0,            -- somebody else has the login, and stays with it
  frozen        BOOLEAN NOT NULL DEFAULT 0,            -- left out, here or in a position: nothing of the person changes
  second        BOOLEAN NOT NULL DEFAULT 0,            -- an earlier row is of the same person
  who           VARCHAR(25) CHARACTER SET ascii COLLATE ascii_bin NULL,   -- '#' and person_id, else the number that is made
  PRIMARY KEY (import_id, employee_no),
  KEY (import_id, person_id),
  KEY (import_id, login),
  KEY (import_id, who),
  FOREIGN KEY (import_id) REFERENCES people_import (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

CREATE TABLE IF NOT EXISTS people_position_row (
  import_id     INT UNSIGNED NOT NULL,
  row_no        INT UNSIGNED NOT NULL,
  file          TINYINT UNSIGNED NOT NULL,
  line          INT UNSIGNED NOT NULL,
  position_key  VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL,   -- NULL: the source numbers no positions
  employee_no   VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  unit_key      VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  job_code      VARCHAR(40) COLLATE utf8mb4_bin NOT NULL,
  title         VARCHAR(120) NULL,
  percent       DECIMAL(5,2) NOT NULL,
  is_main       BOOLEAN NOT NULL,
  kind          VARCHAR(40) NULL,                      -- NULL: not delivered
  valid_from    DATE NOT NULL,
  valid_to      DATE NULL,
  left_out      BOOLEAN NOT NULL DEFAULT 0,            -- its unit or role is not known
  person_id     INT UNSIGNED NULL,                     -- these four are found by the check
  unit_id       INT UNSIGNED NULL,
  role_id       INT UNSIGNED NULL,
  position_id   INT UNSIGNED NULL,
  who           VARCHAR(25) CHARACTER SET ascii COLLATE ascii_bin NULL,
  is_first      BOOLEAN NOT NULL DEFAULT 0,            -- becomes the main position
  PRIMARY KEY (import_id, row_no),
  KEY (import_id, employee_no),
  KEY (import_id, position_id),
  KEY (import_id, person_id, unit_id),
  KEY (import_id, who),
  FOREIGN KEY (import_id) REFERENCES people_import (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- The difference, a row for each field that becomes another; and what is wrong with the files. code says what it is about,
-- in words of the product.
CREATE TABLE IF NOT EXISTS people_change (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  import_id     INT UNSIGNED NOT NULL,
  kind          ENUM('new', 'changed', 'moved', 'gone', 'conflict', 'fault') CHARACTER SET ascii NOT NULL,
  code          VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  severity      ENUM('note', 'left_out', 'stop') CHARACTER SET ascii NULL,    -- of a fault
  is_read       BOOLEAN NOT NULL DEFAULT 0,            -- found while reading the files: a new check does not find it again
  item          VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,       -- employee number or unit code
  name          VARCHAR(200) NULL,
  old           VARCHAR(300) NULL,
  new           VARCHAR(300) NULL,
  person_id     INT UNSIGNED NULL,                     -- of a conflict: who gains by it, and may not decide it
  other_no      VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NULL,       -- of a conflict: the other's number
  choice        VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NULL,
  file          TINYINT UNSIGNED NULL,
  line          INT UNSIGNED NULL,
  heading       VARCHAR(120) NULL,
  KEY (import_id, kind, id),
  FOREIGN KEY (import_id) REFERENCES people_import (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- What HR decided of a conflict; it outlives the next check of the same import.
CREATE TABLE IF NOT EXISTS people_choice (
  import_id     INT UNSIGNED NOT NULL,
  code          VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  item          VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  choice        VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  chosen_by     INT UNSIGNED NULL,
  PRIMARY KEY (import_id, code, item),
  FOREIGN KEY (import_id) REFERENCES people_import (id),
  FOREIGN KEY (chosen_by) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

INSERT INTO schema_version VALUES (9, UTC_TIMESTAMP());
