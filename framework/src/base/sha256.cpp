#include "base/sha256.hpp"

#include <openssl/evp.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <vector>

#include <fmt/format.h>

#include "base/error.hpp"

namespace runner {
namespace {

EVP_MD_CTX* evp(void* context) { return static_cast<EVP_MD_CTX*>(context); }

void check(int result) {
  if (result != 1) throw Error(ErrorCode::system, "OpenSSL cannot compute SHA-256.");
}

}  // namespace

void Sha256::Free::operator()(void* context) const { EVP_MD_CTX_free(evp(context)); }

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  check(context_ != nullptr ? EVP_DigestInit_ex(evp(context_.get()), EVP_sha256(), nullptr) : 0);
}

void Sha256::add(const void* bytes, std::size_t count) {
  check(EVP_DigestUpdate(evp(context_.get()), bytes, count));
}

void Sha256::add(std::uint64_t number) {
  std::array<std::uint8_t, 8> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i)
    bytes[i] = static_cast<std::uint8_t>(number >> (8 * i));
  add(bytes.data(), bytes.size());
}

std::string Sha256::hexadecimal() {
  std::array<std::uint8_t, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  check(EVP_DigestFinal_ex(evp(context_.get()), digest.data(), &length));
  std::string text;
  for (unsigned i = 0; i < length; ++i) text += fmt::format("{:02x}", digest[i]);
  return text;
}

std::string file_sha256(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    throw Error(ErrorCode::not_readable, fmt::format("{}: the file cannot be read: {}.",
                                                     file.string(), std::strerror(errno)));
  }
  Sha256 hash;
  std::vector<char> buffer(1 << 16);
  while (stream) {
    stream.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    hash.add(buffer.data(), static_cast<std::size_t>(stream.gcount()));
  }
  if (stream.bad()) {
    throw Error(ErrorCode::not_readable,
                fmt::format("{}: the file cannot be read.", file.string()));
  }
  return hash.hexadecimal();
}

}  // namespace runner
