/* Mails as they are written and as a real SMTP server takes or refuses them. */
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

#include "arena.h"
#include "clock.h"
#include "config.h"
#include "mail.h"
#include "smtp.h"

static const char *const moody[] = { "--moody", NULL };

static const char *path_of(const char *name)
{
	return arena_printf("%s/%s", smtp_folder(), name);
}

static void put(const char *name, const char *text)
{
	FILE *file = fopen(path_of(name), "w");

	fputs(text, file);
	fclose(file);
}

static void use(const char *lines)
{
	put("conf", arena_printf("municipality = Trefjord kommune\nkey_file = k\ntemplates = t\nlocale = l\nstatic_version = 1\n"
	    "database = d\ndatabase_socket = s\norigins = http://127.0.0.1:8080\n%s\n", lines));
	config_read(path_of("conf"));
	mail_hang_up();
}

static void use_port(int port, const char *lines)
{
	use(arena_printf("smtp = smtp://127.0.0.1:%d\nmail_from = grunnmur@trefjord.example\n%s", port, lines));
}

static struct mail_answer send_to(const char *address)
{
	return mail_send(&(struct mail){ .id = "grunnmur-1", .to = address, .to_name = "Ann", .subject = "Hei", .text = "Hei\n",
	    .language = "nb" });
}

static int start(void **state)
{
	(void)state;
	setenv("GRUNNMUR_NOW", "2026-11-24T09:00:00Z", 1);
	clock_begin();
	return 0;
}

static int stop(void **state)
{
	(void)state;
	mail_hang_up();
	smtp_stop();
	smtp_empty();
	arena_release();
	return 0;
}

static int forget(void **state)
{
	(void)state;
	static const char *const files[] = { "conf", "password", "key.pem", "cert.pem" };

	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		unlink(path_of(files[i]));
	smtp_forget();
	arena_release();
	return 0;
}

/* The header lines of a mail unfolded, its end excluded. */
static size_t header_count(const char *message)
{
	size_t count = 0;
	const char *end = strstr(message, "\r\n\r\n");

	for (const char *line = message; line < end + 2; line = strstr(line, "\r\n") + 2)
		count += *line != ' ';
	return count;
}

static void no_text_becomes_a_header_or_a_line(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"Ann", "Ann\r\nBcc: all@x.no", "Ann\nBcc: all@x.no\n\nHei", "=?utf-8?Q?x?= <x@y.no>", "\"Ann\" <x@y.no>, b@c.no",
		"Máret Čuđi", "\xf0\x9f\x98\x80 Å", "", " ", "a\tb\x7f", "(comment)", "a\\", "Ann@x.no", ".",
		"Øyvind-Æsbjørn Ødegård Ångström Čuđi-Šerpe Ŧŋžđ Sørensen-Kjærgård Håkonsdatter Åsmundsen-Østergård Bjørkelia",
	};

	use_port(25, "");
	const char *plain = mail_message(&(struct mail){ "x-1", "a@b.no", "Ann", "Hei", "Hei", "nb" });

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		const char *message = mail_message(&(struct mail){ "x-1", "a@b.no", texts[i], texts[i], texts[i], "nb" });

		assert_int_equal(header_count(message), header_count(plain));
		assert_null(strstr(message, "\nBcc"));
		for (const char *line = message; *line; line = strstr(line, "\r\n") + 2) {
			const size_t length = strcspn(line, "\r\n");

			if (length > 78 || strncmp(line + length, "\r\n", 2) != 0)
				fail_msg("a line of %zu in: %s", length, message);
			for (size_t at = 0; at < length; at++)
				assert_true(line[at] >= ' ' && line[at] < 0x7f);
		}
	}
}

