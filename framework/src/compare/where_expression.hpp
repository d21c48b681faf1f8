// The syntax of --where: conditions such as optimizer.alpha<0.1, joined by `and` and `or`.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace runner {

enum class Relation { equal, not_equal, less, less_equal, greater, greater_equal };

struct WhereCondition {
  std::string key;
  Relation comparison = Relation::equal;
  std::string value;  // without its quotes
  // Where they are written: offsets in the text.
  std::size_t key_at = 0;
  std::size_t comparison_at = 0;
  std::size_t value_at = 0;
};

struct WhereNode {
  enum class Kind { condition, all, any };

  Kind kind = Kind::condition;
  std::size_t condition = 0;     // of a condition: its index
  std::vector<WhereNode> parts;  // of the others: at least two
};

struct WhereExpression {
  std::string text;
  std::vector<WhereCondition> conditions;
  WhereNode root;
};

// Parses conditions of a key, one of = == != < <= > >= and a value, which may be in quotes, and
// must be if it has spaces, operators or parentheses; a quote within is doubled. `and` binds more
// tightly than `or`; parentheses may be nested 50 deep.
// Throws: Error (invalid_input), with the place.
WhereExpression parse_where(const std::string& text);

// The error that `message` describes, with the text around the offset `at` and a caret below it:
//   --where: a value is missing after '<'.
//     optimizer.alpha<
//                     ^
Error where_error(std::string_view text, std::size_t at, const std::string& message);

}  // namespace runner
