-- One database account per program, with no right that it does not need (security: "Database accounts").
--
-- Run inside the schema, as an account that may create users:  mariadb grunnmur < grants.sql  or  grunnmur migrate --grants
-- Tables without a schema's name are those of the schema in use. An account that exists is left as it is, so that a site
-- may create it first with another way of logging in (a password over TLS).

CREATE USER IF NOT EXISTS grunnmur_survey@localhost IDENTIFIED VIA unix_socket;
CREATE USER IF NOT EXISTS grunnmur_leader@localhost IDENTIFIED VIA unix_socket;
CREATE USER IF NOT EXISTS grunnmur_hr@localhost     IDENTIFIED VIA unix_socket;
CREATE USER IF NOT EXISTS grunnmur_worker@localhost IDENTIFIED VIA unix_socket;
CREATE USER IF NOT EXISTS grunnmur_admin@localhost  IDENTIFIED VIA unix_socket;

-- The operator's command: the whole schema, and only that schema.
GRANT ALL PRIVILEGES ON * TO grunnmur_admin@localhost;

-- Everybody's ground: the organisation, the catalogue, the surveys. Nothing here is about a person. The worker reads it all.
GRANT SELECT ON schema_version TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT ON municipality TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT ON unit TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT ON unit_text TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT ON unit_tree TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT ON legacy_unit TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT ON topic TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT ON topic_text TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT ON competence TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT ON competence_text TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT ON competence_law TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT ON competence_facet TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT ON scale_text TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost;
GRANT SELECT ON anchor_text TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost;
GRANT SELECT ON role TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT ON role_text TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT ON requirement TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT ON offering TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT ON offering_text TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT ON offering_competence TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT ON survey TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT ON survey_text TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT ON section TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT ON section_text TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT ON section_sector TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT ON section_role TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT ON item TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT ON item_text TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT ON choice TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT ON choice_text TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT ON round TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT ON round_text TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT ON round_notice TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost;

-- The catalogue is HR's to keep. What is used is ended, never deleted; the log of versions is written and read, no more.
GRANT INSERT, UPDATE ON topic TO grunnmur_hr@localhost;
GRANT INSERT, UPDATE, DELETE ON topic_text TO grunnmur_hr@localhost;
GRANT INSERT, UPDATE, DELETE ON scale_text TO grunnmur_hr@localhost;
GRANT INSERT, UPDATE, DELETE ON anchor_text TO grunnmur_hr@localhost;
GRANT INSERT, UPDATE ON competence TO grunnmur_hr@localhost;
GRANT INSERT, UPDATE, DELETE ON competence_text TO grunnmur_hr@localhost;
GRANT INSERT, DELETE ON competence_law TO grunnmur_hr@localhost;
GRANT INSERT, DELETE ON competence_facet TO grunnmur_hr@localhost;
GRANT INSERT, UPDATE ON role TO grunnmur_hr@localhost;
GRANT INSERT, UPDATE, DELETE ON role_text TO grunnmur_hr@localhost;
GRANT INSERT, DELETE ON requirement TO grunnmur_hr@localhost;
GRANT INSERT, UPDATE ON offering TO grunnmur_hr@localhost;
GRANT INSERT, UPDATE, DELETE ON offering_text TO grunnmur_hr@localhost;
GRANT INSERT, DELETE ON offering_competence TO grunnmur_hr@localhost;
GRANT SELECT, INSERT, UPDATE ON coverage TO grunnmur_hr@localhost;
GRANT SELECT, INSERT ON catalogue_change TO grunnmur_hr@localhost;
GRANT SELECT, INSERT, DELETE, UPDATE (applied_at, made, changed, body) ON catalogue_import TO grunnmur_hr@localhost;

-- Rounds are HR's to make and to follow. Every notice that was shown stays, every step, every statement. No worker reads
-- what representatives said.
GRANT INSERT, UPDATE (survey_id, state, opens_at, closes_at, consulted_on, comments, notice_version, closed_at, confidential,
    basis, law, retention_months, dpia, rev) ON round TO grunnmur_hr@localhost;
