/* The survey target with its planted fault: proof that it sees. */
#define PLANTED_FAULT 1
#include "survey.c"
