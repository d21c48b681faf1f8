#include "compare/where_filter.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "base/nearest_name.hpp"
#include "base/quoted.hpp"
#include "base/text_width.hpp"

namespace runner {
namespace {

constexpr std::size_t quoted_bytes = 60;
constexpr std::string_view only_equality = "only numbers can be compared by <, <=, > and >=.";

// Returns nothing for a text that is not a finite number.
std::optional<double> number_in(std::string_view text) {
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

bool is_order(Relation comparison) {
  return comparison != Relation::equal && comparison != Relation::not_equal;
}

template <typename T>
bool compare(const T& left, Relation comparison, const T& right) {
  switch (comparison) {
    case Relation::equal:
      return left == right;
    case Relation::not_equal:
      return left != right;
    case Relation::less:
      return left < right;
    case Relation::less_equal:
      return left <= right;
    case Relation::greater:
      return left > right;
    case Relation::greater_equal:
      return left >= right;
  }
  return false;
}

std::vector<std::string> status_names() {
  std::vector<std::string> names;
  for (int i = 0; i <= static_cast<int>(RunStatus::unreadable); ++i) {
    names.emplace_back(to_text(static_cast<RunStatus>(i)));
  }
  return names;
}

// Whether `path` is `name`, or ends with it after a dot.
bool is_or_ends_with(std::string_view path, std::string_view name) {
  if (!path.ends_with(name)) return false;
  return path.size() == name.size() || path[path.size() - name.size() - 1] == '.';
}

// The keys that may be meant by `name`, sorted.
std::set<std::string> matching_keys(std::string_view name, const std::vector<MeasuredRun>& runs) {
  std::set<std::string> keys;
  for (const auto& run : runs) {
    for (const auto& [key, text] : run.record.config) {
      if (is_or_ends_with(key, name)) keys.insert(key);
    }
  }
  return keys;
}

// Everything that a condition may be about, and the last parts of keys.
std::vector<std::string> known_names(const std::vector<MeasuredRun>& runs) {
  std::set<std::string> keys;
  for (const auto& run : runs) {
    for (const auto& [key, text] : run.record.config) keys.insert(key);
  }
  std::vector<std::string> names(keys.begin(), keys.end());
  for (const auto& key : keys) names.push_back(key.substr(key.rfind('.') + 1));
  names.insert(names.end(), {"status", "iteration", "epoch"});
  for (const Metric metric : all_metrics) names.emplace_back(to_text(metric));
  return names;
}

// A value of the key, if no run has a number there.
std::optional<std::string> any_text_without_number(const std::string& key,
                                                   const std::vector<MeasuredRun>& runs) {
  std::optional<std::string> any;
  for (const auto& run : runs) {
    const std::string* text = find_text(run.record.config, key);
    if (text != nullptr && number_in(*text)) return std::nullopt;
    if (text != nullptr) any = *text;
  }
  return any;
}

}  // namespace

WhereFilter WhereFilter::parse(const std::string& text) { return WhereFilter(parse_where(text)); }

void WhereFilter::resolve(const std::vector<MeasuredRun>& runs) {
  subjects_.clear();
  for (const auto& condition : expression_.conditions) {
    subjects_.push_back(resolve(condition, runs));
    check_value(condition, subjects_.back(), runs);
  }
}

WhereFilter::Subject WhereFilter::resolve(const WhereCondition& condition,
                                          const std::vector<MeasuredRun>& runs) const {
  Subject subject;
  subject.number = number_in(condition.value);
  const auto metric = metric_from(condition.key);
  if (condition.key == "status") {
    subject.kind = Subject::Kind::status;
  } else if (condition.key == "iteration") {
    subject.kind = Subject::Kind::iteration;
  } else if (condition.key == "epoch") {
    subject.kind = Subject::Kind::epoch;
  } else if (metric) {
    subject.kind = Subject::Kind::metric;
    subject.metric = *metric;
  } else {
    subject.key = find_key(condition, runs);
  }
  return subject;
}

std::string WhereFilter::find_key(const WhereCondition& condition,
                                  const std::vector<MeasuredRun>& runs) const {
  const std::set<std::string> keys = matching_keys(condition.key, runs);
  if (keys.contains(condition.key)) return condition.key;
  if (keys.size() == 1) return *keys.begin();
  const std::string written = in_quotes(condition.key, quoted_bytes);
  const std::string problem =
      keys.empty() ? fmt::format("{} is neither a key of these runs' configs nor a metric.{}",
                                 written, did_you_mean(condition.key, known_names(runs)))
                   : fmt::format("{} may be {}; write the whole key.", written,
                                 join({keys.begin(), keys.end()}, " or "));
  throw where_error(expression_.text, condition.key_at, printable(problem));
}

void WhereFilter::check_value(const WhereCondition& condition, const Subject& subject,
                              const std::vector<MeasuredRun>& runs) const {
  const auto fail = [&](std::size_t at, const std::string& message) {
    throw where_error(expression_.text, at, message);
  };
  const std::string value = in_quotes(condition.value, quoted_bytes);
  if (subject.kind == Subject::Kind::status) {
    const auto names = status_names();
    if (is_order(condition.comparison)) {
      fail(condition.comparison_at, fmt::format("a status is a text; {}", only_equality));
    }
    if (std::find(names.begin(), names.end(), condition.value) == names.end()) {
      fail(condition.value_at,
           fmt::format("{} is not a status.{} Expected {}.", value,
                       did_you_mean(condition.value, names), join(names, " or ")));
    }
  } else if (!subject.number && subject.kind != Subject::Kind::key) {
    fail(condition.value_at, fmt::format("{} is a number; {} is not.", condition.key, value));
  } else if (is_order(condition.comparison) && !subject.number) {
    fail(condition.value_at, fmt::format("{} is a text; {}", value, only_equality));
  } else if (is_order(condition.comparison) && subject.kind == Subject::Kind::key) {
    if (const auto text = any_text_without_number(subject.key, runs)) {
      fail(condition.comparison_at,
           fmt::format("{} is a text in these runs, such as {}; {}", printable(subject.key),
                       in_quotes(*text, quoted_bytes), only_equality));
    }
  }
}

bool WhereFilter::matches(const WhereNode& node, const MeasuredRun& run) const {
  const auto part_matches = [&](const WhereNode& part) { return matches(part, run); };
  switch (node.kind) {
    case WhereNode::Kind::condition:
      return holds(node.condition, run);
    case WhereNode::Kind::all:
      return std::all_of(node.parts.begin(), node.parts.end(), part_matches);
    case WhereNode::Kind::any:
      return std::any_of(node.parts.begin(), node.parts.end(), part_matches);
  }
  return false;
}

bool WhereFilter::holds(std::size_t i, const MeasuredRun& run) const {
  const WhereCondition& condition = expression_.conditions[i];
  const Subject& subject = subjects_[i];
  std::optional<double> number;
  switch (subject.kind) {
    case Subject::Kind::status:
      return compare<std::string_view>(to_text(run.record.status), condition.comparison,
                                       condition.value);
    case Subject::Kind::iteration:
      if (run.row) number = static_cast<double>(run.row->iteration);
      break;
    case Subject::Kind::epoch:
      if (run.row) number = static_cast<double>(run.row->epoch);
      break;
    case Subject::Kind::metric:
      number = run.metric(subject.metric);
      break;
    case Subject::Kind::key: {
      const std::string* text = find_text(run.record.config, subject.key);
      if (text == nullptr) break;
      number = number_in(*text);
      if (number && subject.number) break;
      // A text: orders of texts were refused unless other runs have numbers.
      return !is_order(condition.comparison) &&
             compare<std::string_view>(*text, condition.comparison, condition.value);
    }
  }
  if (!number) return condition.comparison == Relation::not_equal;
  return compare(*number, condition.comparison, *subject.number);
}

void keep_matching(std::vector<MeasuredRun>& runs, const std::string& condition) {
  WhereFilter filter = WhereFilter::parse(condition);
  filter.resolve(runs);
  std::erase_if(runs, [&](const MeasuredRun& run) { return !filter.matches(run); });
  if (!runs.empty()) return;
  throw Error(ErrorCode::invalid_input,
              fmt::format("--where {}: none of the runs is such.", printable(condition)));
}

}  // namespace runner
