/* Renders parsed templates over the objects of a view. */
#include "template_inside.h"

#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "fault.h"
#include "hyphen.h"
#include "i18n.h"
#include "json.h"
#include "log.h"

#define MOST_PARTIALS 100       /* inside one another */

/* The objects that a name is looked up in, innermost first. */
struct scope {
	const cJSON *value;
	const struct scope *outer;
};

struct partial {
	struct partial *next;
	const char *name;
	const struct template *template;
};

struct rendering {
	struct buf *out;
	const char *language;
	const char *name;               /* of the page, for faults */
	const char *indent;             /* before each line of the template */
	bool line_start;
	unsigned depth;
	const char *(*partial)(const char *name, void *context);
	void *context;
	struct partial *partials;       /* parsed in this rendering */
};

static bool is_strict;

void template_strict(void)
{
	is_strict = true;
}

static const char *number(double value)
{
	return i18n_number(value, -1);
}

const struct template_format *template_format_find(const char *name)
{
	static const struct template_format formats[] = {
		{ "date", i18n_date, NULL }, { "date_long", i18n_date_long, NULL },
		{ "moment", i18n_moment, NULL }, { "time", i18n_time, NULL },
		{ "number", NULL, number }, { "money", NULL, i18n_money }, { "soft", hyphen_soft, NULL },
	};

	for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	return NULL;
}

/* Looking up -------------------------------------------------------------- */

static const cJSON *member(const cJSON *object, const char *name)
{
	const cJSON *found = cJSON_IsObject(object) ? object->child : NULL;

	while (found != NULL && (found->string[0] != name[0] || strcmp(found->string, name) != 0))
		found = found->next;
	return found;
}

static const cJSON *look_up(const struct scope *scope, const char *const *path)
{
	const cJSON *value = NULL;

	if (*path == NULL)
		return scope->value;
	for (; scope != NULL && value == NULL; scope = scope->outer)
		value = member(scope->value, *path);
	while (value != NULL && *++path != NULL)
		value = member(value, *path);
	return value;
}

/* As look_up, for a tag that shows the value. */
static const cJSON *look_up_value(const struct rendering *rendering, const struct scope *scope,
    const struct node *node)
{
	const cJSON *value = look_up(scope, node->path);

	if (value == NULL && is_strict && *node->path != NULL && strcmp(node->path[0], "form") != 0)
		fault("template %s: the view has no %s", rendering->name, node->text);
	return value;
}

static bool is_true(const cJSON *value)
{
	if (value == NULL || cJSON_IsNull(value) || cJSON_IsFalse(value))
		return false;
	if (cJSON_IsString(value))
		return value->valuestring[0] != '\0';
	return !cJSON_IsArray(value) || value->child != NULL;
}

/* Writing ----------------------------------------------------------------- */

static void put_indent(struct rendering *rendering)
{
	if (rendering->line_start)
		buf_add(rendering->out, rendering->indent);
	rendering->line_start = false;
}

static void put_text(struct rendering *rendering, const char *text, size_t length)
{
	if (*rendering->indent == '\0') {
		buf_add_bytes(rendering->out, text, length);
		return;
	}
	while (length > 0) {
		const char *newline = memchr(text, '\n', length);
		const size_t line = newline != NULL ? (size_t)(newline - text) + 1 : length;

		put_indent(rendering);
		buf_add_bytes(rendering->out, text, line);
		rendering->line_start = newline != NULL;
		text += line;
		length -= line;
	}
}

static void put_value(struct rendering *rendering, const cJSON *value, bool raw)
{
	void (*add)(struct buf *, const char *) = raw ? buf_add : buf_add_html;

	put_indent(rendering);
	if (cJSON_IsString(value))
		add(rendering->out, value->valuestring);
	else if (cJSON_IsObject(value) || cJSON_IsArray(value))
		add(rendering->out, json_text(value));
	else if (value != NULL && !cJSON_IsNull(value))
		json_write(rendering->out, value);
}

static void put_formatted(struct rendering *rendering, const cJSON *value,
    const struct template_format *format)
{
	const char *text = cJSON_GetStringValue(value);
	char *end = NULL;

	put_indent(rendering);
	if (format->number != NULL && cJSON_IsNumber(value))
		buf_add_html(rendering->out, format->number(value->valuedouble));
	else if (text == NULL || *text == '\0')
		return;
	else if (format->text != NULL)
		buf_add_html(rendering->out, format->text(text));
	else {
		const double given = strtod(text, &end);

		buf_add_html(rendering->out, *end == '\0' ? format->number(given) : text);
	}
}

/* Nodes ------------------------------------------------------------------- */

static void render(struct rendering *rendering, const struct template *template, size_t from,
    size_t to, const struct scope *scope);

static void render_section(struct rendering *rendering, const struct template *template, size_t at,
    const struct scope *outer)
{
	const struct node *node = &template->nodes[at];
	const cJSON *value = look_up(outer, node->path);
	const struct scope scope = { value, outer };

	if (!is_true(value))
		return;
	if (!cJSON_IsArray(value)) {
		render(rendering, template, at + 1, node->end, &scope);
		return;
	}
	for (const cJSON *item = value->child; item != NULL; item = item->next)
		render(rendering, template, at + 1, node->end, &(struct scope){ item, outer });
}

