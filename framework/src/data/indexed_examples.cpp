#include "data/indexed_examples.hpp"

#include <runner/dataset.hpp>

namespace runner {
namespace {

const Examples& indexed_examples(const LoadedData& data) {
  return data.test ? *data.test : data.pool;
}

}  // namespace

std::uint64_t indexed_example_count(const LoadedData& data) {
  return indexed_examples(data).count();
}

std::vector<double> example_values(const Examples& examples, std::uint64_t index, double scale) {
  std::vector<double> values;
  const auto add_values = [&](const auto& matrix) {
    const auto column = static_cast<arma::uword>(index);
    for (arma::uword row = 0; row < matrix.n_rows; ++row) {
      values.push_back(static_cast<double>(matrix.at(row, column)) / scale);
    }
  };
  std::visit(add_values, examples.values);
  return values;
}

std::vector<double> indexed_example_values(const LoadedData& data, std::uint64_t index) {
  return example_values(indexed_examples(data), index, data.scale);
}

}  // namespace runner
