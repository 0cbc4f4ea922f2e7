/*
 * A load over HTTP/1.1 on loopback: so many kept connections, each sending its next request when the last was answered.
 *
 *   load PORT CONNECTIONS SECONDS get TARGETS          lines of TARGETS: login path
 *   load PORT CONNECTIONS SECONDS save TARGETS         lines: login path-of-an-answer token-file-line rev
 *
 * Each connection takes the lines in turn that fall to it (line number modulo connections). A save sends another level each time,
 * on the revision that the last answer gave. Prints one line of JSON: requests, errors, per_second, p50_us, p99_us, bytes.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { TARGETS_MOST = 4096, ANSWER_MOST = 4 << 20, TIMES_MOST = 4 << 20 };

struct target { char authorization[256], path[256], token[160]; long rev; };

struct connection {
	int socket;
	size_t next;                    /* index of the target that is asked */
	char *answer;
	size_t length;
	int64_t sent_at;
	unsigned level;
};

static struct target targets[TARGETS_MOST];
static size_t target_count;
static uint32_t *times;
static size_t time_count, errors, bytes;
static bool saves;
static size_t connections;

static int64_t now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static _Noreturn void give_up(const char *what)
{
	perror(what);
	exit(1);
}

/* Basic credentials, RFC 7617; the demo's password is one for all. */
static void authorize(char *out, size_t room, const char *login)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	char pair[160];
	const int length = snprintf(pair, sizeof pair, "%s:demo", login);
	size_t n = 0;

	for (int i = 0; i < length && n + 5 < room; i += 3) {
		const unsigned one = (unsigned char)pair[i];
		const unsigned two = i + 1 < length ? (unsigned char)pair[i + 1] : 0;
		const unsigned three = i + 2 < length ? (unsigned char)pair[i + 2] : 0;
		const unsigned all = one << 16 | two << 8 | three;

		out[n++] = digits[all >> 18];
		out[n++] = digits[all >> 12 & 63];
		out[n++] = i + 1 < length ? digits[all >> 6 & 63] : '=';
		out[n++] = i + 2 < length ? digits[all & 63] : '=';
	}
	out[n] = '\0';
}

static void read_targets(const char *path)
{
	FILE *file = fopen(path, "r");
	char line[1024], login[128];

	if (!file)
		give_up(path);
	while (fgets(line, sizeof line, file) && target_count < TARGETS_MOST) {
		struct target *t = &targets[target_count];

		t->token[0] = '\0';
		if (sscanf(line, "%127s %255s %159s %ld", login, t->path, t->token, &t->rev) < 2)
			continue;
		authorize(t->authorization, sizeof t->authorization, login);
		target_count++;
	}
	fclose(file);
	if (target_count == 0) {
		fprintf(stderr, "no targets in %s\n", path);
		exit(1);
	}
}

static void send_next(struct connection *c, int port)
{
	const struct target *t = &targets[c->next];
	char body[96] = "", request[1024];
	int length;

	if (saves) {
		const int body_length = snprintf(body, sizeof body, "{\"level\":%u,\"rev\":%ld}", c->level++ % 5, t->rev);

		length = snprintf(request, sizeof request,
		    "PUT %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Basic %s\r\nAccept: application/json\r\n"
		    "Sec-Fetch-Site: same-origin\r\nX-CSRF-Token: %s\r\nContent-Type: application/json\r\n"
		    "Content-Length: %d\r\n\r\n%s", t->path, port, t->authorization, t->token, body_length, body);
	} else {
		length = snprintf(request, sizeof request,
		    "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Basic %s\r\nAccept: %s\r\n\r\n", t->path,
		    port, t->authorization, strstr(t->path, "section=") ? "text/html" : "application/json");
	}
	c->length = 0;
	c->sent_at = now_us();
	if (write(c->socket, request, (size_t)length) != length)
		give_up("write");
}

/* Length of the whole answer once its head has come; 0: not yet. */
static size_t answer_length(const struct connection *c)
{
	const char *end = memmem(c->answer, c->length, "\r\n\r\n", 4);
	const char *field = end ? memmem(c->answer, (size_t)(end - c->answer), "Content-Length: ", 16) : NULL;

	if (!end)
		return 0;
	return (size_t)(end + 4 - c->answer) + (field ? strtoul(field + 16, NULL, 10) : 0);
}

