/* The leader program: people in the units that one leads, and below. */
#include "audit.h"
#include "pages.h"
#include "person.h"
#include "serve.h"

static const struct route *const tables[] = {
	overview_routes, unit_routes, employee_routes, request_routes, certificate_routes,
	reminder_routes, NULL
};

static const struct program program = {
	.name = "leader",
	.tables = tables,
	.schema_version = PERSON_SCHEMA_VERSION,
	.identify = person_identify,
	.refused = audit_refused,
};

int main(int argc, char **argv)
{
	return serve(&program, argc, argv);
}
