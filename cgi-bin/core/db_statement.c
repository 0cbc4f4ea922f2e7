/* Prepared statements: found again by the address of their text, bound, executed, fetched. */
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "db_inside.h"
#include "fault.h"

enum { ARGS_MOST = 64, COLUMNS_MOST = 64, TEXT_ROOM = 512, ERROR_LOST = 2013 };

/* Arguments -------------------------------------------------------------- */

struct db_arg db_int(int64_t number)
{
	return (struct db_arg){ .kind = DB_ARG_INT, .number = number };
}

struct db_arg db_bytes(const char *bytes, size_t length)
{
	return (struct db_arg){ .kind = DB_ARG_TEXT, .text = bytes, .length = length };
}

struct db_arg db_null(void)
{
	return (struct db_arg){ .kind = DB_ARG_NULL };
}

struct db_arg db_text(const char *text)
{
	return text ? db_bytes(text, strlen(text)) : db_null();
}

struct db_arg db_int_or_null(int64_t number, bool present)
{
	return present ? db_int(number) : db_null();
}

struct db_arg db_bool(bool value)
{
	return db_int(value);
}

/* Statements ------------------------------------------------------------- */

static struct statement *find(struct db *db, const char *sql)
{
	size_t slot = ((uintptr_t)sql >> 3) * 2654435761u % SLOTS;

	for (size_t i = 0; i < SLOTS; i++, slot = (slot + 1) % SLOTS) {
		if (!db->slots[slot]) {
			struct statement *fresh = calloc(1, sizeof *fresh);

			if (!fresh)
				fault("no memory for a statement");
			fresh->sql = sql;
			db->slots[slot] = fresh;
		}
		if (db->slots[slot]->sql == sql)
			return db->slots[slot];
	}
	fault("more than %d statements in one program", SLOTS);
}

static enum kind kind_of(const MYSQL_FIELD *field)
{
	switch (field->type) {
	case MYSQL_TYPE_TINY:
	case MYSQL_TYPE_SHORT:
	case MYSQL_TYPE_LONG:
	case MYSQL_TYPE_INT24:
	case MYSQL_TYPE_LONGLONG:
	case MYSQL_TYPE_YEAR:
		return field->length == 1 ? KIND_BOOL : KIND_INT;
	case MYSQL_TYPE_DECIMAL:
	case MYSQL_TYPE_NEWDECIMAL:
	case MYSQL_TYPE_FLOAT:
	case MYSQL_TYPE_DOUBLE:
		return KIND_DECIMAL;
	case MYSQL_TYPE_DATETIME:
	case MYSQL_TYPE_TIMESTAMP:
		return KIND_MOMENT;
	default:
		return KIND_TEXT;
	}
}

static void bind_column(struct column *column, MYSQL_BIND *bind)
{
	*bind =
		(MYSQL_BIND){ .is_null = &column->null, .length = &column->length, .error = &column->cut };
	if (column->kind <= KIND_BOOL) {
		bind->buffer_type = MYSQL_TYPE_LONGLONG;
		bind->buffer = &column->number;
		return;
	}
	bind->buffer_type = MYSQL_TYPE_STRING;
	bind->buffer = column->text;
	bind->buffer_length = column->room;
}

/* false: no memory. What is there already stays; the name comes last. */
static bool learn_column(struct column *column, const MYSQL_FIELD *field, MYSQL_BIND *bind)
{
	if (column->name)
		return true;
	column->kind = kind_of(field);
	column->room = column->kind <= KIND_BOOL ? 0 : TEXT_ROOM;
	if (column->room && !column->text)
		column->text = malloc(column->room + 1);
	if (column->room && !column->text)
		return false;
	bind_column(column, bind);
	column->name = strdup(field->name);
	return column->name != NULL;
}

static bool learn_columns(struct statement *st, MYSQL_RES *meta)
{
	const unsigned count = mysql_num_fields(meta);

	if (!st->columns)
		st->columns = calloc(count, sizeof *st->columns);
	if (!st->binds)
		st->binds = calloc(count, sizeof *st->binds);
	if (!st->columns || !st->binds)
		return false;
	for (unsigned i = 0; i < count; i++)
		if (!learn_column(&st->columns[i], mysql_fetch_field_direct(meta, i), &st->binds[i]))
			return false;
	st->column_count = count;
	return true;
}

