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

SweepSpec read(const std::string& sweep, const std::vector<std::string>& options = {}) {
  Diagnostics diagnostics;
  Value tree = tree_of("sweep: " + sweep, diagnostics);
  auto spec = take_sweep(tree, options, diagnostics);
  diagnostics.throw_if_any();
  REQUIRE(spec.has_value());
  return *spec;
}

std::string error_of(const std::string& sweep, const std::vector<std::string>& options = {}) {
  try {
    read(sweep, options);
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
  CHECK_FALSE(take_sweep(tree, {}, diagnostics).has_value());
  CHECK(tree.find("sweep") == nullptr);
  CHECK(diagnostics.empty());
}

TEST_CASE("keys that go together take their values row by row", "[sweep]") {
  const auto spec = read("{parameters: {'a, b.c': [[1, x], [2, y]], d: [3, 4]}}");
  CHECK(lines_of(spec) == Lines{"1 x 3", "1 x 4", "2 y 3", "2 y 4"});
  const auto keys = keys_of(spec);
  REQUIRE(keys.size() == 3);
  CHECK(keys[0].path == "a");
  CHECK(keys[1].path == "b.c");
  CHECK(keys[2].path == "d");
  CHECK(lines_of(read("{parameters: {'a,b': {choice: [[1, x]]}}}")) == Lines{"1 x"});
}

// np.random.seed(0); [np.random.randint(3), np.random.uniform(0, 1)] for each trial: one draw for
// the keys together.
TEST_CASE("keys that go together are drawn together", "[sweep]") {
  const auto trials = trial_values(
      read("{strategy: random, trials: 3, parameters: {'a, b': [[1, x], [2, y], [3, z]], c: "
           "{uniform: [0, 1]}}}"));
  const std::string a[] = {"1", "2", "3"};
  const std::string b[] = {"x", "y", "z"};
  const int drawn[] = {0, 0, 1};
  const double c[] = {0.5928446182250183, 0.6027633760716439, 0.6235636967859723};
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(trials[i][0].text == a[drawn[i]]);
    CHECK(trials[i][1].text == b[drawn[i]]);
    CHECK(std::get<double>(trials[i][2].data) == c[i]);
  }
}

TEST_CASE("keys that go together need a list of their length for each trial", "[sweep]") {
  const auto rows = [](const std::string& values) {
    return error_of("{parameters: {'a, b': " + values + "}}");
  };
  CHECK(rows("[[1, 2], [3]]") ==
        "x.yaml:1:39: the keys a, b go together, so each of their values must be a list of 2, but "
        "this is a list of 1.");
  CHECK(rows("[[1, 2, 3]]") ==
        "x.yaml:1:31: the keys a, b go together, so each of their values must be a list of 2, but "
        "this is a list of 3.");
  CHECK(rows("[1, 2]") ==
        "x.yaml:1:31: the keys a, b go together, so each of their values must be a list of 2, but "
        "this is 1.\n"
        "x.yaml:1:34: the keys a, b go together, so each of their values must be a list of 2, but "
        "this is 2.");
  CHECK(rows("{uniform: [0, 1]}") ==
        "x.yaml:1:30: the keys a, b go together, so their values must be a list of lists, such as "
        "[[32, 0.1], [64, 0.2]], but this is a map.");
  CHECK(rows("[]") ==
        "x.yaml:1:30: a, b is an empty list, which makes no trials; give at least one value.");
}

TEST_CASE("a key that is given twice is an error, also inside of keys that go together",
          "[sweep]") {
  CHECK(error_of("{parameters: {'a, b, a': [[1, 2, 3]]}}") ==
        "x.yaml:1:22: a is given twice; keep one of the two.");
  CHECK(error_of("{parameters: {b: [1], 'a, b': [[1, 2]]}}") ==
        "x.yaml:1:30: b is given twice, here and at x.yaml:1:22; keep one of the two.");
  CHECK(error_of("{parameters: {'a.b, a': [[1, 2]]}}") ==
        "x.yaml:1:22: a replaces a.b, which is given before it; put a first.");
  CHECK(error_of("{parameters: {'a,': [[1]]}}") ==
        "x.yaml:1:22: '' is not a key of the config; write one such as optimizer.alpha.");
  CHECK(error_of("{parameters: {'a, name': [[1, x]]}}") ==
        "x.yaml:1:22: name applies to the whole sweep and cannot vary.");
}

TEST_CASE("an option replaces the parameter of its keys, and other options are added", "[sweep]") {
  const std::string file = "{parameters: {a: [1, 2], b: [x, y]}}";
  CHECK(lines_of(read(file, {"a=5,6"})) == Lines{"5 x", "5 y", "6 x", "6 y"});
  CHECK(lines_of(read(file, {"c=7", "b=z"})) == Lines{"1 z 7", "2 z 7"});
  CHECK(lines_of(read(file, {"b,a=[x,8],[y,9]"})) == Lines{"x 8", "y 9"});
  CHECK(lines_of(read("{parameters: {o.a: [1, 2]}}", {"o=x,y"})) ==
        Lines{"x 1", "x 2", "y 1", "y 2"});
  CHECK(lines_of(read("{}", {"a=1..3"})) == Lines{"1", "2", "3"});
  CHECK(lines_of(read("{parameters: {}}", {"a=1..3"})) == Lines{"1", "2", "3"});
}

