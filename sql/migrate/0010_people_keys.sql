-- Version 10: the keys of a delivery's rows have names, by which statements ask for them: the rows are new, and the server
-- knows nothing yet of how many there are.

ALTER TABLE people_unit_row RENAME INDEX IF EXISTS import_id TO by_unit;

ALTER TABLE people_person_row
  RENAME INDEX IF EXISTS import_id TO by_person,
  RENAME INDEX IF EXISTS import_id_2 TO by_login,
  RENAME INDEX IF EXISTS import_id_3 TO by_who;

ALTER TABLE people_position_row
  RENAME INDEX IF EXISTS import_id TO by_number,
  RENAME INDEX IF EXISTS import_id_2 TO by_position,
  RENAME INDEX IF EXISTS import_id_3 TO by_person,
  RENAME INDEX IF EXISTS import_id_4 TO by_who;

INSERT INTO schema_version VALUES (10, UTC_TIMESTAMP());