/* Columns are made once; a later preparation of the same literal finds them again. */
static void prepare(struct db *db, struct statement *st)
{
	/* Of a preparation that failed half way. */
	if (st->handle)
		mysql_stmt_close(st->handle);
	st->handle = mysql_stmt_init(db->link);
	if (!st->handle)
		fault("no memory for a statement");
	if (mysql_stmt_prepare(st->handle, st->sql, strlen(st->sql)))
		db_raise(db, mysql_stmt_errno(st->handle), mysql_stmt_error(st->handle), st->sql);
	const unsigned count = mysql_stmt_field_count(st->handle);

	if (count > COLUMNS_MOST)
		fault("more than %d columns: %s", COLUMNS_MOST, st->sql);
	MYSQL_RES *meta = count ? mysql_stmt_result_metadata(st->handle) : NULL;
	const bool learned = !count || (meta && learn_columns(st, meta));

	mysql_free_result(meta);
	if (!learned)
		fault("no memory for columns");
	st->prepared = true;
}

static void bind_arguments(const struct statement *st, const struct db_arg *args, MYSQL_BIND *binds)
{
	unsigned count = 0;

	for (; args[count].kind != DB_ARG_END; count++) {
		const struct db_arg *arg = &args[count];

		if (count == ARGS_MOST)
			fault("more than %d arguments: %s", ARGS_MOST, st->sql);
		binds[count] = (MYSQL_BIND){ .buffer_type = MYSQL_TYPE_NULL };
		if (arg->kind == DB_ARG_INT) {
			binds[count].buffer_type = MYSQL_TYPE_LONGLONG;
			binds[count].buffer = (void *)(uintptr_t)&arg->number;
		} else if (arg->kind == DB_ARG_TEXT) {
			binds[count].buffer_type = MYSQL_TYPE_STRING;
			binds[count].buffer = (void *)(uintptr_t)arg->text;
			binds[count].buffer_length = arg->length;
		}
	}
	if (count != mysql_stmt_param_count(st->handle))
		fault(
			"%u arguments for %lu places: %s", count, mysql_stmt_param_count(st->handle), st->sql);
}

struct statement *db_execute(struct db *db, const char *sql, const struct db_arg *args,
    const unsigned *expected)
{
	if (!db->link)
		fault_busy("the database session was lost");
	struct statement *st = find(db, sql);
	MYSQL_BIND binds[ARGS_MOST];

	db_counted();
	if (!st->prepared)
		prepare(db, st);
	bind_arguments(st, args, binds);
	db->asked = true;
	if (mysql_stmt_bind_param(st->handle, binds) || mysql_stmt_execute(st->handle)) {
		const unsigned code = mysql_stmt_errno(st->handle);

		if (!expected || code != *expected)
			db_raise(db, code, mysql_stmt_error(st->handle), sql);
		return NULL;
	}
	if (st->column_count) {
		db->reading = true;
		mysql_stmt_bind_result(st->handle, st->binds);
	}
	return st;
}

/* A link that ends between two rows is known to the link alone, or to nobody: then it is lost. */
static _Noreturn void fail_fetch(struct db *db, const struct statement *st)
{
	const unsigned code = mysql_stmt_errno(st->handle), of_link = mysql_errno(db->link);

	if (code)
		db_raise(db, code, mysql_stmt_error(st->handle), st->sql);
	db_raise(db, of_link ? of_link : ERROR_LOST, mysql_error(db->link), st->sql);
}

/* A text that has no room gets more, and comes once more. */
static void fetch_long(const struct statement *st, unsigned i)
{
	struct column *column = &st->columns[i];
	const size_t room = column->length + column->length / 2;
	char *larger = malloc(room + 1);

	if (!larger)
		fault("no memory for a long text");
	free(column->text);
	column->text = larger;
	column->room = room;
	bind_column(column, &st->binds[i]);
	mysql_stmt_fetch_column(st->handle, &st->binds[i], i, 0);
	mysql_stmt_bind_result(st->handle, st->binds);
}

bool db_fetch(struct db *db, struct statement *st)
{
	const int result = mysql_stmt_fetch(st->handle);

	if (result == 1)
		fail_fetch(db, st);
	if (result == MYSQL_NO_DATA) {
		mysql_stmt_free_result(st->handle);
		db->reading = false;
		return false;
	}
	for (unsigned i = 0; i < st->column_count; i++) {
		struct column *column = &st->columns[i];

		if (column->kind <= KIND_BOOL || column->null)
			continue;
		if (column->length > column->room)
			fetch_long(st, i);
		column->text[column->length] = '\0';
	}
	return true;
}
