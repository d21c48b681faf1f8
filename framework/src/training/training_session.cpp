#include "training/training_session.hpp"

#include <type_traits>
#include <utility>

#include <fmt/format.h>
#include <runner/dataset.hpp>

#include "base/error.hpp"
#include "formats/memory_shortage.hpp"
#include "training/real_columns.hpp"
#include "training/trainer.hpp"

namespace runner {
namespace {

// Folding loses about as many bits of bytes as |mean| / deviation has: with these limits, results
// are good to about 1e-12 in double and 1e-6 in float. Beyond, bytes are stored as reals.
template <typename Real>
constexpr double max_byte_ratio = std::is_same_v<Real, float> ? 16 : 4096;

template <typename Real>
InputTransform input_transform(const TrainingSetup& setup, const ExampleSet& train) {
  const double scale = setup.data.scale;
  if (!setup.standardize) return scale;
  InputTransform inputs(scale, standardization_of(train, scale));
  const auto* bytes = std::get_if<arma::Mat<std::uint8_t>>(&train.source->values);
  if (bytes != nullptr) inputs.keep_bytes(max_byte_ratio<Real>);
  return inputs;
}

// Throws: Error (invalid_input) if the weights do not fit into this machine's memory as often as
// training holds them: the weights, those before the last update, their gradient, a packed copy,
// and the sums of each chunk of a batch. The optimizer's state comes on top.
void check_memory(const TrainingSetup& setup, const NetworkShape& shape) {
  const std::uint64_t copies = 4 + gradient_chunks(setup.plan.batch_size);
  const std::uint64_t real_bytes = setup.precision == Precision::single ? 4 : 8;
  const std::string shortage =
      formats::memory_shortage(shape.parameter_count(), copies, real_bytes);
  if (shortage.empty()) return;
  throw Error(ErrorCode::invalid_input,
              fmt::format("network.hidden_units is {}: training {} weights takes {}. Use fewer "
                          "hidden units.",
                          shape.hidden_units, shape.parameter_count(), shortage));
}

template <typename Real>
class Session final : public TrainingSession {
 public:
  explicit Session(TrainingSetup setup)
      : split_(std::move(setup.split)),
        plan_(setup.plan),
        random_(setup.random),
        network_({setup.data.shape.inputs(), setup.hidden_units, setup.data.class_names.size()},
                 setup.activation, input_transform<Real>(setup, split_.train)),
        pool_(setup.threads),
        executor_(network_.shape(), pool_),
        trainer_(network_, setup.optimizer, split_, plan_, random_, executor_) {
    network_.initialize(setup.initializer, random_);
  }

  const NetworkShape& shape() const override { return network_.shape(); }
  const Split& split() const override { return split_; }
  const TrainingPlan& plan() const override { return plan_; }

  std::string resume(const TrainingState& state) override { return trainer_.resume(state); }

  TrainingOutcome train(TrainingObserver& observer, CheckpointWriter* checkpoint) override {
    return trainer_.train(observer, checkpoint);
  }

  std::vector<NamedArray> parameters() const override {
    const Parameters<Real>& parameters = network_.parameters;
    std::vector<NamedArray> arrays = {
        matrix_array("W1", parameters.W1), matrix_array("b1", parameters.b1),
        matrix_array("W2", parameters.W2), matrix_array("b2", parameters.b2)};
    if (const auto* standardization = network_.inputs().standardization()) {
      arrays.push_back(vector_array("input_mean", standardization->mean));
      arrays.push_back(vector_array("input_deviation", standardization->deviation));
    }
    return arrays;
  }

  InactiveUnits inactive_units() override { return trainer_.inactive_units(); }

  std::vector<Prediction> predict_test() override { return trainer_.predict_test(); }

  std::vector<std::uint32_t> predict_rows(std::span<const std::uint32_t> rows) override {
    const SparseExamples<Real> examples(*split_.train.source, rows, RowOrder::given,
                                        network_.inputs());
    std::vector<std::uint32_t> predicted;
    for (const auto& prediction : executor_.predict(network_, examples)) {
      predicted.push_back(prediction.predicted);
    }
    return predicted;
  }

 private:
  const Split split_;
  const TrainingPlan plan_;
  Random random_;
  TwoLayerNetwork<Real> network_;
  ThreadPool pool_;
  BatchExecutor<Real> executor_;
  Trainer<Real> trainer_;
};

}  // namespace

std::unique_ptr<TrainingSession> make_training_session(TrainingSetup setup) {
  check_memory(setup,
               {setup.data.shape.inputs(), setup.hidden_units, setup.data.class_names.size()});
  if (setup.precision == Precision::single) {
    return std::make_unique<Session<float>>(std::move(setup));
  }
  return std::make_unique<Session<double>>(std::move(setup));
}

}  // namespace runner
