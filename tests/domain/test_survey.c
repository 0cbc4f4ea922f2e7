/* A survey's definition as rows, in the order of the form. On the catalogue of
 * tests/support/seed.sql. */
#include "app.h"

#include "survey.h"

static const char text[] =
	"{\"code\":\"NEW\",\"version\":3,\"title\":{\"nb\":\"T\",\"nn\":\"Tn\"},\"notice\":{\"nb\":"
	"\"N\"},\"sections\":["
	"{\"code\":\"law\",\"title\":{\"nb\":\"Lov\"},\"audience\":{\"everyone\":true},\"from_"
	"requirements\":\"statutory\"},"
	"{\"code\":\"work\",\"title\":{\"nb\":\"Fag\"},\"audience\":{\"everyone\":true},\"from_"
	"requirements\":\"other\"},"
	"{\"code\":\"all\",\"title\":{\"nb\":\"Alle\"},\"audience\":{\"sectors\":[\"helse_omsorg\"],"
	"\"roles\":[\"LEAD\"],"
	"\"leaders\":true},\"competences\":[\"RESPEKT\",\"HYG\",\"BRANN\"],\"questions\":["
	"{\"code\":\"P\",\"type\":\"many\",\"text\":{\"nb\":\"Hva?\",\"en\":\"What?\"},\"choices\":["
	"{\"code\":\"x\",\"text\":{\"nb\":\"X\"}},{\"code\":\"y\",\"text\":{\"nb\":\"Y\"}}]},"
	"{\"code\":\"Q\",\"type\":\"text\",\"required\":false,\"show_if\":{\"question\":\"P\",\"has\":"
	"\"y\"},"
	"\"text\":{\"nb\":\"Hvorfor?\"}}]}]}";

#define NEW "(SELECT id FROM survey WHERE code = 'NEW')"

static void store(void)
{
	const char *problem;
	const cJSON *definition = json_read(text, sizeof text - 1, &problem);
	struct db *db = db_session(DB_WRITE);

	assert_null(survey_check(db, definition));
	assert_true(survey_store(db, definition) > 1);
	db_commit(db);
}

static void items_stand_in_the_order_of_the_form(void **state)
{
	(void)state;
	store();
	assert_string_equal(
		stored("SELECT GROUP_CONCAT(s.code, ' ', COALESCE(c.code, i.code), ' ', COALESCE(i.facet, "
			   "i.type)"
			   " ORDER BY i.id) FROM item i JOIN section s ON s.id = i.section_id"
			   " LEFT JOIN competence c ON c.id = i.competence_id WHERE i.survey_id = " NEW),
		"law BRANN knowledge,work HYG knowledge,work HYG practice,all BRANN knowledge,all HYG "
		"knowledge,"
		"all HYG practice,all RESPEKT attitude,all P many,all Q text");
}

static void sections_have_their_audience(void **state)
{
	(void)state;
	store();
	assert_string_equal(
		stored(
			"SELECT GROUP_CONCAT(code, for_everyone, for_leaders, COALESCE(from_requirements, '-')"
			" ORDER BY position) FROM section WHERE survey_id = " NEW),
		"law10statutory,work10other,all01-");
	assert_string_equal(stored("SELECT CONCAT_WS(' ', x.sector, r.code) FROM section s"
	    " JOIN section_sector x ON x.section_id = s.id JOIN section_role y ON y.section_id = s.id"
	    " JOIN role r ON r.id = y.role_id WHERE s.survey_id = " NEW), "helse_omsorg LEAD");
}

static void questions_have_texts_choices_and_conditions(void **state)
{
	(void)state;
	store();
	assert_string_equal(
		stored("SELECT CONCAT_WS(' ', q.required, p.code, q.show_if_choice) FROM item q"
			   " JOIN item p ON p.id = q.show_if_item_id WHERE q.survey_id = " NEW),
		"0 P y");
	assert_string_equal(
		stored("SELECT GROUP_CONCAT(t.text ORDER BY t.language) FROM item_text t"
			   " JOIN item i ON i.id = t.item_id WHERE i.survey_id = " NEW " AND i.code = 'P'"),
		"What?,Hva?");
	assert_string_equal(
		stored("SELECT GROUP_CONCAT(c.code, t.text ORDER BY c.position) FROM choice c"
			   " JOIN choice_text t ON t.item_id = c.item_id AND t.position = c.position"
			   " JOIN item i ON i.id = c.item_id WHERE i.survey_id = " NEW),
		"xX,yY");
	assert_string_equal(
		stored("SELECT GROUP_CONCAT(language, title ORDER BY language) FROM survey_text"
			   " WHERE survey_id = " NEW),
		"nbT,nnTn");
	assert_string_equal(stored("SELECT CONCAT(code, version) FROM survey WHERE id = " NEW), "NEW3");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(items_stand_in_the_order_of_the_form),
		APP_TEST(sections_have_their_audience),
		APP_TEST(questions_have_texts_choices_and_conditions),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
