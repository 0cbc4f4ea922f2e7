/* What a handler answers. It is returned, never sent: only serve sends, after commit. */
#ifndef GRUNNMUR_REPLY_H
#define GRUNNMUR_REPLY_H

#include <stdbool.h>
#include <stddef.h>

struct cJSON;
struct form;
struct request;
struct sink;

struct header { const char *name, *value; };

struct reply {
	int status;
	const char *template; /* name of the page's template, without ".html"; NULL: JSON only */
	struct cJSON *view;             /* {{tags}} of the page and the JSON face alike */
	struct cJSON *page_view; /* what only the page needs (labels, choices, links); or NULL */
	const char *location;           /* of 201 and 303, below the prefix */
	const char *message;            /* of a refusal, in the user's language */
	const char *problem_type;       /* of the problem document; NULL: about:blank */
	struct form *form;
	const char *file_name, *file_type;
	const void *file;
	size_t file_length;
	bool is_foreign;
	void (*stream)(struct sink *sink, void *context);
	void *context;
	struct header headers[4];
};

/* 200 with the page, or the view as JSON. view may be NULL. */
struct reply reply_page(const char *template, struct cJSON *view);

/* Adds to a page what is not in its JSON. */
struct reply reply_with(struct reply page, struct cJSON *page_view);

/* The page again with what was typed and what is wrong; status from the form (422, 400, 415). A 404
 * stays one. */
struct reply reply_form(struct reply page, struct form *form);

/* 303 to a path below the prefix ("/leader/requests") for a form; 200 with view for a JSON write.
 * After each change. */
struct reply reply_done(const struct request *req, const char *path, struct cJSON *view);

/* 303 for a form; 201 with Location and view for a JSON write. */
struct reply reply_created(const struct request *req, const char *path, struct cJSON *view);

struct reply reply_redirect(const char *path);                    /* 303 */
struct reply reply_json(int status, struct cJSON *view);          /* JSON whatever was asked for */
struct reply reply_not_found(void); /* the same for foreign and missing */
struct reply reply_conflict(const char *message);                 /* 409 */
/* 409; members join the problem document, and the view of the page. */
struct reply reply_conflict_with(const char *message, struct cJSON *members);
/* Shows what was typed on the page that refuses it: [{label, language, text}], may be empty. */
struct reply reply_typed(struct reply refusal, struct cJSON *typed);
void reply_typed_add(struct cJSON *typed, const char *label, const char *language,
	const char *text);
struct reply reply_refused(const char *message);                  /* 403 */
struct reply reply_bad(const char *message);                      /* 400 */
struct reply reply_file(const char *name, const char *type, const void *data, size_t length);
/* A file that somebody else brought: a browser that shows it in spite of all lets it do nothing. */
struct reply reply_foreign(const char *name, const char *type, const void *data, size_t length);

/* Row by row, in constant memory, after the status line was sent: write returns false when the
 * browser is gone. */
struct reply reply_stream(const char *name, const char *type,
	void (*stream)(struct sink *sink, void *context), void *context);
bool sink_write(struct sink *sink, const char *bytes, size_t length);

struct sink { bool (*write)(struct sink *sink, const char *bytes, size_t length); void *target; };

/* Adds a header; faults when there is no place left. value is sent as it is: never from a request.
 */
void reply_header(struct reply *reply, const char *name, const char *value);

/* The page or problem document as text; *type gets its content type. */
const char *reply_body(
	const struct request *req, const struct reply *reply, const char **type, size_t *length);

/* What is sent: status line, headers (S14) and body, in the arena; for a stream the head alone. The
 * one writer of headers. */
const char *reply_bytes(const struct request *req, const struct reply *reply, size_t *length);

#endif
