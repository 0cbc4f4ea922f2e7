/* The product without a web server, for tests. */
#include "app.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arena.h"
#include "audit.h"
#include "clock.h"
#include "config.h"
#include "csrf.h"
#include "dispatch.h"
#include "i18n.h"
#include "log.h"
#include "person.h"
#include "serve.h"
#include "template.h"

static char folder[] = "/tmp/grunnmur-test-XXXXXX";
static char database[64];
static struct program program = { .identify = person_identify, .refused = audit_refused,
	.schema_version = PERSON_SCHEMA_VERSION };
static char *last_head, *last_body;

static char *file_text(const char *path)
{
	FILE *file = fopen(path, "rb");
	struct stat info;

	if (!file || fstat(fileno(file), &info)) {
		fprintf(stderr, "cannot read %s\n", path);
		exit(1);
	}
	char *text = calloc(1, (size_t)info.st_size + 1);
	const size_t length = fread(text, 1, (size_t)info.st_size, file);

	text[length] = '\0';
	fclose(file);
	return text;
}

static const char *more_config = "";

static void write_config(const char *name)
{
	char path[128], key[128];
	FILE *file;

	snprintf(key, sizeof key, "%s/key", folder);
	file = fopen(key, "w");
	fputs("0123456789abcdef0123456789abcdef", file);
	fclose(file);
	chmod(key, 0600);
	snprintf(path, sizeof path, "%s/conf", folder);
	file = fopen(path, "w");
	fprintf(file, "prefix = /grunnmur\nmunicipality = Trefjord kommune\nlanguage = nb\n"
	    "origins = http://127.0.0.1:8080\nkey_file = %s\ntemplates = cgi-bin\nlocale = build/locale\n"
	    "static_version = test\nsql = sql\ndatabase = %s\ndatabase_socket = %s\ndatabase_user = root\n%s",
	    key, name, getenv("GRUNNMUR_TEST_SOCKET"), more_config);
	fclose(file);
	config_read(path);
}

void app_configure(const char *lines)
{
	more_config = lines;
	write_config(database);
	more_config = "";
}

void app_run(const char *sql)
{
	struct db *db = db_session(DB_SAVE);
	const char *problem = db_run_script(db, sql);

	if (problem) {
		fprintf(stderr, "%s\n", problem);
		exit(1);
	}
}

int app_start(void **state)
{
	(void)state;
	char sql[160];

	if (!getenv("GRUNNMUR_TEST_SOCKET")) {
		fprintf(stderr, "GRUNNMUR_TEST_SOCKET is not set: run make check\n");
		return 1;
	}
	setenv("GRUNNMUR_NOW", "2026-11-24T09:00:00Z", 1);
	if (!mkdtemp(folder))
		return 1;
	log_program("test");
	arena_serves_cjson();
	snprintf(database, sizeof database, "test_%d", (int)getpid());
	write_config("mysql");
	db_expect(0, "root");
	snprintf(sql, sizeof sql, "CREATE DATABASE %s", database);
	app_run(sql);
	db_close_all();
	write_config(database);
	char *schema = file_text("sql/schema.sql");

	app_run(schema);
	free(schema);
	db_close_all();
	db_expect(PERSON_SCHEMA_VERSION, "root");
	csrf_start(config()->key_file);
	i18n_start(config()->locale);
	clock_begin();
	i18n_use("nb");
	return 0;
}

/* Empties every table and fills the seed in one transaction, so that it costs one write to disk. */
int app_reset(void **state)
{
	(void)state;
	static char *seed;
	char *script = NULL;
	size_t length = 0;

	if (!seed)
		seed = file_text("tests/support/seed.sql");
	db_rollback_all();
	db_close_all();
	arena_release();
	log_program("test");
	struct db_rows *tables = db_query(db_session(DB_SAVE),
	    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()"
	    " AND table_type = 'BASE TABLE' AND table_name <> 'schema_version'", DB_ARGS());
	FILE *out = open_memstream(&script, &length);

	fputs("SET foreign_key_checks = 0; START TRANSACTION;", out);
	while (db_next(tables))
		fprintf(out, "DELETE FROM `%s`;", db_col_text(tables, "name"));
	fprintf(out, "%s COMMIT; SET foreign_key_checks = 1", seed);
	fclose(out);
	app_run(script);
	free(script);
	if (program.name)
		log_program(program.name);
	clock_begin();
	i18n_use("nb");
	return 0;
}

int app_stop(void **state)
{
	(void)state;
	char sql[160], command[160];

	snprintf(sql, sizeof sql, "DROP DATABASE %s", database);
	app_run(sql);
	db_close_all();
	snprintf(command, sizeof command, "%s/key", folder);
	unlink(command);
	snprintf(command, sizeof command, "%s/conf", folder);
	unlink(command);
	rmdir(folder);
	free(last_head);
	last_head = NULL;
	return 0;
}

void app_serves(const char *name, const struct route *const *tables)
{
	program.name = name;
	program.tables = tables;
	log_program(name);
	template_load("cgi-bin", name);
	template_strict();
}

enum { CHANGES = 4, FIXED = 11 };

static struct { const char *name, *value; } changes[CHANGES];

