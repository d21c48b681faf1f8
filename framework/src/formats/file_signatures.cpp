#include "formats/file_signatures.hpp"

#include <algorithm>
#include <array>

namespace runner::formats {
namespace {

using namespace std::string_view_literals;

constexpr std::array signatures = {
    FileSignature{0, "\x89PNG\r\n\x1a\n"sv, "a PNG image",
                  "this is a PNG picture, not a table; use the dataset image_folder."},
    FileSignature{0, "\xff\xd8\xff"sv, "a JPEG image",
                  "this is a JPEG picture, not a table; use the dataset image_folder."},
    FileSignature{0, "GIF8"sv, "a GIF image"},
    FileSignature{8, "WEBP"sv, "a WebP image"},
    FileSignature{4, "ftypavif"sv, "an AVIF image"},
    FileSignature{4, "ftyphei"sv, "a HEIC image"},
    FileSignature{4, "ftypmif1"sv, "a HEIC image"},
    FileSignature{0, "\0\0\0\x0cJXL "sv, "a JPEG XL image"},
    FileSignature{0, "\0\0\0\x0cjP  "sv, "a JPEG 2000 image"},
    FileSignature{0, "II*\0"sv, "a TIFF image"},
    FileSignature{0, "MM\0*"sv, "a TIFF image"},
    FileSignature{0, "\x1f\x8b"sv, "a gzip file, which gunzip unpacks",
                  "this is gzipped twice; run gunzip on it first."},
    FileSignature{0, "BZh"sv, "a bzip2 file, which bunzip2 unpacks",
                  "this is compressed with bzip2; run bunzip2 on it first."},
    FileSignature{0,
                  "\xfd"
                  "7zXZ"sv,
                  "an xz file, which unxz unpacks",
                  "this is compressed with xz; run unxz on it first."},
    FileSignature{0, "\x28\xb5\x2f\xfd"sv, "a Zstandard file, which unzstd unpacks",
                  "this is compressed with Zstandard; run unzstd on it first."},
    FileSignature{0, "\x04\x22\x4d\x18"sv, "an LZ4 file, which unlz4 unpacks",
                  "this is compressed with LZ4; run unlz4 on it first."},
    FileSignature{0, "7z\xbc\xaf\x27\x1c"sv, "a 7-Zip archive",
                  "this is a 7-Zip archive; unpack it and name the table in it."},
    FileSignature{0, "Rar!\x1a\x07"sv, "a RAR archive",
                  "this is a RAR archive; unpack it and name the table in it."},
    FileSignature{0, "PK\x03\x04"sv, "a zip archive, or a file in that format such as .npz",
                  "this is a zip archive inside of another file; unpack it first."},
    FileSignature{257, "ustar"sv, "a tar archive",
                  "this is a tar archive; unpack it and name the table in it."},
    FileSignature{0, "\xff\xfe\0\0"sv, "text in UTF-32",
                  "this is text in UTF-32; save it in UTF-8 (iconv -f UTF-32 -t UTF-8)."},
    FileSignature{0, "\xff\xfe"sv, "text in UTF-16",
                  "this is text in UTF-16; save it in UTF-8 (iconv -f UTF-16 -t UTF-8)."},
    FileSignature{0, "\xfe\xff"sv, "text in UTF-16",
                  "this is text in UTF-16; save it in UTF-8 (iconv -f UTF-16 -t UTF-8)."},
    FileSignature{0, "\x93NUMPY"sv, "an .npy file of NumPy",
                  "this is a NumPy array (.npy), not a table; use the dataset npz."},
    FileSignature{0, "\x89HDF\r\n\x1a\n"sv, "an HDF5 file",
                  "this is an HDF5 file; save its table as CSV."},
    FileSignature{0, "MATLAB 5.0 MAT-file"sv, "a MATLAB file"},
    FileSignature{0, "PAR1"sv, "a Parquet file",
                  "this is a Parquet file; save it as CSV (pandas: read_parquet, to_csv)."},
    FileSignature{0, "ARROW1"sv, "an Arrow file",
                  "this is an Arrow file; save it as CSV (pandas: read_feather, to_csv)."},
    FileSignature{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, "an old Excel file (.xls)",
                  "this is an old Excel file (.xls); save it as CSV."},
    FileSignature{0, "SQLite format 3\0"sv, "an SQLite database",
                  "this is an SQLite database; save a table of it as CSV."},
    FileSignature{0, "\x80\x04\x95"sv, "a Python pickle",
                  "this is a Python pickle; save its table as CSV (pandas: read_pickle, to_csv)."},
    FileSignature{0, "%PDF-"sv, "a PDF file", "this is a PDF document, not a table."},
    FileSignature{0, "{\\rtf"sv, "a document in RTF",
                  "this is a document in RTF; save it as plain text."},
    FileSignature{
        0, "version https://git-lfs.github.com/spec/"sv,
        "a Git LFS pointer without the data, which 'git lfs pull' fetches",
        "this is a Git LFS pointer, which stands for the data; run 'git lfs pull' to fetch them."},
};

}  // namespace

const FileSignature* find_signature(std::string_view start) {
  const auto* const found = std::ranges::find_if(signatures, [&](const FileSignature& signature) {
    return start.size() >= signature.offset &&
           start.substr(signature.offset).starts_with(signature.bytes);
  });
  return found == signatures.end() ? nullptr : found;
}

}  // namespace runner::formats
