//go:build linux

package main

/*
#include <string.h>
#include <stdlib.h>

// Fyne looks up the user's language while the program starts, before main, and
// complains of "C.UTF-8", the language of most containers, on stderr; of plain
// "C" it does not. A role without a window has no use for the language, so the
// name is cut to "C" before Go reads the environment. The window keeps it: its
// text input needs the UTF-8.
__attribute__((constructor)) static void plainLocale(int argc, char **argv, char **envp) {
	if (argc < 2 || !strcmp(argv[1], "--new-window") || !strcmp(argv[1], "--") || (argv[1][0] != '-' && strcmp(argv[1], "read") && strcmp(argv[1], "doctor") &&
			strcmp(argv[1], "serve") && strcmp(argv[1], "worker")))
		return;
	for (; *envp != NULL; envp++) {
		char *value = strchr(*envp, '=');
		if (value == NULL || (strncmp(*envp, "LC_ALL=", 7) && strncmp(*envp, "LC_MESSAGES=", 12) &&
				strncmp(*envp, "LANG=", 5)))
			continue;
		if (strncmp(value, "=C.", 3) == 0) value[2] = 0;
	}
}
*/
import "C"
