/* The bytes of an HR system's file as text: its encoding and its delimiter are found out. */
#ifndef GRUNNMUR_PEOPLE_TEXT_H
#define GRUNNMUR_PEOPLE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct people_text {
	const char *text;               /* UTF-8 without a byte order mark */
	size_t length;
	const char *encoding;           /* "UTF-8", "UTF-8 BOM" or "Windows-1252" */
	char delimiter;                 /* of the first line: ; , or tab */
};

/*
 * What is not UTF-8 is taken as Windows-1252, unless most of what is not ASCII is UTF-8: then the
 * bytes that are none are faults. They, and bytes of no letter, become PEOPLE_CELL_NO_LETTER, so
 * that the fault is found in its row and column. Returns NULL, or why it is no text at all:
 * "workbook", "utf16", "binary", "empty".
 */
const char *people_text_read(const char *bytes, size_t length, struct people_text *text);

#endif
