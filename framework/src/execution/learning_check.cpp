#include "execution/learning_check.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/nearest_name.hpp"
#include "base/text_width.hpp"

namespace runner {
namespace {

struct Findings {
  bool one_class = false;
  bool loss_rose = false;
  InactiveUnits inactive;
  std::uint64_t hidden_units = 0;

  bool all_inactive() const { return inactive.dead + inactive.saturated == hidden_units; }
};

bool all_in_one_class(std::span<const PredictionLine> predictions) {
  const auto same = [&](auto member) {
    return std::all_of(predictions.begin(), predictions.end(), [&](const PredictionLine& line) {
      return line.*member == predictions.front().*member;
    });
  };
  return !predictions.empty() && same(&PredictionLine::predicted) && !same(&PredictionLine::label);
}

std::string units_text(const Findings& findings) {
  const auto& [dead, saturated] = findings.inactive;
  if (saturated == 0) {
    return fmt::format(
        "every hidden unit ({}) is dead: its derivative is 0 on all training examples", dead);
  }
  if (dead == 0) {
    return fmt::format(
        "every hidden unit ({}) is saturated: its derivative is below 1e-6 on all training "
        "examples",
        saturated);
  }
  return fmt::format(
      "every hidden unit is dead ({}) or saturated ({}): its derivative is 0, or below 1e-6, on "
      "all training examples",
      dead, saturated);
}

// In all digits if four decimals do not show the difference.
std::string rise_text(double first, double last) {
  const bool same = metric_text(first) == metric_text(last);
  return fmt::format("the training loss rose from {} at iteration 0 to {}",
                     same ? fmt::format("{}", first) : metric_text(first),
                     same ? fmt::format("{}", last) : metric_text(last));
}

std::string remedies(const Findings& findings, const ExperimentSpec& spec) {
  std::vector<std::string> remedies;
  const bool too_fast = findings.loss_rose || findings.all_inactive();
  remedies.emplace_back(too_fast ? "a smaller optimizer.alpha"
                                 : "another optimizer.alpha, more iterations");
  if (!spec.standardize) remedies.emplace_back("`standardize: true`");
  if (findings.all_inactive()) {
    remedies.emplace_back(spec.activation.name == "relu" ? "the activation leaky_relu"
                                                         : "another activation");
    remedies.emplace_back("another initializer");
  }
  return join(remedies, " or ");
}

}  // namespace

std::string learning_warning(const ExperimentSpec& spec, TrainingSession& session,
                             const TrainingResult& result,
                             const std::vector<std::string>& class_names) {
  const TrainingOutcome& outcome = result.outcome;
  const bool ended =
      outcome.status == TrainingStatus::finished || outcome.status == TrainingStatus::stopped_early;
  if (!ended || outcome.completed == 0) return {};
  const Findings found{
      .one_class = all_in_one_class(result.predictions),
      .loss_rose = result.first_loss && outcome.last.train.loss > *result.first_loss,
      .inactive = session.inactive_units(),
      .hidden_units = session.shape().hidden_units};
  std::vector<std::string> texts;
  if (found.one_class) {
    texts.push_back(fmt::format("all {} test examples are predicted as class {}",
                                result.predictions.size(),
                                printable(class_names[result.predictions.front().predicted])));
  }
  if (found.loss_rose) {
    texts.push_back(rise_text(*result.first_loss, outcome.last.train.loss));
  }
  if (found.all_inactive()) texts.push_back(units_text(found));
  if (texts.empty()) return {};
  return fmt::format("the network seems to have learned nothing: {}. What usually helps: {}.",
                     fmt::join(texts, "; "), remedies(found, spec));
}

}  // namespace runner
