// Learning curves: metrics along the training, with their spread over the runs of a group. Numbers
// and texts only; text_plot.hpp and gnuplot_files.hpp draw them.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compare/run_groups.hpp"
#include "statistics/statistics.hpp"

namespace runner {

enum class CurveX { iteration, epoch, seconds };

std::string_view to_text(CurveX x);

struct CurvePoint {
  double x = 0;
  double y = 0;                  // of several runs their mean; NaN where the curve has a gap
  std::optional<Interval> band;  // the mean minus and plus the standard deviation of several runs

  bool is_gap() const { return std::isnan(y); }
};

struct Curve {
  std::string label;               // of the group or run; safe to print
  std::string remark;              // "5 seeds", "running, 3400/20000"; may be empty
  std::size_t source = 0;          // which runs it shows, counted from 0
  std::size_t metric = 0;          // index into LearningCurves::metrics
  std::vector<CurvePoint> points;  // by ascending x; at least one is not a gap

  bool has_band() const;
  // Whether the point is not a gap, and no line can join it to a neighbour.
  bool is_lone(std::size_t point) const;
};

struct LearningCurves {
  CurveX x = CurveX::iteration;
  std::vector<Metric> metrics = {};  // different ones of the same quantity
  std::string over = "seed";         // the key that the runs of a group differ in
  bool logarithmic = false;
  std::vector<Curve> curves;          // by source, then by metric; at least one
  std::vector<std::string> notes;     // what a reader must know, in sentences
  std::vector<std::string> warnings;  // about files that could not be used

  std::size_t sources() const { return curves.back().source + 1; }
  // "validation_accuracy", or "accuracy" for several metrics.
  std::string y_title() const;
  // "validation_accuracy against iteration: mean and standard deviation over the seed"
  std::string title() const;
  // What tells the curve from the others, and its remark: "relu train_accuracy (5 seeds)". The
  // label is shortened first, to keep to `width` columns. Requires: width > 0.
  std::string legend(const Curve& curve, std::size_t width) const;
};

struct CurveOptions {
  std::vector<Metric> metrics = {};  // none: default_curve_metric()
  CurveX x = CurveX::iteration;
  bool logarithmic = false;  // values of at most 0 become gaps
  bool each = false;         // single runs instead of means
  std::size_t top = 8;       // of more groups or runs, the best ones by the first metric
};

// As default_ranking_metric(), or by all runs if none is complete.
Metric default_curve_metric(const RunGroups& groups);

// Reads metrics.csv of the runs that are drawn and averages the runs of each group.
//
// Runs are averaged where all of them have a row: of the same iteration, or with CurveX::epoch the
// first row after the same number of epochs. So the mean ends where the run that stopped first
// does, and a note says so. With CurveX::seconds, x is the mean of the runs' seconds at an
// iteration. A value that is missing or not finite in one of the runs makes a gap. A run whose
// metrics.csv cannot be used is left out with a warning.
// Throws: Error (invalid_input) if the metrics are of different quantities, such as a loss and an
// accuracy, or if nothing could be drawn.
LearningCurves make_learning_curves(const RunGroups& groups, const CurveOptions& options);

}  // namespace runner
