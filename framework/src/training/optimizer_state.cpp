#include "training/optimizer_state.hpp"

#include <fmt/format.h>

#include "plugin_host/plugin_call.hpp"

namespace runner {
namespace {

// The vectors that an optimizer declares, where they lie.
template <typename Real>
class Declared final : public OptimizerState<Real> {
 public:
  struct Vector {
    std::string name;
    arma::Col<Real>* values;
  };

  explicit Declared(const BoundPlugin<Optimizer<Real>>& optimizer) {
    call_plugin(optimizer.info, "state()", [&] { optimizer.plugin->state(*this); });
  }

  void vector(std::string_view name, arma::Col<Real>& value) override {
    vectors.push_back({std::string(name), &value});
  }

  std::vector<Vector> vectors;
};

}  // namespace

template <typename Real>
void reset_optimizer_state(const BoundPlugin<Optimizer<Real>>& optimizer, arma::uword parameters) {
  for (auto& vector : Declared<Real>(optimizer).vectors) vector.values->zeros(parameters);
}

template <typename Real>
std::vector<typename TrainingState<Real>::Named> save_optimizer_state(
    const BoundPlugin<Optimizer<Real>>& optimizer) {
  std::vector<typename TrainingState<Real>::Named> memory;
  for (const auto& vector : Declared<Real>(optimizer).vectors) {
    memory.push_back({vector.name, *vector.values});
  }
  return memory;
}

template <typename Real>
void restore_optimizer_state(const BoundPlugin<Optimizer<Real>>& optimizer, arma::uword parameters,
                             const std::vector<typename TrainingState<Real>::Named>& memory) {
  const Declared<Real> declared(optimizer);
  if (memory.size() != declared.vectors.size()) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("the optimizer {} declares {} vectors of state, and there are {}",
                            optimizer.info.name, declared.vectors.size(), memory.size()));
  }
  for (std::size_t i = 0; i < memory.size(); ++i) {
    if (memory[i].name != declared.vectors[i].name || memory[i].values.n_elem != parameters) {
      throw Error(
          ErrorCode::invalid_input,
          fmt::format(
              "the optimizer {} declares a state '{}' of {} values, and there is '{}' of {}",
              optimizer.info.name, declared.vectors[i].name, parameters, memory[i].name,
              memory[i].values.n_elem));
    }
    *declared.vectors[i].values = memory[i].values;
  }
}

template void reset_optimizer_state(const BoundPlugin<Optimizer<float>>&, arma::uword);
template void reset_optimizer_state(const BoundPlugin<Optimizer<double>>&, arma::uword);
template std::vector<TrainingState<float>::Named> save_optimizer_state(
    const BoundPlugin<Optimizer<float>>&);
template std::vector<TrainingState<double>::Named> save_optimizer_state(
    const BoundPlugin<Optimizer<double>>&);
template void restore_optimizer_state(const BoundPlugin<Optimizer<float>>&, arma::uword,
                                      const std::vector<TrainingState<float>::Named>&);
template void restore_optimizer_state(const BoundPlugin<Optimizer<double>>&, arma::uword,
                                      const std::vector<TrainingState<double>::Named>&);

}  // namespace runner
