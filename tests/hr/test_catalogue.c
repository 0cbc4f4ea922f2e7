/* The catalogue's pages: found, changed with versions, ended, checked; one form for every kind. */
#include "app.h"

#include <string.h>

#include "pages.h"

static const struct route *const tables[] = { catalogue_routes, NULL };

#define TEXTS "name_nb=H%C3%A5ndhygiene&name_nn=Handhygiene&description_nb=Rengj%C3%B8r+hendene." \
	"&description_nn=Reingjer+hendene.&topic=health_practice&sector=helse_omsorg"
#define FACETS "&facets=knowledge&facets=practice"
#define OP "&op=0123456789abcdef0123456789abcdef"

static int start(void **state)
{
	const int result = app_start(state);

	app_serves("hr", tables);
	return result;
}

static void only_hr_comes_in(void **state)
{
	(void)state;
	static const char *const paths[] = { "/catalogue", "/roles", "/offerings", "/coverage" };
	static const char *const ends[] = { "", "/new", "/1" };

	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
		for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) {
			char path[40];

			snprintf(path, sizeof path, "%s%s", paths[i], ends[k]);
			assert_int_equal(visit("ann", path).status, 403);
			assert_int_equal(visit("hal", path).status, strcmp(path, "/coverage/1") == 0 ? 404 : 200);
			if (k != 1)
				assert_int_equal(submit("ann", path, TEXTS).status, 403);
		}
	assert_int_equal(visit("hal", "/catalogue/99").status, 404);
	assert_int_equal(submit("hal", "/catalogue/99", TEXTS FACETS).status, 404);
}

static void the_law_stands_first_and_search_narrows(void **state)
{
	(void)state;
	visit("hal", "/catalogue");
	assert_true(strstr(shown(), "Brannvern") < strstr(shown(), "Håndhygiene"));
	visit("hal", "/catalogue?q=hygiene");
	assert_true(shows("Håndhygiene"));
	assert_false(shows(">Brannvern<"));
	visit("hal", "/catalogue?topic=emergency");
	assert_true(shows(">Brannvern<"));
	assert_false(shows("Håndhygiene"));
	visit("hal", "/catalogue?status=unchecked&sort=name");
	assert_true(shows("(2)</option>"));
	assert_false(shows(">Brannvern<"));
	visit("hal", "/catalogue?sort=code");
	assert_true(strstr(shown(), ">Håndhygiene<") < strstr(shown(), ">Respekt<"));
	visit_json("hal", "/catalogue?status=unchecked&sort=name");
	assert_int_equal(cJSON_GetArraySize(json_get(shown_json(), "competences")), 2);
	visit("hal", "/catalogue?q=ingenting");
	assert_true(shows("gm-empty"));
	visit_json("hal", "/catalogue?q=brann");
	assert_int_equal(cJSON_GetArraySize(json_get(shown_json(), "competences")), 1);
}

static void a_change_is_stored_with_its_version(void **state)
{
	(void)state;
	assert_int_equal(submit("hal", "/catalogue/2", "do=save&rev=0&valid_to=2027-01-31&" TEXTS FACETS OP).status, 303);
	assert_string_equal(stored("SELECT valid_to FROM competence WHERE id = 2"), "2027-01-31");
	assert_string_equal(stored("SELECT CONCAT(version, actor_id) FROM catalogue_change WHERE kind = 'competence'"), "17");
	assert_string_equal(stored("SELECT detail FROM audit WHERE action = 'competence.change'"), "valid_to");
	assert_true(strstr(shown_head(), "/hr/catalogue/2?saved=1\r\n") != NULL);
	visit("hal", "/catalogue/2?saved=1");
	assert_true(shows("Lagret."));
	visit("hal", "/catalogue/2");
	assert_false(shows("Lagret."));
	assert_true(shows("Versjon 1"));
	assert_true(shows("Hal Holm"));
	assert_true(shows("<ins>31.1.2027</ins>"));
	visit_json("hal", "/catalogue/2");
	const cJSON *competence = json_get(shown_json(), "competence");

	assert_int_equal(json_get(competence, "rev")->valueint, 1);
	assert_string_equal(json_get_text(competence, "valid_to"), "2027-01-31");
	assert_int_equal(cJSON_GetArraySize(json_get(competence, "facets")), 2);
}

