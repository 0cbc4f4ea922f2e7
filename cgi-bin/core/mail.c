/* One mail to the municipality's SMTP server: all that libcurl does for us. */
#include "mail.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <curl/curl.h>

#include "arena.h"
#include "buf.h"
#include "config.h"
#include "log.h"

enum { CONNECT_SECONDS = 10, SEND_SECONDS = 60, MOST_SAID = 200, MOST_PASSWORD = 256 };

/* Outlives a mail: the link is used again. */
static CURL *handle;

/* How far one mail has come. */
struct sending {
	const char *rest;               /* of the message */
	char command[8];                /* the last that the server was told: MAIL, RCPT, DATA */
	bool handed_over;               /* libcurl has the whole message */
	bool ended;                     /* libcurl takes its leave (QUIT): what follows says nothing */
	char said[MOST_SAID];           /* the server's last line */
};

static size_t give(char *room, size_t size, size_t count, void *context)
{
	struct sending *sending = context;
	const size_t length = strnlen(sending->rest, size * count);

	memcpy(room, sending->rest, length);
	sending->rest += length;
	sending->handed_over = *sending->rest == '\0';
	return length;
}

/* The name of a command, never what is behind it: that may be a password. */
static void overhear_us(struct sending *sending, const char *bytes, size_t length)
{
	size_t kept = 0;

	while (kept < length && kept < sizeof sending->command - 1
	    && bytes[kept] >= 'A' && bytes[kept] <= 'Z')
		kept++;
	sending->ended = kept == 4 && memcmp(bytes, "QUIT", 4) == 0;
	if (sending->ended)
		return;
	memcpy(sending->command, bytes, kept);
	sending->command[kept] = '\0';
}

static void overhear_server(struct sending *sending, const char *bytes, size_t length)
{
	size_t kept = 0;

	for (; kept < length && kept < sizeof sending->said - 1 && bytes[kept] != '\r'
	    && bytes[kept] != '\n'; kept++)
		sending->said[kept] = bytes[kept] >= ' ' && bytes[kept] < 0x7f ? bytes[kept] : ' ';
	sending->said[kept] = '\0';
}

static int overhear(CURL *curl, curl_infotype type, char *bytes, size_t length, void *context)
{
	struct sending *sending = context;

	(void)curl;
	if (!sending->ended && type == CURLINFO_HEADER_OUT)
		overhear_us(sending, bytes, length);
	else if (!sending->ended && type == CURLINFO_HEADER_IN)
		overhear_server(sending, bytes, length);
	return 0;
}

/* From a file of its own; "" when it cannot be read, which the server then refuses. */
static const char *password(void)
{
	char *text = arena_alloc(MOST_PASSWORD);
	const int file = open(config()->smtp_password_file, O_RDONLY | O_CLOEXEC);
	const ssize_t length = file < 0 ? -1 : read(file, text, MOST_PASSWORD - 1);

	if (file >= 0)
		close(file);
	if (length < 0)
		log_line("%s cannot be read", config()->smtp_password_file);
	text[strcspn(text, "\r\n")] = '\0';
	return text;
}

/* To this very machine a mail needs no encryption; nobody hears what is said there. */
static bool is_here(const char *address)
{
	static const char *const names[] = { "127.0.0.1", "localhost", "[::1]" };
	const char *host = strstr(address, "://") + 3;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const size_t length = strlen(names[i]);

		if (strncmp(host, names[i], length) == 0
		    && (host[length] == '\0' || host[length] == ':'))
			return true;
	}
	return false;
}

static void log_in(CURL *curl)
{
	if (!config()->smtp_user)
		return;
	curl_easy_setopt(curl, CURLOPT_USERNAME, config()->smtp_user);
	curl_easy_setopt(curl, CURLOPT_PASSWORD, password());
}

/* The server alone: no proxy of the environment, no other protocol, certificates are checked. */
static void prepare(CURL *curl)
{
	curl_easy_reset(curl);
	curl_easy_setopt(curl, CURLOPT_URL, config()->smtp);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)SEND_SECONDS);
	curl_easy_setopt(curl, CURLOPT_USE_SSL,
	    (long)(is_here(config()->smtp) ? CURLUSESSL_NONE : CURLUSESSL_ALL));
	curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (config()->smtp_ca)
		curl_easy_setopt(curl, CURLOPT_CAINFO, config()->smtp_ca);
	log_in(curl);
}

static bool says_no_such_address(const char *said, long code)
{
	return strstr(said, " 5.1.") || code == 551 || code == 553
	    || (code == 550 && !strstr(said, " 5."));
}

/*
 * 5xx to the receiver or the content is about this mail; to anything before it is about us, and so
 * for every mail.
 */
static enum mail_result judge(const struct sending *sending, CURLcode result, long code)
{
	const bool is_ours = strcmp(sending->command, "RCPT") == 0
	    || strcmp(sending->command, "DATA") == 0;

	if (result == CURLE_OK)
		return MAIL_SENT;
	if (is_ours && code >= 500)
		return MAIL_REFUSED;
	if (is_ours && code >= 400 && code != 421)
		return MAIL_LATER;
	return sending->handed_over && code < 400 ? MAIL_UNCERTAIN : MAIL_NO_SERVER;
}

static struct mail_answer perform(CURL *curl, struct sending *sending)
{
	char error[CURL_ERROR_SIZE] = "";

	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
	const CURLcode result = curl_easy_perform(curl);

	/* No callback may find what is gone when the link is used again or closed. */
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, NULL);
	curl_easy_setopt(curl, CURLOPT_VERBOSE, 0L);
	/* Not libcurl's own idea of it: that may be the answer to its QUIT. */
	const long code = strtol(sending->said, NULL, 10);
	struct mail_answer answer = { .result = judge(sending, result, code) };

	answer.no_such_address = answer.result == MAIL_REFUSED
	    && says_no_such_address(sending->said, code);
	answer.said = arena_printf("%.*s", MOST_SAID,
	    code >= 400 || result == CURLE_OK ? sending->said
	    : *error ? error : curl_easy_strerror(result));
	return answer;
}

struct mail_answer mail_send(const struct mail *mail)
{
	struct sending sending = { .rest = mail_message(mail) };
	const char *from = arena_printf("<%s>", config()->mail_from);

	if (!handle && !(handle = curl_easy_init()))
		return (struct mail_answer){ .result = MAIL_NO_SERVER, .said = "libcurl cannot begin" };
	prepare(handle);
	struct curl_slist *to = curl_slist_append(NULL, arena_printf("<%s>", mail->to));

	curl_easy_setopt(handle, CURLOPT_MAIL_FROM, from);
	curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, to);
	curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(handle, CURLOPT_READFUNCTION, give);
	curl_easy_setopt(handle, CURLOPT_READDATA, &sending);
	curl_easy_setopt(handle, CURLOPT_VERBOSE, 1L);
	curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, overhear);
	curl_easy_setopt(handle, CURLOPT_DEBUGDATA, &sending);
	const struct mail_answer answer = perform(handle, &sending);

	curl_slist_free_all(to);
	return answer;
}

void mail_hang_up(void)
{
	if (!handle)
		return;
	curl_easy_setopt(handle, CURLOPT_VERBOSE, 0L);
	curl_easy_cleanup(handle);
	handle = NULL;
}
