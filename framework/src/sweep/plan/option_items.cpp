#include "sweep/plan/option_items.hpp"

#include <optional>
#include <string>

#include <fmt/format.h>

namespace runner {
namespace {

constexpr std::string_view spaces = " \t\n";

struct ItemError {
  std::size_t at;
  std::string sentence;
};

// Scans an argument for the commas that separate its items.
class ItemScanner {
 public:
  explicit ItemScanner(std::string_view text) : text_(text) {}

  // Finds the commas. Returns the first error.
  std::optional<ItemError> scan() {
    for (at_ = 0; at_ < text_.size(); ++at_) {
      if (auto error = scan_character(text_[at_])) return error;
    }
    if (open_.empty()) return std::nullopt;
    return ItemError{open_.back(), fmt::format("this '{}' is never closed; close it, or quote the "
                                               "value if it is text.",
                                               text_[open_.back()])};
  }

  const std::vector<std::size_t>& commas() const { return commas_; }

 private:
  std::optional<ItemError> scan_character(char c) {
    const bool token_start = at_token_start_;
    at_token_start_ = std::string_view("[{(,:").find(c) != std::string_view::npos ||
                      (token_start && spaces.find(c) != std::string_view::npos);
    if ((c == '\'' || c == '"') && token_start) return skip_quoted(c);
    if (c == '#' && (token_start || spaces.find(text_[at_ - 1]) != std::string_view::npos)) {
      return ItemError{at_, "YAML takes what follows this # for a comment; quote the value."};
    }
    if (std::string_view("([{").find(c) != std::string_view::npos) open_.push_back(at_);
    if (std::string_view(")]}").find(c) != std::string_view::npos) return close(c);
    if (c == ',' && open_.empty()) commas_.push_back(at_);
    return std::nullopt;
  }

  // Moves to the closing quote. A doubled single quote reads as two texts here, which does no harm.
  std::optional<ItemError> skip_quoted(char quote) {
    const std::size_t begin = at_;
    for (++at_; at_ < text_.size() && text_[at_] != quote; ++at_) {
      if (quote == '"' && text_[at_] == '\\') ++at_;
    }
    at_token_start_ = at_ + 1 < text_.size() && text_[at_ + 1] == quote;
    if (at_ < text_.size()) return std::nullopt;
    return ItemError{begin, "this quote is never closed."};
  }

  std::optional<ItemError> close(char bracket) {
    const std::string_view pairs = "()[]{}";
    const char opening = pairs[pairs.find(bracket) - 1];
    if (!open_.empty() && text_[open_.back()] == opening) {
      open_.pop_back();
      return std::nullopt;
    }
    return ItemError{at_, fmt::format("this '{}' closes nothing; remove it, or quote the value if "
                                      "it is text.",
                                      bracket)};
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool at_token_start_ = true;     // where a quote opens a quoted text
  std::vector<std::size_t> open_;  // the brackets that are not closed yet
  std::vector<std::size_t> commas_;
};

}  // namespace

std::vector<OptionItem> split_option_items(std::string_view text, const SourceLocation& start,
                                           Diagnostics& diagnostics) {
  const auto place = [&](std::size_t at) {
    return SourceLocation{start.source, 0, start.column + at};
  };
  ItemScanner scanner(text);
  if (const auto error = scanner.scan()) {
    diagnostics.error(place(error->at), error->sentence);
    return {};
  }
  std::vector<std::size_t> ends = scanner.commas();
  ends.push_back(text.size());
  std::vector<OptionItem> items;
  std::size_t begin = 0;
  for (const std::size_t end : ends) {
    const std::string_view item = text.substr(begin, end - begin);
    const std::size_t first = item.find_first_not_of(spaces);
    if (first == std::string_view::npos) {
      diagnostics.error(place(begin),
                        text.empty() ? "there are no values after '='; give some, such as 0.1,0.2 "
                                       "or 0..9."
                                     : "this value is empty; remove the comma, write null for the "
                                       "default, or '' for an empty text.");
      return {};
    }
    const std::size_t last = item.find_last_not_of(spaces);
    items.push_back({item.substr(first, last - first + 1), place(begin + first)});
    begin = end + 1;
  }
  return items;
}

}  // namespace runner
