/* The SQL files of the installation, and files as text. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "commands.h"
#include "config.h"
#include "fault.h"

const char *file_sql_path(const char *name)
{
	if (!config()->sql)
		fault("the configuration names no folder with the SQL files (key sql)");
	return arena_printf("%s/%s", config()->sql, name);
}

static void close_file(void *file)
{
	fclose(file);
}

char *file_bytes(const char *path, size_t *length)
{
	FILE *file = fopen(path, "rbe");
	long size = -1;

	if (file) {
		arena_defer(close_file, file);
		size = fseek(file, 0, SEEK_END) ? -1 : ftell(file);
	}
	if (size < 0 || fseek(file, 0, SEEK_SET)) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		return NULL;
	}
	char *bytes = arena_alloc((size_t)size + 1);

	*length = fread(bytes, 1, (size_t)size, file);
	bytes[*length] = '\0';
	return bytes;
}

char *file_text(const char *path)
{
	size_t length;

	return file_bytes(path, &length);
}
