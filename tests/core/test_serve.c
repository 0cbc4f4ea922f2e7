/* How a program starts: only on a unix socket, and it can print its addresses. The loop itself is tested through a web server. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "serve.h"

static struct reply handle(const struct request *req)
{
	(void)req;
	return reply_not_found();
}

static const struct route table[] = {
	{ METHOD_GET, "/things/{id}", ROLE_LEADER | ROLE_HR, handle, 0 },
	{ 0 }
};
static const struct route *const tables[] = { table, NULL };
static const struct program program = { .name = "leader", .tables = tables };

/* Runs serve in a child with input as descriptor 0; what it printed is put into printed. */
static int served(int input, const char *argument, char *printed, size_t room)
{
	int pipes[2], status;

	assert_int_equal(pipe(pipes), 0);
	fflush(stdout);
	const pid_t child = fork();

	if (child == 0) {
		char *argv[] = { (char *)(uintptr_t)"leader", (char *)(uintptr_t)argument, NULL };

		dup2(input, STDIN_FILENO);
		dup2(pipes[1], STDOUT_FILENO);
		status = serve(&program, argument ? 2 : 1, argv);
		fflush(stdout);
		_exit(status);
	}
	close(pipes[1]);
	const ssize_t length = read(pipes[0], printed, room - 1);

	printed[length > 0 ? length : 0] = '\0';
	close(pipes[0]);
	waitpid(child, &status, 0);
	return WEXITSTATUS(status);
}

static void a_network_socket_is_refused(void **state)
{
	(void)state;
	const int tcp = socket(AF_INET, SOCK_STREAM, 0);
	const struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	char printed[64];

	assert_int_equal(bind(tcp, (const struct sockaddr *)&address, sizeof address), 0);
	assert_int_equal(listen(tcp, 1), 0);
	assert_int_equal(served(tcp, NULL, printed, sizeof printed), 78);
	close(tcp);
}

static void what_is_no_socket_is_refused(void **state)
{
	(void)state;
	char printed[64];

	assert_int_equal(served(STDERR_FILENO, NULL, printed, sizeof printed), 78);
	assert_int_equal(served(STDERR_FILENO, "--help", printed, sizeof printed), 64);
}

static void the_addresses_are_printed(void **state)
{
	(void)state;
	char printed[512];

	assert_int_equal(served(STDERR_FILENO, "--routes", printed, sizeof printed), 0);
	assert_string_equal(printed, "{\"program\":\"leader\",\"routes\":[{\"method\":\"GET\","
	    "\"path\":\"/things/{id}\",\"roles\":[\"leader\",\"hr\"],\"upload\":false}]}\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_network_socket_is_refused),
		cmocka_unit_test(what_is_no_socket_is_refused),
		cmocka_unit_test(the_addresses_are_printed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
