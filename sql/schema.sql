-- The whole schema of Grunnmur, version 12. The truth about tables; sql/migrate/ leads here from any older version.
--
-- Conventions: names singular; `_on` a date, `_at` a moment in UTC, `_id` a reference; codes are ASCII and exact.
-- A language is rows in a *_text table, never a column, so that one more language changes no table.
-- Validity is [valid_from, valid_to], both days counting; an open end is NULL.
-- Statements never ask the server for the time: "today" is Oslo's date and is bound (product: settled details).

-- JSON_TABLE gives its texts the character set of the database: any other would lose letters.
ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_danish_ci;

CREATE TABLE schema_version (
  version       SMALLINT UNSIGNED NOT NULL PRIMARY KEY,
  applied_at    DATETIME NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- Organisation ---------------------------------------------------------------------------------------------------

CREATE TABLE municipality (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  code          VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL UNIQUE,
  name          VARCHAR(120) NOT NULL,
  municipality_no CHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  org_no        CHAR(9) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  language      CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  is_new        BOOLEAN NOT NULL,                      -- the municipality that the others merge into
  CHECK (language IN ('nb', 'nn', 'en', 'se'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- Units of the new organisation: the tree that rights follow.
CREATE TABLE unit (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  code          VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL UNIQUE,
  parent_id     INT UNSIGNED NULL,
  municipality_id INT UNSIGNED NULL,                   -- the legacy municipality it comes from, if from one alone
  sector        VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NULL,
  level         VARCHAR(40) NOT NULL,                  -- kommune, kommunalområde, enhet, avdeling: a word, not a depth
  kostra_function CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NULL,   -- core task, KOSTRA-forskriften annex 2
  valid_from    DATE NOT NULL,
  valid_to      DATE NULL,
  FOREIGN KEY (parent_id) REFERENCES unit (id),
  FOREIGN KEY (municipality_id) REFERENCES municipality (id),
  CHECK (sector IN ('oppvekst', 'helse_omsorg', 'teknisk', 'kultur', 'administrasjon', 'felles')),
  CHECK (valid_to IS NULL OR valid_to >= valid_from)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

CREATE TABLE unit_text (
  unit_id       INT UNSIGNED NOT NULL,
  language      CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name          VARCHAR(200) NOT NULL,
  PRIMARY KEY (unit_id, language),
  FOREIGN KEY (unit_id) REFERENCES unit (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- Each unit under each of its ancestors and under itself (depth 0): "own units and below" is one join.
-- Derived from unit.parent_id, rewritten whenever the tree changes.
CREATE TABLE unit_tree (
  ancestor_id   INT UNSIGNED NOT NULL,
  unit_id       INT UNSIGNED NOT NULL,
  depth         TINYINT UNSIGNED NOT NULL,
  PRIMARY KEY (ancestor_id, unit_id),
  KEY (unit_id, depth),
  FOREIGN KEY (ancestor_id) REFERENCES unit (id),
  FOREIGN KEY (unit_id) REFERENCES unit (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- Units of the former municipalities, for comparison only; no right follows from them.
CREATE TABLE legacy_unit (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  municipality_id INT UNSIGNED NOT NULL,
  code          VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL UNIQUE,
  parent_id     INT UNSIGNED NULL,
  sector        VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NULL,
  level         VARCHAR(40) NOT NULL,
  name          VARCHAR(200) NOT NULL,                 -- in that municipality's own language
  valid_from    DATE NOT NULL,
  valid_to      DATE NULL,
  FOREIGN KEY (municipality_id) REFERENCES municipality (id),
  FOREIGN KEY (parent_id) REFERENCES legacy_unit (id),
  CHECK (sector IN ('oppvekst', 'helse_omsorg', 'teknisk', 'kultur', 'administrasjon', 'felles')),
  CHECK (valid_to IS NULL OR valid_to >= valid_from)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- Catalogue ------------------------------------------------------------------------------------------------------

CREATE TABLE topic (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  code          VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL UNIQUE,
  position      SMALLINT UNSIGNED NOT NULL,
  valid_to      DATE NULL                              -- the last day; competences of the topic keep it
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

CREATE TABLE topic_text (
  topic_id      INT UNSIGNED NOT NULL,
  language      CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name          VARCHAR(120) NOT NULL,
  PRIMARY KEY (topic_id, language),
  FOREIGN KEY (topic_id) REFERENCES topic (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

CREATE TABLE competence (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  code          VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL UNIQUE,
  position      SMALLINT UNSIGNED NOT NULL,            -- order of the catalogue: statutory first
  topic_id      INT UNSIGNED NOT NULL,
  sector        VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  statutory     BOOLEAN NOT NULL,
  proof         BOOLEAN NOT NULL,                      -- a certificate is needed; its status counts, not the opinion
  law           VARCHAR(200) NULL,                     -- act and section as cited, in Norwegian
  renewal_months SMALLINT UNSIGNED NULL,
  renewal_basis ENUM('law', 'norm', 'practice') CHARACTER SET ascii NULL,   -- practice is never shown as law
  verified      ENUM('source', 'knowledge', 'doubtful', 'checked') CHARACTER SET ascii NOT NULL,
  valid_from    DATE NULL,
  valid_to      DATE NULL,
  FOREIGN KEY (topic_id) REFERENCES topic (id),
  CHECK (sector IN ('oppvekst', 'helse_omsorg', 'teknisk', 'kultur', 'administrasjon', 'felles')),
  CHECK (statutory = 0 OR law IS NOT NULL),
  CHECK (renewal_months IS NULL OR renewal_months > 0),
  CHECK (valid_to IS NULL OR valid_to >= valid_from)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

CREATE TABLE competence_text (
  competence_id INT UNSIGNED NOT NULL,
  language      CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name          VARCHAR(120) NOT NULL,
  description   VARCHAR(500) NOT NULL,
  PRIMARY KEY (competence_id, language),
  FOREIGN KEY (competence_id) REFERENCES competence (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

CREATE TABLE competence_law (
  competence_id INT UNSIGNED NOT NULL,
  act           VARCHAR(120) NOT NULL,
  address       VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  section       VARCHAR(80) NULL,
  valid_from    DATE NULL,                             -- from when the act demands it
  valid_to      DATE NULL,
  PRIMARY KEY (competence_id, act),
  FOREIGN KEY (competence_id) REFERENCES competence (id),
  CHECK (address LIKE 'https://%')
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

CREATE TABLE competence_facet (
  competence_id INT UNSIGNED NOT NULL,
  facet         ENUM('knowledge', 'attitude', 'practice') CHARACTER SET ascii NOT NULL,
  PRIMARY KEY (competence_id, facet),
  FOREIGN KEY (competence_id) REFERENCES competence (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

CREATE TABLE scale_text (
  level         TINYINT UNSIGNED NOT NULL,
  language      CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name          VARCHAR(60) NOT NULL,
  anchor        VARCHAR(300) NOT NULL,
  PRIMARY KEY (level, language),
  CHECK (level <= 4)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

CREATE TABLE anchor_text (
  facet         ENUM('knowledge', 'attitude', 'practice') CHARACTER SET ascii NOT NULL,
  level         TINYINT UNSIGNED NOT NULL,
  language      CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  text          VARCHAR(300) NOT NULL,
  PRIMARY KEY (facet, level, language),
  CHECK (level <= 4)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

CREATE TABLE role (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  code          VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL UNIQUE,
  styrk08       CHAR(4) CHARACTER SET ascii COLLATE ascii_bin NULL,
  sector        VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  valid_to      DATE NULL,                             -- used no more from the day after; positions keep it
  CHECK (sector IN ('oppvekst', 'helse_omsorg', 'teknisk', 'kultur', 'administrasjon', 'felles'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

CREATE TABLE role_text (
  role_id       INT UNSIGNED NOT NULL,
  language      CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name          VARCHAR(120) NOT NULL,
  PRIMARY KEY (role_id, language),
  FOREIGN KEY (role_id) REFERENCES role (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

CREATE TABLE requirement (
  role_id       INT UNSIGNED NOT NULL,
  competence_id INT UNSIGNED NOT NULL,
  facet         ENUM('knowledge', 'attitude', 'practice') CHARACTER SET ascii NOT NULL,
  level         TINYINT UNSIGNED NOT NULL,
  statutory     BOOLEAN NOT NULL,                      -- 0 where the act binds others than this role
  PRIMARY KEY (role_id, competence_id, facet),
  KEY (competence_id, facet),
  FOREIGN KEY (role_id) REFERENCES role (id),
  FOREIGN KEY (competence_id, facet) REFERENCES competence_facet (competence_id, facet),
  CHECK (level <= 4)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- What a unit must have, whoever it is: at least so many people, or a share of them, at the level of a facet.
CREATE TABLE coverage (
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

CREATE TABLE offering (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  code          VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL UNIQUE,
  form          ENUM('digital', 'classroom', 'practical', 'on_the_job', 'mentoring', 'further_education') CHARACTER SET ascii NOT NULL,
  provider      VARCHAR(120) NOT NULL,
  hours         DECIMAL(6,2) NOT NULL,
  price         DECIMAL(10,2) NOT NULL,
  places        SMALLINT UNSIGNED NULL,                -- NULL: no limit
  valid_to      DATE NULL,                             -- nobody asks for it from the day after
  CHECK (hours >= 0 AND price >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

CREATE TABLE offering_text (
  offering_id   INT UNSIGNED NOT NULL,
  language      CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  title         VARCHAR(200) NOT NULL,
  PRIMARY KEY (offering_id, language),
  FOREIGN KEY (offering_id) REFERENCES offering (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

CREATE TABLE offering_competence (
  offering_id   INT UNSIGNED NOT NULL,
  competence_id INT UNSIGNED NOT NULL,
  reaches_level TINYINT UNSIGNED NOT NULL,
  PRIMARY KEY (offering_id, competence_id),
  KEY (competence_id),
  FOREIGN KEY (offering_id) REFERENCES offering (id),
  FOREIGN KEY (competence_id) REFERENCES competence (id),
  CHECK (reaches_level <= 4)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- People ---------------------------------------------------------------------------------------------------------

CREATE TABLE person (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  employee_no   VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL UNIQUE,
  login         VARCHAR(255) COLLATE utf8mb4_nopad_bin NULL UNIQUE,      -- exact: no case folding, no padding
  given_name    VARCHAR(80) NOT NULL,
  family_name   VARCHAR(80) NOT NULL,
  email         VARCHAR(254) NULL,
  birth_year    SMALLINT UNSIGNED NULL,
  language      CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NULL,      -- NULL: the municipality's default
  active        BOOLEAN NOT NULL,
  hired_on      DATE NULL,
  ended_on      DATE NULL,
  KEY (family_name, given_name),
  CHECK (language IN ('nb', 'nn', 'en', 'se'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

CREATE TABLE person_origin (
  municipality_id INT UNSIGNED NOT NULL,
  employee_no   VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  person_id     INT UNSIGNED NOT NULL,
  PRIMARY KEY (municipality_id, employee_no),
  KEY (person_id),
  FOREIGN KEY (municipality_id) REFERENCES municipality (id),
  FOREIGN KEY (person_id) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

CREATE TABLE position (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  source_id     VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL UNIQUE,
  person_id     INT UNSIGNED NOT NULL,
  unit_id       INT UNSIGNED NOT NULL,
  legacy_unit_id INT UNSIGNED NULL,
  role_id       INT UNSIGNED NOT NULL,
  percent       DECIMAL(5,2) NOT NULL,
  is_main       BOOLEAN NOT NULL,
  kind          VARCHAR(40) NOT NULL,                  -- fast, midlertidig, vikar: the payroll system's word
  valid_from    DATE NOT NULL,
  valid_to      DATE NULL,
  -- Who works where, and as what, without the rows: a leader's page walks through all people below.
  KEY (person_id, valid_from, valid_to, role_id),
  KEY (unit_id, person_id, valid_from, valid_to),
  FOREIGN KEY (person_id) REFERENCES person (id),
  FOREIGN KEY (unit_id) REFERENCES unit (id),
  FOREIGN KEY (legacy_unit_id) REFERENCES legacy_unit (id),
  FOREIGN KEY (role_id) REFERENCES role (id),
  CHECK (percent BETWEEN 0 AND 100),
  CHECK (valid_to IS NULL OR valid_to >= valid_from)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- Who leads a unit, from day to day. A deputy is a leader for a time, and says for whom.
CREATE TABLE unit_leader (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  unit_id       INT UNSIGNED NOT NULL,
  person_id     INT UNSIGNED NOT NULL,
  deputy_for_id INT UNSIGNED NULL,
  valid_from    DATE NOT NULL,
  valid_to      DATE NULL,
  UNIQUE (unit_id, person_id, valid_from),
  KEY (person_id, valid_from),
  FOREIGN KEY (unit_id) REFERENCES unit (id),
  FOREIGN KEY (person_id) REFERENCES person (id),
  FOREIGN KEY (deputy_for_id) REFERENCES person (id),
  CHECK (deputy_for_id IS NULL OR deputy_for_id <> person_id),
  CHECK (valid_to IS NULL OR valid_to >= valid_from)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- Offices of representatives: the office, never the membership of a union, nor which union it is (GDPR art. 9).
CREATE TABLE office (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  person_id     INT UNSIGNED NOT NULL,
  kind          ENUM('tillitsvalgt', 'hovedtillitsvalgt', 'verneombud', 'hovedverneombud', 'amu_medlem') CHARACTER SET ascii NOT NULL,
  unit_id       INT UNSIGNED NOT NULL,
  role_id       INT UNSIGNED NULL,                     -- the role whose requirements the office brings
  valid_from    DATE NOT NULL,
  valid_to      DATE NULL,
  UNIQUE (person_id, kind, unit_id, valid_from),
  FOREIGN KEY (person_id) REFERENCES person (id),
  FOREIGN KEY (unit_id) REFERENCES unit (id),
  FOREIGN KEY (role_id) REFERENCES role (id),
  CHECK (valid_to IS NULL OR valid_to >= valid_from)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- Rights that no position gives. Granting and revoking leave audit rows; the table holds what is in force now.
CREATE TABLE granted_role (
  person_id     INT UNSIGNED NOT NULL,
  role          ENUM('hr') CHARACTER SET ascii NOT NULL,
  PRIMARY KEY (person_id, role),
  FOREIGN KEY (person_id) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- A certificate counts from when it is registered until it is refused or withdrawn; that its person's leader has confirmed it
-- is a fact of its own, shown beside its status. Corrected, it waits for the leader anew.
CREATE TABLE certificate (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  source_id     VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL UNIQUE,
  person_id     INT UNSIGNED NOT NULL,
  competence_id INT UNSIGNED NOT NULL,
  issuer        VARCHAR(120) NOT NULL,
  number        VARCHAR(60) NULL,                      -- what the issuer calls it
  issued_on     DATE NOT NULL,
  expires_on    DATE NULL,                             -- the last valid day; NULL: does not expire
  state         ENUM('submitted', 'confirmed', 'refused', 'withdrawn') CHARACTER SET ascii NOT NULL,
  submitted_at  DATETIME NULL,                         -- registered or corrected last; NULL: read in from a file
  rev           INT UNSIGNED NOT NULL DEFAULT 0,
  KEY by_person (person_id, competence_id, expires_on, state),
  KEY by_expiry (expires_on),
  FOREIGN KEY (person_id) REFERENCES person (id),
  FOREIGN KEY (competence_id) REFERENCES competence (id),
  CHECK (expires_on IS NULL OR expires_on >= issued_on)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- The trail of a certificate. One that was read in from a file has none before its first step here.
CREATE TABLE certificate_event (
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
CREATE TABLE certificate_file (
  certificate_id INT UNSIGNED NOT NULL PRIMARY KEY,
  type          ENUM('pdf', 'jpeg', 'png') CHARACTER SET ascii NOT NULL,
  name          VARCHAR(200) NOT NULL,
  size          INT UNSIGNED NOT NULL,
  body          MEDIUMBLOB NOT NULL,
  FOREIGN KEY (certificate_id) REFERENCES certificate (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- That a person was warned: once at each threshold of each last valid day of a certificate.
CREATE TABLE certificate_warning (
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

-- Surveys --------------------------------------------------------------------------------------------------------

-- One row a version; a version that a round has used never changes.
CREATE TABLE survey (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  code          VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  version       SMALLINT UNSIGNED NOT NULL,
  UNIQUE (code, version)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

CREATE TABLE survey_text (
  survey_id     INT UNSIGNED NOT NULL,
  language      CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  title         VARCHAR(200) NOT NULL,
  PRIMARY KEY (survey_id, language),
  FOREIGN KEY (survey_id) REFERENCES survey (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

CREATE TABLE section (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  survey_id     INT UNSIGNED NOT NULL,
  position      SMALLINT UNSIGNED NOT NULL,
  code          VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  for_everyone  BOOLEAN NOT NULL,
  for_leaders   BOOLEAN NOT NULL,
  from_requirements ENUM('statutory', 'other') CHARACTER SET ascii NULL,   -- asks what the person's roles require
  UNIQUE (survey_id, position),
  UNIQUE (survey_id, code),
  FOREIGN KEY (survey_id) REFERENCES survey (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

CREATE TABLE section_text (
  section_id    INT UNSIGNED NOT NULL,
  language      CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  title         VARCHAR(200) NOT NULL,
  PRIMARY KEY (section_id, language),
  FOREIGN KEY (section_id) REFERENCES section (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

CREATE TABLE section_sector (
  section_id    INT UNSIGNED NOT NULL,
  sector        VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (section_id, sector),
  FOREIGN KEY (section_id) REFERENCES section (id),
  CHECK (sector IN ('oppvekst', 'helse_omsorg', 'teknisk', 'kultur', 'administrasjon', 'felles'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

CREATE TABLE section_role (
  section_id    INT UNSIGNED NOT NULL,
  role_id       INT UNSIGNED NOT NULL,
  PRIMARY KEY (section_id, role_id),
  FOREIGN KEY (section_id) REFERENCES section (id),
  FOREIGN KEY (role_id) REFERENCES role (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- Items are stored in the order of the form (section, topic, catalogue), so that the order of ids is the order of pages
-- and of the export.
CREATE TABLE item (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  survey_id     INT UNSIGNED NOT NULL,
  section_id    INT UNSIGNED NOT NULL,
  type          ENUM('competence', 'text', 'one', 'many', 'number', 'date') CHARACTER SET ascii NOT NULL,
  competence_id INT UNSIGNED NULL,
  facet         ENUM('knowledge', 'attitude', 'practice') CHARACTER SET ascii NULL,
  code          VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL,   -- of a plain question
  required      BOOLEAN NOT NULL,                      -- must be answered before submission; competence items always
  show_if_item_id INT UNSIGNED NULL,                   -- shown only if that answer holds this choice
  show_if_choice VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL,
  UNIQUE (section_id, competence_id, facet),
  UNIQUE (survey_id, code),
  FOREIGN KEY (survey_id) REFERENCES survey (id),
  FOREIGN KEY (section_id) REFERENCES section (id),
  FOREIGN KEY (competence_id, facet) REFERENCES competence_facet (competence_id, facet),
  FOREIGN KEY (show_if_item_id) REFERENCES item (id),
  CHECK ((type = 'competence') = (competence_id IS NOT NULL)),
  CHECK ((type = 'competence') = (facet IS NOT NULL)),
  CHECK ((type = 'competence') = (code IS NULL)),
  CHECK ((show_if_item_id IS NULL) = (show_if_choice IS NULL)),
  CHECK (show_if_item_id IS NULL OR required = 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

CREATE TABLE item_text (
  item_id       INT UNSIGNED NOT NULL,
  language      CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  text          VARCHAR(500) NOT NULL,
  PRIMARY KEY (item_id, language),
  FOREIGN KEY (item_id) REFERENCES item (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

CREATE TABLE choice (
  item_id       INT UNSIGNED NOT NULL,
  position      SMALLINT UNSIGNED NOT NULL,
  code          VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (item_id, position),
  UNIQUE (item_id, code),
  FOREIGN KEY (item_id) REFERENCES item (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

CREATE TABLE choice_text (
  item_id       INT UNSIGNED NOT NULL,
  position      SMALLINT UNSIGNED NOT NULL,
  language      CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  text          VARCHAR(200) NOT NULL,
  PRIMARY KEY (item_id, position, language),
  FOREIGN KEY (item_id, position) REFERENCES choice (item_id, position)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- The notice that rounds of this version begin with; what a round has shown is kept with the round.
CREATE TABLE survey_notice (
  survey_id     INT UNSIGNED NOT NULL,
  language      CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  text          VARCHAR(4000) NOT NULL,
  PRIMARY KEY (survey_id, language),
  FOREIGN KEY (survey_id) REFERENCES survey (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- What HR builds, until it is stored as the next version: the definition as JSON, perhaps unfinished. One a survey.
CREATE TABLE survey_draft (
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
CREATE TABLE survey_change (
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

-- Rounds and answers ---------------------------------------------------------------------------------------------

CREATE TABLE round (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  code          VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL UNIQUE,
  survey_id     INT UNSIGNED NOT NULL,
  state         ENUM('draft', 'consultation', 'ready', 'opening', 'open', 'closed', 'archived') CHARACTER SET ascii NOT NULL,
  opens_at      DATETIME NOT NULL,
  closes_at     DATETIME NOT NULL,                     -- the first moment that is too late
  consulted_on  DATE NULL,                             -- when the consultation ended that let it become ready
  comments      BOOLEAN NOT NULL,                      -- may answers have a comment
  notice_version SMALLINT UNSIGNED NOT NULL,           -- the version of the notice that is shown now
  opened_at     DATETIME NULL,
  closed_at     DATETIME NULL,
  confidential  BOOLEAN NOT NULL DEFAULT 0,            -- nobody but the person sees a person's answers
  basis         SET('c', 'e', 'b', 'a') CHARACTER SET ascii NOT NULL DEFAULT '',   -- letters of GDPR art. 6 (1)
  law           VARCHAR(300) NULL,                     -- the acts behind c and e (art. 6 (3)), as cited
  retention_months TINYINT UNSIGNED NOT NULL DEFAULT 24,   -- from closing on
  dpia          VARCHAR(200) NULL,                     -- where the assessment of GDPR art. 35 is filed
  rev           INT UNSIGNED NOT NULL DEFAULT 0,       -- grows with each change and step
  KEY (state, closes_at),
  FOREIGN KEY (survey_id) REFERENCES survey (id),
  CHECK (closes_at > opens_at),
  CONSTRAINT retention CHECK (retention_months BETWEEN 1 AND 24)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

CREATE TABLE round_text (
  round_id      INT UNSIGNED NOT NULL,
  language      CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  title         VARCHAR(200) NOT NULL,
  purpose       VARCHAR(1000) NOT NULL,
  recipients    VARCHAR(1000) NULL,                    -- who sees what of the answers
  PRIMARY KEY (round_id, language),
  FOREIGN KEY (round_id) REFERENCES round (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- What the employee reads before the first question (GDPR art. 13); every version that was ever shown is kept.
CREATE TABLE round_notice (
  round_id      INT UNSIGNED NOT NULL,
  version       SMALLINT UNSIGNED NOT NULL,
  language      CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  text          VARCHAR(4000) NOT NULL,
  PRIMARY KEY (round_id, version, language),
  FOREIGN KEY (round_id) REFERENCES round (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- Every step of a round: who, when, what, why.
CREATE TABLE round_event (
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
CREATE TABLE consultation (
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
CREATE TABLE consultation_party (
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
CREATE TABLE consultation_statement (
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

-- One per person and round. Unit, role, sector, legacy municipality and percentage are pinned from the main position on
-- the opening day. `started` is derived: state assigned and started_at set.
CREATE TABLE assessment (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  round_id      INT UNSIGNED NOT NULL,
  person_id     INT UNSIGNED NOT NULL,
  unit_id       INT UNSIGNED NOT NULL,
  role_id       INT UNSIGNED NOT NULL,
  municipality_id INT UNSIGNED NULL,
  sector        VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  percent       DECIMAL(5,2) NOT NULL,
  state         ENUM('assigned', 'submitted', 'reopened', 'reviewed', 'agreed') CHARACTER SET ascii NOT NULL DEFAULT 'assigned',
  notice_version SMALLINT UNSIGNED NULL,               -- what had been shown when the first answer was saved
  started_at    DATETIME NULL,                         -- first answer; NULL again while there is none
  submitted_at  DATETIME NULL,                         -- the last submission
  rev           INT UNSIGNED NOT NULL DEFAULT 0,       -- of the state, not of the answers
  UNIQUE (round_id, person_id),
  KEY (person_id, round_id),
  -- All that is counted and exported of a round, without its rows; unit_id first for a leader's units.
  KEY counted (round_id, unit_id, state, started_at, sector, municipality_id, percent, role_id, submitted_at, person_id),
  FOREIGN KEY (round_id) REFERENCES round (id),
  FOREIGN KEY (person_id) REFERENCES person (id),
  FOREIGN KEY (unit_id) REFERENCES unit (id),
  FOREIGN KEY (role_id) REFERENCES role (id),
  FOREIGN KEY (municipality_id) REFERENCES municipality (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- One per item that the person is asked, written when the round opens. The clustered key keeps a person's answers side
-- by side and a round in the order of its export.
--
-- draft_* is the person's own working copy; only the survey program's account may read it, but for draft_at: who has paused is
-- reminded. Submitting copies it to the columns without prefix, which are what leaders, HR and exports see: nobody can see an answer before it is submitted, and
-- while an assessment is reopened others go on seeing what was submitted last.
CREATE TABLE answer (
  round_id      INT UNSIGNED NOT NULL,
  assessment_id INT UNSIGNED NOT NULL,
  item_id       INT UNSIGNED NOT NULL,
  required      BOOLEAN NOT NULL,                      -- pinned from the item: counts for progress and submission
  required_level TINYINT UNSIGNED NULL,                -- pinned: highest over the roles and offices of the opening day
  rev           INT UNSIGNED NOT NULL DEFAULT 0,       -- of the draft
  draft_level   TINYINT UNSIGNED NULL,
  draft_not_relevant BOOLEAN NOT NULL DEFAULT 0,
  draft_wish    BOOLEAN NOT NULL DEFAULT 0,
  draft_teach   BOOLEAN NOT NULL DEFAULT 0,
  draft_comment VARCHAR(1000) NULL,
  draft_value   VARCHAR(4000) NULL,                    -- plain questions: JSON (text, number, date, code or list of codes)
  draft_at      DATETIME NULL,
  self_level    TINYINT UNSIGNED NULL,
  not_relevant  BOOLEAN NOT NULL DEFAULT 0,
  wish          BOOLEAN NOT NULL DEFAULT 0,
  teach         BOOLEAN NOT NULL DEFAULT 0,
  comment       VARCHAR(1000) NULL,
  value         VARCHAR(4000) NULL,
  answered_at   DATETIME NULL,
  leader_level  TINYINT UNSIGNED NULL,
  agreed_level  TINYINT UNSIGNED NULL,
  PRIMARY KEY (round_id, assessment_id, item_id),
  KEY (assessment_id),
  KEY (item_id),
  FOREIGN KEY (round_id) REFERENCES round (id),
  FOREIGN KEY (assessment_id) REFERENCES assessment (id),
  FOREIGN KEY (item_id) REFERENCES item (id),
  CHECK (required_level <= 4),
  CHECK (draft_level <= 4 AND (draft_level IS NULL OR draft_not_relevant = 0)),
  CHECK (self_level <= 4 AND (self_level IS NULL OR not_relevant = 0)),
  CHECK (leader_level <= 4),
  CHECK (agreed_level <= 4)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- Training -------------------------------------------------------------------------------------------------------

CREATE TABLE training_request (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  source_id     VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL UNIQUE,
  person_id     INT UNSIGNED NOT NULL,
  unit_id       INT UNSIGNED NOT NULL,                 -- of the main position when it was submitted or closed last
  offering_id   INT UNSIGNED NULL,
  title         VARCHAR(200) NOT NULL,                 -- of the offering, in the asker's language, or the asker's own
  form          ENUM('digital', 'classroom', 'practical', 'on_the_job', 'mentoring', 'further_education') CHARACTER SET ascii NOT NULL,
  reason        VARCHAR(2000) NULL,
  starts_on     DATE NULL,
  ends_on       DATE NULL,
  hours         DECIMAL(6,2) NULL,
  price         DECIMAL(10,2) NULL,
  substitute_hours DECIMAL(6,2) NULL,
  study_leave_days DECIMAL(5,2) NULL,
  state         ENUM('draft', 'submitted', 'returned', 'approved', 'declined', 'escalated', 'booked', 'completed', 'cancelled') CHARACTER SET ascii NOT NULL,
  submitted_at  DATETIME NULL,
  rev           INT UNSIGNED NOT NULL DEFAULT 0,
  KEY (person_id, state),
  KEY (unit_id, state, submitted_at),
  FOREIGN KEY (person_id) REFERENCES person (id),
  FOREIGN KEY (unit_id) REFERENCES unit (id),
  FOREIGN KEY (offering_id) REFERENCES offering (id),
  CHECK (ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on),
  CHECK (hours >= 0),
  CHECK (price >= 0),
  CHECK (substitute_hours >= 0),
  CHECK (study_leave_days >= 0),
  CHECK (state IN ('draft', 'cancelled') OR submitted_at IS NOT NULL)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

CREATE TABLE training_request_competence (
  request_id    INT UNSIGNED NOT NULL,
  competence_id INT UNSIGNED NOT NULL,
  PRIMARY KEY (request_id, competence_id),
  FOREIGN KEY (request_id) REFERENCES training_request (id),
  FOREIGN KEY (competence_id) REFERENCES competence (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- What the employee has written in a returned request and not yet sent again: the leader reads what was submitted, and has
-- no right to this. A first draft lies here only while it is being saved.
CREATE TABLE training_draft (
  request_id    INT UNSIGNED NOT NULL PRIMARY KEY,
  offering_id   INT UNSIGNED NULL,
  title         VARCHAR(200) NOT NULL,
  form          ENUM('digital', 'classroom', 'practical', 'on_the_job', 'mentoring', 'further_education') CHARACTER SET ascii NOT NULL,
  reason        VARCHAR(2000) NULL,
  starts_on     DATE NULL,
  ends_on       DATE NULL,
  hours         DECIMAL(6,2) NULL,
  price         DECIMAL(10,2) NULL,
  substitute_hours DECIMAL(6,2) NULL,
  study_leave_days DECIMAL(5,2) NULL,
  FOREIGN KEY (request_id) REFERENCES training_request (id),
  FOREIGN KEY (offering_id) REFERENCES offering (id),
  CHECK (ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on),
  CHECK (hours >= 0),
  CHECK (price >= 0),
  CHECK (substitute_hours >= 0),
  CHECK (study_leave_days >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

CREATE TABLE training_draft_competence (
  request_id    INT UNSIGNED NOT NULL,
  competence_id INT UNSIGNED NOT NULL,
  PRIMARY KEY (request_id, competence_id),
  FOREIGN KEY (request_id) REFERENCES training_draft (request_id) ON DELETE CASCADE,
  FOREIGN KEY (competence_id) REFERENCES competence (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- Every step of a request: who, for whom, when, what, why.
CREATE TABLE training_event (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  request_id    INT UNSIGNED NOT NULL,
  at            DATETIME NOT NULL,
  actor_id      INT UNSIGNED NOT NULL,
  deputy_for_id INT UNSIGNED NULL,                     -- "A for B"
  state         ENUM('draft', 'submitted', 'returned', 'approved', 'declined', 'escalated', 'booked', 'completed', 'cancelled') CHARACTER SET ascii NOT NULL,
  reason        VARCHAR(2000) NULL,
  KEY (request_id, id),
  FOREIGN KEY (request_id) REFERENCES training_request (id),
  FOREIGN KEY (actor_id) REFERENCES person (id),
  FOREIGN KEY (deputy_for_id) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- Trace ----------------------------------------------------------------------------------------------------------

-- One row per operation id of a create or decision: the same id again is answered as the first time (R2).
CREATE TABLE op (
  id            CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  person_id     INT UNSIGNED NOT NULL,
  action        VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  object_id     INT UNSIGNED NOT NULL,                 -- what it made or changed
  at            DATETIME NOT NULL,
  KEY (at),
  FOREIGN KEY (person_id) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- Every version of what HR keeps: who, when, before and after as the page's JSON. The next version's key is the lock by
-- which two who change the same object are told apart.
CREATE TABLE catalogue_change (
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

-- Files that are to change the catalogue. The body is kept until it is applied, so that HR can look through what would
-- change; it names no people.
CREATE TABLE catalogue_import (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind          VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,   -- 'competences', 'requirements'
  name          VARCHAR(200) NOT NULL,                 -- of the file
  at            DATETIME NOT NULL,
  actor_id      INT UNSIGNED NOT NULL,
  body          MEDIUMBLOB NULL,                       -- NULL: it was applied
  applied_at    DATETIME NULL,
  made          INT UNSIGNED NOT NULL DEFAULT 0,
  changed       INT UNSIGNED NOT NULL DEFAULT 0,
  KEY (at),
  FOREIGN KEY (actor_id) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- Who changed what, and what was refused. Insert-only for every program; holds no free text of answers.
CREATE TABLE audit (
  id            BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  at            DATETIME NOT NULL,
  actor_id      INT UNSIGNED NULL,                     -- NULL: a stranger, or the operator's command
  program       VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  action        VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,   -- 'training.approve', 'refused.role'
  object_id     BIGINT UNSIGNED NULL,
  person_id     INT UNSIGNED NULL,                     -- whom it concerns, and who may see the row
  detail        VARCHAR(500) NOT NULL,
  reference     CHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,      -- the request's number, as in the log
  KEY (at),
  KEY (person_id, at),
  KEY (actor_id, at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- What the survey program may read of the trail: that something was done to a person, not what was written about it.
CREATE SQL SECURITY DEFINER VIEW audit_own AS
SELECT at, actor_id, person_id, program, action, object_id FROM audit;

-- Who looked at other people's answers: one row per viewer, object and Oslo day, with a count.
CREATE TABLE audit_look (
  viewer_id     INT UNSIGNED NOT NULL,
  object        ENUM('person', 'unit', 'round') CHARACTER SET ascii NOT NULL,
  object_id     INT UNSIGNED NOT NULL,
  day           DATE NOT NULL,
  action        ENUM('read', 'export') CHARACTER SET ascii NOT NULL,
  count         INT UNSIGNED NOT NULL DEFAULT 1,
  last_at       DATETIME NOT NULL,
  detail        VARCHAR(500) NOT NULL,                 -- of an export: its filter and purpose
  PRIMARY KEY (object, object_id, day, viewer_id, action),
  KEY (viewer_id, day),
  FOREIGN KEY (viewer_id) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- Jobs -----------------------------------------------------------------------------------------------------------

-- One row for each kind of work that must not be done twice at a time. A worker that is at it holds a lock on the row: the
-- lock goes when the worker dies, so no clock says who is alive. No key refers to it: asking for a job must not wait for one.
CREATE TABLE job_lane (
  name          VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- Long work: asked for by HR or the operator, done by a worker. attempt is the fence: a worker commits only while the job is
-- running under the attempt that it began.
CREATE TABLE job (
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

-- Reminders and mails --------------------------------------------------------------------------------------------

-- One row for each time that HR or a leader reminds: who has seen the list and sends it. Of a kind one a day in a round, by HR for
-- everybody (scope_id 0) and by each leader for their own people (scope_id: the leader).
CREATE TABLE reminder_sending (
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
CREATE TABLE reminder (
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
CREATE TABLE outbox (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind          VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,   -- what writes it: 'reminder', 'certificate'
  object_id     INT UNSIGNED NOT NULL,                 -- what it tells of: the sending of reminders, the last warning
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
CREATE SQL SECURITY DEFINER VIEW person_reach AS
SELECT id, email IS NOT NULL AS has_mail FROM person;

-- People import -----------------------------------------------------------------------------------------------------

-- Where files about people come from: one payroll or HR system. Its employee numbers are those of one municipality.
CREATE TABLE people_source (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  code          VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL UNIQUE,   -- what the operator calls it
  name          VARCHAR(120) NOT NULL,
  format        ENUM('csv', 'fint') CHARACTER SET ascii NOT NULL,
  municipality_id INT UNSIGNED NOT NULL,
  rev           INT UNSIGNED NOT NULL DEFAULT 0,
  FOREIGN KEY (municipality_id) REFERENCES municipality (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- What its columns are called. A column that is not named here is never read.
CREATE TABLE people_source_column (
  source_id     INT UNSIGNED NOT NULL,
  file          ENUM('people', 'units') CHARACTER SET ascii NOT NULL,
  field         VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  heading       VARCHAR(120) NOT NULL,
  PRIMARY KEY (source_id, file, field),
  FOREIGN KEY (source_id) REFERENCES people_source (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- What its job codes are among our roles.
CREATE TABLE people_source_role (
  source_id     INT UNSIGNED NOT NULL,
  job_code      VARCHAR(40) COLLATE utf8mb4_bin NOT NULL,
  role_id       INT UNSIGNED NOT NULL,
  PRIMARY KEY (source_id, job_code),
  FOREIGN KEY (source_id) REFERENCES people_source (id),
  FOREIGN KEY (role_id) REFERENCES role (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- Further employee numbers of a person in the new municipality, joined by HR's word. Those of the former municipalities
-- are in person_origin.
CREATE TABLE person_number (
  employee_no   VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  person_id     INT UNSIGNED NOT NULL,
  FOREIGN KEY (person_id) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- Which source delivers a position, and ends it by leaving it out. None: it came with the first load.
CREATE TABLE position_source (
  position_id   INT UNSIGNED NOT NULL PRIMARY KEY,
  source_id     INT UNSIGNED NOT NULL,
  FOREIGN KEY (position_id) REFERENCES position (id) ON DELETE CASCADE,
  FOREIGN KEY (source_id) REFERENCES people_source (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- What a source calls a unit: a key that stays when the unit's code changes.
CREATE TABLE unit_source (
  source_id     INT UNSIGNED NOT NULL,
  unit_key      VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  unit_id       INT UNSIGNED NOT NULL,
  PRIMARY KEY (source_id, unit_key),
  KEY (unit_id),
  FOREIGN KEY (source_id) REFERENCES people_source (id),
  FOREIGN KEY (unit_id) REFERENCES unit (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- One delivery: read, compared, then applied or discarded. Of one source one is open at a time.
CREATE TABLE people_import (
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
CREATE TABLE people_file (
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

CREATE TABLE people_unit_row (
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
  KEY by_unit (import_id, unit_id),
  FOREIGN KEY (import_id) REFERENCES people_import (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

CREATE TABLE people_person_row (
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
  KEY by_person (import_id, person_id),
  KEY by_login (import_id, login),
  KEY by_who (import_id, who),
  FOREIGN KEY (import_id) REFERENCES people_import (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

CREATE TABLE people_position_row (
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
  KEY by_number (import_id, employee_no),
  KEY by_position (import_id, position_id),
  KEY by_person (import_id, person_id, unit_id),
  KEY by_who (import_id, who),
  FOREIGN KEY (import_id) REFERENCES people_import (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

-- The difference, a row for each field that becomes another; and what is wrong with the files. code says what it is about,
-- in words of the product.
CREATE TABLE people_change (
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
CREATE TABLE people_choice (
  import_id     INT UNSIGNED NOT NULL,
  code          VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  item          VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  choice        VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  chosen_by     INT UNSIGNED NULL,
  PRIMARY KEY (import_id, code, item),
  FOREIGN KEY (import_id) REFERENCES people_import (id),
  FOREIGN KEY (chosen_by) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

INSERT INTO schema_version VALUES (12, UTC_TIMESTAMP());
