/* Groups of people too small to be shown, and what else stays away for their sake. */
#include "small_group.h"

#include <string.h>

#include "i18n.h"

bool small_group_is(int64_t people)
{
	return people > 0 && people < SMALL_GROUP_LEAST;
}

/* How many people are in them. */
static int64_t withhold_small(struct small_group *groups, size_t count)
{
	int64_t together = 0;

	for (size_t i = 0; i < count; i++) {
		groups[i].is_withheld = small_group_is(groups[i].people);
		together += groups[i].is_withheld ? groups[i].people : 0;
	}
	return together;
}

/* NULL: all are withheld. */
static struct small_group *smallest_shown(struct small_group *groups, size_t count)
{
	struct small_group *smallest = NULL;

	for (size_t i = 0; i < count; i++)
		if (groups[i].people > 0 && !groups[i].is_withheld
		    && (!smallest || groups[i].people < smallest->people))
			smallest = &groups[i];
	return smallest;
}

void small_group_withhold(struct small_group *groups, size_t count, bool is_total_withheld)
{
	int64_t together = withhold_small(groups, count);
	struct small_group *next = smallest_shown(groups, count);

	while (next && (small_group_is(together) || (together == 0 && is_total_withheld))) {
		next->is_withheld = true;
		together += next->people;
		next = smallest_shown(groups, count);
	}
}

const char *small_group_text(const char *how)
{
	return strcmp(how, "small") == 0 ? _("fewer than five") : _("not shown");
}
