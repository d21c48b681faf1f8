#include "runs/weights.hpp"

#include <fmt/format.h>

#include "config/diagnostics.hpp"
#include "formats/npz.hpp"

namespace runner {
namespace {

template <typename Real>
void copy_array(const std::filesystem::path& file, const std::vector<NpzArray>& arrays,
                std::string_view name, arma::Mat<Real>& to) {
  const NpzArray* array = find_array(arrays, name);
  if (array == nullptr) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: there is no array '{}'; expected W1, b1, W2 and b2.",
                            file.string(), name));
  }
  if (array->rows() != to.n_rows || array->columns() != to.n_cols) {
    throw Error(
        ErrorCode::invalid_input,
        fmt::format("{}: the array '{}' is {} x {}, but config.yaml and run.json say "
                    "{} x {}.",
                    file.string(), name, array->rows(), array->columns(), to.n_rows, to.n_cols));
  }
  const auto convert = [](const auto& values) {
    return arma::conv_to<arma::Mat<Real>>::from(values);
  };
  to = std::visit(convert, array->values);
  if (!to.is_finite()) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: the array '{}' holds values that are not finite, so the network "
                            "cannot classify anything; the run has probably diverged.",
                            file.string(), name));
  }
}

}  // namespace

NetworkShape network_shape(const RunRecord& record, const ExperimentSpec& spec) {
  return {record.shape.inputs(), spec.hidden_units, record.class_names.size()};
}

template <typename Real>
void read_weights(const RunRecord& record, Parameters<Real>& parameters) {
  const auto file = record.folder / "weights.npz";
  const std::vector<NpzArray> arrays = read_npz(file);
  copy_array(file, arrays, "W1", parameters.W1);
  copy_array<Real>(file, arrays, "b1", parameters.b1);
  copy_array(file, arrays, "W2", parameters.W2);
  copy_array<Real>(file, arrays, "b2", parameters.b2);
}

template void read_weights(const RunRecord&, Parameters<float>&);
template void read_weights(const RunRecord&, Parameters<double>&);

}  // namespace runner
