#include "formats/foreign_format.hpp"

#include <algorithm>
#include <cctype>

namespace runner::formats {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::string_view bytes;
  const char* sentence;
};

constexpr Signature signatures[] = {
    {"BZh", "this is compressed with bzip2; run bunzip2 on it first."},
    {"\xFD"
     "7zXZ\0"sv,
     "this is compressed with xz; run unxz on it first."},
    {"\x28\xB5\x2F\xFD", "this is compressed with Zstandard; run unzstd on it first."},
    {"\x04\x22\x4D\x18", "this is compressed with LZ4; run unlz4 on it first."},
    {"7z\xBC\xAF\x27\x1C", "this is a 7-Zip archive; unpack it and name the table in it."},
    {"Rar!\x1A\x07", "this is a RAR archive; unpack it and name the table in it."},
    {"\x1f\x8b", "this is gzipped twice; run gunzip on it first."},
    {"PK\x03\x04", "this is a zip archive inside of another file; unpack it first."},
    {"\xFF\xFE\0\0"sv, "this is text in UTF-32; save it in UTF-8 (iconv -f UTF-32 -t UTF-8)."},
    {"\xFF\xFE", "this is text in UTF-16; save it in UTF-8 (iconv -f UTF-16 -t UTF-8)."},
    {"\xFE\xFF", "this is text in UTF-16; save it in UTF-8 (iconv -f UTF-16 -t UTF-8)."},
    {"PAR1", "this is a Parquet file; save it as CSV (pandas: read_parquet, to_csv)."},
    {"ARROW1", "this is an Arrow file; save it as CSV (pandas: read_feather, to_csv)."},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "this is an old Excel file (.xls); save it as CSV."},
    {"\x89HDF\r\n\x1A\n", "this is an HDF5 file; save its table as CSV."},
    {"\x93NUMPY", "this is a NumPy array (.npy), not a table; use the dataset npz."},
    {"\x89PNG\r\n\x1A\n", "this is a PNG picture, not a table; use the dataset image_folder."},
    {"\xFF\xD8\xFF", "this is a JPEG picture, not a table; use the dataset image_folder."},
    {"%PDF-", "this is a PDF document, not a table."},
    {"SQLite format 3\0"sv, "this is an SQLite database; save a table of it as CSV."},
    {"\0\0\x08\x01"sv, "this is an IDX file, as MNIST has them; use the dataset idx."},
    {"\0\0\x08\x03"sv, "this is an IDX file, as MNIST has them; use the dataset idx."},
    {"\x80\x04\x95",
     "this is a Python pickle; save its table as CSV (pandas: read_pickle, "
     "to_csv)."},
    {"version https://git-lfs.github.com/spec/",
     "this is a Git LFS pointer, which stands for the data; run 'git lfs pull' to fetch them."},
    {"{\\rtf", "this is a document in RTF; save it as plain text."},
};

std::string lower_case_start(std::string_view text) {
  std::string start(text.substr(0, 4096));
  std::ranges::transform(start, start.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return start;
}

std::string_view without_blanks_before(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
}

// Text in UTF-16 without a byte order mark has a zero byte in each of its first characters.
bool is_utf16_without_mark(std::string_view text) {
  if (text.size() < 4) return false;
  const auto zero = [&](std::size_t i) { return text[i] == '\0'; };
  return (!zero(0) && zero(1) && !zero(2) && zero(3)) ||
         (zero(0) && !zero(1) && zero(2) && !zero(3));
}

bool is_tar(std::string_view text) { return text.substr(0, 262).ends_with("ustar"); }

// The rows of LIBSVM's files are "LABEL NUMBER:VALUE NUMBER:VALUE ...".
bool is_libsvm(std::string_view text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  const std::size_t colon = line.find(':');
  const std::size_t space = line.find(' ');
  if (colon == std::string_view::npos || space >= colon) return false;
  const std::string_view number = line.substr(space + 1, colon - space - 1);
  return !number.empty() && number.find_first_not_of("0123456789") == std::string_view::npos &&
         line.find_first_not_of("+-.0123456789eE: \r") == std::string_view::npos;
}

}  // namespace

bool is_zip(std::string_view first_bytes) {
  return first_bytes.starts_with("PK\x03\x04") || first_bytes.starts_with("PK\x05\x06");
}

std::string foreign_format(std::string_view first_bytes) {
  for (const Signature& signature : signatures) {
    if (first_bytes.starts_with(signature.bytes)) return signature.sentence;
  }
  if (is_utf16_without_mark(first_bytes)) {
    return "this is text in UTF-16 without a byte order mark; save it in UTF-8.";
  }
  if (is_tar(first_bytes)) return "this is a tar archive; unpack it and name the table in it.";
  const std::string text = lower_case_start(without_blanks_before(first_bytes));
  for (const std::string_view page : {"<!doctype html", "<html", "<head", "<!--"}) {
    if (text.starts_with(page)) {
      return "this is a web page (HTML), not the data; download the file again, or log in first.";
    }
  }
  if (text.starts_with("<?xml")) return "this is an XML file; save its table as CSV.";
  if (text.starts_with("{\"") || text.starts_with("[{") || text.starts_with("[[")) {
    return "this is JSON; save its table as CSV.";
  }
  if (text.starts_with("@relation") || text.find("\n@relation") != std::string::npos) {
    return "this is an ARFF file; remove the lines up to @data, and set header to no.";
  }
  if (text.starts_with("sep=") && text.find_first_of("\r\n") <= 5) {
    return "the first line, 'sep=', is meant for Excel alone; remove it, and set separator.";
  }
  if (is_libsvm(first_bytes)) {
    return "this is in LIBSVM's format; save it as CSV (scikit-learn: load_svmlight_file).";
  }
  return {};
}

}  // namespace runner::formats
