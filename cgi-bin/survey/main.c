/* The employee's program: self-assessment, profile, training, own data. */
#include "audit.h"
#include "pages.h"
#include "person.h"
#include "serve.h"

int main(int argc, char **argv)
{
	static const struct route *const tables[] = {
		home_routes, assessment_routes, answer_routes, profile_routes, training_routes,
		request_routes, certificate_routes, my_data_routes, language_routes, NULL,
	};
	static const struct program program = {
		.name = "survey", .tables = tables, .schema_version = PERSON_SCHEMA_VERSION,
		.identify = person_identify, .refused = audit_refused,
	};

	return serve(&program, argc, argv);
}
