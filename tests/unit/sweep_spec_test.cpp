// The key `sweep` of a config, and the values that it gives its trials.
#include "sweep/plan/sweep_spec.hpp"
#include "config/overrides.hpp"
#include "config/yaml_reader.hpp"
#include "support/catch.hpp"

namespace runner::test::sweep_spec_test {
namespace {

Value tree_of(const std::string& yaml, Diagnostics& diagnostics) {
  return parse_yaml(yaml, {std::make_shared<const std::string>("x.yaml"), 1, 1}, diagnostics);
}

SweepSpec read(const std::string& sweep) {
  Diagnostics diagnostics;
  Value tree = tree_of("sweep: " + sweep, diagnostics);
  auto spec = take_sweep(tree, diagnostics);
  diagnostics.throw_if_any();
  REQUIRE(spec.has_value());
  return *spec;
}

std::string error_of(const std::string& sweep) {
  try {
    read(sweep);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

// Each trial's values as a line of text.
std::vector<std::string> lines_of(const SweepSpec& spec) {
  std::vector<std::string> lines;
  for (const auto& values : trial_values(spec)) {
    std::string line;
    for (const auto& value : values) line += (line.empty() ? "" : " ") + value.text;
    lines.push_back(line);
  }
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a grid has every combination, the last parameter varying fastest", "[sweep]") {
  const auto spec = read("{parameters: {a: [x, y], b: {choice: [1, 2]}, c: {range: [5, 7]}}}");
  CHECK(lines_of(spec) ==
        Lines{"x 1 5", "x 1 6", "x 2 5", "x 2 6", "y 1 5", "y 1 6", "y 2 5", "y 2 6"});
}

// np.random.seed(3); each trial: ["relu", "tanh", "sigmoid"][np.random.randint(3)],
// np.random.uniform(0.1, 0.5), np.exp(np.random.uniform(np.log(0.001), np.log(1))),
// np.random.randint(5, 21)
TEST_CASE("a random sweep draws what NumPy draws", "[sweep]") {
  const auto trials =
      trial_values(read("{strategy: random, trials: 4, seed: 3, parameters: {a: [relu, tanh, "
                        "sigmoid], b: {uniform: [0.1, 0.5]}, c: {log_uniform: [0.001, 1]}, d: "
                        "{int_uniform: [5, 20]}}}"));
  const std::string a[] = {"sigmoid", "relu", "tanh", "relu"};
  const double b[] = {0.12828995200439636, 0.3277245309738724, 0.11625229480040931,
                      0.3779294610913879};
  const double c[] = {0.33101458610705214, 0.020473204620031573, 0.005541979202687866,
                      0.002729671794413959};
  const std::int64_t d[] = {13, 16, 11, 19};
  REQUIRE(trials.size() == 4);
  for (std::size_t i = 0; i < 4; ++i) {
    CAPTURE(i);
    CHECK(trials[i][0].text == a[i]);
    CHECK(std::get<double>(trials[i][1].data) == b[i]);
    CHECK(std::abs(std::get<double>(trials[i][2].data) - c[i]) < 1e-15);
    CHECK(*trials[i][3].as_integer() == d[i]);
  }
}

TEST_CASE("a larger number of trials only adds to a random sweep", "[sweep]") {
  const std::string rest = ", parameters: {a: [x, y, z], b: {uniform: [0, 1]}}}";
  const auto few = lines_of(read("{strategy: random, trials: 3" + rest));
  const auto many = lines_of(read("{strategy: random, trials: 9" + rest));
  CHECK(many.size() == 9);
  CHECK(Lines(many.begin(), many.begin() + 3) == few);
}

TEST_CASE("a list of one takes no draw", "[sweep]") {
  const std::string drawn = "b: {uniform: [0, 1]}}}";
  const auto with = lines_of(read("{strategy: random, trials: 1, parameters: {a: [x], " + drawn));
  const auto without = lines_of(read("{strategy: random, trials: 1, parameters: {" + drawn));
  CHECK(with[0] == "x " + without[0]);
}

TEST_CASE("the drawn values have the place of their line in the config", "[sweep]") {
  const auto spec =
      read("\n  strategy: random\n  trials: 1\n  parameters:\n    a: {uniform: [0, 1]}\n");
  CHECK(trial_values(spec)[0][0].location.text() == "x.yaml:5:8");
}

TEST_CASE("the command line can take a sweep away", "[sweep]") {
  Diagnostics diagnostics;
  Value tree = tree_of("sweep: {parameters: {a: [1]}}", diagnostics);
  apply_overrides(tree, {"sweep=null"}, diagnostics);
  CHECK_FALSE(take_sweep(tree, diagnostics).has_value());
  CHECK(tree.find("sweep") == nullptr);
  CHECK(diagnostics.empty());
}

TEST_CASE("values in a wrong form are an error with its place", "[sweep]") {
  const auto parameter = [](const std::string& values) {
    return error_of("{parameters: {a.b: " + values + "}}");
  };
  CHECK(parameter("[]") ==
        "x.yaml:1:27: a.b is an empty list, which makes no trials; give at least one value.");
  CHECK(parameter("{choice: []}") ==
        "x.yaml:1:36: a.b.choice is an empty list, which makes no trials; give at least one "
        "value.");
  CHECK(parameter("3") ==
        "x.yaml:1:27: a.b must be a list of values, or a map such as {uniform: [0.1, 0.5]}, but "
        "this is 3.");
  CHECK(parameter("{range: [3, 3]}") ==
        "x.yaml:1:39: a.b.range must go from a smaller number to a larger one, but this goes from "
        "3 to 3.");
  CHECK(parameter("{range: [0, 1.5]}") ==
        "x.yaml:1:39: a.b.range must be a whole number of at least -1000000000000000 and at most "
        "1000000000000000, but this is 1.5.");
  CHECK(parameter("{range: [0, 100001]}") ==
        "x.yaml:1:35: a.b.range has 100001 values, but may have at most 100000.");
  CHECK(parameter("{uniform: [1, 2, 3]}") ==
        "x.yaml:1:37: a.b.uniform must be two numbers, [from, to], but this is a list of 3.");
  CHECK(parameter("{log_uniform: [0, 1]}") ==
        "x.yaml:1:42: a.b.log_uniform must be a number above 0, but this is 0.");
  CHECK(parameter("{log_unifrom: [1, 2]}") ==
        "x.yaml:1:28: a.b takes its values from choice, int_uniform, log_uniform, range or "
        "uniform, but not from 'log_unifrom'. Did you mean 'log_uniform'?");
  CHECK(parameter("{c: [1, 2]}") ==
        "x.yaml:1:28: a.b takes its values from choice, int_uniform, log_uniform, range or "
        "uniform, but not from 'c'. A key inside a.b is written with dots, 'a.b.c'.");
}

TEST_CASE("an impossible sweep is an error with its place", "[sweep]") {
  CHECK(error_of("{}") ==
        "x.yaml:1:1: the sweep needs `parameters`, a map of what it varies, such as `parameters: "
        "{optimizer.alpha: [0.1, 0.3]}`.");
  CHECK(error_of("3") == "x.yaml:1:8: the sweep must be a map of keys and values, but this is 3.");
  CHECK(error_of("{parameters: {a: [1]}, trails: 3}") ==
        "x.yaml:1:31: the sweep has no key 'trails'; known are strategy, parameters, trials, "
        "seed, eta, min_iterations and objective. Did you mean 'trials'?");
  CHECK(error_of("{strategy: gird, parameters: {a: [1]}}") ==
        "x.yaml:1:19: strategy must be grid, random or halving, but this is the text \"gird\". "
        "Did you mean 'grid'?");
  CHECK(error_of("{parameters: {name: [a, b]}}") ==
        "x.yaml:1:22: name applies to the whole sweep and cannot vary.");
  CHECK(error_of("{parameters: {a.b: [1], a: [2]}}") ==
        "x.yaml:1:32: a replaces a.b, which is given before it; put a first.");
  CHECK(error_of("{parameters: {a: {uniform: [0, 1]}}}") ==
        "x.yaml:1:25: a grid needs a list of values or a range for a, but this is drawn; write "
        "`strategy: random` and `trials`.");
  CHECK(error_of("{parameters: {a: [1]}, trials: 3}") ==
        "x.yaml:1:39: a grid has no trials: it runs every combination. Omit it, or write "
        "`strategy: random`.");
  CHECK(error_of("{strategy: random, parameters: {a: [1]}}") ==
        "x.yaml:1:1: a random sweep needs `trials`, the number of its draws.");
  CHECK(error_of("{parameters: {a: {range: [0, 1000]}, b: {range: [0, 101]}}}") ==
        "x.yaml:1:1: the grid has more than 100000 trials.");
  CHECK(error_of("{parameters: {a: [1]}, objective: test_accuracy}") ==
        "x.yaml:1:42: Test metrics are not allowed as an objective: selecting on them biases the "
        "test result. Choose a metric of the validation set.");
}

}  // namespace runner::test::sweep_spec_test
