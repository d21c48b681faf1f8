#include <algorithm>
#include <cmath>
#include <fstream>

#include <nlohmann/json.hpp>

#include "support/catch.hpp"
#include "support/plugin_fixture.hpp"

namespace runner::test::synthetic_dataset_test {

using nlohmann::json;
using runner::Dataset;
using runner::LoadedData;
using runner::OptionError;
using runner::test::contains;
using runner::test::load_plugin;
using runner::test::TestOptions;

namespace {

LoadedData load(const TestOptions& options) {
  return load_plugin<Dataset>("synthetic", options)->load();
}

TestOptions options_of(const json& options) {
  return {{"pattern", options["pattern"].get<std::string>()},
          {"examples", options["examples"].get<std::int64_t>()},
          {"classes", options["classes"].get<std::int64_t>()},
          {"inputs", options["inputs"].get<std::int64_t>()},
          {"noise", options["noise"].get<double>()},
          {"seed", options["seed"].get<std::int64_t>()},
          {"stored_as", options["stored_as"].get<std::string>()}};
}

// The last examples as doubles, from number `first`.
arma::mat values_from(const LoadedData& data, arma::uword first) {
  return std::visit(
      [&](const auto& values) -> arma::mat {
        return arma::mat(arma::conv_to<arma::mat>::from(values)).cols(first, values.n_cols - 1);
      },
      data.pool.values);
}

std::string error_of(const TestOptions& options) {
  try {
    load(options);
  } catch (const OptionError& error) {
    return error.option() + "| " + error.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("Every pattern is drawn as NumPy draws it", "[synthetic]") {
  std::ifstream file(std::string(RUNNER_SOURCE_DIR) + "/tests/reference/synthetic.json");
  const json cases = json::parse(file);
  REQUIRE(cases.size() == 15);
  for (const auto& one : cases) {
    CAPTURE(one["options"].dump());
    const arma::mat values =
        values_from(load(options_of(one["options"])), one["first"].get<arma::uword>());
    const auto expected = one["values"].get<std::vector<std::vector<double>>>();
    REQUIRE(values.n_cols == expected.size());
    for (arma::uword i = 0; i < values.n_cols; ++i) {
      REQUIRE(values.n_rows == expected[i].size());
      for (arma::uword j = 0; j < values.n_rows; ++j) {
        CAPTURE(i, j);
        CHECK_THAT(values(j, i), Catch::Matchers::WithinAbs(expected[i][j], 1e-15));
      }
    }
  }
}

TEST_CASE("Example i has class i modulo the number of classes", "[synthetic]") {
  const LoadedData data =
      load({{"pattern", std::string("spirals")}, {"examples", 7}, {"classes", 3}});
  CHECK(data.pool.labels == std::vector<std::uint32_t>{0, 1, 2, 0, 1, 2, 0});
}

TEST_CASE("A thousand points in two classes are the default", "[synthetic]") {
  const LoadedData data = load({});
  CHECK(data.pool.count() == 2000);
  CHECK(data.shape == runner::InputShape{1, 2, 1});
  CHECK(*std::ranges::max_element(data.pool.labels) == 1);
  CHECK(data.scale == 1.0);
  CHECK(data.class_names.empty());
  CHECK_FALSE(data.test.has_value());
}

TEST_CASE("Values are stored as doubles, floats or bytes", "[synthetic]") {
  const auto stored = [](const std::string& type) { return load({{"stored_as", type}}); };
  CHECK(std::holds_alternative<arma::Mat<double>>(stored("double").pool.values));
  CHECK(std::holds_alternative<arma::Mat<float>>(stored("float").pool.values));
  CHECK(std::holds_alternative<arma::Mat<std::uint8_t>>(stored("byte").pool.values));
  CHECK(stored("byte").scale == 255.0);
}

TEST_CASE("Values beyond -2 and 2 become the bytes 0 and 255", "[synthetic]") {
  const LoadedData data = load({{"noise", 100.0}, {"stored_as", std::string("byte")}});
  const auto& values = std::get<arma::Mat<std::uint8_t>>(data.pool.values);
  const arma::mat exact = values_from(load({{"noise", 100.0}}), 0);
  CHECK(exact.max() > 2);
  CHECK(exact.min() < -2);
  CHECK(arma::all(values.elem(arma::find(exact >= 2)) == 255));
  CHECK(arma::all(values.elem(arma::find(exact <= -2)) == 0));
}

TEST_CASE("Without noise the points of a checkerboard lie in squares of their class",
          "[synthetic]") {
  const LoadedData data = load({{"pattern", std::string("checkerboard")}, {"noise", 0.0}});
  const arma::mat values = values_from(data, 0);
  CHECK(arma::abs(values).max() <= 1);
  for (arma::uword i = 0; i < values.n_cols; ++i) {
    const double squares = std::floor(2 * values(0, i) + 2) + std::floor(2 * values(1, i) + 2);
    REQUIRE(std::fmod(squares, 2) == data.pool.labels[i]);
  }
}

TEST_CASE("Equal seeds draw equal data, and different seeds different data", "[synthetic]") {
  const auto drawn = [](std::int64_t seed) { return values_from(load({{"seed", seed}}), 0); };
  CHECK(arma::approx_equal(drawn(3), drawn(3), "absdiff", 0.0));
  CHECK_FALSE(arma::approx_equal(drawn(3), drawn(4), "absdiff", 0.1));
}

TEST_CASE("moons and checkerboard have exactly two classes", "[synthetic]") {
  CHECK(error_of({{"pattern", std::string("moons")}, {"classes", 3}}) ==
        "classes| classes must be 2 for the pattern moons, but this is 3.");
  CHECK(error_of({{"pattern", std::string("checkerboard")}, {"classes", 4}}) ==
        "classes| classes must be 2 for the pattern checkerboard, but this is 4.");
}

TEST_CASE("Data larger than this machine's memory are refused before allocation", "[synthetic]") {
  CHECK_THAT(error_of({{"examples", 10'000'000}, {"inputs", 100'000}}),
             contains("examples| 10000000 examples of 100000 inputs take 7450.6 GiB of memory, but "
                      "this machine has "));
}

TEST_CASE("Numbers have bounds", "[synthetic]") {
  CHECK_THROWS_WITH(load({{"examples", 0}}), "option examples");
  CHECK_THROWS_WITH(load({{"examples", 10'000'001}}), "option examples");
  CHECK_THROWS_WITH(load({{"classes", 1}}), "option classes");
  CHECK_THROWS_WITH(load({{"inputs", 1}}), "option inputs");
  CHECK_THROWS_WITH(load({{"noise", -0.1}}), "option noise");
  CHECK_THROWS_WITH(load({{"seed", -1}}), "option seed");
  CHECK_THROWS_WITH(load({{"seed", 4'294'967'296}}), "option seed");
}

}  // namespace runner::test::synthetic_dataset_test
