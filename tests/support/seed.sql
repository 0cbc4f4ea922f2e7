-- A small municipality for tests; today is 2026-11-24. Ids are fixed, tests name them.
--
--   unit 1 TRE (top leads)
--     unit 2 HEL (nobody leads)
--       unit 3 HEL-1 (lea leads, dag deputises for her until 1 December): ann, bo, rita, dag, maret
--       unit 4 HEL-2 (max leads): eli, maret (second position)
--     unit 5 STA (nobody leads): hal (HR)
--   gone is inactive, late has no position any more.
INSERT INTO municipality VALUES
  (1, 'TRE', 'Trefjord kommune', '9800', '310000108', 'nb', 1),
  (2, 'SOL', 'Solvåg kommune', '9801', '310000116', 'nb', 0),
  (3, 'BJO', 'Bjørkefjell kommune', '9802', '310000124', 'nn', 0);
INSERT INTO unit VALUES
  (1, 'TRE', NULL, NULL, NULL, 'kommune', NULL, '2026-05-01', NULL),
  (2, 'HEL', 1, NULL, 'helse_omsorg', 'kommunalområde', NULL, '2026-05-01', NULL),
  (3, 'HEL-1', 2, 2, 'helse_omsorg', 'enhet', '253', '2026-05-01', NULL),
  (4, 'HEL-2', 2, 3, 'helse_omsorg', 'enhet', '258', '2026-05-01', NULL),
  (5, 'STA', 1, NULL, 'administrasjon', 'enhet', '120', '2026-05-01', NULL);
INSERT INTO unit_text VALUES
  (1, 'nb', 'Trefjord kommune'), (1, 'nn', 'Trefjord kommune'),
  (2, 'nb', 'Helse og omsorg'), (2, 'nn', 'Helse og omsorg'),
  (3, 'nb', 'Solvang sykehjem'), (3, 'nn', 'Solvang sjukeheim'),
  (4, 'nb', 'Bjørkelia hjemmetjeneste'), (4, 'nn', 'Bjørkelia heimeteneste'),
  (5, 'nb', 'Stab og støtte');
INSERT INTO unit_tree VALUES
  (1, 1, 0), (1, 2, 1), (1, 3, 2), (1, 4, 2), (1, 5, 1),
  (2, 2, 0), (2, 3, 1), (2, 4, 1), (3, 3, 0), (4, 4, 0), (5, 5, 0);
INSERT INTO legacy_unit VALUES
  (1, 2, 'SOL-HEL', NULL, 'helse_omsorg', 'sektor', 'Helse og omsorg', '2000-01-01', '2027-12-31');
INSERT INTO topic (id, code, position) VALUES (1, 'emergency', 1), (2, 'health_practice', 2), (3, 'attitudes', 3);
INSERT INTO topic_text VALUES
  (1, 'nb', 'Beredskap'), (1, 'nn', 'Beredskap'), (1, 'en', 'Emergencies'),
  (2, 'nb', 'Helsehjelp'), (2, 'nn', 'Helsehjelp'), (2, 'en', 'Health care'),
  (3, 'nb', 'Holdninger'), (3, 'nn', 'Haldningar'), (3, 'en', 'Attitudes');
INSERT INTO competence VALUES
  (1, 'BRANN', 1, 1, 'felles', 1, 1, 'forskrift om brannforebygging § 12', 12, 'practice', 'source', NULL, NULL),
  (2, 'HYG', 2, 2, 'helse_omsorg', 0, 0, NULL, NULL, NULL, 'knowledge', NULL, NULL),
  (3, 'RESPEKT', 3, 3, 'felles', 0, 0, NULL, NULL, NULL, 'knowledge', NULL, NULL);
INSERT INTO competence_text VALUES
  (1, 'nb', 'Brannvern', 'Kan varsle og slokke.'), (1, 'nn', 'Brannvern', 'Kan varsle og sløkkje.'), (1, 'en', 'Fire safety', 'Can raise the alarm.'),
  (2, 'nb', 'Håndhygiene', 'Rengjør hendene.'), (2, 'nn', 'Handhygiene', 'Reingjer hendene.'),
  (3, 'nb', 'Respekt', 'Møter andre med respekt.'), (3, 'nn', 'Respekt', 'Møter andre med respekt.'), (3, 'en', 'Respect', 'Meets others with respect.');
INSERT INTO competence_facet VALUES (1, 'knowledge'), (2, 'knowledge'), (2, 'practice'), (3, 'attitude');
INSERT INTO scale_text VALUES
  (0, 'nb', 'Ingen', 'Kan det ikke.'), (1, 'nb', 'Kjennskap', 'Trenger hjelp.'), (2, 'nb', 'Under veiledning', 'Med rutine.'),
  (3, 'nb', 'Selvstendig', 'Alene.'), (4, 'nb', 'Veileder andre', 'Lærer bort.');
