/* My certificates through the program's addresses. */
#include "app.h"

#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "pages.h"
#include "proof_files.h"

static int start(void **state)
{
	static const struct route *const tables[] = { certificate_routes, home_routes, my_data_routes, profile_routes, NULL };

	if (app_start(state))
		return 1;
	app_serves("survey", tables);
	return 0;
}

#define OP "000000000000000000000000000000aa"
#define GOOD "competence=BRANN&issuer=Brannvesenet&number=B-17&issued_on=2026-11-20&expires_on=2027-11-20"

static const char *newest(void)
{
	return stored("SELECT CONCAT_WS('|', person_id, competence_id, issuer, number, issued_on, expires_on, state) FROM certificate"
	    " ORDER BY id DESC LIMIT 1");
}

static void lists_mine_and_what_is_missing(void **state)
{
	(void)state;
	assert_int_equal(visit_json("ann", "/certificates").status, 200);
	const cJSON *first = json_get(shown_json(), "certificates")->child;

	assert_string_equal(json_get_text(first, "competence"), "BRANN");
	assert_string_equal(json_get_text(first, "status"), "expiring");
	assert_string_equal(json_get_text(first, "expires_on"), "2026-12-10");
	visit("ann", "/certificates");
	assert_true(shows("om 16 dager"));
	assert_true(shows("Bekreftet"));
	visit("rita", "/certificates");
	assert_true(shows("gm-empty"));
	assert_true(shows("/certificates/new?competence=BRANN"));
	visit("hal", "/certificates?lang=en");
	assert_true(shows("No certificate is registered for you"));
}

static void registers_and_shows_it_everywhere(void **state)
{
	(void)state;
	assert_int_equal(submit("rita", "/certificates", "op=" OP "&" GOOD).status, 303);
	assert_string_equal(newest(), "8|1|Brannvesenet|B-17|2026-11-20|2027-11-20|submitted");
	assert_int_equal(submit("rita", "/certificates", "op=" OP "&" GOOD).status, 303);
	assert_string_equal(stored("SELECT COUNT(*) FROM certificate WHERE person_id = 8"), "1");
	assert_string_equal(stored("SELECT COUNT(*) FROM audit"), "1");
	visit_json("rita", "/");
	const cJSON *proof = json_get(shown_json(), "certificates")->child;

	assert_string_equal(json_get_text(proof, "status"), "valid");
	assert_true(cJSON_IsFalse(json_get(proof, "confirmed")));
	visit("rita", "/profile");
	assert_true(shows("Ikke bekreftet ennå"));
	visit("rita", "/my-data?lang=en");
	assert_true(shows("Not yet confirmed"));
	assert_true(shows("A certificate was registered"));
}

static void registers_by_json(void **state)
{
	(void)state;
	assert_int_equal(send_json("POST", "bo", "/certificates",
	    "{\"competence\":\"HYG\",\"issuer\":\"X\",\"issued_on\":\"2026-11-24\"}").status, 201);
	assert_non_null(strstr(shown_head(), "Location: /grunnmur/survey/certificates/"));
	assert_string_equal(json_get_text(shown_json(), "state"), "submitted");
	assert_true(cJSON_IsNull(json_get(shown_json(), "expires_on")));
	assert_string_equal(json_get_text(json_get(shown_json(), "history")->child, "step"), "registered");
}

static void refused(const char *json, const char *field)
{
	assert_int_equal(send_json("POST", "ann", "/certificates", json).status, 422);
	if (!json_get(json_get(shown_json(), "errors"), field))
		fail_msg("%s: %s", json, shown());
}