GRANT INSERT, UPDATE, DELETE ON round_text TO grunnmur_hr@localhost;
GRANT INSERT ON round_notice TO grunnmur_hr@localhost;
GRANT SELECT, INSERT ON round_event TO grunnmur_hr@localhost;
GRANT SELECT, INSERT, UPDATE (ended_at, ended, minutes, outcome, evaluation_on) ON consultation TO grunnmur_hr@localhost;
GRANT SELECT, INSERT ON consultation_party TO grunnmur_hr@localhost;
GRANT SELECT, INSERT ON consultation_statement TO grunnmur_hr@localhost;

-- People and their place: who somebody is, what they do and lead. Only the survey program shows people everything that is
-- stored about themselves; the others get no address, year of birth or date of employment, but the worker the mail address and
-- HR the last day.
GRANT SELECT, UPDATE (language) ON person TO grunnmur_survey@localhost;
GRANT SELECT (id, employee_no, login, given_name, family_name, language, active) ON person
  TO grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT (email) ON person TO grunnmur_worker@localhost;
GRANT SELECT ON person_reach TO grunnmur_leader@localhost, grunnmur_hr@localhost;
GRANT SELECT ON person_origin TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT ON position TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT ON unit_leader TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT ON office TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT ON granted_role TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost;

-- Answers. draft_* is the person's own: no account but that of the survey program reads it, and leaders and HR see what
-- was submitted. rev is of the draft as well. When a draft was saved last tells who has paused.
GRANT SELECT, UPDATE (state, notice_version, started_at, submitted_at, rev) ON assessment TO grunnmur_survey@localhost;
GRANT SELECT ON assessment TO grunnmur_leader@localhost, grunnmur_hr@localhost;
GRANT SELECT, UPDATE (rev, draft_level, draft_not_relevant, draft_wish, draft_teach, draft_comment, draft_value, draft_at,
    self_level, not_relevant, wish, teach, comment, value, answered_at) ON answer TO grunnmur_survey@localhost;
GRANT SELECT (round_id, assessment_id, item_id, required, required_level, self_level, not_relevant, wish, teach,
    comment, value, answered_at, leader_level, agreed_level, draft_at) ON answer
  TO grunnmur_leader@localhost, grunnmur_hr@localhost;

-- Training requests: the employee asks, the leader decides, HR decides none. A draft's competences may be chosen anew.
-- training_draft is the person's own, as draft_* of an answer is.
GRANT SELECT, INSERT, UPDATE ON training_request TO grunnmur_survey@localhost;
GRANT SELECT, INSERT, DELETE ON training_request_competence TO grunnmur_survey@localhost;
GRANT SELECT, INSERT, DELETE ON training_draft TO grunnmur_survey@localhost;
GRANT SELECT, INSERT ON training_draft_competence TO grunnmur_survey@localhost;
GRANT SELECT, INSERT ON training_event TO grunnmur_survey@localhost;
GRANT SELECT, UPDATE (unit_id, state, rev) ON training_request TO grunnmur_leader@localhost;
GRANT SELECT ON training_request_competence TO grunnmur_leader@localhost;
GRANT SELECT, INSERT ON training_event TO grunnmur_leader@localhost;
GRANT SELECT ON training_request TO grunnmur_hr@localhost;
GRANT SELECT ON training_request_competence TO grunnmur_hr@localhost;
GRANT SELECT ON training_event TO grunnmur_hr@localhost;

-- Certificates: the employee registers, corrects and withdraws, the leader confirms or refuses. Their files are read by the owner
-- and the leader alone. The worker warns.
GRANT SELECT, INSERT (person_id, competence_id, issuer, number, issued_on, expires_on, state, submitted_at),
    UPDATE (competence_id, issuer, number, issued_on, expires_on, state, submitted_at, rev) ON certificate TO grunnmur_survey@localhost;