INSERT INTO anchor_text
  SELECT f.facet, s.level, 'nb', CONCAT(CONVERT(f.facet USING utf8mb4), ' på nivå ', s.level) FROM (SELECT DISTINCT facet FROM competence_facet) f, scale_text s;
INSERT INTO role VALUES (1, 'NURSE', '2223', 'helse_omsorg', NULL), (2, 'LEAD', '1349', 'felles', NULL), (3, 'HRADV', '2423', 'administrasjon', NULL), (4, 'VERNEOMBUD', NULL, 'felles', NULL);
INSERT INTO role_text VALUES
  (1, 'nb', 'Sykepleier'), (1, 'nn', 'Sjukepleiar'), (1, 'en', 'Nurse'), (2, 'nb', 'Enhetsleder'), (2, 'nn', 'Einingsleiar'),
  (3, 'nb', 'HR-rådgiver'), (4, 'nb', 'Verneombud');
INSERT INTO requirement VALUES
  (1, 1, 'knowledge', 2, 1), (1, 2, 'knowledge', 3, 0), (1, 2, 'practice', 3, 0), (2, 1, 'knowledge', 3, 1), (3, 1, 'knowledge', 1, 1), (4, 1, 'knowledge', 4, 1);
INSERT INTO offering VALUES (1, 'OFF-1', 'practical', 'Demo brannvesen', 3, 450, 12, NULL), (2, 'OFF-2', 'digital', 'Intern opplæring', 1.5, 0, NULL, NULL);
INSERT INTO offering_text VALUES (1, 'nb', 'Slokkeøvelse'), (1, 'nn', 'Sløkkjeøving'), (1, 'en', 'Extinguishing exercise'), (2, 'nb', 'Håndhygiene på nett');
INSERT INTO offering_competence VALUES (1, 1, 3), (2, 2, 2);
INSERT INTO person VALUES
  (1, 'T1', 'top', 'Tove', 'Topp', NULL, 1970, NULL, 1, '2000-01-01', NULL),
  (2, 'T2', 'lea', 'Lea', 'Lund', NULL, 1975, NULL, 1, '2000-01-01', NULL),
  (3, 'T3', 'ann', 'Ann', 'O''Hara', 'ann@trefjord.example', 1980, NULL, 1, '2010-01-01', NULL),
  (4, 'T4', 'bo', 'Bo', 'Berg', NULL, 1985, 'nn', 1, '2010-01-01', NULL),
  (5, 'T5', 'max', 'Max', 'Moe', NULL, 1965, 'en', 1, '2010-01-01', NULL),
  (6, 'T6', 'eli', 'Eli', 'Elvestad', NULL, 1990, NULL, 1, '2015-01-01', NULL),
  (7, 'T7', 'hal', 'Hal', 'Holm', NULL, 1978, NULL, 1, '2015-01-01', NULL),
  (8, 'T8', 'rita', 'Rita', 'Ravn', NULL, 1982, NULL, 1, '2015-01-01', NULL),
  (9, 'T9', 'gone', 'Geir', 'Gone', NULL, 1982, NULL, 0, '2015-01-01', '2026-10-01'),
  (10, 'T10', 'late', 'Lars', 'Late', NULL, 1982, NULL, 1, '2015-01-01', NULL),
  (11, 'T11', 'dag', 'Dag', 'Dahl', NULL, 1979, NULL, 1, '2015-01-01', NULL),
  (12, 'T12', 'maret', 'Máret', 'Čuđi', NULL, 1988, NULL, 1, '2015-01-01', NULL);
INSERT INTO person_origin VALUES (2, 'S3', 3), (2, 'S4', 4), (3, 'B6', 6), (3, 'B12', 12), (2, 'S12', 12);
INSERT INTO position VALUES
  (1, 'P1', 1, 1, NULL, 2, 100, 1, 'fast', '2020-01-01', NULL),
  (2, 'P2', 2, 3, 1, 2, 100, 1, 'fast', '2020-01-01', NULL),
  (3, 'P3', 3, 3, 1, 1, 80, 1, 'fast', '2020-01-01', NULL),
  (4, 'P4', 4, 3, 1, 1, 100, 1, 'fast', '2020-01-01', NULL),
  (5, 'P5', 5, 4, NULL, 2, 100, 1, 'fast', '2020-01-01', NULL),
  (6, 'P6', 6, 4, NULL, 1, 50, 1, 'vikar', '2020-01-01', '2026-12-31'),
  (7, 'P7', 7, 5, NULL, 3, 100, 1, 'fast', '2020-01-01', NULL),
  (8, 'P8', 8, 3, 1, 1, 100, 1, 'fast', '2020-01-01', NULL),
  (9, 'P9', 9, 3, 1, 1, 100, 1, 'fast', '2020-01-01', NULL),
  (10, 'P10', 10, 3, 1, 1, 100, 1, 'fast', '2020-01-01', '2026-11-23'),
  (11, 'P11', 11, 3, 1, 1, 100, 1, 'fast', '2020-01-01', NULL),
  (12, 'P12', 12, 3, NULL, 1, 60, 1, 'fast', '2020-01-01', NULL),
  (13, 'P13', 12, 4, NULL, 1, 40, 0, 'fast', '2020-01-01', NULL);
