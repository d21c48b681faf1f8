// Reads NumPy's .npz format: a zip archive with an .npy file for each array.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "formats/npy_array.hpp"

struct zip;

namespace runner::formats {

class NpzArchive {
 public:
  // Throws: Error (not_found), or Error (damaged) if it is not a zip archive, an entry is not an
  // .npy file, two arrays have one name, or there are more than 10,000 arrays.
  explicit NpzArchive(const std::string& path);

  // Reads an archive in memory, which must outlive it; messages call it `name`.
  // Throws: Error (damaged), as for a file.
  NpzArchive(std::string name, std::span<const std::uint8_t> memory);

  // The names of the arrays, without ".npy", in the file's order.
  const std::vector<std::string>& names() const { return names_; }

  // Opens the array names()[index]. The archive must outlive it.
  // Throws: Error (damaged).
  NpyArray open(std::size_t index) const;

 private:
  struct Close {
    void operator()(zip* archive) const;
  };

  void list_arrays();
  std::string described(std::size_t index) const;

  std::string file_;  // path or name
  std::uint64_t file_bytes_ = 0;
  std::unique_ptr<zip, Close> archive_;
  std::vector<std::string> names_;
};

}  // namespace runner::formats
