/* The people_csv target with its planted fault: proof that it sees. */
#define PLANTED_FAULT 1
#include "people_csv.c"
