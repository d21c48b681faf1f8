// LearningRate against PyTorch's schedulers, from tests/reference/optimizers.py, and its errors.
#include <fstream>

#include <nlohmann/json.hpp>
#include <runner/learning_rate.hpp>

#include "config/yaml_reader.hpp"
#include "plugin_host/option_reader.hpp"
#include "support/catch.hpp"

namespace runner::learning_rate_test {
namespace {

// A learning rate with options as in a config. Throws the error that the user would see.
LearningRate learning_rate(const std::string& options) {
  Diagnostics diagnostics;
  const SourceLocation place{std::make_shared<const std::string>("x.yaml"), 1, 1};
  const Value value = parse_yaml(options, place, diagnostics);
  OptionReader reader(value, "the optimizer", diagnostics);
  LearningRate rate(0.1);
  rate.declare(reader);
  reader.finish();
  diagnostics.throw_if_any();
  return rate;
}

// The rate of an update, numbered from 1, in a run of `total`.
double rate_at(const LearningRate& rate, std::uint64_t iteration, std::uint64_t total) {
  return rate.at(StepInfo{.iteration = iteration, .total_iterations = total});
}

std::string error_of(const std::string& options) {
  try {
    learning_rate(options);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

TEST_CASE("Schedules and warm-up give the rates of PyTorch's schedulers", "[learning_rate]") {
  const auto reference =
      nlohmann::json::parse(std::ifstream(RUNNER_SOURCE_DIR "/tests/reference/optimizers.json"));
  for (const auto& schedule : reference.at("schedules")) {
    const std::string options = schedule.at("options").dump();
    const LearningRate rate = learning_rate(options);
    for (const auto& [iteration, expected] :
         schedule.at("rates").get<std::vector<std::pair<std::uint64_t, double>>>()) {
      CAPTURE(options, iteration);
      CHECK(rate_at(rate, iteration, schedule.at("total_iterations")) ==
            Approx(expected).epsilon(0).margin(1e-14));
    }
  }
}

TEST_CASE("The constant schedule is alpha to the last bit", "[learning_rate]") {
  const LearningRate rate = learning_rate("alpha: 0.3");
  for (const std::uint64_t iteration : {1, 2, 999, 1000}) {
    CHECK(rate_at(rate, iteration, 1000) == 0.3);
  }
}

TEST_CASE("The warm-up ends with alpha to the last bit", "[learning_rate]") {
  for (const int warmup : {1, 3, 6, 24}) {
    CAPTURE(warmup);
    const LearningRate rate = learning_rate("alpha: 0.7\nwarmup: " + std::to_string(warmup));
    CHECK(rate_at(rate, static_cast<std::uint64_t>(warmup), 100) == 0.7);
  }
}

TEST_CASE("A rate does not depend on previous calls", "[learning_rate]") {
  const LearningRate rate =
      learning_rate("{schedule: exponential, decay: 0.5, decay_every: 7, warmup: 3}");
  const double fresh = rate_at(rate, 50, 100);
  for (std::uint64_t iteration = 1; iteration <= 100; ++iteration) rate_at(rate, iteration, 100);
  CHECK(rate_at(rate, 50, 100) == fresh);
}

TEST_CASE("Without options the rate is the optimizer's default", "[learning_rate]") {
  CHECK(rate_at(learning_rate("{}"), 1, 1) == 0.1);
}

TEST_CASE("A schedule's options are checked", "[learning_rate]") {
  CHECK(error_of("{schedule: cosin}") ==
        "x.yaml:1:12: schedule must be constant, step, exponential or cosine, but this is the text "
        "\"cosin\". Did you mean 'cosine'?");
  CHECK(error_of("{decay: 0}") ==
        "x.yaml:1:9: decay must be a number above 0 and at most 1, but this is 0.");
  CHECK(error_of("{decay: 1.5}") ==
        "x.yaml:1:9: decay must be a number above 0 and at most 1, but this is 1.5.");
  CHECK(error_of("{decay_every: 0}") ==
        "x.yaml:1:15: decay_every must be a whole number of at least 1, but this is 0.");
  CHECK(error_of("{final_alpha: -0.1}") ==
        "x.yaml:1:15: final_alpha must be a number of at least 0, but this is -0.1.");
  CHECK(error_of("{warmup: -1}") ==
        "x.yaml:1:10: warmup must be a whole number of at least 0, but this is -1.");
}

TEST_CASE("The cosine schedule cannot end above alpha", "[learning_rate]") {
  try {
    learning_rate("{alpha: 0.25, schedule: cosine, final_alpha: 0.5}");
    FAIL("no error");
  } catch (const OptionError& error) {
    CHECK(error.option() == "final_alpha");
    CHECK(std::string(error.what()) ==
          "final_alpha must be at most alpha, which is 0.25, but this is 0.5; the cosine schedule "
          "falls from alpha to final_alpha.");
  }
  CHECK_NOTHROW(learning_rate("{alpha: 0.25, schedule: cosine, final_alpha: 0.25}"));
}

TEST_CASE("Options that the schedule does not use have no effect", "[learning_rate]") {
  const LearningRate rate = learning_rate("{alpha: 0.25, decay: 0.5, final_alpha: 0.5}");
  CHECK(rate_at(rate, 2500, 2500) == 0.25);
}

}  // namespace
}  // namespace runner::learning_rate_test
