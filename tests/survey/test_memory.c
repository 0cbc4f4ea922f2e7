/* The employee's requests when memory is wanting. */
#include "memory.h"

#include <stdio.h>
#include <string.h>

#include "pages.h"

static int page(void)
{
	return visit("ann", "/assessments/1").status;
}

static int profile(void)
{
	return visit("bo", "/profile").status;
}

static int save(void)
{
	app_run("UPDATE answer SET draft_level = NULL, rev = 0 WHERE assessment_id = 1");
	return send_json("PUT", "ann", "/assessments/1/answers/1", "{\"level\":3,\"rev\":0}").status;
}

static size_t created;

/* Each is a new request; what was not answered is not stored. */
static int create(void)
{
	static unsigned long operation;
	char body[200], wanted[24];

	snprintf(body, sizeof body, "op=%032lx&do=submit&title=Norskkurs&form=classroom&reason=Fordi&competences=BRANN", ++operation);
	const int status = submit("ann", "/requests", body).status;

	created += status == 303;
	snprintf(wanted, sizeof wanted, "%zu", created);
	assert_string_equal(stored("SELECT COUNT(*) FROM training_request WHERE title = 'Norskkurs'"), wanted);
	assert_string_equal(stored("SELECT COUNT(*) FROM audit"), wanted);
	return status;
}

static void allocations_fail(void **state)
{
	(void)state;
	created = 0;
	memory_fails_in_turn(page, 200);
	memory_fails_in_turn(profile, 200);
	memory_fails_in_turn(save, 200);
	memory_fails_in_turn(create, 303);
}

static void the_request_needs_too_much(void **state)
{
	(void)state;
	created = 0;
	memory_runs_out(page, 200);
	memory_runs_out(save, 200);
	memory_runs_out(create, 303);
}

static int start(void **state)
{
	static const struct route *const tables[] = { assessment_routes, answer_routes, request_routes, profile_routes, NULL };

	if (app_start(state))
		return 1;
	app_serves("survey", tables);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = { APP_TEST(allocations_fail), APP_TEST(the_request_needs_too_much) };

	return cmocka_run_group_tests(tests, start, app_stop);
}
