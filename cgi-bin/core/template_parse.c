/* Parses a template: tags between delimiters, tags alone on their line, sections, names. */
#include "template_inside.h"

#include <string.h>

#include "arena.h"

#define MOST_OPEN 64

struct parser {
	struct template *template;
	const char *start, *at, *end;
	const char *open, *close;
	const char *fault;
	struct template_html html;
	struct { size_t node; const char *body; enum template_place place; } sections[MOST_OPEN];
	size_t depth;
};

/* A tag as it stands in the text. */
struct tag {
	char kind;                      /* of "#^/!>=&{", or 0 for a plain one */
	const char *start, *end;
	const char *name;
	/* of a tag alone on its line: the start, and behind the end; or NULL */
	const char *line, *line_end;
};

static const char *keep(const struct template *template, const char *text, size_t length)
{
	char *copy = template_take(template, length + 1);

	if (length > 0)
		memcpy(copy, text, length);
	return copy;
}

static bool refuse(struct parser *parser, const char *why)
{
	size_t line = 1;

	for (const char *at = parser->start; at < parser->at; at++)
		line += *at == '\n';
	if (parser->fault == NULL)
		parser->fault = arena_printf("line %zu: %s", line, why);
	return false;
}

/* As refuse, where why may be NULL: then all is well. */
static bool accept(struct parser *parser, const char *why)
{
	return why == NULL || refuse(parser, why);
}

static struct node *add(struct template *template, enum node_kind kind)
{
	if (template->count == template->room) {
		const size_t room = template->room > 0 ? 2 * template->room : 16;
		struct node *nodes = template_take(template, room * sizeof *nodes);

		if (template->count > 0)
			memcpy(nodes, template->nodes, template->count * sizeof *nodes);
		template->nodes = nodes;
		template->room = room;
	}
	template->nodes[template->count] = (struct node){ .kind = kind };
	return &template->nodes[template->count++];
}

static void add_text(struct parser *parser, const char *text, size_t length)
{
	struct node *node;

	if (length == 0)
		return;
	node = add(parser->template, NODE_TEXT);
	node->text = keep(parser->template, text, length);
	node->length = length;
	template_html_text(&parser->html, text, length);
}

/* Names ------------------------------------------------------------------- */

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Copies what stands between from and to, without outer white space. */
static const char *name_between(const struct parser *parser, const char *from, const char *to)
{
	while (from < to && is_space(*from))
		from++;
	while (to > from && is_space(to[-1]))
		to--;
	return keep(parser->template, from, (size_t)(to - from));
}

/* The parts of a dotted name; NULL: it is no name. */
static const char *const *path_of(const struct template *template, const char *name)
{
	const char **parts;
	size_t count = 1;

	for (const char *c = name; *c != '\0'; c++) {
		if (is_space(*c))
			return NULL;
		count += *c == '.';
	}
	parts = template_take(template, (count + 1) * sizeof *parts);
	if (strcmp(name, ".") == 0)
		return parts;
	for (size_t i = 0; i < count; i++) {
		const size_t length = strcspn(name, ".");

		if (length == 0)
			return NULL;
		parts[i] = keep(template, name, length);
		name += length + 1;
	}
	return parts;
}

static bool set_name(struct parser *parser, struct node *node, const char *name)
{
	node->text = name;
	node->path = path_of(parser->template, name);
	return node->path != NULL || refuse(parser, "a tag without a name that can be looked up");
}

/* Tags -------------------------------------------------------------------- */

static const char *find(const char *from, const char *end, const char *what)
{
	return memmem(from, (size_t)(end - from), what, strlen(what));
}

/* Whether the tag has its line alone, as all but values may. */
static void look_around(const struct parser *parser, struct tag *tag)
{
	const char *before = tag->start, *after = tag->end;

	while (before > parser->start && (before[-1] == ' ' || before[-1] == '\t'))
		before--;
	if (before > parser->start && before[-1] != '\n')
		return;
	while (after < parser->end && (*after == ' ' || *after == '\t'))
		after++;
	if (after < parser->end && *after == '\r' && after + 1 < parser->end && after[1] == '\n')
		after++;
	if (after < parser->end && *after != '\n')
		return;
	tag->line = before;
	tag->line_end = after < parser->end ? after + 1 : after;
}

