// Optimizers against five updates by PyTorch's, or of NumPy, from tests/reference/optimizers.py.
#include <algorithm>
#include <fstream>
#include <map>
#include <utility>

#include <nlohmann/json.hpp>

#include "config/yaml_reader.hpp"
#include "plugin_host/option_describer.hpp"
#include "plugin_host/option_reader.hpp"
#include "support/catch.hpp"
#include "support/plugin_fixture.hpp"

namespace runner::test::optimizers_test {

using nlohmann::json;
using runner::Optimizer;
using runner::OptimizerState;
using runner::Parameters;
using runner::StepInfo;
using runner::test::load_plugin;
using runner::test::plugins_of_kind;

namespace {

const json& reference() {
  static const json results =
      json::parse(std::ifstream(RUNNER_SOURCE_DIR "/tests/reference/optimizers.json"));
  return results;
}

// The optimizer with options as in a config.
template <typename Real>
std::unique_ptr<Optimizer<Real>> configured(const std::string& name, const std::string& options) {
  auto optimizer = load_plugin<Optimizer<Real>>(name);
  runner::Diagnostics diagnostics;
  const runner::SourceLocation place{std::make_shared<const std::string>("x.yaml"), 1, 1};
  const runner::Value value = runner::parse_yaml(options, place, diagnostics);
  runner::OptionReader reader(value, name, diagnostics);
  optimizer->options(reader);
  reader.finish();
  diagnostics.throw_if_any();
  return optimizer;
}

// The error for the option set to `value`, without the place; empty if there is none.
std::string complaint(const std::string& optimizer, const std::string& option,
                      const std::string& value) {
  try {
    configured<double>(optimizer, option + ": " + value);
  } catch (const runner::Error& error) {
    const std::string message = error.what();
    return message.substr(message.find(' ') + 1);
  }
  return "";
}

constexpr runner::NetworkShape shape = {2, 2, 2};
constexpr arma::uword count = 12;

// The host's side of an optimizer's state.
template <typename Real>
class State final : public OptimizerState<Real> {
 public:
  void vector(std::string_view name, arma::Col<Real>& value) override {
    vectors[std::string(name)] = &value;
  }
  std::map<std::string, arma::Col<Real>*> vectors;
};

// An optimizer with its state, parameters and gradient, ready for the reference's first update.
template <typename Real>
class Training {
 public:
  explicit Training(const std::string& name, const std::string& options = "{}")
      : optimizer_(configured<Real>(name, options)), parameters_(shape), gradient_(shape) {
    optimizer_->state(state_);
    for (const auto& [label, vector] : state_.vectors) vector->zeros(count);
    parameters_.values = numbers("start");
  }

  void update(std::uint64_t times) {
    for (std::uint64_t n = 0; n < times; ++n) {
      gradient_.values = numbers("slope") % parameters_.values + numbers("offset");
      step();
    }
  }

  // Updates with one gradient, the same for all parameters.
  void update(std::uint64_t times, Real gradient) {
    gradient_.values.fill(gradient);
    for (std::uint64_t n = 0; n < times; ++n) step();
  }

  // Takes over where `other` is, as a run does from a checkpoint.
  void resume(Training& other) {
    parameters_.assign(other.parameters_);
    iteration_ = other.iteration_;
    for (const auto& [label, vector] : state_.vectors) *vector = *other.state_.vectors.at(label);
  }

  const arma::Col<Real>& values() const { return parameters_.values; }
  const State<Real>& state() const { return state_; }

 private:
  static arma::Col<Real> numbers(const char* key) {
    return reference().at(key).get<std::vector<Real>>();
  }

  void step() {
    ++iteration_;
    const std::uint64_t batch = reference().at("batch_examples");
    optimizer_->step(parameters_, gradient_,
                     StepInfo{.iteration = iteration_,
                              .total_iterations = reference().at("updates"),
                              .epoch = iteration_ - 1,
                              .batch_examples = batch,
                              .train_examples = batch,
                              .pool_examples = reference().at("pool_examples")});
  }

