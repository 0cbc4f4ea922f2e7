/*
 * What somebody gets out of the tables of a confidential round who asks for every one of them and solves what they say
 * as equations: never a group of fewer than five.
 */
#include "app.h"

#include <string.h>

#include "arena.h"
#include "pages.h"

static const struct route *const tables[] = { round_routes, NULL };

/* Units 1 to 10; sectors. An atom is the people of a unit in a sector. */
enum { UNITS = 10, SECTORS = 3, ATOMS = UNITS * SECTORS, MOST = 100, PRIME = 1000003, ROUNDS = 40 };

static const int above[UNITS + 1] = { 0, 0, 1, 2, 2, 1, 3, 3, 5, 6, 6 };
static const char *const sectors[SECTORS] = { "helse_omsorg", "administrasjon", "felles" };

static int people[ATOMS];
static int64_t known[MOST][ATOMS];      /* what was told, each row with a leading 1 in its own column */
static int known_count, shown_count;

static int start(void **state)
{
	const int result = app_start(state);

	app_serves("hr", tables);
	return result;
}

/* The same numbers in each run. */
static int draw(int most)
{
	static uint32_t seed = 20261124;

	seed = seed * 1664525u + 1013904223u;
	return (int)((seed >> 16) % (uint32_t)most);
}

/* Small and large units, mostly of one sector; now and then nobody. */
static void people_a_round(void)
{
	int id = 1000;

	app_run("DELETE FROM answer; DELETE FROM assessment; UPDATE round SET confidential = 1");
	for (int atom = 0; atom < ATOMS; atom++) {
		const bool is_main = atom % SECTORS == atom / SECTORS % 2;

		people[atom] = is_main ? draw(3) ? draw(12) : 0 : draw(4) ? 0 : draw(7);
		for (int i = 0; i < people[atom]; i++, id++)
			app_run(arena_printf("INSERT IGNORE INTO person VALUES (%d, 'X%d', NULL, 'A', 'B', NULL, 1980, NULL, 1, '2010-01-01', NULL);"
			    "INSERT INTO assessment (round_id, person_id, unit_id, role_id, municipality_id, sector, percent)"
			    " VALUES (1, %d, %d, 1, 2, '%s', 100)", id, id, id, atom / SECTORS + 1, sectors[atom % SECTORS]));
	}
}

static int64_t inverse(int64_t number)
{
	int64_t result = 1;

	for (int64_t power = PRIME - 2; power; power /= 2, number = number * number % PRIME)
		result = power % 2 ? result * number % PRIME : result;
	return result;
}

/* Takes out of a sum what is known; the first column that is left, ATOMS if none. */
static int reduce(int64_t *sum)
{
	for (int i = 0; i < known_count; i++) {
		int column = 0;

		while (!known[i][column])
			column++;
		const int64_t times = sum[column];

		for (int k = 0; times && k < ATOMS; k++)
			sum[k] = ((sum[k] - times * known[i][k]) % PRIME + PRIME) % PRIME;
	}
	for (int column = 0; column < ATOMS; column++)
		if (sum[column])
			return column;
	return ATOMS;
}

static void learn(const bool *is_in)
{
	int64_t sum[ATOMS];

	for (int i = 0; i < ATOMS; i++)
		sum[i] = is_in[i] && people[i] > 0;
	const int column = reduce(sum);

	if (column == ATOMS)
		return;
	const int64_t by = inverse(sum[column]);

	for (int i = 0; i < ATOMS; i++)
		known[known_count][i] = sum[i] * by % PRIME;
	known_count++;
}

static bool is_below(int unit, int top)
{
	while (unit && unit != top)
		unit = above[unit];
	return unit == top;
}

/* A row whose people are told; its figures are null exactly where it says so. */
static bool tells(const cJSON *row, const bool *is_in)
{
	int64_t count = 0;

	for (int i = 0; i < ATOMS; i++)
		count += is_in[i] ? people[i] : 0;
	assert_int_equal(cJSON_IsNull(json_get(row, "invited")), json_get_text(row, "withheld") != NULL);
	assert_int_equal(cJSON_IsNull(json_get(row, "submitted")), json_get_text(row, "withheld") != NULL);
	if (json_get_text(row, "withheld"))
		return false;
	assert_int_equal(json_get_int(row, "invited", -1), count);
	shown_count++;
	return true;
}

static void ask_unit(int unit)
{
	bool is_in[ATOMS], is_own[ATOMS];
	const cJSON *row;

	visit_json("hal", arena_printf("/rounds/1?unit=%d", unit));
	row = json_get(shown_json(), "units")->child;
	if (!row)
		return;
	for (int i = 0; i < ATOMS; i++) {
		is_in[i] = is_below(i / SECTORS + 1, unit);
		is_own[i] = i / SECTORS + 1 == unit;
	}
	if (tells(row, is_in))
		learn(is_in);
	if (tells(json_get(row, "own"), is_own))
		learn(is_own);
}

static void ask_whole(void)
{
	bool is_in[ATOMS];
	const cJSON *row;

	visit_json("hal", "/rounds/1");
	const cJSON *view = shown_json();

	for (int i = 0; i < ATOMS; i++)
		is_in[i] = true;
	if (tells(json_get(view, "round"), is_in))
		learn(is_in);
	cJSON_ArrayForEach(row, json_get(view, "sectors")) {
		for (int i = 0; i < ATOMS; i++)
			is_in[i] = strcmp(sectors[i % SECTORS], json_get_text(row, "sector")) == 0;
		if (tells(row, is_in))
			learn(is_in);
	}
}

/* Every set of fewer than five people that atoms from one on can be added to. */
static void no_small_set(bool *is_in, int from, int together)
{
	for (int i = from; i < ATOMS; i++) {
		int64_t sum[ATOMS];

		if (!people[i] || together + people[i] >= 5)
			continue;
		is_in[i] = true;
		for (int k = 0; k < ATOMS; k++)
			sum[k] = is_in[k];
		if (reduce(sum) == ATOMS)
			fail_msg("the people of unit %d in sector %s can be worked out", i / SECTORS + 1, sectors[i % SECTORS]);
		no_small_set(is_in, i + 1, together + people[i]);
		is_in[i] = false;
	}
}

static void no_small_group_can_be_worked_out(void **state)
{
	(void)state;
	app_run("INSERT INTO unit SELECT seq, CONCAT('X-', seq), ELT(seq - 5, 3, 3, 5, 6, 6), NULL, 'helse_omsorg', 'enhet', NULL,"
	    "   '2026-05-01', NULL FROM seq_6_to_10;"
	    "INSERT INTO unit_tree WITH RECURSIVE t AS (SELECT id AS top, id, 0 AS depth FROM unit"
	    "   UNION ALL SELECT t.top, u.id, t.depth + 1 FROM t JOIN unit u ON u.parent_id = t.id)"
	    "   SELECT top, id, depth FROM t WHERE id > 5");
	for (int round = 0; round < ROUNDS; round++) {
		bool is_in[ATOMS] = { false };

		known_count = 0;
		people_a_round();
		ask_whole();
		for (int unit = 1; unit <= UNITS; unit++)
			ask_unit(unit);
		no_small_set(is_in, 0, 0);
	}
	/* Nothing can be worked out where nothing is shown. */
	assert_true(shown_count > ROUNDS * 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = { APP_TEST(no_small_group_can_be_worked_out) };

	return cmocka_run_group_tests(tests, start, app_stop);
}
