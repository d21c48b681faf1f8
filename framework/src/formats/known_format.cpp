#include "formats/known_format.hpp"

#include <array>

namespace runner::formats {
namespace {

using namespace std::string_view_literals;

struct Format {
  std::size_t offset = 0;
  std::string_view magic;
  std::string_view description;
};

constexpr std::array known_formats = {
    Format{0, "\x89PNG\r\n\x1a\n"sv, "a PNG image"},
    Format{0, "\xff\xd8\xff"sv, "a JPEG image"},
    Format{0, "GIF8"sv, "a GIF image"},
    Format{8, "WEBP"sv, "a WebP image"},
    Format{4, "ftypavif"sv, "an AVIF image"},
    Format{4, "ftyphei"sv, "a HEIC image"},
    Format{4, "ftypmif1"sv, "a HEIC image"},
    Format{0, "\0\0\0\x0cJXL "sv, "a JPEG XL image"},
    Format{0, "\0\0\0\x0cjP  "sv, "a JPEG 2000 image"},
    Format{0, "II*\0"sv, "a TIFF image"},
    Format{0, "MM\0*"sv, "a TIFF image"},
    Format{0, "BM"sv, "a BMP image"},
    Format{0, "\x1f\x8b"sv, "a gzip file, which gunzip unpacks"},
    Format{0, "BZh"sv, "a bzip2 file, which bunzip2 unpacks"},
    Format{0,
           "\xfd"
           "7zXZ"sv,
           "an xz file, which unxz unpacks"},
    Format{0, "PK\x03\x04"sv, "a zip archive, or a file in that format such as .npz"},
    Format{0, "\x93NUMPY"sv, "an .npy file of NumPy"},
    Format{0, "\x89HDF\r\n\x1a\n"sv, "an HDF5 file"},
    Format{0, "MATLAB 5.0 MAT-file"sv, "a MATLAB file"},
    Format{0, "PAR1"sv, "a Parquet file"},
    Format{0, "%PDF-"sv, "a PDF file"},
    Format{0, "<!DOCTYPE"sv, "a web page, perhaps a download's error message"},
    Format{0, "<!doctype"sv, "a web page, perhaps a download's error message"},
    Format{0, "<html"sv, "a web page, perhaps a download's error message"},
    Format{0, "version https://git-lfs"sv,
           "a Git LFS pointer without the data, which 'git lfs pull' fetches"},
};

}  // namespace

std::string known_format(std::string_view start) {
  if (start.empty()) return "an empty file";
  for (const auto& [offset, magic, description] : known_formats) {
    if (start.size() >= offset && start.substr(offset).starts_with(magic)) {
      return std::string(description);
    }
  }
  return {};
}

}  // namespace runner::formats
