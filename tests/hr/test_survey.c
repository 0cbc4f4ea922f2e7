/* The builder's pages: a survey built from nothing, made a version, put right; who is late, wrong or no HR. */
#include "app.h"

#include <string.h>

#include "pages.h"

static const struct route *const tables[] = { survey_import_routes, survey_routes, survey_draft_routes, survey_section_routes,
	survey_competences_routes, survey_question_routes, survey_text_fix_routes, survey_file_routes, survey_preview_routes,
	survey_limesurvey_routes, NULL };

#define OP "&op=0123456789abcdef0123456789abcdef"
#define AT(path) "SELECT JSON_EXTRACT(definition, '$." path "') FROM survey_draft"

static int start(void **state)
{
	const int result = app_start(state);

	app_serves("hr", tables);
	return result;
}

static const char *draft_path(const char *tail)
{
	static char path[120];

	snprintf(path, sizeof path, "/surveys/drafts/%s%s", stored("SELECT id FROM survey_draft"), tail);
	return path;
}

static struct reply to_draft(const char *tail, const char *form)
{
	return submit("hal", draft_path(tail), form);
}

/* A draft with two sections, competences and three questions. */
static void build(void)
{
	assert_int_equal(submit("hal", "/surveys", "title_nb=Ny+kartlegging&title_nn=&title_en=&code=").status, 303);
	assert_int_equal(to_draft("/texts", "title_nb=Ny+kartlegging&notice_nb=Vi+sp%C3%B8r+fordi&rev=0").status, 303);
	assert_int_equal(to_draft("/section", "title_nb=Faget&everyone=1&rule=listed&rev=1").status, 303);
	assert_int_equal(to_draft("/section", "title_nb=L%C3%A6ring&code=LEARN&sectors=kultur&roles=NURSE&rule=listed").status, 303);
	assert_int_equal(to_draft("/competences", "section=faget&shown=BRANN&shown=HYG&chosen=HYG&chosen=RESPEKT").status, 303);
	assert_int_equal(to_draft("/question", "section=LEARN&text_nb=Hvilke+former%3F&type=many&code=FORM"
		"&choice_1_nb=Digitalt&choice_1_place=2&choice_1_code=&choice_2_nb=Kurs&choice_2_place=1&choice_2_code=kurs").status, 303);
	assert_int_equal(to_draft("/question", "section=LEARN&text_nb=N%C3%A5r%3F&type=date&show_if=FORM.digitalt").status, 303);
	assert_int_equal(to_draft("/question", "section=faget&text_nb=Hva+mangler%3F&type=text&required=1&place=1").status, 303);
}

static void only_hr_comes_in(void **state)
{
	(void)state;
	build();
	static const char *const paths[] = { "/surveys", "/surveys/new", "/surveys/1", "/surveys/1/text", "/surveys/1/survey.json" };
	static const char *const tails[] = { "", "/texts", "/section", "/question?section=faget", "/competences?section=faget",
		"/survey.json", "/preview", "/limesurvey" };

	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		assert_int_equal(visit("ann", paths[i]).status, 403);
		assert_int_equal(visit("hal", paths[i]).status, 200);
	}
	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
		assert_int_equal(visit("ann", draft_path(tails[i])).status, 403);
		assert_int_equal(visit("hal", draft_path(tails[i])).status, 200);
		assert_int_equal(visit_json("hal", draft_path(tails[i])).status, 200);
	}
	assert_int_equal(submit("ann", "/surveys", "title_nb=X").status, 403);
	assert_int_equal(submit("ann", draft_path(""), "do=discard").status, 403);
	assert_int_equal(submit("ann", "/surveys/1/text", "title_nb=X").status, 403);
	static const char *const missing[] = { "/surveys/99", "/surveys/99/text", "/surveys/99/survey.json", "/surveys/drafts/99",
		"/surveys/drafts/99/section", "/surveys/drafts/99/survey.json", "/surveys/1/text?section=none", "/surveys/1/text?question=none" };

	for (size_t i = 0; i < sizeof missing / sizeof *missing; i++)
		assert_int_equal(visit("hal", missing[i]).status, 404);
	assert_int_equal(visit("hal", draft_path("/section?section=none")).status, 404);
	assert_int_equal(visit("hal", draft_path("/question?question=none")).status, 404);
	assert_int_equal(visit("hal", draft_path("/competences")).status, 404);
}

