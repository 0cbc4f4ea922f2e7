/* Texts of templates whose translation is broken: the English text stands in, with its values. */
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
#include "i18n.h"
#include "json.h"
#include "template.h"

static char folder[] = "/tmp/grunnmur-locale-XXXXXX";

static const char po[] =
    "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n"
    "msgid \"good {{x}}\"\nmsgstr \"fin {{x}}\"\n"
    "msgid \"cut {{x}}\"\nmsgstr \"kuttet {{x\"\n"
    "msgid \"open {{x}}\"\nmsgstr \"åpen {{#x}}\"\n"
    "msgid \"partial {{x}}\"\nmsgstr \"del {{>x}}\"\n";

static const char *in(const char *name)
{
	return arena_printf("%s/%s", folder, name);
}

/* The catalogue of nb, made of po. */
static int start(void **state)
{
	int status;

	(void)state;
	if (mkdtemp(folder) == NULL)
		return 1;
	mkdir(in("C.UTF-8"), 0700);
	mkdir(in("C.UTF-8/LC_MESSAGES"), 0700);
	FILE *file = fopen(in("nb.po"), "w");

	if (file == NULL)
		return 1;
	fputs(po, file);
	fclose(file);
	const pid_t child = fork();

	if (child == 0) {
		execlp("msgfmt", "msgfmt", "-o", in("C.UTF-8/LC_MESSAGES/nb.mo"), in("nb.po"), (char *)NULL);
		_exit(1);
	}
	waitpid(child, &status, 0);
	i18n_start(folder);
	return status;
}

static int stop(void **state)
{
	(void)state;
	unlink(in("C.UTF-8/LC_MESSAGES/nb.mo"));
	unlink(in("nb.po"));
	rmdir(in("C.UTF-8/LC_MESSAGES"));
	rmdir(in("C.UTF-8"));
	rmdir(folder);
	arena_release();
	return 0;
}

static const char *shown(const char *text)
{
	const char *why;
	struct template *template = template_parse(text, strlen(text), &why);
	struct buf out = { 0 };

	if (template == NULL)
		fail_msg("%s: %s", text, why);
	template_render_parsed(&out, template, json_read("{\"x\":1}", 7, NULL), NULL, NULL, "nb");
	return buf_text(&out);
}

static void a_good_one_is_shown(void **state)
{
	(void)state;
	assert_string_equal(shown("{{#_}}good {{x}}{{/_}}"), "fin 1");
}

static void a_broken_one_is_not(void **state)
{
	(void)state;
	assert_string_equal(shown("{{#_}}cut {{x}}{{/_}}"), "cut 1");
	assert_string_equal(shown("{{#_}}open {{x}}{{/_}}"), "open 1");
	assert_string_equal(shown("{{#_}}partial {{x}}{{/_}}"), "partial 1");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(a_good_one_is_shown), cmocka_unit_test(a_broken_one_is_not) };

	arena_serves_cjson();
	return cmocka_run_group_tests(tests, start, stop);
}
