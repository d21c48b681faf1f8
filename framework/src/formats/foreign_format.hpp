#pragma once

#include <string>
#include <string_view>

namespace runner::formats {

// Recognises data that are not a table of text by their first bytes (a few hundred, or fewer):
// compressed files, spreadsheets, web pages, other encodings than UTF-8 and the like.
// Returns a sentence that names the format and says what to do, or an empty text if it may be a
// table.
std::string foreign_format(std::string_view first_bytes);

// Whether these are the first bytes of a zip archive.
bool is_zip(std::string_view first_bytes);

}  // namespace runner::formats
