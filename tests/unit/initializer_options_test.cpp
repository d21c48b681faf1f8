// Errors of the initializers' options.
#include "support/catch.hpp"
#include "support/configured_plugin.hpp"

namespace runner::test::initializer_options_test {
namespace {

std::string fault(const std::string& name, const std::string& options) {
  return verdict<Initializer<double>>(name, options);
}

TEST_CASE("orthogonal's gain is above 0", "[initializer]") {
  CHECK(fault("orthogonal", "{gain: 1e-9}") == "fine");
  CHECK(fault("orthogonal", "{gain: 0}") ==
        "options:1:8: gain must be a number above 0, but this is 0.");
}

TEST_CASE("uniform's high must be above low", "[initializer]") {
  CHECK(fault("uniform", "{low: 0.5, high: 0.5000001}") == "fine");
  CHECK(fault("uniform", "{low: 0.25, high: 0.25}") ==
        "high: high must be above low, which is 0.25, but this is 0.25.");
  CHECK(fault("uniform", "{low: 0.7}") ==
        "high: high must be above low, which is 0.7, but this is 0.5.");
  CHECK(fault("uniform", "{high: -3}") ==
        "high: high must be above low, which is -0.5, but this is -3.");
}

TEST_CASE("uniform's low and high and normal's mean are at most a million in size",
          "[initializer]") {
  const std::string sentence =
      " must be a number of at least -1000000 and at most 1000000, but this is ";
  CHECK(fault("uniform", "{low: -1000000, high: 1000000}") == "fine");
  CHECK(fault("uniform", "{low: -1000001}") == "options:1:7: low" + sentence + "-1000001.");
  CHECK(fault("uniform", "{high: 1000001}") == "options:1:8: high" + sentence + "1000001.");
  CHECK(fault("normal", "{mean: 1000000}") == "fine");
  CHECK(fault("normal", "{mean: -1000000}") == "fine");
  CHECK(fault("normal", "{mean: 1000001}") == "options:1:8: mean" + sentence + "1000001.");
  CHECK(fault("normal", "{mean: -1000001}") == "options:1:8: mean" + sentence + "-1000001.");
}

TEST_CASE("normal's deviation is above 0 and at most a million", "[initializer]") {
  const std::string sentence =
      "options:1:13: deviation must be a number above 0 and at most 1000000, but this is ";
  CHECK(fault("normal", "{deviation: 1e-9}") == "fine");
  CHECK(fault("normal", "{deviation: 1000000}") == "fine");
  CHECK(fault("normal", "{deviation: 0}") == sentence + "0.");
  CHECK(fault("normal", "{deviation: 1000001}") == sentence + "1000001.");
}

TEST_CASE("The scaled initializers' distribution is uniform or normal", "[initializer]") {
  for (const std::string name : {"glorot", "he", "lecun"}) {
    CHECK(
        fault(name, "{distribution: gaussian}") ==
        "options:1:16: distribution must be uniform or normal, but this is the text \"gaussian\".");
  }
}

}  // namespace
}  // namespace runner::test::initializer_options_test
