#include "data/similarity_order.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iterator>
#include <numeric>
#include <utility>

namespace runner {
namespace {

using ByteMatrix = arma::Mat<std::uint8_t>;
using Rows = std::span<std::uint32_t>;

constexpr std::size_t leaf_examples = 64;

// From the first to the last ink.
std::size_t nonzero_extent(const std::uint8_t* example, std::size_t inputs) {
  const auto ink = [](std::uint8_t value) { return value != 0; };
  const auto* const first = std::find_if(example, example + inputs, ink);
  const auto last =
      std::find_if(std::reverse_iterator(example + inputs), std::reverse_iterator(first), ink);
  return static_cast<std::size_t>(last.base() - first);
}

// Sorts by a number of each example; equals keep their order.
template <typename Number>
void sort_by(Rows rows, Number number) {
  std::vector<std::pair<decltype(number(rows[0])), std::uint32_t>> keyed;
  for (const auto row : rows) keyed.emplace_back(number(row), row);
  std::stable_sort(keyed.begin(), keyed.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::transform(keyed.begin(), keyed.end(), rows.begin(),
                 [](const auto& entry) { return entry.second; });
}

// How many of the rows for which `counted` holds have ink in each input. Counted in bytes, of which
// a vector holds many, as long as they cannot run over.
template <typename Predicate>
std::vector<std::int32_t> nonzero_counts(const ByteMatrix& bytes, Rows rows, Predicate counted) {
  constexpr std::size_t most = 255;
  std::vector<std::int32_t> counts(bytes.n_rows);
  std::vector<std::uint8_t> few(bytes.n_rows);
  for (std::size_t begin = 0; begin < rows.size(); begin += most) {
    std::fill(few.begin(), few.end(), std::uint8_t{0});
    for (const auto row : rows.subspan(begin, std::min(most, rows.size() - begin))) {
      const std::uint8_t* example = bytes.colptr(row);
      if (!counted(example)) continue;
      for (std::size_t k = 0; k < few.size(); ++k) {
        few[k] = static_cast<std::uint8_t>(few[k] + (example[k] != 0 ? 1 : 0));
      }
    }
    for (std::size_t k = 0; k < few.size(); ++k) counts[k] += few[k];
  }
  return counts;
}

// The sum of the weights, from -256 to 256, of the inputs with ink. Summed in 16 bits, of which a
// vector holds twice as many as of 32, as long as they cannot run over.
std::int64_t score_of(const std::uint8_t* example, const std::vector<std::int16_t>& weights) {
  constexpr std::size_t lanes = 32;
  constexpr std::size_t most = lanes * 127;
  std::int64_t score = 0;
  for (std::size_t begin = 0; begin < weights.size(); begin += most) {
    const std::size_t end = std::min(weights.size(), begin + most);
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

// For each input, how much more often it has ink where the pivot has, in 256ths. The pivot is the
// input that is nearest to having ink in half of the rows.
std::vector<std::int16_t> weights_of(const ByteMatrix& bytes, Rows rows) {
  const auto all = [](const std::uint8_t*) { return true; };
  const auto counts = nonzero_counts(bytes, rows, all);
  const auto half = static_cast<std::int32_t>(rows.size() / 2);
  const auto pivot = std::min_element(
      counts.begin(), counts.end(),
      [&](std::int32_t a, std::int32_t b) { return std::abs(a - half) < std::abs(b - half); });
  const auto at = pivot - counts.begin();
  const auto with_pivot =
      nonzero_counts(bytes, rows, [&](const std::uint8_t* example) { return example[at] != 0; });
  const double of_all = 256.0 / static_cast<double>(rows.size());
  const double of_pivot = 256.0 / std::max(1, *pivot);
  std::vector<std::int16_t> weights(counts.size());
  for (std::size_t k = 0; k < weights.size(); ++k) {
    weights[k] = static_cast<std::int16_t>(of_pivot * with_pivot[k] - of_all * counts[k]);
  }
  return weights;
}

void bisect(const ByteMatrix& bytes, Rows rows) {
  if (rows.size() <= leaf_examples) {
    sort_by(rows,
            [&](std::uint32_t row) { return nonzero_extent(bytes.colptr(row), bytes.n_rows); });
    return;
  }
  const auto weights = weights_of(bytes, rows);
  sort_by(rows, [&](std::uint32_t row) { return score_of(bytes.colptr(row), weights); });
  const std::size_t half = rows.size() / 8 * 4;  // whole groups of four
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
