#include <algorithm>

#include <fmt/format.h>

#include "base/nearest_name.hpp"
#include "base/text_width.hpp"
#include "cli/arguments/argument_parser.hpp"
#include "cli/arguments/run_selection.hpp"
#include "cli/commands/commands.hpp"
#include "cli/terminal/half_blocks.hpp"
#include "cli/terminal/print_warnings.hpp"
#include "cli/terminal/screen_size.hpp"
#include "compare/measuring_point.hpp"
#include "compare/where_filter.hpp"
#include "plot/picture.hpp"
#include "plot/text_plot.hpp"
#include "runs/csv_cells.hpp"

namespace runner {
namespace {

struct PlotArguments {
  RunSelection selection;
  std::vector<std::string> metrics;
  std::string x = "iteration";
  bool logarithmic = false;
  std::string over = "seed";
  bool each = false;
  std::string where;
  std::optional<std::uint64_t> top = 8;
  std::string output;
};

bool parse(PlotArguments& arguments, int argc, char** argv) {
  ArgumentParser parser("runner plot",
                        "Draws metrics along the training: the mean and standard deviation over "
                        "the seeds of each setting.");
  arguments.selection.add_to(parser);
  parser.add_list("--metric METRIC", arguments.metrics,
                  "What to plot; several are given in turn or as A,B (default: "
                  "validation_accuracy, or train_loss without validation examples)");
  parser.add_option("--x AXIS", arguments.x, "iteration, epoch or seconds");
  parser.add_flag("--log", arguments.logarithmic, "Make the metric's axis logarithmic");
  parser.add_option("--over KEY", arguments.over, "The key in which the runs of a group differ");
  parser.add_flag("--each", arguments.each, "Draw single runs instead of groups");
  parser.exclude("--each", "--over");
  parser.add_option("--where CONDITION", arguments.where,
                    "Only runs such as 'optimizer.alpha<0.1 and network.activation=relu'");
  parser.add_number("--top N", arguments.top, {.min = 1},
                    "Of more groups or runs, draw the best N by the first metric's last value");
  parser.add_option("-o,--output FILE", arguments.output,
                    "Let gnuplot draw a picture, FILE.svg, .pdf or .png, and leave its script and "
                    "data beside it");
  parser.allow_only("--x", {"iteration", "epoch", "seconds"});
  return parser.parse(argc, argv);
}

[[noreturn]] void fail_metric(const std::string& problem) {
  throw Error(
      ErrorCode::invalid_input,
      fmt::format("runner plot: --metric: {} Run 'runner plot --help' for usage.", problem));
}

std::vector<Metric> parse_metrics(const std::vector<std::string>& lists) {
  std::vector<Metric> metrics;
  for (const auto& list : lists) {
    for (const auto& cell : split_cells(list)) {
      const auto metric = metric_from(cell);
      const auto names = names_of(all_metrics);
      if (!metric) {
        fail_metric(fmt::format("'{}' is not one of {}.{}", printable(cell), join(names),
                                did_you_mean(cell, names)));
      }
      if (std::find(metrics.begin(), metrics.end(), *metric) != metrics.end()) {
        fail_metric(fmt::format("{} is given twice.", cell));
      }
      metrics.push_back(*metric);
    }
  }
  return metrics;
}

CurveOptions curve_options(const PlotArguments& arguments) {
  CurveOptions options;
  options.metrics = parse_metrics(arguments.metrics);
  for (const CurveX x : {CurveX::iteration, CurveX::epoch, CurveX::seconds}) {
    if (arguments.x == to_text(x)) options.x = x;
  }
  options.logarithmic = arguments.logarithmic;
  options.each = arguments.each;
  options.top = *arguments.top;
  return options;
}

std::vector<MeasuredRun> measured_runs(const PlotArguments& arguments,
                                       std::vector<RunRecord> records) {
  std::vector<MeasuredRun> runs;
  for (auto& record : records) runs.push_back(measure(std::move(record)));
  if (!arguments.where.empty()) keep_matching(runs, arguments.where);
  for (const auto& run : runs) {
    const RunRecord& record = run.record;
    if (record.status == RunStatus::unreadable || record.problem.empty()) continue;
    print_warnings({printable(record.problem) + " The run is not drawn."});
  }
  return runs;
}

void print_notes(const std::vector<std::string>& notes) {
  for (const auto& note : notes) fmt::print("{}\n", note);
}

void print_picture(const LearningCurves& curves, const PictureFiles& files) {
  draw_picture(curves, files);
  print_notes(curves.notes);
  fmt::print(
      "{} was drawn by gnuplot from {} and {}. To draw it again after a change, run gnuplot on "
      "the script in its folder.\n",
      printable(files.picture.string()), printable(files.script.filename().string()),
      printable(files.data.filename().string()));
}

}  // namespace

ExitStatus plot_command(int argc, char** argv) {
  PlotArguments arguments;
  if (!parse(arguments, argc, argv)) return ExitStatus::success;
  const CurveOptions options = curve_options(arguments);
  std::optional<PictureFiles> files;
  if (!arguments.output.empty()) files = picture_files(arguments.output);

  SelectedRuns selected = select_runs(arguments.selection);
  print_warnings(selected.warnings);
  const auto earlier_note = selected.earlier_trials_note();
  const RunGroups groups =
      make_groups(measured_runs(arguments, std::move(selected.runs)), arguments.over);
  LearningCurves curves = make_learning_curves(groups, options);
  if (earlier_note) curves.notes.push_back(*earlier_note);
  print_warnings(curves.warnings);
  if (files) {
    print_picture(curves, *files);
    return ExitStatus::success;
  }
  const ScreenSize screen = screen_size().value_or(ScreenSize{});
  const bool coloured = style_of_stdout() != DrawingStyle::plain;
  fmt::print("{}", draw_text_plot(curves, {screen.columns, screen.rows}, coloured));
  return ExitStatus::success;
}

}  // namespace runner
