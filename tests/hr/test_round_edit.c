/* The forms of a round: making it, changing it, its consultation; what they refuse and keep. */
#include "app.h"

#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "pages.h"

static const struct route *const tables[] = { round_edit_routes, round_routes, round_step_routes,
	round_consultation_routes, export_routes, NULL };

#define OP "&op=0123456789abcdef0123456789abcdef"
#define OTHER_OP "&op=fedcba9876543210fedcba9876543210"
#define WHOLE "survey=SURVEY/1&title_nb=V%C3%A5r&title_nn=&title_en=&opens_on=1.3.2027&closes_on=2027-03-31&purpose_nb=Se+hva+vi+kan" \
	"&purpose_nn=&purpose_en=&basis=c&basis=e&law=kommuneloven+%C2%A7+25-1&retention_months=24&dpia=&comments=1" \
	"&recipients_nb=&recipients_nn=&recipients_en=&notice_nb=&notice_nn=&notice_en="

static int start(void **state)
{
	const int result = app_start(state);

	app_serves("hr", tables);
	return result;
}

/* An address of the latest round. */
static const char *at(const char *rest)
{
	static char address[80];

	snprintf(address, sizeof address, "/rounds/%s%s", stored("SELECT MAX(id) FROM round"), rest);
	return address;
}

static void make_one(void)
{
	assert_int_equal(submit("hal", "/rounds", WHOLE "&code=V2027").status, 303);
}

static bool leads_to(const char *rest)
{
	return strstr(shown_head(), arena_printf("Location: /grunnmur/hr%s\r\n", at(rest))) != NULL;
}

static void a_round_is_made_once(void **state)
{
	(void)state;
	assert_int_equal(visit("hal", "/rounds/new").status, 200);
	assert_true(shows("id=\"code\""));
	assert_true(shows("value=\"24\""));
	assert_true(shows("<div class=\"gm-choice\">\n<div class=\"ds-field\"><input class=\"ds-input\" type=\"checkbox\" id=\"basis_c\""));
	assert_int_equal(submit("hal", "/rounds", WHOLE "&code=V2027" OP).status, 303);
	assert_true(leads_to("/edit?saved=1"));
	assert_int_equal(submit("hal", "/rounds", WHOLE "&code=V2027" OP).status, 303);
	assert_string_equal(stored("SELECT COUNT(*) FROM round WHERE code = 'V2027'"), "1");
	assert_int_equal(submit("hal", "/rounds", WHOLE "&code=V2027").status, 422);
	assert_true(shows("id=\"code-error\""));
	assert_string_equal(stored("SELECT COUNT(*) FROM audit WHERE action = 'round.make' AND actor_id = 7"), "1");
	assert_int_equal(visit("hal", at("/edit")).status, 200);
	assert_true(shows("Formål: Se hva vi kan"));
	assert_true(shows("Det er ingen informasjon på nynorsk."));
}

static void what_does_not_fit_is_named(void **state)
{
	(void)state;
	static const struct { const char *from, *to, *field; } misfits[] = {
		{ "title_nb=V%C3%A5r", "title_nb=", "title_nb" }, { "SURVEY/1", "SURVEY/9", "survey" },
		{ "closes_on=2027-03-31", "closes_on=2027-02-28", "closes_on" }, { "opens_on=1.3.2027", "opens_on=1.13.2027", "opens_on" },
		{ "purpose_nb=Se+hva+vi+kan", "purpose_nb=", "purpose_nb" }, { "&basis=c&basis=e", "", "basis" },
		{ "basis=c", "basis=f", "basis" }, { "law=kommuneloven+%C2%A7+25-1", "law=", "law" },
		{ "retention_months=24", "retention_months=25", "retention_months" }, { "retention_months=24", "retention_months=", "retention_months" },
	};

	for (size_t i = 0; i < sizeof misfits / sizeof *misfits; i++) {
		const char *at = strstr(WHOLE, misfits[i].from);
		char form[2000];

		snprintf(form, sizeof form, "code=X1&%.*s%s%s", (int)(at - WHOLE), WHOLE, misfits[i].to, at + strlen(misfits[i].from));
		if (submit("hal", "/rounds", form).status != 422 || !shows(arena_printf("id=\"%s-error\"", misfits[i].field)))
			fail_msg("%s", misfits[i].to);
	}
	assert_string_equal(stored("SELECT COUNT(*) FROM round"), "2");
}

static void a_change_that_came_too_late_shows_what_was_typed(void **state)
{
	(void)state;
	make_one();
	assert_int_equal(submit("hal", at("/edit"), WHOLE "&do=save&rev=1").status, 303);
	assert_int_equal(submit("hal", at("/edit"), "do=save&rev=0&" WHOLE).status, 409);
	assert_true(shows("Se hva vi kan"));
	assert_string_equal(stored("SELECT rev FROM round WHERE code = 'V2027'"), "1");
	assert_int_equal(submit("hal", at("/edit"), "do=save&do=save&rev=0").status, 400);
}

