#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/log_stderr.hpp"
#include "base/nearest_name.hpp"
#include "base/text_width.hpp"
#include "cli/arguments/argument_parser.hpp"
#include "cli/arguments/plugin_path.hpp"
#include "cli/arguments/training_process.hpp"
#include "cli/commands/commands.hpp"
#include "cli/terminal/interrupt.hpp"
#include "cli/terminal/print_warnings.hpp"
#include "cli/terminal/terminal_display.hpp"
#include "verify/verify_run.hpp"

namespace runner {
namespace {

struct VerifyArguments {
  std::string run;
  std::string all;
  std::optional<std::uint64_t> until;
  std::optional<std::uint64_t> threads;
  std::vector<std::string> plugin_path;
};

// The live line of a run, without its lines.
class LiveLineOnly final : public RunDisplay {
 public:
  explicit LiveLineOnly(const InterruptGuard& interrupt) : display_(interrupt) {}

  void line(std::string_view) override {}
  void progress(std::uint64_t iteration, std::uint64_t iterations, double seconds) override {
    display_.progress(iteration, iterations, seconds);
  }
  bool stop_requested() override { return display_.stop_requested(); }

 private:
  TerminalDisplay display_;
};

bool parse(VerifyArguments& arguments, int argc, char** argv) {
  ArgumentParser parser("runner verify",
                        "Runs a run's config again in a temporary folder and compares the results: "
                        "metrics,\nweights and predictions. Nothing in the run's folder changes.");
  std::vector<std::string> runs;
  parser.add_optional_positionals("RUN", runs, "The run's folder");
  parser.add_option("--all FOLDER", arguments.all, "Verify each run in that folder instead");
  parser.add_number("--until ITERATION", arguments.until, {.min = 1},
                    "Compare metrics alone, up to there", "the whole run");
  add_threads(parser, arguments.threads);
  add_plugin_path(parser, arguments.plugin_path);
  if (!parser.parse(argc, argv)) return false;
  if (runs.size() + (arguments.all.empty() ? 0 : 1) != 1) {
    throw Error(ErrorCode::invalid_input,
                "runner verify: give one RUN, or --all FOLDER for many. Run 'runner verify --help' "
                "for usage.");
  }
  if (!runs.empty()) arguments.run = runs.front();
  return true;
}

std::string_view verdict(Agreement agreement) {
  switch (agreement) {
    case Agreement::identical:
      return "bit-identical";
    case Agreement::close:
      return "equal to 1e-9";
    case Agreement::different:
      break;
  }
  return "different";
}

std::string verdict_text(const Verification& verification) {
  std::string text(verdict(verification.agreement));
  if (const auto iteration = verification.metrics.first_different()) {
    text += fmt::format(" from iteration {} on", *iteration);
  }
  if (verification.until) {
    text += fmt::format(", metrics up to iteration {} alone", *verification.until);
  }
  return text;
}

// "Then and now differ in runner (0.1.0 then, 0.2.0 now)."
std::string cause_text(const Verification& verification) {
  if (verification.circumstances.empty()) {
    return "Nothing that is recorded differs between then and now.";
  }
  std::vector<std::string> causes;
  for (const auto& item : verification.circumstances) {
    causes.push_back(fmt::format("{} ({} then, {} now)", item.name, item.first.value_or("none"),
                                 item.second.value_or("none")));
  }
  return fmt::format("The likely cause is what differs between then and now: {}.",
                     printable(join(causes)));
}

// Requires: they are not identical.
std::string predictions_text(const PredictionsComparison& predictions) {
  if (!predictions.same_examples) return "The predictions are about other examples.";
  if (predictions.different == 0) {
    return "The predicted classes are the same, their confidences are not.";
  }
  return fmt::format("{} of {} predictions differ.", predictions.different, predictions.examples);
}

std::vector<std::string> details(const Verification& verification) {
  std::vector<std::string> lines;
  const MetricsComparison& metrics = verification.metrics;
  if (const auto& gap = metrics.first_far ? metrics.first_far : metrics.first_gap) {
    lines.push_back(fmt::format("The metrics differ at {} (then and now).", gap_text(*gap)));
  }
  if (metrics.rows_of_one > 0) {
    lines.push_back(
        fmt::format("{} row{} of metrics {} in one of the two runs alone, the first at "
                    "iteration {}.",
                    metrics.rows_of_one, metrics.rows_of_one == 1 ? "" : "s",
                    metrics.rows_of_one == 1 ? "exists" : "exist", *metrics.first_of_one));
  }
  if (verification.weights && verification.weights->agreement != Agreement::identical) {
    lines.push_back(verification.weights->array.empty()
                        ? "The weights have other shapes or types."
                        : fmt::format("The weights differ {}.", gap_text(*verification.weights)));
  }
  if (verification.predictions && verification.predictions->agreement() != Agreement::identical) {
    lines.push_back(predictions_text(*verification.predictions));
  }
  for (const auto& file : verification.missing) {
    lines.push_back(fmt::format("The run's folder has no {}.", file));
  }
  if (!verification.ending.empty()) lines.push_back(verification.ending);
  lines.push_back(cause_text(verification));
  return lines;
}

// Prints the verdict on standard output, and what explains it; of a result that is close as a
// warning.
void print(const RunRecord& record, const Verification& verification) {
  fmt::print("{}: {}\n", printable(record.folder.string()), verdict_text(verification));
  if (verification.agreement == Agreement::identical) return;
  for (const auto& line : details(verification)) {
    if (verification.agreement == Agreement::close) {
      print_warnings({line});
    } else {
      fmt::print("  {}\n", line);
    }
  }
}

ExitStatus verify_one(const VerifyArguments& arguments, const Catalog& catalog,
                      const VerifyOptions& options, RunDisplay& display) {
  const RunRecord record = read_run(arguments.run);
  const Verification verification = verify_run(record, catalog, options, display);
  if (verification.interrupted) return ExitStatus::interrupted;
  print(record, verification);
  return verification.agreement == Agreement::different ? ExitStatus::failure : ExitStatus::success;
}

// Verifies each run and sums up. A run that cannot be verified counts as a failure.
ExitStatus verify_all(const VerifyArguments& arguments, const Catalog& catalog,
                      const VerifyOptions& options, RunDisplay& display) {
  std::map<std::string_view, std::size_t> counts;
  const auto records = find_runs({arguments.all});
  for (const auto& record : records) {
    try {
      if (record.status == RunStatus::unreadable) throw Error(ErrorCode::damaged, record.problem);
      const Verification verification = verify_run(record, catalog, options, display);
      if (verification.interrupted) return ExitStatus::interrupted;
      print(record, verification);
      ++counts[verdict(verification.agreement)];
    } catch (const Error& error) {
      log_stderr(fmt::format("{}\n", error.what()));
      ++counts["not verified"];
    }
  }
  std::vector<std::string> parts;
  for (const auto& [what, count] : counts) parts.push_back(fmt::format("{} {}", count, what));
  fmt::print("{} run{}: {}\n", records.size(), records.size() == 1 ? "" : "s", join(parts));
  const bool is_good = std::all_of(counts.begin(), counts.end(), [](const auto& item) {
    return item.first != "not verified" && item.first != verdict(Agreement::different);
  });
  return is_good ? ExitStatus::success : ExitStatus::failure;
}

}  // namespace

ExitStatus verify_command(int argc, char** argv) {
  VerifyArguments arguments;
  if (!parse(arguments, argc, argv)) return ExitStatus::success;
  prepare_to_train();
  const Catalog catalog(plugin_folders(arguments.plugin_path));
  print_warnings(catalog.warnings());
  const VerifyOptions options{thread_count(arguments.threads), arguments.until};
  const InterruptGuard interrupt;
  LiveLineOnly display(interrupt);
  return arguments.all.empty() ? verify_one(arguments, catalog, options, display)
                               : verify_all(arguments, catalog, options, display);
}

}  // namespace runner
