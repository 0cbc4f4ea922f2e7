/* Reads the configuration file; whatever does not fit stops the start. */
#include "config.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mail.h"
#include "utf8.h"

#define EXIT_CONFIG 78          /* sysexits.h */

/* What holds where the file says nothing. */
#define DEFAULTS { \
	.prefix = "/grunnmur", \
	.language = "nb", \
	.privacy_url = "", \
	.accessibility_url = "", \
	.help_url = "", \
	.database_port = 3306, \
}

/* Kept from the start of the program to its end. */
static struct {
	struct config values;
	const char *origins[32];
	const char *path;
	bool faulty;
} state = { .values = DEFAULTS };

static void wrong(size_t line, const char *what, const char *value)
{
	if (line > 0)
		fprintf(stderr, "%s:%zu: %s: %s\n", state.path, line, what, value);
	else
		fprintf(stderr, "%s: %s: %s\n", state.path, what, value);
	state.faulty = true;
}

/* Each gives what is wrong with a value, or NULL. */
static const char *check_any(const char *value)
{
	return *value != '\0' ? NULL : "needs a value";
}

static const char *check_prefix(const char *value)
{
	const size_t length = strlen(value);

	if (length == 0)
		return NULL;
	if (value[0] != '/' || value[length - 1] == '/' || strstr(value, "//") != NULL)
		return "needs a slash at the start, and none at the end";
	if (strspn(value, "abcdefghijklmnopqrstuvwxyz0123456789/-") != length)
		return "takes the letters a-z, digits, / and -";
	return NULL;
}

static const char *check_language(const char *value)
{
	if (strcmp(value, "nb") == 0 || strcmp(value, "nn") == 0 || strcmp(value, "en") == 0)
		return NULL;
	return "takes nb, nn or en";
}

static const char *check_version(const char *value)
{
	if (*value != '\0' && strspn(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "0123456789.-") == strlen(value) && value[0] != '.')
		return NULL;
	return "takes letters, digits, . and -";
}

static const char *check_link(const char *value)
{
	if (*value == '\0')
		return NULL;
	if (strncmp(value, "https://", 8) != 0 || value[8] == '\0')
		return "takes an address that starts with https://";
	return strpbrk(value, " \"'<>`\\") == NULL ? NULL : "has a character that no address has";
}

static const char *check_smtp(const char *value)
{
	const char *host = strstr(value, "://");

	if (!host || (strncmp(value, "smtp://", 7) != 0 && strncmp(value, "smtps://", 8) != 0)
	    || host[3] == '\0'
	    || strspn(host + 3, "abcdefghijklmnopqrstuvwxyz0123456789.:-[]") != strlen(host + 3))
		return "takes smtp://host:port or smtps://host:port";
	return NULL;
}

/* A plain address (RFC 5321 without quoted names): nothing in it can end a header or a command. */
static const char *check_mail(const char *value)
{
	return mail_address_ok(value) ? NULL : "takes a mail address, of ASCII letters";
}

static const struct key {
	const char *name;
	size_t place;
	const char *(*check)(const char *value);        /* NULL: no plain text */
	bool required;
} keys[] = {
#define KEY(name, check, required) { #name, offsetof(struct config, name), check, required }
	KEY(prefix, check_prefix, false),
	KEY(municipality, check_any, true),
	KEY(language, check_language, false),
	KEY(origins, NULL, false),
	KEY(realm, check_any, false),
	KEY(key_file, check_any, true),
	KEY(templates, check_any, true),
	KEY(locale, check_any, true),
	KEY(sql, check_any, false),
	KEY(static_version, check_version, true),
	KEY(privacy_url, check_link, false),
	KEY(accessibility_url, check_link, false),
	KEY(help_url, check_link, false),
	KEY(database, check_any, true),
	KEY(database_socket, check_any, false),
	KEY(database_host, check_any, false),
	KEY(database_port, NULL, false),
	KEY(database_ca, check_any, false),
	KEY(database_user, check_any, false),
	KEY(database_password_file, check_any, false),
	KEY(smtp, check_smtp, false),
	KEY(smtp_user, check_any, false),
	KEY(smtp_password_file, check_any, false),
	KEY(smtp_ca, check_any, false),
	KEY(mail_from, check_mail, false),
#undef KEY
};

#define KEY_COUNT (sizeof keys / sizeof keys[0])

static bool is_origin(const char *text)
{
	const char *host = strstr(text, "://");
	size_t length;

	if (strncmp(text, "https://", 8) != 0 && strncmp(text, "http://", 7) != 0)
		return false;
	length = strlen(host + 3);
	return length > 0 && strspn(host + 3, "abcdefghijklmnopqrstuvwxyz0123456789.:-[]") == length;
}

