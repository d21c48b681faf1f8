#include "compare/comparison_text.hpp"

#include <fmt/format.h>

#include "base/nearest_name.hpp"
#include "base/text_width.hpp"
#include "compare/sentences.hpp"

namespace runner {
namespace {

void append_lines(std::string& text, const std::vector<std::string>& sentences,
                  std::optional<std::size_t> width) {
  for (const auto& sentence : sentences) text += wrapped_text(sentence, width);
}

void append_paragraph(std::string& text, const std::vector<std::string>& sentences,
                      std::optional<std::size_t> width) {
  if (sentences.empty()) return;
  text += '\n';
  append_lines(text, sentences, width);
}

// What the width has cost.
std::vector<std::string> dropped_note(const DrawnTable& drawn) {
  if (drawn.dropped.empty()) return {};
  std::vector<std::string> titles;
  for (const auto& title : drawn.dropped)
    titles.push_back(title.substr(0, title.find_last_not_of(' ') + 1));
  return {
      fmt::format("Not shown here: {}; choose with --columns A,B, or see all with --format csv.",
                  join(titles))};
}

}  // namespace

std::string wrapped_text(const std::string& sentence, std::optional<std::size_t> width) {
  std::string text;
  std::size_t used = 0;
  std::size_t begin = 0;
  while (begin < sentence.size()) {
    const std::size_t end = std::min(sentence.find(' ', begin), sentence.size());
    const std::string word = sentence.substr(begin, end - begin);
    const std::size_t word_width = display_width(word);
    if (used > 0 && width && used + 1 + word_width > *width) {
      text += '\n';
      used = 0;
    }
    if (used > 0) {
      text += ' ';
      ++used;
    }
    text += word;
    used += word_width;
    begin = end + 1;
  }
  return text + '\n';
}

std::string groups_text(const Comparison& comparison, const TableOptions& options,
                        std::optional<std::size_t> width) {
  const GroupTable table = make_group_table(comparison, options);
  const DrawnTable drawn = draw(table.table, width);
  std::string text = drawn.text;
  append_lines(text, dropped_note(drawn), width);
  if (table.groups.size() < comparison.order.size()) {
    append_lines(
        text,
        {fmt::format("{} of {} groups are shown.", table.groups.size(), comparison.order.size())},
        width);
  }
  append_lines(text, reading_notes(comparison), width);
  append_paragraph(text, difference_sentences(comparison), width);
  append_paragraph(text, remark_sentences(comparison), width);
  return text;
}

std::string runs_text(const Comparison& comparison, const RunTable& table,
                      const RunTableOptions& options, std::optional<std::size_t> width) {
  const DrawnTable drawn = draw(run_text_table(table, options), width);
  std::string text = drawn.text;
  append_lines(text, dropped_note(drawn), width);
  if (has_marks(table)) text += "* best of the finished runs\n";
  const std::size_t runs = comparison.groups.runs.size();
  if (table.rows.size() < runs) {
    append_lines(text, {fmt::format("{} of {} runs are shown.", table.rows.size(), runs)}, width);
  }
  return text;
}

}  // namespace runner
