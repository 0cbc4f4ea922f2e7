/* The token against forged requests: of this login, today or yesterday, and nothing else (S13). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "arena.h"
#include "buf.h"
#include "clock.h"
#include "csrf.h"

static char path[] = "/tmp/grunnmur-key-XXXXXX";

static void store_key(const char *key, mode_t mode)
{
	static int file = -1;

	if (file < 0)
		file = mkstemp(path);
	assert_true(file >= 0);
	assert_int_equal(ftruncate(file, 0), 0);
	assert_int_equal(pwrite(file, key, strlen(key), 0), (ssize_t)strlen(key));
	assert_int_equal(fchmod(file, mode), 0);
}

static void at(const char *now)
{
	setenv("GRUNNMUR_NOW", now, 1);
	clock_begin();
}

static int start(void **state)
{
	(void)state;
	store_key("0123456789abcdef0123456789abcdef", 0600);
	csrf_start(path);
	at("2026-11-24T09:30:00Z");
	return 0;
}

static int stop(void **state)
{
	(void)state;
	unlink(path);
	arena_release();
	return 0;
}

static void a_token_is_its_login_s(void **state)
{
	const char *token = csrf_token("kari");

	(void)state;
	assert_int_equal(strlen(token), 128);
	assert_int_equal(strspn(token, "0123456789abcdef"), 128);
	assert_true(csrf_ok("kari", token));
	assert_false(csrf_ok("ola", token));
	assert_false(csrf_ok("kari ", token));
	assert_false(csrf_ok("", token));
	assert_false(csrf_ok(NULL, token));
}

/* A page that is sent compressed shows by its length what recurs in it: the token must not. */
static void no_two_tokens_have_a_part_in_common(void **state)
{
	const char *first = csrf_token("kari"), *second = csrf_token("kari");
	size_t same = 0;

	(void)state;
	assert_true(csrf_ok("kari", first));
	assert_true(csrf_ok("kari", second));
	for (size_t i = 0; i + 8 <= 128; i++)
		same += strstr(second, arena_text(first + i, 8)) != NULL;
	assert_int_equal(same, 0);
}

/* What is under the pad would be the same all day: it is not taken without one. */
static void the_bare_code_is_no_token(void **state)
{
	const char *token = csrf_token("kari");
	struct buf bare = { 0 };

	(void)state;
	for (size_t i = 0; i < 64; i += 2) {
		const unsigned long pad = strtoul(arena_text(token + i, 2), NULL, 16);
		const unsigned long code = strtoul(arena_text(token + 64 + i, 2), NULL, 16);

		buf_printf(&bare, "%02lx", pad ^ code);
	}
	assert_false(csrf_ok("kari", buf_text(&bare)));
}

static void other_tokens_are_refused(void **state)
{
	char *token = arena_text(csrf_token("kari"), 128);

	(void)state;
	assert_false(csrf_ok("kari", NULL));
	assert_false(csrf_ok("kari", ""));
	assert_false(csrf_ok("kari", arena_text(token, 127)));
	assert_false(csrf_ok("kari", arena_printf("%s0", token)));
	assert_false(csrf_ok("kari", arena_printf("%.127sg", token)));
	for (size_t i = 0; i < 128; i++) {
		const char kept = token[i];

		token[i] = kept == '0' ? '1' : '0';
		assert_false(csrf_ok("kari", token));
		token[i] = kept;
	}
	assert_true(csrf_ok("kari", token));
}

static void a_token_serves_until_the_end_of_the_next_day(void **state)
{
	const char *token = csrf_token("kari");

	(void)state;
	at("2026-11-25T23:59:59Z");
	assert_true(csrf_ok("kari", token));
	at("2026-11-26T00:00:00Z");
	assert_false(csrf_ok("kari", token));
	at("2026-11-23T09:30:00Z");
	assert_false(csrf_ok("kari", token));
	at("2026-11-24T09:30:00Z");
}

static int status_of_start(void)
{
	const pid_t child = fork();
	int status;

	if (child == 0) {
		close(STDERR_FILENO);
		csrf_start(path);
		_exit(0);
	}
	waitpid(child, &status, 0);
	return WEXITSTATUS(status);
}

static void a_weak_or_open_key_stops_the_start(void **state)
{
	(void)state;
	store_key("too short", 0600);
	assert_int_equal(status_of_start(), 78);
	store_key("0123456789abcdef0123456789abcdef", 0644);
	assert_int_equal(status_of_start(), 78);
	store_key("0123456789abcdef0123456789abcdef", 0660);
	assert_int_equal(status_of_start(), 78);
	store_key("0123456789abcdef0123456789abcdef", 0640);
	assert_int_equal(status_of_start(), 0);
}

static void random_ids_differ(void **state)
{
	const char *first = csrf_random_id();

	(void)state;
	assert_int_equal(strlen(first), 32);
	assert_int_equal(strspn(first, "0123456789abcdef"), 32);
	assert_string_not_equal(first, csrf_random_id());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_token_is_its_login_s),
		cmocka_unit_test(no_two_tokens_have_a_part_in_common),
		cmocka_unit_test(the_bare_code_is_no_token),
		cmocka_unit_test(other_tokens_are_refused),
		cmocka_unit_test(a_token_serves_until_the_end_of_the_next_day),
		cmocka_unit_test(a_weak_or_open_key_stops_the_start),
		cmocka_unit_test(random_ids_differ),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
