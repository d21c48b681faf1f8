#include "data/data_hash.hpp"

#include <runner/dataset.hpp>

#include "base/sha256.hpp"
#include "data/split.hpp"

namespace runner {
namespace {

void add(Sha256& hash, const std::vector<std::uint32_t>& numbers) {
  hash.add(numbers.size());
  hash.add(numbers.data(), numbers.size() * sizeof(std::uint32_t));
}

void add(Sha256& hash, const Examples& examples) {
  std::visit(
      [&](const auto& values) {
        using Element = typename std::decay_t<decltype(values)>::elem_type;
        hash.add(std::uint64_t{sizeof(Element)});
        hash.add(std::uint64_t{values.n_cols});
        hash.add(values.memptr(), values.n_elem * sizeof(Element));
      },
      examples.values);
  add(hash, examples.labels);
}

}  // namespace

std::string data_sha256(const LoadedData& data) {
  Sha256 hash;
  hash.add(data.shape.rows);
  hash.add(data.shape.columns);
  hash.add(data.shape.channels);
  hash.add(&data.scale, sizeof(data.scale));
  add(hash, data.pool);
  hash.add(std::uint64_t{data.test ? 1U : 0U});
  if (data.test) add(hash, *data.test);
  return hash.hexadecimal();
}

std::string split_sha256(const Split& split) {
  Sha256 hash;
  for (const auto* part : {&split.test, &split.validation, &split.train}) add(hash, part->rows);
  return hash.hexadecimal();
}

}  // namespace runner