TEST_CASE("options join a sweep of any strategy", "[sweep]") {
  const auto halving = read("{strategy: halving, min_iterations: 10, parameters: {a: [1, 2]}}",
                            {"a=3,4,5", "b=0..1"});
  CHECK(halving.strategy == Strategy::halving);
  CHECK(lines_of(halving) == Lines{"3 0", "3 1", "4 0", "4 1", "5 0", "5 1"});
  const auto random = read("{strategy: random, trials: 4, parameters: {a: [1]}}", {"a=3"});
  CHECK(lines_of(random) == Lines{"3", "3", "3", "3"});
  const std::string uniform = "a={uniform: [0, 1]}";
  CHECK(lines_of(read("{strategy: random, trials: 2, parameters: {a: [1]}}", {uniform})) ==
        lines_of(read("{strategy: random, trials: 2, parameters: {a: {uniform: [0, 1]}}}")));
  CHECK(error_of("{parameters: {a: [1]}}", {uniform}) ==
        "command line, --sweep a={uniform: [0, 1]}:11: a grid needs a list of values or a range "
        "for a, but this is drawn; write `strategy: random` and `trials`.");
}

TEST_CASE("an option may not split keys that go together, nor give a key twice", "[sweep]") {
  CHECK(error_of("{parameters: {'a, b': [[1, 2]]}}", {"b=3"}) ==
        "command line, --sweep b=3:9: the keys a, b go together, see x.yaml:1:22; replace them "
        "together, as in --sweep 'a, b=[...],[...]'.");
  CHECK(error_of("{parameters: {c: [1]}}", {"a=1", "a=2"}) ==
        "command line, --sweep a=2:9: a is given twice, here and at command line, --sweep a=1:9; "
        "keep one of the two.");
}

TEST_CASE("without a sweep in the config the options make a grid", "[sweep]") {
  Diagnostics diagnostics;
  Value tree = tree_of("seed: 1", diagnostics);
  const auto spec = take_sweep(tree, {"a=1,2", "b=x"}, diagnostics);
  diagnostics.throw_if_any();
  REQUIRE(spec.has_value());
  CHECK(spec->strategy == Strategy::grid);
  CHECK(lines_of(*spec) == Lines{"1 x", "2 x"});
}

TEST_CASE("other tools' forms are an error that shows ours", "[sweep]") {
  const auto suggestion = [](const std::string& values) {
    const std::string error = error_of("\n  parameters:\n    a.b: " + values + "\n");
    CAPTURE(error);
    CHECK(
        error.starts_with("x.yaml:3:10: a.b must be a list of values, or a map such as "
                          "{uniform: [0.1, 0.5]}, but this is "));
    const std::size_t start = error.find("; write `");
    return start == std::string::npos ? "" : error.substr(start + 9, error.size() - start - 11);
  };
  CHECK(error_of("{parameters: {a.b: {values: [0.1, 0.2]}}}") ==
        "x.yaml:1:27: a.b must be a list of values, or a map such as {uniform: [0.1, 0.5]}, but "
        "this is a map with the key 'values'; write `a.b: [0.1, 0.2]`.");
  CHECK(suggestion("{values: [relu, tanh]}") == "a.b: [relu, tanh]");
  CHECK(suggestion("{value: 3}") == "a.b: [3]");
  CHECK(suggestion("{min: 0.1, max: 0.5}") == "a.b: {uniform: [0.1, 0.5]}");
  CHECK(suggestion("{min: 1, max: 5}") == "a.b: {int_uniform: [1, 5]}");
  CHECK(suggestion("{distribution: log_uniform_values, min: 0.1, max: 1}") ==
        "a.b: {log_uniform: [0.1, 1]}");
  CHECK(suggestion("{type: categorical, choices: [1, 2]}") == "a.b: [1, 2]");
  CHECK(suggestion("{type: float, low: 0.1, high: 0.5, log: true}") ==
        "a.b: {log_uniform: [0.1, 0.5]}");
  CHECK(suggestion("{grid_search: [1, 2]}") == "a.b: [1, 2]");
  CHECK(suggestion("choice(0.1, 0.2)") == "a.b: [0.1, 0.2]");
  CHECK(suggestion("choice('x', \"y\")") == "a.b: [x, y]");
  CHECK(suggestion("range(0, 10)") == "a.b: {range: [0, 10]}");
  CHECK(suggestion("range(10)") == "a.b: {range: [0, 10]}");
  CHECK(suggestion("interval(0.1, 0.5)") == "a.b: {uniform: [0.1, 0.5]}");
  CHECK(suggestion("tune.loguniform(0.1, 1.0)") == "a.b: {log_uniform: [0.1, 1.0]}");
  CHECK(suggestion("randint(1, 9)") == "a.b: {int_uniform: [1, 9]}");
  CHECK(suggestion("0..9") == "a.b: {range: [0, 10]}");
  CHECK(suggestion("0.1,0.2") == "a.b: [0.1, 0.2]");
  CHECK(suggestion("{plugin: adam, beta1: 0.5}") == "a.b: [{plugin: adam, beta1: 0.5}]");
  CHECK(suggestion("normal(0, 1)").empty());
  CHECK(suggestion("{mu: 0, sigma: 1}").empty());
  CHECK(suggestion("3").empty());
}

TEST_CASE("a form of values is not a part of the key", "[sweep]") {
  CHECK(error_of("{parameters: {seed.range: [0, 10]}}") ==
        "x.yaml:1:22: 'seed.range' is not a key of the config; to vary seed, write the form of "
        "its values as a map, seed: {range: [...]}.");
  CHECK(error_of("{parameters: {optimizer.range: [0, 10]}}").empty());  // perhaps an option
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
