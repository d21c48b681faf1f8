// g(x) = x^2 / 2, with the fault that the environment variable FAULT names.
#include <cfenv>
#include <csignal>
#include <cstdlib>
#include <string>

#include <unistd.h>

#include <runner/plugin.hpp>

namespace {

bool has(const char* fault) {
  const char* const named = std::getenv("FAULT");
  return named != nullptr && std::string(named) == fault;
}

template <typename Real>
class FaultyActivation final : public runner::Activation<Real> {
 public:
  using Mat = arma::Mat<Real>;

  FaultyActivation() {
    if (has("crash when made")) std::abort();
  }

  void options(runner::Options& o) override {
    if (has("default out of bounds")) slope_ = 2.0;
    o.real("slope", slope_, {.at_most = 1.0, .doc = has("no doc") ? "" : "Not used"});
    if (has("declared twice")) o.real("slope", slope_, {.doc = "Again"});
    if (has("bad option name")) o.real("Slope-1", slope_, {.doc = "Not used"});
    if (has("declares by turns") && ++declared_ % 2 == 0) o.boolean("turn", turn_, {.doc = "-"});
    if (has("changes its values")) slope_ += 0.25;
  }

  void forward(const Mat& x, Mat& y) const override {
    y = x % x / 2;
    if (has("not finite")) y = arma::exp(x);
    if (has("hides NaN")) y.replace(arma::Datum<Real>::nan, Real(0));
    if (has("position")) y(y.n_elem - 1) += Real(0.5);
    if (has("writes to x")) const_cast<Mat&>(x)(0) += 1;
    if (has("writes beyond")) y.memptr()[y.n_elem] = 0;
    if (has("rounding")) std::fesetround(FE_UPWARD);
    if (has("crash")) std::raise(SIGSEGV);
    if (has("exit")) _exit(3);
    if (has("loop"))
      while (true) pause();
    if (has("throws")) throw 5;
    if (has("float") && sizeof(Real) == sizeof(float)) y *= Real(1.01);
    if (has("call number")) y += Real(calls_++);
    if (has("shared scratch")) shared(x, y);
  }

  void backward(const Mat& x, const Mat&, const Mat& dy, Mat& dx) const override {
    dx = dy % x;
    if (has("gradient")) dx *= Real(1.001);
    if (has("gradient far out")) dx.elem(arma::find(x > 30)).zeros();
    if (has("gradient of the default slope")) dx /= Real(slope_);
  }

 private:
  // One scratch matrix for all threads.
  void shared(const Mat& x, Mat& y) const {
    static Mat scratch(16, 64);
    if (x.n_elem > scratch.n_elem) return;
    std::copy(x.begin(), x.end(), scratch.begin());
    usleep(200);
    for (arma::uword i = 0; i < x.n_elem; ++i) y(i) = scratch(i) * scratch(i) / 2;
  }

  double slope_ = 1.0;
  bool turn_ = false;
  int declared_ = 0;
  mutable int calls_ = 0;
};

}  // namespace

RUNNER_ACTIVATION(FaultyActivation, "faulty_activation", "Half of the square, with a fault")
