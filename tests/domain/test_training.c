/* Training requests: the steps an employee takes, and what they leave. */
#include "app.h"

#include "i18n.h"
#include "training.h"
#include "training_decision.h"

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

	assert_string_equal(training_unknown(db_session(DB_READ), user_of("ann"), 0, &none), "offering");
	assert_string_equal(training_unknown(db_session(DB_READ), user_of("ann"), 0, &code), "competences");
	assert_null(training_unknown(db_session(DB_READ), user_of("ann"), 0, &wish));
}

/* Whoever knows the id of what is offered no more cannot order it; what was sent before goes on. */
static void what_has_ended_is_not_asked_for(void **state)
{
	(void)state;
	struct db *db = db_session(DB_WRITE);
	const struct user *ann = user_of("ann"), *bo = user_of("bo");
	const struct training_wish ended = { .offering = 1 };
	const int64_t draft = training_create(db, ann, &ended, false);

	db_commit(db);
	app_run("UPDATE training_request SET offering_id = 1 WHERE id = 19; UPDATE offering SET valid_to = '2026-11-24' WHERE id = 1");
	assert_null(training_unknown(db, ann, 0, &ended));
	app_run("UPDATE offering SET valid_to = '2026-11-23' WHERE id = 1");
	assert_string_equal(training_unknown(db, ann, 0, &ended), "offering");
	assert_string_equal(training_unknown(db, ann, draft, &ended), "offering");
	assert_string_equal(training_unknown(db, ann, 19, &ended), "offering");
	assert_null(training_unknown(db, bo, 19, &ended));
	assert_int_equal(training_submit(db, ann, draft, -1, NULL, ""), TRAINING_ENDED);
	assert_int_equal(training_submit(db, bo, draft, -1, NULL, ""), TRAINING_NOT_FOUND);
	assert_int_equal(training_submit(db, bo, 19, -1, NULL, ""), TRAINING_DONE);
	assert_int_equal(training_submit(db, ann, draft, -1, &wish, ""), TRAINING_DONE);
	db_rollback(db);
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
	assert_int_equal(training_submit(db, ann, 18, 0, NULL, ""), TRAINING_STALE);
	assert_int_equal(training_submit(db, ann, 18, 1, NULL, ""), TRAINING_DONE);
	assert_int_equal(training_submit(db, ann, 18, -1, NULL, ""), TRAINING_STATE);
	assert_int_equal(training_submit(db, bo, 19, 2, NULL, "Det første"), TRAINING_DONE);
	assert_int_equal(training_cancel(db, bo, 20, 1, ""), TRAINING_STALE);
	assert_int_equal(training_cancel(db, bo, 20, 2, ""), TRAINING_DONE);
	assert_int_equal(training_cancel(db, bo, 20, -1, ""), TRAINING_STATE);
	assert_int_equal(training_cancel(db, ann, 19, -1, ""), TRAINING_NOT_FOUND);
	db_commit(db);
	assert_string_equal(stored("SELECT reason FROM training_event WHERE request_id = 19 ORDER BY id DESC LIMIT 1"), "Det første");
	assert_string_equal(stored("SELECT COUNT(*) FROM training_event"), "11");
	assert_string_equal(stored("SELECT COUNT(*) FROM audit"), "4");
}

/* What the leader reads of request 19. */
static const struct cJSON *read_by_leader(void)
{
	return training_decision_request(db_session(DB_READ), user_of("lea"), 19);
}

static void the_leader_reads_what_was_sent(void **state)
{
	(void)state;
	struct db *db = db_session(DB_WRITE);
	const char *const codes[] = { "BRANN", NULL };
	const struct training_wish changed = { .title = "Hemmelig", .form = "digital", .price = "1.00",
		.competences = codes };
	const struct user *bo = user_of("bo");

	assert_int_equal(training_save(db, bo, 19, 2, &changed), TRAINING_DONE);
	db_commit(db);
	assert_string_equal(json_get_text(read_by_leader(), "title"), "Sårstell");
	assert_string_equal(json_get_text(read_by_leader(), "reason"), "Trenger det.");
	assert_string_equal(json_get_text(read_by_leader(), "competences"), "Håndhygiene");
	const struct cJSON *mine = training_show(db, bo, 19);

	assert_string_equal(json_get_text(mine, "title"), "Hemmelig");
	assert_null(json_get_text(mine, "reason"));
	assert_string_equal(json_get_text(json_get(mine, "competences")->child, "code"), "BRANN");
	assert_string_equal(json_get_text(training_own(db, bo)->child, "title"), "Hemmelig");
	assert_int_equal(training_submit(db, bo, 19, 3, NULL, ""), TRAINING_DONE);
	db_commit(db);
	assert_string_equal(json_get_text(read_by_leader(), "title"), "Hemmelig");
	assert_null(json_get_text(read_by_leader(), "reason"));
	assert_string_equal(json_get_text(read_by_leader(), "competences"), "Brannvern");
	assert_string_equal(json_get_text(training_show(db, bo, 19), "title"), "Hemmelig");
	assert_string_equal(stored("SELECT COUNT(*) FROM training_draft"), "0");
}

static void what_was_not_sent_goes_when_it_is_cancelled(void **state)
{
	(void)state;
	struct db *db = db_session(DB_WRITE);

	assert_int_equal(training_save(db, user_of("bo"), 19, 2, &wish), TRAINING_DONE);
	assert_int_equal(training_cancel(db, user_of("bo"), 19, 3, ""), TRAINING_DONE);
	db_commit(db);
	assert_string_equal(json_get_text(read_by_leader(), "title"), "Sårstell");
	assert_string_equal(json_get_text(training_show(db, user_of("bo"), 19), "title"), "Sårstell");
	assert_string_equal(stored("SELECT COUNT(*) FROM training_draft"), "0");
}

/* Ann has moved to unit 4: so has what she withdraws, before it is closed there. */
static void what_is_cancelled_stays_where_the_asker_was(void **state)
{
	(void)state;
	struct db *db = db_session(DB_WRITE);

	app_run("UPDATE position SET unit_id = 4 WHERE id = 3");
	assert_string_equal(json_get_text(training_show(db, user_of("ann"), 17), "unit"),
	    "Bjørkelia hjemmetjeneste");
	assert_int_equal(training_cancel(db, user_of("ann"), 17, -1, ""), TRAINING_DONE);
	db_commit(db);
	assert_string_equal(stored("SELECT unit_id FROM training_request WHERE id = 17"), "4");
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
		APP_TEST(unknown_names_are_found), APP_TEST(what_has_ended_is_not_asked_for),
		APP_TEST(steps_need_state_and_revision),
		APP_TEST(the_leader_reads_what_was_sent),
		APP_TEST(what_was_not_sent_goes_when_it_is_cancelled),
		APP_TEST(what_is_cancelled_stays_where_the_asker_was),
		APP_TEST(mine_come_by_what_they_want_of_me), APP_TEST(words_are_known),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
