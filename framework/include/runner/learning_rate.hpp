// LearningRate: the options alpha and schedule, which all optimizers share.
#pragma once

#include <charconv>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <string>

#include <runner/optimizer.hpp>
#include <runner/options.hpp>

namespace runner {

// The learning rate of each update. An optimizer has a member of this type, constructed with its
// default alpha, declares it among its options, and asks for the rate in every step():
//
//     runner::LearningRate alpha_{0.1};
//     void options(runner::Options& o) override { alpha_.declare(o); }
//     ...
//     const Real alpha = static_cast<Real>(alpha_.at(info));
//
// After n of N updates, with w = warmup, k = n - w and K = N - w, the rate of the next update is
//
//     alpha (n + 1) / w                                              while n < w, then by schedule
//     alpha                                                          constant
//     alpha decay^floor(k / decay_every)                             step
//     alpha decay^(k / decay_every)                                  exponential
//     final_alpha + (alpha - final_alpha) / 2 (1 + cos(pi k / K))    cosine
//
// The linear warm-up is that of Goyal et al. 2017 (arXiv:1706.02677), the cosine that of Loshchilov
// and Hutter 2017 (arXiv:1608.03983) without restarts. The rate depends on the options and StepInfo
// alone, so that a resumed run has the same bits.
class LearningRate {
 public:
  // `alpha`: the optimizer's default.
  explicit LearningRate(double alpha) : alpha_(alpha) {}

  // Declares alpha and the options of all schedules. Those of other schedules have no effect.
  // Throws: OptionError if final_alpha is above alpha with the cosine schedule.
  void declare(Options& o) {
    o.real("alpha", alpha_, {.above = 0.0, .doc = "Learning rate"});
    o.choice("schedule", schedule_, {"constant", "step", "exponential", "cosine"},
             {.doc = "How the learning rate falls after the warm-up"});
    o.real("decay", decay_,
           {.above = 0.0,
            .at_most = 1.0,
            .doc = "Factor of the rate every decay_every iterations (step, exponential)"});
    o.integer("decay_every", decay_every_,
              {.at_least = 1, .doc = "Iterations for one factor of decay (step, exponential)"});
    o.real("final_alpha", final_alpha_,
           {.at_least = 0.0, .doc = "Rate at the end of the run (cosine)"});
    o.integer("warmup", warmup_,
              {.at_least = 0, .doc = "Iterations over which the rate first rises to alpha"});
    if (schedule_ == "cosine" && final_alpha_ > alpha_) {
      throw OptionError("final_alpha",
                        "final_alpha must be at most alpha, which is " + in_digits(alpha_) +
                            ", but this is " + in_digits(final_alpha_) +
                            "; the cosine schedule falls from alpha to final_alpha.");
    }
  }

  // Returns the rate of the update that `info` describes.
  // Requires: info.iteration is from 1 to info.total_iterations.
  double at(const StepInfo& info) const {
    const std::uint64_t made = info.iteration - 1;
    const auto warmup = static_cast<std::uint64_t>(warmup_);
    if (made < warmup) {
      return alpha_ * (static_cast<double>(made + 1) / static_cast<double>(warmup));
    }
    // made < total_iterations, so the second argument is at least 1.
    return scheduled(made - warmup, info.total_iterations - warmup);
  }

 private:
  // k and K of the class comment.
  double scheduled(std::uint64_t passed, std::uint64_t total) const {
    const auto every = static_cast<std::uint64_t>(decay_every_);
    if (schedule_ == "step") {
      const std::uint64_t falls = passed / every;
      return alpha_ * std::pow(decay_, static_cast<double>(falls));
    }
    if (schedule_ == "exponential") {
      return alpha_ * std::pow(decay_, static_cast<double>(passed) / static_cast<double>(every));
    }
    if (schedule_ == "cosine") {
      const double share = static_cast<double>(passed) / static_cast<double>(total);
      return final_alpha_ + (alpha_ - final_alpha_) / 2 * (1 + std::cos(std::numbers::pi * share));
    }
    return alpha_;
  }

  static std::string in_digits(double number) {
    char digits[32];
    return {digits, std::to_chars(digits, digits + sizeof digits, number).ptr};
  }

  double alpha_;
  std::string schedule_ = "constant";
  double decay_ = 0.1;
  std::int64_t decay_every_ = 1000;
  double final_alpha_ = 0.0;
  std::int64_t warmup_ = 0;
};

}  // namespace runner
