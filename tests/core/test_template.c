/*
 * Our own cases of templates: escaping, formats, translations, strictness, and all that loading
 * refuses.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "arena.h"
#include "buf.h"
#include "fault.h"
#include "i18n.h"
#include "json.h"
#include "template.h"

static char folder[] = "/tmp/grunnmur-templates-XXXXXX";

static int release(void **state)
{
	(void)state;
	arena_release();
	return 0;
}

static const char *no_partial(const char *name, void *context)
{
	(void)context;
	return strcmp(name, "self") == 0 ? "{{>self}}" : strcmp(name, "bad") == 0 ? "{{#a}}" : NULL;
}

/* The text rendered with json as data, or what is wrong with it. */
static const char *rendered(const char *text, const char *json)
{
	const char *why;
	struct template *template = template_parse(text, strlen(text), &why);
	struct buf out = { 0 };

	if (template == NULL)
		return why;
	template_render_parsed(&out, template, json_read(json, strlen(json), NULL), no_partial, NULL,
	    "en");
	return buf_text(&out);
}

static void values_and_sections(void **state)
{
	static const struct { const char *template, *json, *text; } cases[] = {
		{ "{{x}}", "{\"x\":\"<a href='b'>`&\\\"\"}", "&lt;a href=&#39;b&#39;&gt;&#96;&amp;&quot;" },
		{ "{{x}}{{y}}{{z}}", "{\"x\":0,\"y\":1250.5,\"z\":-7}", "01250.5-7" },
		{ "{{x}}{{y}}{{z}}", "{\"x\":true,\"y\":false,\"z\":null}", "truefalse" },
		{ "{{x}}", "{\"x\":{\"a\":[1,\"<\"]}}", "{&quot;a&quot;:[1,&quot;&lt;&quot;]}" },
		{ "{{#x}}yes{{/x}}{{^x}}no{{/x}}", "{\"x\":0}", "yes" },
		{ "{{#x}}yes{{/x}}{{^x}}no{{/x}}", "{\"x\":\"\"}", "no" },
		{ "{{#x}}yes{{/x}}{{^x}}no{{/x}}", "{\"x\":[]}", "no" },
		{ "{{#x}}yes{{/x}}{{^x}}no{{/x}}", "{\"x\":{}}", "yes" },
		{ "{{#x}}yes{{/x}}{{^x}}no{{/x}}", "{}", "no" },
		{ "{{#l}}[{{.}}]{{/l}}", "{\"l\":[1,\"b\",false]}", "[1][b][false]" },
		{ "{{#l}}{{n}}{{top}} {{/l}}", "{\"top\":\"!\",\"l\":[{\"n\":1},{\"n\":2,\"top\":\"?\"}]}",
		    "1! 2? " },
		{ "{{a.b.c}}|{{a.x.c}}|{{#a}}{{b.c}}{{/a}}", "{\"a\":{\"b\":{\"c\":1}}}", "1||1" },
		/* A name found in the nearest object is not looked for further out. */
		{ "{{#a}}{{b.c}}{{/a}}", "{\"a\":{\"b\":{}},\"b\":{\"c\":1}}", "" },
		{ "{{Name}}{{name}}", "{\"name\":\"exact\"}", "exact" },
		{ "a {{! no }} b", "{}", "a  b" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_string_equal(rendered(cases[i].template, cases[i].json), cases[i].text);
}

static void formats(void **state)
{
	static const struct { const char *template, *json, *text; } cases[] = {
		{ "{{#date}}{{d}}{{/date}}", "{\"d\":\"2026-12-04\"}", "4 December 2026" },
		{ "{{#date}} {{a.d}} {{/date}}", "{\"a\":{\"d\":\"2026-12-04T09:00:00Z\"}}",
		    "4 December 2026" },
		{ "{{#date_long}}{{d}}{{/date_long}}", "{\"d\":\"2026-12-04\"}", "Friday 4 December" },
		{ "{{#moment}}{{d}}{{/moment}}", "{\"d\":\"2026-12-04T09:42:00Z\"}",
		    "4 December 2026, 10:42" },
		{ "{{#time}}{{d}}{{/time}}", "{\"d\":\"2026-12-04T09:42:00Z\"}", "10:42" },
		{ "{{#number}}{{n}}{{/number}}", "{\"n\":12345.5}", "12,345.5" },
		{ "{{#number}}{{n}}{{/number}}", "{\"n\":\"12345.50\"}", "12,345.5" },
		{ "{{#money}}{{n}}{{/money}}", "{\"n\":1250}", "NOK\u00a01,250" },
		{ "[{{#date}}{{d}}{{/date}}]", "{}", "[]" },
		{ "[{{#number}}{{d}}{{/number}}]", "{\"d\":null}", "[]" },
		{ "[{{#money}}{{d}}{{/money}}]", "{\"d\":\"\"}", "[]" },
		{ "{{#number}}{{d}}{{/number}}", "{\"d\":\"<b>\"}", "&lt;b&gt;" },
		{ "{{#date}}{{d}}{{/date}}", "{\"d\":\"<b>\"}", "&lt;b&gt;" },
		{ "{{#l}}{{#number}}{{.}}{{/number}};{{/l}}", "{\"l\":[1000,2]}", "1,000;2;" },
		{ "{{#date}}x{{/date}}", "{}",
		    "line 1: a section that formats holds one value and nothing else" },
		{ "{{#date}}{{/date}}", "{}", "line 1: a section that formats holds one value" },
		{ "{{#date}}{{a}}{{b}}{{/date}}", "{}",
		    "line 1: a section that formats holds one value and nothing else" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_string_equal(rendered(cases[i].template, cases[i].json), cases[i].text);
}

static void texts_to_translate(void **state)
{
	(void)state;
	assert_string_equal(rendered("{{#_}}Hello {{name}}{{/_}}!", "{\"name\":\"<K>\"}"),
	    "Hello &lt;K&gt;!");
	assert_string_equal(rendered("<p>{{#_}}\n\tTwo\r\n  lines \n{{/_}}</p>", "{}"),
	    "<p>Two lines</p>");
	assert_string_equal(rendered("{{#_}}{{#n}}many{{/n}}{{^n}}none{{/n}}{{/_}}", "{}"), "none");
	assert_string_equal(rendered("{{#l}}{{#_}}No {{.}}{{/_}}, {{/l}}", "{\"l\":[1,2]}"),
	    "No 1, No 2, ");
	assert_non_null(strstr(rendered("{{#_}}a {{#_}}b{{/_}}{{/_}}", "{}"),
	    "a translation or a partial"));
	assert_non_null(strstr(rendered("{{#_}}a {{>b}}{{/_}}", "{}"), "a translation or a partial"));
	assert_non_null(strstr(rendered("{{=<% %>=}}<%#_%>a<%/_%>", "{}"), "other delimiters"));
}

static void syntax_errors_name_their_line(void **state)
{
	static const struct { const char *template, *why; } cases[] = {
		{ "a\n{{x", "line 2: a tag without an end" }, { "{{{x}}", "line 1: a tag without an end" },
		{ "{{#a}}\n\n{{/b}}", "line 3: the end of b inside a" },
		{ "\n{{/a}}", "line 2: the end of a section that was not begun" },
		{ "{{#a}}", "line 1: the section a has no end" },
		{ "{{}}", "line 1: a tag without a name that can be looked up" },
		{ "{{a b}}", "line 1: a tag without a name that can be looked up" },
		{ "{{a..b}}", "line 1: a tag without a name that can be looked up" },
		{ "{{.a}}", "line 1: a tag without a name that can be looked up" },
		{ "{{a.}}", "line 1: a tag without a name that can be looked up" },
		{ "{{=x=}}", "line 1: delimiters are two words without an equals sign" },
		{ "{{= =}}", "line 1: delimiters are two words without an equals sign" },
		{ "{{=a b c=}}", "line 1: delimiters are two words without an equals sign" },
		{ "{{>}}", "line 1: a partial without a name, or in a message" },
		{ "{{", "line 1: a tag without an end" },
	};
	struct buf deep = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_string_equal(rendered(cases[i].template, "{}"), cases[i].why);
	for (int i = 0; i < 100; i++)
		buf_add(&deep, "{{#a}}");
	assert_string_equal(rendered(deep.text, "{}"), "line 1: sections nested too deep");
}

static void render_it(void *context)
{
	rendered(context, "{}");
}

static void endless_partials_are_a_fault(void **state)
{
	(void)state;
	assert_int_equal(fault_guard(render_it, (char[]){ "{{>self}}" }), OUTCOME_BROKEN);
	assert_int_equal(fault_guard(render_it, (char[]){ "{{>bad}}" }), OUTCOME_BROKEN);
	assert_int_equal(fault_guard(render_it, (char[]){ "{{>none}}" }), OUTCOME_DONE);
}

/* Loading ----------------------------------------------------------------- */

static void store(const char *name, const char *text)
{
	FILE *file = fopen(arena_printf("%s/%s", folder, name), "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static int make_folder(void **state)
{
	(void)state;
	if (mkdtemp(folder) == NULL)
		return 1;
	mkdir(arena_printf("%s/layout", folder), 0700);
	mkdir(arena_printf("%s/survey", folder), 0700);
	store("layout/top.html", "<!doctype html>\n<html lang=\"{{page.language}}\">\n");
	store("layout/notes.txt", "{{#");
	return 0;
}

static int remove_folder(void **state)
{
	static const char *const names[] = { "layout/top.html", "layout/notes.txt", "survey/page.html",
	    "survey/other.html" };

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		unlink(arena_printf("%s/%s", folder, names[i]));
	rmdir(arena_printf("%s/layout", folder));
	rmdir(arena_printf("%s/survey", folder));
	rmdir(folder);
	return release(state);
}

/* Loads in a child with page as survey/page.html; gives its status and what it said. */
static int status_of(const char *page, char *said, size_t room)
{
	int ends[2], status;
	size_t length = 0;
	ssize_t got;
	pid_t child;

	store("survey/page.html", page);
	assert_int_equal(pipe(ends), 0);
	child = fork();
	if (child == 0) {
		dup2(ends[1], STDERR_FILENO);
		template_load(folder, "survey");
		_exit(0);
	}
	close(ends[1]);
	while ((got = read(ends[0], said + length, room - 1 - length)) > 0)
		length += (size_t)got;
	close(ends[0]);
	said[length] = '\0';
	waitpid(child, &status, 0);
	return WEXITSTATUS(status);
}

static void what_escaping_cannot_protect_is_refused(void **state)
{
	static const struct { const char *page, *said; } cases[] = {
		{ "{{{x}}}", "a raw tag" }, { "{{&x}}", "a raw tag" },
		{ "{{#a}}{{{x}}}{{/a}}", "a raw tag" }, { "{{#_}}a {{&x}}{{/_}}", "a raw tag" },
		{ "<script>var x = {{x}};</script>", "in a script or style" },
		{ "<SCRIPT>\n{{x}}</SCRIPT>", "in a script or style" },
		{ "<style>{{x}}</style>", "in a script or style" },
		{ "<script>{{#x}}1{{/x}}</script>", "in a script or style" },
		{ "<script>{{#_}}x{{/_}}</script>", "in a script or style" },
		{ "<script>a < b > c {{x}}</script>", "in a script or style" },
		{ "<p class={{x}}>", "outside of quotes" }, { "<p class=a{{x}}>", "outside of quotes" },
		{ "<p {{x}}>", "outside of quotes" },
		{ "<{{x}}>", "outside of quotes" }, { "<p {{x}}=\"a\">", "outside of quotes" },
		{ "<p class= {{x}}>", "outside of quotes" },
		{ "<p class={{#x}}a{{/x}}>", "without quotes" }, { "<!-- {{x}} -->", "in an HTML comment" },
		{ "<a href=\"{{x}}\">", "starts an address" }, { "<a href='{{x}}'>", "starts an address" },
		{ "<a HREF=\"{{x}}\">", "starts an address" },
		{ "<img src=\"{{x}}\">", "starts an address" },
		{ "<form action=\"{{x}}\">", "starts an address" },
		{ "<button formaction=\"{{x}}\">", "starts an address" },
		{ "<a href=\"{{#x}}{{x}}{{/x}}\">", "starts an address" },
		{ "<a href=\"{{page.root}}{{x}}\">", "starts an address" },
		{ "<a href=\"{{page.address}}\">", "starts an address" },
		{ "<a href = \"{{x}}\">", "starts an address" },
		{ "<p onclick=\"a({{x}})\">", "is a script" },
		{ "<p style=\"color:{{x}}\">", "is a script, a style" },
		{ "<iframe srcdoc=\"a{{x}}\">", "or a document" },
		{ "<p title=\"{{> top}}\">", "a partial inside an HTML tag" },
		{ "<p", "ends inside an HTML tag" }, { "<p title=\"a", "ends inside an HTML tag" },
		{ "{{#a}}<p title=\"{{/a}}b\">", "different places" },
		{ "{{> nowhere}}", "there is no partial nowhere" },
		{ "a\n{{#a}}", "page.html: line 2: the section a has no end" },
	};
	char said[2000];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		if (status_of(cases[i].page, said, sizeof said) != 78)
			fail_msg("taken: %s", cases[i].page);
		if (strstr(said, cases[i].said) == NULL)
			fail_msg("%s: said %s", cases[i].page, said);
	}
}

static void what_is_safe_is_taken(void **state)
{
	static const char *const pages[] = {
		"", "{{> top}}<p>{{x}}</p>", "<p title=\"{{x}}\" class='a {{x}}'>",
		    "<a href=\"{{page.root}}/survey/{{id}}\">",
		"<img src=\"{{page.static}}/x.svg\"/>", "<a href=\"#{{id}}\">",
		    "<a href=\"https://{{page.help_url}}\">", "<a href=\"?page={{n}}\">",
		"<input value=\"{{x}}\"{{#on}} checked{{/on}}>", "<a{{#x}} class=\"{{y}}\"{{/x}}>",
		    "<input checked{{#x}} disabled{{/x}}/>",
		"<p class=\"{{#a}}x{{/a}}{{^a}}y{{/a}}\">", "<!-- a comment > <b> --><p>{{x}}</p>",
		    "<!doctype html>{{x}}",
		"<script src=\"{{page.static}}/a.js\" defer></script><p>{{x}}</p>",
		    "<style>a > b { }</style>{{x}}", "<p>1 < 2 {{x}}</p>",
		"<p aria-label=\"{{#_}}Show {{x}}{{/_}}\">",
		    "<time datetime=\"{{x}}\">{{#date}}{{x}}{{/date}}</time>", "{{! {{ }}<p>{{x}}",
		"<textarea>\n{{x}}</textarea>", "<br/>{{x}}", "<p data-x=\"{{x}}\">",
	};
	char said[2000];

	(void)state;
	for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++)
		if (status_of(pages[i], said, sizeof said) != 0)
			fail_msg("%s: %s", pages[i], said);
	store("survey/other.html", "");
	rename(arena_printf("%s/survey/other.html", folder),
	    arena_printf("%s/survey/top.html", folder));
	assert_int_equal(status_of("", said, sizeof said), 78);
	assert_non_null(strstr(said, "another template has this name"));
	unlink(arena_printf("%s/survey/top.html", folder));
}

static const char *shown(const char *name, const char *view, const char *page)
{
	const struct cJSON *stack[] = { json_read(page, strlen(page), NULL),
	    json_read(view, strlen(view), NULL) };
	struct buf out = { 0 };

	template_render(&out, name, stack, 2, "en");
	return buf_text(&out);
}

static void show(void *context)
{
	shown(context, "{\"x\":null}", "{\"page\":{\"language\":\"nb\"}}");
}

static void pages_are_rendered_over_a_stack(void **state)
{
	(void)state;
	store("survey/page.html", "{{> top}}\n  {{> other}}\n<p>{{x}} {{form.x.value}}</p>\n");
	store("survey/other.html", "<b>\n{{#_}}Hello {{x}}{{/_}}\n</b>\n");
	template_load(folder, "survey");
	for (int again = 0; again < 2; again++) {
		assert_string_equal(shown("page", "{\"x\":1}", "{\"x\":2,\"page\":{\"language\":\"nb\"}}"),
		    "<!doctype html>\n<html lang=\"nb\">\n  <b>\n  Hello 1\n  </b>\n<p>1 </p>\n");
		arena_release();
	}
	assert_int_equal(fault_guard(show, (char[]){ "nowhere" }), OUTCOME_BROKEN);
}

static void a_misspelt_name_is_a_fault_in_tests(void **state)
{
	(void)state;
	store("survey/other.html", "");
	template_strict();
	store("survey/page.html", "{{x}}{{form.y.value}}{{page.language}}{{#z}}{{z}}{{/z}}");
	template_load(folder, "survey");
	assert_int_equal(fault_guard(show, (char[]){ "page" }), OUTCOME_DONE);
	store("survey/page.html", "{{y}}");
	template_load(folder, "survey");
	assert_int_equal(fault_guard(show, (char[]){ "page" }), OUTCOME_BROKEN);
	store("survey/page.html", "{{#date}}{{page.langauge}}{{/date}}");
	template_load(folder, "survey");
	assert_int_equal(fault_guard(show, (char[]){ "page" }), OUTCOME_BROKEN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(values_and_sections, release),
		cmocka_unit_test_teardown(formats, release),
		cmocka_unit_test_teardown(texts_to_translate, release),
		cmocka_unit_test_teardown(syntax_errors_name_their_line, release),
		cmocka_unit_test_teardown(endless_partials_are_a_fault, release),
		cmocka_unit_test_teardown(what_escaping_cannot_protect_is_refused, release),
		cmocka_unit_test_teardown(what_is_safe_is_taken, release),
		cmocka_unit_test_teardown(pages_are_rendered_over_a_stack, release),
		cmocka_unit_test_teardown(a_misspelt_name_is_a_fault_in_tests, release),
	};

	arena_serves_cjson();
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
