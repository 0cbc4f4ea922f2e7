/* The program's loop: accept, begin, dispatch, commit or roll back, send, release. */
#include "serve.h"

#include <errno.h>
#include <fcgiapp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "arena.h"
#include "clock.h"
#include "config.h"
#include "csrf.h"
#include "dispatch.h"
#include "fault.h"
#include "i18n.h"
#include "log.h"
#include "template.h"

enum { RECEIVE_SECONDS = 2, EXIT_USAGE = 64, EXIT_CONFIG = 78 };

static volatile sig_atomic_t ending;

static void end(int number)
{
	(void)number;
	ending = 1;
	FCGX_ShutdownPending();
}

static const char *parameter_or_empty(const FCGX_Request *fcgi, const char *name)
{
	const char *value = FCGX_GetParam(name, fcgi->envp);

	return value ? value : "";
}

/*
 * The announced body, in memory that outlives a second try; false: it did not come, or there is no
 * room. Files get room of their own, which is given back with the request.
 */
static bool read_body(const struct program *program, FCGX_Request *fcgi, char **body,
    size_t *length, char **own)
{
	static char room[ROUTE_BODY_MOST + 2];
	const size_t wanted = strtoul(parameter_or_empty(fcgi, "CONTENT_LENGTH"), NULL, 10);
	const size_t most = route_body_most(program->tables, parameter_or_empty(fcgi, "PATH_INFO"),
	    parameter_or_empty(fcgi, "CONTENT_TYPE"));

	/* One byte more than allowed is enough to see that it is too long. */
	*length = wanted > most ? most + 1 : wanted;
	*own = wanted > ROUTE_BODY_MOST && wanted <= most ? malloc(wanted + 1) : NULL;
	*body = *own ? *own : room;
	if (wanted > most)
		return true;
	if (*length > ROUTE_BODY_MOST && !*own)
		return false;
	if (*length > 0 && FCGX_GetStr(*body, (int)*length, fcgi->in) != (int)*length)
		return false;
	(*body)[*length] = '\0';
	return true;
}

static bool send_bytes(struct sink *sink, const char *bytes, size_t length)
{
	FCGX_Request *fcgi = sink->target;

	while (length > 0) {
		const int part = length > 1 << 20 ? 1 << 20 : (int)length;

		if (FCGX_PutStr(bytes, part, fcgi->out) != part)
			return false;
		bytes += part;
		length -= (size_t)part;
	}
	return true;
}

/* A stream's parts go out as they come: libfcgi would keep a heading until rows fill its buffer. */
static bool stream_bytes(struct sink *sink, const char *bytes, size_t length)
{
	FCGX_Request *fcgi = sink->target;

	return send_bytes(sink, bytes, length) && FCGX_FFlush(fcgi->out) == 0;
}

struct streaming { const struct reply *reply; struct sink *sink; };

static void run_stream(void *context)
{
	const struct streaming *streaming = context;
	FCGX_Request *fcgi = streaming->sink->target;

	/* Who waits for a large file sees at once that it comes. */
	FCGX_FFlush(fcgi->out);
	streaming->reply->stream(streaming->sink, streaming->reply->context);
}

static bool is_head(const FCGX_Request *fcgi)
{
	const char *method = FCGX_GetParam("REQUEST_METHOD", fcgi->envp);

	return method && strcmp(method, "HEAD") == 0;
}

/* A stream that breaks must break at the browser too: cut, without the end of the reply. */
static void answer(const struct program *program, FCGX_Request *fcgi)
{
	struct sink sink = { send_bytes, fcgi };
	const struct reply *reply;
	char *body, *own;
	size_t body_length, length;

	if (!read_body(program, fcgi, &body, &body_length, &own)) {
		log_line("the body did not arrive");
		free(own);
		FCGX_Finish_r(fcgi);
		return;
	}
	const char *bytes = dispatch(program, (const char *const *)fcgi->envp, body, body_length,
	    &length, &reply);

	send_bytes(&sink, bytes, length);
	if (reply->stream && !is_head(fcgi)) {
		struct streaming streaming = { reply, &(struct sink){ stream_bytes, fcgi } };

		if (fault_guard(run_stream, &streaming) != OUTCOME_DONE) {
			shutdown(fcgi->ipcFd, SHUT_RDWR);
			FCGX_Free(fcgi, 1);
		}
	}
	FCGX_Finish_r(fcgi);
	db_rollback_all();
	arena_release();
	free(own);
}

static void limit_receiving(int descriptor)
{
	const struct timeval patience = { .tv_sec = RECEIVE_SECONDS };

	setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
}

/* Anyone who can connect can be anyone: only a unix socket will do (S3). */
static bool listens_on_unix_socket(void)
{
	struct sockaddr_storage address;
	socklen_t length = sizeof address;

	return getsockname(STDIN_FILENO, (struct sockaddr *)&address, &length) == 0
	    && address.ss_family == AF_UNIX;
}

static void start(const struct program *program)
{
	const struct sigaction ends = { .sa_handler = end };

	arena_serves_cjson();
	config_read(NULL);
	db_expect(program->schema_version, arena_printf("grunnmur_%s", program->name));
	csrf_start(config()->key_file);
	i18n_start(config()->locale);
	template_load(config()->templates, program->name);
	sigaction(SIGTERM, &ends, NULL);
	signal(SIGPIPE, SIG_IGN);
}

int serve(const struct program *program, int argc, char **argv)
{
	FCGX_Request fcgi;

	log_program(program->name);
	route_check(program->tables);
	if (argc == 2 && strcmp(argv[1], "--routes") == 0) {
		route_print(program->name, program->tables);
		return 0;
	}
	if (argc > 1) {
		fprintf(stderr, "usage: %s [--routes], as FastCGI on descriptor 0\n", program->name);
		return EXIT_USAGE;
	}
	if (!listens_on_unix_socket()) {
		log_line("descriptor 0 is no unix socket: refused, anyone who connects could be anyone");
		return EXIT_CONFIG;
	}
	start(program);
	if (FCGX_Init() != 0 || FCGX_InitRequest(&fcgi, STDIN_FILENO, FCGI_FAIL_ACCEPT_ON_INTR) != 0)
		fault("FastCGI cannot start");
	while (!ending && FCGX_Accept_r(&fcgi) == 0) {
		limit_receiving(fcgi.ipcFd);
		answer(program, &fcgi);
	}
	db_close_all();
	return 0;
}
