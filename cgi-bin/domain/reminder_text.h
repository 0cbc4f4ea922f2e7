/* The words of a reminder, in the language in use: no answer and no question is in them. */
#ifndef GRUNNMUR_REMINDER_TEXT_H
#define GRUNNMUR_REMINDER_TEXT_H

#include <stdbool.h>
#include <stdint.h>

struct reminder_text {
	const char *person, *title;     /* of the round */
	const char *last_day;           /* on which answers are taken */
	int64_t assessment;
	bool has_started;
};

const char *reminder_text_subject(const struct reminder_text *text);

/* What a mail says, whole; lines end in LF. */
const char *reminder_text_mail(const struct reminder_text *text);

/* What is the matter, and until when: two sentences of the letter as well. */
const char *reminder_text_matter(const struct reminder_text *text);
const char *reminder_text_deadline(const struct reminder_text *text);

/* Where it is answered: the whole address, and what is short enough to be typed. */
const char *reminder_text_address(int64_t assessment);
const char *reminder_text_address_of(const char *path); /* of any page */
const char *reminder_text_short_address(void);

#endif
