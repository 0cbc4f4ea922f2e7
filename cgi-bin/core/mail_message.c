/*
 * A mail as text (RFC 5322, 2045 to 2047). Nothing that a person wrote stands in it as it is: texts
 * of headers are encoded words unless they are plain letters, the body is base64.
 */
#include "mail.h"

#include <stdint.h>
#include <string.h>
#include <time.h>

#include "arena.h"
#include "buf.h"
#include "clock.h"
#include "config.h"

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

/* A line of base64 holds 57 bytes in 76 characters; an encoded word is 64 long, with Subject 73. */
enum { LINE_BYTES = 57, WORD_BYTES = 39, MOST_ADDRESS = 254, MOST_LOCAL = 64 };

bool mail_is_configured(void)
{
	return config()->smtp != NULL;
}

static bool is_dotted(const char *text, size_t length, const char *letters)
{
	if (length == 0 || text[0] == '.' || text[length - 1] == '.' || strspn(text, letters) < length)
		return false;
	for (size_t i = 1; i < length; i++)
		if (text[i] == '.' && text[i - 1] == '.')
			return false;
	return true;
}

bool mail_address_ok(const char *text)
{
	const char *at = strchr(text, '@');
	const size_t length = strlen(text);

	if (!at || length > MOST_ADDRESS || at - text > MOST_LOCAL)
		return false;
	return is_dotted(text, (size_t)(at - text), LETTERS DIGITS "!#$%&'*+-/=?^_`{|}~.")
	    && is_dotted(at + 1, strlen(at + 1), LETTERS DIGITS "-.") && at[1] != '-'
	    && strchr(at, '.');
}

static void add_base64(struct buf *out, const unsigned char *bytes, size_t length)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" DIGITS "+/";

	for (size_t i = 0; i < length; i += 3) {
		const size_t left = length - i;
		const uint32_t group = (uint32_t)bytes[i] << 16
		    | (left > 1 ? (uint32_t)bytes[i + 1] << 8 : 0) | (left > 2 ? bytes[i + 2] : 0);

		buf_add_char(out, digits[group >> 18]);
		buf_add_char(out, digits[group >> 12 & 63]);
		buf_add_char(out, left > 1 ? digits[group >> 6 & 63] : '=');
		buf_add_char(out, left > 2 ? digits[group & 63] : '=');
	}
}

/* How many bytes of text one encoded word takes without splitting a character. */
static size_t word_length(const char *text)
{
	size_t length = strnlen(text, WORD_BYTES);

	while (length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80)
		length--;
	return length;
}

/* Control characters become spaces: none of them means anything in a header. */
static char *without_controls(const char *text)
{
	char *clean = arena_printf("%s", text);

	for (char *c = clean; *c; c++)
		if ((unsigned char)*c < 0x20 || *c == 0x7f)
			*c = ' ';
	return clean;
}

/*
 * The one way a text comes into a header: as it is when it is a short line of letters, digits and
 * spaces, else as encoded words, one on a line.
 */
static void add_header_text(struct buf *out, const char *text)
{
	const char *clean = without_controls(text);

	if (strlen(clean) <= WORD_BYTES && *clean != ' '
	    && strspn(clean, LETTERS DIGITS " ") == strlen(clean)) {
		buf_add(out, clean);
		return;
	}
	for (bool first = true; *clean; first = false) {
		const size_t length = word_length(clean);

		buf_add(out, first ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?");
		add_base64(out, (const unsigned char *)clean, length);
		buf_add(out, "?=");
		clean += length;
	}
}

static void add_address(struct buf *out, const char *field, const char *name, const char *address)
{
	buf_add(out, field);
	add_header_text(out, name);
	/* On a line of its own: an address may be long. */
	buf_printf(out, "\r\n <%s>\r\n", address);
}

static void add_date(struct buf *out)
{
	static const char *const days[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug",
		"Sep", "Oct", "Nov", "Dec" };
	const time_t now = (time_t)clock_unix();
	struct tm utc;

	gmtime_r(&now, &utc);
	buf_printf(out, "Date: %s, %d %s %d %02d:%02d:%02d +0000\r\n", days[utc.tm_wday], utc.tm_mday,
	    months[utc.tm_mon], utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec);
}

static void add_body(struct buf *out, const char *text)
{
	struct buf lines = { 0 };

	for (; *text; text++)
		if (*text == '\n')
			buf_add(&lines, "\r\n");
		else
			buf_add_char(&lines, *text);
	for (size_t at = 0; at < lines.length; at += LINE_BYTES) {
		const size_t left = lines.length - at;

		add_base64(out, (const unsigned char *)lines.text + at,
		    left < LINE_BYTES ? left : LINE_BYTES);
		buf_add(out, "\r\n");
	}
}

const char *mail_message(const struct mail *mail)
{
	struct buf out = { 0 };

	add_date(&out);
	add_address(&out, "From: ", config()->municipality, config()->mail_from);
	add_address(&out, "To: ", mail->to_name, mail->to);
	buf_add(&out, "Subject: ");
	add_header_text(&out, mail->subject);
	buf_printf(&out, "\r\nMessage-ID: <%s%s>\r\n", mail->id, strchr(config()->mail_from, '@'));
	buf_printf(&out, "Content-Language: %s\r\n", mail->language);
	buf_add(&out, "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
	    "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n");
	add_body(&out, mail->text);
	return buf_text(&out);
}
