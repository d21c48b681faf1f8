#include "formats/gzip_reader.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>

#include <isa-l/igzip_lib.h>
#include <sys/stat.h>
#include <unistd.h>

namespace runner::formats {
namespace {

constexpr std::string_view standard_input = "-";
constexpr std::size_t buffer_bytes = 1 << 16;
constexpr std::uint8_t first_magic = 0x1f;
constexpr std::uint8_t second_magic = 0x8b;
constexpr std::uint64_t max_inflation = 1032;  // deflate's limit: 258 bytes from two bits

}  // namespace

// ISA-L's state, and whether the input is inside of a gzip member. ISA-L takes half of zlib's time.
class GzipReader::Inflater {
 public:
  bool in_member() const { return in_member_; }

  // Inflates from the front of `input`, which it shortens, into `out`. If the data are damaged,
  // sets `error` to a clause that says how.
  // Returns the number of bytes written; within a member they may come without further input.
  // Requires: between two members, `input` is not empty.
  std::size_t inflate_some(std::span<const std::uint8_t>& input, std::span<std::uint8_t> out,
                           std::string& error) {
    if (!in_member_ && input[0] != first_magic) {  // ISA-L would wait for a whole header
      error = describe(ISAL_INVALID_WRAPPER);
      return 0;
    }
    if (!in_member_) begin_member();
    constexpr std::size_t max_count = std::numeric_limits<std::uint32_t>::max();
    const auto given = static_cast<std::uint32_t>(std::min(input.size(), max_count));
    const auto room = static_cast<std::uint32_t>(std::min(out.size(), max_count));
    state_.next_in = const_cast<std::uint8_t*>(input.data());  // ISA-L only reads it
    state_.avail_in = given;
    state_.next_out = out.data();
    state_.avail_out = room;
    const int result = isal_inflate(&state_);
    input = input.subspan(given - state_.avail_in);
    if (result < ISAL_DECOMP_OK) error = describe(result);
    if (state_.block_state == ISAL_BLOCK_FINISH) in_member_ = false;
    const std::size_t written = room - state_.avail_out;
    if (given == 0 && written == 0 && in_member_) error = "the compressed data end too early";
    return written;
  }

 private:
  void begin_member() {
    isal_inflate_init(&state_);
    state_.crc_flag = ISAL_GZIP;  // expect header and checksum, and check them
    in_member_ = true;
  }

  static std::string describe(int error) {
    if (error == ISAL_INCORRECT_CHECKSUM) return "its contents do not match its checksum";
    return std::string("the compressed data are not valid (") + reason(error) + ")";
  }

  // zlib's words, which a search finds.
  static const char* reason(int error) {
    switch (error) {
      case ISAL_INVALID_WRAPPER:
        return "incorrect header check";
      case ISAL_UNSUPPORTED_METHOD:
        return "unknown compression method";
      case ISAL_INVALID_BLOCK:
        return "invalid block type";
      case ISAL_INVALID_LOOKBACK:
        return "invalid distance too far back";
      default:
        return "invalid code";
    }
  }

  inflate_state state_ = {};
  bool in_member_ = false;
};

GzipReader::GzipReader(const std::string& path)
    : name_(path == standard_input ? "standard input" : path),
      file_(path == standard_input ? fdopen(dup(STDIN_FILENO), "rb")
                                   : std::fopen(path.c_str(), "rbe")),
      buffer_(buffer_bytes) {
  if (!file_) {
    const std::string sentence =
        name_ + ": this file cannot be opened: " + std::strerror(errno) + ".";
    if (errno == ENOENT || errno == ENOTDIR) throw Error(ErrorCode::not_found, sentence);
    throw Error(ErrorCode::damaged, sentence);
  }
  struct stat status = {};
  fstat(fileno(file_.get()), &status);
  if (S_ISDIR(status.st_mode)) fail("this is a directory, not a file; name a file in it.");
  if (S_ISREG(status.st_mode)) max_bytes_ = static_cast<std::uint64_t>(status.st_size);
  detect();
}

GzipReader::GzipReader(std::string name, std::span<const std::uint8_t> memory)
    : name_(std::move(name)), input_(memory), max_bytes_(memory.size()) {
  detect();
}

GzipReader::GzipReader(GzipReader&&) noexcept = default;
GzipReader& GzipReader::operator=(GzipReader&&) noexcept = default;
GzipReader::~GzipReader() = default;

// Decides by the first two bytes whether the data are gzipped.
void GzipReader::detect() {
  refill();
  if (input_.size() < 2 || input_[0] != first_magic || input_[1] != second_magic) return;
  inflater_ = std::make_unique<Inflater>();
  if (max_bytes_ != unknown_size) max_bytes_ *= max_inflation;
}

// Makes input_ the next part of the file. Does nothing for memory.
void GzipReader::refill() {
  if (!file_) return;
  const std::size_t count = std::fread(buffer_.data(), 1, buffer_.size(), file_.get());
  if (std::ferror(file_.get()) != 0) {
    fail(std::string("this file cannot be read: ") + std::strerror(errno) + ".");
  }
  input_ = std::span(buffer_).first(count);
}

std::size_t GzipReader::read(std::span<std::uint8_t> out) {
  return inflater_ ? read_inflated(out) : read_plain(out);
}

std::size_t GzipReader::read_plain(std::span<std::uint8_t> out) {
  std::size_t done = 0;
  while (done < out.size()) {
    if (input_.empty()) refill();
    if (input_.empty()) break;
    const std::size_t count = std::min(input_.size(), out.size() - done);
    std::memcpy(out.data() + done, input_.data(), count);
    input_ = input_.subspan(count);
    done += count;
  }
  return done;
}

std::size_t GzipReader::read_inflated(std::span<std::uint8_t> out) {
  std::size_t done = 0;
  std::string error;
  while (done < out.size() && error.empty()) {
    if (input_.empty()) refill();
    if (input_.empty() && !inflater_->in_member()) break;
    done += inflater_->inflate_some(input_, out.subspan(done), error);
  }
  if (!error.empty()) fail("this file is damaged: " + error + "; download or copy it again.");
  return done;
}

std::uint64_t GzipReader::skip_rest() {
  std::vector<std::uint8_t> skipped(buffer_bytes);
  std::uint64_t total = 0;
  while (const std::size_t count = read(skipped)) total += count;
  return total;
}

void GzipReader::fail(const std::string& sentence) const {
  throw Error(ErrorCode::damaged, name_ + ": " + sentence);
}

}  // namespace runner::formats