/* Reads the tag at start, where the opening delimiter stands. */
static bool read_tag(struct parser *parser, const char *start, struct tag *tag)
{
	const char *inside = start + strlen(parser->open);
	const char *end;

	*tag = (struct tag){ .start = start };
	parser->at = start;
	if (inside < parser->end && *inside != '\0' && strchr("#^/!>=&{", *inside) != NULL)
		tag->kind = *inside++;
	if (tag->kind == '{')
		end = find(inside, parser->end, arena_printf("}%s", parser->close));
	else if (tag->kind == '=')
		end = find(inside, parser->end, arena_printf("=%s", parser->close));
	else
		end = find(inside, parser->end, parser->close);
	if (end == NULL)
		return refuse(parser, "a tag without an end");
	tag->end = end + strlen(parser->close) + (tag->kind == '{' || tag->kind == '=');
	tag->name = name_between(parser, inside, end);
	if (tag->kind != 0 && tag->kind != '&' && tag->kind != '{')
		look_around(parser, tag);
	return true;
}

static bool set_delimiters(struct parser *parser, const char *both)
{
	const size_t first = strcspn(both, " \t\r\n");
	const char *second = both + first + strspn(both + first, " \t\r\n");

	if (first == 0 || *second == '\0' || strpbrk(second, " \t\r\n=") != NULL ||
	    memchr(both, '=', first) != NULL)
		return refuse(parser, "delimiters are two words without an equals sign");
	parser->open = keep(parser->template, both, first);
	parser->close = keep(parser->template, second, strlen(second));
	return true;
}

static bool add_value(struct parser *parser, const struct tag *tag)
{
	struct node *node = add(parser->template, tag->kind == 0 ? NODE_VALUE : NODE_RAW);

	if (parser->template->is_page && tag->kind != 0)
		return refuse(parser, "a raw tag");
	if (parser->template->is_page && !accept(parser, template_html_value(&parser->html, tag->name)))
		return false;
	return set_name(parser, node, tag->name);
}

static bool add_partial(struct parser *parser, const struct tag *tag)
{
	struct node *node = add(parser->template, NODE_PARTIAL);

	node->text = tag->name;
	if (tag->line != NULL)
		node->indent = keep(parser->template, tag->line, (size_t)(tag->start - tag->line));
	if (*tag->name == '\0' || parser->template->is_message)
		return refuse(parser, "a partial without a name, or in a message");
	return !parser->template->is_page || accept(parser, template_html_partial(&parser->html));
}

/* Sections ---------------------------------------------------------------- */

static bool begin_section(struct parser *parser, const struct tag *tag)
{
	const bool translates = tag->kind == '#' && strcmp(tag->name, "_") == 0;
	const struct template_format *format =
	    tag->kind == '#' ? template_format_find(tag->name) : NULL;
	struct node *node = add(parser->template, tag->kind == '^' ? NODE_INVERTED :
	    translates ? NODE_TRANSLATE : format != NULL ? NODE_FORMAT : NODE_SECTION);

	node->format = format;
	if (translates && (parser->template->is_message || strcmp(parser->open, "{{") != 0))
		return refuse(parser, "a text to translate inside another, or with other delimiters");
	if (parser->depth == MOST_OPEN)
		return refuse(parser, "sections nested too deep");
	if (parser->template->is_page && !accept(parser, template_html_section(&parser->html)))
		return false;
	parser->sections[parser->depth].node = parser->template->count - 1;
	parser->sections[parser->depth].body = tag->end;
	parser->sections[parser->depth++].place = parser->html.place;
	return set_name(parser, node, tag->name);
}

/* The message of a text to translate: its white space collapsed. */
static const char *message_between(const struct parser *parser, const char *from, const char *to)
{
	char *message = template_take(parser->template, (size_t)(to - from) + 1);
	size_t length = 0;

	for (; from < to; from++) {
		if (!is_space(*from))
			message[length++] = *from;
		else if (length > 0 && message[length - 1] != ' ')
			message[length++] = ' ';
	}
	if (length > 0 && message[length - 1] == ' ')
		length--;
	message[length] = '\0';
	return message;
}

