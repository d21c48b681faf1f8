// Whole runs against the results of scripts/reference.py, the experiment in NumPy.
#include <cmath>

#include "cli/runs.hpp"
#include "support/catch.hpp"
#include "support/run_files.hpp"
#include "support/skip.hpp"

namespace runner::test::reference_test {
namespace {

const std::filesystem::path source = RUNNER_SOURCE_DIR;

nlohmann::json reference(const std::string& name) {
  return read_json(source / "tests" / "reference" / (name + ".json"));
}

// The overrides that make a config the reference's case.
std::vector<std::string> overrides_of(const nlohmann::json& experiment) {
  const auto text = [&](const char* key) {
    const auto& value = experiment.at(key);
    return value.is_string() ? value.get<std::string>() : value.dump();
  };
  std::vector<std::string> overrides = {
      "optimizer=" + text("optimizer"),           "optimizer.alpha=" + text("alpha"),
      "network.activation=" + text("activation"), "seed=" + text("seed"),
      "split_size=" + text("split_size"),         "validation_size=" + text("validation_size"),
      "iterations=" + text("iterations"),         "report_every=" + text("every")};
  if (experiment.at("batch_size") != 0) overrides.push_back("batch_size=" + text("batch_size"));
  return overrides;
}

std::string run(const std::string& config, std::vector<std::string> arguments,
                const TemporaryFolder& output) {
  arguments.insert(arguments.begin(), (source / "configs" / (config + ".yaml")).string());
  arguments.insert(arguments.end(), {"--output", output.path().string()});
  ProcessOptions options;
  options.time_limit = std::chrono::minutes(20);
  const ProcessResult result = run_program(arguments, options);
  INFO(result.err);
  REQUIRE(result.status == 0);
  return result.out.substr(0, result.out.size() - 1);
}

void check_figure(const CsvRow& row, const nlohmann::json& expected, const std::string& set,
                  double examples) {
  if (!expected.contains(set + "_loss")) return;
  CHECK(std::stod(row.at(set + "_loss")) ==
        Approx(expected.at(set + "_loss").get<double>()).epsilon(1e-9));
  const double accuracy = expected.at(set + "_accuracy").get<double>();
  CHECK(std::abs(std::stod(row.at(set + "_accuracy")) - accuracy) * examples <= 2.5);
}

void check_trajectory(const std::string& folder, const nlohmann::json& expected) {
  const auto rows = read_csv(std::filesystem::path(folder) / "metrics.csv");
  const auto& metrics = expected.at("metrics");
  REQUIRE(rows.size() == metrics.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CAPTURE(i);
    CHECK(rows[i].at("iteration") == metrics[i].at("iteration").dump());
    check_figure(rows[i], metrics[i], "train", expected.at("train_examples").get<double>());
    check_figure(rows[i], metrics[i], "validation", 500);
    check_figure(rows[i], metrics[i], "test", 1000);
  }
  for (const auto& [name, sum] : expected.at("final").at("sums").items()) {
    CAPTURE(name);
    CHECK(arma::accu(weights(folder, name)) == Approx(sum.get<double>()).epsilon(1e-9));
  }
}

// Of a run of 0 iterations.
void check_start(const std::string& folder, const nlohmann::json& expected) {
  const arma::mat W1 = weights(folder, "W1");
  for (arma::uword i = 0; i < 3; ++i) {
    CHECK(W1(0, i) == expected.at("initial").at("W1_first").at(i).get<double>());
  }
  for (const auto& [name, sum] : expected.at("initial").at("sums").items()) {
    CHECK(arma::accu(weights(folder, name)) == Approx(sum.get<double>()).epsilon(1e-12));
  }
  const auto predictions = read_csv(std::filesystem::path(folder) / "predictions.csv");
  for (std::size_t i = 0; i < 10; ++i) {
    CHECK(predictions[i].at("index") == expected.at("test_indices_first").at(i).dump());
    CHECK(predictions[i].at("label") == expected.at("test_labels_first").at(i).dump());
  }
}

void check_case(const std::string& config, const std::string& name) {
  CAPTURE(name);
  const auto expected = reference(name);
  const TemporaryFolder output;
  auto overrides = overrides_of(expected.at("case"));
  check_trajectory(run(config, overrides, output), expected);
  for (auto& text : overrides) {
    if (text.starts_with("iterations=")) text = "iterations=0";
  }
  check_start(run(config, overrides, output), expected);
}

void check_mnist_case(const std::string& name) {
  if (mnist_folder()) check_case("mnist", name);
}

TEST_CASE("baseline.yaml follows NumPy", "[reference]") {
  check_case("baseline", "digits-relu-seed42");
}

TEST_CASE("a sigmoid network follows NumPy", "[reference]") {
  check_case("baseline", "digits-sigmoid-seed7");
}

TEST_CASE("tanh with momentum follows NumPy", "[reference]") {
  check_case("baseline", "digits-tanh-momentum");
}

TEST_CASE("mini-batches follow NumPy", "[reference]") {
  check_case("baseline", "digits-relu-batch128-seed3");
}

TEST_CASE("adam follows NumPy", "[reference]") { check_case("baseline", "digits-adam"); }

TEST_CASE("the report's listing follows NumPy", "[reference]") {
  check_case("baseline", "digits-report-listing");
}

TEST_CASE("a validation set follows NumPy", "[reference]") {
  check_case("baseline", "digits-validation");
}

TEST_CASE("MNIST with seed 0 follows NumPy", "[mnist]") { check_mnist_case("mnist-relu-seed0"); }

TEST_CASE("MNIST with seed 42 follows NumPy", "[mnist]") { check_mnist_case("mnist-relu-seed42"); }

TEST_CASE("MNIST with the report's listing follows NumPy", "[mnist]") {
  check_mnist_case("mnist-report-listing");
}

TEST_CASE("MNIST in mini-batches follows NumPy", "[mnist]") {
  check_mnist_case("mnist-relu-batch128-seed3");
}

TEST_CASE("MNIST with a sigmoid follows NumPy", "[mnist]") {
  check_mnist_case("mnist-sigmoid-seed42");
}

TEST_CASE("all initial weights and test labels are NumPy's to the last bit", "[reference]") {
  const TemporaryFolder output;
  const std::string folder = run("baseline", {"iterations=0"}, output);
  const auto digits = source / "plugins" / "datasets" / "digits" / "labels.idx1-ubyte.gz";
  const std::string program = R"(
import csv, gzip, sys
import numpy as np
labels = np.frombuffer(gzip.open(sys.argv[2]).read()[8:], np.uint8)
np.random.seed(42)
order = np.random.permutation(len(labels))
draw = lambda *shape: np.random.rand(*shape) - 0.5
expected = {'W1': draw(10, 784), 'b1': draw(10, 1), 'W2': draw(10, 10), 'b2': draw(10, 1)}
weights = np.load(sys.argv[1] + '/weights.npz')
assert sorted(weights.files) == sorted(expected)
for name, array in expected.items():
    assert np.array_equal(weights[name], array), name
rows = list(csv.DictReader(open(sys.argv[1] + '/predictions.csv')))
assert [int(row['index']) for row in rows] == order[:1000].tolist()
assert [int(row['label']) for row in rows] == labels[order[:1000]].tolist()
)";
  const auto result = run_process({"/usr/bin/python3", "-c", program, folder, digits.string()});
  CHECK(result.err == "");
  CHECK(result.status == 0);
}

}  // namespace
}  // namespace runner::test::reference_test
