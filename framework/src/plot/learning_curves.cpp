#include "plot/learning_curves.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/nearest_name.hpp"
#include "base/text_width.hpp"
#include "compare/measuring_point.hpp"
#include "compare/ranking.hpp"
#include "compare/shortened_cells.hpp"
#include "plot/averaged_rows.hpp"
#include "plot/curve_sources.hpp"

namespace runner {
namespace {

std::string_view quantity_of(Metric metric) {
  if (lower_is_better(metric)) return "loss";
  return higher_is_better(metric) ? "accuracy" : "seconds";
}

void require_one_quantity(const std::vector<Metric>& metrics) {
  for (const Metric metric : metrics) {
    if (quantity_of(metric) == quantity_of(metrics.front())) continue;
    throw Error(ErrorCode::invalid_input,
                fmt::format("{} and {} cannot share an axis; plot them one after the other.",
                            to_text(metrics.front()), to_text(metric)));
  }
}

// Makes the curves of all sources.
class CurveMaker {
 public:
  CurveMaker(const RunGroups& groups, LearningCurves& result) : groups_(groups), result_(result) {}

  void add(const CurveSource& source) {
    const AlignedRows rows = read(source);
    if (rows.runs() == 0) return;
    note_cuts(source, rows);
    bool was_drawn = false;
    for (std::size_t metric = 0; metric < result_.metrics.size(); ++metric) {
      Curve curve{source.label, remark(source, rows.runs()), sources_, metric, {}};
      curve.points = rows.points(result_.metrics[metric], not_finite_);
      if (result_.logarithmic) remove_nonpositive(curve);
      if (std::all_of(curve.points.begin(), curve.points.end(),
                      [](const CurvePoint& point) { return point.is_gap(); })) {
        result_.notes.push_back(fmt::format("{} has no {} that can be drawn.", source.label,
                                            to_text(result_.metrics[metric])));
        continue;
      }
      result_.curves.push_back(std::move(curve));
      was_drawn = true;
    }
    if (was_drawn) ++sources_;
  }

  void note_gaps() {
    const auto add = [this](std::size_t count, const char* what) {
      if (count == 0) return;
      result_.notes.push_back(count == 1
                                  ? fmt::format("1 value is {} and leaves a gap.", what)
                                  : fmt::format("{} values are {} and leave gaps.", count, what));
    };
    add(not_finite_, "not finite");
    add(nonpositive_, "not above 0, which a logarithmic axis cannot show,");
  }

 private:
  AlignedRows read(const CurveSource& source) {
    std::vector<RunRows> runs;
    for (const std::size_t run : source.runs) {
      const RunRecord& record = groups_.runs[run].record;
      try {
        runs.push_back(read_rows_so_far(record));
      } catch (const Error& error) {
        result_.warnings.push_back(printable(error.what()) + " The run is not drawn.");
      }
    }
    return {std::move(runs), result_.x};
  }

  std::string remark(const CurveSource& source, std::size_t runs) const {
    if (!source.is_mean) return source.remark;
    const char* plural = runs == 1 ? "" : "s";
    if (result_.over == "seed") return fmt::format("{} seed{}", runs, plural);
    return fmt::format("{} value{} of {}", runs, plural, printable(result_.over));
  }

  void note_cuts(const CurveSource& source, const AlignedRows& rows) {
    const std::string_view place = result_.x == CurveX::epoch ? "epoch" : "iteration";
    if (rows.places().empty()) {
      if (rows.runs() > 1) {
        result_.notes.push_back(
            fmt::format("{}: no {} has a row in all {} runs; --each draws them.", source.label,
                        place, rows.runs()));
      }
      return;
    }
    if (rows.places().back() < rows.last_place()) {
      result_.notes.push_back(
          fmt::format("{}: the mean ends at {} {}, the last that all {} runs have; the longest run "
                      "has {}.",
                      source.label, place, rows.places().back(), rows.runs(), rows.last_place()));
    }
    if (rows.partial_places() > 0) {
      result_.notes.push_back(fmt::format("{}: {} {}{} that not all {} runs measured {} not drawn.",
                                          source.label, rows.partial_places(), place,
                                          rows.partial_places() == 1 ? "" : "s", rows.runs(),
                                          rows.partial_places() == 1 ? "is" : "are"));
    }
  }

