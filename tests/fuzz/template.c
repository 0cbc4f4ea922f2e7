/*
 * Any bytes as a template, parsed and rendered over the JSON behind its first NUL byte, or over
 * some of ours.
 */
#include <string.h>

#include "buf.h"
#include "json.h"
#include "template.h"

static const char *partial(const char *name, void *context)
{
	(void)context;
	return *name == 'p' ? "a {{b}}\n{{#l}}{{.}}\n{{/l}}" : NULL;
}

static void try_input(const char *bytes, size_t length)
{
	static const char own[] =
	    "{\"a\":{\"b\":\"<x>\"},\"b\":1.5,\"l\":[1,{\"a\":2},\"2026-11-24\"],\"e\":[],\"t\":true}";
	const char *nul = length > 0 ? memchr(bytes, '\0', length) : NULL;
	const size_t end = nul != NULL ? (size_t)(nul - bytes) : length;
	const cJSON *data = nul != NULL ? json_read(nul + 1, length - end - 1, NULL) : NULL;
	const char *why;
	struct template *template = template_parse(bytes, end, &why);
	struct buf out = { 0 };

	if (data == NULL)
		data = json_read(own, strlen(own), NULL);
	if (template != NULL)
		template_render_parsed(&out, template, data, partial, NULL, "nb");
}

/* A template of sections in sections over long lists may want more than a request's memory. */
#define FAULTS_ARE_ALLOWED 1
#include "harness.h"
