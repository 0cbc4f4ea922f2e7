/*
 * The public Mustache specification's cases of the six core modules, where its folder is
 * (MUSTACHE_SPEC).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "arena.h"
#include "buf.h"
#include "json.h"
#include "template.h"

static const char *partial(const char *name, void *context)
{
	return json_get_text(context, name);
}

/* Whether the case gives what is expected; says what it gave if not. */
static bool passes(const char *module, const cJSON *test)
{
	const char *text = json_get_text(test, "template"), *why;
	struct template *template = template_parse(text, strlen(text), &why);
	struct buf out = { 0 };

	if (template != NULL)
		template_render_parsed(&out, template, json_get(test, "data"), partial,
		    (void *)(uintptr_t)json_get(test, "partials"), "en");
	if (template != NULL && strcmp(buf_text(&out), json_get_text(test, "expected")) == 0)
		return true;
	print_message("%s, %s: %s\n  template %s\n  expected %s\n  got      %s\n", module,
	    json_get_text(test, "name"), template == NULL ? why : "differs", text,
	    json_get_text(test, "expected"), buf_text(&out));
	return false;
}

static cJSON *read_module(const char *folder, const char *module)
{
	FILE *file = fopen(arena_printf("%s/%s.json", folder, module), "r");
	char *text = NULL;
	size_t room = 0;
	cJSON *cases;

	if (file == NULL)
		return NULL;
	assert_true(getdelim(&text, &room, '\0', file) > 0);
	cases = cJSON_Parse(text);
	free(text);
	fclose(file);
	return cases;
}

static void the_specification_holds(void **state)
{
	static const char *const modules[] = {
		"comments", "delimiters", "interpolation", "inverted", "partials", "sections",
	};
	const char *given = getenv("MUSTACHE_SPEC");
	const char *folder = given != NULL ? given : "../shared/mustache-spec";
	int passed = 0, failed = 0;

	(void)state;
	for (size_t i = 0; i < sizeof modules / sizeof modules[0]; i++) {
		const cJSON *cases = read_module(folder, modules[i]), *test;

		if (cases == NULL) {
			print_message("SKIPPED: no %s.json of the Mustache specification in %s\n", modules[i],
			    folder);
			skip();
		}
		cJSON_ArrayForEach(test, json_get(cases, "tests"))
			passes(modules[i], test) ? passed++ : failed++;
	}
	print_message("Mustache specification: %d cases passed, %d failed\n", passed, failed);
	assert_int_equal(failed, 0);
	assert_int_equal(passed, 136);
	arena_release();
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(the_specification_holds) };

	arena_serves_cjson();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