INSERT INTO unit_leader VALUES
  (1, 1, 1, NULL, '2026-05-01', NULL), (2, 3, 2, NULL, '2026-05-01', NULL), (3, 4, 5, NULL, '2026-05-01', NULL),
  (4, 3, 11, 2, '2026-11-20', '2026-12-01'), (5, 4, 6, 5, '2026-10-01', '2026-11-23');
INSERT INTO office VALUES (1, 8, 'verneombud', 3, 4, '2026-05-01', NULL);
INSERT INTO granted_role VALUES (7, 'hr');
INSERT INTO certificate VALUES
  (1, 'C1', 3, 1, 'Testskolen', NULL, '2025-12-10', '2026-12-10', 'confirmed', NULL, 0),
  (2, 'C2', 4, 1, 'Testskolen', NULL, '2025-11-01', '2026-11-01', 'confirmed', NULL, 0),
  (3, 'C3', 2, 1, 'Testskolen', NULL, '2026-06-01', '2027-06-01', 'submitted', NULL, 0);
INSERT INTO survey VALUES (1, 'SURVEY', 1);
INSERT INTO survey_text VALUES (1, 'nb', 'Kartlegging'), (1, 'nn', 'Kartlegging'), (1, 'en', 'Mapping');
INSERT INTO section VALUES
  (1, 1, 1, 'law', 1, 0, 'statutory'), (2, 1, 2, 'work', 1, 0, 'other'), (3, 1, 3, 'attitudes', 1, 0, NULL), (4, 1, 4, 'learning', 1, 0, NULL);
INSERT INTO section_text VALUES
  (1, 'nb', 'Det loven krever'), (1, 'nn', 'Det lova krev'), (1, 'en', 'What the law requires'), (2, 'nb', 'Faget mitt'), (3, 'nb', 'Holdninger'), (4, 'nb', 'Slik lærer jeg best');
INSERT INTO item VALUES
  (1, 1, 1, 'competence', 1, 'knowledge', NULL, 1, NULL, NULL),
  (2, 1, 2, 'competence', 2, 'knowledge', NULL, 1, NULL, NULL),
  (3, 1, 2, 'competence', 2, 'practice', NULL, 1, NULL, NULL),
  (4, 1, 3, 'competence', 3, 'attitude', NULL, 1, NULL, NULL),
  (5, 1, 4, 'many', NULL, NULL, 'FORM', 0, NULL, NULL),
  (6, 1, 4, 'one', NULL, NULL, 'TIME', 0, 5, 'digital');
INSERT INTO item_text VALUES (5, 'nb', 'Hvilke former passer for deg?'), (5, 'nn', 'Kva former passar for deg?'), (6, 'nb', 'Når passer digital opplæring?');
INSERT INTO choice VALUES (5, 1, 'digital'), (5, 2, 'classroom'), (6, 1, 'shift'), (6, 2, 'set_off');
INSERT INTO choice_text VALUES (5, 1, 'nb', 'Digitalt'), (5, 2, 'nb', 'Kurs'), (6, 1, 'nb', 'På vakt'), (6, 2, 'nb', 'I avsatt tid');
INSERT INTO round (id, code, survey_id, state, opens_at, closes_at, consulted_on, comments, notice_version, opened_at, closed_at, basis, law, dpia) VALUES
  (1, 'R1', 1, 'open', '2026-10-11 22:00:00', '2026-12-04 23:00:00', '2026-09-15', 1, 1, '2026-10-12 06:00:00', NULL, 'c,e', 'kommuneloven § 25-1', 'ARK 26/17'),
  (2, 'R0', 1, 'closed', '2025-10-11 22:00:00', '2025-12-04 23:00:00', '2025-09-15', 0, 1, '2025-10-12 06:00:00', '2025-12-04 23:00:00', 'c,e', 'kommuneloven § 25-1', 'ARK 25/3');
INSERT INTO round_text (round_id, language, title, purpose) VALUES
  (1, 'nb', 'Kartlegging 2026', 'Oversikt'), (1, 'nn', 'Kartlegging 2026', 'Oversyn'), (1, 'en', 'Mapping 2026', 'Overview'), (2, 'nb', 'Kartlegging 2025', 'Oversikt');
