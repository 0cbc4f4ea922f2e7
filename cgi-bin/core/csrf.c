/* The token against forged requests (S13), and randomness: all that libsodium does for us. */
#include "csrf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sodium.h>

#include "arena.h"
#include "clock.h"

#define EXIT_CONFIG 78          /* sysexits.h */
#define SECONDS_A_DAY 86400
#define LEAST_KEY 32
#define MOST_KEY 4096
#define TOKEN_DIGITS (2 * crypto_auth_hmacsha256_BYTES)

static unsigned char key[MOST_KEY];
static size_t key_length;

_Noreturn static void refuse(const char *key_file, const char *why)
{
	fprintf(stderr, "%s: %s\n", key_file, why);
	exit(EXIT_CONFIG);
}

void csrf_start(const char *key_file)
{
	struct stat status;
	ssize_t length;
	int file;

	if (sodium_init() < 0)
		refuse("libsodium", "does not start");
	file = open(key_file, O_RDONLY | O_CLOEXEC);
	if (file < 0 || fstat(file, &status) < 0)
		refuse(key_file, strerror(errno));
	if (!S_ISREG(status.st_mode) || (status.st_mode & 0137) != 0)
		refuse(key_file,
		    "must be a file that only its owner writes and no others read (0600 or 0640)");
	length = read(file, key, sizeof key);
	close(file);
	if (length < LEAST_KEY)
		refuse(key_file, "must hold at least 32 random bytes");
	key_length = (size_t)length;
}

static const char *token_of(const char *login, int64_t day)
{
	crypto_auth_hmacsha256_state state;
	unsigned char code[crypto_auth_hmacsha256_BYTES];
	char *token = arena_alloc(TOKEN_DIGITS + 1);
	char text[24];

	/* Without a key everybody could make the token. */
	if (key_length == 0)
		return "";
	snprintf(text, sizeof text, "%lld", (long long)day);
	crypto_auth_hmacsha256_init(&state, key, key_length);
	/* With its NUL, so that no login and day run into another's. */
	crypto_auth_hmacsha256_update(&state, (const unsigned char *)login, strlen(login) + 1);
	crypto_auth_hmacsha256_update(&state, (const unsigned char *)text, strlen(text));
	crypto_auth_hmacsha256_final(&state, code);
	return sodium_bin2hex(token, TOKEN_DIGITS + 1, code, sizeof code);
}

static int64_t today(void)
{
	return clock_unix() / SECONDS_A_DAY;
}

const char *csrf_token(const char *login)
{
	return token_of(login, today());
}

bool csrf_ok(const char *login, const char *token)
{
	bool ok = false;

	if (key_length == 0 || login == NULL || token == NULL || strlen(token) != TOKEN_DIGITS)
		return false;
	for (int64_t back = 0; back <= 1; back++)
		ok |= sodium_memcmp(token_of(login, today() - back), token, TOKEN_DIGITS) == 0;
	return ok;
}

const char *csrf_random_id(void)
{
	unsigned char bytes[16];

	randombytes_buf(bytes, sizeof bytes);
	return sodium_bin2hex(arena_alloc(2 * sizeof bytes + 1), 2 * sizeof bytes + 1, bytes,
	    sizeof bytes);
}

void csrf_random(void *bytes, size_t length)
{
	randombytes_buf(bytes, length);
}