static void what_is_wrong_is_said(void **state)
{
	(void)state;
	refused("{\"issuer\":\"X\",\"issued_on\":\"2026-11-24\"}", "competence");
	refused("{\"competence\":\"NOPE\",\"issuer\":\"X\",\"issued_on\":\"2026-11-24\"}", "competence");
	refused("{\"competence\":\"BRANN\",\"issued_on\":\"2026-11-24\"}", "issuer");
	refused("{\"competence\":\"BRANN\",\"issuer\":\"X\"}", "issued_on");
	refused("{\"competence\":\"BRANN\",\"issuer\":\"X\",\"issued_on\":\"2026-11-25\"}", "issued_on");
	refused("{\"competence\":\"BRANN\",\"issuer\":\"X\",\"issued_on\":\"2026-11-24\",\"expires_on\":\"2026-11-23\"}", "expires_on");
	assert_int_equal(send_json("POST", "ann", "/certificates", "{\"state\":\"confirmed\"}").status, 400);
	assert_int_equal(submit("ann", "/certificates", "competence=BRANN&issuer=%3Cb%3EX").status, 422);
	assert_true(shows("ds-error-summary"));
	assert_true(shows("value=\"&lt;b&gt;X\""));
	assert_true(shows("<option value=\"BRANN\" selected>"));
	assert_true(shows("nettleseren") || shows("Nettleseren"));
	assert_string_equal(stored("SELECT COUNT(*) FROM certificate"), "3");
}

static int64_t sent_file(const char *name, const char *bytes, size_t length)
{
	const struct reply reply = upload("bo", "/certificates", GOOD, name, bytes, length);

	assert_int_equal(reply.status, 303);
	return strtoll(stored("SELECT MAX(id) FROM certificate"), NULL, 10);
}

static void a_file_is_sent_as_a_download_alone(void **state)
{
	(void)state;
	static const struct { const char *bytes, *media, *name; size_t length; } cases[] = {
		{ PROOF_PDF, "application/pdf", "pdf", sizeof PROOF_PDF - 1 }, { PROOF_JPEG, "image/jpeg", "jpg", sizeof PROOF_JPEG - 1 },
		{ PROOF_PNG, "image/png", "png", sizeof PROOF_PNG - 1 },
	};

	for (size_t i = 0; i < 3; i++) {
		const int64_t id = sent_file("../x.html", cases[i].bytes, cases[i].length);
		char path[80], line[160];

		snprintf(path, sizeof path, "/certificates/%lld/file", (long long)id);
		const struct reply reply = visit("bo", path);

		assert_int_equal(reply.status, 200);
		assert_int_equal(reply.file_length, cases[i].length);
		assert_memory_equal(reply.file, cases[i].bytes, cases[i].length);
		snprintf(line, sizeof line, "Content-Type: %s\r\nContent-Disposition: attachment; filename=\"certificate-%lld.%s\"\r\n",
		    cases[i].media, (long long)id, cases[i].name);
		assert_non_null(strstr(shown_head(), line));
		assert_non_null(strstr(shown_head(), "object-src 'none'; sandbox\r\n"));
		assert_non_null(strstr(shown_head(), "X-Content-Type-Options: nosniff"));
		assert_int_equal(visit("ann", path).status, 404);
	}
	visit("bo", "/certificates");
	assert_int_equal(visit("bo", "/certificates/2/file").status, 404);
	visit("bo", "/my-data");
	assert_true(shows("../x.html"));
}

static void what_is_no_proof_is_not_taken(void **state)
{
	(void)state;
	for (size_t i = 1; i < sizeof hostile_files / sizeof *hostile_files; i++) {
		const struct proof_file *file = &hostile_files[i];

		if (upload("bo", "/certificates", GOOD, "kursbevis.pdf", file->bytes, file->length).status != 422)
			fail_msg("%s is taken", file->what);
		assert_true(shows("id=\"file-error\""));
	}
	char *big = calloc(1, (5 << 20) + 1);

	memcpy(big, PROOF_JPEG, sizeof PROOF_JPEG - 1);
	assert_int_equal(upload("bo", "/certificates", GOOD, "x.jpg", big, (5 << 20) + 1).status, 422);
	assert_true(shows("større enn 5 MB"));
	assert_string_equal(stored("SELECT COUNT(*) FROM certificate"), "3");
	assert_int_equal(upload("bo", "/certificates", GOOD, "x.jpg", big, 5 << 20).status, 303);
	assert_string_equal(stored("SELECT size FROM certificate_file"), "5242880");
	free(big);
}

