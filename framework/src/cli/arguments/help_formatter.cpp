#include "cli/arguments/help_formatter.hpp"

#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

#include "base/text_width.hpp"

namespace runner {
namespace {

constexpr std::size_t line_columns = 80;
constexpr std::size_t name_columns = 24;

// The words of `text` in lines of at most line_columns, of which those after the first begin with
// `indent` spaces. `used` columns of the first line are taken. Ends in a newline.
std::string wrap(std::string_view text, std::size_t used, std::size_t indent) {
  constexpr std::string_view space = " \n";
  std::string lines;
  std::size_t column = used;
  bool at_start = true;
  while (true) {
    const std::size_t begin = text.find_first_not_of(space);
    if (begin == std::string_view::npos) return lines + '\n';
    text.remove_prefix(begin);
    const std::string_view word = text.substr(0, text.find_first_of(space));
    text.remove_prefix(word.size());
    const std::size_t width = display_width(word);
    if (!at_start && column + 1 + width > line_columns) {
      lines += '\n' + std::string(indent, ' ');
      column = indent;
      at_start = true;
    }
    if (!at_start) lines += ' ';
    column += width + (at_start ? 0 : 1);
    lines += word;
    at_start = false;
  }
}

class HelpFormatter final : public CLI::Formatter {
 public:
  std::string make_description(const CLI::App* app) const override {
    return wrap(CLI::Formatter::make_description(app), 0, 0) + '\n';
  }

  std::string make_option(const CLI::Option* option, bool is_positional) const override {
    std::string line = "  " + make_option_name(option, is_positional);
    if (!option->get_type_name().empty()) line += ' ' + option->get_type_name();
    if (option->get_expected_max() > 1 && is_positional) line += " ...";
    // A name that is too long has a line of its own.
    const bool fits = line.size() + 2 <= name_columns;
    line +=
        fits ? std::string(name_columns - line.size(), ' ') : '\n' + std::string(name_columns, ' ');
    const std::string end = option->get_required() && !is_positional ? "; required" : "";
    return line + wrap(make_option_desc(option) + end, name_columns, name_columns);
  }
};

}  // namespace

std::shared_ptr<CLI::FormatterBase> make_help_formatter() {
  return std::make_shared<HelpFormatter>();
}

}  // namespace runner
