// --where: which runs are compared.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "compare/measured_run.hpp"
#include "compare/where_expression.hpp"

namespace runner {

// Conditions on a run's status, on `iteration`, `epoch` and the metrics of its row, and on the keys
// of its config, `name` and `seed` among them. A key may be written by its last parts, as in
// `alpha` for optimizer.alpha, if no other key of the runs ends so; a key that is written in full,
// a metric or the status takes precedence.
//
// Values that are both numbers are compared as numbers (1e-1 is 0.1), others as texts, by = and !=
// alone. A run that lacks the key or the metric, because another plugin has other options, differs
// from every value: it matches != and nothing else.
class WhereFilter {
 public:
  // Throws: Error (invalid_input), with the place.
  static WhereFilter parse(const std::string& text);

  // Finds what each condition is about among the runs' keys.
  // Throws: Error (invalid_input), with the place, if a key is unknown or ambiguous, or its values
  // cannot be compared in this way.
  void resolve(const std::vector<MeasuredRun>& runs);

  // Requires: resolve() was called with runs among which this one is.
  bool matches(const MeasuredRun& run) const { return matches(expression_.root, run); }

 private:
  // What a condition is about, and its value as a number, if it is one.
  struct Subject {
    enum class Kind { key, status, iteration, epoch, metric };

    Kind kind = Kind::key;
    std::string key;  // of the config, in full
    Metric metric = Metric::seconds;
    std::optional<double> number;
  };

  explicit WhereFilter(WhereExpression expression) : expression_(std::move(expression)) {}

  Subject resolve(const WhereCondition& condition, const std::vector<MeasuredRun>& runs) const;
  std::string find_key(const WhereCondition& condition, const std::vector<MeasuredRun>& runs) const;
  void check_value(const WhereCondition& condition, const Subject& subject,
                   const std::vector<MeasuredRun>& runs) const;
  bool matches(const WhereNode& node, const MeasuredRun& run) const;
  bool holds(std::size_t i, const MeasuredRun& run) const;  // the condition with that index

  WhereExpression expression_;
  std::vector<Subject> subjects_;  // parallel to the conditions
};

// Removes the runs that do not match the condition.
// Throws: as WhereFilter; Error (invalid_input) if none is left.
void keep_matching(std::vector<MeasuredRun>& runs, const std::string& condition);

}  // namespace runner
