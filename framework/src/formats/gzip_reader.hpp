// Reading a file that may be gzipped, and the errors of the file formats.
#pragma once

#include <cstdint>
#include <cstdio>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace runner::formats {

// Delivers the bytes of a file, or of a span of memory, from first to last. Data that begin with
// the magic bytes of gzip (1f 8b) are inflated on the way, also when they consist of several gzip
// members; checksums are verified. Memory use does not depend on the size of the file.
class GzipReader {
 public:
  static constexpr std::uint64_t unknown_size = std::numeric_limits<std::uint64_t>::max();

  // Opens the file at `path`. Throws MissingFileError or FormatError.
  explicit GzipReader(const std::string& path);

  // Reads `memory`, which must outlive the reader; messages call it `name`.
  GzipReader(std::string name, std::span<const std::uint8_t> memory);

  GzipReader(GzipReader&&) noexcept;
  GzipReader& operator=(GzipReader&&) noexcept;
  ~GzipReader();

  // The next bytes: as many as `out` holds, fewer only when the data end. Throws FormatError when
  // the file is damaged.
  std::size_t read(std::span<std::uint8_t> out);

  // Reads to the end and returns the number of bytes that were left.
  std::uint64_t skip_rest();

  // An upper bound of the bytes in all, from the size of the file: something to check a header
  // against before memory is allocated. unknown_size for pipes.
  std::uint64_t max_bytes() const { return most_bytes_; }

  const std::string& name() const { return name_; }

  // Throws a FormatError "NAME: SENTENCE".
  [[noreturn]] void fail(const std::string& sentence) const;

 private:
  class Inflater;
  struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  void detect();
  void refill();
  std::size_t read_plain(std::span<std::uint8_t> out);
  std::size_t read_inflated(std::span<std::uint8_t> out);

  std::string name_;
  std::unique_ptr<std::FILE, CloseFile> file_;  // none when memory is read
  std::vector<std::uint8_t> buffer_;
  std::span<const std::uint8_t> input_;  // what was read of the source and not used
  std::uint64_t most_bytes_ = unknown_size;
  std::unique_ptr<Inflater> inflater_;  // none for plain data
};

}  // namespace runner::formats