/* The body is parsed again, in each language: what it gave is dropped. */
static bool end_translation(struct parser *parser, struct node *node, const char *body,
    const char *end)
{
	for (const struct node *inner = node + 1;
	    inner < parser->template->nodes + parser->template->count; inner++)
		if (inner->kind == NODE_TRANSLATE || inner->kind == NODE_PARTIAL)
			return refuse(parser, "a translation or a partial inside a text to translate");
	node->text = message_between(parser, body, end);
	parser->template->count = (size_t)(node - parser->template->nodes) + 1;
	return true;
}

/* Of a section that formats, one value is left. */
static bool end_format(struct parser *parser, struct node *node)
{
	const struct node *value = NULL;

	for (const struct node *inner = node + 1;
	    inner < parser->template->nodes + parser->template->count; inner++) {
		if (inner->kind == NODE_TEXT && strspn(inner->text, " \t\r\n") == inner->length)
			continue;
		if (inner->kind != NODE_VALUE || value != NULL)
			return refuse(parser, "a section that formats holds one value and nothing else");
		value = inner;
	}
	if (value == NULL)
		return refuse(parser, "a section that formats holds one value");
	node->text = value->text;
	node->path = value->path;
	parser->template->count = (size_t)(node - parser->template->nodes) + 1;
	return true;
}

static bool end_section(struct parser *parser, const struct tag *tag)
{
	struct template *template = parser->template;
	struct node *node;
	const char *body;

	if (parser->depth == 0)
		return refuse(parser, "the end of a section that was not begun");
	parser->depth--;
	node = &template->nodes[parser->sections[parser->depth].node];
	body = parser->sections[parser->depth].body;
	if (strcmp(node->text, tag->name) != 0)
		return refuse(parser, arena_printf("the end of %s inside %s", tag->name, node->text));
	if (template->is_page && !accept(parser, template_html_section(&parser->html)))
		return false;
	if (template->is_page && parser->html.place != parser->sections[parser->depth].place)
		return refuse(parser, "a section that begins and ends in different places of the HTML");
	if (node->kind == NODE_TRANSLATE && !end_translation(parser, node, body, tag->start))
		return false;
	if (node->kind == NODE_FORMAT && !end_format(parser, node))
		return false;
	node->end = template->count;
	return true;
}

static bool take_tag(struct parser *parser, const struct tag *tag)
{
	switch (tag->kind) {
	case '!': return true;
	case '=': return set_delimiters(parser, tag->name);
	case '>': return add_partial(parser, tag);
	case '#':
	case '^': return begin_section(parser, tag);
	case '/': return end_section(parser, tag);
	default: return add_value(parser, tag);
	}
}

static bool parse(struct parser *parser)
{
	while (parser->at < parser->end) {
		const char *from = parser->at;
		const char *start = find(from, parser->end, parser->open);
		struct tag tag;

		if (start == NULL) {
			add_text(parser, from, (size_t)(parser->end - from));
			break;
		}
		if (!read_tag(parser, start, &tag))
			return false;
		add_text(parser, from, (size_t)((tag.line != NULL ? tag.line : start) - from));
		if (!take_tag(parser, &tag))
			return false;
		parser->at = tag.line != NULL ? tag.line_end : tag.end;
	}
	parser->at = parser->end;
	if (parser->depth > 0)
		return refuse(parser, arena_printf("the section %s has no end",
		    parser->template->nodes[parser->sections[parser->depth - 1].node].text));
	if (parser->template->is_page && parser->html.place != PLACE_TEXT)
		return refuse(parser, "the text ends inside an HTML tag");
	return true;
}

const char *template_parse_into(struct template *template, const char *text, size_t length)
{
	struct parser parser = { .template = template, .start = text, .at = text, .end = text + length,
		.open = "{{", .close = "}}" };

	return parse(&parser) ? NULL : parser.fault;
}

struct template *template_parse(const char *text, size_t length, const char **fault_text)
{
	struct template *template = arena_alloc(sizeof *template);

	template->name = "";
	*fault_text = template_parse_into(template, text, length);
	return *fault_text == NULL ? template : NULL;
}
