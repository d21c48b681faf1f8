#include "training/training_session.hpp"

#include <utility>

#include <runner/dataset.hpp>

#include "training/real_columns.hpp"
#include "training/trainer.hpp"

namespace runner {
namespace {

template <typename Real>
class Session final : public TrainingSession {
 public:
  explicit Session(TrainingSetup setup)
      : split_(std::move(setup.split)),
        plan_(setup.plan),
        random_(setup.random),
        network_({setup.data.shape.inputs(), setup.hidden_units, setup.data.class_names.size()},
                 setup.activation, setup.data.scale),
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
    return {matrix_array("W1", parameters.W1), matrix_array("b1", parameters.b1),
            matrix_array("W2", parameters.W2), matrix_array("b2", parameters.b2)};
  }

  std::vector<Prediction> predict_test() override { return trainer_.predict_test(); }

  std::vector<std::uint32_t> predict_rows(std::span<const std::uint32_t> rows) override {
    const SparseExamples<Real> examples(*split_.train.source, rows, RowOrder::given);
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
  if (setup.precision == Precision::single) {
    return std::make_unique<Session<float>>(std::move(setup));
  }
  return std::make_unique<Session<double>>(std::move(setup));
}

}  // namespace runner
