/* The words of a reminder, in the language in use. */
#include "reminder_text.h"

#include <string.h>

#include "arena.h"
#include "config.h"
#include "i18n.h"

static const char *origin(void)
{
	return config()->origins[0] ? config()->origins[0] : "";
}

const char *reminder_text_address_of(const char *path)
{
	return arena_printf("%s%s%s", origin(), config()->prefix, path);
}

const char *reminder_text_address(int64_t assessment)
{
	return reminder_text_address_of(
	    arena_printf("/survey/assessments/%lld", (long long)assessment));
}

const char *reminder_text_short_address(void)
{
	const char *host = strstr(origin(), "://");

	return arena_printf("%s%s", host ? host + 3 : "", config()->prefix);
}

const char *reminder_text_subject(const struct reminder_text *text)
{
	return arena_printf(_("Reminder: %s, deadline %s"), text->title, i18n_date(text->last_day));
}

const char *reminder_text_matter(const struct reminder_text *text)
{
	return arena_printf(text->has_started
	    ? _("You have begun to assess yourself in “%s”, but not submitted.")
	    : _("You have been asked to assess yourself in “%s”, and have not begun."),
	    text->title);
}

const char *reminder_text_deadline(const struct reminder_text *text)
{
	return arena_printf(_("The deadline is %s."), i18n_date_long(text->last_day));
}

const char *reminder_text_mail(const struct reminder_text *text)
{
	return arena_printf("%s\n\n%s %s\n\n%s\n%s\n\n%s\n\n%s\n%s\n\n%s\n",
	    arena_printf(_("Hello %s"), text->person), reminder_text_matter(text),
	    reminder_text_deadline(text), _("Open it here:"), reminder_text_address(text->assessment),
	    _("Log in as usual. What you fill in is saved as you go, and you can go on where you"
	        " were."),
	    _("Regards"), config()->municipality,
	    _("This mail was sent by itself, and an answer to it is read by nobody."));
}
