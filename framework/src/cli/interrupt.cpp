#include "cli/interrupt.hpp"

#include <csignal>

namespace runner {
namespace {

// A signal handler has nothing but static memory to write to.
volatile std::sig_atomic_t stop_requested = 0;

void request_stop(int) { stop_requested = 1; }

void handle(int signal, void (*handler)(int), int flags = 0) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = flags;
  sigaction(signal, &action, nullptr);
}

}  // namespace

InterruptGuard::InterruptGuard(SecondSignal second) {
  const bool ends = second == SecondSignal::ends_program;
  const int flags = static_cast<int>(SA_RESTART | (ends ? SA_RESETHAND : 0));
  stop_requested = 0;
  handle(SIGINT, request_stop, flags);
  handle(SIGTERM, request_stop, flags);
}

InterruptGuard::~InterruptGuard() {
  handle(SIGINT, SIG_DFL);
  handle(SIGTERM, SIG_DFL);
}

bool InterruptGuard::requested() const { return stop_requested != 0; }

}  // namespace runner
