#include "slurm/batch_script.hpp"

#include <charconv>
#include <optional>
#include <sstream>
#include <string_view>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/quoted.hpp"

namespace runner {
namespace {

// The part of the script that is the same for all jobs.
constexpr std::string_view body = R"(
program=
terminated=no
forwarded=no
interrupted=no
# Only once: Slurm may have sent the same signal to all processes.
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
# A signal that arrived before $program was set has not been forwarded.
if [[ $terminated == yes ]]; then
  forward
fi

# The trap ends wait early, with a status that is not the program's. Waiting again returns the
# program's status, even if it has ended in the meantime.
status=
interrupted=yes
while [[ $interrupted == yes ]]; do
  interrupted=no
  wait "$program"
  status=$?
done

# Signals that Slurm sends to the whole job from here on must not end squeue or scontrol.
trap '' TERM

# 143: the signal arrived before the runner could handle it. -1: it arrived as the runner ended, and
# bash lost the status; a requeued task that finds nothing to do ends at once.
if [[ $terminated == yes && ($status == 130 || $status == 143 || $status == -1) ]]; then
  # The SLURM_JOB_ID of one of the tasks is that of the whole array.
  task=$SLURM_JOB_ID
  if [[ -n ${SLURM_ARRAY_TASK_ID-} ]]; then
    task=${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID
  fi
  # A job that is already completing was cancelled or preempted; Slurm itself requeues the latter.
  # With no time left, it reached its limit while the runner was writing.
  read -r state left < <(squeue --noheader --format='%T %L' --jobs="$task" 2>/dev/null)
  if [[ $state == COMPLETING && $left != 0:00 && $left != INVALID ]]; then
    echo "task $task was ended from outside; Slurm decides whether it is requeued"
  else
    echo "task $task did not finish; requeueing it"
    scontrol requeue "$task" ||
      echo "task $task cannot be requeued; submit the sweep again to resume it" >&2
  fi
fi
exit "$status"
)";

// `text` in single quotes for the shell.
std::string shell_word(std::string_view text) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? "'\\''" : std::string(1, c);
  return result + "'";
}

// `path` as the start of a value in an #SBATCH line, where % introduces a field.
std::string quoted_for_sbatch(const std::filesystem::path& path) {
  std::string result = "\"";
  for (const char c : path.string()) {
    if (c == '\\' || c == '\n') {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("{}: Slurm does not support a backslash or a line break in the name "
                              "of its log folder; "
                              "give another folder with --output.",
                              path.string()));
    }
    if (c == '"') result += '\\';
    if (c == '%') result += '%';
    result += c;
  }
  return result;
}

std::optional<std::uint64_t> parse_number(std::string_view text) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end || text.empty()) return std::nullopt;
  return number;
}

// Returns the seconds in a time as minutes, minutes:seconds or hours:minutes:seconds, and nothing
// for other forms, which count days or are not Slurm's.
std::optional<std::uint64_t> seconds_of(std::string_view text) {
  std::vector<std::uint64_t> parts;
  while (true) {
    const auto colon = text.find(':');
    const auto part = parse_number(text.substr(0, colon));
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

namespace {

void check_word(const std::string& word, const std::string& previous) {
  const std::string name = word.substr(0, word.find('='));
  if (name == "--array" || name == "-a" || name == "--wrap" || name == "--parsable") {
    throw Error(ErrorCode::invalid_input,
                fmt::format("--sbatch cannot contain {}: the job is an array of --tasks tasks that "
                            "run `runner work`.",
                            name));
  }
  const bool value = previous.starts_with('-') && previous.find('=') == std::string::npos;
  if (word.starts_with('-') || value) return;
  throw Error(ErrorCode::invalid_input,
              fmt::format("--sbatch holds options for sbatch, such as \"--time=60 "
                          "--partition=main\", but {} is not one.",
                          in_quotes(word)));
}

}  // namespace

std::vector<std::string> sbatch_options(const std::string& text) {
  std::vector<std::string> options;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    check_word(word, options.empty() ? "" : options.back());
    options.push_back(word);
  }
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
  constexpr std::uint64_t min_seconds = 180;  // Slurm may send the signal a minute early
  if (limit && *limit > 0 && *limit < min_seconds && !other_signal) {
    throw Error(ErrorCode::invalid_input,
                "a time limit below 3 minutes leaves no time to train: the trials are asked to "
                "stop a minute before it. Give a larger --time in --sbatch.");
  }
  return options;
}

}  // namespace runner
