/* Certificates, and training requests with their story. */
#include "folder.h"

static void says(const char *expected)
{
	assert_string_equal(folder_import(), expected);
	assert_string_equal(stored("SELECT COUNT(*) FROM training_request"), "0");
}

static void certificates_are_stored(void **state)
{
	(void)state;
	assert_string_equal(folder_import(), "");
	assert_string_equal(
		stored("SELECT GROUP_CONCAT(CONCAT_WS(' ', c.source_id, k.code, c.issued_on, c.expires_on,"
			   " c.state) ORDER BY c.id) FROM certificate c JOIN competence k ON k.id = "
			   "c.competence_id"),
		"C1 BRANN-GRUNN 2026-01-01 2027-01-01 confirmed,C2 HO-AUTORISASJON 2005-06-01 submitted");
}

static void a_request_follows_the_main_position_and_the_askers_language(void **state)
{
	(void)state;
	assert_string_equal(folder_import(), "");
	assert_string_equal(
		stored(
			"SELECT CONCAT_WS(' ', u.code, r.title, r.form, r.price, r.substitute_hours, r.state)"
			" FROM training_request r JOIN unit u ON u.id = r.unit_id WHERE r.source_id = 'O1'"),
		"HEL Sløkkjeøving practical 450.00 4.00 submitted");
	assert_string_equal(
		stored("SELECT CONCAT_WS(' ', state, COALESCE(submitted_at, '-')) FROM training_request"
			   " WHERE source_id = 'O4'"),
		"draft -");
}

#define STORY(code)                                                                                \
	"SELECT COALESCE(GROUP_CONCAT(e.state, ' ', DATE(e.at), ' ', p.employee_no ORDER BY e.id), "   \
	"'')"                                                                                          \
	" FROM training_event e JOIN training_request r ON r.id = e.request_id JOIN person p ON p.id " \
	"= e.actor_id"                                                                                 \
	" WHERE r.source_id = '" code "'"

static void each_step_is_told(void **state)
{
	(void)state;
	assert_string_equal(folder_import(), "");
	assert_string_equal(stored(STORY("O1")), "submitted 2026-11-01 T3");
	assert_string_equal(stored(STORY("O2")), "submitted 2026-11-01 T3,declined 2026-11-05 T2");
	assert_string_equal(stored(STORY("O3")),
	    "submitted 2026-10-01 T4,approved 2026-10-02 T1,completed 2026-10-02 T1");
	assert_string_equal(stored(STORY("O4")), "");
	assert_string_equal(stored(STORY("O5")), "submitted 2026-11-24 T3,cancelled 2026-11-24 T3");
	assert_string_equal(stored(STORY("O6")), "submitted 2026-11-01 T4");
	assert_string_equal(
		stored("SELECT COUNT(*) FROM training_event WHERE at > '2026-11-24 09:00:00'"), "0");
	assert_string_equal(
		stored("SELECT COUNT(*) FROM training_event WHERE reason IS NOT NULL"), "1");
}

static void the_file_may_give_reasons(void **state)
{
	(void)state;
	folder_put("training_requests.csv",
		"request_id,employee_no,competence_code,title_nb,form,cost_nok,"
		"substitute_hours,status,submitted_on,decided_on,decided_by,reason,decision_reason\n"
		"O1,T3,BRANN-GRUNN,Kurs,digital,0,0,returned,2026-11-01,2026-11-02,T2,Trenger det,Når "
		"da?\n");
	assert_string_equal(folder_import(), "");
	assert_string_equal(
		stored("SELECT CONCAT_WS(' ', r.title, r.reason, e.reason) FROM training_request r"
			   " JOIN training_event e ON e.request_id = r.id AND e.state = 'returned'"),
		"Kurs Trenger det Når da?");
}

static void a_story_holds_together(void **state)
{
	(void)state;
	folder_add("training_requests.csv",
		"O7,T3,BRANN-GRUNN,K,K,digital,0,0,approved,2026-11-02,2026-11-01,T3");
	folder_add("training_requests.csv", "O8,T3,BRANN-GRUNN,K,K,digital,0,0,declined,,,T2");
	folder_add("training_requests.csv", "O8,T9,X,,K,film,-1,x,done,,,");
	folder_add("training_requests.csv",
		"O9,T3,BRANN-GRUNN,K,K,digital,0,0,submitted,2026-11-02,2026-11-03,");
	says("training_requests.csv:8: decided_on: 2026-11-01 lies before 2026-11-02 in the column "
		 "submitted_on.\n"
		 "training_requests.csv:8: decided_by: Nobody decides their own request.\n"
		 "training_requests.csv:9: submitted_on: This is needed.\n"
		 "training_requests.csv:10: request_id: \"O8\" stands in an earlier row too.\n"
		 "training_requests.csv:10: employee_no: \"T9\" is unknown.\n"
		 "training_requests.csv:10: competence_code: \"X\" is unknown.\n"
		 "training_requests.csv:10: title_nb: This is needed.\n"
		 "training_requests.csv:10: form: \"film\" is none of: digital, classroom, practical, "
		 "on_the_job, mentoring,"
		 " further_education.\n"
		 "training_requests.csv:10: cost_nok: This must be a number from 0 to 99999999 with at "
		 "most two decimals.\n"
		 "training_requests.csv:10: substitute_hours: This must be a number from 0 to 9999 with at "
		 "most two decimals.\n"
		 "training_requests.csv:10: status: \"done\" is none of: draft, submitted, returned, "
		 "approved, declined,"
		 " completed, cancelled.\n"
		 "training_requests.csv:11: decided_on: Nothing has been decided in this state.\n");
}

static void who_asks_has_a_position(void **state)
{
	(void)state;
	folder_add("employees.csv", "T6,,,Una,Uten,una,,,,,1,");
	folder_add("training_requests.csv", "O7,T6,BRANN-GRUNN,K,K,digital,0,0,draft,,,");
	folder_add("certificates.csv", "C3,T6,BRANN-GRUNN,2026-01-02,2026-01-01,,2");
	says("certificates.csv:4: expires_on: 2026-01-01 lies before 2026-01-02 in the column "
		 "issued_on.\n"
		 "certificates.csv:4: issuer: This is needed.\n"
		 "certificates.csv:4: verified_by_leader: This must be a whole number from 0 to 1.\n"
		 "training_requests.csv:8: employee_no: This person has no position.\n");
}

static void what_happened_did_so_by_today(void **state)
{
	(void)state;
	folder_add("certificates.csv", "C3,T3,BRANN-GRUNN,2026-11-25,2027-01-01,Testskolen,1");
	folder_add("certificates.csv", "C4,T3,BRANN-GRUNN,2026-11-24,2027-01-01,Testskolen,1");
	folder_add("training_requests.csv", "O7,T3,BRANN-GRUNN,K,K,digital,0,0,declined,2026-11-25,2026-11-26,T2");
	says("certificates.csv:4: issued_on: This day has not come yet.\n"
		 "training_requests.csv:8: submitted_on: This day has not come yet.\n"
		 "training_requests.csv:8: decided_on: This day has not come yet.\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FOLDER_TEST(certificates_are_stored),
		FOLDER_TEST(a_request_follows_the_main_position_and_the_askers_language),
		FOLDER_TEST(each_step_is_told),
		FOLDER_TEST(the_file_may_give_reasons),
		FOLDER_TEST(a_story_holds_together),
		FOLDER_TEST(who_asks_has_a_position),
		FOLDER_TEST(what_happened_did_so_by_today),
	};

	return cmocka_run_group_tests(tests, app_start, folder_stop);
}
