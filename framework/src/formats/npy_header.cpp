#include "formats/npy_header.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace runner::formats {
namespace {

constexpr std::string_view magic = "\x93NUMPY";
constexpr std::size_t max_header_bytes = 65536;

// Parses a header's text, a Python dictionary such as
// {'descr': '<f8', 'fortran_order': False, 'shape': (10, 784), }
class DictionaryReader {
 public:
  explicit DictionaryReader(std::string_view text) : text_(text) {}

  NpyHeader read() {
    expect('{');
    while (!accept('}')) {
      read_entry();
      if (accept(',')) continue;
      expect('}');
      break;
    }
    skip_blanks();
    if (!text_.empty() || !type_ || !fortran_order_ || !shape_) fail();
    return {std::move(*type_), *fortran_order_, std::move(*shape_)};
  }

 private:
  [[noreturn]] static void fail() { throw Error(ErrorCode::damaged, "its header is damaged"); }

  void skip_blanks() {
    text_.remove_prefix(std::min(text_.find_first_not_of(" \n"), text_.size()));
  }

  bool accept(char expected) {
    skip_blanks();
    if (text_.empty() || text_.front() != expected) return false;
    text_.remove_prefix(1);
    return true;
  }

  void expect(char expected) {
    if (!accept(expected)) fail();
  }

  bool accept_word(std::string_view word) {
    skip_blanks();
    if (!text_.starts_with(word)) return false;
    text_.remove_prefix(word.size());
    return true;
  }

  std::string_view read_quoted() {
    expect('\'');
    const std::size_t end = text_.find('\'');
    if (end == std::string_view::npos) fail();
    const std::string_view result = text_.substr(0, end);
    text_.remove_prefix(end + 1);
    return result;
  }

  void read_entry() {
    const std::string_view key = read_quoted();
    expect(':');
    if (key == "descr" && !type_) {
      read_type();
    } else if (key == "fortran_order" && !fortran_order_) {
      fortran_order_ = accept_word("True");
      if (!*fortran_order_ && !accept_word("False")) fail();
    } else if (key == "shape" && !shape_) {
      read_shape();
    } else {
      fail();
    }
  }

  void read_type() {
    skip_blanks();
    if (text_.starts_with('['))
      throw Error(ErrorCode::damaged, "its elements are structures, not numbers");
    type_ = read_quoted();
  }

  void read_shape() {
    shape_.emplace();
    expect('(');
    while (!accept(')')) {
      shape_->push_back(read_number());
      if (accept(',')) continue;
      expect(')');
      break;
    }
  }

  std::uint64_t read_number() {
    skip_blanks();
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text_.data(), text_.data() + text_.size(), value);
    if (error != std::errc()) fail();
    text_.remove_prefix(static_cast<std::size_t>(end - text_.data()));
    return value;
  }

  std::string_view text_;
  std::optional<std::string> type_;
  std::optional<bool> fortran_order_;
  std::optional<std::vector<std::uint64_t>> shape_;
};

struct Layout {
  std::size_t prefix_bytes = 0;
  std::size_t text_bytes = 0;
};

// Throws unless `prefix` is that of an .npy file.
Layout layout(std::span<const std::byte> prefix) {
  const auto byte = [&](std::size_t i) { return std::to_integer<unsigned>(prefix[i]); };
  if (prefix.size() < npy_prefix_bytes ||
      !std::equal(magic.begin(), magic.end(), prefix.begin(),
                  [](char a, std::byte b) { return static_cast<std::byte>(a) == b; })) {
    throw Error(ErrorCode::damaged, "it does not begin like an .npy file");
  }
  const unsigned version = byte(6);
  if (version < 1 || version > 3 || byte(7) != 0) {
    throw Error(
        ErrorCode::damaged,
        fmt::format(
            "it has version {}.{} of the .npy format, but only 1.0, 2.0 and 3.0 can be read",
            version, byte(7)));
  }
  if (version == 1) return {10, byte(8) | byte(9) << 8};
  return {12, byte(8) | byte(9) << 8 | byte(10) << 16 | std::size_t{byte(11)} << 24};
}

}  // namespace

std::string write_npy_header(const NpyHeader& header) {
  std::string shape = fmt::format("{}", fmt::join(header.shape, ", "));
  if (header.shape.size() == 1) shape += ',';
  std::string text = fmt::format("{{'descr': '{}', 'fortran_order': {}, 'shape': ({}), }}",
                                 header.type, header.fortran_order ? "True" : "False", shape);
  // Magic, version, length and the line feed are 11 bytes.
  text.append((64 - (text.size() + 11) % 64) % 64, ' ');
  text += '\n';
  std::string result(magic);
  result += std::string_view("\x01\x00", 2);
  result += static_cast<char>(text.size() & 0xff);
  result += static_cast<char>(text.size() >> 8);
  return result + text;
}

std::size_t npy_header_bytes(std::span<const std::byte> prefix) {
  const Layout sizes = layout(prefix);
  if (sizes.text_bytes > max_header_bytes)
    throw Error(ErrorCode::damaged, "its header is longer than 64 KiB");
  return sizes.prefix_bytes + sizes.text_bytes;
}

NpyHeader read_npy_header(std::span<const std::byte> header) {
  const Layout sizes = layout(header);
  if (header.size() < sizes.prefix_bytes + sizes.text_bytes) {
    throw Error(ErrorCode::damaged, "it ends within its header");
  }
  const auto text = header.subspan(sizes.prefix_bytes, sizes.text_bytes);
  return DictionaryReader({reinterpret_cast<const char*>(text.data()), text.size()}).read();
}

}  // namespace runner::formats
