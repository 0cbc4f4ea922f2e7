/*
 * Mustache over cJSON: the six core modules of the specification (interpolation, sections,
 * inverted, comments, partials, delimiters), and our sections: {{#_}}text{{/_}} (translate, then
 * render its tags), {{#date}}, {{#date_long}}, {{#moment}}, {{#time}}, {{#number}}, {{#money}},
 * {{#soft}} with soft hyphens (format the one value inside for the language; an absent value gives
 * nothing). False, null, absent, "" and [] are false; 0 is true. An object or list as a value gives
 * its JSON, for data- attributes. {{x}} escapes for HTML; there is no raw form for our pages:
 * {{{x}}} and {{&x}} are understood for the specification and refused by template_load.
 */
#ifndef GRUNNMUR_TEMPLATE_H
#define GRUNNMUR_TEMPLATE_H

#include <stddef.h>

struct buf;
struct cJSON;
struct template;

/*
 * Reads and parses every .html of folder/layout and folder/<program>; prints what is wrong and
 * exits with 78. Outside the arena.
 */
void template_load(const char *folder, const char *program);

/*
 * Renders a loaded template with its partials, over one or more objects: the last is looked in
 * first. Faults on an unknown name.
 */
void template_render(struct buf *out, const char *name, const struct cJSON *const *stack,
    size_t depth, const char *language);

/*
 * In tests: a value tag whose name no object of the stack has is a fault (null is there; form.x
 * may be absent).
 */
void template_strict(void);

/*
 * For the specification's cases and the fuzzer: parse one text (NULL and *fault on a syntax error)
 * and render it with partials by name.
 */
struct template *template_parse(const char *text, size_t length, const char **fault);
void template_render_parsed(struct buf *out, const struct template *template,
    const struct cJSON *data,
    const char *(*partial)(const char *name, void *context), void *context, const char *language);

#endif
