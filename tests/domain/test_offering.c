/* Training that can be had. */
#include "app.h"

#include "offering.h"

static void offerings_say_what_they_teach(void **state)
{
	(void)state;
	const struct cJSON *offering = offering_list(db_session(DB_READ), user_of("ann"))->child;

	assert_string_equal(json_get_text(offering, "title"), "Håndhygiene på nett");
	assert_string_equal(json_get_text(json_get(offering, "competences")->child, "code"), "HYG");
	assert_int_equal(json_get(json_get(offering, "competences")->child, "reaches_level")->valueint, 2);
	assert_null(json_get(offering, "reaches_level"));
}

int main(void)
{
	const struct CMUnitTest tests[] = { APP_TEST(offerings_say_what_they_teach) };

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
