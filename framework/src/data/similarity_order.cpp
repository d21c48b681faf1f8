#include "data/similarity_order.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iterator>
#include <numeric>
#include <utility>

#include <runner/dataset.hpp>

#include "kernels/sparse_rows.hpp"

namespace runner {
namespace {

using ByteMatrix = arma::Mat<std::uint8_t>;
using Rows = std::span<std::uint32_t>;

constexpr std::size_t max_leaf_examples = 64;

// The number of inputs from the first to the last nonzero, both included; 0 without a nonzero.
std::size_t nonzero_extent(const std::uint8_t* example, std::size_t inputs) {
  const auto nonzero = [](std::uint8_t value) { return value != 0; };
  const auto* const first = std::find_if(example, example + inputs, nonzero);
  const auto last =
      std::find_if(std::reverse_iterator(example + inputs), std::reverse_iterator(first), nonzero);
  return static_cast<std::size_t>(last.base() - first);
}

// Sorts rows by key(row), stably. Calls `key` once a row.
template <typename Key>
void sort_by(Rows rows, Key key) {
  std::vector<std::pair<decltype(key(rows[0])), std::uint32_t>> keyed;
  for (const auto row : rows) keyed.emplace_back(key(row), row);
  std::stable_sort(keyed.begin(), keyed.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::transform(keyed.begin(), keyed.end(), rows.begin(),
                 [](const auto& entry) { return entry.second; });
}

// For each input, the number of those rows that are nonzero there and for whose examples `counted`
// holds. Counts up to 255 rows in bytes, of which a vector holds many.
template <typename Predicate>
std::vector<std::int32_t> nonzero_counts(const ByteMatrix& bytes, Rows rows, Predicate counted) {
  constexpr std::size_t max_rows = 255;
  std::vector<std::int32_t> counts(bytes.n_rows);
  std::vector<std::uint8_t> byte_counts(bytes.n_rows);
  for (std::size_t begin = 0; begin < rows.size(); begin += max_rows) {
    std::fill(byte_counts.begin(), byte_counts.end(), std::uint8_t{0});
    for (const auto row : rows.subspan(begin, std::min(max_rows, rows.size() - begin))) {
      const std::uint8_t* example = bytes.colptr(row);
      if (!counted(example)) continue;
      for (std::size_t k = 0; k < byte_counts.size(); ++k) {
        byte_counts[k] = static_cast<std::uint8_t>(byte_counts[k] + (example[k] != 0 ? 1 : 0));
      }
    }
    for (std::size_t k = 0; k < byte_counts.size(); ++k) counts[k] += byte_counts[k];
  }
  return counts;
}

// The sum of the weights of the example's nonzero inputs. Weights are from -256 to 256; up to 127
// of them are added in 16 bits, of which a vector holds twice as many as of 32.
std::int64_t similarity_score(const std::uint8_t* example,
                              const std::vector<std::int16_t>& weights) {
  constexpr std::size_t lanes = 32;
  constexpr std::size_t step = lanes * 127;
  std::int64_t score = 0;
  for (std::size_t begin = 0; begin < weights.size(); begin += step) {
    const std::size_t end = std::min(weights.size(), begin + step);
    std::array<std::int16_t, lanes> sums{};
    std::size_t k = begin;
    for (; k + lanes <= end; k += lanes) {
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        const int mask = example[k + lane] != 0 ? -1 : 0;
        sums[lane] = static_cast<std::int16_t>(sums[lane] + (weights[k + lane] & mask));
      }
    }
    for (; k < end; ++k) score += example[k] != 0 ? weights[k] : 0;
    score = std::accumulate(sums.begin(), sums.end(), score);
  }
  return score;
}

// For each input k, 256 (P(k nonzero | pivot nonzero) - P(k nonzero)), with frequencies among the
// rows for P. The pivot is the input whose P is nearest to 1/2.
std::vector<std::int16_t> input_weights(const ByteMatrix& bytes, Rows rows) {
  const auto all = [](const std::uint8_t*) { return true; };
  const auto counts = nonzero_counts(bytes, rows, all);
  const auto half = static_cast<std::int32_t>(rows.size() / 2);
  const auto pivot = std::min_element(
      counts.begin(), counts.end(),
      [&](std::int32_t a, std::int32_t b) { return std::abs(a - half) < std::abs(b - half); });
  const auto pivot_input = pivot - counts.begin();
  const auto joint_counts = nonzero_counts(
      bytes, rows, [&](const std::uint8_t* example) { return example[pivot_input] != 0; });
  const double per_row = 256.0 / static_cast<double>(rows.size());
  const double per_pivot = 256.0 / std::max(1, *pivot);
  std::vector<std::int16_t> weights(counts.size());
  for (std::size_t k = 0; k < weights.size(); ++k) {
    weights[k] = static_cast<std::int16_t>(per_pivot * joint_counts[k] - per_row * counts[k]);
  }
  return weights;
}

void bisect(const ByteMatrix& bytes, Rows rows) {
  if (rows.size() <= max_leaf_examples) {
    sort_by(rows,
            [&](std::uint32_t row) { return nonzero_extent(bytes.colptr(row), bytes.n_rows); });
    return;
  }
  const auto weights = input_weights(bytes, rows);
  sort_by(rows, [&](std::uint32_t row) { return similarity_score(bytes.colptr(row), weights); });
  // Whole blocks, so that no block has examples of both halves.
  const std::size_t half = rows.size() / (2 * max_rows_per_block) * max_rows_per_block;
  bisect(bytes, rows.first(half));
  bisect(bytes, rows.subspan(half));
}

}  // namespace

std::vector<std::uint32_t> similarity_order(const Examples& source,
                                            std::span<const std::uint32_t> rows) {
  std::vector<std::uint32_t> order(rows.begin(), rows.end());
  const auto* bytes = std::get_if<ByteMatrix>(&source.values);
  if (bytes == nullptr) return order;
  sort_by(Rows(order), [&](std::uint32_t row) { return source.labels[row]; });
  for (auto begin = order.begin(); begin != order.end();) {
    const auto end = std::find_if(begin, order.end(), [&](std::uint32_t row) {
      return source.labels[row] != source.labels[*begin];
    });
    bisect(*bytes, Rows(begin, end));
    begin = end;
  }
  return order;
}

}  // namespace runner
