/* The moment in UTC and the day in Oslo, around midnight, summer time and leap days. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "arena.h"
#include "clock.h"
#include "fault.h"

static int release(void **state)
{
	(void)state;
	unsetenv("GRUNNMUR_NOW");
	clock_begin();
	arena_release();
	return 0;
}

static void at(const char *now)
{
	setenv("GRUNNMUR_NOW", now, 1);
	clock_begin();
}

static void today_is_oslo_s(void **state)
{
	static const struct { const char *now, *utc, *today; } cases[] = {
		{ "2026-11-24T09:30:00Z", "2026-11-24 09:30:00", "2026-11-24" },
		{ "2026-11-24T22:59:59Z", "2026-11-24 22:59:59", "2026-11-24" },
		{ "2026-11-24T23:00:00Z", "2026-11-24 23:00:00", "2026-11-25" },
		{ "2026-06-30T21:59:59Z", "2026-06-30 21:59:59", "2026-06-30" },
		{ "2026-06-30T22:00:00Z", "2026-06-30 22:00:00", "2026-07-01" },
		{ "2026-12-31T23:30:00Z", "2026-12-31 23:30:00", "2027-01-01" },
		{ "2026-11-24T10:30:00+01:00", "2026-11-24 09:30:00", "2026-11-24" },
		{ "2026-11-24T00:30:00-02:30", "2026-11-24 03:00:00", "2026-11-24" },
		{ "2026-11-24 09:30:00", "2026-11-24 09:30:00", "2026-11-24" },
		{ "2026-11-24T09:30:00.250Z", "2026-11-24 09:30:00", "2026-11-24" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		at(cases[i].now);
		assert_string_equal(clock_now(), cases[i].utc);
		assert_string_equal(clock_today(), cases[i].today);
	}
	at("1970-01-02T00:00:01Z");
	assert_int_equal(clock_unix(), 86401);
}

static void without_it_the_clock_is_read(void **state)
{
	(void)state;
	unsetenv("GRUNNMUR_NOW");
	clock_begin();
	assert_true(llabs(clock_unix() - (int64_t)time(NULL)) <= 2);
}

static void begin(void *context)
{
	(void)context;
	clock_begin();
}

static void a_wrong_moment_is_a_fault(void **state)
{
	static const char *const wrong[] = { "", "now", "2026-13-01T00:00:00Z", "2026-11-24",
	    "2026-11-24T25:00:00Z",
		"2026-11-24T09:30:00Q", "2026-11-24T09:30:00+1:00", "2026-11-24T09:3" };

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		setenv("GRUNNMUR_NOW", wrong[i], 1);
		assert_int_equal(fault_guard(begin, NULL), OUTCOME_BROKEN);
	}
}

static void days_begin_in_oslo(void **state)
{
	(void)state;
	assert_string_equal(clock_day_start("2026-11-24"), "2026-11-23 23:00:00");
	assert_string_equal(clock_day_end("2026-11-24"), "2026-11-24 23:00:00");
	assert_string_equal(clock_day_start("2026-07-01"), "2026-06-30 22:00:00");
	/* Summer time begins and ends within these days. */
	assert_string_equal(clock_day_start("2026-03-29"), "2026-03-28 23:00:00");
	assert_string_equal(clock_day_end("2026-03-29"), "2026-03-29 22:00:00");
	assert_string_equal(clock_day_start("2026-10-25"), "2026-10-24 22:00:00");
	assert_string_equal(clock_day_end("2026-10-25"), "2026-10-25 23:00:00");
	assert_string_equal(clock_day_end("2026-12-31"), "2026-12-31 23:00:00");
}

static void days_are_counted(void **state)
{
	(void)state;
	assert_string_equal(clock_add_days("2026-11-24", 90), "2027-02-22");
	assert_string_equal(clock_add_days("2026-11-24", -24), "2026-10-31");
	assert_string_equal(clock_add_days("2028-02-28", 1), "2028-02-29");
	assert_string_equal(clock_add_days("2026-03-28", 2), "2026-03-30");
	assert_int_equal(clock_days_between("2026-11-24", "2027-02-22"), 90);
	assert_int_equal(clock_days_between("2026-03-30", "2026-03-28"), -2);
	assert_int_equal(clock_days_between("1900-01-01", "2199-12-31"), 109572);
}

static void days_that_exist(void **state)
{
	static const char *const days[] = { "1900-01-01", "2026-11-24", "2000-02-29", "2028-02-29",
	    "2199-12-31" };
	static const char *const others[] = { "", "2026", "2026-11-31", "2026-02-29", "1900-02-29",
	    "2100-02-29",
		"2026-00-01", "2026-01-00", "2026-13-01", "1899-12-31", "2200-01-01", "2026-11-24 ",
		    "2026-11-2",
		"2026/11/24", "24.11.2026", "2026-1a-01", "+026-01-01", "2026-11-24T00:00:00Z" };

	(void)state;
	for (size_t i = 0; i < sizeof days / sizeof days[0]; i++)
		assert_true(clock_is_day(days[i]));
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
		if (clock_is_day(others[i]))
			fail_msg("taken for a day: %s", others[i]);
	assert_false(clock_is_day(NULL));
}

static void moments_in_oslo(void **state)
{
	(void)state;
	assert_string_equal(clock_oslo("2026-11-24 09:30:00"), "2026-11-24 10:30:00");
	assert_string_equal(clock_oslo("2026-07-01T23:30:00Z"), "2026-07-02 01:30:00");
	assert_string_equal(clock_oslo("2026-03-29T00:59:59Z"), "2026-03-29 01:59:59");
	assert_string_equal(clock_oslo("2026-03-29T01:00:00Z"), "2026-03-29 03:00:00");
	assert_null(clock_oslo("2026-11-24"));
	assert_null(clock_oslo(""));
	assert_null(clock_oslo(NULL));
	assert_null(clock_oslo("2026-11-24 09:30"));
}

static void a_set_clock_moves_by_waiting_alone(void **state)
{
	(void)state;
	setenv("GRUNNMUR_NOW", "2026-11-24T09:30:00Z", 1);
	const int64_t before = clock_ms();

	assert_int_equal(clock_ms(), before);
	clock_wait(3600000);
	assert_int_equal(clock_ms(), before + 3600000);
}

static void waiting_takes_its_time(void **state)
{
	(void)state;
	unsetenv("GRUNNMUR_NOW");
	const int64_t before = clock_ms();

	clock_wait(5);
	assert_true(clock_ms() >= before + 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(today_is_oslo_s, release),
		cmocka_unit_test_teardown(without_it_the_clock_is_read, release),
		cmocka_unit_test_teardown(a_wrong_moment_is_a_fault, release),
		cmocka_unit_test_teardown(days_begin_in_oslo, release),
		cmocka_unit_test_teardown(days_are_counted, release),
		cmocka_unit_test_teardown(days_that_exist, release),
		cmocka_unit_test_teardown(moments_in_oslo, release),
		cmocka_unit_test_teardown(a_set_clock_moves_by_waiting_alone, release),
		cmocka_unit_test_teardown(waiting_takes_its_time, release),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
