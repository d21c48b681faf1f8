#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace runner {

// Incremental SHA-256 (FIPS 180-4), computed by OpenSSL.
class Sha256 {
 public:
  Sha256();

  void add(const void* bytes, std::size_t count);
  void add(std::string_view text) { add(text.data(), text.size()); }
  void add(std::uint64_t number);  // as eight bytes, little-endian

  // Returns the digest as 64 hexadecimal digits.
  // Requires: not called before.
  std::string hexadecimal();

 private:
  struct Free {
    void operator()(void* context) const;
  };
  std::unique_ptr<void, Free> context_;
};

// Throws: Error (not_readable).
std::string file_sha256(const std::filesystem::path& file);

}  // namespace runner