static void sent_twice_or_late_it_is_told(void **state)
{
	(void)state;
	assert_int_equal(submit("hal", "/catalogue/2", "do=save&rev=0&proof=1&" TEXTS FACETS OP).status, 303);
	assert_int_equal(submit("hal", "/catalogue/2", "do=save&rev=0&proof=1&" TEXTS FACETS OP).status, 303);
	assert_int_equal(submit("hal", "/catalogue/3", "do=save&rev=0&proof=1&" TEXTS FACETS OP).status, 409);
	assert_int_equal(submit("hal", "/catalogue/2", "do=save&rev=0&law=Ny+lov+%C2%A7+1&" TEXTS FACETS).status, 409);
	assert_true(shows("Ny lov § 1"));
	assert_string_equal(stored("SELECT COUNT(*) FROM catalogue_change"), "1");
	assert_int_equal(submit("hal", "/catalogue/2", "do=save&rev=1&proof=1&" TEXTS FACETS).status, 303);
	assert_string_equal(stored("SELECT COUNT(*) FROM catalogue_change"), "1");
}

static void what_does_not_fit_is_named(void **state)
{
	(void)state;
	assert_int_equal(submit("hal", "/catalogue/2", "do=save&statutory=1&renewal_months=0&" TEXTS FACETS).status, 422);
	assert_true(shows("href=\"#law\"") || shows("href=\"#renewal_months\""));
	assert_true(shows("Feil:"));
	send_json("POST", "hal", "/catalogue/2", "{\"do\": \"save\", \"statutory\": true}");
	assert_non_null(json_get(json_get(shown_json(), "errors"), "law"));
	send_json("POST", "hal", "/catalogue/2", "{\"do\": \"save\", \"laws\": [{\"act\": \"lov\", \"address\": \"http://x\"}]}");
	assert_non_null(json_get(json_get(shown_json(), "errors"), "laws_1_address"));
	send_json("POST", "hal", "/catalogue/2", "{\"do\": \"save\", \"topic\": \"none\"}");
	assert_non_null(json_get(json_get(shown_json(), "errors"), "topic"));
	assert_int_equal(submit("hal", "/catalogue/2", "do=save&colour=red&" TEXTS FACETS).status, 400);
	assert_string_equal(stored("SELECT COUNT(*) FROM catalogue_change"), "0");
}

static void a_facet_in_use_stays(void **state)
{
	(void)state;
	assert_int_equal(submit("hal", "/catalogue/2", "do=save&facets=knowledge&" TEXTS).status, 422);
	assert_true(shows("et skjema spør etter den") || shows("Utførelse"));
	app_run("SET FOREIGN_KEY_CHECKS = 0; DELETE FROM item WHERE competence_id = 2");
	assert_int_equal(submit("hal", "/catalogue/2", "do=save&facets=knowledge&" TEXTS).status, 422);
	app_run("DELETE FROM requirement WHERE competence_id = 2");
	assert_int_equal(submit("hal", "/catalogue/2", "do=save&facets=knowledge&" TEXTS).status, 303);
	assert_string_equal(stored("SELECT GROUP_CONCAT(facet) FROM competence_facet WHERE competence_id = 2"), "knowledge");
}

static void a_competence_is_made_with_its_laws(void **state)
{
	(void)state;
	const char *form = "code=NY&statutory=1&law=lov+%C2%A7+2&laws_1_act=lov&laws_1_section=%C2%A7+2"
		"&laws_1_address=https%3A%2F%2Flovdata.no%2F1&laws_1_valid_from=2031-01-01&laws_2_act=&" TEXTS FACETS OP;

	assert_int_equal(submit("hal", "/catalogue", form).status, 303);
	assert_int_equal(submit("hal", "/catalogue", form).status, 303);
	assert_string_equal(stored("SELECT CONCAT(section, valid_from) FROM competence_law"), "§ 22031-01-01");
	assert_string_equal(stored("SELECT verified FROM competence WHERE code = 'NY'"), "checked");
	assert_int_equal(submit("hal", "/catalogue", "code=NY&" TEXTS FACETS).status, 422);
	assert_true(shows("href=\"#code\""));
	assert_string_equal(stored("SELECT COUNT(*) FROM competence WHERE code = 'NY'"), "1");
}