/* Splits value, which is kept, at its spaces. */
static void read_origins(size_t line, char *value)
{
	size_t count = 0;

	for (char *end; *(value += strspn(value, " \t")) != '\0'; value = end) {
		end = value + strcspn(value, " \t");
		if (*end != '\0')
			*end++ = '\0';
		if (!is_origin(value))
			wrong(line, "origins takes addresses such as https://intranet.example.no", value);
		else if (count + 1 == sizeof state.origins / sizeof state.origins[0])
			wrong(line, "one origin too many", value);
		else
			state.origins[count++] = value;
	}
}

static void read_port(size_t line, const char *value)
{
	char *end;
	const unsigned long port = strtoul(value, &end, 10);

	if (*value < '1' || *value > '9' || *end != '\0' || port > 65535)
		wrong(line, "database_port takes a number from 1 to 65535", value);
	else
		state.values.database_port = (unsigned)port;
}

static void read_text(size_t line, const struct key *key, const char *value)
{
	const char *fault = key->check(value);

	if (fault != NULL) {
		fprintf(stderr, "%s:%zu: %s %s: %s\n", state.path, line, key->name, fault, value);
		state.faulty = true;
		return;
	}
	*(const char **)(void *)((char *)&state.values + key->place) = value;
}

static void read_key(size_t line, const char *name, char *value, bool *seen)
{
	size_t i = 0;

	while (i < KEY_COUNT && strcmp(keys[i].name, name) != 0)
		i++;
	if (i == KEY_COUNT) {
		wrong(line, "unknown key", name);
		return;
	}
	if (seen[i])
		wrong(line, "this key stands twice", name);
	seen[i] = true;
	if (keys[i].check != NULL)
		read_text(line, &keys[i], value);
	else if (keys[i].place == offsetof(struct config, origins))
		read_origins(line, value);
	else
		read_port(line, value);
}

/* Cuts white space off both ends, in place. */
static char *trim(char *text)
{
	size_t length;

	text += strspn(text, " \t\r");
	length = strlen(text);
	while (length > 0 && strchr(" \t\r", text[length - 1]) != NULL)
		text[--length] = '\0';
	return text;
}

static void read_line(size_t line, char *text, bool *seen)
{
	char *equals;

	text = trim(text);
	if (*text == '\0' || *text == '#')
		return;
	equals = strchr(text, '=');
	if (!utf8_ok(text, strlen(text)) || equals == NULL) {
		wrong(line, "a line is `key = value` or a comment", text);
		return;
	}
	*equals = '\0';
	read_key(line, trim(text), trim(equals + 1), seen);
}

static void check_whole(const bool *seen)
{
	const struct config *values = &state.values;

	for (size_t i = 0; i < KEY_COUNT; i++)
		if (keys[i].required && !seen[i])
			wrong(0, "this key is missing", keys[i].name);
	if ((values->database_socket != NULL) == (values->database_host != NULL))
		wrong(0, "one of these two keys is needed", "database_socket, database_host");
	if (values->database_host != NULL && values->database_ca == NULL)
		wrong(0, "this key is needed with database_host", "database_ca");
	if (values->smtp != NULL && values->mail_from == NULL)
		wrong(0, "this key is needed with smtp", "mail_from");
	if (values->smtp != NULL && values->origins[0] == NULL)
		wrong(0, "this key is needed with smtp, for the links in mails", "origins");
	if ((values->smtp_user != NULL) != (values->smtp_password_file != NULL))
		wrong(0, "one needs the other", "smtp_user, smtp_password_file");
}

/* The whole file as text, which is kept for as long as the program runs. */
static char *read_file(const char *path)
{
	FILE *file = fopen(path, "r");
	char *text = NULL;
	size_t room = 0;

	if (file == NULL || getdelim(&text, &room, '\0', file) < 0) {
		fprintf(stderr, "%s: %s\n", path,
		    file == NULL ? strerror(errno) : "cannot be read, or is empty");
		exit(EXIT_CONFIG);
	}
	fclose(file);
	return text;
}

void config_read(const char *path)
{
	static char *text;
	bool seen[KEY_COUNT] = { false };
	size_t line = 1;
	char *next;

	if (path == NULL)
		path = getenv("GRUNNMUR_CONF");
	state.path = path != NULL ? path : "/etc/grunnmur/grunnmur.conf";
	free(text);
	text = read_file(state.path);
	state.values = (struct config)DEFAULTS;
	memset(state.origins, 0, sizeof state.origins);
	state.values.origins = state.origins;
	for (char *at = text; at != NULL; at = next, line++) {
		next = strchr(at, '\n');
		if (next != NULL)
			*next++ = '\0';
		read_line(line, at, seen);
	}
	check_whole(seen);
	if (state.faulty)
		exit(EXIT_CONFIG);
}

const struct config *config(void)
{
	return &state.values;
}
