#include "formats/npy_array.hpp"

#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace runner::formats {
namespace {

// Whether an array of this shape, with elements of `item_bytes`, has exactly `bytes`. Cannot
// overflow.
bool has_size(const std::vector<std::uint64_t>& shape, std::uint64_t item_bytes,
              std::uint64_t bytes) {
  if (bytes % item_bytes != 0) return false;
  std::uint64_t items = bytes / item_bytes;
  for (const std::uint64_t size : shape) {
    if (size == 0) return bytes == 0;
  }
  for (const std::uint64_t size : shape) {
    if (items % size != 0) return false;
    items /= size;
  }
  return items == 1;
}

}  // namespace

NpyArray::NpyArray(std::string name, std::unique_ptr<Source> source, std::uint64_t bytes)
    : name_(std::move(name)), source_(std::move(source)) {
  read_header(bytes);
}

void NpyArray::read_header(std::uint64_t source_bytes) {
  std::vector<std::byte> header(npy_prefix_bytes);
  if (source_bytes < header.size()) fail("it is too short for an array");
  read(header);
  // Its errors are clauses without the array's name.
  const auto named = [&](auto read_part) {
    try {
      return read_part();
    } catch (const Error& error) {
      fail(error.what());
    }
  };
  const std::size_t header_bytes = named([&] { return npy_header_bytes(header); });
  if (header_bytes > source_bytes) fail("it ends within its header");
  if (header_bytes < header.size()) fail("its header is damaged");
  header.resize(header_bytes);
  read(std::span(header).subspan(npy_prefix_bytes));
  header_ = named([&] { return read_npy_header(header); });
  data_bytes_ = source_bytes - header_bytes;
}

void NpyArray::check_size(std::uint64_t item_bytes) const {
  if (has_size(header_.shape, item_bytes, data_bytes_)) return;
  fail(fmt::format("its shape is {} of {} bytes each, but it has {} bytes",
                   header_.shape.empty() ? "1" : fmt::format("{}", fmt::join(header_.shape, " x ")),
                   item_bytes, data_bytes_));
}

void NpyArray::read(std::span<std::byte> out) {
  while (!out.empty()) {
    const std::size_t got = source_->read(out);
    if (got == 0) fail("it ends too early");
    out = out.subspan(got);
  }
}

void NpyArray::expect_end() {
  std::byte more{};
  if (source_->read({&more, 1}) != 0) fail("it is longer than its shape says");
}

void NpyArray::fail(const std::string& clause) const { fail_array(name_, clause); }

void fail_array(const std::string& name, const std::string& clause) {
  throw Error(ErrorCode::damaged, fmt::format("{} cannot be read: {}.", name, clause));
}

}  // namespace runner::formats
