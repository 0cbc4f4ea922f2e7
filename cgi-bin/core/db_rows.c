/* Rows of a query: in the arena, or one at a time as they come; as numbers, texts and JSON. */
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "db_inside.h"
#include "fault.h"
#include "json.h"

enum { ERROR_DUPLICATE = 1062 };

struct cell { union { int64_t number; const char *text; }; bool null; };

struct db_rows {
	const struct statement *statement;
	const struct cell **rows; /* NULL: the row stands in the statement's own columns (db_each) */
	size_t count, room, next;
};

static const struct cell *keep_row(const struct statement *st)
{
	struct cell *row = arena_alloc(st->column_count * sizeof *row);

	for (unsigned i = 0; i < st->column_count; i++) {
		const struct column *column = &st->columns[i];

		row[i].null = column->null;
		if (column->null)
			continue;
		if (column->kind <= KIND_BOOL)
			row[i].number = column->number;
		else
			row[i].text = arena_text(column->text, column->length);
	}
	return row;
}

static void add_row(struct db_rows *rows, const struct cell *row)
{
	if (rows->count == rows->room) {
		const size_t room = rows->room ? rows->room * 2 : 16;

		rows->rows = arena_grow(rows->rows, rows->room * sizeof *rows->rows,
		    room * sizeof *rows->rows);
		rows->room = room;
	}
	rows->rows[rows->count++] = row;
}

struct db_rows *db_query_literal(struct db *db, const char *sql, const struct db_arg *args)
{
	struct statement *st = db_execute(db, sql, args, NULL);
	struct db_rows *rows = arena_alloc(sizeof *rows);

	if (!st->column_count)
		fault("not a query: %s", sql);
	rows->statement = st;
	while (db_fetch(db, st))
		add_row(rows, keep_row(st));
	return rows;
}

int64_t db_exec_literal(struct db *db, const char *sql, const struct db_arg *args)
{
	const struct statement *st = db_execute(db, sql, args, NULL);

	return (int64_t)mysql_stmt_affected_rows(st->handle);
}

bool db_try_literal(struct db *db, const char *sql, const struct db_arg *args)
{
	const unsigned duplicate = ERROR_DUPLICATE;

	return db_execute(db, sql, args, &duplicate) != NULL;
}

void db_each_literal(struct db *db, const char *sql, const struct db_arg *args,
    bool (*row)(const struct db_rows *row, void *context), void *context)
{
	struct statement *st = db_execute(db, sql, args, NULL);
	const struct db_rows present = { .statement = st, .count = 1, .next = 1 };

	while (db_fetch(db, st)) {
		if (row(&present, context))
			continue;
		db_disconnect(db);
		return;
	}
}

int64_t db_insert_id(const struct db *db)
{
	return (int64_t)mysql_insert_id(db->link);
}

bool db_next(struct db_rows *rows)
{
	if (rows->next == rows->count)
		return false;
	rows->next++;
	return true;
}

size_t db_count(const struct db_rows *rows)
{
	return rows->count;
}

static size_t column_of(const struct db_rows *rows, const char *name)
{
	const struct statement *st = rows->statement;

	for (size_t i = 0; i < st->column_count; i++)
		if (strcmp(st->columns[i].name, name) == 0)
			return i;
	fault("no column %s: %s", name, st->sql);
}

/* The cell of the present row, wherever it stands. */
static struct cell cell_of(const struct db_rows *rows, size_t column)
{
	if (column >= rows->statement->column_count || rows->next == 0)
		fault("no column %zu, or no row: %s", column, rows->statement->sql);
	if (rows->rows)
		return rows->rows[rows->next - 1][column];
	const struct column *c = &rows->statement->columns[column];

	if (c->kind <= KIND_BOOL)
		return (struct cell){ .number = c->number, .null = c->null };
	return (struct cell){ .text = c->text, .null = c->null };
}

static bool is_number(const struct db_rows *rows, size_t column)
{
	return rows->statement->columns[column].kind <= KIND_BOOL;
}

int64_t db_at_int(const struct db_rows *rows, size_t column)
{
	const struct cell cell = cell_of(rows, column);

	if (cell.null)
		return 0;
	return is_number(rows, column) ? cell.number : strtoll(cell.text, NULL, 10);
}

bool db_at_null(const struct db_rows *rows, size_t column)
{
	return cell_of(rows, column).null;
}

const char *db_at_text(const struct db_rows *rows, size_t column)
{
	const struct cell cell = cell_of(rows, column);

	if (cell.null)
		return NULL;
	return is_number(rows, column) ? arena_printf("%lld", (long long)cell.number) : cell.text;
}

int64_t db_col_int(const struct db_rows *rows, const char *column)
{
	return db_at_int(rows, column_of(rows, column));
}

const char *db_col_text(const struct db_rows *rows, const char *column)
{
	return db_at_text(rows, column_of(rows, column));
}

bool db_col_null(const struct db_rows *rows, const char *column)
{
	return cell_of(rows, column_of(rows, column)).null;
}

static cJSON *cell_json(const struct db_rows *rows, size_t column)
{
	const struct cell cell = cell_of(rows, column);

	if (cell.null)
		return cJSON_CreateNull();
	switch (rows->statement->columns[column].kind) {
	case KIND_INT:
		return cJSON_CreateNumber((double)cell.number);
	case KIND_BOOL:
		return cJSON_CreateBool(cell.number != 0);
	case KIND_DECIMAL:
		return cJSON_CreateNumber(strtod(cell.text, NULL));
	case KIND_MOMENT:
		return cJSON_CreateString(arena_printf("%.10sT%.8sZ", cell.text, cell.text + 11));
	default:
		return cJSON_CreateStringReference(cell.text);
	}
}

cJSON *db_row_json(const struct db_rows *rows)
{
	cJSON *object = cJSON_CreateObject();

	for (size_t i = 0; i < rows->statement->column_count; i++)
		json_set(object, rows->statement->columns[i].name, cell_json(rows, i));
	return object;
}

cJSON *db_rows_json(struct db_rows *rows)
{
	cJSON *array = cJSON_CreateArray();

	while (db_next(rows))
		cJSON_AddItemToArray(array, db_row_json(rows));
	return array;
}