static void the_json_face_is_the_same(void **state)
{
	(void)state;
	assert_int_equal(send_json("POST", "hal", "/rounds", "{\"code\":\"J1\",\"survey\":\"SURVEY/1\",\"title_nb\":\"J\","
	    "\"opens_on\":\"2027-03-01\",\"closes_on\":\"2027-03-31\",\"purpose_nb\":\"Plan\",\"basis\":[\"b\"],\"retention_months\":12}").status, 201);
	assert_true(leads_to("/edit"));
	const cJSON *round = json_get(shown_json(), "round");

	assert_string_equal(json_get_text(round, "state"), "draft");
	assert_non_null(json_get_text(round, "notice_nb"));
	assert_int_equal(send_json("POST", "hal", at("/edit"), "{\"do\":\"save\",\"confidential\":true,\"rev\":1}").status, 200);
	assert_true(cJSON_IsTrue(json_get(json_get(shown_json(), "round"), "confidential")));
	assert_int_equal(visit_json("hal", at("/edit")).status, 200);
	assert_int_equal(json_get(json_get(shown_json(), "round"), "rev")->valueint, 2);
	assert_int_equal(visit_json("hal", at("/consultation")).status, 200);
	assert_int_equal(cJSON_GetArraySize(json_get(shown_json(), "offices")), 1);
}

static void the_consultation_refuses_what_is_not_whole(void **state)
{
	(void)state;
	static const struct { const char *form, *field; } misfits[] = {
		{ "do=lay&documents=Alt&answer_by=2026-12-01", "offices" }, { "do=lay&offices=1&answer_by=2026-12-01", "documents" },
		{ "do=lay&offices=1&documents=Alt", "answer_by" }, { "do=lay&offices=1&documents=Alt&answer_by=2026-11-23", "answer_by" },
		{ "do=lay&offices=1&documents=Alt&answer_by=2027-03-01", "answer_by" },
		{ "do=lay&offices=9&documents=Alt&answer_by=2026-12-01", "offices" },
	};
	static const struct { const char *form, *field; } later[] = {
		{ "do=state&view=agrees&stated_on=2026-11-24", "party" }, { "do=state&party=99&view=agrees&stated_on=2026-11-24", "party" },
		{ "do=state&party=1&stated_on=2026-11-24", "view" }, { "do=state&party=1&view=maybe&stated_on=2026-11-24", "view" },
		{ "do=state&party=1&view=agrees&stated_on=2026-11-25", "stated_on" }, { "do=ready&outcome=agreed&evaluation_on=2027-05-01", "minutes" },
		{ "do=ready&minutes=R&evaluation_on=2027-05-01", "outcome" },
		{ "do=ready&minutes=R&outcome=agreed&evaluation_on=2026-11-24", "evaluation_on" },
	};

	make_one();
	for (size_t i = 0; i < sizeof misfits / sizeof *misfits; i++)
		if (submit("hal", at("/consultation"), misfits[i].form).status != 422
		    || !shows(arena_printf("id=\"%s-error\"", misfits[i].field)))
			fail_msg("%s", misfits[i].form);
	assert_string_equal(stored("SELECT CONCAT(state, (SELECT COUNT(*) FROM consultation)) FROM round WHERE code = 'V2027'"), "draft0");
	app_run("UPDATE office SET id = 4 WHERE id = 1");
	assert_int_equal(submit("hal", at("/consultation"), "do=lay&offices=4&documents=Alt&answer_by=2026-12-01" OP).status, 303);
	assert_int_equal(submit("hal", at("/consultation"), "do=lay&offices=4&documents=Alt&answer_by=2026-12-01" OP).status, 303);
	assert_string_equal(stored("SELECT COUNT(*) FROM consultation"), "1");
	app_run("UPDATE consultation_party SET id = 1");
	for (size_t i = 0; i < sizeof later / sizeof *later; i++)
		if (submit("hal", at("/consultation"), later[i].form).status != 422
		    && strstr(later[i].field, "party") == NULL)
			fail_msg("%s", later[i].form);
	assert_string_equal(stored("SELECT COUNT(*) FROM consultation_statement"), "0");
	assert_int_equal(submit("hal", at("/consultation"), "do=state&party=1&view=agrees&stated_on=2026-11-24&text=Ja" OTHER_OP).status, 303);
	assert_int_equal(submit("hal", at("/consultation"), "do=state&party=1&view=agrees&stated_on=2026-11-24&text=Ja" OTHER_OP).status, 303);
	assert_string_equal(stored("SELECT COUNT(*) FROM consultation_statement"), "1");
	assert_int_equal(submit("hal", at("/consultation"), "do=state&party=1&view=agrees&stated_on=2026-11-24" OP).status, 409);
	assert_int_equal(visit("hal", at("/consultation")).status, 200);
	assert_true(shows("Rita Ravn"));
	assert_true(shows("Enig"));
}

