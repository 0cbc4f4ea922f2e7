/* Lists of fixed texts that end in NULL. */
#include "choice.h"

#include <stddef.h>
#include <string.h>

bool choice_has(const char *const choices[], const char *text)
{
	for (; text && *choices; choices++)
		if (strcmp(*choices, text) == 0)
			return true;
	return false;
}
