/* The survey's definition and the rounds. */
#include "folder.h"

#include <string.h>

#include "i18n.h"

static void says(const char *expected)
{
	assert_string_equal(folder_import(), expected);
	assert_string_equal(stored("SELECT COUNT(*) FROM round"), "0");
}

static void a_round_is_ready_between_days_of_oslo(void **state)
{
	(void)state;
	folder_change(
		"rounds.csv", "2026-11-01,2026-12-04,2026-10-01", "2026-10-20,2026-12-04,2026-10-01");
	assert_string_equal(folder_import(), "");
	assert_string_equal(
		stored("SELECT CONCAT_WS(' ', r.code, r.state, r.opens_at, r.closes_at, r.consulted_on,"
			   " r.comments, s.code, s.version) FROM round r JOIN survey s ON s.id = r.survey_id"),
		"R1 ready 2026-10-19 22:00:00 2026-12-04 23:00:00 2026-10-01 1 KARTLEGGING-2026 1");
	assert_string_equal(
		stored("SELECT GROUP_CONCAT(language, title, purpose ORDER BY language) FROM round_text"),
		"enMappingOverview,nbKartleggingOversikt,nnKartleggingOversyn");
	assert_string_equal(
		stored("SELECT COUNT(*) FROM round_notice WHERE version = 1 AND text LIKE 'Trefjord%'"),
		"3");
}

static void days_follow_each_other(void **state)
{
	(void)state;
	folder_change(
		"rounds.csv", "2026-11-01,2026-12-04,2026-10-01", "2026-11-01,2026-10-31,2026-11-02");
	folder_change("rounds.csv", "KARTLEGGING-2026", "ANNEN");
	says("rounds.csv:2: survey_code: \"ANNEN\" is unknown.\n"
	    "rounds.csv:2: opens_on: 2026-11-01 lies before 2026-11-02 in the column consulted_on.\n"
	    "rounds.csv:2: closes_on: 2026-10-31 lies before 2026-11-01 in the column opens_on.\n");
}

static void a_definition_is_json(void **state)
{
	(void)state;
	folder_put("survey.json", "{\n\"code\": \"A\",\n}");
	assert_non_null(strstr(folder_import(), "survey.json:3: This is not JSON: text expected.\n"));
	i18n_use("nb");
	assert_non_null(strstr(folder_import(), "survey.json:3: Dette er ikke JSON: her skulle det stått en tekst"));
	folder_put("survey.json", "{\"code\": \"A\", \"code\": \"B\"}");
	assert_non_null(strstr(folder_import(), "survey.json: Dette er ikke JSON: et navn står to ganger."));
}

static void a_definitions_faults_say_where(void **state)
{
	(void)state;
	folder_change("survey.json", "\"HMS-GRUNN\"", "\"HMS-GRUNNKURS\"");
	folder_change("survey.json", "\"everyone\": true", "\"all\": true");
	says("survey.json: sections[0].audience.all: This key is unknown.\n"
	    "survey.json: sections[0].audience: Nobody would be asked.\n"
	    "survey.json: sections[2].competences[0]: \"HMS-GRUNNKURS\" is unknown.\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FOLDER_TEST(a_round_is_ready_between_days_of_oslo),
		FOLDER_TEST(days_follow_each_other),
		FOLDER_TEST(a_definition_is_json),
		FOLDER_TEST(a_definitions_faults_say_where),
	};

	return cmocka_run_group_tests(tests, app_start, folder_stop);
}