/* Where the change that was just sent leads says so; the same page another time does not. */
static bool is_told_once(const char *rest)
{
	const bool leads = leads_to(arena_printf("%s?saved=1", rest));

	visit("hal", at(arena_printf("%s?saved=1", rest)));
	const bool told = shows("role=\"status\"><p class=\"ds-paragraph\">Lagret.");

	visit("hal", at(rest));
	return leads && told && !shows("Lagret.");
}

static void what_is_stored_says_so(void **state)
{
	(void)state;
	make_one();
	assert_true(is_told_once("/edit"));
	submit("hal", at("/edit"), WHOLE "&do=save");
	assert_true(is_told_once("/edit"));
	submit("hal", at("/consultation"), "do=lay&others=AMU&documents=Alt&answer_by=2026-12-01");
	assert_true(is_told_once("/consultation"));
	app_run("UPDATE consultation_party SET id = 1");
	submit("hal", at("/consultation"), "do=state&party=1&view=noted&stated_on=2026-11-24");
	assert_true(is_told_once("/consultation"));
	submit("hal", at(""), "do=withdraw&reason=x");
	assert_true(is_told_once(""));
}

/* The whole way, from nothing to a round that opens by itself. */
static void a_round_goes_all_its_way(void **state)
{
	(void)state;
	make_one();
	assert_int_equal(submit("hal", at("/consultation"), "do=lay&others=AMU&documents=Alt&answer_by=2026-12-01").status, 303);
	assert_int_equal(visit("hal", at("/consultation")).status, 200);
	app_run("UPDATE consultation_party SET id = 1");
	assert_int_equal(submit("hal", at("/consultation"), "do=state&party=1&view=noted&stated_on=2026-11-24").status, 303);
	assert_int_equal(submit("hal", at("/consultation"), "do=ready&minutes=R&outcome=agreed&evaluation_on=2027-05-01").status, 303);
	assert_int_equal(visit("hal", at("")).status, 200);
	assert_true(shows("(DPIA) mangler"));
	assert_int_equal(submit("hal", at("/edit"),
	    "do=save&opens_on=2027-03-01&closes_on=2027-03-31&dpia=ARK&notice_nb=&notice_nn=&notice_en=").status, 303);
	assert_int_equal(visit("hal", at("")).status, 200);
	assert_true(shows("åpner av seg selv 1.3.2027"));
	assert_true(shows("Drøftingen er avsluttet: Partene er enige"));
	assert_int_equal(visit("hal", at("?lang=nn")).status, 200);
	assert_true(shows("opnar av seg sjølv"));
	assert_int_equal(visit("hal", at("/edit?lang=en")).status, 200);
	assert_true(shows("Purpose and notice"));
}

static void a_step_needs_its_reason(void **state)
{
	(void)state;
	assert_int_equal(submit("hal", "/rounds/1", "do=close").status, 422);
	assert_true(shows("id=\"reason-error\""));
	assert_int_equal(submit("hal", "/rounds/1", "do=extend&reason=x").status, 422);
	assert_true(shows("id=\"closes_on-error\""));
	assert_int_equal(submit("hal", "/rounds/1", "do=extend&reason=x&closes_on=2026-12-04").status, 422);
	assert_int_equal(submit("hal", "/rounds/1", "do=extend&reason=x&closes_on=2026-12-11" OP).status, 303);
	assert_int_equal(submit("hal", "/rounds/1", "do=extend&reason=x&closes_on=2026-12-11" OP).status, 303);
	assert_string_equal(stored("SELECT CONCAT(closes_at, rev) FROM round WHERE id = 1"), "2026-12-11 23:00:001");
	assert_int_equal(submit("hal", "/rounds/1", "do=close&reason=x&rev=0").status, 409);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(a_round_is_made_once), APP_TEST(what_does_not_fit_is_named),
		APP_TEST(a_change_that_came_too_late_shows_what_was_typed), APP_TEST(the_json_face_is_the_same),
		APP_TEST(the_consultation_refuses_what_is_not_whole), APP_TEST(what_is_stored_says_so),
		APP_TEST(a_round_goes_all_its_way), APP_TEST(a_step_needs_its_reason),
	};

	return cmocka_run_group_tests(tests, start, app_stop);
}