void app_next(const char *name, const char *value)
{
	for (size_t i = 0; i < CHANGES; i++) {
		if (changes[i].name)
			continue;
		changes[i].name = name;
		changes[i].value = value;
		return;
	}
	fail_msg("too many changes to one request");
}

/* The fixed parameters with the changes of this request, ended by NULL; each is malloc's. */
static void build_parameters(const char *const fixed[FIXED][2], char *parameters[FIXED + CHANGES + 1])
{
	size_t count = 0;

	for (size_t i = 0; i < FIXED; i++) {
		bool changed = false;

		for (size_t j = 0; j < CHANGES; j++)
			changed |= changes[j].name && strcmp(changes[j].name, fixed[i][0]) == 0;
		if (!changed && asprintf(&parameters[count++], "%s=%s", fixed[i][0], fixed[i][1]) < 0)
			exit(1);
	}
	for (size_t j = 0; j < CHANGES; j++) {
		if (changes[j].name && changes[j].value
		    && asprintf(&parameters[count++], "%s=%s", changes[j].name, changes[j].value) < 0)
			exit(1);
		changes[j].name = NULL;
	}
	parameters[count] = NULL;
}

static struct reply request(const char *method, const char *login, const char *path,
    const char *accept, const char *type, const char *body, size_t body_length)
{
	char query[2048] = "", clean[2048];
	const struct reply *reply;
	size_t length;

	snprintf(clean, sizeof clean, "%s", path);
	char *mark = strchr(clean, '?');

	if (mark) {
		snprintf(query, sizeof query, "%s", mark + 1);
		*mark = '\0';
	}
	arena_release();
	clock_begin();
	char script[64];
	char *parameters[FIXED + CHANGES + 1];

	snprintf(script, sizeof script, "/grunnmur/%s", program.name);
	const char *const fixed[FIXED][2] = {
		{ "SCRIPT_NAME", script }, { "REQUEST_METHOD", method }, { "PATH_INFO", clean },
		{ "QUERY_STRING", query }, { "REMOTE_USER", login }, { "GRUNNMUR_AUTH", "on" },
		{ "REMOTE_ADDR", "127.0.0.1" }, { "HTTP_ACCEPT", accept }, { "CONTENT_TYPE", type },
		{ "HTTP_SEC_FETCH_SITE", "same-origin" }, { "HTTP_X_CSRF_TOKEN", csrf_token(login) },
	};

	build_parameters(fixed, parameters);
	arena_release();
	const char *bytes = dispatch(&program, (const char *const *)parameters, body, body_length,
	    &length, &reply);

	free(last_head);
	last_head = strndup(bytes, length);
	last_body = strstr(last_head, "\r\n\r\n");
	*last_body = '\0';
	last_body += 4;
	for (size_t i = 0; parameters[i]; i++)
		free(parameters[i]);
	return *reply;
}

struct reply visit(const char *login, const char *path)
{
	return request("GET", login, path, "text/html", "", "", 0);
}

struct reply visit_json(const char *login, const char *path)
{
	return request("GET", login, path, "application/json", "", "", 0);
}

struct reply submit(const char *login, const char *path, const char *form)
{
	return request("POST", login, path, "text/html", "application/x-www-form-urlencoded", form,
	    strlen(form));
}

struct reply send_json(const char *method, const char *login, const char *path, const char *json)
{
	return request(method, login, path, "application/json", "application/json", json, strlen(json));
}

/* fields as in an address, none of them escaped; a part each, and the file behind them. */
struct reply upload(const char *login, const char *path, const char *fields, const char *name, const char *bytes, size_t length)
{
	char *body = malloc(strlen(fields) * 80 + length + 400), *at = body;

	while (*fields) {
		const int key = (int)strcspn(fields, "="), value = (int)strcspn(fields + key + 1, "&");

		at += snprintf(at, 400, "--x\r\nContent-Disposition: form-data; name=\"%.*s\"\r\n\r\n%.*s\r\n", key, fields, value,
		    fields + key + 1);
		fields += key + 1 + value + (fields[key + 1 + value] == '&');
	}
	at += snprintf(at, 400, "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n", name);
	memcpy(at, bytes, length);
	at += length;
	at += snprintf(at, 20, "\r\n--x--\r\n");
	const struct reply reply = request("POST", login, path, "text/html", "multipart/form-data; boundary=x", body,
	    (size_t)(at - body));

	free(body);
	return reply;
}

const char *shown(void)
{
	return last_body;
}

bool shows(const char *text)
{
	return strstr(last_body, text) != NULL;
}

const char *shown_head(void)
{
	return last_head;
}

cJSON *shown_json(void)
{
	const char *fault_text;
	cJSON *value = json_read(last_body, strlen(last_body), &fault_text);

	if (!value)
		fail_msg("no JSON (%s): %s", fault_text, last_body);
	return value;
}

const char *app_stored(const char *sql)
{
	struct db_rows *rows = db_query_literal(db_session(DB_SAVE), sql, DB_ARGS());
	const char *text = db_next(rows) ? db_at_text(rows, 0) : NULL;

	return text ? text : "";
}

const struct user *user_of(const char *login)
{
	const struct user *user = person_identify(db_session(DB_READ), login);

	if (!user)
		fail_msg("no user %s", login);
	return user;
}
