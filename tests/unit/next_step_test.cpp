// What a sweep does after a trial's process has ended, as a table.
#include "sweep/schedule/next_step.hpp"

#include <csignal>

#include "support/catch.hpp"
#include "sweep/trial/run_trial.hpp"

namespace runner::next_step_test {
namespace {

using test::contains;

TrialEnding exited(TrialExit exit) { return {static_cast<int>(exit), 0, true}; }
TrialEnding ended_by_plugin(int status) { return {status, 0, false}; }
TrialEnding died_of(int signal) { return {0, signal, false}; }

RunRecord record_of(RunStatus status, std::optional<StopCode> code = {},
                    const std::string& reason = {}) {
  RunRecord record;
  record.status = status;
  record.manifest.stop_code = code;
  record.manifest.stop_reason = reason;
  return record;
}

struct Row {
  const char* when;
  TrialEnding ending;
  int kills;
  bool stopping;
  NextStep expected;
};

}  // namespace

TEST_CASE("the next step follows from how the process ended", "[sweep]") {
  const Row rows[] = {
      {"it reached its goal", exited(TrialExit::reached_goal), 0, false, NextStep::count},
      {"it failed", exited(TrialExit::trial_failed), 0, false, NextStep::count},
      {"it could not begin", exited(TrialExit::wrong_input), 0, false, NextStep::count},
      {"it was asked to stop", exited(TrialExit::interrupted), 0, true, NextStep::count},
      {"another process has it", exited(TrialExit::was_taken), 0, false, NextStep::poll},
      {"another process has it, while stopping", exited(TrialExit::was_taken), 0, true,
       NextStep::poll},
      {"a plugin ended it", ended_by_plugin(0), 0, false, NextStep::record_death},
      {"a plugin ended it as if it had been taken", ended_by_plugin(3), 0, false,
       NextStep::record_death},
      {"it crashed", died_of(SIGSEGV), 0, false, NextStep::record_death},
      {"it aborted", died_of(SIGABRT), 0, false, NextStep::record_death},
      {"it crashed while stopping", died_of(SIGBUS), 0, true, NextStep::record_death},
      {"it was killed once", died_of(SIGKILL), 1, false, NextStep::retry},
      {"it was terminated once", died_of(SIGTERM), 1, false, NextStep::retry},
      {"it was killed twice", died_of(SIGKILL), 2, false, NextStep::record_death},
      {"it was killed while stopping", died_of(SIGKILL), 1, true, NextStep::count},
      {"it was killed twice while stopping", died_of(SIGKILL), 2, true, NextStep::count},
  };
  for (const Row& row : rows) {
    CAPTURE(row.when);
    CHECK(next_step(row.ending, row.kills, row.stopping) == row.expected);
  }
}

TEST_CASE("a sweep continues after trials that ended by themselves", "[sweep]") {
  const auto continues = [](const TrialEnding& ending, const RunRecord& record) {
    return !check_abort("0123456789ab", ending, record, false).has_value();
  };
  CHECK(continues(exited(TrialExit::reached_goal), record_of(RunStatus::finished)));
  CHECK(continues(exited(TrialExit::trial_failed), record_of(RunStatus::diverged)));
  CHECK(continues(exited(TrialExit::trial_failed),
                  record_of(RunStatus::failed, StopCode::plugin_failed)));
  CHECK(continues(died_of(SIGSEGV), record_of(RunStatus::failed, StopCode::crashed)));
  CHECK(continues(exited(TrialExit::interrupted), record_of(RunStatus::interrupted)));
}

TEST_CASE("a sweep is aborted by what would hit every trial, with the reason", "[sweep]") {
  const auto reason = [](const TrialEnding& ending, const RunRecord& record, bool fail_fast) {
    return check_abort("0123456789ab", ending, record, fail_fast).value_or("");
  };
  CHECK(reason(exited(TrialExit::wrong_input), record_of(RunStatus::missing), false) ==
        "trial 0123456789ab could not be run, for the reason above.");
  CHECK(reason(exited(TrialExit::trial_failed), record_of(RunStatus::running), false) ==
        "trial 0123456789ab could not be run, for the reason above.");
  CHECK(reason(exited(TrialExit::trial_failed),
               record_of(RunStatus::failed, StopCode::no_space, "x: no space."),
               false) == "trial 0123456789ab: x: no space.");
  CHECK(reason(exited(TrialExit::trial_failed), record_of(RunStatus::diverged), true) ==
        "trial 0123456789ab diverged, and --fail-fast was given.");
}

TEST_CASE("a death is recorded with its code", "[sweep]") {
  CHECK(ended_by_plugin(1).stop_code() == StopCode::exited);
  CHECK(died_of(SIGFPE).stop_code() == StopCode::crashed);
  CHECK(died_of(SIGKILL).stop_code() == StopCode::killed);
  CHECK_THAT(died_of(SIGKILL).cause(), contains("killed from outside"));
}

}  // namespace runner::next_step_test
