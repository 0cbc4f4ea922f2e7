/* The templates of a program: all read, checked and joined at the start. */
#include "template_inside.h"

#include <dirent.h>
#include <errno.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "fault.h"

#define EXIT_CONFIG 78          /* sysexits.h */
#define MOST_TEMPLATES 256
#define CHUNK_SIZE ((size_t)64 << 10)

static struct {
	struct template pages[MOST_TEMPLATES];
	size_t count;
	bool faulty;
} state;

/* Pages are kept from the start of the program to its end. */
static void *take_lasting(size_t size)
{
	static struct chunk { struct chunk *older; size_t taken, room; max_align_t bytes[]; } *newest;
	const size_t need =
	    (size + alignof(max_align_t) - 1) / alignof(max_align_t) * alignof(max_align_t);
	char *piece;

	if (newest == NULL || newest->room - newest->taken < need) {
		const size_t room = need > CHUNK_SIZE ? need : CHUNK_SIZE;
		struct chunk *chunk = calloc(1, sizeof *chunk + room);

		if (chunk == NULL)
			fault("out of memory for templates");
		chunk->older = newest;
		chunk->room = room;
		newest = chunk;
	}
	piece = (char *)newest->bytes + newest->taken;
	newest->taken += need;
	return piece;
}

void *template_take(const struct template *template, size_t size)
{
	return template->is_page ? take_lasting(size) : arena_alloc(size);
}

static void complain(const char *file, const char *why)
{
	fprintf(stderr, "%s: %s\n", file, why);
	state.faulty = true;
}

const struct template *template_find(const char *name)
{
	for (size_t i = 0; i < state.count; i++)
		if (strcmp(state.pages[i].name, name) == 0)
			return &state.pages[i];
	return NULL;
}

/* The whole file, in the arena; NULL: it cannot be read. */
static const char *read_file(const char *path, size_t *length)
{
	FILE *file = fopen(path, "r");
	const char *copy = NULL;
	char *text = NULL;
	size_t room = 0;
	ssize_t got;

	if (file == NULL)
		return NULL;
	got = getdelim(&text, &room, '\0', file);
	*length = got > 0 ? (size_t)got : 0;
	if (!ferror(file))
		copy = arena_text(text, *length);
	free(text);
	fclose(file);
	return copy;
}

static void read_page(const char *folder, const char *file)
{
	const size_t stem = strlen(file) > 5 ? strlen(file) - 5 : 0;
	const char *path = arena_printf("%s/%s", folder, file);
	const char *text, *why;
	struct template *page = &state.pages[state.count];
	size_t length;

	if (stem == 0 || strcmp(file + stem, ".html") != 0)
		return;
	*page = (struct template){ .is_page = true };
	page->name = memcpy(template_take(page, stem + 1), file, stem);
	text = read_file(path, &length);
	if (text == NULL || state.count + 1 == MOST_TEMPLATES) {
		complain(path, text == NULL ? strerror(errno) : "one template too many");
		return;
	}
	if (template_find(page->name) != NULL)
		complain(path, "another template has this name");
	why = template_parse_into(page, text, length);
	if (why != NULL)
		complain(path, why);
	else
		state.count++;
}

static void read_folder(const char *folder)
{
	DIR *files = opendir(folder);
	struct dirent *entry;

	if (files == NULL) {
		complain(folder, strerror(errno));
		return;
	}
	while ((entry = readdir(files)) != NULL)
		read_page(folder, entry->d_name);
	closedir(files);
}

static void join_partials(const struct template *page)
{
	for (size_t i = 0; i < page->count; i++) {
		struct node *node = &page->nodes[i];

		if (node->kind != NODE_PARTIAL)
			continue;
		node->partial = template_find(node->text);
		if (node->partial == NULL)
			complain(page->name, arena_printf("there is no partial %s", node->text));
	}
}

void template_load(const char *folder, const char *program)
{
	state.count = 0;
	state.faulty = false;
	read_folder(arena_printf("%s/layout", folder));
	read_folder(arena_printf("%s/%s", folder, program));
	for (size_t i = 0; i < state.count; i++)
		join_partials(&state.pages[i]);
	if (state.faulty)
		exit(EXIT_CONFIG);
}
