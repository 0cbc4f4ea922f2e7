/* Lists of fixed texts that end in NULL: the choices of a field, the keys of an object, states. */
#ifndef GRUNNMUR_CHOICE_H
#define GRUNNMUR_CHOICE_H

#include <stdbool.h>

/* Whether text is one of them, exactly; NULL is none. */
bool choice_has(const char *const choices[], const char *text);

#endif
