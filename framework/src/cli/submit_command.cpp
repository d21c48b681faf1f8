#include "cli/commands.hpp"
namespace runner {
int submit_command(int, char**) { return 2; }
}  // namespace runner
