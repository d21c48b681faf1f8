// Normal weights, with the fault that the environment variable FAULT names.
#include <cstdlib>
#include <string>

#include <runner/plugin.hpp>

namespace {

bool has(const char* fault) {
  const char* const named = std::getenv("FAULT");
  return named != nullptr && std::string(named) == fault;
}

template <typename Real>
class FaultyInitializer final : public runner::Initializer<Real> {
 public:
  void weights(arma::Mat<Real>& W, arma::uword, arma::uword, runner::Random& random) override {
    const Real last = W(W.n_elem - 1);
    runner::Random own(7);
    if (has("seedless"))
      own.fill_normal(W, 0.1);
    else if (has("too wide"))
      random.fill_normal(W, 100.0);
    else if (has("float draws"))
      fill_single(W, random);
    else
      random.fill_normal(W, 0.1);
    if (has("leaves one out")) W(W.n_elem - 1) = last;
    if (has("own generator")) W(0) = static_cast<Real>(++calls_);
    if (has("seed decides the width")) W *= Real(random.uniform());
  }

 private:
  static void fill_single(arma::Mat<Real>& W, runner::Random& random) {
    for (Real& weight : W) weight = Real(0.1) * Real(float(random.normal()));
  }
  static inline int calls_ = 0;
};

}  // namespace

RUNNER_INITIALIZER(FaultyInitializer, "faulty_initializer", "Normal weights with a fault")
