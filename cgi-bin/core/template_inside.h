/* What the parts of template share: a parsed template is an array of nodes. */
#ifndef GRUNNMUR_TEMPLATE_INSIDE_H
#define GRUNNMUR_TEMPLATE_INSIDE_H

#include <stdbool.h>

#include "template.h"

enum node_kind {
	NODE_TEXT, NODE_VALUE, NODE_RAW, NODE_SECTION, NODE_INVERTED, NODE_PARTIAL, NODE_TRANSLATE,
	    NODE_FORMAT
};

/* The translation of a text, parsed, in one language. */
struct translation {
	struct translation *next;
	const char *language;
	const struct template *template;
};

struct node {
	enum node_kind kind;
	const char *text;               /* a text, a name, or the message to translate */
	size_t length;                  /* of a text */
	const char *const *path;        /* parts of a dotted name, ended by NULL; none: "." */
	size_t end;                     /* of a section: index behind its last node */
	const char *indent;             /* of a partial that has its line alone; or NULL */
	const struct template *partial;
	const struct template_format *format;
	struct translation *translations;
};

struct template {
	const char *name;
	struct node *nodes;
	size_t count, room;
	bool is_page;                   /* lives outside the arena; checked as HTML, so no raw tags */
	bool is_message;                /* a translation: no partials, no translation inside */
};

/* A template of a page by its name, NULL if there is none. */
const struct template *template_find(const char *name);

/* A section that formats the one value inside it. */
struct template_format {
	const char *name;
	const char *(*text)(const char *text);  /* of a text; NULL for numbers */
	const char *(*number)(double number);
};

const struct template_format *template_format_find(const char *name);

/* Parses text into template, whose name and flags are set. NULL, or what is wrong and where. */
const char *template_parse_into(struct template *template, const char *text, size_t length);

/* Memory of a template: outside the arena for a page. */
void *template_take(const struct template *template, size_t size);

/*
 * Where in the HTML a tag stands (house.md: attributes are quoted, no tag in a script, no address
 * starts with a tag).
 */
enum template_place {
	PLACE_TEXT, PLACE_NAME, PLACE_INSIDE, PLACE_ATTRIBUTE, PLACE_BEFORE_VALUE, PLACE_QUOTED,
	    PLACE_UNQUOTED,
	PLACE_COMMENT, PLACE_SCRIPT
};

struct template_html {
	enum template_place place;
	char quote;
	char element[16], attribute[16];        /* lower case, cut */
	size_t value_length;                    /* of the quoted value, literal bytes so far */
	/* latest bytes of a comment or script, to see its end */
	char last[16];
};

void template_html_text(struct template_html *html, const char *bytes, size_t length);

/* Each gives NULL, or what is wrong with a tag here. */
const char *template_html_value(const struct template_html *html, const char *name);
const char *template_html_section(struct template_html *html);
const char *template_html_partial(const struct template_html *html);

#endif