GRANT SELECT, UPDATE (state, rev) ON certificate TO grunnmur_leader@localhost;
GRANT SELECT ON certificate TO grunnmur_hr@localhost, grunnmur_worker@localhost;
GRANT SELECT, INSERT ON certificate_event TO grunnmur_survey@localhost, grunnmur_leader@localhost;
GRANT SELECT, INSERT, DELETE ON certificate_file TO grunnmur_survey@localhost;
GRANT SELECT ON certificate_file TO grunnmur_leader@localhost;
GRANT SELECT ON certificate_warning TO grunnmur_survey@localhost;
GRANT SELECT, INSERT ON certificate_warning TO grunnmur_worker@localhost;

-- Trace: written by all, changed by none. What a person may read of it goes through audit_own; the whole is HR's.
GRANT SELECT, INSERT ON op TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost;
GRANT INSERT ON audit TO grunnmur_survey@localhost, grunnmur_leader@localhost;
GRANT SELECT, INSERT ON audit TO grunnmur_hr@localhost;
GRANT SELECT ON audit_own TO grunnmur_survey@localhost;
GRANT SELECT, INSERT, UPDATE (count, last_at, detail) ON audit_look
  TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost;

-- Jobs: HR asks for them and may cancel them, the worker does them.
GRANT SELECT, INSERT, UPDATE (state, ended_at) ON job TO grunnmur_hr@localhost;
GRANT SELECT, INSERT ON job_lane TO grunnmur_hr@localhost;
GRANT SELECT, INSERT, UPDATE ON job TO grunnmur_worker@localhost;
GRANT SELECT, INSERT ON job_lane TO grunnmur_worker@localhost;
-- A leader asks for reminders alone, and follows them by what they did.
GRANT SELECT (id, kind, object_id, asked_by, state, waits, reason), INSERT (kind, object_id, asked_by, asked_at, state) ON job
  TO grunnmur_leader@localhost;
GRANT SELECT, INSERT ON job_lane TO grunnmur_leader@localhost;

-- Reminders: HR and leaders ask, the worker writes them and sends the mails.
GRANT SELECT, INSERT (round_id, kind, day, scope_id, asked_by, asked_at) ON reminder_sending
  TO grunnmur_leader@localhost, grunnmur_hr@localhost;
GRANT SELECT, UPDATE (people, mails) ON reminder_sending TO grunnmur_worker@localhost;
GRANT SELECT ON reminder_sending TO grunnmur_survey@localhost;
GRANT SELECT ON reminder TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost;
GRANT SELECT, INSERT ON reminder TO grunnmur_worker@localhost;
GRANT SELECT ON outbox TO grunnmur_survey@localhost, grunnmur_leader@localhost, grunnmur_hr@localhost;
GRANT UPDATE (state, reason, said, tries, due_at, ended_at) ON outbox TO grunnmur_hr@localhost;
GRANT SELECT, INSERT (kind, object_id, person_id, queued_at, due_at), UPDATE (state, due_at, attempt, tries, ended_at, reason, said)
  ON outbox TO grunnmur_worker@localhost;

-- Surveys: HR builds them in drafts and stores versions. Of a stored version texts alone are put right, and that is logged.
GRANT SELECT, INSERT, UPDATE, DELETE ON survey_draft TO grunnmur_hr@localhost;
GRANT SELECT, INSERT ON survey_change TO grunnmur_hr@localhost;
GRANT INSERT ON survey TO grunnmur_hr@localhost;
GRANT INSERT, UPDATE (title) ON survey_text TO grunnmur_hr@localhost;
GRANT SELECT, INSERT, UPDATE (text) ON survey_notice TO grunnmur_hr@localhost;
GRANT INSERT ON section TO grunnmur_hr@localhost;
GRANT INSERT, UPDATE (title) ON section_text TO grunnmur_hr@localhost;
GRANT INSERT ON section_sector TO grunnmur_hr@localhost;
GRANT INSERT ON section_role TO grunnmur_hr@localhost;
GRANT INSERT ON item TO grunnmur_hr@localhost;
GRANT INSERT, UPDATE (text) ON item_text TO grunnmur_hr@localhost;
GRANT INSERT ON choice TO grunnmur_hr@localhost;
GRANT INSERT, UPDATE (text) ON choice_text TO grunnmur_hr@localhost;

