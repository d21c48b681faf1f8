#include "compare/where_expression.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/quoted.hpp"
#include "base/text_width.hpp"

namespace runner {
namespace {

constexpr std::size_t max_parentheses = 50;

enum class TokenKind { word, comparison, open, close, conjunction, disjunction, end };

struct Token {
  TokenKind kind = TokenKind::end;
  std::string text;
  std::size_t at = 0;
};

constexpr std::pair<std::string_view, Relation> comparisons[] = {
    {"=", Relation::equal},         {"==", Relation::equal},      {"!=", Relation::not_equal},
    {"<", Relation::less},          {"<=", Relation::less_equal}, {">", Relation::greater},
    {">=", Relation::greater_equal}};

std::optional<Relation> comparison_from(std::string_view text) {
  for (const auto& [name, comparison] : comparisons) {
    if (name == text) return comparison;
  }
  return std::nullopt;
}

class WhereLexer {
 public:
  explicit WhereLexer(std::string_view text) : text_(text) {}

  Token next() {
    constexpr std::string_view space = " \t\r\n";
    at_ = std::min(text_.find_first_not_of(space, at_), text_.size());
    const std::size_t start = at_;
    if (start == text_.size()) return {TokenKind::end, "", start};
    const char first = text_[start];
    if (first == '(' || first == ')') {
      ++at_;
      return {first == '(' ? TokenKind::open : TokenKind::close, std::string(1, first), start};
    }
    if (first == '\'' || first == '"') return quoted_word();
    if (operator_characters.find(first) != std::string_view::npos) {
      at_ = std::min(text_.find_first_not_of(operator_characters, start), text_.size());
      return {TokenKind::comparison, std::string(text_.substr(start, at_ - start)), start};
    }
    at_ = std::min(text_.find_first_of(" \t\r\n()'\"=!<>", start), text_.size());
    const std::string_view word = text_.substr(start, at_ - start);
    const TokenKind kind = word == "and" || word == "AND" ? TokenKind::conjunction
                           : word == "or" || word == "OR" ? TokenKind::disjunction
                                                          : TokenKind::word;
    return {kind, std::string(word), start};
  }

 private:
  static constexpr std::string_view operator_characters = "=!<>";

  Token quoted_word() {
    const std::size_t start = at_;
    const char quote = text_[at_++];
    Token token{TokenKind::word, "", start};
    while (at_ < text_.size()) {
      const bool doubled = text_[at_] == quote && text_.substr(at_ + 1).starts_with(quote);
      if (text_[at_] == quote && !doubled) {
        ++at_;
        return token;
      }
      token.text += text_[at_];
      at_ += doubled ? 2 : 1;
    }
    throw where_error(text_, start, fmt::format("the quote {} has no end.", quote));
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

class WhereParser {
 public:
  explicit WhereParser(const std::string& text) : lexer_(text) { result_.text = text; }

  WhereExpression parse() {
    advance();
    if (token_.kind == TokenKind::end) fail(token_, "a condition is missing, such as alpha<0.1.");
    result_.root = any();
    if (token_.kind == TokenKind::close) fail(token_, "')' without a '(' before it.");
    if (token_.kind != TokenKind::end) {
      fail(token_, fmt::format("expected 'and', 'or' or the end, not {}. A value with spaces needs "
                               "quotes.",
                               in_quotes(token_.text)));
    }
    return std::move(result_);
  }

 private:
  WhereNode any() {
    return joined(WhereNode::Kind::any, TokenKind::disjunction, &WhereParser::all);
  }
  WhereNode all() {
    return joined(WhereNode::Kind::all, TokenKind::conjunction, &WhereParser::part);
  }

  WhereNode joined(WhereNode::Kind kind, TokenKind separator, WhereNode (WhereParser::*operand)()) {
    WhereNode first = (this->*operand)();
    if (token_.kind != separator) return first;
    WhereNode node{kind, 0, {}};
    node.parts.push_back(std::move(first));
    while (token_.kind == separator) {
      advance();
      node.parts.push_back((this->*operand)());
    }
    return node;
  }

  WhereNode part() {
    if (token_.kind != TokenKind::open) return condition();
    const Token open = token_;
    if (++depth_ > max_parentheses) {
      fail(open, fmt::format("more than {} nested parentheses.", max_parentheses));
    }
    advance();
    WhereNode node = any();
    if (token_.kind != TokenKind::close) fail(open, "'(' without a ')' after it.");
    --depth_;
    advance();
    return node;
  }

  WhereNode condition() {
    if (token_.kind != TokenKind::word) {
      const std::string found =
          token_.kind == TokenKind::end ? "" : fmt::format(", not {}", in_quotes(token_.text));
      fail(token_, fmt::format("expected a condition such as alpha<0.1{}.", found));
    }
    WhereCondition condition;
    condition.key = token_.text;
    condition.key_at = token_.at;
    advance();
    condition.comparison = comparison(condition.key);
    condition.comparison_at = token_.at;
    const std::string written = token_.text;
    advance();
    if (token_.kind != TokenKind::word) {
      fail(token_, fmt::format("a value is missing after '{}'. A value that is an operator, a "
                               "parenthesis, 'and' or 'or' needs quotes.",
                               written));
    }
    condition.value = token_.text;
    condition.value_at = token_.at;
    advance();
    result_.conditions.push_back(std::move(condition));
    return {WhereNode::Kind::condition, result_.conditions.size() - 1, {}};
  }

  Relation comparison(const std::string& key) const {
    const auto found =
        token_.kind == TokenKind::comparison ? comparison_from(token_.text) : std::nullopt;
    if (!found) {
      const std::string instead =
          token_.kind == TokenKind::end ? "" : fmt::format(", not {}", in_quotes(token_.text));
      fail(token_,
           fmt::format("expected =, !=, <, <=, > or >= after {}{}.", in_quotes(key, 60), instead));
    }
    return *found;
  }

  void advance() { token_ = lexer_.next(); }

  [[noreturn]] void fail(const Token& token, const std::string& message) const {
    throw where_error(result_.text, token.at, message);
  }

  WhereLexer lexer_;
  Token token_;
  std::size_t depth_ = 0;
  WhereExpression result_;
};

}  // namespace

WhereExpression parse_where(const std::string& text) { return WhereParser(text).parse(); }

Error where_error(std::string_view text, std::size_t at, const std::string& message) {
  constexpr std::size_t columns_before = 50;
  constexpr std::size_t columns_after = 25;
  const std::string before = printable(text.substr(0, at));
  const std::string after = printable(text.substr(at));
  std::string shown(end_within(before, columns_before));
  if (shown.size() < before.size()) shown.insert(0, "…");
  const std::string caret(display_width(shown), ' ');
  const std::string_view rest = start_within(after, columns_after);
  return Error(ErrorCode::invalid_input,
               fmt::format("--where: {}\n  {}{}{}\n  {}^", message, shown, rest,
                           rest.size() < after.size() ? "…" : "", caret));
}

}  // namespace runner
