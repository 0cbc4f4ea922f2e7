/*
 * A worker's side of the outbox. One worker sends at a time: it holds the lane "outbox", as a job
 * holds its own. Nobody gets a mail twice: 'sending' is committed before the server is spoken to,
 * and what a worker left so when it died, or had no answer to, is 'uncertain' and left to people.
 */
#ifndef GRUNNMUR_OUTBOX_SEND_H
#define GRUNNMUR_OUTBOX_SEND_H

#include <stdbool.h>

#include "db.h"
#include "mail.h"

/*
 * Writes a mail from its row (id, object_id, person_id): address, name, subject, text, language;
 * the language in use is the receiver's afterwards. Else the reason why it is not to be sent.
 */
typedef const char *outbox_writer(struct db *db, const struct db_rows *row, struct mail *mail);

struct outbox_kind { const char *name; outbox_writer *write; };

enum outbox_end {
	OUTBOX_IDLE,            /* nothing to send, or another worker is at it */
	OUTBOX_WORKED,
	OUTBOX_NO_SERVER        /* no mail can be sent now: rest before the next turn */
};

/*
 * Sends what waits, for some seconds; kinds end in a NULL name. ending, asked between two mails,
 * stops it.
 */
enum outbox_end outbox_send(const struct outbox_kind *kinds, bool (*ending)(void));

#endif
