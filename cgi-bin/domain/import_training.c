/* Certificates, and training requests with the story that their dates tell. */
#include "import_parts.h"

#include <string.h>

#include "arena.h"
#include "clock.h"
#include "i18n.h"
#include "import_file.h"

static const char *const states[] = {
	"draft", "submitted", "returned", "approved", "declined", "completed", "cancelled", NULL,
};

static void store_certificates(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO certificate (id, source_id, person_id, competence_id, issuer, issued_on,"
	    "   expires_on, state)"
	    " SELECT id, source_id, person_id, competence_id, issuer, issued_on, expires_on,"
	    "   IF(confirmed, 'confirmed', 'submitted')"
	    "  FROM JSON_TABLE(?, '$[*]' COLUMNS (id INT PATH '$[0]',"
	    "   source_id VARCHAR(40) PATH '$[1]', person_id INT PATH '$[2]',"
	    "   competence_id INT PATH '$[3]', issuer VARCHAR(120) PATH '$[4]',"
	    "   issued_on DATE PATH '$[5]', expires_on DATE PATH '$[6]',"
	    "   confirmed INT PATH '$[7]')) j",
	    DB_ARGS(rows));
}

static void store_requests(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO training_request (id, source_id, person_id, unit_id, title, form, reason,"
	    "   price, substitute_hours, state, submitted_at)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (id INT PATH '$[0]',"
	    "   source_id VARCHAR(40) PATH '$[1]', person_id INT PATH '$[2]',"
	    "   unit_id INT PATH '$[3]', title VARCHAR(200) PATH '$[4]',"
	    "   form VARCHAR(20) PATH '$[5]', reason VARCHAR(2000) PATH '$[6]',"
	    "   price DECIMAL(10,2) PATH '$[7]', substitute_hours DECIMAL(6,2) PATH '$[8]',"
	    "   state VARCHAR(20) PATH '$[9]', submitted_at DATETIME PATH '$[10]')) j",
	    DB_ARGS(rows));
}

static void store_request_competences(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO training_request_competence (request_id, competence_id)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (id INT PATH '$[0]',"
	    "   competence_id INT PATH '$[1]')) j",
	    DB_ARGS(rows));
}

static void store_events(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO training_event (request_id, at, actor_id, state, reason)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (id INT PATH '$[0]',"
	    "   at DATETIME PATH '$[1]', actor_id INT PATH '$[2]', state VARCHAR(20) PATH '$[3]',"
	    "   reason VARCHAR(2000) PATH '$[4]')) j",
	    DB_ARGS(rows));
}

struct training {
	struct import_batch certificates, requests, competences, events;
	struct import_codes certificate_codes, request_codes;
};

static void take_certificate(struct import_row *row)
{
	struct training *to = row->context;
	const int64_t id = import_new(row, "certificate_id", &to->certificate_codes, 40, NULL);
	const char *issued = import_past_day(row, "issued_on"),
	    *expires = import_optional_day(row, "expires_on");

	import_days_follow(row, "issued_on", issued, "expires_on", expires);
	import_batch_add(&to->certificates,
	    DB_ARGS(db_int(id), db_text(import_cell(row, "certificate_id")),
	    db_int(import_known(row, "employee_no", &row->in->people)),
	    db_int(import_known(row, "competence_code", &row->in->competences)),
	    db_text(import_text(row, "issuer", 120)), db_text(issued), db_text(expires),
	    db_bool(import_flag(row, "verified_by_leader"))));
}

/* The file has days; a working hour is added, in the order of the steps, never later than now. */
static const char *moment(const char *day, int hour, int64_t id)
{
	const char *at = arena_printf("%s %02d:%02d:00", day, hour, (int)(id * 7 % 60));

	return strcmp(at, clock_now()) > 0 ? clock_now() : at;
}

struct request { int64_t id, person_id, decider; const char *state, *submitted, *decided,
    *reason; };

static void add_event(struct training *to, const struct request *request, const char *day, int hour,
    int64_t actor, const char *state)
{
	const bool ends = strcmp(state, request->state) == 0;

	import_batch_add(&to->events,
	    DB_ARGS(db_int(request->id), db_text(moment(day, hour, request->id)), db_int(actor),
	    db_text(state), db_text(ends ? request->reason : NULL)));
}

