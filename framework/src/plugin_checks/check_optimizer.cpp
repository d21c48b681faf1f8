#include <cmath>

#include "plugin_checks/check_kinds.hpp"
#include "plugin_checks/check_options.hpp"
#include "plugin_checks/descent.hpp"
#include "plugin_host/plugin_description.hpp"

namespace runner {
namespace {

void check_state(const Subject& subject) {
  const auto optimizer = make_configured<Optimizer<double>>(subject);
  DeclaredState<double> first;
  DeclaredState<double> second;
  checked_call(subject.info, "state()", [&] { optimizer->state(first); });
  checked_call(subject.info, "state()", [&] { optimizer->state(second); });
  if (first.vectors != second.vectors) {
    throw CheckFailure("a second call of state() declares different vectors than the first.");
  }
  if (!first.repeated_name.empty()) {
    throw CheckFailure(fmt::format("state() declares the name '{}' twice.", first.repeated_name));
  }
  if (first.vectors.contains("")) throw CheckFailure("state() declares a vector without a name.");
}

// Whether the plugin accepts these options.
bool accepts(const Subject& subject) {
  try {
    make_configured<Optimizer<double>>(subject);
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

// The subject itself, then with other learning rates: the one for a network may not suit the
// objective.
std::vector<Subject> with_rates(const Subject& subject) {
  std::vector<Subject> subjects{subject};
  for (const auto& option : describe_plugin(subject.info).options) {
    const bool is_rate = option.name == "alpha" || option.name == "learning_rate" ||
                         option.name == "rate" || option.name == "lr";
    if (!is_rate || option.type != OptionType::real) continue;
    const Value* given = subject.options.find(option.name);
    const auto* default_value =
        std::get_if<double>(given == nullptr ? &option.default_value.data : &given->data);
    for (const double factor : {0.1, 0.01, 0.001, 10.0, 100.0}) {
      if (default_value == nullptr) continue;
      const Value other = real_value(*default_value * factor);
      Subject candidate{subject.info, with_option(subject.options, option.name, other), {}};
      if (accepts(candidate)) subjects.push_back(std::move(candidate));
    }
  }
  return subjects;
}

template <typename Real>
void check_descent(const Subject& subject, const Objective& objective) {
  const double start = Descent<Real>(subject, objective).update(1);
  double best = std::numeric_limits<double>::infinity();
  const auto candidates = with_rates(subject);
  for (const auto& candidate : candidates) {
    const double end = Descent<Real>(candidate, objective).update(descent_updates);
    if (end < 0.5 * start) return;
    if (end < best) best = end;
  }
  throw CheckFailure(fmt::format(
      "{} begins at {} and reaches {} at best after {} updates in {}, {}; it should fall below "
      "half.",
      objective.name, start, best, descent_updates, precision_name<Real>,
      candidates.size() > 1 ? "with learning rates from a thousandth to a hundred times the default"
                            : "with its default learning rate (it has no option alpha to vary)"));
}

template <typename Real>
void check_restored(const Subject& subject) {
  for (const auto& objective : objectives) {
    Descent<Real> original(subject, objective);
    original.update(7);
    Descent<Real> restored(subject, objective);
    restored.restore(original);
    original.update(5);
    restored.update(5);
    if (same_bits(original.values(), restored.values())) continue;
    throw CheckFailure(fmt::format(
        "on {} in {} a new object with the restored state continues differently; state() "
        "must declare everything that step() remembers.",
        objective.name, precision_name<Real>));
  }
}

template <typename Real>
void check_optimizer_repeats(const Subject& subject) {
  Descent<Real> first(subject, objectives[0]);
  Descent<Real> second(subject, objectives[0]);
  first.update(10);
  second.update(10);
  if (same_bits(first.values(), second.values())) return;
  throw CheckFailure(
      fmt::format("the same ten updates give different bits in {}.", precision_name<Real>));
}

template <typename Real>
void check_zero_gradient(const Subject& subject) {
  Descent<Real> descent(subject, objectives[0]);
  descent.update_without_gradient();
  descent.update_without_gradient();
  if (descent.values().is_finite()) return;
  throw CheckFailure(
      fmt::format("a zero gradient makes parameters infinite or NaN in {}.", precision_name<Real>));
}

void check_optimizer_precisions(const Subject& subject) {
  Descent<double> wide(subject, objectives[0]);
  Descent<float> narrow(subject, objectives[0]);
  wide.update(3);
  narrow.update(3);
  for (arma::uword i = 0; i < wide.values().n_elem; ++i) {
    const double expected = wide.values()[i];
    const auto found = static_cast<double>(narrow.values()[i]);
    if (std::abs(expected - found) < 1e-4 * std::max(1.0, std::abs(expected))) continue;
    throw CheckFailure(fmt::format(
        "after three updates a parameter is {} in double and {} in float.", expected, found));
  }
}

}  // namespace

void check_optimizer(const Subject& subject, CheckLog& log) {
  const auto run = [&](std::string_view statement, auto check) {
    log.run(statement, subject.variant, check);
  };
  run("state() declares the same vectors each time", [&] { check_state(subject); });
  for (const auto& objective : objectives) {
    run(fmt::format("it reduces {}", objective.name), [&] {
      check_descent<double>(subject, objective);
      check_descent<float>(subject, objective);
    });
  }
  run("a restored state resumes bit for bit", [&] {
    check_restored<double>(subject);
    check_restored<float>(subject);
  });
  run("a zero gradient keeps parameters finite", [&] {
    check_zero_gradient<double>(subject);
    check_zero_gradient<float>(subject);
  });
  run("float and double agree", [&] { check_optimizer_precisions(subject); });
  run("repeats are bit-identical", [&] {
    check_optimizer_repeats<double>(subject);
    check_optimizer_repeats<float>(subject);
  });
}

}  // namespace runner