static void what_is_doubtful_says_so_until_checked(void **state)
{
	(void)state;
	app_run("UPDATE competence SET verified = 'doubtful' WHERE id = 2");
	visit("hal", "/catalogue");
	assert_true(shows("Usikker"));
	visit("hal", "/catalogue/2");
	assert_true(shows("value=\"check\""));
	assert_int_equal(submit("hal", "/catalogue/2", "do=check&rev=0" OP).status, 303);
	visit("hal", "/catalogue/2");
	assert_false(shows("value=\"check\""));
	assert_true(shows("Kontrollert av HR"));
	assert_string_equal(stored("SELECT actor_id FROM catalogue_change WHERE kind = 'competence' AND object_id = 2"), "7");
}

static void roles_and_training_are_kept_alike(void **state)
{
	(void)state;
	assert_int_equal(submit("hal", "/roles", "code=VIKAR&name_nb=Vikar&sector=felles&styrk08=12" OP).status, 422);
	assert_int_equal(submit("hal", "/roles", "code=VIKAR&name_nb=Vikar&sector=felles&styrk08=1234" OP).status, 303);
	assert_int_equal(submit("hal", "/roles/1", "do=save&rev=0&name_nb=Sjukepleiar&sector=helse_omsorg").status, 303);
	assert_string_equal(stored("SELECT COUNT(*) FROM requirement WHERE role_id = 1"), "3");
	assert_int_equal(submit("hal", "/offerings", "code=K1&title_nb=Kurs&form=digital&provider=Vi&hours=1,5&price=0"
		"&competences_1_competence=HYG&competences_1_reaches_level=3").status, 303);
	assert_string_equal(stored("SELECT CONCAT(o.hours, c.reaches_level) FROM offering o"
		" JOIN offering_competence c ON c.offering_id = o.id WHERE o.code = 'K1'"), "1.503");
	visit("hal", "/offerings");
	assert_true(shows("Kurs"));
	visit("hal", "/roles");
	assert_true(shows("Vikar"));
}

static void a_unit_is_covered_by_people_or_a_share(void **state)
{
	(void)state;
	const char *base = "unit=HEL-1&competence=BRANN&facet=knowledge&level=3";
	char form[200];

	assert_int_equal(submit("hal", "/coverage", base).status, 422);
	snprintf(form, sizeof form, "%s&people=2&share=10", base);
	assert_int_equal(submit("hal", "/coverage", form).status, 422);
	snprintf(form, sizeof form, "%s&people=2", base);
	assert_int_equal(submit("hal", "/coverage", form).status, 303);
	assert_int_equal(submit("hal", "/coverage", form).status, 422);
	visit("hal", "/coverage");
	assert_true(shows("minst 2 personer"));
	assert_string_equal(stored("SELECT people FROM coverage WHERE unit_id = 3"), "2");
}

static void topics_are_kept_alike(void **state)
{
	(void)state;
	assert_int_equal(submit("hal", "/topics", "code=digital&name_nb=Digitalt" OP).status, 303);
	assert_string_equal(stored("SELECT position FROM topic WHERE code = 'digital'"), "4");
	assert_int_equal(submit("hal", "/topics", "code=digital&name_nb=Digitalt").status, 422);
	assert_int_equal(submit("hal", "/topics/1", "do=save&rev=0&name_nb=Beredskap+og+brann&name_nn=&name_en=&position=1").status, 303);
	assert_string_equal(stored("SELECT GROUP_CONCAT(language, name) FROM topic_text WHERE topic_id = 1"), "nbBeredskap og brann");
	visit("hal", "/topics");
	assert_true(shows("Beredskap og brann"));
	assert_true(shows("1 kompetanse"));
}