static void corrects_and_withdraws(void **state)
{
	(void)state;
	assert_int_equal(submit("ann", "/certificates/1", "do=save&rev=0&op=" OP "&" GOOD).status, 303);
	assert_int_equal(submit("ann", "/certificates/1", "do=save&rev=0&op=" OP "&" GOOD).status, 303);
	assert_string_equal(stored("SELECT CONCAT_WS(' ', state, rev, expires_on) FROM certificate WHERE id = 1"), "submitted 1 2027-11-20");
	assert_int_equal(submit("ann", "/certificates/1", "do=save&rev=0&competence=HYG&issuer=Annen&issued_on=2026-11-20").status, 409);
	assert_true(shows("Annen"));
	assert_int_equal(submit("ann", "/certificates/1", "do=save&rev=1&issuer=").status, 422);
	assert_true(shows("<details class=\"ds-details\" open"));
	assert_int_equal(submit("ann", "/certificates/1", "do=burn").status, 422);
	assert_int_equal(submit("bo", "/certificates/1", "do=withdraw").status, 404);
	assert_int_equal(submit("lea", "/certificates/1", "do=withdraw").status, 404);
	assert_int_equal(submit("ann", "/certificates/1", "do=withdraw&rev=1").status, 303);
	assert_int_equal(send_json("POST", "ann", "/certificates/1", "{\"do\":\"withdraw\"}").status, 409);
	visit("ann", "/certificates/1");
	assert_true(shows("Trukket tilbake"));
	assert_false(shows("name=\"do\""));
}

static void a_refusal_is_told_with_its_reason(void **state)
{
	(void)state;
	app_run("UPDATE certificate SET state = 'refused' WHERE id = 1;"
	    "INSERT INTO certificate_event VALUES (1, 1, '2026-11-23 08:00:00', 11, 2, 'refused', 'Kan ikke leses. <b>')");
	visit("ann", "/");
	assert_true(shows("/survey/certificates/1"));
	assert_int_equal(visit("ann", "/certificates/1").status, 200);
	assert_true(shows("Kan ikke leses. &lt;b&gt;"));
	assert_true(shows("Dag Dahl"));
	visit_json("ann", "/certificates");
	const cJSON *first = json_get(shown_json(), "certificates")->child;

	assert_string_equal(json_get_text(first, "reason"), "Kan ikke leses. <b>");
	assert_true(cJSON_IsNull(json_get(first, "status")));
}

static void others_do_not_see_it(void **state)
{
	(void)state;
	assert_int_equal(visit("bo", "/certificates/1").status, 404);
	assert_int_equal(visit("lea", "/certificates/1").status, 404);
	assert_int_equal(visit("ann", "/certificates/99").status, 404);
	assert_int_equal(visit("ann", "/certificates/new?competence=BRANN").status, 200);
	assert_true(shows("<option value=\"BRANN\" selected>"));
}

static void a_warning_is_told_on_my_page(void **state)
{
	(void)state;
	app_run("INSERT INTO certificate_warning VALUES (1, 1, '2026-12-10', 30, 3, '2026-11-10')");
	visit("ann", "/");
	assert_true(shows("Du fikk varsel om det 10.11.2026"));
	visit_json("ann", "/my-data");
	const cJSON *one = json_get(json_get(shown_json(), "certificates")->child, "warnings")->child;

	assert_int_equal(json_get_int(one, "threshold", 0), 30);
	assert_string_equal(json_get_text(one, "day"), "2026-11-10");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(lists_mine_and_what_is_missing), APP_TEST(registers_and_shows_it_everywhere), APP_TEST(registers_by_json),
		APP_TEST(what_is_wrong_is_said), APP_TEST(a_file_is_sent_as_a_download_alone), APP_TEST(what_is_no_proof_is_not_taken),
		APP_TEST(corrects_and_withdraws), APP_TEST(a_refusal_is_told_with_its_reason), APP_TEST(others_do_not_see_it),
		APP_TEST(a_warning_is_told_on_my_page),
	};

	return cmocka_run_group_tests(tests, start, app_stop);
}
