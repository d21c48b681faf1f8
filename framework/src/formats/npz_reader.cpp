// read_npz(): the arrays of runs and checkpoints.
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "formats/npz.hpp"
#include "formats/npz_archive.hpp"

namespace runner {
namespace {

using formats::NpyArray;
using formats::NpyHeader;

constexpr std::uint64_t max_bytes = std::uint64_t{4} << 30;

// A matrix of `rows` x `columns` stored row by row as one stored column by column.
template <typename Number>
std::vector<Number> transposed(const std::vector<Number>& numbers, std::uint64_t rows,
                               std::uint64_t columns) {
  std::vector<Number> result(numbers.size());
  for (std::uint64_t row = 0; row < rows; ++row) {
    for (std::uint64_t column = 0; column < columns; ++column) {
      result[column * rows + row] = numbers[row * columns + column];
    }
  }
  return result;
}

// The entry's size was checked against its shape, so it says how many numbers there are.
template <typename Number>
NamedArray::Values read_numbers(NpyArray& entry) {
  entry.check_size(sizeof(Number));
  const NpyHeader& header = entry.header();
  std::vector<Number> numbers(entry.data_bytes() / sizeof(Number));
  entry.read(std::as_writable_bytes(std::span(numbers)));
  entry.expect_end();
  const bool row_by_row = header.shape.size() == 2 && !header.fortran_order && !numbers.empty();
  return row_by_row ? transposed(numbers, header.shape[0], header.shape[1]) : numbers;
}

NamedArray::Values read_values(NpyArray& entry) {
  const std::string_view type = entry.header().type;
  if (type == "<f8") return read_numbers<double>(entry);
  if (type == "<f4") return read_numbers<float>(entry);
  if (type == "<i8") return read_numbers<std::int64_t>(entry);
  if (type == "<u4") return read_numbers<std::uint32_t>(entry);
  if (type == "|u1") return read_numbers<std::uint8_t>(entry);
  entry.fail(fmt::format("its elements are '{}', not '<f8', '<f4', '<i8', '<u4' or '|u1'", type));
}

NamedArray read_array(const std::string& name, NpyArray entry, std::uint64_t& total) {
  const auto& shape = entry.header().shape;
  if (shape.size() > 2) {
    entry.fail(fmt::format("it has {} dimensions; at most 2 can be read", shape.size()));
  }
  if (entry.data_bytes() > max_bytes - total) entry.fail("the arrays take more than 4 GiB");
  total += entry.data_bytes();
  auto values = read_values(entry);
  return {name, shape, std::move(values)};
}

}  // namespace

std::vector<NamedArray> read_npz(const std::filesystem::path& path) {
  const formats::NpzArchive archive(path.string());
  std::vector<NamedArray> arrays;
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < archive.names().size(); ++i) {
    arrays.push_back(read_array(archive.names()[i], archive.open(i), total));
  }
  return arrays;
}

}  // namespace runner
