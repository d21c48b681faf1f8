// Reads a file that may be gzipped.
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

// Reads the bytes of a file, or of a span of memory, from first to last. Data that begin with
// gzip's magic bytes (1f 8b) are inflated, and may consist of several gzip members; checksums are
// verified. Memory use does not depend on the size of the file.
class GzipReader {
 public:
  static constexpr std::uint64_t unknown_size = std::numeric_limits<std::uint64_t>::max();

  // Opens the file at `path`; "-" is standard input.
  // Throws: Error (not_found, damaged).
  explicit GzipReader(const std::string& path);

  // Reads `memory`, which must outlive the reader; messages call it `name`.
  GzipReader(std::string name, std::span<const std::uint8_t> memory);

  GzipReader(GzipReader&&) noexcept;
  GzipReader& operator=(GzipReader&&) noexcept;
  ~GzipReader();

  // Fills `out` with the next bytes. Returns their number, less than out.size() only at the end.
  // Throws: Error (damaged) if the file is damaged or cannot be read.
  std::size_t read(std::span<std::uint8_t> out);

  // The source's first bytes as stored, up to 64 KiB of them, to recognise other formats.
  // Requires: nothing has been read.
  std::span<const std::uint8_t> first_bytes() const { return input_; }

  // Reads to the end. Returns the number of bytes skipped.
  std::uint64_t skip_rest();

  // An upper bound of the number of bytes, from the size of the file, to check a header against
  // before allocating memory; unknown_size for pipes.
  std::uint64_t max_bytes() const { return max_bytes_; }

  const std::string& name() const { return name_; }

  // Throws: Error (damaged) "NAME: SENTENCE".
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
  std::unique_ptr<std::FILE, CloseFile> file_;  // null for memory
  std::vector<std::uint8_t> buffer_;
  std::span<const std::uint8_t> input_;  // bytes read from the source but not yet delivered
  std::uint64_t max_bytes_ = unknown_size;
  std::unique_ptr<Inflater> inflater_;  // null for plain data
};

}  // namespace runner::formats
