/* A real SMTP server on loopback for tests. */
#include "smtp.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[] = "/tmp/grunnmur-smtp-XXXXXX";
static char text[1 << 16];
static pid_t server;

const char *smtp_folder(void)
{
	static int made;

	if (!made && !mkdtemp(folder))
		exit(1);
	made = 1;
	return folder;
}

static const char *file_text(const char *name)
{
	char path[128];

	snprintf(path, sizeof path, "%s/%s", smtp_folder(), name);
	FILE *file = fopen(path, "rb");

	if (!file)
		return NULL;
	const size_t length = fread(text, 1, sizeof text - 1, file);

	text[length] = '\0';
	fclose(file);
	return text;
}

static void remove_file(const char *name)
{
	char path[128];

	snprintf(path, sizeof path, "%s/%s", smtp_folder(), name);
	unlink(path);
}

static void become_server(int port, const char *const *more)
{
	char number[16];
	const char *words[16] = { "/usr/bin/python3", "conf/demo/mail.py", folder, number };
	size_t count = 4;

	snprintf(number, sizeof number, "%d", port);
	if (!freopen("/dev/null", "w", stderr))
		_exit(126);
	while (*more && count < 15)
		words[count++] = *more++;
	execv(words[0], (char **)(void *)words);
	_exit(127);
}

int smtp_start(int port, const char *const *more)
{
	remove_file("port");
	smtp_folder();
	server = fork();
	if (server == 0)
		become_server(port, more);
	for (int i = 0; i < 2000; i++) {
		const char *said = file_text("port");

		if (said)
			return (int)strtol(said, NULL, 10);
		if (waitpid(server, NULL, WNOHANG) == server)
			break;
		usleep(10000);
	}
	fprintf(stderr, "the mail server did not start: is python3-aiosmtpd installed?\n");
	exit(1);
}

void smtp_stop(void)
{
	if (server > 0) {
		kill(server, SIGKILL);
		waitpid(server, NULL, 0);
	}
	server = 0;
}

static const char *name_of(size_t number, const char *kind)
{
	static char name[32];

	snprintf(name, sizeof name, "%04zu.%s", number, kind);
	return name;
}

bool smtp_has(size_t number)
{
	char path[128];

	snprintf(path, sizeof path, "%s/%s", smtp_folder(), name_of(number, "eml"));
	return access(path, F_OK) == 0;
}

size_t smtp_count(void)
{
	size_t count = 0;

	while (smtp_has(count + 1))
		count++;
	return count;
}

const char *smtp_raw(size_t number)
{
	const char *raw = file_text(name_of(number, "eml"));

	return raw ? raw : "";
}

const char *smtp_read(size_t number)
{
	const char *read = file_text(name_of(number, "txt"));

	return read ? read : "";
}

void smtp_empty(void)
{
	for (size_t number = smtp_count(); number > 0; number--) {
		remove_file(name_of(number, "eml"));
		remove_file(name_of(number, "txt"));
	}
}

void smtp_forget(void)
{
	smtp_stop();
	smtp_empty();
	remove_file("port");
	rmdir(smtp_folder());
}