static void a_survey_is_built_from_nothing(void **state)
{
	(void)state;
	build();
	assert_string_equal(stored("SELECT code FROM survey_draft"), "ny-kartlegging");
	assert_string_equal(stored(AT("sections[0].competences")), "[\"HYG\", \"RESPEKT\"]");
	assert_string_equal(stored(AT("sections[1].questions[0].choices[*].code")), "[\"kurs\", \"digitalt\"]");
	assert_string_equal(stored(AT("sections[1].questions[1].show_if.has")), "\"digitalt\"");
	assert_string_equal(stored(AT("sections[1].audience")), "{\"sectors\": [\"kultur\"], \"roles\": [\"NURSE\"]}");
	visit("hal", draft_path(""));
	assert_true(shows("Ny kartlegging"));
	assert_true(shows("Bare hvis svaret på «Hvilke former?» er «Digitalt»"));
	assert_true(shows("Kultur, Sykepleier"));
	assert_true(shows("Ingen rolle krever RESPEKT."));
	assert_true(shows("Nynorsk"));
	assert_int_equal(to_draft("", "do=version" OP).status, 303);
	assert_int_equal(submit("hal", "/surveys/drafts/1", "do=version").status, 404);
	assert_string_equal(stored("SELECT CONCAT(version, ' ', COUNT(*)) FROM survey s JOIN item i ON i.survey_id = s.id"
		" WHERE s.code = 'ny-kartlegging'"), "1 6");
	assert_string_equal(stored("SELECT COUNT(*) FROM survey_draft"), "0");
	visit("hal", "/surveys");
	assert_true(shows("Ny kartlegging"));
}

static void a_version_is_made_once(void **state)
{
	(void)state;
	build();
	char path[60];

	snprintf(path, sizeof path, "%s", draft_path(""));
	assert_int_equal(submit("hal", path, "do=version" OP).status, 303);
	struct reply again = submit("hal", path, "do=version" OP);

	assert_int_equal(again.status, 303);
	assert_true(strstr(again.location, "/hr/surveys/") != NULL);
	assert_string_equal(stored("SELECT COUNT(*) FROM survey"), "2");
	assert_int_equal(submit("hal", path, "do=version&op=0123456789abcdef0123456789abcdee").status, 404);
}

static void a_draft_with_faults_makes_no_version(void **state)
{
	(void)state;
	for (int i = 0; i < 2; i++)
		assert_int_equal(submit("hal", "/surveys", "title_nb=Tom" OP).status, 303);
	assert_string_equal(stored("SELECT COUNT(*) FROM survey_draft"), "1");
	assert_int_equal(to_draft("", "do=version").status, 422);
	assert_true(shows("ting må rettes") && shows("Informasjonsteksten: ") && shows("Undersøkelsen har ingen deler ennå. Lag en."));
	assert_string_equal(stored("SELECT COUNT(*) FROM survey"), "1");
}

static void the_order_is_changed_by_buttons_and_places(void **state)
{
	(void)state;
	build();
	assert_int_equal(to_draft("", "do=move&step=down.section.faget").status, 303);
	assert_string_equal(stored(AT("sections[*].code")), "[\"LEARN\", \"faget\"]");
	visit("hal", draft_path("?at=down.section.faget"));
	assert_true(shows("value=\"up.section.faget\" autofocus"));
	assert_int_equal(to_draft("", "do=move&step=down.section.faget").status, 303);
	assert_string_equal(stored(AT("sections[*].code")), "[\"LEARN\", \"faget\"]");
	assert_int_equal(to_draft("", "do=move&step=up.section.faget").status, 303);
	assert_int_equal(to_draft("", "do=move&step=up.question.nar").status, 303);
	assert_string_equal(stored(AT("sections[1].questions[*].code")), "[\"nar\", \"FORM\"]");
	assert_int_equal(to_draft("", "do=place&what=question&code=FORM&into=faget&place=1").status, 303);
	assert_string_equal(stored(AT("sections[0].questions[*].code")), "[\"FORM\", \"hva-mangler\"]");
	assert_int_equal(to_draft("", "do=place&what=section&code=LEARN&place=1").status, 303);
	assert_string_equal(stored(AT("sections[*].code")), "[\"LEARN\", \"faget\"]");
	assert_int_equal(to_draft("", "do=remove&what=question&code=FORM").status, 303);
	assert_int_equal(to_draft("", "do=remove&what=section&code=faget").status, 303);
	assert_string_equal(stored(AT("sections[*].code")), "[\"LEARN\"]");
	static const char *const wrong[] = { "do=move&step=up.section.none", "do=move&step=left.section.LEARN", "do=move&step=x", "do=fly",
		"do=place&what=section&code=LEARN&place=0", "do=place&what=section&code=LEARN&into=LEARN&place=1",
		"do=place&what=question&code=nar&into=none&place=1", "do=remove&what=question&code=none", "do=remove&what=cow&code=nar" };

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_int_equal(to_draft("", wrong[i]).status, 422);
}

