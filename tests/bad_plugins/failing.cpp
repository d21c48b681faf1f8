// Plugins that work, except for the call that the environment variable BAD_PLUGIN_FAILS_IN names:
// "forward", or "step 3" for the third call of step(). That call throws a std::runtime_error, or an
// int if BAD_PLUGIN_THROWS_INT is set, or an OptionError if BAD_PLUGIN_THROWS_OPTION is; or it ends
// the process with the signal in BAD_PLUGIN_RAISES or the status in BAD_PLUGIN_EXITS_WITH.
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <string>

#include <runner/plugin.hpp>

#ifdef __x86_64__
#include <xmmintrin.h>
#endif

namespace {

void call(const std::string& name) {
  static std::atomic<int> calls = 0;
  const char* wanted = std::getenv("BAD_PLUGIN_FAILS_IN");
  if (wanted == nullptr || !std::string(wanted).starts_with(name)) return;
  const int number = ++calls;
  if (wanted != name && wanted != name + " " + std::to_string(number)) return;
  if (const char* signal = std::getenv("BAD_PLUGIN_RAISES")) std::raise(std::atoi(signal));
  if (const char* status = std::getenv("BAD_PLUGIN_EXITS_WITH")) std::_Exit(std::atoi(status));
  if (std::getenv("BAD_PLUGIN_THROWS_INT") != nullptr) throw 7;
  if (std::getenv("BAD_PLUGIN_THROWS_OPTION") != nullptr) {
    throw runner::OptionError("used", "used is too much for me");
  }
  throw std::runtime_error("out of luck");
}

const bool loaded = (call("static constructor"), true);

// Leaves the thread rounding upward in the call that BAD_PLUGIN_ROUNDS_IN names.
void change_rounding([[maybe_unused]] const std::string& where) {
#ifdef __x86_64__
  const char* wanted = std::getenv("BAD_PLUGIN_ROUNDS_IN");
  if (wanted != nullptr && wanted == where) _mm_setcsr(_mm_getcsr() | 0x4000U);
#endif
}

template <typename Base>
class Failing : public Base {
 public:
  Failing() {
    change_rounding("constructor");
    call("constructor");
  }

  void options(runner::Options& o) override {
    o.real("used", used_, {.at_least = 0.0, .doc = "Has no effect"});
    change_rounding("options");
    call("options");
  }

 private:
  double used_ = loaded ? 1.0 : 0.0;
};

template <typename Real>
class FailingActivation final : public Failing<runner::Activation<Real>> {
 public:
  using Mat = arma::Mat<Real>;
  void forward(const Mat& x, Mat& y) const override {
    call("forward");
    y = x;
  }
  void backward(const Mat&, const Mat&, const Mat& dy, Mat& dx) const override {
    call("backward");
    dx = dy;
  }
};

template <typename Real>
class FailingOptimizer final : public Failing<runner::Optimizer<Real>> {
 public:
  void state(runner::OptimizerState<Real>&) override { call("state"); }
  void step(runner::Parameters<Real>& parameters, const runner::Parameters<Real>& gradient,
            const runner::StepInfo&) override {
    call("step");
    parameters.values -= static_cast<Real>(0.1) * gradient.values;
  }
};

template <typename Real>
class FailingInitializer final : public Failing<runner::Initializer<Real>> {
 public:
  void weights(arma::Mat<Real>& W, arma::uword, arma::uword, runner::Random&) override {
    call("weights");
    W.fill(static_cast<Real>(0.01));
  }
};

class FailingDataset final : public Failing<runner::Dataset> {
 public:
  runner::LoadedData load() override {
    call("load");
    runner::LoadedData data;
    data.pool.values = arma::mat(2, 2000, arma::fill::ones);
    data.pool.labels.assign(2000, 1);
    data.shape.columns = 2;
    return data;
  }
};

}  // namespace

#if defined(BAD_PLUGIN_DATASET)
RUNNER_DATASET(FailingDataset, BAD_PLUGIN_NAME, "Fails on demand")
#elif defined(BAD_PLUGIN_INITIALIZER)
RUNNER_INITIALIZER(FailingInitializer, BAD_PLUGIN_NAME, "Fails on demand")
#elif defined(BAD_PLUGIN_OPTIMIZER)
RUNNER_OPTIMIZER(FailingOptimizer, BAD_PLUGIN_NAME, "Fails on demand")
#else
RUNNER_ACTIVATION(FailingActivation, BAD_PLUGIN_NAME, "Fails on demand")
#endif