/* Who decided is not always said; then there is no step that could be told. */
static void tell(struct training *to, const struct request *request)
{
	const char *state = request->state, *decided = request->decided ? request->decided
	    : request->submitted;
	const bool completed = strcmp(state, "completed") == 0;

	if (!request->submitted)
		return;
	add_event(to, request, request->submitted, 8, request->person_id, "submitted");
	if (strcmp(state, "cancelled") == 0)
		add_event(to, request, decided, 11, request->person_id, "cancelled");
	if (request->decider == 0)
		return;
	add_event(to, request, decided, 12, request->decider, completed ? "approved" : state);
	if (completed)
		add_event(to, request, decided, 13, request->decider, "completed");
}

/*
 * Why it was declined or returned; the rule that a reason is given holds for what is imported too.
 */
static const char *decision_reason(struct import_row *row, const char *state)
{
	const char *reason = import_optional_text(row, "decision_reason", 2000);

	if (!state || (strcmp(state, "declined") != 0 && strcmp(state, "returned") != 0))
		return NULL;
	return reason ? reason : "Begrunnelsen fulgte ikke med fra det forrige systemet.";
}

static void check_steps(struct import_row *row, const char *state, const char *submitted,
    const char *decided)
{
	import_days_follow(row, "submitted_on", submitted, "decided_on", decided);
	if (!state)
		return;
	const bool draft = strcmp(state, "draft") == 0;
	const bool waits = strcmp(state, "submitted") == 0;

	if (!draft && strcmp(state, "cancelled") != 0 && !submitted
	    && !import_cell(row, "submitted_on"))
		import_row_fault(row, "submitted_on", _("This is needed."));
	if ((draft || waits) && import_cell(row, "decided_on"))
		import_row_fault(row, "decided_on", _("Nothing has been decided in this state."));
}

/* In the language of the one who asks. */
static const char *title_of(struct import_row *row, const struct import_person *person)
{
	const char *nb = import_text(row, "title_nb", 200),
	    *nn = import_optional_text(row, "title_nn", 200);

	return nn && person && person->language && strcmp(person->language, "nn") == 0 ? nn : nb;
}

static void take_request(struct import_row *row)
{
	struct training *to = row->context;
	struct import *in = row->in;
	struct request request = {
		.id = import_new(row, "request_id", &to->request_codes, 40, NULL),
		.person_id = import_known(row, "employee_no", &in->people),
		.decider = import_optional_known(row, "decided_by", &in->people),
		.state = import_choice(row, "status", states),
		.submitted = import_optional_past_day(row, "submitted_on"),
		.decided = import_optional_past_day(row, "decided_on"),
	};
	const struct import_person *person = import_codes_value(&in->people, request.person_id);

	if (person && person->unit_id == 0)
		import_row_fault(row, "employee_no", _("This person has no position."));
	if (request.decider && request.decider == request.person_id)
		import_row_fault(row, "decided_by", _("Nobody decides their own request."));
	check_steps(row, request.state, request.submitted, request.decided);
	request.reason = decision_reason(row, request.state);
	import_batch_add(&to->requests,
	    DB_ARGS(db_int(request.id), db_text(import_cell(row, "request_id")),
	    db_int(request.person_id), db_int(person ? person->unit_id : 0),
	    db_text(title_of(row, person)), db_text(import_choice(row, "form", import_forms)),
	    db_text(import_optional_text(row, "reason", 2000)),
	    db_text(import_decimal(row, "cost_nok", 99999999)),
	    db_text(import_decimal(row, "substitute_hours", 9999)), db_text(request.state),
	    db_text(request.submitted ? moment(request.submitted, 8, request.id) : NULL)));
	import_batch_add(&to->competences, DB_ARGS(db_int(request.id),
	    db_int(import_known(row, "competence_code", &in->competences))));
	if (request.state)
		tell(to, &request);
}

void import_training(struct import *in)
{
	struct training to = { 0 };

	import_batch_open(in, &to.certificates, store_certificates);
	import_batch_open(in, &to.requests, store_requests);
	import_batch_open(in, &to.competences, store_request_competences);
	import_batch_open(in, &to.events, store_events);
	import_file_read(in, "certificates.csv",
	    "certificate_id employee_no competence_code issued_on expires_on issuer verified_by_leader",
	    take_certificate, &to);
	import_file_read(in, "training_requests.csv",
	    "request_id employee_no competence_code title_nb form cost_nok substitute_hours status"
	    " submitted_on decided_on decided_by", take_request, &to);
	import_batches_end(in);
}
