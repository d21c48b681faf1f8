#include <cmath>
#include <limits>

#include "config/metric.hpp"
#include "support/catch.hpp"

namespace runner::metric_text_test {

TEST_CASE("a metric has four decimals, or six digits if it is large") {
  CHECK(metric_text(0) == "0.0000");
  CHECK(metric_text(2.30258509) == "2.3026");
  CHECK(metric_text(999999.5) == "999999.5000");
  CHECK(metric_text(1e6) == "1e+06");
  CHECK(metric_text(-1234567.8) == "-1.23457e+06");
  CHECK(metric_text(1e299) == "1e+299");
  CHECK(metric_text(1.23456789e299) == "1.23457e+299");
}

TEST_CASE("NaN is nan, whatever its sign") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(metric_text(nan) == "nan");
  CHECK(metric_text(std::copysign(nan, -1.0)) == "nan");
  CHECK(metric_text(std::numeric_limits<double>::infinity()) == "inf");
}

}  // namespace runner::metric_text_test
