/* Soft hyphens in long words. */
#include "hyphen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "arena.h"

#define SHY "\u00AD"

static void long_words_break_between_syllables(void **state)
{
	(void)state;
	assert_string_equal("Selv" SHY "sten" SHY "dig", hyphen_soft("Selvstendig"));
	assert_string_equal("Kjenn" SHY "skap", hyphen_soft("Kjennskap"));
	assert_string_equal("Under vei" SHY "led" SHY "ning", hyphen_soft("Under veiledning"));
	assert_string_equal("Taus" SHY "hets" SHY "plikt", hyphen_soft("Taushetsplikt"));
	assert_string_equal("Doku" SHY "men" SHY "ta" SHY "sjon", hyphen_soft("Dokumentasjon"));
	assert_string_equal("Vel" SHY "ferds" SHY "tek" SHY "no" SHY "logi",
	    hyphen_soft("Velferdsteknologi"));
}

static void letters_of_two_bytes_stay_whole(void **state)
{
	(void)state;
	assert_string_equal("Sjølv" SHY "sten" SHY "dig", hyphen_soft("Sjølvstendig"));
	assert_string_equal("Lege" SHY "mid" SHY "del" SHY "hånd" SHY "te" SHY "ring",
	    hyphen_soft("Legemiddelhåndtering"));
}

static void short_words_and_signs_stay(void **state)
{
	(void)state;
	assert_string_equal("", hyphen_soft(""));
	assert_string_equal("§ 3-2 og æøåæøåæøå 1234567890", hyphen_soft("§ 3-2 og æøåæøåæøå 1234567890"));
	assert_string_equal("Ingen, svært god", hyphen_soft("Ingen, svært god"));
	assert_string_equal("strengths", hyphen_soft("strengths"));
}

static int release(void **state)
{
	(void)state;
	arena_release();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(long_words_break_between_syllables, release),
		cmocka_unit_test_teardown(letters_of_two_bytes_stay_whole, release),
		cmocka_unit_test_teardown(short_words_and_signs_stay, release),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