-- What the worker does: opens and closes rounds, and takes back what a stopped opening wrote. It reads no answer, but when one
-- was saved.
GRANT UPDATE (state, opened_at, closed_at, rev) ON round TO grunnmur_worker@localhost;
GRANT INSERT ON round_event TO grunnmur_worker@localhost;
GRANT SELECT, INSERT, DELETE ON assessment TO grunnmur_worker@localhost;
GRANT SELECT (round_id, assessment_id, draft_at), INSERT (round_id, assessment_id, item_id, required, required_level), DELETE ON answer
  TO grunnmur_worker@localhost;
GRANT CREATE TEMPORARY TABLES ON * TO grunnmur_worker@localhost;
GRANT INSERT ON audit TO grunnmur_worker@localhost;

-- People import: HR keeps the sources, brings deliveries and decides; the worker compares and applies. What a delivery holds is
-- deleted when it ends. granted_role is written by neither: no file gives anybody HR's right.
GRANT SELECT, INSERT, UPDATE ON people_source TO grunnmur_hr@localhost;
GRANT SELECT, INSERT, DELETE ON people_source_column TO grunnmur_hr@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON people_source_role TO grunnmur_hr@localhost;
GRANT SELECT, INSERT, UPDATE ON people_import TO grunnmur_hr@localhost;
GRANT SELECT, INSERT ON people_file TO grunnmur_hr@localhost;
GRANT SELECT, INSERT, DELETE ON people_unit_row TO grunnmur_hr@localhost;
GRANT SELECT, INSERT, DELETE ON people_person_row TO grunnmur_hr@localhost;
GRANT SELECT, INSERT, DELETE ON people_position_row TO grunnmur_hr@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON people_change TO grunnmur_hr@localhost;
GRANT SELECT, INSERT, UPDATE ON people_choice TO grunnmur_hr@localhost;
GRANT SELECT ON people_source TO grunnmur_worker@localhost;
GRANT SELECT ON people_source_column TO grunnmur_worker@localhost;
GRANT SELECT ON people_source_role TO grunnmur_worker@localhost;
GRANT SELECT, UPDATE ON people_import TO grunnmur_worker@localhost;
GRANT SELECT, UPDATE, DELETE ON people_unit_row TO grunnmur_worker@localhost;
GRANT SELECT, UPDATE, DELETE ON people_person_row TO grunnmur_worker@localhost;
GRANT SELECT, UPDATE, DELETE ON people_position_row TO grunnmur_worker@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON people_change TO grunnmur_worker@localhost;
GRANT SELECT ON people_choice TO grunnmur_worker@localhost;
GRANT SELECT ON granted_role TO grunnmur_worker@localhost;
GRANT SELECT (email, hired_on, ended_on), UPDATE (login, given_name, family_name, email, active, hired_on, ended_on),
    INSERT (employee_no, login, given_name, family_name, email, language, active, hired_on, ended_on) ON person
  TO grunnmur_worker@localhost;
-- HR's page of what is missing tells who has left from who lacks a position.
GRANT SELECT (ended_on) ON person TO grunnmur_hr@localhost;
GRANT SELECT, INSERT ON person_number TO grunnmur_worker@localhost;
GRANT INSERT ON person_origin TO grunnmur_worker@localhost;
GRANT SELECT, INSERT, UPDATE ON position_source TO grunnmur_worker@localhost;
GRANT INSERT, UPDATE, DELETE ON position TO grunnmur_worker@localhost;
GRANT SELECT, INSERT ON unit_source TO grunnmur_worker@localhost;
GRANT INSERT, UPDATE ON unit TO grunnmur_worker@localhost;
GRANT INSERT, UPDATE ON unit_text TO grunnmur_worker@localhost;
GRANT INSERT, DELETE ON unit_tree TO grunnmur_worker@localhost;
GRANT INSERT, UPDATE, DELETE ON unit_leader TO grunnmur_worker@localhost;
GRANT SELECT ON person_number TO grunnmur_survey@localhost, grunnmur_hr@localhost;
