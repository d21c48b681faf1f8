#include "slurm/batch_script.hpp"

#include <charconv>
#include <optional>
#include <sstream>
#include <string_view>

#include <fmt/format.h>

#include "config/diagnostics.hpp"

namespace runner {
namespace {

// What follows the lines that differ from job to job.
constexpr std::string_view body = R"(
program=
terminated=no
forwarded=no
interrupted=no
# Once: Slurm may have sent the same signal to all processes.
forward() {
  if [[ $forwarded == no && -n $program ]]; then
    forwarded=yes
    kill -TERM "$program" 2>/dev/null
  fi
}
on_term() {
  terminated=yes
  interrupted=yes
  forward
}
trap on_term TERM

"${command[@]}" --threads "${SLURM_CPUS_PER_TASK:-1}" &
program=$!
# A signal that came before $program was set has not been forwarded.
if [[ $terminated == yes ]]; then
  forward
fi

# The trap ends wait early, with a status that is not the program's; to wait again for a program
# that has ended meanwhile gives its status too.
status=
interrupted=yes
while [[ $interrupted == yes ]]; do
  interrupted=no
  wait "$program"
  status=$?
done

# What Slurm sends to the whole job from here on must not end squeue or scontrol.
trap '' TERM

# 143: the signal came before the runner could handle it. -1: it came as the runner ended, and bash
# lost the status; a task that is started again and finds nothing to do ends at once.
if [[ $terminated == yes && ($status == 130 || $status == 143 || $status == -1) ]]; then
  # The SLURM_JOB_ID of one of the tasks is that of the whole array.
  task=$SLURM_JOB_ID
  if [[ -n ${SLURM_ARRAY_TASK_ID-} ]]; then
    task=${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID
  fi
  # A job that Slurm is ending already was cancelled, or Slurm starts it again by itself, after
  # preemption; or, when no time is left, it reached its limit while the runner was writing.
  read -r state left < <(squeue --noheader --format='%T %L' --jobs="$task" 2>/dev/null)
  if [[ $state == COMPLETING && $left != 0:00 && $left != INVALID ]]; then
    echo "task $task was ended from outside; Slurm decides whether it starts again"
  else
    echo "task $task did not finish; it is to be started again"
    scontrol requeue "$task" ||
      echo "task $task cannot be started again; submit the sweep again to go on" >&2
  fi
fi
exit "$status"
)";

// In single quotes for the shell.
std::string shell_word(std::string_view text) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? "'\\''" : std::string(1, c);
  return result + "'";
}

// As the value of an option in a line of #SBATCH, where % begins a field of Slurm's.
std::string quoted_for_sbatch(const std::filesystem::path& path) {
  std::string result = "\"";
  for (const char c : path.string()) {
    if (c == '\\' || c == '\n') {
      throw Error(
          ErrorCode::invalid_input,
          fmt::format(
              "{}: Slurm cannot write its logs to a folder with a backslash or a line break in its "
              "name; give another one with --output.",
              path.string()));
    }
    if (c == '"') result += '\\';
    if (c == '%') result += '%';
    result += c;
  }
  return result;
}

std::optional<std::uint64_t> number_in(std::string_view text) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, fault] = std::from_chars(text.data(), end, number);
  if (fault != std::errc() || stop != end || text.empty()) return std::nullopt;
  return number;
}

// The seconds of minutes, minutes:seconds, hours:minutes:seconds; nothing for other forms, which
// are of days, or none of Slurm's.
std::optional<std::uint64_t> seconds_of(std::string_view text) {
  std::vector<std::uint64_t> parts;
  while (true) {
    const auto colon = text.find(':');
    const auto part = number_in(text.substr(0, colon));
    if (!part) return std::nullopt;
    parts.push_back(*part);
    if (colon == std::string_view::npos) break;
    text.remove_prefix(colon + 1);
  }
  if (parts.size() == 1) return parts[0] * 60;
  if (parts.size() == 2) return parts[0] * 60 + parts[1];
  if (parts.size() == 3) return (parts[0] * 60 + parts[1]) * 60 + parts[2];
  return std::nullopt;
}

}  // namespace

std::string batch_script(const BatchJob& job) {
  std::string name;
  for (const char c : job.name) name += c == ' ' || c == '"' ? '_' : c;
  std::string script = fmt::format(
      "#!/bin/bash\n"
      "# Written by `runner submit`. `sbatch` of this file submits it again.\n"
      "#SBATCH --job-name={}\n"
      "#SBATCH --array=0-{}\n"
      "#SBATCH --requeue\n"
      "#SBATCH --signal=B:TERM@60\n"
      "#SBATCH --open-mode=append\n"
      "#SBATCH --output={}/%A_%a.log\"\n"
      "\n"
      "command=(",
      name, job.tasks - 1, quoted_for_sbatch(job.log_folder));
  for (const auto& word : job.command) script += "\n  " + shell_word(word);
  script += ")\n";
  return script.append(body);
}

std::vector<std::string> sbatch_options(const std::string& text) {
  std::vector<std::string> options;
  std::istringstream words(text);
  for (std::string word; words >> word;) options.push_back(word);
  bool other_signal = false;
  std::optional<std::uint64_t> limit;
  for (std::size_t i = 0; i < options.size(); ++i) {
    const std::string& option = options[i];
    other_signal = other_signal || option.starts_with("--signal");
    if (option.starts_with("--time=")) limit = seconds_of(std::string_view(option).substr(7));
    if ((option == "--time" || option == "-t") && i + 1 < options.size()) {
      limit = seconds_of(options[i + 1]);
    }
  }
  constexpr std::uint64_t least = 180;  // Slurm may send the signal a minute before it is due
  if (limit && *limit > 0 && *limit < least && !other_signal) {
    throw Error(
        ErrorCode::invalid_input,
        "a time limit below 3 minutes leaves no time to train: a minute before its end the trials "
        "are asked to stop. Give --sbatch a larger --time.");
  }
  return options;
}

}  // namespace runner
