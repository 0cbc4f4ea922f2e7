/*
 * The floor: a bare FastCGI program that runs the same statements as the product and sends the same bytes, with nothing around
 * them. FLOOR_PLAN names a file of blocks, one an address:
 *
 *   path /floor/json                 what PATH_INFO must be
 *   body FILE                        what is sent, headers and all
 *   sql STATEMENT                    run in this order, all rows fetched; a ? is the revision that the request's body gives
 *
 * FLOOR_SOCKET, FLOOR_DATABASE: where MariaDB is; root without a password.
 */
#include <fcgiapp.h>
#include <mysql.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PAGES_MOST = 64, STATEMENTS_MOST = 24, COLUMNS_MOST = 64, LINE_MOST = 65536 };

struct page {
	char path[256];
	char *body;
	size_t length;
	MYSQL_STMT *statements[STATEMENTS_MOST];
	int count;
};

static struct page pages[PAGES_MOST];
static int page_count;
static MYSQL *link_to_server;

static _Noreturn void give_up(const char *what, const char *why)
{
	fprintf(stderr, "floor: %s: %s\n", what, why);
	exit(1);
}

static void read_body(struct page *page, const char *path)
{
	FILE *file = fopen(path, "rb");

	if (!file)
		give_up(path, "cannot be read");
	page->body = malloc(1 << 20);
	if (!page->body)
		give_up(path, "no memory");
	page->length = fread(page->body, 1, 1 << 20, file);
	fclose(file);
}

static void prepare(struct page *page, const char *sql)
{
	MYSQL_STMT *statement = mysql_stmt_init(link_to_server);

	if (page->count == STATEMENTS_MOST || mysql_stmt_prepare(statement, sql, strlen(sql)))
		give_up(sql, mysql_stmt_error(statement));
	page->statements[page->count++] = statement;
}

static void read_plan(const char *path)
{
	FILE *file = fopen(path, "r");
	char *line = malloc(LINE_MOST);

	if (!file || !line)
		give_up(path, "cannot be read");
	while (fgets(line, LINE_MOST, file)) {
		line[strcspn(line, "\n")] = '\0';
		if (strncmp(line, "path ", 5) == 0 && page_count < PAGES_MOST)
			snprintf(pages[page_count++].path, sizeof pages->path, "%s", line + 5);
		else if (strncmp(line, "body ", 5) == 0)
			read_body(&pages[page_count - 1], line + 5);
		else if (strncmp(line, "sql ", 4) == 0)
			prepare(&pages[page_count - 1], line + 4);
	}
	fclose(file);
	free(line);
}

static void fetch_all(MYSQL_STMT *statement)
{
	static char room[COLUMNS_MOST][1024];
	MYSQL_BIND binds[COLUMNS_MOST] = { 0 };
	const unsigned columns = mysql_stmt_field_count(statement);

	if (columns == 0)
		return;
	for (unsigned i = 0; i < columns && i < COLUMNS_MOST; i++)
		binds[i] = (MYSQL_BIND){ .buffer_type = MYSQL_TYPE_STRING, .buffer = room[i], .buffer_length = sizeof room[i] };
	mysql_stmt_bind_result(statement, binds);
	while (mysql_stmt_fetch(statement) != MYSQL_NO_DATA)
		;
	mysql_stmt_free_result(statement);
}

static void run(MYSQL_STMT *statement, long long *rev)
{
	MYSQL_BIND bind = { .buffer_type = MYSQL_TYPE_LONGLONG, .buffer = rev };

	if (mysql_stmt_param_count(statement) == 1)
		mysql_stmt_bind_param(statement, &bind);
	if (mysql_stmt_execute(statement))
		give_up("execute", mysql_stmt_error(statement));
	fetch_all(statement);
}

static long long revision(FCGX_Request *request)
{
	char body[256];
	const int length = FCGX_GetStr(body, sizeof body - 1, request->in);

	body[length] = '\0';
	const char *rev = strstr(body, "\"rev\":");

	return rev ? strtoll(rev + 6, NULL, 10) : 0;
}

static void answer(FCGX_Request *request)
{
	const char *path = FCGX_GetParam("PATH_INFO", request->envp);
	const char *method = FCGX_GetParam("REQUEST_METHOD", request->envp);
	const bool saves = method && strcmp(method, "PUT") == 0;
	long long rev = saves ? revision(request) : 0;

	for (int i = 0; i < page_count; i++) {
		const struct page *page = &pages[i];

		if (!path || strcmp(path, page->path) != 0)
			continue;
		for (int j = 0; j < page->count; j++)
			run(page->statements[j], &rev);
		if (saves) {
			char body[128];
			const int length = snprintf(body, sizeof body, "{\"rev\":%lld,\"answered\":60,\"total\":60,"
			    "\"saved_at\":\"2026-11-24T09:00:00Z\"}", rev + 1);

			FCGX_FPrintF(request->out, "Status: 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n", length);
			FCGX_PutStr(body, length, request->out);
		} else {
			FCGX_PutStr(page->body, (int)page->length, request->out);
		}
		return;
	}
	FCGX_PutS("Status: 404 Not Found\r\n\r\n", request->out);
}

int main(void)
{
	FCGX_Request request;

	link_to_server = mysql_init(NULL);
	if (!mysql_real_connect(link_to_server, NULL, "root", "", getenv("FLOOR_DATABASE"), 0, getenv("FLOOR_SOCKET"), CLIENT_FOUND_ROWS))
		give_up("connect", mysql_error(link_to_server));
	mysql_query(link_to_server, "SET SESSION time_zone = '+00:00'");
	read_plan(getenv("FLOOR_PLAN"));
	FCGX_Init();
	FCGX_InitRequest(&request, 0, 0);
	while (FCGX_Accept_r(&request) == 0) {
		answer(&request);
		FCGX_Finish_r(&request);
	}
	return 0;
}
