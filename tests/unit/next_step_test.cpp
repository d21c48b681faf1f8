// What a sweep does after a trial's process has ended, as a table.
#include "sweep/schedule/next_step.hpp"

#include <csignal>

#include "support/catch.hpp"

namespace runner::next_step_test {
namespace {

using Action = NextStep::Action;

RunRecord record_of(RunStatus status, std::optional<StopCode> code = {},
                    const std::string& reason = "") {
  RunRecord record;
  record.status = status;
  record.manifest.stop_code = code;
  record.manifest.stop_reason = reason;
  return record;
}

TrialEnding returned(TrialExit exit) { return {static_cast<int>(exit), 0, true}; }
TrialEnding exited(int status) { return {status, 0, false}; }
TrialEnding ended_by(int signal) { return {0, signal, false}; }

struct Row {
  const char* description;
  TrialEnding ending;
  RunRecord record;
  SweepState state;
  NextStep expected;
};

const auto finished = record_of(RunStatus::finished);
const auto failed = record_of(RunStatus::failed, StopCode::error, "a plugin threw.");
const auto diverged = record_of(RunStatus::diverged, StopCode::diverged);
const auto paused = record_of(RunStatus::paused, StopCode::rung);
const auto interrupted = record_of(RunStatus::interrupted, StopCode::signal);
const auto killed = record_of(RunStatus::killed);
const auto missing = record_of(RunStatus::missing);
const auto full = record_of(RunStatus::failed, StopCode::no_space, "x: No space left on device.");

const SweepState first{.kills = 0};
const SweepState killed_once{.kills = 1};
const SweepState killed_twice{.kills = 2};
const SweepState stopping{.stopping = true};
const SweepState killed_stopping{.kills = 1, .stopping = true};
const SweepState fail_fast{.fail_fast = true};

const NextStep could_not_run{Action::abort, "trial t could not be run, for the reason above."};

const Row rows[] = {
    {"finished", returned(TrialExit::reached_goal), finished, first, {Action::done}},
    {"paused at a rung", returned(TrialExit::reached_goal), paused, first, {Action::done}},
    {"interrupted", returned(TrialExit::interrupted), interrupted, stopping, {Action::done}},
    {"failed", returned(TrialExit::trial_failed), failed, first, {Action::done}},
    {"diverged", returned(TrialExit::trial_failed), diverged, first, {Action::done}},

    {"held by another process",
     returned(TrialExit::was_taken),
     missing,
     first,
     {Action::retry_later}},
    {"finished by another process",
     returned(TrialExit::was_taken),
     finished,
     first,
     {Action::retry_later}},
    {"failed in another process",
     returned(TrialExit::was_taken),
     failed,
     fail_fast,
     {Action::retry_later}},
    {"full disk in another process",
     returned(TrialExit::was_taken),
     full,
     first,
     {Action::retry_later}},

    {"killed once", ended_by(SIGKILL), killed, killed_once, {Action::retry_now}},
    {"terminated once", ended_by(SIGTERM), killed, killed_once, {Action::retry_now}},
    {"killed twice", ended_by(SIGKILL), killed, killed_twice, {Action::record_death}},
    {"killed twice, recorded", ended_by(SIGKILL), failed, killed_twice, {Action::done}},
    {"killed while the sweep ends", ended_by(SIGKILL), killed, killed_stopping, {Action::done}},

    {"crashed", ended_by(SIGSEGV), killed, first, {Action::record_death}},
    {"aborted", ended_by(SIGABRT), killed, first, {Action::record_death}},
    {"crashed before run.json", ended_by(SIGBUS), missing, first, {Action::record_death}},
    {"crashed while the sweep ends", ended_by(SIGFPE), killed, stopping, {Action::record_death}},
    {"crashed, recorded", ended_by(SIGILL), failed, first, {Action::done}},
    {"crashed after it had finished", ended_by(SIGSEGV), finished, first, {Action::done}},
    {"exited with 0", exited(0), killed, first, {Action::record_death}},
    {"exited like a taken trial", exited(3), killed, first, {Action::record_death}},
    {"exited like wrong input", exited(2), killed, first, {Action::record_death}},
    {"exited, recorded", exited(1), failed, first, {Action::done}},

    {"wrong input", returned(TrialExit::wrong_input), missing, first, could_not_run},
    {"wrong input after an earlier failure", returned(TrialExit::wrong_input), failed, first,
     could_not_run},
    {"failed before run.json", returned(TrialExit::trial_failed), missing, first, could_not_run},
    {"failed without writing run.json", returned(TrialExit::trial_failed), killed, first,
     could_not_run},

    {"full disk",
     returned(TrialExit::trial_failed),
     full,
     first,
     {Action::abort, "trial t: x: No space left on device."}},
    {"failed with --fail-fast",
     returned(TrialExit::trial_failed),
     failed,
     fail_fast,
     {Action::abort, "trial t failed, and --fail-fast was given."}},
    {"diverged with --fail-fast",
     returned(TrialExit::trial_failed),
     diverged,
     fail_fast,
     {Action::abort, "trial t diverged, and --fail-fast was given."}},
    {"crashed with --fail-fast",
     ended_by(SIGSEGV),
     failed,
     fail_fast,
     {Action::abort, "trial t failed, and --fail-fast was given."}},
    {"finished with --fail-fast",
     returned(TrialExit::reached_goal),
     finished,
     fail_fast,
     {Action::done}},
};

}  // namespace

TEST_CASE("a sweep's next step follows from a trial's ending and record", "[sweep]") {
  for (const auto& row : rows) {
    CAPTURE(row.description);
    const NextStep step = next_step("t", row.ending, row.record, row.state);
    CHECK(static_cast<int>(step.action) == static_cast<int>(row.expected.action));
    CHECK(step.reason == row.expected.reason);
  }
}

TEST_CASE("a death has a code and a sentence", "[sweep]") {
  CHECK(ended_by(SIGSEGV).stop_code() == StopCode::crashed);
  CHECK(ended_by(SIGSEGV).cause() == "the process crashed: Segmentation fault.");
  CHECK(ended_by(SIGKILL).stop_code() == StopCode::killed);
  CHECK(ended_by(SIGKILL).cause() ==
        "the process was killed from outside (Killed) more than once, as happens when memory runs "
        "out.");
  CHECK(exited(3).stop_code() == StopCode::exited);
  CHECK(exited(3).cause() == "code of a plugin or library ended the process with exit status 3.");
}

}  // namespace runner::next_step_test
