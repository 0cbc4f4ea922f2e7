/* Places where a long word may be broken, for narrow boxes and table heads. */
#ifndef GRUNNMUR_HYPHEN_H
#define GRUNNMUR_HYPHEN_H

/*
 * The text with soft hyphens (U+00AD) between the syllables of its long words; browsers hyphenate
 * Norwegian only where they have a dictionary. In the arena.
 */
const char *hyphen_soft(const char *text);

#endif