INSERT INTO round_notice VALUES (1, 1, 'nb', 'Kommunen er ansvarlig.'), (1, 1, 'nn', 'Kommunen er ansvarleg.'), (1, 1, 'en', 'The municipality is responsible.'), (2, 1, 'nb', 'Kommunen er ansvarlig.');
INSERT INTO assessment VALUES
  (1, 1, 3, 3, 1, 2, 'helse_omsorg', 80, 'assigned', NULL, NULL, NULL, 0),
  (2, 1, 4, 3, 1, 2, 'helse_omsorg', 100, 'agreed', 1, '2026-10-20 08:00:00', '2026-10-20 09:00:00', 2),
  (3, 1, 2, 3, 2, 2, 'helse_omsorg', 100, 'submitted', 1, '2026-10-20 08:00:00', '2026-10-20 09:00:00', 1),
  (4, 1, 6, 4, 1, 3, 'helse_omsorg', 50, 'assigned', 1, '2026-11-01 08:00:00', NULL, 0),
  (5, 1, 12, 3, 1, 3, 'helse_omsorg', 60, 'reopened', 1, '2026-11-01 08:00:00', '2026-11-02 08:00:00', 2),
  (6, 2, 3, 3, 1, 2, 'helse_omsorg', 80, 'submitted', 1, '2025-11-01 08:00:00', '2025-11-02 08:00:00', 1);
INSERT INTO answer (round_id, assessment_id, item_id, required, required_level)
  SELECT a.round_id, a.id, i.id, i.required, IF(i.type = 'competence', q.level, NULL)
    FROM assessment a JOIN item i ON i.survey_id = 1
    LEFT JOIN requirement q ON q.role_id = a.role_id AND q.competence_id = i.competence_id AND q.facet = i.facet;
UPDATE answer SET draft_level = 2, rev = 1, draft_at = '2026-10-20 08:30:00' WHERE assessment_id IN (2, 3, 5, 6) AND required = 1;
UPDATE answer SET draft_level = 1, rev = 1, draft_at = '2026-11-01 08:00:00' WHERE assessment_id = 4 AND item_id = 1;
UPDATE answer SET self_level = draft_level, answered_at = draft_at WHERE assessment_id IN (2, 3, 5, 6) AND required = 1;
UPDATE answer SET leader_level = 3, agreed_level = 3 WHERE assessment_id = 2 AND item_id = 2;
UPDATE answer SET draft_level = 4, rev = 2 WHERE assessment_id = 5 AND item_id = 2;
INSERT INTO training_request VALUES
  (17, NULL, 3, 3, 1, 'Slokkeøvelse', 'practical', 'Jeg vil kunne slokke.', '2026-12-08', '2026-12-08', 3, 450, 4, NULL, 'submitted', '2026-11-20 10:00:00', 1),
  (18, NULL, 3, 3, NULL, 'Språkkurs', 'classroom', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'draft', NULL, 0),
  (19, NULL, 4, 3, NULL, 'Sårstell', 'classroom', 'Trenger det.', NULL, NULL, 7, 1800, 7, NULL, 'returned', '2026-11-10 10:00:00', 2),
  (20, NULL, 4, 3, NULL, 'Førstehjelp', 'classroom', NULL, NULL, NULL, 6, 1250, 7, NULL, 'approved', '2026-11-01 10:00:00', 2),
  (21, NULL, 2, 3, NULL, 'Ledelse', 'further_education', 'Vil bli bedre.', NULL, NULL, 60, 12000, 0, 5, 'submitted', '2026-11-19 10:00:00', 1),
  (22, NULL, 6, 4, NULL, 'Sårstell', 'classroom', NULL, NULL, NULL, 7, 1800, 7, NULL, 'submitted', '2026-11-18 10:00:00', 1);
INSERT INTO training_request_competence VALUES (17, 1), (19, 2), (20, 1), (22, 2);
INSERT INTO training_event VALUES
  (1, 17, '2026-11-20 10:00:00', 3, NULL, 'submitted', NULL), (2, 18, '2026-11-21 10:00:00', 3, NULL, 'draft', NULL),
  (3, 19, '2026-11-10 10:00:00', 4, NULL, 'submitted', NULL), (4, 19, '2026-11-12 10:00:00', 2, NULL, 'returned', 'Hvilket kurs mener du?'),
  (5, 20, '2026-11-01 10:00:00', 4, NULL, 'submitted', NULL), (6, 20, '2026-11-03 10:00:00', 2, NULL, 'approved', NULL),
  (7, 21, '2026-11-19 10:00:00', 2, NULL, 'submitted', NULL), (8, 22, '2026-11-18 10:00:00', 6, NULL, 'submitted', NULL);
