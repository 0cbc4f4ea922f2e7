/* Files as proofs of certificates: the least of each kind, and what pretends to be one. */
#ifndef GRUNNMUR_TESTS_PROOF_FILES_H
#define GRUNNMUR_TESTS_PROOF_FILES_H

#include <stddef.h>

#define PROOF_PDF "%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
#define PROOF_JPEG "\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xd9"
#define PROOF_PNG \
	"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89" \
	"\0\0\0\nIDATx\x9c\x63\0\1\0\0\5\0\1\r\n\x2d\xb4\0\0\0\0IEND\xae\x42\x60\x82"

struct proof_file { const char *what, *bytes; size_t length; };
#define PROOF_FILE(what, bytes) { what, bytes, sizeof bytes - 1 }

static const struct proof_file hostile_files[] = {
	PROOF_FILE("nothing", ""), PROOF_FILE("text", "Kursbevis"),
	PROOF_FILE("HTML", "<!doctype html><script>alert(1)</script>"),
	PROOF_FILE("HTML with a PDF behind it", "<html><script>alert(1)</script>" PROOF_PDF),
	PROOF_FILE("SVG", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
	PROOF_FILE("SVG as XML", "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>"),
	PROOF_FILE("a PDF behind a line", "\n" PROOF_PDF), PROOF_FILE("a PDF that never ends", "%PDF-1.4\n<script>alert(1)</script>"),
	PROOF_FILE("a PDF's name alone", "%PDF"), PROOF_FILE("GIF", "GIF89a\1\0\1\0\0\0\0;"),
	PROOF_FILE("a PNG with an archive behind it", PROOF_PNG "PK\3\4"), PROOF_FILE("a PNG's signature", "\x89PNG\r\n\x1a\n"),
	PROOF_FILE("a JPEG's signature", "\xff\xd8\xff"), PROOF_FILE("an archive", "PK\3\4\24\0\0\0"),
	PROOF_FILE("a program", "\x7f" "ELF\2\1\1"), PROOF_FILE("Windows's program", "MZ\x90\0"),
	PROOF_FILE("PostScript", "%!PS-Adobe-3.0\n%%EOF"), PROOF_FILE("a script behind a mark", "\xef\xbb\xbf%PDF-1.4 %%EOF"),
};

#endif
