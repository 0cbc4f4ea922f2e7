/* Answers from elsewhere into an open round. */
#include "folder.h"

#include "round_opening.h"

static void open_code(const char *code)
{
	static const struct job_kind kinds[] = { { "round.open", round_opening_work }, { NULL, NULL } };
	struct db *db = db_session(DB_WRITE);

	assert_true(round_opening_ask(db, NULL, round_opening_find(db, code), NULL) > 0);
	db_commit(db);
	assert_true(job_run_next(kinds, NULL));
	assert_string_equal(stored("SELECT state FROM job"), "done");
}

/* The small municipality with its round open; what is asked of top, lea and ann. */
static void open_round(void)
{
	assert_string_equal(folder_import(), "");
	open_code("R1");
	app_run("UPDATE answer n JOIN item i ON i.id = n.item_id JOIN competence c ON c.id = i.competence_id"
		" SET n.required = c.code = 'DIG-GRUNN'");
}

static void says(const char *rows, const char *expected)
{
	folder_add("assessments.csv", rows);
	assert_string_equal(folder_import_answers(), expected);
	assert_string_equal(stored("SELECT COUNT(*) FROM answer WHERE draft_at IS NOT NULL"), "0");
	assert_string_equal(
		stored("SELECT COUNT(*) FROM assessment WHERE started_at IS NOT NULL"), "0");
}

#define ANSWER(no, code, what)                                                                     \
	"SELECT " what " FROM answer n JOIN assessment a ON a.id = n.assessment_id"                    \
	" JOIN person p ON p.id = a.person_id JOIN item i ON i.id = n.item_id"                         \
	" JOIN competence c ON c.id = i.competence_id WHERE p.employee_no = '" no                      \
	"' AND c.code = '" code "'"
#define STATE(no)                                                                                  \
	"SELECT CONCAT_WS(' ', a.state, a.started_at IS NOT NULL, a.submitted_at IS NOT NULL,"         \
	" a.notice_version) FROM assessment a JOIN person p ON p.id = a.person_id WHERE "              \
	"p.employee_no = '" no "'"

static void what_was_submitted_is_there_for_all(void **state)
{
	(void)state;
	open_round();
	folder_add("assessments.csv",
		"R1,T3,submitted,DIG-GRUNN,2,3,,,2026-11-20\nR1,T3,submitted,DIG-KI,,0,,,2026-11-20");
	assert_string_equal(folder_import_answers(), "");
	assert_string_equal(stored(STATE("T3")), "submitted 1 1 1");
	assert_string_equal(stored(ANSWER("T3", "DIG-GRUNN",
							"CONCAT_WS(' ', n.draft_level, n.self_level, n.rev, "
							"DATE(n.answered_at), n.answered_at = n.draft_at)")),
		"3 3 1 2026-11-20 1");
	assert_string_equal(stored(ANSWER("T3", "DIG-KI", "n.self_level")), "0");
	assert_string_equal(stored("SELECT COUNT(*) FROM answer WHERE draft_at IS NOT NULL"), "2");
}

static void what_was_begun_is_the_persons_own(void **state)
{
	(void)state;
	open_round();
	folder_add("assessments.csv", "R1,T3,started,DIG-GRUNN,2,3,,,2026-11-24");
	assert_string_equal(folder_import_answers(), "");
	assert_string_equal(stored(STATE("T3")), "assigned 1 0 1");
	assert_string_equal(stored(ANSWER("T3", "DIG-GRUNN",
							"CONCAT_WS(' ', n.draft_level, COALESCE(n.self_level, '-'),"
							" COALESCE(n.answered_at, '-'))")),
		"3 - -");
	assert_string_equal(
		stored("SELECT COUNT(*) FROM answer WHERE draft_at > '2026-11-24 09:00:00'"), "0");
}

static void the_leaders_part_sets_the_state(void **state)
{
	(void)state;
	open_round();
	folder_add("assessments.csv", "R1,T3,submitted,DIG-GRUNN,2,3,2,2,2026-11-20\n"
	    "R1,T2,submitted,DIG-GRUNN,2,3,2,2,2026-11-20\nR1,T2,submitted,DIG-KI,,3,1,,2026-11-20");
	assert_string_equal(folder_import_answers(), "");
	assert_string_equal(stored(STATE("T3")), "agreed 1 1 1");
	assert_string_equal(stored(STATE("T2")), "reviewed 1 1 1");
	assert_string_equal(stored(STATE("T1")), "assigned 0 0");
	assert_string_equal(stored(ANSWER("T2", "DIG-KI",
							"CONCAT_WS(' ', n.leader_level, COALESCE(n.agreed_level, '-'))")),
		"1 -");
	assert_string_equal(stored("SELECT COUNT(*) FROM audit WHERE action = 'import.answers'"), "1");
}