static void addresses_are_judged(void **state)
{
	(void)state;
	static const char *const good[] = { "ann@trefjord.example", "a.b+c@x.no", "o'hara@a-b.no" };
	static const char *const bad[] = { "", "ann", "@x.no", "ann@", "ann@x", "a b@x.no", "ann@x.no\r\nRCPT TO:<b@c.no>", "ann@x.no>",
		"<ann@x.no>", "\"a\"@x.no", "ann@@x.no", "a@b@c.no", ".a@x.no", "a..b@x.no", "ann@.no", "ann@x.no.", "åse@x.no", "a@bø.no",
		"a@-x.no", "a@x.no,b@c.no",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@x.no" };

	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		assert_true(mail_address_ok(good[i]));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (mail_address_ok(bad[i]))
			fail_msg("taken: %s", bad[i]);
}

static void a_mail_arrives_as_it_was_written(void **state)
{
	(void)state;
	const char *text = "Hei Máret\n\n.\n..\nFrom her\nFristen er 4. desember. \xf0\x9f\x98\x80\n";

	use_port(smtp_start(0, moody), "");
	const struct mail_answer answer = mail_send(&(struct mail){ .id = "grunnmur-17", .to = "maret@trefjord.example",
	    .to_name = "Máret \"=?utf-8?\" Čuđi\nBcc: x@y.no", .subject = "Påminnelse: «Kartlegging 2026», frist 4. desember",
	    .text = text, .language = "nb" });

	assert_int_equal(answer.result, MAIL_SENT);
	assert_int_equal(smtp_count(), 1);
	assert_non_null(strstr(smtp_raw(1), "Message-ID: <grunnmur-17@trefjord.example>"));
	assert_non_null(strstr(smtp_raw(1), "Auto-Submitted: auto-generated"));
	assert_non_null(strstr(smtp_raw(1), "Date: Tue, 24 Nov 2026 09:00:00 +0000"));
	assert_non_null(strstr(smtp_read(1), "Subject: Påminnelse: «Kartlegging 2026», frist 4. desember\n"));
	assert_non_null(strstr(smtp_read(1), "Máret"));
	assert_non_null(strstr(smtp_read(1), "From: Trefjord kommune <grunnmur@trefjord.example>\n"));
	assert_string_equal(strstr(smtp_read(1), "\n\n") + 2, text);
}

static void each_mail_has_its_own_end_on_one_link(void **state)
{
	(void)state;
	static const struct { const char *to; enum mail_result result; bool no_such_address; const char *said; } cases[] = {
		{ "ann@x.no", MAIL_SENT, false, "250" }, { "unknown@x.no", MAIL_REFUSED, true, "550 5.1.1 No such user here" },
		{ "busy@x.no", MAIL_LATER, false, "451" }, { "spam@x.no", MAIL_REFUSED, false, "554" }, { "bo@x.no", MAIL_SENT, false, "250" },
		{ "full@x.no", MAIL_NO_SERVER, false, "421" }, { "drop@x.no", MAIL_UNCERTAIN, false, "" },
		{ "cut@x.no", MAIL_NO_SERVER, false, "" }, { "eli@x.no", MAIL_SENT, false, "250" },
	};

	use_port(smtp_start(0, moody), "");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct mail_answer answer = send_to(cases[i].to);

		if (answer.result != cases[i].result || answer.no_such_address != cases[i].no_such_address
		    || !strstr(answer.said, cases[i].said))
			fail_msg("%s: %d, %d, %s", cases[i].to, answer.result, answer.no_such_address, answer.said);
	}
	assert_int_equal(smtp_count(), 4);
}

static void a_sender_who_is_refused_is_no_fault_of_the_mail(void **state)
{
	(void)state;
	use(arena_printf("smtp = smtp://127.0.0.1:%d\nmail_from = strict@x.no", smtp_start(0, moody)));
	const struct mail_answer answer = send_to("ann@x.no");

	assert_int_equal(answer.result, MAIL_NO_SERVER);
	assert_non_null(strstr(answer.said, "553"));
}