static void sent_twice_or_late_it_is_told(void **state)
{
	(void)state;
	build();
	const char *form = "title_nb=Mer&leaders=1&rule=statutory&rev=7" OP;

	assert_string_equal(stored("SELECT rev FROM survey_draft"), "7");
	assert_int_equal(to_draft("/section", form).status, 303);
	assert_int_equal(to_draft("/section", form).status, 303);
	assert_string_equal(stored(AT("sections[*].code")), "[\"faget\", \"LEARN\", \"mer\"]");
	assert_int_equal(to_draft("/section", "section=mer&title_nb=Sein+tittel&everyone=1&rule=other&rev=7").status, 409);
	assert_true(shows("Sein tittel"));
	assert_int_equal(to_draft("/question", "section=mer&text_nb=Seint&type=text&rev=7").status, 409);
	assert_int_equal(to_draft("/competences", "section=faget&shown=HYG&rev=7").status, 409);
	assert_int_equal(to_draft("/texts", "title_nb=X&rev=7").status, 409);
	assert_int_equal(to_draft("", "do=discard&rev=7").status, 409);
	assert_int_equal(to_draft("", "do=discard&rev=8&op=0123456789abcdef0123456789abcdee").status, 303);
	assert_string_equal(stored("SELECT COUNT(*) FROM survey_draft"), "0");
}

static void what_does_not_fit_is_named(void **state)
{
	(void)state;
	build();
	assert_int_equal(submit("hal", "/surveys", "title_nb=&code=SURVEY").status, 422);
	assert_true(shows("href=\"#title_nb\""));
	assert_true(shows("href=\"#code\""));
	assert_int_equal(submit("hal", "/surveys", "title_nb=X&code=a+b").status, 422);
	assert_int_equal(to_draft("/section", "title_nb=X&rule=listed").status, 422);
	assert_true(shows("href=\"#everyone\""));
	assert_int_equal(to_draft("/section", "title_nb=X&everyone=1&code=LEARN&rule=listed").status, 422);
	assert_int_equal(to_draft("/section", "section=faget&title_nb=X&everyone=1&rule=other").status, 422);
	assert_true(shows("href=\"#rule\""));
	assert_int_equal(to_draft("/question", "section=LEARN&text_nb=X&type=one").status, 422);
	assert_true(shows("href=\"#choices\""));
	assert_int_equal(to_draft("/question", "section=LEARN&text_nb=X&type=one&choice_1_nn=Y").status, 422);
	assert_true(shows("href=\"#choice_1_nb\""));
	assert_int_equal(to_draft("/question", "section=LEARN&text_nb=X&type=text&required=1&show_if=FORM.kurs").status, 422);
	assert_true(shows("href=\"#required\""));
	assert_int_equal(to_draft("/question", "section=LEARN&text_nb=X&type=text&code=FORM").status, 422);
	assert_int_equal(to_draft("/question", "section=LEARN&text_nb=X&type=text&into=none").status, 422);
	assert_int_equal(to_draft("/question", "text_nb=X&type=text").status, 422);
	assert_int_equal(to_draft("/question", "section=none&text_nb=X&type=text").status, 404);
	assert_int_equal(to_draft("/competences", "section=faget&chosen=NONE").status, 422);
	assert_int_equal(to_draft("/texts", "title_nb=X&colour=red").status, 400);
	send_json("POST", "hal", draft_path("/section"), "{\"title_nb\": 7, \"everyone\": true, \"rule\": \"listed\"}");
	assert_non_null(json_get(json_get(shown_json(), "errors"), "title_nb"));
}

