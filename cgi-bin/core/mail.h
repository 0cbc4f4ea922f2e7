/* One mail to the municipality's SMTP server. The worker alone sends. */
#ifndef GRUNNMUR_MAIL_H
#define GRUNNMUR_MAIL_H

#include <stdbool.h>

struct mail {
	/*
	 * Before the @ of the Message-ID, letters, digits and -: the same mail sent again has the same,
	 * so that a server or reader may know it.
	 */
	const char *id;
	const char *to;                 /* address */
	const char *to_name;
	const char *subject;
	const char *text;               /* UTF-8, lines end in LF */
	const char *language;           /* of subject and text */
};

enum mail_result {
	MAIL_SENT,                      /* the server has taken it */
	MAIL_REFUSED,                   /* the server will never take it */
	MAIL_LATER,                     /* the server does not take this one now */
	MAIL_NO_SERVER,                 /* the server takes none now: dead, or refuses us */
	MAIL_UNCERTAIN                  /* handed over whole, and the link broke before an answer */
};

struct mail_answer {
	enum mail_result result;
	bool no_such_address;           /* why it is refused */
	const char *said;               /* by the server or libcurl: ASCII, one line; in the arena */
};

/* Whether mails can be sent at all: a server is configured. */
bool mail_is_configured(void);

/*
 * Whether text is an address that a mail can be sent to: ASCII, one @, no quotes, no spaces,
 * nothing that could end a header line or an SMTP command.
 */
bool mail_address_ok(const char *text);

/* The whole mail as it is handed over: headers and body, ASCII, lines end in CRLF; in the arena. */
const char *mail_message(const struct mail *mail);

/*
 * Hands a mail over. The link to the server stays for the next one until mail_hang_up. Never
 * raises.
 */
struct mail_answer mail_send(const struct mail *mail);

void mail_hang_up(void);

#endif
