/* That a change was stored: said once, on the page it leads to. */
#include "saved.h"

#include <cjson/cJSON.h>

#include "arena.h"
#include "json.h"

struct reply saved_reply(const struct request *req, const char *path, struct cJSON *view,
    bool made)
{
	if (!request_is_json(req))
		return reply_redirect(arena_printf("%s?saved=1", path));
	return made ? reply_created(req, path, view) : reply_done(req, path, view);
}

void saved_show(struct cJSON *page, const struct request *req)
{
	json_set_bool(page, "was_saved", request_query_int(req, "saved", 1, 1, 0));
}