static void a_question_is_changed_and_keeps_its_codes(void **state)
{
	(void)state;
	build();
	visit("hal", draft_path("/question?question=FORM"));
	assert_true(shows("value=\"kurs\""));
	assert_int_equal(to_draft("/question", "section=LEARN&question=FORM&text_nb=Former%3F&type=one&into=faget&place=1"
		"&choice_1_code=kurs&choice_1_nb=Kurs+p%C3%A5+stedet&choice_1_place=1&choice_2_code=digitalt&choice_2_nb="
		"&choice_3_code=&choice_3_nb=Kurs&choice_3_place=1").status, 303);
	assert_string_equal(stored(AT("sections[0].questions[0].choices[*].code")), "[\"kurs\", \"kurs-2\"]");
	visit("hal", draft_path(""));
	assert_false(shows("sections["));
	assert_true(shows("«Når?»: "));
	assert_int_equal(to_draft("/question", "question=FORM&section=faget&text_nb=Former%3F&type=number").status, 303);
	assert_string_equal(stored(AT("sections[0].questions[0].choices")), "");
}

static void competences_are_found_and_taken_out(void **state)
{
	(void)state;
	build();
	visit("hal", draft_path("/competences?section=faget&q=hygiene"));
	assert_true(shows("value=\"HYG\" checked"));
	assert_false(shows("Brannvern"));
	visit("hal", draft_path("/competences?section=faget&sector=felles&topic=emergency"));
	assert_true(shows("Brannvern"));
	assert_false(shows("Håndhygiene"));
	visit("hal", draft_path("/competences?section=faget&q=ingenting"));
	assert_true(shows("gm-empty"));
	assert_int_equal(to_draft("/competences", "section=faget&shown=HYG&shown=BRANN&chosen=BRANN").status, 303);
	assert_string_equal(stored(AT("sections[0].competences")), "[\"RESPEKT\", \"BRANN\"]");
	assert_int_equal(to_draft("/competences", "section=faget&shown=RESPEKT&shown=BRANN").status, 303);
	assert_string_equal(stored(AT("sections[0].competences")), "");
}

static void the_next_version_begins_as_the_last(void **state)
{
	(void)state;
	visit("hal", "/surveys/1");
	assert_true(shows("Kartlegging 2026"));
	assert_true(shows("value=\"draft\""));
	assert_int_equal(submit("hal", "/surveys/1", "do=draft" OP).status, 303);
	assert_int_equal(submit("hal", "/surveys/1", "do=draft" OP).status, 303);
	assert_int_equal(submit("hal", "/surveys/1", "do=draft").status, 409);
	assert_int_equal(submit("hal", "/surveys/1", "do=fly").status, 422);
	assert_int_equal(submit("hal", "/surveys/99", "do=draft").status, 404);
	assert_string_equal(stored("SELECT CONCAT(code, based_on_id) FROM survey_draft"), "SURVEY1");
	assert_int_equal(to_draft("/texts", "title_nb=Kartlegging&notice_nb=N").status, 303);
	assert_int_equal(to_draft("", "do=version").status, 303);
	assert_string_equal(stored("SELECT GROUP_CONCAT(version) FROM survey WHERE code = 'SURVEY'"), "1,2");
	assert_string_equal(stored("SELECT survey_id FROM round WHERE id = 1"), "1");
}

