#include "formats/csv_blocks.hpp"

#include <algorithm>
#include <utility>

namespace runner::formats {
namespace {

constexpr std::size_t longest_line = 1 << 26;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::uint64_t line_ends(std::string_view text) {
  std::uint64_t count = 0;
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string_view::npos; ++at) ++count;
  return count;
}

// `text` without the empty lines at its end.
std::string_view filled_lines(std::string_view text) {
  while (!text.empty()) {
    std::string_view line = text;
    if (line.ends_with('\n')) line.remove_suffix(1);
    const std::size_t begin = line.rfind('\n') + 1;  // 0 when there is one line
    line.remove_prefix(begin);
    if (!line.empty() && line != "\r") break;
    text = text.substr(0, begin);
  }
  return text;
}

}  // namespace

CsvBlocks::CsvBlocks(GzipReader reader, std::size_t block_bytes)
    : reader_(std::move(reader)), block_bytes_(block_bytes) {}

bool CsvBlocks::next(CsvBlock& block) {
  do {
    if (!fill(block)) return false;
    if (block.first_line == 1) leave_out_mark(block);
    leave_out_empty_lines(block);
  } while (block.text.empty());
  return true;
}

// Makes `block` the next lines as they are; false at the end of the file.
bool CsvBlocks::fill(CsvBlock& block) {
  auto& buffer = block.buffer;
  buffer.resize(std::max({buffer.size(), block_bytes_, rest_.size()}));
  std::copy(rest_.begin(), rest_.end(), buffer.begin());
  std::size_t filled = rest_.size();
  std::size_t lines = 0;  // bytes up to the last line's end
  while (true) {
    auto* const free = reinterpret_cast<std::uint8_t*>(buffer.data()) + filled;
    filled += reader_.read({free, buffer.size() - filled});
    const std::string_view text(buffer.data(), filled);
    const bool ended = filled < buffer.size();
    lines = ended ? filled : text.rfind('\n') + 1;
    if (ended || lines != 0) break;
    if (filled >= longest_line) {
      reader_.fail("line " + std::to_string(next_line_) + " is longer than " +
                   std::to_string(longest_line) + " bytes; this is no table of values.");
    }
    buffer.resize(2 * filled);
  }
  rest_.assign(buffer.data() + lines, buffer.data() + filled);
  block.text = {buffer.data(), lines};
  block.first_line = next_line_;
  next_line_ += line_ends(block.text);
  return lines != 0;
}

void CsvBlocks::leave_out_mark(CsvBlock& block) {
  if (block.text.starts_with(byte_order_mark)) block.text.remove_prefix(byte_order_mark.size());
}

void CsvBlocks::leave_out_empty_lines(CsvBlock& block) {
  const std::string_view text = filled_lines(block.text);
  if (!text.empty() && empty_line_ != 0) {
    throw Error(ErrorCode::damaged, name() + ":" + std::to_string(empty_line_) +
                                        ":1: this line is empty, and others follow; remove it.");
  }
  if (text.size() < block.text.size() && empty_line_ == 0) {
    empty_line_ = block.first_line + line_ends(text);
  }
  block.text = text;
}

}  // namespace runner::formats
