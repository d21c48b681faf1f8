#include "config/config_keys.hpp"

#include <algorithm>

namespace runner {

std::optional<std::uint64_t> IntegerMember::get() const {
  struct Get {
    std::optional<std::uint64_t> operator()(const std::uint32_t* member) const { return *member; }
    std::optional<std::uint64_t> operator()(const std::uint64_t* member) const { return *member; }
    std::optional<std::uint64_t> operator()(const std::optional<std::uint64_t>* member) const {
      return *member;
    }
    std::optional<std::uint64_t> operator()(const Located<std::uint64_t>* member) const {
      return member->value;
    }
    std::optional<std::uint64_t> operator()(
        const std::optional<Located<std::uint64_t>>* member) const {
      if (!*member) return std::nullopt;
      return (*member)->value;
    }
  };
  return std::visit(Get{}, member_);
}

void IntegerMember::set(std::uint64_t number, const SourceLocation& location) const {
  struct Set {
    std::uint64_t number;
    const SourceLocation& location;

    void operator()(std::uint32_t* member) const { *member = static_cast<std::uint32_t>(number); }
    void operator()(std::uint64_t* member) const { *member = number; }
    void operator()(std::optional<std::uint64_t>* member) const { *member = number; }
    void operator()(Located<std::uint64_t>* member) const { *member = {number, location}; }
    void operator()(std::optional<Located<std::uint64_t>>* member) const {
      *member = {number, location};
    }
  };
  std::visit(Set{number, location}, member_);
}

void ChoiceMember::set(std::string_view word) const {
  const auto found = std::find(words_.begin(), words_.end(), word);
  set_(static_cast<std::size_t>(found - words_.begin()));
}

}  // namespace runner
