/* Putting right the texts of a stored version. */
#include "survey_text.h"

#include <string.h>

#include "arena.h"
#include "audit.h"
#include "clock.h"
#include "json.h"

enum { CHANGES_MOST = 200 };

struct db_rows *survey_text_changes(struct db *db, int64_t survey_id)
{
	return db_query(db,
	    "SELECT c.at, CONCAT(p.given_name, ' ', p.family_name) AS person, c.what, c.code, c.choice,"
	    "       c.language, c.old, c.new"
	    "  FROM survey_change c JOIN person p ON p.id = c.actor_id"
	    " WHERE c.survey_id = ? ORDER BY c.id DESC LIMIT ?",
	    DB_ARGS(db_int(survey_id), db_int(CHANGES_MOST)));
}

int64_t survey_text_rev(struct db *db, int64_t survey_id)
{
	struct db_rows *row = db_query(db,
	    "SELECT COALESCE(MAX(id), 0) AS rev FROM survey_change WHERE survey_id = ?",
	    DB_ARGS(db_int(survey_id)));

	return db_next(row) ? db_col_int(row, "rev") : 0;
}

int64_t survey_text_lock(struct db *db, int64_t survey_id)
{
	db_query(db, "SELECT id FROM survey WHERE id = ? FOR UPDATE", DB_ARGS(db_int(survey_id)));
	return survey_text_rev(db, survey_id);
}

/* One text of one language: how it is changed, and made where there was none. */
struct fix {
	struct db *db;
	int64_t survey_id;
	const struct survey_place *place;
	const char *language, *text;
};

static int64_t change_title(const struct fix *f)
{
	return db_exec(f->db, "UPDATE survey_text SET title = ? WHERE survey_id = ? AND language = ?",
	    DB_ARGS(db_text(f->text), db_int(f->survey_id), db_text(f->language)));
}

static void add_title(const struct fix *f)
{
	db_exec(f->db, "INSERT INTO survey_text (survey_id, language, title) VALUES (?, ?, ?)",
	    DB_ARGS(db_int(f->survey_id), db_text(f->language), db_text(f->text)));
}

static int64_t change_notice(const struct fix *f)
{
	return db_exec(f->db, "UPDATE survey_notice SET text = ? WHERE survey_id = ? AND language = ?",
	    DB_ARGS(db_text(f->text), db_int(f->survey_id), db_text(f->language)));
}

static void add_notice(const struct fix *f)
{
	db_exec(f->db, "INSERT INTO survey_notice (survey_id, language, text) VALUES (?, ?, ?)",
	    DB_ARGS(db_int(f->survey_id), db_text(f->language), db_text(f->text)));
}

static int64_t change_section(const struct fix *f)
{
	return db_exec(f->db,
	    "UPDATE section s JOIN section_text t ON t.section_id = s.id SET t.title = ?"
	    " WHERE s.survey_id = ? AND s.code = ? AND t.language = ?",
	    DB_ARGS(db_text(f->text), db_int(f->survey_id), db_text(f->place->code),
	        db_text(f->language)));
}

static void add_section(const struct fix *f)
{
	db_exec(f->db,
	    "INSERT INTO section_text (section_id, language, title)"
	    " SELECT id, ?, ? FROM section WHERE survey_id = ? AND code = ?",
	    DB_ARGS(db_text(f->language), db_text(f->text), db_int(f->survey_id),
	        db_text(f->place->code)));
}

static int64_t change_question(const struct fix *f)
{
	return db_exec(f->db,
	    "UPDATE item i JOIN item_text t ON t.item_id = i.id SET t.text = ?"
	    " WHERE i.survey_id = ? AND i.code = ? AND t.language = ?",
	    DB_ARGS(db_text(f->text), db_int(f->survey_id), db_text(f->place->code),
	        db_text(f->language)));
}

static void add_question(const struct fix *f)
{
	db_exec(f->db,
	    "INSERT INTO item_text (item_id, language, text)"
	    " SELECT id, ?, ? FROM item WHERE survey_id = ? AND code = ?",
	    DB_ARGS(db_text(f->language), db_text(f->text), db_int(f->survey_id),
	        db_text(f->place->code)));
}

static int64_t change_choice(const struct fix *f)
{
	return db_exec(f->db,
	    "UPDATE item i JOIN choice c ON c.item_id = i.id AND c.code = ?"
	    "  JOIN choice_text t ON t.item_id = c.item_id AND t.position = c.position SET t.text = ?"
	    " WHERE i.survey_id = ? AND i.code = ? AND t.language = ?",
	    DB_ARGS(db_text(f->place->choice), db_text(f->text), db_int(f->survey_id),
	        db_text(f->place->code), db_text(f->language)));
}

static void add_choice(const struct fix *f)
{
	db_exec(f->db,
	    "INSERT INTO choice_text (item_id, position, language, text)"
	    " SELECT c.item_id, c.position, ?, ? FROM item i"
	    "   JOIN choice c ON c.item_id = i.id AND c.code = ?"
	    "  WHERE i.survey_id = ? AND i.code = ?",
	    DB_ARGS(db_text(f->language), db_text(f->text), db_text(f->place->choice),
	        db_int(f->survey_id), db_text(f->place->code)));
}

static const struct kind {
	const char *what;
	int64_t (*change)(const struct fix *f);
	void (*add)(const struct fix *f);
} kinds[] = {
	{ "title", change_title, add_title }, { "notice", change_notice, add_notice },
	{ "section", change_section, add_section }, { "question", change_question, add_question },
	{ "choice", change_choice, add_choice },
};

static void store(const struct fix *f)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(kinds[i].what, f->place->what) == 0 && kinds[i].change(f) == 0)
			kinds[i].add(f);
}

static void log_fix(const struct fix *f, const struct user *user, const char *old)
{
	const struct survey_place *place = f->place;

	db_exec(f->db,
	    "INSERT INTO survey_change (survey_id, at, actor_id, what, code, choice, language, old,"
	    "   new)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
	    DB_ARGS(db_int(f->survey_id), db_text(clock_now()), db_int(user->id), db_text(place->what),
	        db_text(place->code), db_text(place->choice), db_text(f->language), db_text(old),
	        db_text(f->text)));
}

int survey_text_fix(struct db *db, const struct user *user, int64_t survey_id,
    const struct survey_place *place, const cJSON *old, const cJSON *fixed)
{
	int count = 0;
	const cJSON *text;

	cJSON_ArrayForEach(text, fixed) {
		const char *before = json_get_text(old, text->string);
		const struct fix f = { db, survey_id, place, text->string, text->valuestring };

		if (before && strcmp(before, text->valuestring) == 0)
			continue;
		store(&f);
		log_fix(&f, user, before);
		count++;
	}
	return count;
}
