// Runs with standardised inputs against NumPy, and what reads their weights.
#include <cmath>

#include "cli/runs.hpp"
#include "formats/npz.hpp"
#include "support/catch.hpp"
#include "support/run_files.hpp"

namespace runner::test::standardize_test {
namespace {

namespace fs = std::filesystem;

const fs::path source = RUNNER_SOURCE_DIR;

// The folder of a run of a config for a table, whose path is relative to the root of the checkout.
std::string run(const std::string& config, const TemporaryFolder& output,
                const std::vector<std::string>& overrides) {
  std::vector<std::string> arguments = {
      (source / "configs" / (config + ".yaml")).string(),
      "dataset.file=" + (source / "configs" / "data" / (config + ".csv")).string(), "--output",
      output.path().string()};
  arguments.insert(arguments.end(), overrides.begin(), overrides.end());
  const auto result = run_program(arguments);
  INFO(result.err);
  REQUIRE(result.status == 0);
  return result.out.substr(0, result.out.size() - 1);
}

void check_close(const std::vector<double>& found, const nlohmann::json& expected,
                 double tolerance) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    CAPTURE(i);
    CHECK(found[i] == Approx(expected[i].get<double>()).epsilon(tolerance));
  }
}

void check_case(const std::string& config, bool standardize) {
  CAPTURE(config, standardize);
  const auto expected = read_json(source / "tests" / "reference" /
                                  (config + (standardize ? "-standardized.json" : "-raw.json")));
  const TemporaryFolder output;
  const std::string folder =
      run(config, output, {standardize ? "standardize=true" : "standardize=false"});
  const auto rows = read_csv(fs::path(folder) / "metrics.csv");
  REQUIRE(rows.size() == expected.at("metrics").size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CAPTURE(i);
    for (const auto& [name, value] : expected.at("metrics")[i].items()) {
      CAPTURE(name);
      CHECK(std::stod(rows[i].at(name)) == Approx(value.get<double>()).epsilon(1e-9));
    }
  }
  check_close(arma::conv_to<std::vector<double>>::from(weights(folder, "W1").row(0)),
              expected.at("final").at("W1_first_row"), 1e-9);
  check_close(arma::conv_to<std::vector<double>>::from(weights(folder, "b1")),
              expected.at("final").at("b1"), 1e-9);
  const auto arrays = read_npz(fs::path(folder) / "weights.npz");
  for (const std::string name : {"input_mean", "input_deviation"}) {
    const NamedArray* array = find_array(arrays, name);
    REQUIRE((array != nullptr) == standardize);
    if (!standardize) continue;
    CHECK(array->shape.size() == 1);
    check_close(std::get<std::vector<double>>(array->values), expected.at(name), 1e-12);
  }
}

double test_accuracy(const std::string& config, const std::string& override) {
  const TemporaryFolder output;
  const auto manifest = read_json(fs::path(run(config, output, {override})) / "run.json");
  return manifest.at("result").at("test_accuracy").get<double>();
}

}  // namespace

TEST_CASE("standardised tables follow NumPy") {
  check_case("wine", true);
  check_case("breast_cancer", true);
}

TEST_CASE("the same tables as they are follow NumPy") {
  check_case("wine", false);
  check_case("breast_cancer", false);
}

TEST_CASE("the tables' networks learn only with standardised inputs, in float as well") {
  CHECK(test_accuracy("wine", "standardize=true") == 1.0);
  CHECK(test_accuracy("wine", "precision=float") == 1.0);
  CHECK(test_accuracy("wine", "standardize=false") < 0.45);
  CHECK(test_accuracy("breast_cancer", "standardize=true") > 0.95);
  CHECK(test_accuracy("breast_cancer", "precision=float") > 0.95);
  CHECK(test_accuracy("breast_cancer", "standardize=false") < 0.65);
}