/* A topic that has ended is not offered; what is of it keeps it. */
static void a_topic_ends(void **state)
{
	(void)state;
	assert_int_equal(send_json("POST", "hal", "/topics/1", "{\"do\": \"save\", \"valid_to\": \"2026-11-23\"}").status, 200);
	visit("hal", "/topics");
	assert_true(shows("Avsluttet 23.11.2026"));
	visit("hal", "/catalogue/new");
	assert_false(shows("<option value=\"emergency\""));
	assert_true(shows("<option value=\"attitudes\""));
	visit("hal", "/catalogue/1");
	assert_true(shows("<option value=\"emergency\" selected>"));
	visit_json("hal", "/topics");
	assert_true(cJSON_IsTrue(json_get(json_get(shown_json(), "topics")->child, "ended")));
	assert_int_equal(send_json("POST", "hal", "/topics/1", "{\"do\": \"save\", \"valid_to\": null}").status, 200);
	visit("hal", "/catalogue/new");
	assert_true(shows("<option value=\"emergency\""));
}

static void the_scale_is_worded_and_never_made(void **state)
{
	(void)state;
	assert_int_equal(visit("hal", "/levels/new").status, 404);
	assert_int_equal(submit("hal", "/levels", "level=5").status, 405);
	visit("hal", "/levels");
	assert_true(shows("Under veiledning"));
	assert_false(shows("/levels/new"));
	assert_int_equal(submit("hal", "/levels/4", "do=save&rev=0&name_nb=Selvstendig&anchor_nb=Alene.&name_nn=Aleine").status, 422);
	assert_true(shows("href=\"#anchor_nn\""));
	assert_int_equal(submit("hal", "/levels/4", "do=save&rev=0&name_nb=Selvstendig&anchor_nb=Alene.&name_nn=Aleine"
		"&anchor_nn=Klarar+seg." OP).status, 303);
	assert_string_equal(stored("SELECT CONCAT(level, name) FROM scale_text WHERE language = 'nn'"), "3Aleine");
	assert_string_equal(stored("SELECT CONCAT(kind, object_id, version) FROM catalogue_change"), "level41");
	assert_int_equal(submit("hal", "/levels/6", "do=save&rev=0&name_nb=x&anchor_nb=x").status, 404);
	visit("hal", "/levels/4");
	assert_true(shows("også i åpne runder"));
	visit("hal", "/anchors?lang=nn");
	assert_true(shows("Kunnskap, nivå 2"));
	assert_true(shows("<span lang=\"nb\">knowledge på nivå 2</span>"));
	assert_int_equal(submit("hal", "/anchors/13", "do=save&rev=0&text_nb=Gj%C3%B8r+det+med+hjelp.&text_nn=Gjer+det.").status, 303);
	assert_string_equal(stored("SELECT GROUP_CONCAT(facet, level, language ORDER BY language) FROM anchor_text WHERE text LIKE 'Gj%'"),
		"practice2nb,practice2nn");
	assert_int_equal(submit("hal", "/anchors/16", "do=save&rev=0&text_nb=x").status, 404);
	assert_int_equal(submit("ann", "/anchors/13", "do=save&rev=0&text_nb=x").status, 403);
}

static void every_language_is_whole(void **state)
{
	(void)state;
	visit("hal", "/catalogue/1?lang=nn");
	assert_true(shows("Namn på nynorsk"));
	visit("hal", "/catalogue/1?lang=en");
	assert_true(shows("Name in nynorsk"));
	visit("hal", "/catalogue/1?lang=nb");
	assert_true(shows("Navn på nynorsk"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(only_hr_comes_in), APP_TEST(the_law_stands_first_and_search_narrows),
		APP_TEST(a_change_is_stored_with_its_version), APP_TEST(sent_twice_or_late_it_is_told),
		APP_TEST(what_does_not_fit_is_named), APP_TEST(a_facet_in_use_stays),
		APP_TEST(a_competence_is_made_with_its_laws), APP_TEST(what_is_doubtful_says_so_until_checked),
		APP_TEST(roles_and_training_are_kept_alike), APP_TEST(a_unit_is_covered_by_people_or_a_share),
		APP_TEST(topics_are_kept_alike), APP_TEST(a_topic_ends), APP_TEST(the_scale_is_worded_and_never_made), APP_TEST(every_language_is_whole),
	};

	return cmocka_run_group_tests(tests, start, app_stop);
}
