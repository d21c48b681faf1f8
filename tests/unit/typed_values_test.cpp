#include "config/typed_values.hpp"
#include "base/nearest_name.hpp"
#include "config/yaml_reader.hpp"
#include "support/catch.hpp"

namespace runner::typed_values_test {
namespace {

const SourceLocation place{std::make_shared<const std::string>("x.yaml"), 1, 1};

std::string message(const std::string& yaml, const RealOption& bounds) {
  Diagnostics diagnostics;
  const Value value = parse_yaml(yaml, place, diagnostics);
  const auto number = read_real(value, "beta", bounds, diagnostics);
  try {
    diagnostics.throw_if_any();
  } catch (const Error& error) {
    return error.what();
  }
  return number ? "fine" : "neither number nor error";
}

TEST_CASE("a number within its bounds is read, whole or not") {
  CHECK(message("1", {.above = 0.0}) == "fine");
  CHECK(message("1.5", {.at_least = 1.5, .at_most = 1.5}) == "fine");
}

TEST_CASE("every bound is checked and named") {
  CHECK(message("0", {.above = 0.0, .at_most = 100.0}) ==
        "x.yaml:1:1: beta must be a number above 0 and at most 100, but this is 0.");
  CHECK(message("100.5", {.above = 0.0, .at_most = 100.0}) ==
        "x.yaml:1:1: beta must be a number above 0 and at most 100, but this is 100.5.");
  CHECK(message("1", {.at_least = 0.0, .below = 1.0}) ==
        "x.yaml:1:1: beta must be a number of at least 0 and below 1, but this is 1.");
}

TEST_CASE("a number that is not finite is rejected") {
  CHECK(message(".nan", {}) ==
        "x.yaml:1:1: beta must be a number (a finite one), but this is .nan.");
  CHECK(message("1e999", {.above = 0.0}) ==
        "x.yaml:1:1: beta must be a number above 0 (a finite one), but this is 1e999.");
}

TEST_CASE("text is not a number, even when quoted") {
  CHECK(message("\"1\"", {}) == "x.yaml:1:1: beta must be a number, but this is the text \"1\".");
  CHECK(message("[1]", {}) == "x.yaml:1:1: beta must be a number, but this is a list.");
}

TEST_CASE("the nearest name is at most a third of the letters away") {
  const std::vector<std::string> names{"relu", "leaky_relu", "sigmoid"};
  CHECK(nearest_name("rleu", names) == "relu");
  CHECK(nearest_name("sigmiod", names) == "sigmoid");
  CHECK(nearest_name("leakyrelu", names) == "leaky_relu");
  CHECK(nearest_name("ReLU", names) == "relu");
  CHECK(nearest_name("LeakyReLU", names) == "leaky_relu");
  CHECK(nearest_name("LEAKY-RELU", names) == "leaky_relu");
  CHECK(nearest_name("_", names).empty());
  CHECK(nearest_name("tanh", names).empty());
  CHECK(nearest_name(std::string(100'000, 'a'), names).empty());
  CHECK(did_you_mean("rleu", names) == " Did you mean 'relu'?");
  CHECK(did_you_mean("tanh", names).empty());
}

TEST_CASE("names are joined as in a sentence") {
  CHECK(join({}) == "");
  CHECK(join({"a"}) == "a");
  CHECK(join({"a", "b", "c"}) == "a, b and c");
  CHECK(join({"a", "b"}, " or ") == "a or b");
}

}  // namespace
}  // namespace runner::typed_values_test
