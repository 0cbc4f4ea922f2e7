/*
 * Included before every file of ours: a call of these functions does not compile. The headers that
 * declare them come first; macros, not #pragma poison, because macros that mysql.h defines and we
 * never use name strcpy.
 */
#ifndef GRUNNMUR_POISON_H
#define GRUNNMUR_POISON_H

#include <alloca.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#undef alloca
#undef atoi
#undef atol
#undef gets
#undef popen
#undef scanf
#undef sprintf
#undef sscanf
#undef strcat
#undef strcpy
#undef strtok
#undef system
#undef vsprintf

#define alloca(...)   banned_alloca
#define atoi(...)     banned_atoi_use_strtoll
#define atol(...)     banned_atol_use_strtoll
#define gets(...)     banned_gets
#define popen(...)    banned_popen
#define scanf(...)    banned_scanf
#define sprintf(...)  banned_sprintf_use_arena_printf
#define sscanf(...)   banned_sscanf
#define strcat(...)   banned_strcat_use_buf
#define strcpy(...)   banned_strcpy_use_buf
#define strtok(...)   banned_strtok
#define system(...)   banned_system
#define vsprintf(...) banned_vsprintf

#endif
