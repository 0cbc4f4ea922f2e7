/* What every page's template may use beside its own view: {{page.…}}, {{form.…}}, of a refusal
 * its title and message. */
#ifndef GRUNNMUR_PAGE_H
#define GRUNNMUR_PAGE_H

struct cJSON;
struct reply;
struct request;

/*
 * {page:{root, static, program, address, query, language, size, csrf, op, municipality,
 * user:{id,name}, has_leader, has_hr, in_<program>, languages:[{code,name,current}], privacy_url,
 * accessibility_url, help_url, reference, today, status}, form, refusal:{title, message}}. user and
 * csrf are absent while nobody is known.
 */
struct cJSON *page_globals(const struct request *req, const struct reply *reply, const char *title);

#endif
