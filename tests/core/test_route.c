/* The table of addresses: which row a path finds, which tables stop the start. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fault.h"
#include "reply.h"
#include "route.h"

static struct reply handle(const struct request *req)
{
	(void)req;
	return reply_not_found();
}

static const struct route table[] = {
	{ METHOD_GET, "/", ROLE_EMPLOYEE, handle, 0 },
	{ METHOD_GET, "/things/new", ROLE_EMPLOYEE, handle, 0 },
	{ METHOD_GET, "/things/{id}", ROLE_EMPLOYEE, handle, 0 },
	{ METHOD_POST, "/things/{id}", ROLE_EMPLOYEE, handle, 0 },
	{ METHOD_PUT, "/things/{id}/parts/{part}", ROLE_EMPLOYEE, handle, DB_SAVE },
	{ 0 }
};
static const struct route *const tables[] = { table, NULL };

static const struct route *found(enum method method, const char *path, struct request *req, unsigned *allowed)
{
	*req = (struct request){ .method = method, .path = path };
	return route_find(tables, req, allowed);
}

static void a_path_finds_its_row_and_its_parts(void **state)
{
	(void)state;
	struct request req;
	unsigned allowed;

	assert_ptr_equal(found(METHOD_GET, "/", &req, &allowed), &table[0]);
	assert_ptr_equal(found(METHOD_POST, "/things/17", &req, &allowed), &table[3]);
	assert_int_equal(request_id(&req, "id"), 17);
	assert_ptr_equal(found(METHOD_PUT, "/things/17/parts/4", &req, &allowed), &table[4]);
	assert_int_equal(request_id(&req, "id"), 17);
	assert_int_equal(request_id(&req, "part"), 4);
}

/* A word where others have an id is an address of its own, whatever others may be asked. */
static void a_word_stands_before_an_id(void **state)
{
	(void)state;
	struct request req;
	unsigned allowed;

	assert_ptr_equal(found(METHOD_GET, "/things/new", &req, &allowed), &table[1]);
	assert_null(found(METHOD_POST, "/things/new", &req, &allowed));
	assert_int_equal(allowed, 1u << METHOD_GET);
}

static void a_change_belongs_to_the_page_above_it(void **state)
{
	(void)state;
	assert_string_equal(route_page(tables, "/things/17"), "/things/17");
	assert_string_equal(route_page(tables, "/things/17/parts/4"), "/things/17");
	assert_string_equal(route_page(tables, "/other"), "/");
	assert_string_equal(route_page(tables, ""), "/");
}

static void what_is_not_in_the_table_does_not_exist(void **state)
{
	(void)state;
	static const char *const paths[] = {
		"", "/things", "/things/", "/things/1/", "/things/1/2", "//", "/Things/1", "/things/1/parts", "/things/1/parts/",
	};

	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		struct request req;
		unsigned allowed;

		assert_null(found(METHOD_GET, paths[i], &req, &allowed));
		assert_int_equal(allowed, 0);
	}
}

static void another_method_is_told_which_there_are(void **state)
{
	(void)state;
	struct request req;
	unsigned allowed;

	assert_null(found(METHOD_PUT, "/things/1", &req, &allowed));
	assert_int_equal(allowed, 1u << METHOD_GET | 1u << METHOD_POST);
}

static void check(void *context)
{
	route_check(context);
}

static enum outcome checked(const struct route *rows)
{
	const struct route *const list[] = { rows, NULL };

	return fault_guard(check, (void *)(uintptr_t)list);
}

static void a_faulty_table_stops_the_start(void **state)
{
	(void)state;
	static const struct route nobody[] = { { METHOD_GET, "/", 0, handle, 0 }, { 0 } };
	static const struct route nothing[] = { { METHOD_GET, "/", ROLE_HR, NULL, 0 }, { 0 } };
	static const struct route twice[] = {
		{ METHOD_GET, "/", ROLE_HR, handle, 0 }, { METHOD_GET, "/", ROLE_LEADER, handle, 0 }, { 0 }
	};

	assert_int_equal(checked(table), OUTCOME_DONE);
	assert_int_equal(checked(nobody), OUTCOME_BROKEN);
	assert_int_equal(checked(nothing), OUTCOME_BROKEN);
	assert_int_equal(checked(twice), OUTCOME_BROKEN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_path_finds_its_row_and_its_parts),
		cmocka_unit_test(a_word_stands_before_an_id),
		cmocka_unit_test(a_change_belongs_to_the_page_above_it),
		cmocka_unit_test(what_is_not_in_the_table_does_not_exist),
		cmocka_unit_test(another_method_is_told_which_there_are),
		cmocka_unit_test(a_faulty_table_stops_the_start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