/* The partial's template; NULL: there is none, which the specification takes for an empty one. */
static const struct template *partial_of(struct rendering *rendering, const struct node *node)
{
	struct partial *partial = rendering->partials;
	const char *text, *why = NULL;

	if (node->partial != NULL || rendering->partial == NULL)
		return node->partial;
	while (partial != NULL && strcmp(partial->name, node->text) != 0)
		partial = partial->next;
	if (partial != NULL)
		return partial->template;
	text = rendering->partial(node->text, rendering->context);
	if (text == NULL)
		return NULL;
	partial = arena_alloc(sizeof *partial);
	*partial = (struct partial){ rendering->partials, node->text,
	    template_parse(text, strlen(text), &why) };
	if (why != NULL)
		fault("partial %s: %s", node->text, why);
	rendering->partials = partial;
	return partial->template;
}

static void render_partial(struct rendering *rendering, const struct node *node,
    const struct scope *scope)
{
	const struct template *partial = partial_of(rendering, node);
	const char *outer = rendering->indent;

	if (partial == NULL)
		return;
	if (++rendering->depth > MOST_PARTIALS)
		fault("partials nested too deep: %s", node->text);
	if (node->indent == NULL) {
		put_indent(rendering);
		rendering->indent = "";
	} else if (*node->indent != '\0') {
		rendering->indent = arena_printf("%s%s", outer, node->indent);
	}
	rendering->line_start = node->indent != NULL;
	render(rendering, partial, 0, partial->count, scope);
	rendering->indent = outer;
	rendering->line_start = node->indent != NULL;
	rendering->depth--;
}

static const struct template *parse_message(const struct template *template, const char *message)
{
	struct template *parsed = template_take(template, sizeof *parsed);
	const char *why;

	parsed->name = template->name;
	parsed->is_page = template->is_page;
	parsed->is_message = true;
	why = template_parse_into(parsed, message, strlen(message));
	if (why != NULL)
		log_line("template %s: message \"%s\": %s", template->name, message, why);
	return why == NULL ? parsed : NULL;
}

/*
 * The node's text in the language, parsed the first time; a translation that cannot be used gives
 * the English text.
 */
static const struct template *message_of(const struct rendering *rendering,
    const struct template *template, struct node *node)
{
	struct translation *translation = node->translations;

	while (translation != NULL && strcmp(translation->language, rendering->language) != 0)
		translation = translation->next;
	if (translation != NULL)
		return translation->template;
	translation = template_take(template, sizeof *translation);
	translation->next = node->translations;
	translation->language = rendering->language;
	translation->template = parse_message(template, i18n_text(node->text));
	if (translation->template == NULL)
		translation->template = parse_message(template, node->text);
	if (translation->template == NULL)
		fault("template %s: a text that cannot be parsed alone", template->name);
	node->translations = translation;
	return translation->template;
}

static void render_message(struct rendering *rendering, const struct template *template,
    struct node *node, const struct scope *scope)
{
	const struct template *message = message_of(rendering, template, node);
	const char *outer = rendering->indent;

	put_indent(rendering);
	rendering->indent = "";
	render(rendering, message, 0, message->count, scope);
	rendering->indent = outer;
}

static void render(struct rendering *rendering, const struct template *template, size_t from,
    size_t to, const struct scope *scope)
{
	for (size_t at = from; at < to; at++) {
		struct node *node = &template->nodes[at];

		switch (node->kind) {
		case NODE_TEXT: put_text(rendering, node->text, node->length); break;
		case NODE_VALUE:
		case NODE_RAW:
			put_value(rendering, look_up_value(rendering, scope, node), node->kind == NODE_RAW);
			break;
		case NODE_FORMAT:
			put_formatted(rendering, look_up_value(rendering, scope, node), node->format);
			break;
		case NODE_PARTIAL: render_partial(rendering, node, scope); break;
		case NODE_TRANSLATE: render_message(rendering, template, node, scope); break;
		case NODE_SECTION:
			render_section(rendering, template, at, scope);
			at = node->end - 1;
			break;
		case NODE_INVERTED:
			if (!is_true(look_up(scope, node->path)))
				render(rendering, template, at + 1, node->end, scope);
			at = node->end - 1;
			break;
		}
	}
}

void template_render(struct buf *out, const char *name, const struct cJSON *const *stack,
    size_t depth, const char *language)
{
	const struct template *template = template_find(name);
	struct scope *scopes = arena_alloc((depth + 1) * sizeof *scopes);
	struct rendering rendering = { .out = out, .name = name, .indent = "" };

	if (template == NULL)
		fault("there is no template %s", name);
	rendering.language = i18n_use(language);
	for (size_t i = 0; i < depth; i++)
		scopes[i + 1] = (struct scope){ stack[i], i > 0 ? &scopes[i] : NULL };
	render(&rendering, template, 0, template->count, &scopes[depth]);
}

void template_render_parsed(struct buf *out, const struct template *template,
    const struct cJSON *data,
    const char *(*partial)(const char *name, void *context), void *context, const char *language)
{
	struct rendering rendering = { .out = out, .name = template->name, .indent = "",
		.partial = partial, .context = context };

	rendering.language = i18n_use(language);
	render(&rendering, template, 0, template->count, &(struct scope){ data, NULL });
}
