/* Training requests: the steps an employee takes, and what they leave. */
#include "app.h"

#include "i18n.h"
#include "training.h"

static const struct training_wish wish = { .title = "Norsk", .form = "classroom", .reason = "Fordi", .hours = "7.50" };

static void creates_with_its_trail(void **state)
{
	(void)state;
	struct db *db = db_session(DB_WRITE);
	const int64_t id = training_create(db, user_of("maret"), &wish, true);
	const struct cJSON *request = training_show(db, user_of("maret"), id);

	assert_string_equal(json_get_text(request, "state"), "submitted");
	assert_string_equal(json_get_text(request, "unit"), "Solvang sykehjem");
	assert_int_equal(json_get(request, "rev")->valueint, 0);
	assert_true(json_get(request, "hours")->valuedouble == 7.5);
	assert_string_equal(json_get_text(json_get(request, "history")->child, "state"), "submitted");
	assert_null(training_show(db, user_of("ann"), id));
	db_commit(db);
	assert_string_equal(stored("SELECT COUNT(*) FROM audit WHERE action = 'training.create'"), "1");
}

static void an_offering_fills_what_is_not_said(void **state)
{
	(void)state;
	struct db *db = db_session(DB_WRITE);
	const struct training_wish from_offering = { .offering = 1, .title = "" };
	const struct cJSON *request = training_show(db, user_of("max"),
	    training_create(db, user_of("max"), &from_offering, false));

	assert_string_equal(json_get_text(request, "form"), "practical");
	assert_string_equal(json_get_text(json_get(request, "competences")->child, "code"), "BRANN");
	assert_string_equal(json_get_text(request, "provider"), "Demo brannvesen");
	db_rollback(db);
}

static void unknown_names_are_found(void **state)
{
	(void)state;
	const char *const codes[] = { "BRANN", "NOPE", NULL };
	const struct training_wish none = { .offering = 99 }, code = { .competences = codes };

	assert_string_equal(training_unknown(db_session(DB_READ), &none), "offering");
	assert_string_equal(training_unknown(db_session(DB_READ), &code), "competences");
	assert_null(training_unknown(db_session(DB_READ), &wish));
}

static void steps_need_state_and_revision(void **state)
{
	(void)state;
	struct db *db = db_session(DB_WRITE);
	const struct user *ann = user_of("ann"), *bo = user_of("bo");

	assert_int_equal(training_save(db, ann, 18, 3, &wish), TRAINING_STALE);
	assert_int_equal(training_save(db, ann, 17, -1, &wish), TRAINING_STATE);
	assert_int_equal(training_save(db, bo, 18, -1, &wish), TRAINING_NOT_FOUND);
	assert_int_equal(training_save(db, ann, 18, 0, &wish), TRAINING_DONE);
	assert_int_equal(training_submit(db, ann, 18, 0, ""), TRAINING_STALE);
	assert_int_equal(training_submit(db, ann, 18, 1, ""), TRAINING_DONE);
	assert_int_equal(training_submit(db, ann, 18, -1, ""), TRAINING_STATE);
	assert_int_equal(training_submit(db, bo, 19, 2, "Det første"), TRAINING_DONE);
	assert_int_equal(training_cancel(db, bo, 20, 1, ""), TRAINING_STALE);
	assert_int_equal(training_cancel(db, bo, 20, 2, ""), TRAINING_DONE);
	assert_int_equal(training_cancel(db, bo, 20, -1, ""), TRAINING_STATE);
	assert_int_equal(training_cancel(db, ann, 19, -1, ""), TRAINING_NOT_FOUND);
	db_commit(db);
	assert_string_equal(stored("SELECT reason FROM training_event WHERE request_id = 19 ORDER BY id DESC LIMIT 1"), "Det første");
	assert_string_equal(stored("SELECT COUNT(*) FROM training_event"), "11");
	assert_string_equal(stored("SELECT COUNT(*) FROM audit"), "4");
}

static void mine_come_by_what_they_want_of_me(void **state)
{
	(void)state;
	const struct cJSON *first = training_own(db_session(DB_READ), user_of("ann"))->child;

	assert_string_equal(json_get_text(first, "state"), "draft");
	assert_string_equal(json_get_text(first->next, "state"), "submitted");
}

static void words_are_known(void **state)
{
	(void)state;
	i18n_use("en");
	assert_string_equal(training_state_text("approved"), "Approved");
	assert_string_equal(training_form_text("digital"), "Digital course");
	assert_string_equal(training_state_icon("submitted"), "Hourglass");
	assert_string_equal(training_state_color("declined"), "danger");
	assert_string_equal(training_state_text("x"), "x");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(creates_with_its_trail), APP_TEST(an_offering_fills_what_is_not_said),
		APP_TEST(unknown_names_are_found), APP_TEST(steps_need_state_and_revision),
		APP_TEST(mine_come_by_what_they_want_of_me), APP_TEST(words_are_known),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
