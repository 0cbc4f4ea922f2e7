/* The configuration: what fits is read, all else stops the start with 78 and a sentence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "config.h"

#define LEAST \
	"municipality = Nye Fjordvik kommune\nkey_file = /etc/grunnmur/key\n" \
	"templates = /usr/share/grunnmur\nlocale = /usr/share/locale\n" \
	"static_version = a1b2\ndatabase = grunnmur\n"
#define SOCKET "database_socket = /run/mysqld/mysqld.sock\n"

static const char *stored(const char *text)
{
	static char path[] = "/tmp/grunnmur-config-XXXXXX";
	static int file = -1;

	if (file < 0)
		file = mkstemp(path);
	assert_true(file >= 0);
	assert_int_equal(ftruncate(file, 0), 0);
	assert_int_equal(pwrite(file, text, strlen(text), 0), (ssize_t)strlen(text));
	return path;
}

/* Reads text in a child; gives its status, and what it said. */
static int status_of(const char *path, char *said, size_t room)
{
	int ends[2], status;
	size_t length = 0;
	ssize_t got;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	child = fork();
	if (child == 0) {
		dup2(ends[1], STDERR_FILENO);
		config_read(path);
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

static void what_does_not_fit_stops_the_start(void **state)
{
	static const struct { const char *text, *said; } cases[] = {
		{ LEAST SOCKET "colour = red\n", ":8: unknown key: colour" },
		{ LEAST SOCKET "prefix = grunnmur\n", ":8: prefix needs a slash at the start" },
		{ LEAST SOCKET "prefix = /grunnmur/\n", "prefix needs a slash" },
		{ LEAST SOCKET "prefix = /a//b\n", "prefix needs a slash" },
		{ LEAST SOCKET "prefix = /Grunnmur\n", "prefix takes the letters" },
		{ LEAST SOCKET "language = se\n", "language takes nb, nn or en" },
		{ LEAST SOCKET "origins = intranet.no\n", "origins takes addresses" },
		{ LEAST SOCKET "origins = https://intranet.no/\n", "origins takes addresses" },
		{ LEAST SOCKET "privacy_url = javascript:alert(1)\n", "starts with https://" },
		{ LEAST SOCKET "privacy_url = http://x.no/\n", "privacy_url takes an address" },
		{ LEAST SOCKET "help_url = mailto:hjelp@x.no\n", "help_url takes an address" },
		{ LEAST SOCKET "accessibility_url = https://\n", "accessibility_url takes an" },
		{ LEAST SOCKET "help_url = https://x.no/\"x\n", "has a character that no address has" },
		{ LEAST SOCKET "database_port = 0\n", "database_port takes" },
		{ LEAST SOCKET "database_port = 70000\n", "database_port takes" },
		{ LEAST SOCKET "database_port = 33o6\n", "database_port takes" },
		{ LEAST SOCKET "realm =\n", "realm needs a value" },
		{ LEAST SOCKET "database = other\n", "this key stands twice: database" },
		{ LEAST SOCKET "some words\n", "a line is `key = value` or a comment" },
		{ LEAST SOCKET "municipality = \xff\n", "a line is" },
		{ LEAST SOCKET "static_version = ../x\n", "static_version takes" },
		{ LEAST SOCKET "smtp = http://post.no\n", "smtp takes smtp://host:port" },
		{ LEAST SOCKET "smtp = smtp://post.no/x\n", "smtp takes smtp://host:port" },
		{ LEAST SOCKET "smtp = smtp://a:b@post.no\n", "smtp takes smtp://host:port" },
		{ LEAST SOCKET "smtp = smtps://\n", "smtp takes smtp://host:port" },
		{ LEAST SOCKET "mail_from = kommunen\n", "mail_from takes a mail address" },
		{ LEAST SOCKET "mail_from = a b@post.no\n", "mail_from takes a mail address" },
		{ LEAST SOCKET "origins = https://a.no\nsmtp = smtp://post.no\n", "needed with smtp: mail_from" },
		{ LEAST SOCKET "mail_from = a@post.no\nsmtp = smtp://post.no\n", "for the links in mails: origins" },
		{ LEAST SOCKET "smtp_user = gm\n", "one needs the other: smtp_user" },
		{ LEAST SOCKET "smtp_password_file = /etc/pw\n", "one needs the other: smtp_user" },
		{ LEAST, "one of these two keys is needed" },
		{ LEAST SOCKET "database_host = db.no\n", "one of these two keys is needed" },
		{ LEAST "database_host = db.no\n", "needed with database_host: database_ca" },
		{ SOCKET, "this key is missing: municipality" },
		{ "\n", "this key is missing" },
		{ "", "is empty" },
	};
	char said[4000];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		if (status_of(stored(cases[i].text), said, sizeof said) != 78)
			fail_msg("taken: %s", cases[i].text);
		if (strstr(said, cases[i].said) == NULL)
			fail_msg("%s: said %s", cases[i].text, said);
	}
	assert_int_equal(status_of("/nowhere/grunnmur.conf", said, sizeof said), 78);
	assert_non_null(strstr(said, "/nowhere/grunnmur.conf"));
}

static void all_keys_are_read(void **state)
{
	const char *path = stored("# a comment\r\n\n  prefix = /intranett/kompetanse \t\n" LEAST
	    "language=nn\norigins = https://a.no  http://127.0.0.1:8080\nrealm = FJORDVIK.NO\n"
	    "privacy_url = https://fjordvik.no/personvern?a=b\nhelp_url = "
	    "https://fjordvik.no/hjelp\naccessibility_url =\n"
	    "database_host = db.no\ndatabase_port = 3307\ndatabase_ca = /etc/ca.pem\ndatabase_user = "
	    "gm\n"
	    "database_password_file = /etc/pw\nsmtp = smtps://post.no:465\nsmtp_user = gm@a.no\n"
	    "smtp_password_file = /etc/smtp\nsmtp_ca = /etc/ca.pem\nmail_from = gm@a.no");

	(void)state;
	assert_string_equal(config()->prefix, "/grunnmur");
	setenv("GRUNNMUR_CONF", path, 1);
	config_read(NULL);
	assert_string_equal(config()->prefix, "/intranett/kompetanse");
	assert_string_equal(config()->municipality, "Nye Fjordvik kommune");
	assert_string_equal(config()->language, "nn");
	assert_string_equal(config()->origins[0], "https://a.no");
	assert_string_equal(config()->origins[1], "http://127.0.0.1:8080");
	assert_null(config()->origins[2]);
	assert_string_equal(config()->realm, "FJORDVIK.NO");
	assert_string_equal(config()->privacy_url, "https://fjordvik.no/personvern?a=b");
	assert_string_equal(config()->accessibility_url, "");
	assert_null(config()->database_socket);
	assert_int_equal(config()->database_port, 3307);
	assert_string_equal(config()->database_password_file, "/etc/pw");
	assert_string_equal(config()->smtp, "smtps://post.no:465");
	assert_string_equal(config()->smtp_user, "gm@a.no");
	assert_string_equal(config()->smtp_password_file, "/etc/smtp");
	assert_string_equal(config()->smtp_ca, "/etc/ca.pem");
	assert_string_equal(config()->mail_from, "gm@a.no");
	unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_does_not_fit_stops_the_start),
		cmocka_unit_test(all_keys_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
