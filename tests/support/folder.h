/* A CSV folder for tests of the import: the catalogue and a small municipality, with what a test
 * changes. */
#ifndef GRUNNMUR_TESTS_FOLDER_H
#define GRUNNMUR_TESTS_FOLDER_H

#include "app.h"

/*
 * The setup of each test: an empty database, and a fresh folder with the files of sql/seed and of
 * tests/support/small. folder_demo puts those of the demo in their place.
 */
int folder_reset(void **state);
int folder_stop(void **state);
void folder_demo(void);

/* Puts text in place of a file, or of what stands first in it. */
void folder_put(const char *name, const char *text);
void folder_change(const char *name, const char *from, const char *to);
void folder_add(const char *name, const char *line);
void folder_remove(const char *name);
const char *folder_path(void);

/*
 * What the import says, a line for each fault: "units.csv:3: parent_code: …"; "" when it is
 * stored.
 */
const char *folder_import(void);
const char *folder_import_answers(void);

#define FOLDER_TEST(function) cmocka_unit_test_setup(function, folder_reset)

#endif
