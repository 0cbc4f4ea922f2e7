/*
 * Included before every file of ours: these functions cannot be called. The headers that declare them come first, so that
 * only our own use is refused.
 */
#ifndef GRUNNMUR_POISON_H
#define GRUNNMUR_POISON_H

#include <alloca.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#undef alloca
#pragma GCC poison strcpy strcat sprintf vsprintf gets scanf sscanf alloca system popen strtok atoi atol

#endif
