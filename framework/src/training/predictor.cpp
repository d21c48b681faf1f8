#include "training/predictor.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>

#include <runner/dataset.hpp>

#include "training/batch_executor.hpp"

namespace runner {
namespace {

template <typename Real>
void assign(arma::Mat<Real>& matrix, const NamedArray& array) {
  std::visit(
      [&](const auto& values) {
        std::transform(values.begin(), values.end(), matrix.begin(),
                       [](auto value) { return static_cast<Real>(value); });
      },
      array.values);
}

InputTransform input_transform(double scale, std::span<const NamedArray> weights) {
  const NamedArray* mean = find_array(weights, "input_mean");
  if (mean == nullptr) return scale;
  const NamedArray* deviation = find_array(weights, "input_deviation");
  return {scale,
          {std::get<std::vector<double>>(mean->values),
           std::get<std::vector<double>>(deviation->values)}};
}

template <typename Real>
class NetworkPredictor final : public Predictor {
 public:
  NetworkPredictor(const BoundPlugin& activation, const NetworkShape& shape, double scale,
                   std::span<const NamedArray> weights)
      : network_(shape, activation, input_transform(scale, weights)),
        pool_(1),
        executor_(shape, pool_) {
    auto& parameters = network_.parameters;
    assign<Real>(parameters.W1, *find_array(weights, "W1"));
    assign<Real>(parameters.b1, *find_array(weights, "b1"));
    assign<Real>(parameters.W2, *find_array(weights, "W2"));
    assign<Real>(parameters.b2, *find_array(weights, "b2"));
  }

  std::vector<double> probabilities(const Examples& examples) override {
    std::vector<std::uint32_t> columns(examples.count());
    std::iota(columns.begin(), columns.end(), 0U);
    return executor_.probabilities(
        network_, SparseExamples<Real>(examples, columns, RowOrder::given, network_.inputs()));
  }

 private:
  TwoLayerNetwork<Real> network_;
  ThreadPool pool_;
  BatchExecutor<Real> executor_;
};

}  // namespace

std::unique_ptr<Predictor> make_predictor(Precision precision, const BoundPlugin& activation,
                                          const NetworkShape& shape, double scale,
                                          std::span<const NamedArray> weights) {
  if (precision == Precision::single) {
    return std::make_unique<NetworkPredictor<float>>(activation, shape, scale, weights);
  }
  return std::make_unique<NetworkPredictor<double>>(activation, shape, scale, weights);
}

}  // namespace runner
