#include "formats/npy_values.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <limits>
#include <type_traits>

#include <fmt/format.h>

namespace runner::formats {
namespace {

static_assert(std::endian::native == std::endian::little,
              "numbers are reversed if the file is big-endian");

// IEEE 754's 16-bit number.
struct Half {
  std::uint16_t bits = 0;

  explicit operator float() const {
    const float sign = (bits & 0x8000) != 0 ? -1.0F : 1.0F;
    const int exponent = bits >> 10 & 0x1f;
    const auto fraction = static_cast<float>(bits & 0x3ff);
    if (exponent == 0) return sign * std::ldexp(fraction, -24);
    if (exponent < 31) return sign * std::ldexp(1024 + fraction, exponent - 25);
    return fraction == 0 ? sign * std::numeric_limits<float>::infinity()
                         : std::numeric_limits<float>::quiet_NaN();
  }
};

// Calls visit(T()) with the C++ type that `type` names, whatever its byte order. Returns false if
// it cannot be read.
template <typename Visit>
bool with_type(std::string_view type, Visit visit) {
  const std::string_view kind = type.substr(std::min<std::size_t>(1, type.size()));
  if (kind == "b1" || kind == "u1") return visit(std::uint8_t()), true;
  if (kind == "i1") return visit(std::int8_t()), true;
  if (!type.starts_with('<') && !type.starts_with('>')) return false;
  if (kind == "u2") return visit(std::uint16_t()), true;
  if (kind == "i2") return visit(std::int16_t()), true;
  if (kind == "u4") return visit(std::uint32_t()), true;
  if (kind == "i4") return visit(std::int32_t()), true;
  if (kind == "u8") return visit(std::uint64_t()), true;
  if (kind == "i8") return visit(std::int64_t()), true;
  if (kind == "f2") return visit(Half()), true;
  if (kind == "f4") return visit(float()), true;
  if (kind == "f8") return visit(double()), true;
  return false;
}

template <typename Number>
Number with_bytes_reversed(Number number) {
  auto bytes = std::bit_cast<std::array<std::byte, sizeof(Number)>>(number);
  std::ranges::reverse(bytes);
  return std::bit_cast<Number>(bytes);
}

// Fills `out` with the array's next numbers, in this machine's byte order.
template <typename Number>
void read_native(NpyArray& array, std::span<Number> out) {
  array.read(std::as_writable_bytes(out));
  if (sizeof(Number) > 1 && array.header().type.starts_with('>')) {
    std::ranges::transform(out, out.begin(), with_bytes_reversed<Number>);
  }
}

template <typename Source, typename Stored>
Stored converted(const NpyArray& array, Source value) {
  if constexpr (std::is_integral_v<Source> && sizeof(Source) == 8) {
    constexpr Source limit = Source{1} << std::numeric_limits<double>::digits;
    if (value > limit || (std::is_signed_v<Source> && value < Source{} - limit)) {
      array.fail(
          fmt::format("it holds {}, but integers beyond 2^53 are not exact as doubles", value));
    }
  }
  if constexpr (std::is_same_v<Source, Half>) {
    return static_cast<Stored>(static_cast<float>(value));
  } else {
    return static_cast<Stored>(value);
  }
}

// The conversions that npy_storage() allows.
template <typename Source, typename Stored>
constexpr bool is_convertible = std::is_same_v<Source, Stored> || std::is_same_v<Stored, double> ||
                                (std::is_same_v<Source, Half> && std::is_same_v<Stored, float>);

template <typename Source, typename Stored>
void read_c_order(NpyArray& array, std::span<Stored> out) {
  if constexpr (std::is_same_v<Source, Stored>) {
    read_native(array, out);
  } else {
    constexpr std::size_t block_size = 1 << 14;
    std::vector<Source> block(std::min(block_size, out.size()));
    while (!out.empty()) {
      const auto part = std::span(block).first(std::min(block_size, out.size()));
      read_native(array, part);
      std::ranges::transform(part, out.begin(),
                             [&](Source value) { return converted<Source, Stored>(array, value); });
      out = out.subspan(part.size());
    }
  }
}

// The index in C order of an example's value whose index in Fortran order is `index`. `values` is
// the number of values of an example.
std::uint64_t c_order_index(std::uint64_t index, std::span<const std::uint64_t> shape,
                            std::uint64_t values) {
  std::uint64_t result = 0;
  for (const std::uint64_t size : shape) {
    values /= size;
    result += index % size * values;
    index /= size;
  }
  return result;
}

// The file has the first value of all examples, then the second value of all, and so on.
template <typename Source, typename Stored>
void read_fortran_order(NpyArray& array, std::uint64_t count, std::span<Stored> out) {
  const std::span example_shape = std::span(array.header().shape).subspan(1);
  const std::uint64_t values = out.size() / count;
  std::vector<Source> plane(array.header().shape[0]);
  for (std::uint64_t index = 0; index < values; ++index) {
    read_native(array, std::span(plane));
    Stored* to = out.data() + c_order_index(index, example_shape, values);
    for (std::uint64_t i = 0; i < count; ++i, to += values) {
      *to = converted<Source, Stored>(array, plane[i]);
    }
  }
}

}  // namespace

NpyStorage npy_storage(std::string_view type) {
  auto storage = NpyStorage::none;
  with_type(type, [&](auto item) {
    using Item = decltype(item);
    storage = std::is_same_v<Item, std::uint8_t>                          ? NpyStorage::byte
              : std::is_same_v<Item, float> || std::is_same_v<Item, Half> ? NpyStorage::single
                                                                          : NpyStorage::double_;
  });
  return storage;
}

bool is_integer(std::string_view type) {
  bool integer = false;
  with_type(type, [&](auto item) { integer = std::is_integral_v<decltype(item)>; });
  return integer;
}

std::string numpy_name(std::string_view type) {
  std::string name(type);
  with_type(type, [&](auto item) {
    const char kind = type[1];
    name = kind == 'b' ? "bool"
                       : fmt::format("{}{}",
                                     kind == 'f'   ? "float"
                                     : kind == 'u' ? "uint"
                                                   : "int",
                                     8 * sizeof item);
    if (sizeof item > 1 && type[0] == '>') name = "big-endian " + name;
  });
  return name;
}

void check_size(const NpyArray& array) {
  with_type(array.header().type, [&](auto item) { array.check_size(sizeof item); });
}

template <typename Stored>
void read_values(NpyArray& array, std::uint64_t count, std::span<Stored> out) {
  const NpyHeader& header = array.header();
  with_type(header.type, [&](auto item) {
    using Source = decltype(item);
    if constexpr (is_convertible<Source, Stored>) {
      if (header.fortran_order) {
        read_fortran_order<Source>(array, count, out);
      } else {
        read_c_order<Source>(array, out);
      }
      if (header.fortran_order || count == header.shape[0]) array.expect_end();
    }
  });
}

template void read_values(NpyArray&, std::uint64_t, std::span<std::uint8_t>);
template void read_values(NpyArray&, std::uint64_t, std::span<float>);
template void read_values(NpyArray&, std::uint64_t, std::span<double>);

}  // namespace runner::formats
