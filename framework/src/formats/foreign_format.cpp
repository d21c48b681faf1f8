#include "formats/foreign_format.hpp"

#include <algorithm>
#include <cctype>

#include "formats/file_signatures.hpp"

namespace runner::formats {
namespace {

using namespace std::string_view_literals;

// IDX files begin with the type of their elements and the number of their dimensions; text never
// begins with zero bytes.
bool is_idx(std::string_view text) {
  return text.starts_with("\0\0\x08\x01"sv) || text.starts_with("\0\0\x08\x03"sv);
}

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
  if (const auto* const signature = find_signature(first_bytes)) {
    if (!signature->table_advice.empty()) return std::string(signature->table_advice);
    return "this is " + std::string(signature->description) + ", not a table.";
  }
  if (is_idx(first_bytes)) return "this is an IDX file, as MNIST has them; use the dataset idx.";
  if (is_utf16_without_mark(first_bytes)) {
    return "this is text in UTF-16 without a byte order mark; save it in UTF-8.";
  }
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