  void remove_nonpositive(Curve& curve) {
    for (auto& point : curve.points) {
      if (point.is_gap() || point.y > 0) continue;
      point.y = std::numeric_limits<double>::quiet_NaN();
      point.band.reset();
      ++nonpositive_;
    }
  }

  const RunGroups& groups_;
  LearningCurves& result_;
  std::size_t sources_ = 0;
  std::size_t not_finite_ = 0;
  std::size_t nonpositive_ = 0;
};

[[noreturn]] void fail_empty(const LearningCurves& result) {
  std::vector<std::string> reasons = result.warnings;
  reasons.insert(reasons.end(), result.notes.begin(), result.notes.end());
  constexpr std::size_t max_reasons = 5;
  if (reasons.size() > max_reasons) reasons.resize(max_reasons);
  throw Error(ErrorCode::invalid_input,
              fmt::format("there is nothing to plot.{}{}", reasons.empty() ? "" : " ",
                          fmt::join(reasons, " ")));
}

}  // namespace

std::string_view to_text(CurveX x) {
  constexpr std::array<std::string_view, 3> texts = {"iteration", "epoch", "seconds"};
  return texts[static_cast<std::size_t>(x)];
}

bool Curve::has_band() const {
  return std::any_of(points.begin(), points.end(),
                     [](const CurvePoint& point) { return point.band.has_value(); });
}

bool Curve::is_lone(std::size_t point) const {
  const bool after_gap = point == 0 || points[point - 1].is_gap();
  const bool before_gap = point + 1 == points.size() || points[point + 1].is_gap();
  return !points[point].is_gap() && after_gap && before_gap;
}

std::string LearningCurves::y_title() const {
  return std::string(metrics.size() == 1 ? to_text(metrics.front()) : quantity_of(metrics.front()));
}

std::string LearningCurves::title() const {
  const bool has_bands = std::any_of(curves.begin(), curves.end(),
                                     [](const Curve& curve) { return curve.has_band(); });
  std::string title = fmt::format("{} against {}", y_title(), to_text(x));
  if (has_bands) {
    title += fmt::format(": mean and standard deviation over {}",
                         over == "seed" ? "seeds" : "values of " + printable(over));
  }
  return title;
}

std::string LearningCurves::legend(const Curve& curve, std::size_t width) const {
  constexpr std::size_t min_label_width = 8;
  std::string end;
  if (metrics.size() > 1) end += fmt::format(" {}", to_text(metrics[curve.metric]));
  if (!curve.remark.empty()) end += fmt::format(" ({})", curve.remark);
  const std::size_t end_width = display_width(end);
  const std::size_t label_width = width > end_width ? width - end_width : 0;
  return shortened(shortened(curve.label, std::max(label_width, min_label_width)) + end, width);
}

Metric default_curve_metric(const RunGroups& groups) {
  const bool any_complete =
      std::any_of(groups.groups.begin(), groups.groups.end(),
                  [](const RunGroup& group) { return !group.observations.empty(); });
  if (any_complete) return default_ranking_metric(groups);
  for (const auto& run : groups.runs) {
    if (run.row && run.row->validation) return Metric::validation_accuracy;
  }
  return Metric::train_loss;
}

LearningCurves make_learning_curves(const RunGroups& groups, const CurveOptions& options) {
  LearningCurves result;
  result.x = options.x;
  result.metrics = options.metrics;
  if (result.metrics.empty()) result.metrics = {default_curve_metric(groups)};
  require_one_quantity(result.metrics);
  result.over = groups.over;
  result.logarithmic = options.logarithmic;
  CurveSources sources = curve_sources(groups, options.each);
  keep_best(sources, groups, result.metrics.front(), options.top);
  result.notes = std::move(sources.notes);
  CurveMaker maker(groups, result);
  for (const auto& source : sources.sources) {
    if (!source.note.empty()) result.notes.push_back(source.note);
    maker.add(source);
  }
  maker.note_gaps();
  if (result.curves.empty()) fail_empty(result);
  return result;
}

}  // namespace runner
