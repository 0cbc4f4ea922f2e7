/* How the items of a form are laid on pages, and which of them its answers show. */
#ifndef GRUNNMUR_ASSESSMENT_PAGES_H
#define GRUNNMUR_ASSESSMENT_PAGES_H

#include <stdbool.h>
#include <stdint.h>

struct assessment_form;

/*
 * Lays the pages of a form whose items are there, and tells which items are shown: those without a
 * condition, and those whose condition is chosen in an item that is itself shown. Pages, receipt
 * and submission go by this; htdocs/js/asked.js is its like for a page that is being filled in.
 * Counts and what is missing need it not: an item with a condition is never required.
 */
void assessment_pages_lay(struct assessment_form *form);

/*
 * Whether an item does not stand on its page: an answer on an earlier page decides, and it is
 * another. What a page's own answers decide stands there: they may change while it is filled in.
 */
bool assessment_pages_hides(const struct assessment_form *form, int64_t id);

#endif
