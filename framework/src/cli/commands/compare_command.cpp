#include <cmath>

#include <fmt/format.h>

#include "base/log_stderr.hpp"
#include "cli/arguments/argument_parser.hpp"
#include "cli/arguments/run_selection.hpp"
#include "cli/commands/commands.hpp"
#include "cli/terminal/pager.hpp"
#include "cli/terminal/print_warnings.hpp"
#include "cli/terminal/screen_size.hpp"
#include "compare/comparison_formats.hpp"
#include "compare/comparison_text.hpp"
#include "compare/markup_tables.hpp"
#include "compare/measuring_point.hpp"
#include "compare/ranking.hpp"
#include "compare/where_filter.hpp"
#include "runs/csv_cells.hpp"

namespace runner {
namespace {

struct CompareArguments {
  RunSelection selection;
  std::string format = "table";
  std::string metric;
  std::string over = "seed";
  std::string against;
  std::string difference;
  std::string where;
  std::string at;
  std::string sort;
  std::string columns;
  std::optional<std::uint64_t> top;
  bool each = false;
};

void declare(CompareArguments& arguments, ArgumentParser& parser) {
  arguments.selection.add_to(
      parser, "Include trials of a sweep's earlier plans; in csv, all keys of the configs");
  parser.add_option("--metric METRIC", arguments.metric,
                    "What to rank by: validation_accuracy, or train_loss without validation "
                    "examples, unless given");
  parser.add_option("--over KEY", arguments.over, "The key in which the runs of a group differ");
  parser.add_flag("--each", arguments.each, "Show single runs instead of groups");
  parser.add_option("--against GROUP", arguments.against,
                    "Compare this group with each other one, instead of all pairs");
  parser.add_option("--difference D", arguments.difference,
                    "Say how many seeds would find a difference of D");
  parser.add_option("--where CONDITION", arguments.where,
                    "Only runs such as 'optimizer.alpha<0.1 and network.activation=relu'");
  parser.add_option("--at POINT", arguments.at,
                    "Metrics at iteration=N, at seconds=S or at the best row, instead of the end");
  parser.add_option("--sort COLUMN", arguments.sort,
                    "Sort by a column, with '-' in front in reverse: --sort=-alpha");
  parser.add_number("--top N", arguments.top, {.min = 1}, "Show only the first N rows", "all");
  parser.add_option("--columns A,B,...", arguments.columns, "Show these columns");
  parser.add_option("--format FORMAT", arguments.format, "table, csv, json, markdown or latex");
  parser.allow_only("--format", {"table", "csv", "json", "markdown", "latex"});
  for (const auto* option : {"--over", "--against", "--difference"}) {
    parser.exclude("--each", option);
  }
  parser.allow_only("--metric", [] {
    std::vector<std::string> names;
    for (const Metric metric : ranking_metrics) names.emplace_back(to_text(metric));
    return names;
  }());
}

// Refuses options that the format would ignore.
void check_format(const CompareArguments& arguments) {
  const std::string& format = arguments.format;
  const auto refuse = [&](std::string_view option, bool given, bool has_effect) {
    if (!given || has_effect) return;
    throw Error(ErrorCode::invalid_input,
                fmt::format("runner compare: {} has no effect with --format {}; leave one of them "
                            "out.",
                            option, format));
  };
  const bool has_sentences = format == "table" || format == "json";
  refuse("--against", !arguments.against.empty(), has_sentences);
  refuse("--difference", !arguments.difference.empty(), has_sentences);
  refuse("--columns", !arguments.columns.empty(), format != "json" && format != "csv");
  refuse("--sort", !arguments.sort.empty(), format != "json");
  refuse("--top", arguments.top.has_value(), format != "json");
  refuse("--each", arguments.each, format != "json");
}

// The names in "a,b"; none in an empty text.
std::vector<std::string> names_in(const std::string& list) {
  if (list.empty()) return {};
  const Cells cells = split_cells(list);
  return {cells.begin(), cells.end()};
}

double parse_difference(const std::string& text) {
  const auto number = parse_cell<double>(text);
  if (number && *number > 0 && std::isfinite(*number)) return *number;
  throw Error(ErrorCode::invalid_input,
              fmt::format("runner compare: --difference needs a number above 0, such as 0.01, "
                          "not '{}'.",
                          text));
}

std::vector<MeasuredRun> measured_runs(const CompareArguments& arguments,
                                       std::vector<RunRecord> records, std::string& note) {
  const MeasuringPoint point =
      arguments.at.empty() ? MeasuringPoint{} : parse_measuring_point(arguments.at);
  std::vector<MeasuredRun> runs;
  for (auto& record : records) runs.push_back(measure(std::move(record), point));
  if (!arguments.where.empty()) keep_matching(runs, arguments.where);
  print_warnings(measuring_warnings(runs));
  note = measuring_note(runs, point).value_or("");
  return runs;
}

std::string formatted(const CompareArguments& arguments, const Comparison& comparison) {
  const std::string& format = arguments.format;
  const auto columns = names_in(arguments.columns);
  RunTableOptions run_options{comparison.metric, columns, arguments.sort, arguments.top,
                              arguments.selection.all && format == "csv"};
  TableOptions options{columns, arguments.sort, arguments.top, format == "table"};
  const bool is_markdown = format == "markdown";
  if (arguments.each) {
    const RunTable table = make_run_table(comparison.groups.runs, run_options);
    if (format == "csv") return format_runs_csv(table);
    if (format == "table") return runs_text(comparison, table, run_options, screen_width());
    const TextTable text = run_text_table(table, run_options);
    return is_markdown ? markdown_table(text) : latex_table(text, "");
  }
  if (format == "csv") {
    return format_groups_csv(comparison, make_group_table(comparison, options).groups,
                             arguments.selection.all);
  }
  if (format == "table") return groups_text(comparison, options, screen_width());
  const TextTable text = make_group_table(comparison, options).table;
  return is_markdown ? markdown_table(text) : latex_table(text, "");
}

}  // namespace

ExitStatus compare_command(int argc, char** argv) {
  ArgumentParser parser("runner compare",
                        "Compares settings over the seeds that they were run with: means, "
                        "intervals and tests.\n"
                        "docs/comparing.md explains the figures.");
  CompareArguments arguments;
  declare(arguments, parser);
  if (!parser.parse(argc, argv)) return ExitStatus::success;
  check_format(arguments);

  ComparisonOptions options;
  options.metric = metric_from(arguments.metric);
  options.over = arguments.over;
  options.against = arguments.against;
  options.at_end = arguments.at.empty();
  if (!arguments.difference.empty()) options.difference = parse_difference(arguments.difference);
  SelectedRuns selected = select_runs(arguments.selection);
  print_warnings(selected.warnings);
  const bool any_readable = selected.any_readable();
  const auto earlier_note = selected.earlier_trials_note();
  std::string note;
  const Comparison comparison =
      compare_runs(measured_runs(arguments, std::move(selected.runs), note), options);
  if (!any_readable) return ExitStatus::bad_input;
  if (arguments.format == "json") {
    write_json(comparison, make_run_table(comparison.groups.runs, {}),
               [](std::string_view part) { fmt::print("{}", part); });
  }
  const bool is_table = arguments.format == "table";
  std::string text = arguments.format == "json" ? "" : formatted(arguments, comparison);
  for (const auto& line : {note, earlier_note.value_or("")}) {
    if (line.empty()) continue;
    if (is_table) {
      text += wrapped_text(line, screen_width());
    } else {
      log_stderr(line + '\n');
    }
  }
  if (is_table) {
    print_paged(text);
  } else {
    fmt::print("{}", text);
  }
  return ExitStatus::success;
}

}  // namespace runner
