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
#define CODE_BYTES crypto_auth_hmacsha256_BYTES
#define TOKEN_DIGITS (2 * 2 * CODE_BYTES)

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

static void code_of(const char *login, int64_t day, unsigned char *code)
{
	crypto_auth_hmacsha256_state state;
	char text[24];

	snprintf(text, sizeof text, "%lld", (long long)day);
	crypto_auth_hmacsha256_init(&state, key, key_length);
	/* With its NUL, so that no login and day run into another's. */
	crypto_auth_hmacsha256_update(&state, (const unsigned char *)login, strlen(login) + 1);
	crypto_auth_hmacsha256_update(&state, (const unsigned char *)text, strlen(text));
	crypto_auth_hmacsha256_final(&state, code);
}

static int64_t today(void)
{
	return clock_unix() / SECONDS_A_DAY;
}

static void exclusive_or(unsigned char *code, const unsigned char *pad)
{
	for (size_t i = 0; i < CODE_BYTES; i++)
		code[i] ^= pad[i];
}

/*
 * A fresh pad, then the code under it. Pages are sent compressed, and what recurs in a compressed
 * page can be guessed from its length (BREACH): so it never recurs.
 */
const char *csrf_token(const char *login)
{
	unsigned char token[2 * CODE_BYTES];

	/* Without a key everybody could make the token. */
	if (key_length == 0)
		return "";
	randombytes_buf(token, CODE_BYTES);
	code_of(login, today(), token + CODE_BYTES);
	exclusive_or(token + CODE_BYTES, token);
	return sodium_bin2hex(arena_alloc(TOKEN_DIGITS + 1), TOKEN_DIGITS + 1, token, sizeof token);
}

bool csrf_ok(const char *login, const char *token)
{
	unsigned char given[2 * CODE_BYTES], code[CODE_BYTES];
	size_t length;
	bool ok = false;

	if (key_length == 0 || login == NULL || token == NULL || strlen(token) != TOKEN_DIGITS ||
	    sodium_hex2bin(given, sizeof given, token, TOKEN_DIGITS, NULL, &length, NULL) != 0 ||
	    length != sizeof given)
		return false;
	exclusive_or(given + CODE_BYTES, given);
	for (int64_t back = 0; back <= 1; back++) {
		code_of(login, today() - back, code);
		ok |= sodium_memcmp(code, given + CODE_BYTES, CODE_BYTES) == 0;
	}
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
