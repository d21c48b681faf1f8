// A file of arrays as NumPy writes them: .npz, or .npy with a single array.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "formats/npz_archive.hpp"

namespace runner::formats {

// The first bytes decide whether it is .npz or .npy, not the name.
class ArrayFile {
 public:
  // Throws: Error (not_found, not_readable, damaged).
  explicit ArrayFile(const std::string& path);

  // Reads `memory`, which must outlive the file and its arrays; messages call it `name`.
  // Throws: Error (damaged).
  ArrayFile(std::string name, std::span<const std::uint8_t> memory);

  // Whether it is an .npy file, whose array has no name.
  bool is_npy() const { return !archive_; }

  // The names of the arrays of an .npz file; empty for .npy.
  const std::vector<std::string>& names() const { return names_; }

  bool has(const std::string& array) const;

  // Opens an array, which the file must outlive. An .npy file ignores the name.
  // Requires: is_npy() or has(array).
  // Throws: Error (damaged).
  NpyArray open(const std::string& array) const;

  // The path or name.
  const std::string& name() const { return name_; }

 private:
  NpyArray open_npy() const;

  std::string name_;
  std::span<const std::uint8_t> memory_;  // empty for a path
  std::optional<NpzArchive> archive_;     // empty for .npy
  std::vector<std::string> names_;
};

}  // namespace runner::formats
