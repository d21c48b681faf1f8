#include "formats/csv_blocks.hpp"

#include <algorithm>
#include <utility>

#include "formats/foreign_format.hpp"

namespace runner::formats {
namespace {

constexpr std::size_t max_line_bytes = 1 << 26;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::uint64_t count_line_ends(std::string_view text) {
  std::uint64_t count = 0;
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string_view::npos; ++at) ++count;
  return count;
}

// `text` without empty lines at its end.
std::string_view without_trailing_empty_lines(std::string_view text) {
  while (!text.empty()) {
    std::string_view line = text;
    if (line.ends_with('\n')) line.remove_suffix(1);
    const std::size_t begin = line.rfind('\n') + 1;  // 0 if it is the only line
    line.remove_prefix(begin);
    if (!line.empty() && line != "\r") break;
    text = text.substr(0, begin);
  }
  return text;
}

}  // namespace

CsvBlocks::CsvBlocks(TableFile file, std::size_t block_bytes)
    : file_(std::move(file)), block_bytes_(block_bytes) {}

bool CsvBlocks::next(CsvBlock& block) {
  do {
    if (!read_lines(block)) return false;
    if (block.first_line == 1 && block.text.starts_with(byte_order_mark)) {
      block.text.remove_prefix(byte_order_mark.size());
    }
    strip_empty_lines(block);
  } while (block.text.empty());
  return true;
}

// Makes `block` the next lines as they are. Returns false at the end of the file.
bool CsvBlocks::read_lines(CsvBlock& block) {
  auto& buffer = block.buffer;
  buffer.resize(std::max({buffer.size(), block_bytes_, rest_.size()}));
  std::copy(rest_.begin(), rest_.end(), buffer.begin());
  std::size_t filled = rest_.size();
  std::size_t complete = 0;  // bytes up to the end of the last complete line
  while (true) {
    auto* const free = reinterpret_cast<std::uint8_t*>(buffer.data()) + filled;
    filled += file_.read({free, buffer.size() - filled});
    const std::string_view text(buffer.data(), filled);
    if (next_line_ == 1) check_is_text(text);
    const bool ended = filled < buffer.size();
    complete = ended ? filled : text.rfind('\n') + 1;
    if (ended || complete != 0) break;
    if (filled >= max_line_bytes) {
      throw Error(ErrorCode::damaged, name() + ": line " + std::to_string(next_line_) +
                                          " is longer than " + std::to_string(max_line_bytes) +
                                          " bytes; this is not a table of values.");
    }
    buffer.resize(2 * filled);
  }
  rest_.assign(buffer.data() + complete, buffer.data() + filled);
  block.text = {buffer.data(), complete};
  block.first_line = next_line_;
  next_line_ += count_line_ends(block.text);
  return complete != 0;
}

void CsvBlocks::check_is_text(std::string_view text) const {
  const std::string format = foreign_format(text);
  if (!format.empty()) throw Error(ErrorCode::damaged, name() + ": " + format);
}

void CsvBlocks::strip_empty_lines(CsvBlock& block) {
  const std::string_view text = without_trailing_empty_lines(block.text);
  if (!text.empty() && empty_line_ != 0) {
    throw Error(ErrorCode::damaged, name() + ":" + std::to_string(empty_line_) +
                                        ":1: this line is empty but others follow; remove it.");
  }
  if (text.size() < block.text.size() && empty_line_ == 0) {
    empty_line_ = block.first_line + count_line_ends(text);
  }
  block.text = text;
}

}  // namespace runner::formats
