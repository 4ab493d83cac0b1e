// libedit: lines typed at a prompt, with history.
#pragma once
#include <editline/readline.h>
