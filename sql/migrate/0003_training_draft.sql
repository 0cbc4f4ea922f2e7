-- Version 3: what is written in a returned request is kept apart until it is sent again; indexes that hold what a leader's and
-- HR's pages count.

-- What the employee has written in a returned request and not yet sent again: the leader reads what was submitted, and has
-- no right to this. A first draft lies here only while it is being saved.
CREATE TABLE IF NOT EXISTS training_draft (
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

CREATE TABLE IF NOT EXISTS training_draft_competence (
  request_id    INT UNSIGNED NOT NULL,
  competence_id INT UNSIGNED NOT NULL,
  PRIMARY KEY (request_id, competence_id),
  FOREIGN KEY (request_id) REFERENCES training_draft (request_id) ON DELETE CASCADE,
  FOREIGN KEY (competence_id) REFERENCES competence (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

ALTER TABLE position
  DROP KEY person_id, ADD KEY person_id (person_id, valid_from, valid_to, role_id),
  DROP KEY unit_id, ADD KEY unit_id (unit_id, person_id, valid_from, valid_to);

ALTER TABLE assessment
  DROP KEY round_id_2,
  ADD KEY round_id_2 (round_id, unit_id, state, started_at, sector, municipality_id, role_id, submitted_at, person_id);

INSERT INTO schema_version VALUES (3, UTC_TIMESTAMP());
