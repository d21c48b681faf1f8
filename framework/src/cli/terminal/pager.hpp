#pragma once

#include <string>

namespace runner {

// Prints to standard output. A text that is longer than the terminal goes through a pager: the
// shell command in PAGER, or else `less` if it is installed, with LESS=FRX and LV=-c unless these
// are set. The user may leave the pager at any time. Prints plainly if standard output is not a
// terminal, or a dumb one; if PAGER is empty or `cat`; and if the pager cannot be started. Throws:
// std::system_error if standard output cannot be written. Requires: SIGPIPE is ignored.
void print_paged(const std::string& text);

}  // namespace runner
