/* The people_fint target with its planted fault: proof that it sees. */
#define PLANTED_FAULT 1
#include "people_fint.c"