TEST_CASE("NumPy computes a standardised run's test loss from its folder") {
  for (const std::string batch : {"all", "100"}) {
    const TemporaryFolder output;
    const std::string folder =
        train("baseline", output.path(), {"standardize=true", "batch_size=" + batch});
    const auto digits = source / "plugins" / "datasets" / "digits";
    const std::string program = R"(
import csv, gzip, sys
import numpy as np
images = np.frombuffer(gzip.open(sys.argv[2] + '/images.idx3-ubyte.gz').read()[16:], np.uint8)
labels = np.frombuffer(gzip.open(sys.argv[2] + '/labels.idx1-ubyte.gz').read()[8:], np.uint8)
np.random.seed(42)
order = np.random.permutation(len(labels))
X = images.reshape(len(labels), -1)[order] / 255
W1_before = np.random.rand(10, 784) - 0.5
weights = np.load(sys.argv[1] + '/weights.npz')
mean, deviation = weights['input_mean'], weights['input_deviation']
train = X[1000:]
constant = np.ptp(train, axis=0) == 0
assert constant.any()
assert np.array_equal(weights['W1'][:, constant], W1_before[:, constant])
assert not np.array_equal(weights['W1'], W1_before)
assert np.allclose(mean, train.mean(axis=0), rtol=1e-12, atol=0)
assert np.allclose(deviation, np.where(constant, 1, train.std(axis=0)), rtol=1e-12, atol=0)
test = ((X[:1000] - mean) / deviation).T
Z2 = weights['W2'] @ np.maximum(weights['W1'] @ test + weights['b1'], 0) + weights['b2']
Z2 -= Z2.max(axis=0)
loss = (np.log(np.exp(Z2).sum(axis=0)) - Z2[labels[order[:1000]], np.arange(1000)]).mean()
row = list(csv.DictReader(open(sys.argv[1] + '/metrics.csv')))[-1]
assert abs(loss / float(row['test_loss']) - 1) < 1e-9, (loss, row)
)";
    const auto result = run_process({"/usr/bin/python3", "-c", program, folder, digits.string()});
    CHECK(result.err == "");
    CHECK(result.status == 0);
  }
}

TEST_CASE("standardised results do not depend on the number of threads") {
  const TemporaryFolder output;
  const std::string one = train("baseline", output.path(), {"standardize=true", "--threads", "1"});
  const std::string three =
      train("baseline", output.path(), {"standardize=true", "--threads", "3"});
  check_same_results(one, three);
}

TEST_CASE("predict classifies as a standardised run did") {
  for (const std::string precision : {"double", "float"}) {
    const TemporaryFolder output;
    const std::string folder =
        train("baseline", output.path(), {"standardize=true", "precision=" + precision});
    const auto images = source / "plugins" / "datasets" / "digits" / "images.idx3-ubyte.gz";
    const auto result = run_program({"predict", folder, images.string()});
    CHECK(result.err == "");
    std::vector<std::string> lines;
    std::istringstream stream(result.out);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    REQUIRE(lines.size() == 5000);
    for (const auto& row : read_csv(fs::path(folder) / "predictions.csv")) {
      const std::string& line = lines.at(std::stoul(row.at("index")));
      const auto end = "\t" + row.at("predicted") + "\t";
      CHECK_THAT(line, contains(end));
      CHECK(std::abs(std::stod(line.substr(line.rfind('\t') + 1)) -
                     std::stod(row.at("confidence"))) < 1e-4);
    }
  }
}

TEST_CASE("weights that do not fit `standardize` are an error") {
  const TemporaryFolder output;
  const fs::path with = train("baseline", output.path(), {"standardize=true"});
  const fs::path without = train("baseline", output.path());
  const auto images =
      (source / "plugins" / "datasets" / "digits" / "images.idx3-ubyte.gz").string();
  const auto complaint = [&](const fs::path& folder) {
    const auto result = run_program({"predict", folder.string(), images});
    CHECK(result.status != 0);
    CHECK(result.out == "");
    return result.err;
  };
  auto arrays = read_npz(with / "weights.npz");
  const auto good = arrays;
  fs::copy_file(without / "weights.npz", with / "weights.npz",
                fs::copy_options::overwrite_existing);
  CHECK_THAT(
      complaint(with),
      contains((with / "weights.npz").string() +
               ": there is no array 'input_mean'; expected W1, b1, W2 and b2, input_mean and "
               "input_deviation."));
  write_npz(without / "weights.npz", good);
  CHECK_THAT(complaint(without),
             contains("weights.npz: there is an array 'input_mean', but config.yaml "
                      "does not have `standardize: true`."));
  std::get<std::vector<double>>(arrays.at(5).values).at(7) = 0;
  write_npz(with / "weights.npz", arrays);
  CHECK_THAT(
      complaint(with),
      contains("weights.npz: the array 'input_deviation' holds values that are not above 0."));
  arrays.at(4) = vector_array("input_mean", std::vector<double>(783));
  write_npz(with / "weights.npz", arrays);
  CHECK_THAT(complaint(with),
             contains("weights.npz: the array 'input_mean' is 783 x 1, but config.yaml "
                      "and run.json say 784 x 1."));
}

TEST_CASE("standardize must be true or false") {
  const auto result =
      run_program({(source / "configs" / "baseline.yaml").string(), "standardize=yes"});
  CHECK(result.status == 2);
  CHECK_THAT(result.err, contains("standardize must be true or false, but this is"));
}

}  // namespace runner::test::standardize_test
