#include <cmath>
#include <utility>

#include "plugin_checks/check_kinds.hpp"
#include "plugin_checks/guarded_matrix.hpp"

namespace runner {
namespace {

constexpr std::uint32_t seed = 42;

// A layer drawn as the network draws it.
template <typename Real>
struct Layer {
  arma::Mat<Real> W;
  arma::Col<Real> b;
  double next_draw = 0;  // the generator's next number afterwards
};

template <typename Real>
Layer<Real> draw(const Subject& subject, arma::uword fan_out, arma::uword fan_in,
                 std::uint32_t random_seed = seed) {
  const auto initializer = make_configured<Initializer<Real>>(subject);
  Random random(random_seed);
  GuardedMatrix<Real> W(fan_out, fan_in);
  checked_call(subject.info, "weights()",
               [&] { initializer->weights(W.view, fan_in, fan_out, random); });
  W.check("weights()");
  arma::Col<Real> b(fan_out, arma::fill::zeros);
  arma::Col<Real> view(b.memptr(), fan_out, false, true);
  checked_call(subject.info, "biases()",
               [&] { initializer->biases(view, fan_in, fan_out, random); });
  return {W.view, b, random.uniform()};
}

constexpr std::pair<arma::uword, arma::uword> shapes[] = {{10, 784}, {30, 10}, {1, 5}, {64, 256}};

template <typename Real>
void check_complete(const Subject& subject) {
  for (const auto& [fan_out, fan_in] : shapes) {
    const Layer<Real> layer = draw<Real>(subject, fan_out, fan_in);
    if (layer.W.is_finite() && layer.b.is_finite()) continue;
    throw CheckFailure(
        fmt::format("for a layer of {} x {} in {} some weights are not set or not finite.", fan_out,
                    fan_in, precision_name<Real>));
  }
}

template <typename Real>
void check_initializer_repeats(const Subject& subject) {
  const Layer<Real> first = draw<Real>(subject, 10, 20);
  const Layer<Real> second = draw<Real>(subject, 10, 20);
  if (same_bits(first.W, second.W) && same_bits(first.b, second.b)) return;
  throw CheckFailure(
      fmt::format("the same seed gives different weights in {}; draw only from `random`.",
                  precision_name<Real>));
}

void check_initializer_precisions(const Subject& subject) {
  const Layer<double> wide = draw<double>(subject, 10, 20);
  const Layer<float> narrow = draw<float>(subject, 10, 20);
  const bool rounded = same_bits(arma::fmat(arma::conv_to<arma::fmat>::from(wide.W)), narrow.W) &&
                       same_bits(arma::fvec(arma::conv_to<arma::fvec>::from(wide.b)), narrow.b);
  if (!rounded)
    throw CheckFailure("weights in float are not those in double, rounded; draw in double.");
  if (wide.next_draw != narrow.next_draw) {
    throw CheckFailure("float and double take different numbers of draws from `random`.");
  }
}

struct Moments {
  double mean = 0;
  double deviation = 0;
  double mean_error = 0;       // standard error of the mean
  double deviation_error = 0;  // standard error of the deviation, from the fourth moment
};

// For n samples with central moments m2 and m4: se(mean) = sqrt(m2 / n), and
// se(deviation) = sqrt((m4 - m2^2) / n) / (2 sqrt(m2)), by the delta method.
Moments moments(const arma::mat& W) {
  const double n = static_cast<double>(W.n_elem);
  const double mean = arma::accu(W) / n;
  const double variance = arma::accu(arma::square(W - mean)) / n;
  const double fourth = arma::accu(arma::pow(W - mean, 4)) / n;
  const double deviation = std::sqrt(variance);
  const double spread = std::sqrt(std::max(0.0, fourth - variance * variance) / n);
  return {mean, deviation, deviation / std::sqrt(n), deviation > 0 ? spread / (2 * deviation) : 0};
}

// Six standard errors: a good plugin fails by chance once in some hundred million checks.
void check_moments(const Subject& subject) {
  const Moments first = moments(draw<double>(subject, 64, 256, seed).W);
  const Moments second = moments(draw<double>(subject, 64, 256, seed + 1).W);
  const auto apart = [](double a, double b, double error) { return std::abs(a - b) > 6 * error; };
  if (!(first.deviation < 10)) {
    throw CheckFailure(
        fmt::format("the weights of a 64 x 256 layer have a deviation of {}, which is too large to "
                    "train.",
                    first.deviation));
  }
  if (apart(first.mean, second.mean, std::sqrt(2.0) * first.mean_error) ||
      apart(first.deviation, second.deviation, std::sqrt(2.0) * first.deviation_error + 1e-12)) {
    throw CheckFailure(
        fmt::format("two seeds give different distributions: mean {} and {}, deviation {} "
                    "and {}.",
                    first.mean, second.mean, first.deviation, second.deviation));
  }
}

// Weights of at most three values, such as zeros or the identity, need no draws.
void check_generator(const Subject& subject) {
  const Layer<double> layer = draw<double>(subject, 10, 20);
  constexpr arma::uword max_fixed_values = 3;
  const bool drawn = layer.next_draw != Random(seed).uniform();
  if (drawn || arma::mat(arma::unique(layer.W)).n_elem <= max_fixed_values) return;
  throw CheckFailure(
      "the weights vary but nothing was drawn from `random`, so the run's seed has no effect.");
}

}  // namespace

void check_initializer(const Subject& subject, CheckLog& log) {
  const auto run = [&](std::string_view statement, auto check) {
    log.run(statement, subject.variant, check);
  };
  run("every weight is set and finite", [&] {
    check_complete<double>(subject);
    check_complete<float>(subject);
  });
  run("the same seed gives the same weights", [&] {
    check_initializer_repeats<double>(subject);
    check_initializer_repeats<float>(subject);
  });
  run("weights are drawn from the run's generator", [&] { check_generator(subject); });
  run("float weights are the double weights, rounded",
      [&] { check_initializer_precisions(subject); });
  run("two seeds give the same mean and deviation", [&] { check_moments(subject); });
}

}  // namespace runner
