#include "training/optimizer_state.hpp"

#include <fmt/format.h>

#include "plugin_host/plugin_call.hpp"
#include "plugin_host/typed_plugin.hpp"
#include "training/real_columns.hpp"

namespace runner {
namespace {

// The vectors that an optimizer declares, as references to its members.
template <typename Real>
class DeclaredState final : public OptimizerState<Real> {
 public:
  struct Vector {
    std::string name;
    arma::Col<Real>* values;
  };

  explicit DeclaredState(const BoundPlugin& optimizer) {
    call_plugin(optimizer.info, "state()",
                [&] { plugin_as<Optimizer<Real>>(optimizer).state(*this); });
  }

  void vector(std::string_view name, arma::Col<Real>& value) override {
    vectors.push_back({std::string(name), &value});
  }

  std::vector<Vector> vectors;
};

}  // namespace

template <typename Real>
void reset_optimizer_state(const BoundPlugin& optimizer, arma::uword parameters) {
  for (auto& vector : DeclaredState<Real>(optimizer).vectors) vector.values->zeros(parameters);
}

template <typename Real>
std::vector<TrainingState::OptimizerVector> save_optimizer_state(const BoundPlugin& optimizer) {
  std::vector<TrainingState::OptimizerVector> state;
  for (const auto& vector : DeclaredState<Real>(optimizer).vectors) {
    state.push_back({vector.name, to_real_vector(*vector.values)});
  }
  return state;
}

template <typename Real>
std::string optimizer_state_problem(const BoundPlugin& optimizer, arma::uword parameters,
                                    const std::vector<TrainingState::OptimizerVector>& state) {
  const DeclaredState<Real> declared(optimizer);
  if (state.size() != declared.vectors.size()) {
    return fmt::format("the optimizer {} declares {} vectors of state, but there are {}",
                       optimizer.info.name, declared.vectors.size(), state.size());
  }
  for (std::size_t i = 0; i < state.size(); ++i) {
    const auto& expected = declared.vectors[i].name;
    if (state[i].name == expected && fits<Real>(state[i].values, parameters)) continue;
    return fmt::format(
        "the optimizer {} declares a state '{}' of {} values, but there is '{}' of {}",
        optimizer.info.name, expected, parameters, state[i].name, size_of(state[i].values));
  }
  return {};
}

template <typename Real>
void restore_optimizer_state(const BoundPlugin& optimizer,
                             const std::vector<TrainingState::OptimizerVector>& state) {
  const DeclaredState<Real> declared(optimizer);
  for (std::size_t i = 0; i < state.size(); ++i) {
    auto& values = *declared.vectors[i].values;
    values.set_size(size_of(state[i].values));
    assign(values, state[i].values);
  }
}

#define RUNNER_OPTIMIZER_STATE(Real)                                                        \
  template void reset_optimizer_state<Real>(const BoundPlugin&, arma::uword);               \
  template std::vector<TrainingState::OptimizerVector> save_optimizer_state<Real>(          \
      const BoundPlugin&);                                                                  \
  template std::string optimizer_state_problem<Real>(                                       \
      const BoundPlugin&, arma::uword, const std::vector<TrainingState::OptimizerVector>&); \
  template void restore_optimizer_state<Real>(const BoundPlugin&,                           \
                                              const std::vector<TrainingState::OptimizerVector>&);
RUNNER_OPTIMIZER_STATE(float)
RUNNER_OPTIMIZER_STATE(double)
#undef RUNNER_OPTIMIZER_STATE

}  // namespace runner