static void texts_of_a_version_are_put_right(void **state)
{
	(void)state;
	visit("hal", "/surveys/1/text?question=FORM");
	assert_true(shows("value=\"Digitalt\""));
	assert_int_equal(submit("hal", "/surveys/1/text", "question=FORM&text_nb=Hvilke+former+passer+for+deg%3F"
		"&text_nn=Kva+former+passar+best%3F&choice_1_nb=Digitalt&choice_2_nb=Kurs&choice_2_en=Course&rev=0" OP).status, 303);
	assert_string_equal(stored("SELECT COUNT(*) FROM survey_change"), "2");
	assert_int_equal(submit("hal", "/surveys/1/text", "question=FORM&text_nb=X&choice_1_nb=A&choice_2_nb=B&rev=0" OP).status, 303);
	assert_int_equal(submit("hal", "/surveys/1/text", "question=FORM&text_nb=For+sein&choice_1_nb=A&choice_2_nb=B&rev=0").status, 409);
	assert_true(shows("For sein"));
	assert_int_equal(submit("hal", "/surveys/1/text", "question=FORM&text_nb=&choice_1_nb=A&choice_2_nb=B").status, 422);
	assert_int_equal(submit("hal", "/surveys/1/text", "section=none&title_nb=X").status, 404);
	assert_string_equal(stored("SELECT detail FROM audit WHERE action = 'survey.text'"), "FORM: 2");
	visit("hal", "/surveys/1");
	assert_true(shows("<ins>Kva former passar best?</ins>"));
	assert_true(shows("<del>Kva former passar for deg?</del>"));
	assert_true(shows("Hal Holm"));
	assert_int_equal(submit("hal", "/surveys/1/text", "section=law&title_nb=Lovkrav").status, 303);
	assert_int_equal(submit("hal", "/surveys/1/text", "title_nb=Kartlegginga&notice_nb=").status, 303);
	assert_string_equal(stored("SELECT title FROM section_text WHERE section_id = 1 AND language = 'nb'"), "Lovkrav");
}

static void a_role_sees_its_own_form(void **state)
{
	(void)state;
	build();
	visit("hal", draft_path("/preview?role=NURSE"));
	assert_true(shows("Håndhygiene"));
	assert_true(shows("data-width=\"390\""));
	assert_true(shows("Ikke skriv om helse"));
	assert_false(shows("name=\"csrf\" value=\"\""));
	visit("hal", draft_path("/preview?role=NURSE&section=2&width=1280"));
	assert_true(shows("Hvilke former?"));
	assert_true(shows("data-show-values=\"digitalt\""));
	assert_true(shows("data-width=\"1280\""));
	visit("hal", draft_path("/preview?role=HRADV&section=99&width=17"));
	assert_false(shows("Hvilke former?"));
	visit("hal", draft_path("/preview?role=HRADV&sector=kultur&section=2"));
	assert_true(shows("Hvilke former?"));
	visit_json("hal", draft_path("/preview?role=NURSE"));
	assert_int_equal(cJSON_GetArraySize(json_get(shown_json(), "sections")), 2);
	visit("hal", "/surveys/1/preview?role=NURSE&lang=nn&section=3");
	assert_true(shows("Respekt"));
	assert_int_equal(visit("ann", "/surveys/1/preview").status, 403);
	assert_int_equal(visit("hal", "/surveys/99/preview").status, 404);
	assert_int_equal(visit("hal", "/surveys/drafts/99/preview").status, 404);
	app_run("SET FOREIGN_KEY_CHECKS = 0; DELETE FROM role");
	assert_int_equal(visit("hal", "/surveys/1/preview").status, 404);
}

#define FILE_JSON "{\"code\":\"F\",\"version\":9,\"title\":{\"nb\":\"Fra fil\"},\"notice\":{\"nb\":\"N\"},\"sections\":[" \
	"{\"code\":\"a\",\"title\":{\"nb\":\"A\"},\"audience\":{\"everyone\":true},\"competences\":[\"%s\"]}]}"

static struct reply import(const char *step, const char *competence, const char *more)
{
	static char body[700];
	char definition[400];

	snprintf(definition, sizeof definition, FILE_JSON, competence);
	snprintf(body, sizeof body, "{\"do\":\"%s\",\"definition\":%s%s}", step, definition, more);
	return send_json("POST", "hal", "/surveys/import", body);
}