static void an_answer_is_to_a_question_that_was_asked(void **state)
{
	(void)state;
	open_round();
	says("R1,T3,submitted,LED-KULTUR,,3,,,2026-11-20\nR1,T5,submitted,DIG-KI,,3,,,2026-11-20\n"
	    "R1,T3,done,X,,5,-1,x,2026-02-30",
	    "assessments.csv:2: competence_code: This person is not asked about this in the round.\n"
	    "assessments.csv:3: employee_no: \"T5\" is unknown.\n"
	    "assessments.csv:4: state: \"done\" is none of: submitted, started.\n"
	    "assessments.csv:4: competence_code: \"X\" is unknown.\n"
	    "assessments.csv:4: self_level: This must be a whole number from 0 to 4.\n"
	    "assessments.csv:4: leader_level: This must be a whole number from 0 to 4.\n"
	    "assessments.csv:4: agreed_level: This must be a whole number from 0 to 4.\n"
	    "assessments.csv:4: answered_on: This is no date that exists, written YYYY-MM-DD.\n");
}

static void an_answer_stands_once_and_a_person_has_one_state(void **state)
{
	(void)state;
	open_round();
	says("R1,T3,submitted,DIG-KI,,3,,,2026-11-20\nR1,T3,submitted,DIG-KI,,3,,,2026-11-20\n"
	    "R1,T3,started,DIG-GRUNN,,3,3,,2026-11-20\nR2,T3,submitted,DIG-SIKKER,,3,,,2026-11-20",
	    "assessments.csv:3: competence_code: The answer stands in an earlier row too.\n"
	    "assessments.csv:4: state: An earlier row of this person has another state.\n"
	    "assessments.csv:4: leader_level: A leader sees nothing before it is submitted.\n"
	    "assessments.csv:5: round_code: A file holds the answers of one round.\n");
}

static void what_was_submitted_lacks_nothing(void **state)
{
	(void)state;
	open_round();
	says("R1,T3,submitted,DIG-KI,,3,,,2026-11-20\nR1,T2,started,DIG-KI,,3,,,2026-11-20\n"
	    "R1,T3,submitted,DIG-SIKKER,,3,,,2026-11-25",
	    "assessments.csv:4: answered_on: This day has not come yet.\n");
	folder_change("assessments.csv", "2026-11-25", "2026-11-24");
	says("", "assessments.csv:2: state: It cannot be submitted without an answer to: DIG-GRUNN.\n");
}

static void the_round_is_open(void **state)
{
	(void)state;
	assert_string_equal(folder_import(), "");
	says("R1,T3,submitted,DIG-KI,,3,,,2026-11-20",
	    "assessments.csv:2: round_code: There is no open round with this code.\n");
}

static void an_assessment_that_was_begun_here_is_not_overwritten(void **state)
{
	(void)state;
	open_round();
	app_run("UPDATE assessment a JOIN person p ON p.id = a.person_id SET a.started_at = "
			"'2026-11-21 10:00:00'"
			" WHERE p.employee_no = 'T3'");
	folder_add("assessments.csv", "R1,T3,submitted,DIG-KI,,3,,,2026-11-20");
	assert_string_equal(
		folder_import_answers(), "assessments.csv:2: employee_no: \"T3\" is unknown.\n");
}

static void the_demo_has_all_states(void **state)
{
	(void)state;
	folder_demo();
	assert_string_equal(folder_import(), "");
	open_code("R2026");
	assert_string_equal(folder_import_answers(), "");
	assert_string_equal(
		stored("SELECT GROUP_CONCAT(DISTINCT state, started_at IS NOT NULL ORDER BY state, 1)"
			   " FROM assessment"),
		"assigned0,assigned1,submitted1,reviewed1,agreed1");
	assert_string_equal(
		stored("SELECT COUNT(*) FROM answer n JOIN assessment a ON a.id = n.assessment_id"
			   " WHERE a.submitted_at IS NOT NULL AND n.required = 1 AND n.self_level IS NULL"),
		"0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FOLDER_TEST(what_was_submitted_is_there_for_all),
		FOLDER_TEST(what_was_begun_is_the_persons_own),
		FOLDER_TEST(the_leaders_part_sets_the_state),
		FOLDER_TEST(an_answer_is_to_a_question_that_was_asked),
		FOLDER_TEST(an_answer_stands_once_and_a_person_has_one_state),
		FOLDER_TEST(what_was_submitted_lacks_nothing), FOLDER_TEST(the_round_is_open),
		FOLDER_TEST(an_assessment_that_was_begun_here_is_not_overwritten),
		FOLDER_TEST(the_demo_has_all_states),
	};

	return cmocka_run_group_tests(tests, app_start, folder_stop);
}
