/* Certificates as the leader sees them: the queue, one of them, its decision. */
#include "app.h"

#include <string.h>

#include "pages.h"
#include "proof_files.h"

static const struct route *const tables[] = { certificate_routes, employee_routes, unit_routes, NULL };

static int start(void **state)
{
	app_start(state);
	app_serves("leader", tables);
	return 0;
}

/* Ann's waits for Lea. */
static int fill(void **state)
{
	if (app_reset(state))
		return 1;
	app_run("UPDATE certificate SET state = 'submitted', number = 'B-17', submitted_at = '2026-11-20 10:00:00' WHERE id = 1;"
	    "INSERT INTO certificate_file VALUES (1, 'pdf', '../x.pdf', 3, 'abc')");
	return 0;
}

#define TEST(function) cmocka_unit_test_setup(function, fill)

static void lists_what_waits(void **state)
{
	(void)state;
	assert_int_equal(visit_json("lea", "/certificates").status, 200);
	const cJSON *first = json_get(shown_json(), "certificates")->child;

	assert_int_equal(json_get_int(first, "id", 0), 1);
	assert_true(json_get_true(first, "waits_for_me"));
	assert_string_equal(json_get_text(first, "file_type"), "pdf");
	assert_int_equal(visit("lea", "/certificates").status, 200);
	assert_true(shows("value=\"confirm\""));
	assert_true(shows("om 16 dager"));
	assert_true(shows("Tove Topp"));
	assert_int_equal(visit("top", "/certificates?unit=4&lang=nn").status, 200);
	assert_true(shows("gm-empty"));
	assert_int_equal(visit("lea", "/certificates?unit=4").status, 404);
	assert_int_equal(visit("ann", "/certificates").status, 403);
}

static void shows_one_and_leaves_a_trace(void **state)
{
	(void)state;
	assert_int_equal(visit("lea", "/certificates/1").status, 200);
	assert_true(shows("B-17"));
	assert_true(shows("/leader/certificates/1/file"));
	assert_string_equal(stored("SELECT CONCAT_WS(' ', viewer_id, object_id, count) FROM audit_look"), "2 3 1");
	assert_int_equal(visit("max", "/certificates/1").status, 404);
	assert_int_equal(visit("max", "/certificates/1/file").status, 404);
	assert_int_equal(visit("lea", "/certificates/2/file").status, 404);
	assert_int_equal(visit("lea", "/certificates/1/file").status, 200);
	assert_non_null(strstr(shown_head(), "attachment; filename=\"certificate-1.pdf\""));
	assert_non_null(strstr(shown_head(), "object-src 'none'; sandbox\r\n"));
	assert_string_equal(shown(), "abc");
	assert_string_equal(stored("SELECT count FROM audit_look"), "2");
}

static void confirms(void **state)
{
	(void)state;
	assert_int_equal(submit("lea", "/certificates/1", "do=confirm&rev=0&op=0123456789abcdef0123456789abcdef").status, 303);
	assert_string_equal(stored("SELECT CONCAT_WS(' ', state, rev) FROM certificate WHERE id = 1"), "confirmed 1");
	assert_string_equal(stored("SELECT COUNT(*) FROM audit"), "1");
	assert_int_equal(visit("lea", "/certificates?done=1").status, 200);
	assert_true(shows("role=\"status\""));
	assert_true(shows("past-table"));
	assert_int_equal(submit("top", "/certificates/1", "do=refuse&reason=Nei").status, 409);
	assert_true(shows("Lea Lund"));
	assert_true(shows("Nei"));
}

static void refuses_with_a_reason_alone(void **state)
{
	(void)state;
	assert_int_equal(submit("lea", "/certificates/1", "do=refuse&reason=+").status, 422);
	assert_true(shows("href=\"#reason\""));
	assert_int_equal(send_json("POST", "lea", "/certificates/1", "{\"do\":\"refuse\",\"reason\":\"Uleselig\",\"rev\":0}").status, 200);
	assert_string_equal(json_get_text(shown_json(), "state"), "refused");
	assert_string_equal(json_get_text(shown_json(), "decided_by"), "Lea Lund");
	assert_int_equal(submit("lea", "/certificates/1", "do=confirm&state=confirmed").status, 400);
	assert_int_equal(submit("lea", "/certificates/1", "do=approve").status, 422);
	assert_int_equal(submit("max", "/certificates/1", "do=confirm").status, 404);
	assert_int_equal(submit("ann", "/certificates/1", "do=confirm").status, 403);
}

static void nobody_confirms_their_own(void **state)
{
	(void)state;
	assert_int_equal(submit("lea", "/certificates/3", "do=confirm").status, 409);
	assert_int_equal(submit("dag", "/certificates/3", "do=confirm").status, 409);
	assert_int_equal(visit("lea", "/certificates/3").status, 200);
	assert_false(shows("value=\"confirm\""));
	assert_true(shows("ditt eget kursbevis"));
	assert_string_equal(stored("SELECT state FROM certificate WHERE id = 3"), "submitted");
}

static void it_is_seen_on_the_pages_of_person_and_unit(void **state)
{
	(void)state;
	visit("lea", "/employees/3");
	assert_true(shows("Ikke bekreftet ennå"));
	assert_true(shows("/leader/certificates/1\""));
	visit("lea", "/units/3?lang=nn");
	assert_true(shows("Ikkje stadfesta enno"));
	visit_json("lea", "/units/3");
	const cJSON *proof;

	cJSON_ArrayForEach(proof, json_get(shown_json(), "certificates"))
		if (json_get_int(proof, "person_id", 0) == 3)
			assert_true(cJSON_IsFalse(json_get(proof, "confirmed")));
	app_run("UPDATE certificate SET state = 'refused' WHERE id = 1");
	visit_json("lea", "/units/3");
	cJSON_ArrayForEach(proof, json_get(shown_json(), "certificates"))
		if (json_get_int(proof, "person_id", 0) == 3)
			assert_string_equal(json_get_text(proof, "status"), "missing");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(lists_what_waits), TEST(shows_one_and_leaves_a_trace), TEST(confirms), TEST(refuses_with_a_reason_alone),
		TEST(nobody_confirms_their_own), TEST(it_is_seen_on_the_pages_of_person_and_unit),
	};

	return cmocka_run_group_tests(tests, start, app_stop);
}