static void a_dead_server_is_told_and_a_new_one_found(void **state)
{
	(void)state;
	const int port = smtp_start(0, moody);

	use_port(port, "");
	assert_int_equal(send_to("ann@x.no").result, MAIL_SENT);
	smtp_stop();
	assert_int_equal(send_to("ann@x.no").result, MAIL_NO_SERVER);
	assert_int_equal(smtp_start(port, moody), port);
	assert_int_equal(send_to("ann@x.no").result, MAIL_SENT);
	assert_int_equal(smtp_count(), 2);
}

static void a_login_is_given_from_its_file(void **state)
{
	(void)state;
	const int port = smtp_start(0, (const char *const[]){ "--login", "gm:hemmelig", NULL });

	put("password", "hemmelig\n");
	use_port(port, arena_printf("smtp_user = gm\nsmtp_password_file = %s", path_of("password")));
	assert_int_equal(send_to("ann@x.no").result, MAIL_SENT);
	put("password", "feil");
	mail_hang_up();
	assert_int_equal(send_to("ann@x.no").result, MAIL_NO_SERVER);
	unlink(path_of("password"));
	mail_hang_up();
	assert_int_equal(send_to("ann@x.no").result, MAIL_NO_SERVER);
	use_port(port, "");
	assert_int_equal(send_to("ann@x.no").result, MAIL_NO_SERVER);
	assert_int_equal(smtp_count(), 1);
}

static void another_machine_hears_nothing_in_clear(void **state)
{
	(void)state;
	const int port = smtp_start(0, (const char *const[]){ "--host", "127.0.0.2", NULL });

	use(arena_printf("smtp = smtp://127.0.0.2:%d\nmail_from = a@x.no", port));
	assert_int_equal(send_to("ann@x.no").result, MAIL_NO_SERVER);
	assert_int_equal(smtp_count(), 0);
}

static void make_certificate(const char *key, const char *certificate)
{
	int status;
	const pid_t child = fork();

	if (child == 0) {
		if (!freopen("/dev/null", "w", stderr))
			_exit(126);
		execlp("openssl", "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=post",
		    "-keyout", key, "-out", certificate, "-addext", "subjectAltName=IP:127.0.0.2", NULL);
		_exit(127);
	}
	waitpid(child, &status, 0);
	assert_int_equal(status, 0);
}

static void a_certificate_is_checked(void **state)
{
	(void)state;
	char key[128], certificate[128];

	snprintf(key, sizeof key, "%s/key.pem", smtp_folder());
	snprintf(certificate, sizeof certificate, "%s/cert.pem", smtp_folder());
	make_certificate(key, certificate);
	const int port = smtp_start(0, (const char *const[]){ "--host", "127.0.0.2", "--tls", certificate, key, NULL });
	const char *lines = arena_printf("smtp = smtp://127.0.0.2:%d\nmail_from = a@x.no", port);

	use(lines);
	assert_int_equal(send_to("ann@x.no").result, MAIL_NO_SERVER);
	use(arena_printf("%s\nsmtp_ca = %s", lines, certificate));
	assert_int_equal(send_to("ann@x.no").result, MAIL_SENT);
	assert_int_equal(smtp_count(), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(no_text_becomes_a_header_or_a_line, stop),
		cmocka_unit_test_teardown(addresses_are_judged, stop),
		cmocka_unit_test_teardown(a_mail_arrives_as_it_was_written, stop),
		cmocka_unit_test_teardown(each_mail_has_its_own_end_on_one_link, stop),
		cmocka_unit_test_teardown(a_sender_who_is_refused_is_no_fault_of_the_mail, stop),
		cmocka_unit_test_teardown(a_dead_server_is_told_and_a_new_one_found, stop),
		cmocka_unit_test_teardown(a_login_is_given_from_its_file, stop),
		cmocka_unit_test_teardown(another_machine_hears_nothing_in_clear, stop),
		cmocka_unit_test_teardown(a_certificate_is_checked, stop),
	};

	return cmocka_run_group_tests(tests, start, forget);
}