static void take_answer(struct connection *c, int port)
{
	const bool good = strncmp(c->answer, "HTTP/1.1 200", 12) == 0;

	if (time_count < TIMES_MOST)
		times[time_count++] = (uint32_t)(now_us() - c->sent_at);
	errors += !good;
	bytes += c->length;
	if (saves && good) {
		const char *rev = memmem(c->answer, c->length, "\"rev\":", 6);

		if (rev)
			targets[c->next].rev = strtol(rev + 6, NULL, 10);
	}
	c->next = c->next + connections < target_count ? c->next + connections : c->next % connections;
	send_next(c, port);
}

static void connect_again(struct connection *c, int port);

/* A server may close a kept connection between two requests; then the request was not taken. */
static void read_some(struct connection *c, int port)
{
	const ssize_t n = read(c->socket, c->answer + c->length, ANSWER_MOST - 1 - c->length);

	if (n <= 0 && c->length > 0)
		give_up("the server closed the connection");
	if (n <= 0) {
		connect_again(c, port);
		return;
	}
	c->length += (size_t)n;
	c->answer[c->length] = '\0';
	const size_t whole = answer_length(c);

	if (whole && c->length >= whole)
		take_answer(c, port);
}

static int poll_descriptor;

static void connect_socket(struct connection *c, int port)
{
	const struct sockaddr_in address = {
		.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	struct epoll_event event = { .events = EPOLLIN, .data.ptr = c };
	const int on = 1;

	c->socket = socket(AF_INET, SOCK_STREAM, 0);
	if (c->socket < 0 || connect(c->socket, (const struct sockaddr *)&address, sizeof address))
		give_up("connect");
	setsockopt(c->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	epoll_ctl(poll_descriptor, EPOLL_CTL_ADD, c->socket, &event);
	send_next(c, port);
}

static void connect_again(struct connection *c, int port)
{
	close(c->socket);
	connect_socket(c, port);
}

static void open_connection(struct connection *c, size_t index, int port)
{
	*c = (struct connection){ .next = index % target_count, .answer = malloc(ANSWER_MOST) };
	if (!c->answer)
		give_up("memory");
	connect_socket(c, port);
}

static int by_time(const void *left, const void *right)
{
	const uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

	return (a > b) - (a < b);
}

int main(int argc, char **argv)
{
	if (argc != 6) {
		fprintf(stderr, "usage: load PORT CONNECTIONS SECONDS get|save TARGETS\n");
		return 64;
	}
	const int port = (int)strtol(argv[1], NULL, 10);
	const int64_t seconds = strtol(argv[3], NULL, 10);

	poll_descriptor = epoll_create1(0);
	connections = strtoul(argv[2], NULL, 10);
	saves = strcmp(argv[4], "save") == 0;
	read_targets(argv[5]);
	times = calloc(TIMES_MOST, sizeof *times);
	struct connection *all = calloc(connections, sizeof *all);

	if (!times || !all || poll_descriptor < 0)
		give_up("start");
	for (size_t i = 0; i < connections; i++)
		open_connection(&all[i], i, port);
	const int64_t begun = now_us();

	while (now_us() - begun < seconds * 1000000) {
		struct epoll_event events[64];
		const int count = epoll_wait(poll_descriptor, events, 64, 1000);

		for (int i = 0; i < count; i++)
			read_some(events[i].data.ptr, port);
	}
	const double elapsed = (double)(now_us() - begun) / 1e6;

	qsort(times, time_count, sizeof *times, by_time);
	printf("{\"requests\":%zu,\"errors\":%zu,\"per_second\":%.1f,\"p50_us\":%u,\"p99_us\":%u,\"bytes\":%zu}\n",
	    time_count, errors, (double)time_count / elapsed, time_count ? times[time_count / 2] : 0,
	    time_count ? times[time_count * 99 / 100] : 0, bytes);
	return 0;
}