  std::unique_ptr<Optimizer<Real>> optimizer_;
  State<Real> state_;
  Parameters<Real> parameters_;
  Parameters<Real> gradient_;
  std::uint64_t iteration_ = 0;
};

template <typename Real>
double error_against(const json& reference_case) {
  Training<Real> training(reference_case.at("optimizer"), reference_case.at("options").dump());
  training.update(reference().at("updates"));
  const arma::vec expected = reference_case.at("values").get<std::vector<double>>();
  return arma::abs(arma::conv_to<arma::vec>::from(training.values()) - expected).max();
}

template <typename Real>
arma::Col<Real> after_five(const std::string& name, const std::string& options = "{}") {
  Training<Real> training(name, options);
  training.update(5);
  return training.values();
}

template <typename Real>
bool resumes_with_the_same_bits(const json& reference_case) {
  const std::string name = reference_case.at("optimizer");
  const std::string options = reference_case.at("options").dump();
  Training<Real> through(name, options);
  through.update(2);
  Training<Real> resumed(name, options);
  resumed.resume(through);
  through.update(3);
  resumed.update(3);
  return arma::all(resumed.values() == through.values());
}

// The names of the optimizer's state.
std::vector<std::string> remembered(const std::string& name) {
  const Training<double> training(name);
  std::vector<std::string> names;
  for (const auto& [label, vector] : training.state().vectors) names.push_back(label);
  return names;
}

// The names of the options that are the optimizer's own, not those that LearningRate declares.
std::vector<std::string> own_options(const std::string& name) {
  runner::OptionDescriber shared;
  runner::LearningRate(1.0).declare(shared);
  runner::OptionDescriber all;
  load_plugin<Optimizer<double>>(name)->options(all);
  std::vector<std::string> names;
  for (std::size_t i = shared.options().size(); i < all.options().size(); ++i) {
    names.push_back(all.options()[i].name);
  }
  return names;
}

// Whether a case of the optimizer is good enough for `condition`, which gets the case's options.
template <typename Condition>
bool has_case(const std::string& optimizer, Condition condition) {
  const auto& cases = reference().at("optimizers");
  return std::any_of(cases.begin(), cases.end(), [&](const json& candidate) {
    return candidate.at("optimizer") == optimizer && condition(candidate.at("options"));
  });
}

}  // namespace

TEST_CASE("Every optimizer updates as its reference, in double and in float", "[optimizer]") {
  for (const json& reference_case : reference().at("optimizers")) {
    CAPTURE(reference_case.at("optimizer"), reference_case.at("options"));
    CHECK(error_against<double>(reference_case) < 1e-14);
    CHECK(error_against<float>(reference_case) < 1e-6);
  }
}

TEST_CASE("Every optimizer has references for its defaults, each option and a schedule",
          "[optimizer]") {
  for (const std::string& name : plugins_of_kind("optimizer")) {
    CAPTURE(name);
    CHECK(has_case(name, [](const json& options) { return options.empty(); }));
    CHECK(has_case(name, [](const json& options) { return options.contains("schedule"); }));
    for (const std::string& option : own_options(name)) {
      CAPTURE(option);
      CHECK(has_case(name, [&](const json& options) { return options.contains(option); }));
    }
  }
}

TEST_CASE("Every optimizer resumes from its declared state alone", "[optimizer]") {
  for (const json& reference_case : reference().at("optimizers")) {
    CAPTURE(reference_case.at("optimizer"), reference_case.at("options"));
    CHECK(resumes_with_the_same_bits<double>(reference_case));
    CHECK(resumes_with_the_same_bits<float>(reference_case));
  }
}

TEST_CASE("Optimizers declare what they remember", "[optimizer]") {
  using Names = std::vector<std::string>;
  CHECK(remembered("gradient_descent").empty());
  CHECK(remembered("report_listing").empty());
  CHECK(remembered("momentum") == Names{"velocity"});
  CHECK(remembered("adagrad") == Names{"sum_of_squares"});
  CHECK(remembered("adadelta") == Names{"square", "step_square"});
  CHECK(remembered("rmsprop") == Names{"mean", "square", "velocity"});
  CHECK(remembered("adam") == Names{"mean", "square"});
  CHECK(remembered("adamw") == Names{"mean", "square"});
  CHECK(remembered("nadam") == Names{"mean", "one_less_product", "square"});
  CHECK(remembered("lion") == Names{"momentum"});
}

TEST_CASE("momentum of 0 is gradient descent, also with nesterov", "[optimizer]") {
  const arma::vec plain = after_five<double>("gradient_descent");
  CHECK(arma::all(after_five<double>("momentum", "momentum: 0") == plain));
  const arma::vec nesterov = after_five<double>("momentum", "{momentum: 0, nesterov: true}");
  CHECK(arma::all(nesterov == plain));
}

TEST_CASE("adamw without weight decay is adam", "[optimizer]") {
  const arma::fvec adam = after_five<float>("adam");
  CHECK(arma::all(after_five<float>("adamw", "weight_decay: 0") == adam));
}

TEST_CASE("A zero gradient without weight decay does not change a parameter", "[optimizer]") {
  for (const std::string& name : plugins_of_kind("optimizer")) {
    CAPTURE(name);
    Training<float> training(name, name == "adamw" ? "weight_decay: 0" : "{}");
    const arma::fvec start = training.values();
    training.update(2, 0.0F);
    CHECK(arma::all(training.values() == start));
  }
}

TEST_CASE("rmsprop's variance of a constant gradient does not fall below 0", "[optimizer]") {
  Training<float> training("rmsprop", "{centered: true, rho: 0.5}");
  training.update(100, 0.3F);
  CHECK(training.values().is_finite());
}

TEST_CASE("Every optimizer's learning rate is called alpha and is above 0", "[optimizer]") {
  for (const std::string& name : plugins_of_kind("optimizer")) {
    CAPTURE(name);
    CHECK(complaint(name, "alpha", "1e-9").empty());
    CHECK(complaint(name, "alpha", "0") == "alpha must be a number above 0, but this is 0.");
  }
}

TEST_CASE("Decay rates are at least 0 and below 1", "[optimizer]") {
  const std::pair<std::string, std::string> options[] = {
      {"momentum", "momentum"}, {"rmsprop", "momentum"}, {"rmsprop", "rho"}, {"adadelta", "rho"},
      {"adam", "beta1"},        {"adam", "beta2"},       {"adamw", "beta1"}, {"adamw", "beta2"},
      {"nadam", "beta1"},       {"nadam", "beta2"},      {"lion", "beta1"},  {"lion", "beta2"}};
  for (const auto& [plugin, option] : options) {
    CAPTURE(plugin);
    const std::string expected =
        option + " must be a number of at least 0 and below 1, but this is ";
    CHECK(complaint(plugin, option, "0").empty());
    CHECK(complaint(plugin, option, "-0.1") == expected + "-0.1.");
    CHECK(complaint(plugin, option, "1") == expected + "1.");
  }
}

TEST_CASE("epsilon is above 0", "[optimizer]") {
  for (const char* plugin : {"adagrad", "rmsprop", "adadelta", "adam", "adamw", "nadam"}) {
    CAPTURE(plugin);
    CHECK(complaint(plugin, "epsilon", "0") == "epsilon must be a number above 0, but this is 0.");
  }
}

TEST_CASE("Decay of weights and of nadam's momentum is at least 0", "[optimizer]") {
  const std::pair<std::string, std::string> options[] = {
      {"adamw", "weight_decay"}, {"lion", "weight_decay"}, {"nadam", "momentum_decay"}};
  for (const auto& [plugin, option] : options) {
    CAPTURE(plugin);
    CHECK(complaint(plugin, option, "0").empty());
    CHECK(complaint(plugin, option, "-0.1") ==
          option + " must be a number of at least 0, but this is -0.1.");
  }
}

}  // namespace runner::test::optimizers_test
