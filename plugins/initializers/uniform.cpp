#include <charconv>
#include <string>

#include <runner/plugin.hpp>

namespace {

// The shortest text that reads back as the number.
std::string shortest(double number) {
  char digits[32];
  return {digits, std::to_chars(digits, digits + sizeof digits, number).ptr};
}

// Weights and biases uniform in [low, high), drawn as low + (high - low) * np.random.rand(rows,
// columns). The default is np.random.rand(rows, columns) - 0.5, as in the course report that the
// baseline repeats.
template <typename Real>
class Uniform final : public runner::Initializer<Real> {
 public:
  using Mat = arma::Mat<Real>;
  using Col = arma::Col<Real>;

  void options(runner::Options& o) override {
    o.real("low", low_,
           {.at_least = -1e6, .at_most = 1e6, .doc = "Lower bound of weights and biases"});
    o.real(
        "high", high_,
        {.at_least = -1e6, .at_most = 1e6, .doc = "Upper bound of weights and biases, exclusive"});
    if (high_ <= low_) {
      throw runner::OptionError("high", "high must be above low, which is " + shortest(low_) +
                                            ", but this is " + shortest(high_) + ".");
    }
  }

  void weights(Mat& W, arma::uword, arma::uword, runner::Random& random) override {
    random.fill_uniform(W, low_, high_);
  }
  void biases(Col& b, arma::uword, arma::uword, runner::Random& random) override {
    random.fill_uniform(b, low_, high_);
  }

 private:
  double low_ = -0.5;
  double high_ = 0.5;
};

}  // namespace

RUNNER_INITIALIZER(Uniform, "uniform", "Weights and biases uniform between two numbers",
                   .formula = "W, b ~ U[low, high)")
