/* The bytes of an HR system's file as text. */
#include "people_text.h"

#include <string.h>

#include "buf.h"
#include "people_cell.h"
#include "sheet.h"
#include "utf8.h"

#define BOM "\xef\xbb\xbf"

/* The length of the UTF-8 letter at bytes; 0: it is none. Plain ASCII text is 1. */
static size_t letter(const unsigned char *bytes, size_t left)
{
	const size_t length = *bytes < 0x80 ? 1 : *bytes >= 0xf0 ? 4 : *bytes >= 0xe0 ? 3 : 2;

	if (*bytes == '\r')
		return 1;
	return length <= left && utf8_ok((const char *)bytes, length) ? length : 0;
}

struct found { size_t letters, others; };

static struct found look_through(const unsigned char *bytes, size_t length)
{
	struct found found = { 0 };

	for (size_t at = 0, size; at < length; at += size ? size : 1) {
		size = letter(bytes + at, length - at);
		found.letters += size > 1;
		found.others += size == 0 && bytes[at] >= 0x80;
	}
	return found;
}

/* Byte for byte what is UTF-8; a mark for each byte that is not. */
static void take_utf8(struct buf *out, const unsigned char *bytes, size_t length)
{
	size_t kept = 0;

	for (size_t at = 0, size; at < length; at += size ? size : 1) {
		size = letter(bytes + at, length - at);
		if (size > 0)
			continue;
		buf_add_bytes(out, (const char *)bytes + kept, at - kept);
		buf_add(out, PEOPLE_CELL_NO_LETTER);
		kept = at + 1;
	}
	buf_add_bytes(out, (const char *)bytes + kept, length - kept);
}

/* The control bytes of Windows-1252 are letters there, and none to us. */
static void take_windows(struct buf *out, const char *bytes, size_t length)
{
	const char *utf8 = utf8_from_windows(bytes, length, &length);

	take_utf8(out, (const unsigned char *)utf8, length);
}

static const char *no_text(const char *bytes, size_t length)
{
	if (length == 0)
		return "empty";
	if (length >= 4 && memcmp(bytes, "PK\x03\x04", 4) == 0)
		return "workbook";
	if (length >= 4 && memcmp(bytes, "\xd0\xcf\x11\xe0", 4) == 0)
		return "workbook";
	if (length >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0))
		return "utf16";
	return memchr(bytes, '\0', length) ? "binary" : NULL;
}

const char *people_text_read(const char *bytes, size_t length, struct people_text *text)
{
	const char *why = no_text(bytes, length);
	struct buf out = { 0 };

	if (why)
		return why;
	const bool bom = length >= 3 && memcmp(bytes, BOM, 3) == 0;

	bytes += bom ? 3 : 0;
	length -= bom ? 3 : 0;
	const struct found found = look_through((const unsigned char *)bytes, length);

	*text = (struct people_text){ .encoding = bom ? "UTF-8 BOM" : "UTF-8" };
	if (!bom && found.others > found.letters) {
		take_windows(&out, bytes, length);
		text->encoding = "Windows-1252";
	} else
		take_utf8(&out, (const unsigned char *)bytes, length);
	text->text = buf_text(&out);
	text->length = out.length;
	text->delimiter = sheet_delimiter(text->text, text->length, ";\t,");
	return text->length > 0 ? NULL : "empty";
}
