#include "cli/terminal/interrupt.hpp"

#include <csignal>

namespace runner {
namespace {

// Static, since a signal handler has no argument that could point to an object.
volatile std::sig_atomic_t stop_requested = 0;

void request_stop(int) { stop_requested = 1; }

void handle(int signal, void (*handler)(int), int flags = 0) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = flags;
  sigaction(signal, &action, nullptr);
}

}  // namespace

InterruptGuard::InterruptGuard() {
  stop_requested = 0;
  handle(SIGINT, request_stop, static_cast<int>(SA_RESTART | SA_RESETHAND));
  handle(SIGTERM, request_stop, SA_RESTART);
}

InterruptGuard::~InterruptGuard() {
  handle(SIGINT, SIG_DFL);
  handle(SIGTERM, SIG_DFL);
}

bool InterruptGuard::requested() const { return stop_requested != 0; }

}  // namespace runner
