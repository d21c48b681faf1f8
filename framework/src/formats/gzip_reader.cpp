#include "formats/gzip_reader.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>

#include <sys/stat.h>
#define ZLIB_CONST  // next_in points to const
#include <zlib.h>

namespace runner::formats {
namespace {

constexpr std::size_t buffer_bytes = 1 << 16;
constexpr int gzip_window_bits = 15 + 16;  // 15: the largest window; 16: a gzip header, no other
constexpr std::uint64_t most_inflation = 1032;  // deflate's limit: 258 bytes for two bits

}  // namespace

// zlib's state, and whether the data stand within a gzip member.
class GzipReader::Inflater {
 public:
  Inflater() {
    if (inflateInit2(&stream_, gzip_window_bits) != Z_OK) throw std::bad_alloc();
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() { inflateEnd(&stream_); }

  bool in_member() const { return in_member_; }

  // Moves on through `input` and returns the number of bytes put into `out`. `fault` becomes what
  // is wrong with the data, if anything is.
  std::size_t inflate_some(std::span<const std::uint8_t>& input, std::span<std::uint8_t> out,
                           std::string& fault) {
    if (!in_member_) inflateReset(&stream_);
    in_member_ = true;
    constexpr std::size_t most = std::numeric_limits<uInt>::max();  // zlib counts in 32 bits
    const auto given = static_cast<uInt>(std::min(input.size(), most));
    const auto room = static_cast<uInt>(std::min(out.size(), most));
    stream_.next_in = input.data();
    stream_.avail_in = given;
    stream_.next_out = out.data();
    stream_.avail_out = room;
    const int result = inflate(&stream_, Z_NO_FLUSH);
    input = input.subspan(given - stream_.avail_in);
    if (result == Z_MEM_ERROR) throw std::bad_alloc();
    if (result == Z_STREAM_END) {
      in_member_ = false;
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
      fault = describe(stream_.msg == nullptr ? "invalid data" : stream_.msg);
    }
    return room - stream_.avail_out;
  }

 private:
  static std::string describe(const std::string& reason) {
    if (reason == "incorrect data check") return "its contents do not match its checksum";
    return "the compressed data are not valid (" + reason + ")";
  }

  z_stream stream_ = {};
  bool in_member_ = true;
};

GzipReader::GzipReader(const std::string& path)
    : name_(path), file_(std::fopen(path.c_str(), "rbe")), buffer_(buffer_bytes) {
  if (!file_) {
    const std::string sentence =
        path + ": this file cannot be opened: " + std::strerror(errno) + ".";
    if (errno == ENOENT || errno == ENOTDIR) throw MissingFileError(sentence);
    throw FormatError(sentence);
  }
  struct stat status = {};
  fstat(fileno(file_.get()), &status);
  if (S_ISDIR(status.st_mode)) fail("this is a folder; name a file in it.");
  if (S_ISREG(status.st_mode)) most_bytes_ = static_cast<std::uint64_t>(status.st_size);
  detect();
}

GzipReader::GzipReader(std::string name, std::span<const std::uint8_t> memory)
    : name_(std::move(name)), input_(memory), most_bytes_(memory.size()) {
  detect();
}

GzipReader::GzipReader(GzipReader&&) noexcept = default;
GzipReader& GzipReader::operator=(GzipReader&&) noexcept = default;
GzipReader::~GzipReader() = default;

// Decides by the first two bytes whether there is something to inflate.
void GzipReader::detect() {
  refill();
  if (input_.size() < 2 || input_[0] != 0x1f || input_[1] != 0x8b) return;
  inflater_ = std::make_unique<Inflater>();
  if (most_bytes_ != unknown_size) most_bytes_ *= most_inflation;
}

// Makes input_ the next part of the file; leaves it as it is when memory is read.
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
  std::string fault;
  while (done < out.size() && fault.empty()) {
    if (input_.empty()) refill();
    if (input_.empty()) {
      if (!inflater_->in_member()) break;
      fault = "the compressed data end too early";
    } else {
      done += inflater_->inflate_some(input_, out.subspan(done), fault);
    }
  }
  if (!fault.empty()) fail("this file is damaged: " + fault + "; download or copy it again.");
  return done;
}

std::uint64_t GzipReader::skip_rest() {
  std::vector<std::uint8_t> skipped(buffer_bytes);
  std::uint64_t total = 0;
  while (const std::size_t count = read(skipped)) total += count;
  return total;
}

void GzipReader::fail(const std::string& sentence) const {
  throw FormatError(name_ + ": " + sentence);
}

}  // namespace runner::formats
