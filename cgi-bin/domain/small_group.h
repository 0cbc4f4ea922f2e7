/*
 * Groups of people too small to be shown, and what else stays away so that they cannot be worked
 * out. The method is cell suppression: Hundepool et al., Statistical Disclosure Control (Wiley
 * 2012), chapters 4 and 5. Groups below a threshold are withheld (primary suppression); what adds
 * up to a known total would give them back by subtraction, so the smallest others go with them
 * until those withheld are together no small group either (complementary suppression).
 *
 * Sizes must not change while figures are shown: those of a round are pinned when it opens. It
 * does not hide that a whole group, however large, has done the same.
 */
#ifndef GRUNNMUR_SMALL_GROUP_H
#define GRUNNMUR_SMALL_GROUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SMALL_GROUP_LEAST = 5 };

struct small_group { int64_t people; bool is_withheld; };

/* Whether so many are some, and too few; nobody is no group. */
bool small_group_is(int64_t people);

/*
 * Settles which of some groups are withheld, that are all there is of a total and share nobody.
 * A total that is itself withheld must not be their sum: then at least one of them is.
 */
void small_group_withhold(struct small_group *groups, size_t count, bool is_total_withheld);

/* What stands in the place of figures, in the user's language; how: "small" or "other". */
const char *small_group_text(const char *how);

#endif
