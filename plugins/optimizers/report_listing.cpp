#include <runner/plugin.hpp>

namespace {

// Gradient descent as in the NumPy code of a 2021 course report on MNIST. It departs from the
// report's own equations (gradient_descent) in two places: sums over examples are divided by the
// size of the whole pool, held-out examples included, and each layer's bias gradient is a single
// number, the sum over its units, which is applied to all of its biases:
//
//     s = examples in the batch / examples in the pool
//     W := W - alpha s dW        b := b - alpha s sum(db)
template <typename Real>
class ReportListing final : public runner::Optimizer<Real> {
 public:
  void options(runner::Options& o) override { alpha_.declare(o); }

  void step(runner::Parameters<Real>& parameters, const runner::Parameters<Real>& gradient,
            const runner::StepInfo& info) override {
    const Real rate = static_cast<Real>(alpha_.at(info) * static_cast<double>(info.batch_examples) /
                                        static_cast<double>(info.pool_examples));
    parameters.W1 -= rate * gradient.W1;
    parameters.b1 -= rate * arma::accu(gradient.b1);
    parameters.W2 -= rate * gradient.W2;
    parameters.b2 -= rate * arma::accu(gradient.b2);
  }

 private:
  runner::LearningRate alpha_{0.1};
};

}  // namespace

RUNNER_OPTIMIZER(ReportListing, "report_listing",
                 "Gradient descent with the deviations of the course report's code",
                 .formula = "W := W - alpha s dW, b := b - alpha s sum(db), s = batch / pool")