static void a_file_is_looked_through_before_it_is_stored(void **state)
{
	(void)state;
	assert_int_equal(import("check", "NONE", "").status, 200);
	assert_string_equal(json_get_text(json_get(shown_json(), "faults")->child, "path"), "sections[0].competences[0]");
	assert_int_equal(import("store", "NONE", "").status, 422);
	assert_non_null(json_get(json_get(shown_json(), "errors"), "sections[0].competences[0]"));
	assert_int_equal(import("check", "HYG", "").status, 200);
	assert_int_equal(cJSON_GetArraySize(json_get(shown_json(), "faults")), 0);
	assert_string_equal(stored("SELECT COUNT(*) FROM survey_draft"), "0");
	assert_int_equal(import("store", "HYG", ",\"op\":\"0123456789abcdef0123456789abcdef\"").status, 201);
	assert_int_equal(import("store", "HYG", ",\"op\":\"0123456789abcdef0123456789abcdef\"").status, 201);
	assert_string_equal(stored(AT("version")), "1");
	assert_int_equal(import("store", "BRANN", "").status, 422);
	assert_int_equal(import("store", "BRANN", ",\"replace\":true").status, 201);
	assert_string_equal(stored("SELECT CONCAT(COUNT(*), ' ', rev) FROM survey_draft"), "1 1");
	assert_string_equal(stored(AT("sections[0].competences")), "[\"BRANN\"]");
	assert_int_equal(send_json("POST", "ann", "/surveys/import", "{\"do\":\"check\"}").status, 403);
	assert_int_equal(submit("hal", "/surveys/import", "do=check&definition=%7B").status, 422);
	assert_true(shows("href=\"#definition\""));
	assert_int_equal(submit("hal", "/surveys/import", "do=check").status, 422);
	assert_int_equal(submit("hal", "/surveys/import", "do=check&definition=%7B%7D").status, 200);
	assert_true(shows("feil i filen"));
}

#define TSV "class%09type%2Fscale%09name%09relevance%09text%09language%0A"

static void questions_come_from_limesurvey(void **state)
{
	(void)state;
	build();
	const char *good = "do=check&text=" TSV "G%09%09Fra+Lime%09%09%09nb%0AQ%09L%09FORM%09%09Hva%3F%09nb%0AA%090%09a%09%09A%09nb%0A"
		"Q%09%3B%09ARR%09%09x%09nb%0A";
	char add[600];

	assert_int_equal(to_draft("/limesurvey", good).status, 200);
	assert_true(shows("Fra Lime"));
	assert_true(shows("har ikke noe motstykke her"));
	assert_string_equal(stored("SELECT rev FROM survey_draft"), "7");
	snprintf(add, sizeof add, "do=add%s&rev=7" OP, good + 8);
	assert_int_equal(to_draft("/limesurvey", add).status, 303);
	assert_int_equal(to_draft("/limesurvey", add).status, 303);
	assert_string_equal(stored(AT("sections[2].questions[*].code")), "[\"form\"]");
	snprintf(add, sizeof add, "do=add%s&rev=7", good + 8);
	assert_int_equal(to_draft("/limesurvey", add).status, 409);
	assert_int_equal(to_draft("/limesurvey", "do=check").status, 422);
	assert_int_equal(to_draft("/limesurvey", "do=check&text=x").status, 422);
	assert_int_equal(submit("hal", "/surveys/drafts/99/limesurvey", good).status, 404);
	assert_int_equal(submit("ann", draft_path("/limesurvey"), good).status, 403);
}

static void every_language_is_whole(void **state)
{
	(void)state;
	build();
	visit("hal", draft_path("?lang=nn"));
	assert_true(shows("Utkast til versjon 1"));
	assert_true(shows("Det vi spør om"));
	visit("hal", draft_path("?lang=en"));
	assert_true(shows("Draft of version 1"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(only_hr_comes_in), APP_TEST(a_survey_is_built_from_nothing), APP_TEST(a_version_is_made_once),
		APP_TEST(a_draft_with_faults_makes_no_version), APP_TEST(the_order_is_changed_by_buttons_and_places),
		APP_TEST(sent_twice_or_late_it_is_told), APP_TEST(what_does_not_fit_is_named),
		APP_TEST(a_question_is_changed_and_keeps_its_codes), APP_TEST(competences_are_found_and_taken_out),
		APP_TEST(the_next_version_begins_as_the_last), APP_TEST(texts_of_a_version_are_put_right),
		APP_TEST(a_role_sees_its_own_form), APP_TEST(a_file_is_looked_through_before_it_is_stored),
		APP_TEST(questions_come_from_limesurvey), APP_TEST(every_language_is_whole),
	};

	return cmocka_run_group_tests(tests, start, app_stop);
}
